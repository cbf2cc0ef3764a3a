/* Whether the drafts of a page are in the order in which they are read. Included by pdfglyphs.c after fields.c; the first
 * tests of `docsieve.formats._pdf.order.in_reading_order`; change both. */

PyDoc_STRVAR(is_in_order_doc,
"is_in_order(drafts, fields) -> bool\n\n"
"Tell whether each draft stands below the one before and none is a table: see README.md.");

static PyObject *is_in_order(PyObject *self, PyObject *args)
{
    PyObject *drafts, *fields;
    double x0 = 0, top = 0, bottom = 0;
    if (!PyArg_ParseTuple(args, "O!O&", &PyList_Type, &drafts, fields_from, &fields))
        return NULL;
    int is_ordered = 1;
    for (Py_ssize_t i = 0; is_ordered && i < PyList_GET_SIZE(drafts); i++) {
        PyObject *draft = PyList_GET_ITEM(drafts, i), *box = field_of(draft, fields, DRAFT_BOX);
        double next_x0 = double_of(box, fields, BOX_X0), next_top = double_of(box, fields, BOX_TOP);
        /* Not above the one before, nor beside it on its left. */
        is_ordered = !is_there(draft, fields, DRAFT_TABLE)
            && (!i || (next_top >= top && (double_of(box, fields, BOX_X1) > x0 || next_top >= bottom)));
        x0 = next_x0;
        top = next_top;
        bottom = double_of(box, fields, BOX_BOTTOM);
        if (PyErr_Occurred())
            return NULL;
    }
    return PyBool_FromLong(is_ordered);
}
