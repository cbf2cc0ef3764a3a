/* Opens a page and tells of its place. Included by pdfglyphs.c; `docsieve.formats._pdf.pdfium` does the same in
 * Python; change both. */

/* A page, and the box of what is seen of it, empty where it has none; NULL where it cannot be loaded. */
static void *load_page(const Pdfium *p, void *document, int index, FloatRect *box)
{
    void *page;
    Py_BEGIN_ALLOW_THREADS
    page = p->FPDF_LoadPage(document, index);
    Py_END_ALLOW_THREADS
    if (!page || !p->FPDF_GetPageBoundingBox(page, box))
        *box = (FloatRect){0, 0, 0, 0};
    return page;
}

PyDoc_STRVAR(open_page_doc,
"open_page(addresses, document, index) -> (page, left, bottom, right, top, rotation, annotations) | None\n\n"
"Load a page of an FPDF_DOCUMENT: see README.md.");

static PyObject *open_page(PyObject *self, PyObject *args)
{
    Pdfium p;
    void *document, *page;
    int index;
    FloatRect box;
    if (!PyArg_ParseTuple(args, "O&O&i", functions_from, &p, address_from, &document, &index))
        return NULL;
    if ((page = load_page(&p, document, index, &box)) == NULL)
        Py_RETURN_NONE;
    PyObject *opened = PyLong_FromVoidPtr(page);
    if (opened)
        opened = Py_BuildValue("(Nddddii)", opened, (double)box.left, (double)box.bottom, (double)box.right,
                               (double)box.top, p.FPDFPage_GetRotation(page), p.FPDFPage_GetAnnotCount(page));
    if (!opened)
        p.FPDF_ClosePage(page);
    return opened;
}
