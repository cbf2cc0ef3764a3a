/* Where a block stands. Included by pdfglyphs.c; `docsieve.geometry.BBox.rounded` does the same in Python, to the bit;
 * change both. */

/* A tenth of a point, by way of a 128th; halves to even, and never a negative zero. */
static double tenths(double value) { return (rint(rint(value * 128.0) * (10.0 / 128.0)) + 0.0) / 10.0; }

/* The locator of a page's number and a box with these sides, by the types of both. */
static PyObject *place_of(PyObject *page, const double *sides, PyObject *locator, PyObject *box)
{
    PyObject *values[4] = {NULL}, *fields[2] = {page, NULL}, *result = NULL;
    int failed = 0;
    for (int i = 0; i < 4 && !failed; i++) {
        if (!isfinite(sides[i]))
            PyErr_SetString(PyExc_ValueError, "a box must be finite");
        values[i] = PyErr_Occurred() ? NULL : PyFloat_FromDouble(tenths(sides[i]));
        failed = !values[i];
    }
    fields[1] = failed ? NULL : PyObject_Vectorcall(box, values, 4, NULL);
    if (fields[1])
        result = PyObject_Vectorcall(locator, fields, 2, NULL);
    Py_XDECREF(fields[1]);
    for (int i = 0; i < 4; i++)
        Py_XDECREF(values[i]);
    return result;
}

PyDoc_STRVAR(locator_doc,
"locator(page, box, makers) -> Locator\n\n"
"Make a `Locator` of a page's number and a box, which is rounded. `makers` are `Locator`, `BBox` and its fields' names.");

static PyObject *locator(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
    double sides[4] = {0};
    if (count != 3 || !PyTuple_Check(args[2]) || PyTuple_GET_SIZE(args[2]) != 6) {
        PyErr_SetString(PyExc_TypeError, "locator takes a number, a box and six makers");
        return NULL;
    }
    for (int i = 0; i < 4; i++) {
        PyObject *side = PyObject_GetAttr(args[1], PyTuple_GET_ITEM(args[2], 2 + i));
        sides[i] = side ? PyFloat_AsDouble(side) : 0.0;
        Py_XDECREF(side);
        if (PyErr_Occurred())
            return NULL;
    }
    return place_of(args[0], sides, PyTuple_GET_ITEM(args[2], 0), PyTuple_GET_ITEM(args[2], 1));
}
