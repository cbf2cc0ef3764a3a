/* The lines of a page that stand in the cells of a grid, those over several cells divided; the paragraphs of all cells. Included by
 * pdfglyphs.c after ruled.c; `docsieve.formats._pdf.cell_lines` does the same in Python, to the bit; change both. */

#define REACHES 2.0
enum { NO_CELL = -2 };

/* The lines between columns and rows, and the cell at each place. */
typedef struct { double *xs, *ys; Py_ssize_t across, down; long *owner; } Places;

/* What has been found. */
typedef struct { PyObject *texts, *rest, *first; long stray; } Taken;

/* Both are for one call of `in_cells`; `cut` is asked for lines that a rule may cut. */
typedef struct { Lines lines; Rows rows; uint32_t count; Places places; PyTypeObject *type; PyObject *cut; Taken taken; } Division;

static double *numbers_from(PyObject *list, Py_ssize_t *count)
{
    *count = PyList_Check(list) ? PyList_GET_SIZE(list) : 0;
    double *numbers = *count >= 2 ? PyMem_RawMalloc((size_t)*count * sizeof *numbers) : NULL;
    if (!numbers)
        PyErr_SetString(PyExc_ValueError, "a grid has two lines at least");
    for (Py_ssize_t i = 0; numbers && i < *count; i++)
        numbers[i] = PyFloat_AsDouble(PyList_GET_ITEM(list, i));
    return numbers;
}

static int places_from(PyObject *xs, PyObject *ys, PyObject *owner, Places *p)
{
    if (!(p->xs = numbers_from(xs, &p->across)) || !(p->ys = numbers_from(ys, &p->down)))
        return -1;
    const Py_ssize_t columns = p->across - 1, rows = p->down - 1;
    p->owner = PyMem_RawMalloc((size_t)(columns * rows) * sizeof *p->owner);
    int sound = p->owner && PyList_Check(owner) && PyList_GET_SIZE(owner) == rows;
    for (Py_ssize_t r = 0; sound && r < rows; r++) {
        PyObject *row = PyList_GET_ITEM(owner, r);
        sound = PyList_Check(row) && PyList_GET_SIZE(row) == columns;
        for (Py_ssize_t c = 0; sound && c < columns; c++)
            p->owner[r * columns + c] = PyLong_AsLong(PyList_GET_ITEM(row, c));
    }
    if (!sound && !PyErr_Occurred())
        PyErr_SetString(PyExc_ValueError, "the cells do not fit the lines of the grid");
    return PyErr_Occurred() ? -1 : 0;
}

/* The first place that is not left of `at`. */
static Py_ssize_t first_from(const double *places, Py_ssize_t count, double at)
{
    Py_ssize_t low = 0;
    while (low < count) {
        Py_ssize_t middle = (low + count) / 2;
        if (places[middle] < at)
            low = middle + 1;
        else
            count = middle;
    }
    return low;
}

/* `Grid.at`. */
static long cell_at(const Places *p, double x, double y)
{
    Py_ssize_t row = first_from(p->ys, p->down, y) - 1, column = first_from(p->xs, p->across, x) - 1;
    if (row < 0 || column < 0 || row >= p->down - 1 || column >= p->across - 1)
        return NO_CELL;
    return p->owner[row * (p->across - 1) + column];
}

/* Whether a piece has several words, and runs over a line between two cells. */
static int may_be_cut(const Division *d, const Segment *s)
{
    const Places *p = &d->places;
    double y = (s->top + s->bottom) / 2;
    for (Py_ssize_t i = first_from(p->xs, p->across, s->x0 + REACHES); i < p->across && p->xs[i] < s->x1 - REACHES; i++) {
        double x = p->xs[i];
        if (x <= s->x0 + REACHES || cell_at(p, x - 0.1, y) == cell_at(p, x + 0.1, y))
            continue;
        for (uint32_t at = s->start; at < s->end; at++)
            if (d->lines.text[at] == ' ')
                return 1;
        return 0;
    }
    return 0;
}

