/* Groups lines into paragraphs. Included by pdfglyphs.c after joining.c; `docsieve.formats._pdf.paragraphs` says how and
 * does the same in Python, to the bit; change both. */

enum { AT_BOLD = 6, AT_MONO = 7, AT_DIRECTION = 17, AT_HIDDEN = 18 };
enum { ENTRY_RUNS = 4 };
enum { IS_BOLD = 1, IS_MONO = 2 };

/* What is compared of each line. */
typedef struct {
    double x0, x1, y, size, bold;
    long flags;
    int mono;
} Edge;

static int is_short_line(const Edge *edge, PyObject *following, double room)
{
    PyObject *text = PyTuple_GET_ITEM(following, AT_FIRST);
    Py_ssize_t length = PyUnicode_GET_LENGTH(text), space = PyUnicode_FindChar(text, ' ', 0, length, 1);
    double width = number_at(following, AT_FIRST_WIDTH) * (double)(space < 0 ? length : space) / (double)length;
    if (space < 0 && PyUnicode_MAX_CHAR_VALUE(text) > 127 && PyUnicode_READ_CHAR(text, 0) > 0x2E80)
        width = number_at(following, AT_FIRST_SIZE);
    return room > width + 0.8 * edge->size && !(edge->flags & LINE_HYPHEN);
}

/* Fill in what is compared of the lines, and which of them are short: a byte each. */
static int read_edges(PyObject *const *lines, Py_ssize_t count, Edge *edges, char *is_short)
{
    double furthest = 0.0;
    long mono = 0, characters = 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        Edge *e = &edges[i];
        e->x0 = number_at(lines[i], AT_X0);
        e->x1 = number_at(lines[i], AT_X1);
        e->y = number_at(lines[i], AT_Y);
        e->size = number_at(lines[i], AT_SIZE);
        e->bold = number_at(lines[i], AT_BOLD);
        e->flags = PyLong_AsLong(PyTuple_GET_ITEM(lines[i], AT_FLAGS));
        long fixed = PyLong_AsLong(PyTuple_GET_ITEM(lines[i], AT_MONO));
        long length = PyLong_AsLong(PyTuple_GET_ITEM(lines[i], AT_CHARACTERS));
        e->mono = fixed == length;
        mono += fixed;
        characters += length;
        if (!i || e->x1 > furthest)
            furthest = e->x1;
    }
    if (mono && (double)mono / (double)characters > 0.7) /* then a fixed pitch is that of the text */
        for (Py_ssize_t i = 0; i < count; i++)
            edges[i].mono = 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        const Edge *e = &edges[i];
        int rtl = (e->flags & LINE_RTL) != 0;
        double slack = 0.8 * e->size - 1.0, nearest = furthest;
        Py_ssize_t from = i > 3 ? i - 3 : 0, to = i + 4 < count ? i + 4 : count;
        is_short[i] = i == count - 1;
        if (is_short[i] || (!rtl && furthest - e->x1 <= slack))
            continue;
        nearest = edges[from].x1;
        for (Py_ssize_t j = from + 1; j < to; j++)
            if (edges[j].x1 > nearest)
                nearest = edges[j].x1;
        if (!rtl && nearest - e->x1 <= slack)
            continue;
        double end = rtl ? -e->x0 : e->x1, reach = end, near = 6.0 * e->size;
        for (Py_ssize_t j = from; j < to; j++) {
            const Edge *o = &edges[j];
            double other = rtl ? -o->x0 : o->x1, step = o->y - e->y;
            if (other > reach && o->x0 < e->x1 && e->x0 < o->x1 && ((o->flags & LINE_RTL) != 0) == rtl
                && -near < step && step < near && o->size < 1.3 * e->size)
                reach = other;
        }
        is_short[i] = reach - end > slack && is_short_line(e, lines[i + 1], reach - end);
    }
    return PyErr_Occurred() ? -1 : 0;
}

PyDoc_STRVAR(short_lines_doc,
"short_lines(lines) -> list[bool]\n\n"
"Tell of each line whether the first word of the next one would still have had room on it.");

static PyObject *short_lines(PyObject *self, PyObject *list)
{
    PyObject *lines = held_lines(list), *result = NULL;
    if (!lines)
        return NULL;
    Py_ssize_t count = PyTuple_GET_SIZE(lines);
    Edge *edges = PyMem_RawMalloc((size_t)(count ? count : 1) * (sizeof(Edge) + 1));
    char *is_short = edges ? (char *)(edges + count) : NULL;
    if (!edges)
        PyErr_NoMemory();
    else if (read_edges(PySequence_Fast_ITEMS(lines), count, edges, is_short) == 0)
        result = PyList_New(count);
    for (Py_ssize_t i = 0; result && i < count; i++)
        PyList_SET_ITEM(result, i, PyBool_FromLong(is_short[i]));
    PyMem_RawFree(edges);
    Py_DECREF(lines);
    return result;
}

