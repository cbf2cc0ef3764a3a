/* Groups lines into paragraphs. Included by pdfglyphs.c after joining.c; `docsieve.formats._pdf.paragraphs` says how and
 * does the same in Python, to the bit; change both. */

enum { ENTRY_RUNS = 4 };
enum { IS_BOLD = 1, IS_MONO = 2 };

/* What is told of each line while it is grouped: a byte each. */
typedef struct { char *is_mono, *is_short, *breaks; } Marks;

static int marks_for(Marks *marks, size_t count)
{
    char *bytes = PyMem_RawCalloc(3, count ? count : 1);
    if (!bytes) {
        PyErr_NoMemory();
        return -1;
    }
    *marks = (Marks){bytes, bytes + count, bytes + 2 * count};
    return 0;
}

static int is_short_line(const Rows *rows, const Row *line, const Row *following, double room)
{
    const Py_UCS4 *text = row_text(rows, following->first);
    size_t length = following->first_length, word = 0;
    int is_ascii = 1;
    while (word < length && text[word] != ' ')
        word++;
    double width = following->first_width * (double)word / (double)length;
    if (word == length) {
        for (size_t i = 0; i < length; i++)
            is_ascii &= text[i] < 0x80;
        if (!is_ascii && text[0] > 0x2E80)
            width = following->first_size;
    }
    return room > width + 0.8 * line->size && !(line->flags & LINE_HYPHEN);
}

/* Tell which lines are of fixed pitch, and which of them are short. */
static void mark_lines(const Rows *rows, Marks *marks)
{
    const Row *lines = row_at(rows, 0);
    const size_t count = row_count(rows);
    double furthest = 0.0;
    long mono = 0, characters = 0;
    for (size_t i = 0; i < count; i++) {
        marks->is_mono[i] = lines[i].mono == lines[i].characters;
        mono += lines[i].mono;
        characters += lines[i].characters;
        if (!i || lines[i].x1 > furthest)
            furthest = lines[i].x1;
    }
    if (mono && (double)mono / (double)characters > 0.7) /* then a fixed pitch is that of the text */
        memset(marks->is_mono, 0, count);
    for (size_t i = 0; i < count; i++) {
        const Row *e = &lines[i];
        long rtl = e->flags & LINE_RTL;
        double slack = 0.8 * e->size - 1.0, nearest;
        size_t from = i > 3 ? i - 3 : 0, to = i + 4 < count ? i + 4 : count;
        marks->is_short[i] = i == count - 1;
        if (marks->is_short[i] || (!rtl && furthest - e->x1 <= slack))
            continue;
        nearest = lines[from].x1;
        for (size_t j = from + 1; j < to; j++)
            if (lines[j].x1 > nearest)
                nearest = lines[j].x1;
        if (!rtl && nearest - e->x1 <= slack)
            continue;
        double end = rtl ? -e->x0 : e->x1, reach = end, near = 6.0 * e->size;
        for (size_t j = from; j < to; j++) {
            const Row *o = &lines[j];
            double other = rtl ? -o->x0 : o->x1, step = o->y - e->y;
            if (other > reach && o->x0 < e->x1 && e->x0 < o->x1 && (o->flags & LINE_RTL) == rtl
                && -near < step && step < near && o->size < 1.3 * e->size)
                reach = other;
        }
        marks->is_short[i] = reach - end > slack && is_short_line(rows, e, e + 1, reach - end);
    }
}

PyDoc_STRVAR(short_lines_doc,
"short_lines(lines) -> list[bool]\n\n"
"Tell of each line whether the first word of the next one would still have had room on it.");

static PyObject *short_lines(PyObject *self, PyObject *list)
{
    Rows rows = {0};
    Marks marks = {0};
    PyObject *held = read_rows(list, &rows), *result = NULL;
    const Py_ssize_t count = (Py_ssize_t)row_count(&rows);
    if (held && marks_for(&marks, (size_t)count) == 0) {
        mark_lines(&rows, &marks);
        result = PyList_New(count);
        for (Py_ssize_t i = 0; result && i < count; i++)
            PyList_SET_ITEM(result, i, PyBool_FromLong(marks.is_short[i]));
    }
    PyMem_RawFree(marks.is_mono);
    free_rows(&rows);
    Py_XDECREF(held);
    return result;
}