/* `cell_lines.line_of`: a line of those pieces of one that `cells` says are in a cell, from the piece `from` on; any
 * negative one is as good as another. */
static PyObject *line_of(Division *d, const Member *members, const long *cells, size_t count, size_t from)
{
    Lines *l = &d->lines;
    LineBox box = {0};
    l->members.used = d->rows.rows.used = d->rows.runs.used = d->rows.members.used = d->rows.text.used = 0;
    for (size_t i = from; i < count; i++) {
        const Segment *s = &l->segments[members[i].segment];
        if (cells[from] >= 0 && cells[i] >= 0 && cells[i] != cells[from])
            break;
        if ((cells[from] < 0) != (cells[i] < 0))
            continue;
        Member member = {members[i].segment, box.count ? members[i].before : GLUED};
        if (!box.count) {
            box = (LineBox){s->x0, s->top, s->x1, s->bottom, s->y, s->size, 0, 0};
        } else {
            box.x0 = s->x0 < box.x0 ? s->x0 : box.x0;
            box.x1 = s->x1 > box.x1 ? s->x1 : box.x1;
            box.top = s->top < box.top ? s->top : box.top;
            box.bottom = s->bottom > box.bottom ? s->bottom : box.bottom;
            if (s->size > box.size * 1.05) {
                box.size = s->size;
                box.y = s->y;
            }
        }
        box.count++;
        if (buffer_add(&l->members, &member, sizeof member) < 0)
            return NULL;
    }
    return add_row(l, &box, &d->rows) < 0 ? NULL : line_object(&d->rows, row_at(&d->rows, 0), d->type);
}

/* Take over a new line; NULL for a failure. */
static int append_taken(PyObject *list, PyObject *line)
{
    int failed = line ? PyList_Append(list, line) : -1;
    Py_XDECREF(line);
    return failed;
}

static int append_to_cell(Taken *t, long cell, PyObject *line)
{
    PyObject *key = line ? PyLong_FromLong(cell) : NULL;
    PyObject *of_cell = key ? PyDict_GetItemWithError(t->texts, key) : NULL;
    Py_XINCREF(of_cell);
    if (key && !of_cell && !PyErr_Occurred() && (of_cell = PyList_New(0)) != NULL
        && PyDict_SetItem(t->texts, key, of_cell) < 0)
        Py_CLEAR(of_cell);
    int failed = of_cell && PyList_Check(of_cell) ? append_taken(of_cell, line) : (Py_XDECREF(line), -1);
    Py_XDECREF(of_cell);
    Py_XDECREF(key);
    return failed;
}

static void note_first(Taken *t, PyObject *line)
{
    if (t->first == Py_None)
        Py_SETREF(t->first, Py_NewRef(PyTuple_GET_ITEM(line, AT_START)));
}

/* Let Python divide a line, and take what it makes of it. */
static int take_cut(Division *d, PyObject *line)
{
    PyObject *outside, *cells, *made = PyObject_CallOneArg(d->cut, line);
    Taken *t = &d->taken;
    int is_stray, failed = made && PyArg_ParseTuple(made, "OO!p", &outside, &PyList_Type, &cells, &is_stray) ? 0 : -1;
    if (!failed) {
        t->stray += is_stray;
        if (PyList_GET_SIZE(cells))
            note_first(t, line);
        if (outside != Py_None)
            failed = PyList_Append(t->rest, outside);
    }
    for (Py_ssize_t i = 0; !failed && i < PyList_GET_SIZE(cells); i++) {
        long cell;
        PyObject *part;
        failed = PyArg_ParseTuple(PyList_GET_ITEM(cells, i), "lO", &cell, &part) ? append_to_cell(t, cell, Py_NewRef(part)) : -1;
    }
    Py_XDECREF(made);
    return failed;
}

