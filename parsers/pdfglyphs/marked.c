/* Segments by the marked content they are in. Included by pdfglyphs.c after contents.c and glyphs.c;
 * `docsieve.formats._pdf.marked_text` does the same in Python; change both. */

static int add_by_content(PyObject *found, long id, PyObject *record)
{
    PyObject *key = PyLong_FromLong(id), *list = key ? PyDict_GetItemWithError(found, key) : NULL;
    int failed = !key || PyErr_Occurred() ? -1 : 0;
    if (!failed && !list) {
        list = PyList_New(0);
        failed = list ? PyDict_SetItem(found, key, list) : -1;
        Py_XDECREF(list); /* the dictionary holds it */
    }
    Py_XDECREF(key);
    return failed ? -1 : PyList_Append(list, record);
}

/* Add what Python cuts a segment into; `parts` is a list of pairs: id of the content, record. */
static int add_parts(PyObject *found, PyObject *parts)
{
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(parts); i++) {
        PyObject *part = PyList_GET_ITEM(parts, i);
        if (!PyTuple_Check(part) || PyTuple_GET_SIZE(part) != 2) {
            PyErr_SetString(PyExc_TypeError, "a part is no pair");
            return -1;
        }
        long id = PyLong_AsLong(PyTuple_GET_ITEM(part, 0));
        if ((id == -1 && PyErr_Occurred()) || add_by_content(found, id, PyTuple_GET_ITEM(part, 1)) < 0)
            return -1;
    }
    return 0;
}

PyDoc_STRVAR(by_content_doc,
"by_content(segments, contents, cut) -> dict\n\n"
"Return the records of segments for each id of the marked content they are in: see README.md.");

static PyObject *by_content(PyObject *self, PyObject *args)
{
    Py_buffer records, contents;
    PyObject *cut, *found = NULL;
    if (!PyArg_ParseTuple(args, "y*y*O", &records, &contents, &cut))
        return NULL;
    const Py_ssize_t count = records.len / (Py_ssize_t)sizeof(Segment), runs = contents.len / (Py_ssize_t)sizeof(Content);
    Py_ssize_t at = -1; /* the run that the segment begins in; -1: before the first */
    const char *bytes = records.buf;
    Content *run = PyMem_RawMalloc((size_t)contents.len + 1);
    int failed = run && (found = PyDict_New()) ? 0 : (PyErr_NoMemory(), -1);
    if (run)
        memcpy(run, contents.buf, (size_t)contents.len);
    for (Py_ssize_t i = 0; i < count && !failed; i++, bytes += sizeof(Segment)) {
        Segment s;
        memcpy(&s, bytes, sizeof s);
        while (at + 1 < runs && run[at + 1].start <= s.start)
            at++;
        Py_ssize_t last = at;
        while (last + 1 < runs && run[last + 1].start < s.end)
            last++;
        PyObject *record = PyBytes_FromStringAndSize(bytes, (Py_ssize_t)sizeof(Segment));
        if (!record) {
            failed = -1;
        } else if (last == at) {
            failed = add_by_content(found, at < 0 ? NO_CONTENT : run[at].id, record);
        } else {
            PyObject *parts = PyObject_CallFunction(cut, "Onn", record, at, last);
            if (parts && !PyList_Check(parts))
                PyErr_SetString(PyExc_TypeError, "parts must be a list");
            failed = parts && PyList_Check(parts) ? add_parts(found, parts) : -1;
            Py_XDECREF(parts);
        }
        Py_XDECREF(record);
    }
    PyMem_RawFree(run);
    PyBuffer_Release(&records);
    PyBuffer_Release(&contents);
    if (failed)
        Py_CLEAR(found);
    return found;
}