/* Whether the line begins with a small raised mark, as a footnote does. */
static int begins_note(const Rows *rows, const Row *row)
{
    return row->first_size < 0.8 * row->size && row->first_length <= 4 && row->runs > 1
        && runs_of(rows, row)->style & STYLE_RAISED;
}

/* A paragraph still growing. */
typedef struct {
    size_t first, count;
    PyObject *marker; /* owned; NULL for none */
    double bold, step;
    int mono, all_short;
} Growing;

enum { NO_JOINT, FLOW, LINE_BREAK };

/* Whether the line ends in four dots of a leader (or other signs of one) and the number of a page, or in eight dots: it
 * is a whole entry of a table of contents. Looks at its last runs, from the end. */
static int is_entry(const Rows *rows, const Row *row)
{
    const size_t least = row->runs > ENTRY_RUNS ? row->runs - ENTRY_RUNS : 0;
    const int may_be_other = row->first_length && is_ideographic(*row_text(rows, row->first));
    int digits = 0, blanks = 0, dots = 0;
    for (size_t i = row->runs; i > least; i--) {
        const Run *run = runs_of(rows, row) + i - 1;
        const Py_UCS4 *text = row_text(rows, run->at);
        for (size_t left = run->length + (run->separator != 0); left > 0; left--) { /* what stands before it, last */
            Py_UCS4 u = left > (run->separator != 0) ? text[left - 1 - (run->separator != 0)] : run->separator;
            int is_number = (u >= '0' && u <= '9') || (u && u < 128 && strchr("ivxlcIVXLC", (int)u));
            if (is_number && !blanks && !dots) {
                if (++digits > 7)
                    return 0;
            } else if ((u == ' ' || u == '\t') && (digits || dots)) {
                if (++blanks > (dots ? 1 : 2))
                    return 0;
            } else if (u == '.' || (may_be_other && digits && (u == 0xB7 || u == 0x2025 || u == 0x2026))) {
                blanks = 0;
                if (++dots == (digits ? 4 : 8))
                    return 1;
            } else {
                return 0;
            }
        }
    }
    return 0;
}

/* How the line goes on what was before it; negative on failure. */
static int joint(const Growing *g, const Rows *rows, const Row *e, const Marks *marks, double widest, size_t i)
{
    const Row *before = e - 1;
    int same = PyObject_RichCompareBool(e->direction, before->direction, Py_EQ);
    if (same > 0)
        same = PyObject_RichCompareBool(e->hidden, before->hidden, Py_EQ);
    if (same < 0)
        return -1;
    if (!same || (e->flags ^ before->flags) & LINE_RTL)
        return NO_JOINT;
    double small = before->size, size = e->size, step = e->y - before->y;
    if (small > size) {
        small = e->size;
        size = before->size;
    }
    const int was_short = marks->is_short[i - 1];
    if (was_short || is_narrow_line(before, size))
        widest = MAX_LEADING;
    if (small < 0.92 * size || !(0.3 * size < step && step <= widest * size) || marks->is_mono[i] != g->mono)
        return NO_JOINT;
    if (g->mono)
        return LINE_BREAK;
    if (g->step != 0.0 && !(0.75 * g->step - 0.5 <= step && step <= 1.2 * g->step + 0.5))
        return NO_JOINT;
    if ((g->bold > 0.95 && e->bold < 0.5) || (e->bold > 0.95 && g->bold < 0.5 && was_short))
        return NO_JOINT;
    int after_marker = g->marker && g->count == 1;
    if (e->flags & (GAP_AFTER_FIRST | GAP_LATER)
        || before->flags & (after_marker ? GAP_LATER : GAP_AFTER_FIRST | GAP_LATER))
        return NO_JOINT;
    int rtl = (e->flags & LINE_RTL) != 0;
    double start = rtl ? -e->x1 : e->x0, end = rtl ? -e->x0 : e->x1;
    double start_before = rtl ? -before->x1 : before->x0, end_before = rtl ? -before->x0 : before->x1;
    if (start >= end_before || end <= start_before)
        return NO_JOINT;
    int centred = fabs((start + end) - (start_before + end_before)) < 0.6 * size;
    double indent = start - start_before;
    if (g->count > 1) {
        if (fabs(indent) > 0.8 * size && !centred)
            return NO_JOINT;
    } else if (g->marker) {
        const double least = !was_short && sentence_goes_on(rows, before, e) ? -6.0 : -0.8;
        if (indent < least * size)
            return NO_JOINT;
    } else if (!centred && (indent > 4.0 * size || indent < -6.0 * size || (indent > 0.8 * size && was_short))) {
        return NO_JOINT;
    }
    if (is_entry(rows, before))
        return NO_JOINT;
    if (!was_short)
        return FLOW;
    return g->all_short && marks->is_short[i] && !g->marker ? LINE_BREAK : NO_JOINT;
}

