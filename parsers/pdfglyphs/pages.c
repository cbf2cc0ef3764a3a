/* The lines of a page, or its paragraphs where no more is to be seen to. Included by pdfglyphs.c after grouping.c. */

enum { MARKER_LENGTH = 4, MIN_TABLE_ROWS = 3, MIN_COLUMN_ROWS = 5, MIN_COLUMN_CHARACTERS = 36, MAX_DIGITS = 4, MIN_COUNTED = 3 };

/* Rows that follow each other with wide gaps in them. */
typedef struct { size_t last; int count, down; } Stretch;

/* Whether the stretch is long enough for a table with the row `index`. */
static int reaches(Stretch *stretch, const Rows *rows, size_t index)
{
    const Row *row = row_at(rows, index);
    if (!stretch->count || index - stretch->last > 2) {
        *stretch = (Stretch){index, 1, 0};
        return 0;
    }
    double step = row->y - row_at(rows, stretch->last)->y;
    stretch->down += 0.0 < step && step <= 3.2 * row->size;
    stretch->last = index;
    return ++stretch->count >= MIN_TABLE_ROWS && stretch->down >= MIN_TABLE_ROWS - 1;
}

/* What the line may begin with, or be: its number; negative for none. `line_numbers._may_be_number`; change both. */
static long line_number(const Rows *rows, const Row *row)
{
    long value = 0;
    if (row->first_length > MAX_DIGITS || !(row->flags & GAP_AFTER_FIRST || row->members == 1))
        return -1;
    for (size_t i = 0; i < row->first_length; i++) {
        Py_UCS4 u = row_text(rows, row->first)[i];
        if (!is_digit(u))
            return -1;
        value = 10 * value + (long)(u - '0');
    }
    return value;
}

/* Whether neither a table without rules nor columns painted row by row are to be looked for: too few lines have wide
 * gaps or something beside them. Nor are there numbers that count lines. The first tests of `alignment.find_aligned` and `columns.in_columns`; change both. */
static int is_plain_page(const Rows *rows)
{
    Stretch stretch = {0};
    int column_rows = 0, counted = 0;
    long last = -1;
    for (size_t i = 0; i < row_count(rows); i++) {
        const Row *row = row_at(rows, i);
        long number = line_number(rows, row);
        if (number >= 0) {
            counted += last >= 0 && (number - last == 1 || number - last == 5);
            last = number;
        }
        if (row->flags & (GAP_AFTER_FIRST | GAP_LATER)) {
            if ((row->flags & GAP_LATER || row->first_length > MARKER_LENGTH) && reaches(&stretch, rows, i))
                return 0;
            column_rows += row->first_length > MARKER_LENGTH && row->characters >= MIN_COLUMN_CHARACTERS;
        }
        if (i && row->x0 > row[-1].x1) {
            double step = row->y - row[-1].y;
            if (-1.0 < step && step < 1.0 && reaches(&stretch, rows, i))
                return 0;
            column_rows += fabs(step) < 0.6 * row->size;
        }
    }
    return column_rows < MIN_COLUMN_ROWS && counted < MIN_COUNTED;
}

/* A level rule: where it is, from where to where it runs. */
typedef struct { double at, start, end; } Level;

enum { MAX_LEVELS = 48, MAX_BAND_LINES = 400, MAX_BAND_CHARACTERS = 45 };

/* Read a list of level rules; the number of them, negative on failure or where there are too many. */
static int levels_from(PyObject *list, Level *levels)
{
    const Py_ssize_t count = PyList_Check(list) ? PyList_GET_SIZE(list) : MAX_LEVELS + 1;
    if (count > MAX_LEVELS)
        return -1;
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *edge = PyList_GET_ITEM(list, i);
        if (!PyTuple_Check(edge) || PyTuple_GET_SIZE(edge) != 3)
            return -1;
        levels[i] = (Level){number_at(edge, 0), number_at(edge, 1), number_at(edge, 2)};
    }
    return PyErr_Occurred() ? -1 : (int)count;
}

/* Whether what ends and begins with these characters may be two figures. */
static int may_be_figures(Py_UCS4 last, Py_UCS4 first) { return !Py_UNICODE_ISALPHA(last) && !Py_UNICODE_ISALPHA(first); }

