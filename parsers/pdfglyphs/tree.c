/* The structure tree of a page (ISO 32000-1, 14.7), flat, parents before what they hold.
 * Included by pdfglyphs.c; `docsieve.formats._pdf.content_fallback` does the same in Python; change both. */

enum { MAX_TREE_DEPTH = 60, MAX_TEXT_BYTES = 1 << 16, AN_ELEMENT = -1, NOT_HERE = -2 };

/* A list that grows by a row for each element, until as many elements and ids as may be are in it. */
typedef struct { PyObject *rows; int left, is_cut; } Listing;

/* An element in it: what it holds, and what is said of it for what it lacks. */
typedef struct { PyObject *kids; int is_row, has_rows, was_missing; } Holder;

/* Add a kid to an element: its id, AN_ELEMENT, or NOT_HERE, which counts where it may be a cell or a row on another page.
 * Passed over where it would be too many. */
static int list_kid(Listing *l, Holder *h, int kid)
{
    if (kid == NOT_HERE && !h->is_row && (!h->has_rows || h->was_missing))
        return 0;
    h->was_missing = kid == NOT_HERE;
    if (kid != AN_ELEMENT && --l->left < 0) {
        l->is_cut = 1;
        return 0;
    }
    PyObject *number = PyLong_FromLong(kid);
    int added = number ? PyList_Append(h->kids, number) : -1;
    Py_XDECREF(number);
    return added;
}

static PyObject *element_text(unsigned long (*get)(void *, void *, unsigned long), void *element)
{
    char small[64], *bytes = small;
    unsigned long size = get(element, small, sizeof small);
    if (size <= 2 || size > MAX_TEXT_BYTES)
        return PyUnicode_FromStringAndSize(NULL, 0);
    if (size > sizeof small) {
        bytes = PyMem_RawMalloc(size);
        if (!bytes)
            return PyErr_NoMemory();
        get(element, bytes, size);
    }
    int order = -1;
    PyObject *text = PyUnicode_DecodeUTF16(bytes, (Py_ssize_t)size - 2, "replace", &order);
    if (bytes != small)
        PyMem_RawFree(bytes);
    return text;
}

static int span_of(const Pdfium *p, void *element, const char *name)
{
    int count = p->FPDF_StructElement_GetAttributeCount(element);
    for (int i = 0; i < count && i < 20; i++) {
        void *attribute = p->FPDF_StructElement_GetAttributeAtIndex(element, i);
        void *value = attribute ? p->FPDF_StructElement_Attr_GetValue(attribute, name) : NULL;
        float number = 0;
        if (value && p->FPDF_StructElement_Attr_GetType(value) == 2
            && p->FPDF_StructElement_Attr_GetNumberValue(value, &number) && number >= 1 && number <= 1000)
            return (int)number;
    }
    return 1;
}

static int walk_element(Listing *l, const Pdfium *p, void *element, int depth)
{
    int count = p->FPDF_StructElement_CountChildren(element), failed = -1;
    if (--l->left < 0 || depth > MAX_TREE_DEPTH) {
        l->is_cut = 1;
        return 0;
    }
    PyObject *type = element_text(p->FPDF_StructElement_GetType, element);
    PyObject *alt = type ? element_text(p->FPDF_StructElement_GetAltText, element) : NULL;
    PyObject *actual = alt ? element_text(p->FPDF_StructElement_GetActualText, element) : NULL;
    PyObject *kids = actual ? PyList_New(0) : NULL;
    if (!kids)
        goto done;
    Holder holder = {kids, PyUnicode_CompareWithASCIIString(type, "TR") == 0,
                     PyUnicode_CompareWithASCIIString(type, "Table") == 0
                         || PyUnicode_CompareWithASCIIString(type, "TBody") == 0, 0};
    int is_cell = PyUnicode_CompareWithASCIIString(type, "TD") == 0
        || PyUnicode_CompareWithASCIIString(type, "TH") == 0;
    PyObject *row = Py_BuildValue("(iOOOOii)", depth, type, kids, alt, actual,
                                  is_cell ? span_of(p, element, "RowSpan") : 1,
                                  is_cell ? span_of(p, element, "ColSpan") : 1);
    if (!row || PyList_Append(l->rows, row) < 0) {
        Py_XDECREF(row);
        goto done;
    }
    Py_DECREF(row);
    for (int i = 0; i < count && !l->is_cut; i++) {
        void *child = p->FPDF_StructElement_GetChildAtIndex(element, i);
        int kid = child ? AN_ELEMENT : p->FPDF_StructElement_GetChildMarkedContentID(element, i);
        int added = list_kid(l, &holder, child || kid >= 0 ? kid : NOT_HERE);
        if (added < 0 || (child && walk_element(l, p, child, depth + 1) < 0))
            goto done;
    }
    failed = 0;
done:
    Py_XDECREF(type);
    Py_XDECREF(alt);
    Py_XDECREF(actual);
    Py_XDECREF(kids);
    return failed;
}

/* A list of the elements; None where there is no tree or one of more than `limit` elements and ids. */
static PyObject *read_tree(const Pdfium *p, void *page, int limit)
{
    Listing l = {PyList_New(0), limit, 0};
    void *tree = l.rows ? p->FPDF_StructTree_GetForPage(page) : NULL;
    int count = tree ? p->FPDF_StructTree_CountChildren(tree) : 0, failed = !l.rows;
    for (int i = 0; i < count && !failed && !l.is_cut; i++) {
        void *element = p->FPDF_StructTree_GetChildAtIndex(tree, i);
        if (element)
            failed = walk_element(&l, p, element, 0) < 0;
    }
    if (tree)
        p->FPDF_StructTree_Close(tree);
    if (failed) {
        Py_XDECREF(l.rows);
        return NULL;
    }
    if (!tree || l.is_cut) {
        Py_DECREF(l.rows);
        Py_RETURN_NONE;
    }
    return l.rows;
}
