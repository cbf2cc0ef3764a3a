/* The images of a page by the marked content they are in. Included by pdfglyphs.c;
 * `docsieve.formats._pdf.alternatives.images` does the same in Python; change both. */

enum { IMAGE_OBJECT = 3 };

PyDoc_STRVAR(images_doc,
"images(addresses, page, limit) -> list\n\n"
"List the page's own images that are in marked content, looking at `limit` objects at most: see README.md.");

static PyObject *images(PyObject *self, PyObject *args)
{
    Pdfium p;
    void *page;
    int limit;
    if (!PyArg_ParseTuple(args, "O&O&i", functions_from, &p, address_from, &page, &limit))
        return NULL;
    PyObject *found = PyList_New(0);
    for (int i = 0, count = p.FPDFPage_CountObjects(page); found && i < count && i < limit; i++) {
        void *object = p.FPDFPage_GetObject(page, i);
        float left, bottom, right, top;
        if (!object || p.FPDFPageObj_GetType(object) != IMAGE_OBJECT)
            continue;
        int content = p.FPDFPageObj_GetMarkedContentID(object);
        if (content < 0 || !p.FPDFPageObj_GetBounds(object, &left, &bottom, &right, &top))
            continue;
        PyObject *image = Py_BuildValue("(idddd)", content, (double)left, (double)bottom, (double)right, (double)top);
        if (!image || PyList_Append(found, image) < 0)
            Py_CLEAR(found);
        Py_XDECREF(image);
    }
    return found;
}
