/* Reads the glyphs of a page through pdfium's own functions, whose addresses Python hands over: see README.md.
 * `docsieve.formats._pdf.glyph_fallback` does the same in Python, to the bit; change both. */
#include "pdfglyphs.h"
#include "contents.c"
#include "replaced.c"
#include "shapes.c"
#include "tree.c"
#include "objects.c"
#include "elements.c"
#include "page_trees.c"

#include "characters.c"
#include "spaced_out.c"
#include "glyphs.c"
#include "marked.c"
#include "rows.c"
#include "lines.c"
#include "joining.c"
#include "markers.c"
#include "leading.c"
#include "grouping.c"
#include "pages.c"
#include "ruled.c"
#include "cells.c"
#include "chunks.c"
#include "declared.c"
#include "places.c"
#include "fields.c"
#include "order.c"
#include "words.c"
#include "survey.c"
#include "pairs.c"
#include "plain.c"

/* For PyArg_ParseTuple: an address, of a function or of what pdfium opened. */
static int address_from(PyObject *number, void *to)
{
    void *address = PyLong_AsVoidPtr(number);
    if (!address && !PyErr_Occurred())
        PyErr_SetString(PyExc_ValueError, "an address is null");
    *(void **)to = address;
    return address != NULL;
}

/* For PyArg_ParseTuple: the functions at these addresses. Those read last are kept: they are the same call after call. */
static int functions_from(PyObject *addresses, void *to)
{
    static PyObject *known;
    static Pdfium kept;
    Pdfium *p = to;
    if (addresses == known) {
        *p = kept;
        return 1;
    }
    const Py_ssize_t wanted = (Py_ssize_t)(sizeof(Pdfium) / sizeof(void *));
    if (!PyTuple_Check(addresses) || PyTuple_GET_SIZE(addresses) != wanted) {
        PyErr_SetString(PyExc_ValueError, "addresses must be a tuple with one integer for each name in FUNCTIONS");
        return 0;
    }
    for (Py_ssize_t i = 0; i < wanted; i++) {
        void *address;
        if (!address_from(PyTuple_GET_ITEM(addresses, i), &address))
            return 0;
        memcpy((char *)p + (size_t)i * sizeof(void *), &address, sizeof address);
    }
    kept = *p;
    Py_XSETREF(known, Py_NewRef(addresses));
    return 1;
}

#include "opened.c"
#include "links.c"
#include "widgets.c"

/* Room for the text of a page, kept from one to the next: most need no more. */
static Page *kept_page;
enum { MOST_KEPT = 1 << 20 };

static Page *take_page(void)
{
    Page *page = kept_page;
    kept_page = NULL;
    if (!page && (page = PyMem_RawMalloc(sizeof(Page))) != NULL)
        memset(page, 0, offsetof(Page, fonts.pointers));
    if (!page)
        PyErr_NoMemory();
    return page;
}

static void give_back(Page *page)
{
    PyMem_RawFree(page->contents.runs.bytes);
    PyMem_RawFree(page->contents.held.bytes);
    Py_XDECREF(page->contents.layers);
    free_replaced(&page->replaced);
    Buffer text = page->text, starts = page->starts, segments = page->segments;
    if (kept_page || text.room + starts.room + segments.room > MOST_KEPT) {
        PyMem_RawFree(text.bytes);
        PyMem_RawFree(starts.bytes);
        PyMem_RawFree(segments.bytes);
        PyMem_RawFree(page);
        return;
    }
    text.used = starts.used = segments.used = 0;
    memset(page, 0, offsetof(Page, fonts.pointers));
    page->text = text;
    page->starts = starts;
    page->segments = segments;
    kept_page = page;
}

/* What `segments` returns of a page. Its objects are put into `painted`, where that is not NULL. */
static PyObject *glyphs_of(const Pdfium *p, void *document, void *around, int contents, const Matrix *m, int limit,
                           Buffer *painted)
{
    PyObject *result = NULL;
    void *textpage = NULL;
    Page *page = take_page();
    if (!page)
        return NULL;
    page->contents_wanted = contents;
    const int taken = take_replaced(p, around, &page->replaced);
    if (taken == 0) {
        Py_BEGIN_ALLOW_THREADS
        textpage = p->FPDFText_LoadPage(around);
        Py_END_ALLOW_THREADS
        put_back(p, document, &page->replaced);
    }
    if (taken == 0 && begin_contents(p, contents > 1 ? &page->replaced.painted : NULL, &page->contents, limit) == 0
        && (!textpage || read_page(p, textpage, m, limit, page) == 0)) {
        PyObject *text = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, page->text.bytes, (Py_ssize_t)page->count);
        PyObject *fonts = text ? font_table(p, &page->fonts) : NULL;
        if (fonts)
            result = Py_BuildValue("(Oy#y#Oiiy#Oy#O)", text, page->segments.bytes ? page->segments.bytes : "",
                                   (Py_ssize_t)page->segments.used, page->starts.bytes ? page->starts.bytes : "",
                                   (Py_ssize_t)page->starts.used, fonts,
                                   textpage ? p->FPDFText_CountChars(textpage) : 0,
                                   page->unmapped, page->contents.runs.bytes ? page->contents.runs.bytes : "",
                                   (Py_ssize_t)page->contents.runs.used, page->contents.layers,
                                   page->replaced.runs.bytes ? page->replaced.runs.bytes : "",
                                   (Py_ssize_t)page->replaced.runs.used, page->replaced.texts);
        Py_XDECREF(text);
        Py_XDECREF(fonts);
    }
    if (textpage)
        p->FPDFText_ClosePage(textpage);
    if (painted) {
        *painted = page->replaced.painted;
        page->replaced.painted = (Buffer){0};
    }
    give_back(page);
    return result;
}