/* Whether `list_markers.read_marker` may find a marker at the start of the line: most lines have none. */
static int may_be_marked(PyObject *line)
{
    PyObject *text = PyTuple_GET_ITEM(line, AT_FIRST);
    Py_ssize_t length = PyUnicode_GET_LENGTH(text), end = 0;
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_UCS4 first = PyUnicode_READ(kind, data, 0);
    while (end < length && end < 9 && PyUnicode_READ(kind, data, end) != ' ')
        end++;
    if (first >= 0x80 && (end == 1 || end == length || end == 9))
        return 1; /* a bullet, perhaps with text right after it */
    if (end == 0 || end == 9)
        return 0;
    if (end == 1)
        return first == '*' || first == '-' || first == 'o';
    Py_UCS4 last = PyUnicode_READ(kind, data, end - 1);
    return last == '.' || last == ')' || last == ']' || (last >= '0' && last <= '9') || last >= 0x80;
}

/* Whether the line begins with a small raised mark, as a footnote does; negative on failure. */
static int begins_note(PyObject *line, double size)
{
    PyObject *runs = PyTuple_GET_ITEM(line, AT_RUNS);
    if (!(number_at(line, AT_FIRST_SIZE) < 0.8 * size) || PyUnicode_GET_LENGTH(PyTuple_GET_ITEM(line, AT_FIRST)) > 4
        || PyList_GET_SIZE(runs) < 2)
        return 0;
    PyObject *run = PyList_GET_ITEM(runs, 0);
    if (!PyTuple_Check(run) || PyTuple_GET_SIZE(run) != 4) {
        PyErr_SetString(PyExc_TypeError, "a run is none");
        return -1;
    }
    return (PyLong_AsLong(PyTuple_GET_ITEM(run, 1)) & STYLE_RAISED) != 0;
}

/* A paragraph still growing. */
typedef struct {
    Py_ssize_t first, count;
    PyObject *marker; /* owned; NULL for none */
    double bold, step;
    int mono, all_short;
} Growing;

enum { NO_JOINT, FLOW, LINE_BREAK };

/* Whether the line ends in four dots of a leader and the number of a page: it is a whole entry of a table of contents.
 * Looks at its last runs, from the end. */
static int is_entry(PyObject *line)
{
    PyObject *runs = PyTuple_GET_ITEM(line, AT_RUNS);
    Py_ssize_t count = PyList_GET_SIZE(runs), least = count > ENTRY_RUNS ? count - ENTRY_RUNS : 0;
    int digits = 0, blanks = 0, dots = 0;
    for (Py_ssize_t i = count - 1; i >= least; i--)
        for (int part = 3; part >= 0; part -= 3) { /* its text, then what stands before it */
            PyObject *text = PyTuple_GET_ITEM(PyList_GET_ITEM(runs, i), part);
            for (Py_ssize_t at = PyUnicode_GET_LENGTH(text) - 1; at >= 0; at--) {
                Py_UCS4 u = PyUnicode_READ_CHAR(text, at);
                int is_number = (u >= '0' && u <= '9') || (u && u < 128 && strchr("ivxlcIVXLC", (int)u));
                if (is_number && !blanks && !dots) {
                    if (++digits > 7)
                        return 0;
                } else if ((u == ' ' || u == '\t') && digits) {
                    if (++blanks > (dots ? 1 : 2))
                        return 0;
                } else if (u == '.' && digits) {
                    blanks = 0;
                    if (++dots == 4)
                        return 1;
                } else {
                    return 0;
                }
            }
        }
    return 0;
}

/* How the line goes on what was before it; negative on failure. */
static int joint(const Growing *g, PyObject *const *lines, const Edge *edges, const char *is_short, Py_ssize_t i)
{
    const Edge *e = &edges[i], *before = &edges[i - 1];
    int same = PyObject_RichCompareBool(PyTuple_GET_ITEM(lines[i], AT_DIRECTION),
                                        PyTuple_GET_ITEM(lines[i - 1], AT_DIRECTION), Py_EQ);
    if (same > 0)
        same = PyObject_RichCompareBool(PyTuple_GET_ITEM(lines[i], AT_HIDDEN),
                                        PyTuple_GET_ITEM(lines[i - 1], AT_HIDDEN), Py_EQ);
    if (same < 0)
        return -1;
    if (!same || (e->flags ^ before->flags) & LINE_RTL)
        return NO_JOINT;
    double small = before->size, size = e->size, step = e->y - before->y;
    if (small > size) {
        small = e->size;
        size = before->size;
    }
    if (small < 0.92 * size || !(0.3 * size < step && step <= 2.0 * size) || e->mono != g->mono)
        return NO_JOINT;
    if (e->mono)
        return LINE_BREAK;
    if (g->step != 0.0 && !(0.75 * g->step - 0.5 <= step && step <= 1.2 * g->step + 0.5))
        return NO_JOINT;
    if ((g->bold > 0.95 && e->bold < 0.5) || (e->bold > 0.95 && g->bold < 0.5 && is_short[i - 1]))
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
        if (indent < -0.8 * size)
            return NO_JOINT;
    } else if (!centred && (indent > 4.0 * size || indent < -6.0 * size || (indent > 0.8 * size && is_short[i - 1]))) {
        return NO_JOINT;
    }
    if (is_entry(lines[i - 1]))
        return NO_JOINT;
    if (!is_short[i - 1])
        return FLOW;
    return g->all_short && is_short[i] && !g->marker ? LINE_BREAK : NO_JOINT;
}

