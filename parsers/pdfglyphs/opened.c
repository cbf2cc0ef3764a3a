/* Opens a page and tells of its place. Included by pdfglyphs.c; `docsieve.formats._pdf.pdfium` does the same in
 * Python; change both. */

PyDoc_STRVAR(open_page_doc,
"open_page(addresses, document, index) -> (page, left, bottom, right, top, rotation, annotations) | None\n\n"
"Load a page of an FPDF_DOCUMENT: see README.md.");

static PyObject *open_page(PyObject *self, PyObject *args)
{
    PyObject *addresses, *handle;
    Pdfium p;
    int index;
    FloatRect box = {0, 0, 0, 0};
    if (!PyArg_ParseTuple(args, "OOi", &addresses, &handle, &index))
        return NULL;
    void *document = PyLong_AsVoidPtr(handle), *page;
    if (!document || functions_from(addresses, &p) < 0) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_ValueError, "the document is null");
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    page = p.FPDF_LoadPage(document, index);
    Py_END_ALLOW_THREADS
    if (!page)
        Py_RETURN_NONE;
    if (!p.FPDF_GetPageBoundingBox(page, &box))
        box = (FloatRect){0, 0, 0, 0};
    PyObject *opened = PyLong_FromVoidPtr(page);
    if (opened)
        opened = Py_BuildValue("(Nddddii)", opened, (double)box.left, (double)box.bottom, (double)box.right,
                               (double)box.top, p.FPDFPage_GetRotation(page), p.FPDFPage_GetAnnotCount(page));
    if (!opened)
        p.FPDF_ClosePage(page);
    return opened;
}