/* Lines on their way to drafts. */
typedef struct {
    Makers makers;
    PyObject *finish; /* the function for paragraphs that are more than their spans */
    const Rows *rows;
    PyObject *held; /* tuple of the lines; or NULL, and the type of lines, to make them where they are asked for */
    PyTypeObject *line;
    PyObject *level; /* the direction of nearly all text */
    const char *torn;     /* a byte for each line: it may begin within a word; or NULL */
    const Linked *linked;
    Marks marks;
    PyObject *drafts;
} Grouping;

/* The draft of a paragraph; lets go of what was joined. */
static PyObject *make_draft(const Grouping *w, const Growing *g, Joined *joined)
{
    PyObject *fields[] = {
        joined->spans, joined->box, PyFloat_FromDouble(joined->size), g->bold > 0.9 ? Py_True : Py_False, Py_False,
        PyLong_FromSize_t(g->count), row_at(w->rows, g->first)->hidden, PyLong_FromLong(joined->characters), Py_True,
        g->marker ? PyTuple_GET_ITEM(g->marker, 0) : NULL, g->marker ? PyTuple_GET_ITEM(g->marker, 1) : NULL,
    };
    PyObject *draft = NULL;
    if (fields[2] && fields[5] && fields[7])
        draft = PyObject_Vectorcall(w->makers.draft, fields, g->marker ? 11 : 8, NULL);
    Py_XDECREF(fields[2]);
    Py_XDECREF(fields[5]);
    Py_XDECREF(fields[7]);
    Py_DECREF(joined->spans);
    Py_DECREF(joined->box);
    return draft;
}

/* What Python makes of a paragraph; lets go of what was joined. */
static PyObject *finished(const Grouping *w, const Growing *g, Joined *joined)
{
    const Py_ssize_t count = (Py_ssize_t)g->count;
    PyObject *lines = PyList_New(count), *breaks = PyList_New(count), *found = joined_object(joined), *draft = NULL;
    for (Py_ssize_t i = 0; lines && breaks && i < count; i++) {
        size_t at = g->first + (size_t)i;
        PyObject *line = w->held ? Py_NewRef(PyTuple_GET_ITEM(w->held, (Py_ssize_t)at))
            : line_object(w->rows, row_at(w->rows, at), w->line);
        PyList_SET_ITEM(breaks, i, PyBool_FromLong(w->marks.breaks[at]));
        if (line)
            PyList_SET_ITEM(lines, i, line);
        else
            Py_CLEAR(lines);
    }
    if (lines && breaks && found)
        draft = PyObject_CallFunction(w->finish, "OnOiOO", lines, (Py_ssize_t)g->first, breaks,
                                      (g->bold > 0.9 ? IS_BOLD : 0) | (g->mono ? IS_MONO : 0),
                                      g->marker ? g->marker : Py_None, found);
    Py_XDECREF(lines);
    Py_XDECREF(breaks);
    Py_XDECREF(found);
    return draft;
}

/* Append the draft of a paragraph, where it has any text, and let go of its marker; one that may be torn is for Python alone. */
static int end_paragraph(const Grouping *w, Growing *g)
{
    const Row *first = row_at(w->rows, g->first);
    Py_ssize_t skip = g->marker ? PyLong_AsSsize_t(PyTuple_GET_ITEM(g->marker, 2)) : 0;
    Joined joined = {0};
    PyObject *draft = NULL;
    int is_torn = w->torn && memchr(w->torn + g->first, 1, g->count);
    int failed = PyErr_Occurred() ? -1 : 0;
    if (!failed && skip < 0) {
        PyErr_SetString(PyExc_ValueError, "a marker has no negative length");
        failed = -1;
    }
    if (!failed && !is_torn)
        failed = join_rows(&w->makers, w->rows, g->first, g->count, w->marks.breaks + g->first, (size_t)skip, w->linked,
                           &joined);
    if (!failed && (!joined.spans || joined.is_leftwards || g->mono || first->direction != w->level))
        draft = finished(w, g, &joined);
    else if (!failed && PyList_GET_SIZE(joined.spans))
        draft = make_draft(w, g, &joined);
    else if (!failed) {
        Py_DECREF(joined.spans);
        Py_DECREF(joined.box);
        draft = Py_NewRef(Py_None);
    }
    failed = !draft ? -1 : draft == Py_None ? 0 : PyList_Append(w->drafts, draft);
    Py_XDECREF(draft);
    Py_CLEAR(g->marker);
    return failed;
}