/* Whether a line may hold several cells: what `aligned_rows.chunks_of` would surely leave together is told apart. */
static int may_be_parted(const Lines *l, const Rows *rows, const Row *row)
{
    const Member *m = (const Member *)rows->members.bytes + row->member;
    if (row->flags & (GAP_AFTER_FIRST | GAP_LATER | LINE_RTL))
        return 1;
    for (size_t i = 0; i < row->members; i++) {
        const Segment *s = &l->segments[m[i].segment];
        if (i) {
            const Segment *last = &l->segments[m[i - 1].segment];
            double gap = s->x0 - last->x1;
            if (gap > 0.74 * s->size || (gap > 0.34 * s->size && may_be_figures(l->text[last->end - 1], l->text[s->start])))
                return 1;
        }
        for (uint32_t at = s->start + 1; at + 1 < s->end; at++) {
            double step = l->text[at] == ' ' ? l->starts[at + 1] - (double)l->starts[at - 1] : 0.0;
            if (step > 124.0 * s->size
                || (step > 94.0 * s->size && may_be_figures(l->text[at - 1], l->text[at + 1])))
                return 1;
        }
    }
    return 0;
}

/* `rule_bands._is_beside` of two lines. */
static int are_beside(const Row *a, const Row *b)
{
    double size = a->size < b->size ? a->size : b->size, high = a->bottom - a->top, other = b->bottom - b->top;
    if (fabs(a->y - b->y) < 0.4 * size)
        return 1;
    double common = (a->bottom < b->bottom ? a->bottom : b->bottom) - (a->top > b->top ? a->top : b->top);
    return (a->x0 >= b->x1 || b->x0 >= a->x1) && common > 0.35 * (high < other ? high : other);
}

/* What the lines between two rules may be: how many there are, and how many rows of them may hold several cells. */
typedef struct { size_t lines, several; } Band;

/* Look at the lines between two levels of a table from `x0` to `x1`; 0 where they are no rows of cells. What stands
 * beside no other line is a row; what surely is one text is no row of several cells. */
static int band_between(const Lines *l, const Rows *rows, double above, double below, double x0, double x1, Band *band)
{
    const Row *found[MAX_BAND_LINES];
    char is_apart[MAX_BAND_LINES];
    size_t count = 0, prose = 0, alone = 0, several = 0;
    *band = (Band){0, 0};
    for (size_t i = 0; i < row_count(rows); i++) {
        const Row *row = row_at(rows, i);
        double middle = (row->top + row->bottom) / 2;
        if (!(above <= row->y && row->y < below + 40.0 && above < middle && middle < below && row->x0 < x1 && x0 < row->x1))
            continue;
        if (row->x0 < x0 - 4.0 || row->x1 > x1 + 4.0 || count == MAX_BAND_LINES)
            return 0;
        prose += !(row->flags & (GAP_AFTER_FIRST | GAP_LATER)) && row->characters > MAX_BAND_CHARACTERS;
        is_apart[count] = 1;
        for (size_t j = 0; j < count; j++)
            if (are_beside(row, found[j]))
                is_apart[count] = is_apart[j] = 0;
        found[count++] = row;
    }
    if ((double)prose > 0.4 * (double)count)
        return 0;
    for (size_t i = 0; i < count; i++) {
        int is_parted = may_be_parted(l, rows, found[i]);
        if (is_apart[i] && !is_parted && found[i]->x1 - found[i]->x0 > 0.6 * (x1 - x0))
            return 0; /* prose */
        alone += (size_t)is_apart[i];
        several += is_parted || !is_apart[i];
    }
    /* At the least so many rows, of which half must hold several cells unless there are two. */
    size_t least = alone + (alone < count);
    if (least > 2 && (double)several < 0.5 * (double)least)
        return 0;
    *band = (Band){count, several};
    return 1;
}

/* Whether there may be a table between level rules: `rule_bands.find_bands` as far as it costs little; change both.
 * A table has a band, and below it one with several cells in a row, of which there are three. */
static int may_have_bands(const Lines *l, const Rows *rows, const Level *levels, int count)
{
    for (int i = 0; i < count; i++) {
        double above = levels[i].at, x0 = levels[i].start, x1 = levels[i].end;
        size_t found = 0, several = 0;
        for (int j = i + 1; j < count; j++) {
            const Level *level = &levels[j];
            double wide = level->end - level->start, wider = x1 - x0 > wide ? x1 - x0 : wide;
            double common = (level->end < x1 ? level->end : x1) - (level->start > x0 ? level->start : x0);
            if (common < 0.6 * wider)
                continue;
            x0 = level->start < x0 ? level->start : x0;
            x1 = level->end > x1 ? level->end : x1;
            Band band;
            if (!band_between(l, rows, above, level->at, x0, x1, &band))
                break;
            several += band.several;
            if (found && band.several && several >= MIN_TABLE_ROWS)
                return 1;
            found += band.lines != 0;
            above = level->at;
        }
    }
    return 0;
}

