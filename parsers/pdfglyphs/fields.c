/* The fields of drafts, spans and boxes, read where they lie. Included by pdfglyphs.c. */
#include <structmember.h>

enum { LINE_END_TORN = 3 };

/* In the order in which `docsieve.formats._pdf.drafts.FIELDS` describes them. */
enum {
    DRAFT_SPANS, DRAFT_BOX, DRAFT_SIZE, DRAFT_BOLD, DRAFT_MONO, DRAFT_LINES, DRAFT_HIDDEN, DRAFT_CHARACTERS, DRAFT_LEVEL,
    DRAFT_MARKER, DRAFT_ORDERED, DRAFT_BLOCK, DRAFT_TABLE, DRAFT_DECLARED, DRAFT_ENDS, SPAN_TEXT, SPAN_RAISED, BOX_X0, BOX_TOP,
    BOX_X1, BOX_BOTTOM, FIELDS
};

/* Where the value of a field of a struct is, NULL where the object is another. */
static PyObject *const *place_of_field(PyObject *object, PyObject *fields, int index)
{
    PyObject *field = PyTuple_GET_ITEM(fields, index);
    if (!Py_IS_TYPE(field, &PyMemberDescr_Type) || !PyObject_TypeCheck(object, PyDescr_TYPE(field)))
        return NULL;
    const PyMemberDef *member = ((PyMemberDescrObject *)field)->d_member;
    return member->type == T_OBJECT_EX ? (PyObject *const *)((char *)object + member->offset) : NULL;
}

/* The value of a field of a struct, borrowed: read where it lies, for a look-up by name takes ten times as long. */
static PyObject *field_of(PyObject *object, PyObject *fields, int index)
{
    PyObject *const *place = place_of_field(object, fields, index);
    PyObject *value = place ? *place : NULL;
    if (!value && !PyErr_Occurred())
        PyErr_SetString(PyExc_TypeError, "no such field");
    return value;
}

static double double_of(PyObject *object, PyObject *fields, int index)
{
    PyObject *value = object ? field_of(object, fields, index) : NULL;
    return value ? PyFloat_AsDouble(value) : 0.0;
}

static long long_of(PyObject *object, PyObject *fields, int index)
{
    PyObject *value = field_of(object, fields, index);
    return value ? PyLong_AsLong(value) : 0;
}

static int is_set(PyObject *object, PyObject *fields, int index)
{
    PyObject *value = field_of(object, fields, index);
    return value && PyObject_IsTrue(value) > 0;
}

static int is_there(PyObject *object, PyObject *fields, int index)
{
    PyObject *value = field_of(object, fields, index);
    return value && value != Py_None;
}

/* The value of a field, borrowed, where it is of the type it must be. */
static PyObject *typed_field_of(PyObject *object, PyObject *fields, int index, PyTypeObject *type)
{
    PyObject *value = field_of(object, fields, index);
    if (!value || PyObject_TypeCheck(value, type))
        return value;
    return PyErr_Format(PyExc_TypeError, "a field must be a %s", type->tp_name);
}

static PyObject *spans_of(PyObject *draft, PyObject *fields)
{
    return typed_field_of(draft, fields, DRAFT_SPANS, &PyList_Type);
}

static PyObject *text_of_span(PyObject *span, PyObject *fields)
{
    return typed_field_of(span, fields, SPAN_TEXT, &PyUnicode_Type);
}

#ifdef __wasm__
static void fetch_ahead(PyObject *drafts, Py_ssize_t at, PyObject *fields) {}
#else
/* Fetch from memory what is looked at soon: the drafts of a long document are too many for a processor's cache. While
 * one is looked at, the spans and the box of the next are on their way, and the one behind that. */
static void fetch_ahead(PyObject *drafts, Py_ssize_t at, PyObject *fields)
{
    const Py_ssize_t count = PyList_GET_SIZE(drafts);
    if (at + 4 < count) {
        const char *draft = (const char *)PyList_GET_ITEM(drafts, at + 4);
        __builtin_prefetch(draft);
        __builtin_prefetch(draft + 64);
    }
    for (int i = 0; i < 2 && at + 2 < count; i++) {
        PyObject *const *field = place_of_field(PyList_GET_ITEM(drafts, at + 2), fields, i ? DRAFT_BOX : DRAFT_SPANS);
        if (field && *field)
            __builtin_prefetch(*field);
    }
    PyObject *const *spans = at + 1 < count ? place_of_field(PyList_GET_ITEM(drafts, at + 1), fields, DRAFT_SPANS) : NULL;
    if (spans && *spans && PyList_Check(*spans) && PyList_GET_SIZE(*spans))
        __builtin_prefetch(PyList_GET_ITEM(*spans, 0));
}
#endif

/* For PyArg_ParseTuple: what describes the fields. */
static int fields_from(PyObject *object, void *to)
{
    if (!PyTuple_Check(object) || PyTuple_GET_SIZE(object) != FIELDS) {
        PyErr_SetString(PyExc_TypeError, "there must be a descriptor of each field");
        return 0;
    }
    *(PyObject **)to = object;
    return 1;
}
