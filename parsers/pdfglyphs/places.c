/* Where a block stands. Included by pdfglyphs.c; `docsieve.geometry.BBox.rounded` does the same in Python, to the bit;
 * change both. */

/* A tenth of a point, by way of a 128th; halves to even, and never a negative zero. */
static double tenths(double value) { return (rint(rint(value * 128.0) * (10.0 / 128.0)) + 0.0) / 10.0; }

PyDoc_STRVAR(locator_doc,
"locator(page, box, makers) -> Locator\n\n"
"Make a `Locator` of a page's number and a box, which is rounded. `makers` are `Locator`, `BBox` and its fields' names.");

static PyObject *locator(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
    PyObject *sides[4] = {NULL}, *fields[2] = {NULL}, *result = NULL;
    if (count != 3 || !PyTuple_Check(args[2]) || PyTuple_GET_SIZE(args[2]) != 6) {
        PyErr_SetString(PyExc_TypeError, "locator takes a number, a box and six makers");
        return NULL;
    }
    int failed = 0;
    for (int i = 0; i < 4 && !failed; i++) {
        PyObject *side = PyObject_GetAttr(args[1], PyTuple_GET_ITEM(args[2], 2 + i));
        double value = side ? PyFloat_AsDouble(side) : 0.0;
        Py_XDECREF(side);
        if (!PyErr_Occurred() && !isfinite(value))
            PyErr_SetString(PyExc_ValueError, "a box must be finite");
        sides[i] = PyErr_Occurred() ? NULL : PyFloat_FromDouble(tenths(value));
        failed = !sides[i];
    }
    fields[0] = args[0];
    fields[1] = failed ? NULL : PyObject_Vectorcall(PyTuple_GET_ITEM(args[2], 1), sides, 4, NULL);
    if (fields[1])
        result = PyObject_Vectorcall(PyTuple_GET_ITEM(args[2], 0), fields, 2, NULL);
    Py_XDECREF(fields[1]);
    for (int i = 0; i < 4; i++)
        Py_XDECREF(sides[i]);
    return result;
}
