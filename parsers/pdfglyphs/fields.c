/* The fields of drafts, spans and boxes, read where they lie. Included by pdfglyphs.c. */
#include <structmember.h>

enum { LINE_END_TORN = 3 };

/* In the order in which `docsieve.formats._pdf.drafts.FIELDS` describes them. */
enum {
    DRAFT_SPANS, DRAFT_BOX, DRAFT_SIZE, DRAFT_BOLD, DRAFT_MONO, DRAFT_LINES, DRAFT_HIDDEN, DRAFT_CHARACTERS, DRAFT_LEVEL,
    DRAFT_MARKER, DRAFT_ORDERED, DRAFT_BLOCK, DRAFT_TABLE, DRAFT_DECLARED, DRAFT_ENDS, SPAN_TEXT, SPAN_RAISED, BOX_X0, BOX_TOP,
    BOX_X1, BOX_BOTTOM, FIELDS
};

/* The value of a field of a struct, borrowed: read where it lies, for a look-up by name takes ten times as long. */
static PyObject *field_of(PyObject *object, PyObject *fields, int index)
{
    PyObject *field = PyTuple_GET_ITEM(fields, index), *value = NULL;
    if (Py_IS_TYPE(field, &PyMemberDescr_Type) && PyObject_TypeCheck(object, PyDescr_TYPE(field))) {
        const PyMemberDef *member = ((PyMemberDescrObject *)field)->d_member;
        if (member->type == T_OBJECT_EX)
            value = *(PyObject **)((char *)object + member->offset);
    }
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