/* Put a line into the cells that its pieces are in. */
static int take_line(Division *d, PyObject *line)
{
    long cells[MAX_PIECES];
    PyObject *bytes = PyTuple_GET_ITEM(line, AT_MEMBERS);
    Taken *t = &d->taken;
    size_t count = PyBytes_Check(bytes) ? (size_t)PyBytes_GET_SIZE(bytes) / sizeof(Member) : 0, inside = 0, groups = 0;
    if (!count || count > MAX_PIECES || PyLong_AsLong(PyTuple_GET_ITEM(line, AT_FLAGS)) & LINE_RTL)
        return take_cut(d, line);
    const Member *members = (const Member *)(void *)PyBytes_AS_STRING(bytes);
    const Places *p = &d->places;
    long last = NO_CELL;
    int is_stray = 0;
    for (size_t i = 0; i < count; i++) {
        if (members[i].segment >= d->count) {
            PyErr_SetString(PyExc_ValueError, "a line has other segments");
            return -1;
        }
        const Segment *s = &d->lines.segments[members[i].segment];
        if (may_be_cut(d, s))
            return take_cut(d, line);
        double center = (s->x0 + s->x1) / 2;
        cells[i] = cell_at(p, center, (s->top + s->bottom) / 2);
        if (cells[i] < 0) {
            is_stray |= p->xs[0] < center && center < p->xs[p->across - 1];
            continue;
        }
        inside++;
        groups += cells[i] != last;
        last = cells[i];
    }
    t->stray += is_stray;
    if (!inside)
        return PyList_Append(t->rest, line);
    note_first(t, line);
    if (groups == 1 && inside == count)
        return append_to_cell(t, last, Py_NewRef(line));
    d->lines.direction = PyTuple_GET_ITEM(line, AT_DIRECTION);
    for (size_t i = 0; inside < count && i < count; i++) {
        if (cells[i] < 0) {
            if (append_taken(t->rest, line_of(d, members, cells, count, i)) < 0)
                return -1;
            break;
        }
    }
    last = NO_CELL;
    for (size_t i = 0; i < count; i++) {
        if (cells[i] < 0 || cells[i] == last)
            continue;
        last = cells[i];
        if (append_to_cell(t, last, line_of(d, members, cells, count, i)) < 0)
            return -1;
    }
    return 0;
}

/* Whether a line may stand in the cells: level, seen, of the `members` (None for all), between the outermost lines. */
static int is_within(const Places *p, PyObject *line, PyObject *members)
{
    double middle = (number_at(line, AT_TOP) + number_at(line, AT_BOTTOM)) / 2;
    if (PyTuple_GET_ITEM(line, AT_BOX) != Py_None || PyTuple_GET_ITEM(line, AT_HIDDEN) != Py_None
        || !(p->ys[0] < middle && middle < p->ys[p->down - 1]) || number_at(line, AT_X1) <= p->xs[0]
        || number_at(line, AT_X0) >= p->xs[p->across - 1])
        return 0;
    return members == Py_None ? 1 : PySet_Contains(members, PyTuple_GET_ITEM(line, AT_START));
}

static int take_lines(Division *d, PyObject *list, PyObject *members)
{
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(list); i++) {
        PyObject *line = PyList_GET_ITEM(list, i);
        if (!PyTuple_Check(line) || PyTuple_GET_SIZE(line) != LINE_FIELDS) {
            PyErr_SetString(PyExc_TypeError, "a line is none");
            return -1;
        }
        Py_INCREF(line);
        int is_inside = is_within(&d->places, line, members);
        int failed = is_inside > 0 ? take_line(d, line) : is_inside < 0 ? -1 : PyList_Append(d->taken.rest, line);
        Py_DECREF(line);
        if (failed < 0 || PyErr_Occurred())
            return -1;
    }
    return 0;
}

PyDoc_STRVAR(in_cells_doc,
"in_cells(lines, members, text, segments, fonts, xs, ys, owner, type, cut) -> (texts, rest, first, stray)\n\n"
"Put the lines of a page into the cells of a grid: see README.md.");

