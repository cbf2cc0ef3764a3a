/* The fields of a form on a page, and faces of annotations alone. Included by pdfglyphs.c;
 * `docsieve.formats._pdf.widgets` and `docsieve.formats._pdf.appearances` do the same in Python; change both. */

enum { WIDGET = 20, CHECKBOX = 2, RADIO = 3, CHOICE = 4, LIST = 5, SIGNATURE = 7, MAX_STRING = 8 << 20, STRING_ROOM = 128 };
enum { FIELD_NAME, FIELD_LABEL, FIELD_VALUE, FIELD_EXPORTED, FIELD_STATE };

static unsigned long ask_string(const Pdfium *p, int what, void *form, void *annotation, unsigned short *to, unsigned long room)
{
    switch (what) {
    case FIELD_NAME:
        return p->FPDFAnnot_GetFormFieldName(form, annotation, to, room);
    case FIELD_LABEL:
        return p->FPDFAnnot_GetFormFieldAlternateName(form, annotation, to, room);
    case FIELD_VALUE:
        return p->FPDFAnnot_GetFormFieldValue(form, annotation, to, room);
    case FIELD_EXPORTED:
        return p->FPDFAnnot_GetFormFieldExportValue(form, annotation, to, room);
    default:
        return p->FPDFAnnot_GetStringValue(annotation, "AS", to, room);
    }
}

/* One string of a field, as pdfium gives it. */
static PyObject *string_of_field(const Pdfium *p, int what, void *form, void *annotation)
{
    unsigned short units[STRING_ROOM] = {0}, *held = units;
    int order = -1;
    unsigned long size = ask_string(p, what, form, annotation, units, sizeof units);
    if (size > sizeof units) {
        size = size < MAX_STRING ? size : MAX_STRING;
        held = PyMem_RawCalloc(size / 2 + 1, 2);
        if (!held)
            return PyErr_NoMemory();
        ask_string(p, what, form, annotation, held, size);
    }
    PyObject *text = PyUnicode_DecodeUTF16((const char *)held, size > 2 ? (Py_ssize_t)size - 2 : 0, "replace", &order);
    if (held != units)
        PyMem_RawFree(held);
    return text;
}

/* What a field of the form says; None for what is none, and for choices, of which there is more to ask. */
static PyObject *widget_object(const Pdfium *p, void *form, void *annotation)
{
    FloatRect box = {0, 0, 0, 0};
    PyObject *strings[5] = {NULL};
    float number;
    if (p->FPDFAnnot_GetSubtype(annotation) != WIDGET)
        Py_RETURN_NONE;
    int kind = p->FPDFAnnot_GetFormFieldType(form, annotation);
    if (kind < 1 || kind > SIGNATURE || kind == CHOICE || kind == LIST)
        Py_RETURN_NONE;
    int is_mark = kind == CHECKBOX || kind == RADIO;
    int wanted = is_mark ? FIELD_STATE : FIELD_VALUE;
    for (int i = 0; i <= wanted; i++)
        if ((strings[i] = string_of_field(p, i, form, annotation)) == NULL) {
            while (i--)
                Py_DECREF(strings[i]);
            return NULL;
        }
    for (int i = wanted + 1; i <= FIELD_STATE; i++)
        strings[i] = PyUnicode_New(0, 0);
    int is_checked = is_mark && p->FPDFAnnot_IsChecked(form, annotation);
    int is_number = !is_mark && p->FPDFAnnot_GetNumberValue(annotation, "V", &number);
    p->FPDFAnnot_GetRect(annotation, &box);
    return Py_BuildValue(
        "(iiN(dddd)NNNNNNNN)", kind, p->FPDFAnnot_GetFlags(annotation), PyBool_FromLong(p->FPDFAnnot_HasKey(annotation, "OC")),
        (double)box.left, (double)box.bottom, (double)box.right, (double)box.top, strings[FIELD_NAME], strings[FIELD_LABEL],
        strings[FIELD_VALUE], strings[FIELD_EXPORTED], strings[FIELD_STATE], PyBool_FromLong(is_checked),
        is_number ? PyFloat_FromDouble(number) : Py_NewRef(Py_None), PyBool_FromLong(p->FPDFAnnot_HasKey(annotation, "AP")));
}

PyDoc_STRVAR(widgets_doc,
"widgets(addresses, page, form, most) -> list\n\n"
"Tell what the fields on an FPDF_PAGE say: see README.md.");

static PyObject *widgets(PyObject *self, PyObject *args)
{
    Pdfium p;
    void *page, *form;
    int most;
    if (!PyArg_ParseTuple(args, "O&O&O&i", functions_from, &p, address_from, &page, address_from, &form, &most))
        return NULL;
    PyObject *list = PyList_New(0);
    for (int i = 0; list && i < most; i++) {
        void *annotation = p.FPDFPage_GetAnnot(page, i);
        PyObject *found = annotation ? widget_object(&p, form, annotation) : Py_NewRef(Py_None);
        if (annotation)
            p.FPDFPage_CloseAnnot(annotation);
        if (!found || PyList_Append(list, found) < 0)
            Py_CLEAR(list);
        Py_XDECREF(found);
    }
    return list;
}

PyDoc_STRVAR(leave_annotations_doc,
"leave_annotations(addresses, page, count, kept)\n\n"
"Take all `count` annotations off an FPDF_PAGE but those of the indexes in `kept`: see README.md.");

static PyObject *leave_annotations(PyObject *self, PyObject *args)
{
    PyObject *kept;
    Pdfium p;
    void *page;
    int count;
    if (!PyArg_ParseTuple(args, "O&O&iO!", functions_from, &p, address_from, &page, &count, &PyTuple_Type, &kept))
        return NULL;
    /* Kept ones in order: the last of them is the next to be passed over. */
    Py_ssize_t left = PyTuple_GET_SIZE(kept);
    for (int i = count - 1; i >= 0; i--) {
        if (left && PyLong_AsLong(PyTuple_GET_ITEM(kept, left - 1)) == i)
            left--;
        else
            p.FPDFPage_RemoveAnnot(page, i);
    }
    return PyErr_Occurred() ? NULL : Py_NewRef(Py_None);
}

PyDoc_STRVAR(leave_last_doc,
"leave_last(addresses, page)\n\n"
"Take all objects off an FPDF_PAGE but the last: see README.md.");

static PyObject *leave_last(PyObject *self, PyObject *args)
{
    Pdfium p;
    void *page;
    if (!PyArg_ParseTuple(args, "O&O&", functions_from, &p, address_from, &page))
        return NULL;
    for (int i = p.FPDFPage_CountObjects(page) - 2; i >= 0; i--) {
        void *object = p.FPDFPage_GetObject(page, i);
        if (object && p.FPDFPage_RemoveObject(page, object))
            p.FPDFPageObj_Destroy(object);
    }
    Py_RETURN_NONE;
}