PyDoc_STRVAR(segments_doc,
"segments(addresses, document, page, contents, matrix, limit)\n"
"-> (text, segments, starts, fonts, characters, unmapped, contents, layers, replacing, replaced)\n\n"
"Read the characters of an FPDF_PAGE, at most `limit`, as segments: see README.md.");

static PyObject *segments(PyObject *self, PyObject *args)
{
    Matrix m;
    Pdfium p;
    void *document, *page;
    int limit, contents;
    if (!PyArg_ParseTuple(args, "O&O&O&i(dddddd)i", functions_from, &p, address_from, &document, address_from, &page, &contents, &m.a, &m.b, &m.c, &m.d,
                          &m.e, &m.f, &limit))
        return NULL;
    return glyphs_of(&p, document, page, contents, &m, limit, NULL);
}

PyDoc_STRVAR(shapes_doc,
"shapes(addresses, page, matrix, limit) -> bytes\n\n"
"List the images, rules and rectangles of an FPDF_PAGE, looking at most at `limit` objects: see README.md.");

static PyObject *shapes(PyObject *self, PyObject *args)
{
    PyObject *result = NULL;
    Matrix m;
    Pdfium p;
    void *page;
    Drawing drawing = {{0}, 0};
    if (!PyArg_ParseTuple(args, "O&O&(dddddd)i", functions_from, &p, address_from, &page, &m.a, &m.b, &m.c, &m.d, &m.e, &m.f,
                          &drawing.left))
        return NULL;
    if (read_shapes(&p, page, &m, &drawing) == 0)
        result = PyBytes_FromStringAndSize(drawing.records.bytes ? drawing.records.bytes : "",
                                           (Py_ssize_t)drawing.records.used);
    PyMem_RawFree(drawing.records.bytes);
    return result;
}

PyDoc_STRVAR(tree_doc,
"tree(addresses, page, limit) -> list | None\n\n"
"List the elements of the structure tree that hold content of an FPDF_PAGE: see README.md.");

static PyObject *tree(PyObject *self, PyObject *args)
{
    Pdfium p;
    void *page;
    int limit;
    if (!PyArg_ParseTuple(args, "O&O&i", functions_from, &p, address_from, &page, &limit))
        return NULL;
    return read_tree(&p, page, limit);
}

#include "images.c"
#include "seen.c"

static PyMethodDef methods[] = {
    {"open_page", open_page, METH_VARARGS, open_page_doc},
    {"see_page", see_page, METH_VARARGS, see_page_doc},
    {"links", links, METH_VARARGS, links_doc},
    {"widgets", widgets, METH_VARARGS, widgets_doc},
    {"leave_annotations", leave_annotations, METH_VARARGS, leave_annotations_doc},
    {"leave_last", leave_last, METH_VARARGS, leave_last_doc},
    {"segments", segments, METH_VARARGS, segments_doc},
    {"tree", tree, METH_VARARGS, tree_doc},
    {"images", images, METH_VARARGS, images_doc},
    {"trees", trees, METH_VARARGS, trees_doc},
    {"page_tree", page_tree, METH_VARARGS, page_tree_doc},
    {"shapes", shapes, METH_VARARGS, shapes_doc},
    {"rules", rules, METH_VARARGS, rules_doc},
    {"bars", bars, METH_VARARGS, bars_doc},
    {"lines", lines, METH_VARARGS, lines_doc},
    {"in_cells", in_cells, METH_VARARGS, in_cells_doc},
    {"by_content", by_content, METH_VARARGS, by_content_doc},
    {"declared", declared, METH_VARARGS, declared_doc},
    {"short_lines", short_lines, METH_O, short_lines_doc},
    {"join", join, METH_VARARGS, join_doc},
    {"locator", (PyCFunction)(void (*)(void))locator, METH_FASTCALL, locator_doc},
    {"paragraphs", paragraphs, METH_VARARGS, paragraphs_doc},
    {"each", each, METH_VARARGS, each_doc},
    {"chunks", chunks, METH_VARARGS, chunks_doc},
    {"words", words, METH_VARARGS, words_doc},
    {"holding", holding, METH_VARARGS, holding_doc},
    {"stay", stay, METH_VARARGS, stay_doc},
    {"plain", plain, METH_VARARGS, plain_doc},
    {"survey", survey, METH_VARARGS, survey_doc},
    {"usual_pairs", usual_pairs, METH_O, usual_pairs_doc},
    {NULL, NULL, 0, NULL},
};

static int module_exec(PyObject *module)
{
#define NAME(name, result, parameters) #name,
    static const char *const names[] = {PDFIUM_FUNCTIONS(NAME)};
#undef NAME
    const Py_ssize_t count = (Py_ssize_t)(sizeof names / sizeof names[0]);
    PyObject *tuple = PyTuple_New(count);
    for (Py_ssize_t i = 0; tuple && i < count; i++) {
        PyObject *name = PyUnicode_FromString(names[i]);
        if (!name) {
            Py_CLEAR(tuple);
            break;
        }
        PyTuple_SET_ITEM(tuple, i, name);
    }
    if (!tuple)
        return -1;
    int failed = PyModule_AddObjectRef(module, "FUNCTIONS", tuple);
    Py_DECREF(tuple);
    /* Raised when records or functions change: Python refuses a build of another layout. */
    return failed < 0 ? -1 : PyModule_AddIntConstant(module, "LAYOUT", 16);
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, module_exec}, {0, NULL}};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_docsieve_pdfglyphs", "Reads the glyphs of a PDF page through pdfium's own functions.", 0,
    methods, slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__docsieve_pdfglyphs(void) { return PyModuleDef_Init(&definition); }