/* Append the row of a paragraph (see README.md) and let go of its marker. */
static int end_paragraph(PyObject *rows, Growing *g, PyObject *const *lines, const char *breaks, const char *touched)
{
    PyObject *joined = NULL, *marks = NULL, *row = NULL;
    Py_ssize_t skip = g->marker ? PyLong_AsSsize_t(PyTuple_GET_ITEM(g->marker, 2)) : 0;
    if (skip >= 0 && !PyErr_Occurred())
        joined = touched && memchr(touched + g->first, 1, (size_t)g->count) ? Py_NewRef(Py_None)
            : join_range(lines + g->first, breaks + g->first, g->count, skip);
    if (joined == Py_None) {
        marks = PyList_New(g->count);
        for (Py_ssize_t i = 0; marks && i < g->count; i++)
            PyList_SET_ITEM(marks, i, PyBool_FromLong(breaks[g->first + i]));
    } else if (joined) {
        marks = Py_NewRef(Py_None);
    }
    if (joined && marks)
        row = Py_BuildValue("(nniOOO)", g->first, g->first + g->count,
                            (g->bold > 0.9 ? IS_BOLD : 0) | (g->mono ? IS_MONO : 0), g->marker ? g->marker : Py_None,
                            marks, joined);
    int failed = row ? PyList_Append(rows, row) : -1;
    Py_XDECREF(row);
    Py_XDECREF(marks);
    Py_XDECREF(joined);
    Py_CLEAR(g->marker);
    return failed;
}

/* `marker` gets what begins the line, NULL for nothing. */
static int marker_of(PyObject *line, PyObject *read_marker, PyObject **marker)
{
    *marker = NULL;
    if (!may_be_marked(line))
        return 0;
    PyObject *found = PyObject_CallOneArg(read_marker, line);
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

static int group(PyObject *const *lines, Py_ssize_t count, PyObject *read_marker, const char *touched, PyObject *rows,
                 Edge *edges, char *is_short, char *breaks)
{
    Growing g = {0};
    int failed = read_edges(lines, count, edges, is_short);
    for (Py_ssize_t i = 0; i < count && !failed; i++) {
        const Edge *e = &edges[i];
        PyObject *marker = NULL;
        int how = NO_JOINT;
        failed = e->mono ? 0 : marker_of(lines[i], read_marker, &marker);
        if (!failed && g.count && !marker) {
            how = begins_note(lines[i], e->size);
            how = how ? (how < 0 ? -1 : NO_JOINT) : joint(&g, lines, edges, is_short, i);
            failed = how < 0 ? -1 : 0;
        }
        breaks[i] = how == LINE_BREAK;
        if (how > 0) {
            if (g.count == 1)
                g.step = e->y - edges[i - 1].y;
            g.count++;
            g.all_short &= how == LINE_BREAK;
            if (e->bold < g.bold)
                g.bold = e->bold;
            continue;
        }
        if (!failed && g.count)
            failed = end_paragraph(rows, &g, lines, breaks, touched);
        if (failed) {
            Py_XDECREF(marker);
            break;
        }
        g = (Growing){i, 1, marker, e->bold, 0.0, e->mono, 1};
    }
    if (!failed && g.count)
        failed = end_paragraph(rows, &g, lines, breaks, touched);
    Py_XDECREF(g.marker);
    return failed;
}

PyDoc_STRVAR(paragraphs_doc,
"paragraphs(lines, read_marker, touched) -> list\n\n"
"Group lines into paragraphs and join each: see README.md.");

static PyObject *paragraphs(PyObject *self, PyObject *args)
{
    PyObject *list, *read_marker, *rows = NULL;
    Py_buffer touched = {0};
    if (!PyArg_ParseTuple(args, "OOz*", &list, &read_marker, &touched))
        return NULL;
    PyObject *lines = held_lines(list);
    Py_ssize_t count = lines ? PyTuple_GET_SIZE(lines) : 0;
    Edge *edges = NULL;
    if (lines && touched.buf && touched.len != count)
        PyErr_SetString(PyExc_ValueError, "there must be a byte for each line");
    else if (lines && !(edges = PyMem_RawMalloc((size_t)(count ? count : 1) * (sizeof(Edge) + 2))))
        PyErr_NoMemory();
    else if (lines)
        rows = PyList_New(0);
    char *marks = edges ? (char *)(edges + count) : NULL;
    if (rows && group(PySequence_Fast_ITEMS(lines), count, read_marker, touched.buf, rows, edges, marks,
                      marks + count) < 0)
        Py_CLEAR(rows);
    PyMem_RawFree(edges);
    Py_XDECREF(lines);
    PyBuffer_Release(&touched);
    return rows;
}