/* `marker` gets what begins the line, NULL for nothing. */
static int marker_of(const Grouping *w, const Row *row, PyObject **marker)
{
    *marker = NULL;
    if (!may_be_marked(w->rows, row))
        return 0;
    PyObject *first = text_of(row_text(w->rows, row->first), row->first_length);
    PyObject *found = first ? PyObject_CallFunction(w->makers.marker_at, "Nll", first, row->characters, row->flags) : NULL;
    if (!found)
        return -1;
    if (found == Py_None) {
        Py_DECREF(found);
        return 0;
    }
    if (!PyTuple_Check(found) || PyTuple_GET_SIZE(found) != 3) {
        Py_DECREF(found);
        PyErr_SetString(PyExc_TypeError, "a marker is none");
        return -1;
    }
    *marker = found;
    return 0;
}

/* Fill `drafts`, which is a list. */
static int group(Grouping *w)
{
    const size_t count = row_count(w->rows);
    Growing g = {0};
    if (marks_for(&w->marks, count) < 0)
        return -1;
    mark_lines(w->rows, &w->marks);
    const double widest = widest_step(w->rows, w->marks.is_short);
    int failed = widest < 0.0 ? -1 : 0;
    for (size_t i = 0; i < count && !failed; i++) {
        const Row *e = row_at(w->rows, i);
        PyObject *marker = NULL;
        int how = NO_JOINT;
        failed = w->marks.is_mono[i] ? 0 : marker_of(w, e, &marker);
        if (!failed && g.count && !marker && !begins_note(w->rows, e)) {
            how = joint(&g, w->rows, e, &w->marks, widest, i);
            failed = how < 0 ? -1 : 0;
        }
        w->marks.breaks[i] = how == LINE_BREAK;
        if (how > 0) {
            if (g.count == 1)
                g.step = e->y - e[-1].y;
            g.count++;
            g.all_short &= how == LINE_BREAK;
            if (e->bold < g.bold)
                g.bold = e->bold;
            continue;
        }
        if (!failed && g.count)
            failed = end_paragraph(w, &g);
        if (failed) {
            Py_XDECREF(marker);
            break;
        }
        g = (Growing){i, 1, marker, e->bold, 0.0, w->marks.is_mono[i], 1};
    }
    if (!failed && g.count)
        failed = end_paragraph(w, &g);
    Py_XDECREF(g.marker);
    PyMem_RawFree(w->marks.is_mono);
    return failed;
}

PyDoc_STRVAR(paragraphs_doc,
"paragraphs(lines, makers, finish, direction, torn, links) -> list\n\n"
"Group lines into paragraphs and make a draft of each: see README.md.");

static PyObject *paragraphs(PyObject *self, PyObject *args)
{
    PyObject *list, *makers, *linked;
    Py_buffer torn = {0};
    Linked on_page = {0};
    Rows rows = {0};
    Grouping w = {.rows = &rows, .linked = &on_page};
    if (!PyArg_ParseTuple(args, "OOOOz*O", &list, &makers, &w.finish, &w.level, &torn, &linked))
        return NULL;
    if (makers_from(makers, &w.makers) == 0 && open_links(linked, &on_page) == 0
        && (w.held = read_rows(list, &rows)) != NULL) {
        w.torn = torn.buf;
        if (torn.buf && torn.len != PyTuple_GET_SIZE(w.held))
            PyErr_SetString(PyExc_ValueError, "there must be a byte for each line");
        else if ((w.drafts = PyList_New(0)) != NULL && group(&w) < 0)
            Py_CLEAR(w.drafts);
    }
    free_rows(&rows);
    Py_XDECREF(w.held);
    close_links(&on_page);
    PyBuffer_Release(&torn);
    return w.drafts;
}