static PyObject *line_objects(const Rows *rows, PyTypeObject *line)
{
    PyObject *list = PyList_New((Py_ssize_t)row_count(rows));
    for (size_t i = 0; list && i < row_count(rows); i++) {
        PyObject *object = line_object(rows, row_at(rows, i), line);
        if (object)
            PyList_SET_ITEM(list, (Py_ssize_t)i, object);
        else
            Py_CLEAR(list);
    }
    return list;
}

PyDoc_STRVAR(lines_doc,
"lines(text, segments, starts, fonts, width, height, ocr_layer, direction, type, rules, makers, finish, links)\n"
"-> (lines, others, may_be_banded) | drafts\n\n"
"Join segments into the level, visible lines of a page of that size: see README.md.");

static PyObject *lines(PyObject *self, PyObject *args)
{
    PyObject *text, *direction, *rules, *makers, *links, *result = NULL;
    Py_buffer records, starts, fonts;
    double width, height;
    int ocr_layer;
    Lines l = {0};
    Rows rows = {0};
    Buffer others = {0};
    Linked linked = {0};
    Grouping w = {.rows = &rows, .linked = &linked};
    if (!PyArg_ParseTuple(args, "Uy*y*y*ddpOO!OOOO", &text, &records, &starts, &fonts, &width, &height, &ocr_layer, &direction,
                          &PyType_Type, &w.line, &rules, &makers, &w.finish, &links))
        return NULL;
    const Py_ssize_t length = PyUnicode_GET_LENGTH(text), count = records.len / (Py_ssize_t)sizeof(Segment);
    Segment *segments = PyMem_RawMalloc((size_t)(records.len + starts.len) + 1); /* aligned */
    Py_UCS4 *characters = PyUnicode_AsUCS4Copy(text);
    if (!segments || !characters) {
        if (!PyErr_Occurred())
            PyErr_NoMemory();
        goto done;
    }
    memcpy(segments, records.buf, (size_t)records.len);
    int sound = records.len % (Py_ssize_t)sizeof(Segment) == 0 && count < 0x10000000
        && (makers == Py_None || starts.len == length * (Py_ssize_t)sizeof(int32_t));
    for (Py_ssize_t i = 0; sound && i < count; i++)
        sound = segments[i].start < segments[i].end && segments[i].end <= (size_t)length
            && segments[i].font < fonts.len;
    if (!sound || !PyType_IsSubtype(w.line, &PyTuple_Type)) {
        PyErr_SetString(PyExc_ValueError, sound ? "a line must be a tuple" : "segments do not fit the text or the fonts");
        goto done;
    }
    memcpy(segments + count, starts.buf, (size_t)starts.len);
    l.segments = segments;
    l.starts = (const int32_t *)(segments + count);
    l.text = characters;
    l.fonts = fonts.buf;
    l.direction = w.level = direction;
    if (read_lines(&l, (uint32_t)count, width, height, ocr_layer, &rows, &others) < 0)
        goto done;
    Level levels[MAX_LEVELS];
    int level_count = makers != Py_None ? levels_from(rules, levels) : -1;
    if (PyErr_Occurred())
        goto done;
    int may_be_banded = level_count < 0 || others.used || may_have_bands(&l, &rows, levels, level_count);
    if (!may_be_banded && is_plain_page(&rows)) {
        if (makers_from(makers, &w.makers) == 0 && open_links(links, &linked) == 0 && (w.drafts = PyList_New(0)) != NULL && group(&w) < 0)
            Py_CLEAR(w.drafts);
        result = w.drafts;
    } else {
        PyObject *list = line_objects(&rows, w.line);
        if (list)
            result = Py_BuildValue("(Ny#O)", list, others.bytes ? others.bytes : "", (Py_ssize_t)others.used,
                                   may_be_banded ? Py_True : Py_False);
    }
done:
    PyMem_RawFree(l.members.bytes);
    PyMem_RawFree(others.bytes);
    free_rows(&rows);
    PyMem_RawFree(segments);
    PyMem_Free(characters);
    PyBuffer_Release(&records);
    PyBuffer_Release(&starts);
    PyBuffer_Release(&fonts);
    close_links(&linked);
    return result;
}