static PyObject *in_cells(PyObject *self, PyObject *args)
{
    PyObject *list, *members, *text, *xs, *ys, *owner, *result = NULL;
    Py_buffer records, fonts;
    Division d = {0};
    if (!PyArg_ParseTuple(args, "O!OUy*y*OOOO!O", &PyList_Type, &list, &members, &text, &records, &fonts, &xs, &ys, &owner,
                          &PyType_Type, &d.type, &d.cut))
        return NULL;
    Segment *segments = PyMem_RawMalloc((size_t)records.len + 1); /* aligned */
    Py_UCS4 *characters = PyUnicode_AsUCS4Copy(text);
    d.count = (uint32_t)((size_t)records.len / sizeof(Segment));
    d.taken = (Taken){PyDict_New(), PyList_New(0), Py_NewRef(Py_None), 0};
    if (!segments && !PyErr_Occurred())
        PyErr_NoMemory();
    if (PyErr_Occurred() || places_from(xs, ys, owner, &d.places) < 0)
        goto done;
    memcpy(segments, records.buf, (size_t)records.len);
    int sound = PyType_IsSubtype(d.type, &PyTuple_Type) && (members == Py_None || PyAnySet_Check(members));
    for (uint32_t i = 0; sound && i < d.count; i++)
        sound = segments[i].start < segments[i].end && segments[i].end <= (size_t)PyUnicode_GET_LENGTH(text)
            && segments[i].font < fonts.len;
    if (!sound) {
        PyErr_SetString(PyExc_ValueError, "segments do not fit the text or the fonts");
        goto done;
    }
    d.lines.segments = segments;
    d.lines.text = characters;
    d.lines.fonts = fonts.buf;
    if (take_lines(&d, list, members) == 0)
        result = Py_BuildValue("(OOOl)", d.taken.texts, d.taken.rest, d.taken.first, d.taken.stray);
done:
    Py_XDECREF(d.taken.texts);
    Py_XDECREF(d.taken.rest);
    Py_XDECREF(d.taken.first);
    PyMem_RawFree(d.places.xs);
    PyMem_RawFree(d.places.ys);
    PyMem_RawFree(d.places.owner);
    PyMem_RawFree(d.lines.members.bytes);
    free_rows(&d.rows);
    PyMem_RawFree(segments);
    PyMem_Free(characters);
    PyBuffer_Release(&records);
    PyBuffer_Release(&fonts);
    return result;
}

PyDoc_STRVAR(each_doc,
"each(cells, makers, finish, level, links) -> list\n\n"
"Do what `paragraphs` does for each list of lines: see README.md.");

static PyObject *each(PyObject *self, PyObject *args)
{
    PyObject *cells, *makers, *linked, *result = NULL;
    Linked on_page = {0};
    Rows rows = {0};
    Grouping w = {.rows = &rows, .linked = &on_page};
    if (!PyArg_ParseTuple(args, "O!OOOO", &PyTuple_Type, &cells, &makers, &w.finish, &w.level, &linked))
        return NULL;
    if (makers_from(makers, &w.makers) == 0 && open_links(linked, &on_page) == 0)
        result = PyList_New(PyTuple_GET_SIZE(cells));
    for (Py_ssize_t i = 0; result && i < PyTuple_GET_SIZE(cells); i++) {
        rows.rows.used = rows.runs.used = rows.members.used = rows.text.used = 0;
        w.drafts = NULL;
        w.held = read_rows(PyTuple_GET_ITEM(cells, i), &rows);
        if (w.held && (w.drafts = PyList_New(0)) != NULL && group(&w) < 0)
            Py_CLEAR(w.drafts);
        Py_CLEAR(w.held);
        if (w.drafts)
            PyList_SET_ITEM(result, i, w.drafts);
        else
            Py_CLEAR(result);
    }
    free_rows(&rows);
    close_links(&on_page);
    return result;
}
