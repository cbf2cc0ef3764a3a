/* The links of a page. Included by pdfglyphs.c; `docsieve.formats._pdf.link_fallback` does the same in Python; change
 * both. */

enum { TO_PAGE = 1, TO_FILE = 2, TO_ADDRESS = 3, TO_PROGRAM = 4, MAX_ADDRESS = 8 << 20 };

/* The bytes of what an action names, without the null character at their end; `document` is NULL for a file's path. */
static PyObject *address_of(const Pdfium *p, void *document, void *action)
{
    unsigned long size = document ? p->FPDFAction_GetURIPath(document, action, NULL, 0)
        : p->FPDFAction_GetFilePath(action, NULL, 0);
    PyObject *bytes = PyBytes_FromStringAndSize(NULL, size > 1 && size <= MAX_ADDRESS ? (Py_ssize_t)size - 1 : 0);
    if (!bytes || !PyBytes_GET_SIZE(bytes))
        return bytes;
    char *place = memset(PyBytes_AS_STRING(bytes), 0, size); /* with room for a null character behind it */
    if (document)
        p->FPDFAction_GetURIPath(document, action, place, size);
    else
        p->FPDFAction_GetFilePath(action, place, size);
    return bytes;
}

/* The index of the page that a link leads to, negative for none. */
static int page_of(const Pdfium *p, void *document, void *link, void *action, unsigned long kind)
{
    void *place = p->FPDFLink_GetDest(document, link);
    if (!place && action && kind == TO_PAGE)
        place = p->FPDFAction_GetDest(document, action);
    return place ? p->FPDFDest_GetDestPageIndex(document, place) : -1;
}

/* What a link leads to and where it is; None where it has neither. */
static PyObject *link_object(const Pdfium *p, void *document, void *link)
{
    void *action = p->FPDFLink_GetAction(link);
    unsigned long kind = action ? p->FPDFAction_GetType(action) : TO_PAGE;
    FloatRect box = {0, 0, 0, 0};
    int number = -1, is_placed = p->FPDFLink_GetAnnotRect(link, &box);
    PyObject *address = NULL;
    if (!is_placed && kind != TO_PROGRAM)
        Py_RETURN_NONE;
    if (kind == TO_ADDRESS || kind == TO_FILE)
        address = address_of(p, kind == TO_ADDRESS ? document : NULL, action);
    else {
        address = PyBytes_FromStringAndSize(NULL, 0);
        if (kind != TO_PROGRAM)
            number = page_of(p, document, link, action, kind);
    }
    if (!address)
        return NULL;
    return Py_BuildValue("(kNidddd)", kind, address, number, (double)box.left, (double)box.bottom, (double)box.right,
                         (double)box.top);
}

PyDoc_STRVAR(links_doc,
"links(addresses, document, page, begin, most) -> (list, next)\n\n"
"List links of an FPDF_PAGE: see README.md.");

static PyObject *links(PyObject *self, PyObject *args)
{
    Pdfium p;
    int position, most;
    void *document, *page, *link = NULL;
    if (!PyArg_ParseTuple(args, "O&O&O&ii", functions_from, &p, address_from, &document, address_from, &page, &position, &most))
        return NULL;
    PyObject *list = PyList_New(0);
    int is_left = 1;
    while (list && most-- > 0 && (is_left = p.FPDFLink_Enumerate(page, &position, &link)) != 0) {
        PyObject *found = link_object(&p, document, link);
        if (!found || (found != Py_None && PyList_Append(list, found) < 0))
            Py_CLEAR(list);
        Py_XDECREF(found);
    }
    return list ? Py_BuildValue("(Ni)", list, is_left ? position : -1) : NULL;
}
