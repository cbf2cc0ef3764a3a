/* What pdfium tells of a page, in one call: it is opened, read, and closed where nothing more is to be asked. Included by
 * pdfglyphs.c after opened.c; `docsieve.formats._pdf.frame` and `PdfFile.page` do the same in Python; change both. */

/* The visible page: its size as the reader sees it, and the way there (`Frame.of`). */
typedef struct { double width, height; Matrix matrix; } Frame;

enum { GLYPHS_CONTENTS = 6 }; /* where what `segments` returns has its contents */

static Frame frame_of(FloatRect box, int rotation)
{
    double left = box.left, bottom = box.bottom, right = box.right, top = box.top;
    if (!(right > left && top > bottom)) { /* a sheet of letter paper */
        left = bottom = 0.0;
        right = 612.0;
        top = 792.0;
    }
    double wide = hundredths(right - left), high = hundredths(top - bottom);
    switch (((rotation % 4) + 4) % 4) { /* as Python reckons it */
    case 1: return (Frame){high, wide, {0.0, 1.0, 1.0, 0.0, -bottom, -left}};
    case 2: return (Frame){wide, high, {-1.0, 0.0, 0.0, 1.0, right, -bottom}};
    case 3: return (Frame){high, wide, {0.0, -1.0, -1.0, 0.0, top, right}};
    default: return (Frame){wide, high, {1.0, 0.0, 0.0, -1.0, -left, top}};
    }
}

PyDoc_STRVAR(see_page_doc,
"see_page(addresses, document, index, contents, limit, shapes, stays)\n"
"-> (page, annotations, width, height, matrix, segments, shapes) | None\n\n"
"Load a page of an FPDF_DOCUMENT and read its characters and shapes: see README.md.");

static PyObject *see_page(PyObject *self, PyObject *args)
{
    PyObject *result = NULL;
    Pdfium p;
    void *document, *page;
    int index, contents, limit, stays;
    FloatRect box;
    Drawing drawing = {{0}, 0};
    Buffer painted = {0};
    if (!PyArg_ParseTuple(args, "O&O&iiiip", functions_from, &p, address_from, &document, &index, &contents, &limit,
                          &drawing.left, &stays))
        return NULL;
    if ((page = load_page(&p, document, index, &box)) == NULL)
        Py_RETURN_NONE;
    const Frame frame = frame_of(box, p.FPDFPage_GetRotation(page));
    const int annotations = p.FPDFPage_GetAnnotCount(page);
    const Matrix *m = &frame.matrix;
    PyObject *glyphs = glyphs_of(&p, document, page, contents, m, limit, &painted);
    stays = stays || annotations > 0 || (glyphs && PyBytes_GET_SIZE(PyTuple_GET_ITEM(glyphs, GLYPHS_CONTENTS)) > 0);
    PyObject *opened = PyLong_FromVoidPtr(stays ? page : NULL);
    if (glyphs && opened && read_painted(&p, &painted, m, &drawing) == 0)
        result = Py_BuildValue("(Oidd(dddddd)Oy#)", opened, annotations, frame.width, frame.height, m->a, m->b, m->c, m->d,
                               m->e, m->f, glyphs, drawing.records.bytes ? drawing.records.bytes : "",
                               (Py_ssize_t)drawing.records.used);
    if (!stays || !result)
        p.FPDF_ClosePage(page);
    PyMem_RawFree(drawing.records.bytes);
    PyMem_RawFree(painted.bytes);
    Py_XDECREF(glyphs);
    Py_XDECREF(opened);
    return result;
}
