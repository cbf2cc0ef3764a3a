/* Segments that a tagged file declares one paragraph -> its drafts, where they are level, visible text as nearly all is.
 * Included by pdfglyphs.c after pages.c; `docsieve.formats._pdf.paragraphs.join_declared` says how, and does the others. */

/* Whether the lines of these segments are to be made in Python: some run leftwards or downwards, or back within their
 * line (`marked_text.in_order_of_lines`), or each may be a glyph of upright text (`layout._mostly_vertical`). */
static int are_unusual(const Segment *s, size_t count, size_t length)
{
    if (!count || 2 * count > length)
        return 1;
    for (size_t i = 0; i < count; i++) {
        if (s[i].flags & (RIGHT_TO_LEFT | VERTICAL))
            return 1;
        if (!i || s[i].x1 > s[i - 1].x0 + 0.1 * s[i - 1].size)
            continue;
        double size = s[i - 1].size > s[i].size ? s[i - 1].size : s[i].size;
        if (fabs(s[i].y - s[i - 1].y) < 0.3 * size && s[i - 1].ux > 0.99 && s[i].ux > 0.99)
            return 1;
    }
    return 0;
}

static int may_be_part(Py_UCS4 u) { return (Py_UNICODE_ISALNUM(u) || u == '_') && !is_ideographic(u); }

static int has_space(const Rows *rows, const Row *e)
{
    const Run *run = runs_of(rows, e);
    for (size_t i = 0; i < e->runs; i++) {
        if (run[i].separator)
            return 1;
        for (size_t j = 0; j < run[i].length; j++)
            if (row_text(rows, run[i].at)[j] == ' ')
                return 1;
    }
    return 0;
}

/* Whether some line of a cell may end within a word: what `torn_words.may_be_torn` tells; change both. */
static int may_be_torn(const Rows *rows)
{
    const Row *lines = row_at(rows, 0);
    const size_t count = row_count(rows);
    double reach = lines[0].x1;
    for (size_t i = 1; i < count; i++)
        reach = lines[i].x1 > reach ? lines[i].x1 : reach;
    for (const Row *e = lines; e + 1 < lines + count; e++) {
        const Run *last = runs_of(rows, e) + e->runs - 1;
        Py_UCS4 end = row_text(rows, last->at)[last->length - 1], next = *row_text(rows, e[1].first);
        if (reach < e->x1 + 1.25 * e[1].first_width / (double)e[1].first_length && !has_space(rows, e) && may_be_part(end)
            && (may_be_part(next) || (next < 128 && strchr(".,;:!?)]}", (int)next))))
            return 1;
    }
    return 0;
}

/* Whether a line goes on with the paragraph; `begins` says that it begins a line of its own. */
static int is_same_text(const Row *e, int begins)
{
    const Row *before = e - 1;
    double size = e->size > before->size ? e->size : before->size;
    return e->y - before->y <= (begins ? 1.7 : 3.0) * size || e->x0 >= before->x1;
}

/* Fill `drafts`, which is a list; `is_marked` says that a list marker may begin the first. */
static int group_declared(Grouping *w, int is_marked)
{
    const size_t count = row_count(w->rows);
    const Row *first = row_at(w->rows, 0);
    Growing g = {0, 1, NULL, first->bold, 0.0, first->mono == first->characters, 0};
    int failed = marks_for(&w->marks, count);
    if (failed)
        return -1;
    mark_lines(w->rows, &w->marks);
    if (is_marked)
        failed = marker_of(w, first, &g.marker);
    for (size_t i = 1; i < count && !failed; i++) {
        const Row *e = row_at(w->rows, i);
        int is_mono = e->mono == e->characters;
        int begins = w->marks.is_short[i - 1] && (is_mono || !Py_UNICODE_ISLOWER(*row_text(w->rows, e->first)));
        if (is_same_text(e, begins)) {
            w->marks.breaks[i] = (char)begins;
            g.count++;
            g.mono &= is_mono;
            if (e->bold < g.bold)
                g.bold = e->bold;
            continue;
        }
        failed = end_paragraph(w, &g);
        g = (Growing){i, 1, NULL, e->bold, 0.0, is_mono, 0};
    }
    if (!failed)
        failed = end_paragraph(w, &g);
    Py_XDECREF(g.marker);
    PyMem_RawFree(w->marks.is_mono);
    return failed;
}

PyDoc_STRVAR(declared_doc,
"declared(text, segments, fonts, width, height, ocr_layer, direction, type, makers, finish, links, marked, in_cell)\n"
"-> list | None\n\n"
"Make the drafts of segments that are declared one paragraph: see README.md.");

static PyObject *declared(PyObject *self, PyObject *args)
{
    PyObject *text, *direction, *makers, *links, *result = NULL;
    Py_buffer records, fonts;
    double width, height;
    int ocr_layer, is_marked, in_cell, failed = -1;
    Linked linked = {0};
    Lines l = {0};
    Rows rows = {0};
    Buffer others = {0};
    Grouping w = {.rows = &rows, .linked = &linked};
    if (!PyArg_ParseTuple(args, "Uy*y*ddpOO!OOOpp", &text, &records, &fonts, &width, &height, &ocr_layer, &direction,
                          &PyType_Type, &w.line, &makers, &w.finish, &links, &is_marked, &in_cell))
        return NULL;
    const size_t length = (size_t)PyUnicode_GET_LENGTH(text), count = (size_t)records.len / sizeof(Segment);
    const int kind = PyUnicode_KIND(text);
    const void *codes = PyUnicode_DATA(text);
    Segment *aligned = PyMem_RawMalloc((size_t)records.len + 1);
    Py_UCS4 *characters = PyMem_Malloc((length + 1) * sizeof *characters); /* those of the segments only */
    if (!aligned || !characters) {
        if (!PyErr_Occurred())
            PyErr_NoMemory();
        goto done;
    }
    memcpy(aligned, records.buf, (size_t)records.len);
    l.segments = aligned;
    int sound = (size_t)records.len % sizeof(Segment) == 0 && count < 0x10000000;
    for (size_t i = 0; sound && i < count; i++)
        sound = l.segments[i].start < l.segments[i].end && l.segments[i].end <= length && l.segments[i].font < fonts.len;
    for (size_t i = 0; sound && i < count; i++)
        for (size_t at = l.segments[i].start; at < l.segments[i].end; at++)
            characters[at] = PyUnicode_READ(kind, codes, at);
    if (!sound || !PyType_IsSubtype(w.line, &PyTuple_Type)) {
        PyErr_SetString(PyExc_ValueError, sound ? "a line must be a tuple" : "segments do not fit the text or the fonts");
        goto done;
    }
    l.text = characters;
    l.fonts = fonts.buf;
    l.direction = w.level = direction;
    if (makers_from(makers, &w.makers) < 0 || open_links(links, &linked) < 0)
        goto done;
    failed = are_unusual(l.segments, count, length);
    if (!failed)
        failed = read_lines(&l, (uint32_t)count, width, height, ocr_layer, &rows, &others);
    if (!failed && (others.used || !row_count(&rows) || (in_cell && may_be_torn(&rows))))
        failed = 1;
    if (!failed)
        failed = (w.drafts = PyList_New(0)) ? group_declared(&w, is_marked) : -1;
    if (!failed)
        result = Py_NewRef(w.drafts);
    else if (failed > 0)
        result = Py_NewRef(Py_None);
done:
    Py_XDECREF(w.drafts);
    PyMem_RawFree(l.members.bytes);
    PyMem_RawFree(others.bytes);
    free_rows(&rows);
    PyMem_RawFree(aligned);
    PyMem_Free(characters);
    PyBuffer_Release(&records);
    PyBuffer_Release(&fonts);
    close_links(&linked);
    return result;
}
