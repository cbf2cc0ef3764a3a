/* Joins the lines of a paragraph into spans, and tells which lines are short. Included by pdfglyphs.c after lines.c;
 * `docsieve.formats._pdf.paragraphs` and `.spans` do the same in Python, for lines without links and odd characters
 * too; change both. */

enum { AT_X0 = 0, AT_TOP = 1, AT_X1 = 2, AT_BOTTOM = 3, AT_Y = 4, AT_SIZE = 5, AT_CHARACTERS = 9, AT_FLAGS = 10,
       AT_FIRST = 11, AT_FIRST_WIDTH = 12, AT_FIRST_SIZE = 13, AT_LAST_LENGTH = 14, AT_RUNS = 15, AT_BOX = 19,
       LINE_FIELDS = 20 };

enum { LINE_END_HYPHEN = 0x02 };

static PyObject *line_at(PyObject *lines, Py_ssize_t i)
{
    PyObject *line = PyList_GET_ITEM(lines, i);
    if (!PyTuple_Check(line) || PyTuple_GET_SIZE(line) != LINE_FIELDS
        || !PyUnicode_Check(PyTuple_GET_ITEM(line, AT_FIRST)) || !PyUnicode_GET_LENGTH(PyTuple_GET_ITEM(line, AT_FIRST)) || !PyList_Check(PyTuple_GET_ITEM(line, AT_RUNS))) {
        PyErr_SetString(PyExc_TypeError, "a line is none");
        return NULL;
    }
    return line;
}

static double number_at(PyObject *line, int field) { return PyFloat_AsDouble(PyTuple_GET_ITEM(line, field)); }

typedef struct {
    double x0, x1, y, size;
    long flags;
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

PyDoc_STRVAR(short_lines_doc,
"short_lines(lines) -> list[bool]\n\n"
"Tell of each line whether the first word of the next one would still have had room on it.");

static PyObject *short_lines(PyObject *self, PyObject *lines)
{
    if (!PyList_Check(lines)) {
        PyErr_SetString(PyExc_TypeError, "lines must be a list");
        return NULL;
    }
    Py_ssize_t count = PyList_GET_SIZE(lines);
    PyObject *result = PyList_New(count);
    Edge *edges = PyMem_RawMalloc((size_t)(count ? count : 1) * sizeof(Edge));
    double furthest = 0.0;
    if (!result || !edges) {
        Py_XDECREF(result);
        PyMem_RawFree(edges);
        return edges ? NULL : PyErr_NoMemory();
    }
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *line = line_at(lines, i);
        if (!line)
            goto failed;
        Edge *e = &edges[i];
        e->x0 = number_at(line, AT_X0);
        e->x1 = number_at(line, AT_X1);
        e->y = number_at(line, AT_Y);
        e->size = number_at(line, AT_SIZE);
        e->flags = PyLong_AsLong(PyTuple_GET_ITEM(line, AT_FLAGS));
        if (!i || e->x1 > furthest)
            furthest = e->x1;
    }
    if (PyErr_Occurred())
        goto failed;
    for (Py_ssize_t i = 0; i < count; i++) {
        const Edge *e = &edges[i];
        int rtl = (e->flags & LINE_RTL) != 0, is_short = i == count - 1;
        double slack = 0.8 * e->size - 1.0, nearest = furthest;
        Py_ssize_t from = i > 3 ? i - 3 : 0, to = i + 4 < count ? i + 4 : count;
        if (!is_short && (rtl || furthest - e->x1 > slack)) {
            nearest = edges[from].x1;
            for (Py_ssize_t j = from + 1; j < to; j++)
                if (edges[j].x1 > nearest)
                    nearest = edges[j].x1;
            if (rtl || nearest - e->x1 > slack) {
                double end = rtl ? -e->x0 : e->x1, reach = end, near = 6.0 * e->size;
                for (Py_ssize_t j = from; j < to; j++) {
                    const Edge *o = &edges[j];
                    double other = rtl ? -o->x0 : o->x1, step = o->y - e->y;
                    if (other > reach && o->x0 < e->x1 && e->x0 < o->x1 && ((o->flags & LINE_RTL) != 0) == rtl
                        && -near < step && step < near && o->size < 1.3 * e->size)
                        reach = other;
                }
                if (reach - end > slack)
                    is_short = is_short_line(e, PyList_GET_ITEM(lines, i + 1), reach - end);
            }
        }
        PyList_SET_ITEM(result, i, PyBool_FromLong(is_short));
    }
    if (PyErr_Occurred())
        goto failed;
    PyMem_RawFree(edges);
    return result;
failed:
    PyMem_RawFree(edges);
    Py_DECREF(result);
    return NULL;
}

/* A span still growing: its text, of pieces, and the place of the last piece in it. */
typedef struct {
    Buffer text, parts;
    size_t begin, last; /* characters: where the span and its last piece begin */
    size_t pieces;
    int style;
    int is_odd; /* some character is for Python to replace */
} Joining;

typedef struct {
    size_t begin, end;
    int style;
} Part;

static int is_hyphen(Py_UCS4 u) { return u == 0x2D || u == 0x2010; }

static size_t used(const Joining *j) { return j->text.used / sizeof(Py_UCS4); }

/* What `docsieve.formats._pdf.glyphs.ODD` matches. */
static int is_odd(Py_UCS4 u)
{
    return (u >= 0x80 && u <= 0x9F) || u == 0xAD || u == 0x200B || u == 0x2060 || (u >= 0xE000 && u <= 0xF8FF)
        || (u >= 0xFB00 && u <= 0xFDFF) || (u >= 0xFE70 && u <= 0xFEFF);
}

static int add_piece(Joining *j, PyObject *text, Py_ssize_t skip)
{
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    j->last = used(j);
    j->pieces++;
    for (Py_ssize_t i = skip; i < PyUnicode_GET_LENGTH(text); i++) {
        Py_UCS4 u = PyUnicode_READ(kind, data, i);
        j->is_odd |= u >= 0x80 && is_odd(u);
        if (buffer_add(&j->text, &u, sizeof u) < 0)
            return -1;
    }
    return 0;
}

static int add_character_piece(Joining *j, Py_UCS4 u)
{
    j->last = used(j);
    j->pieces++;
    return buffer_add(&j->text, &u, sizeof u);
}

static int end_span(Joining *j, size_t end)
{
    Part part = {j->begin, end, j->style};
    j->begin = end;
    return buffer_add(&j->parts, &part, sizeof part);
}

/* Put between two lines what belongs there; the last piece of text is `tail` long (0: all of it). */
static int separate(Joining *j, Py_ssize_t tail, PyObject *following, int new_line)
{
    if (new_line)
        return add_character_piece(j, '\n');
    Py_UCS4 *text = (Py_UCS4 *)j->text.bytes;
    size_t size = used(j), length = size - j->last;
    if (tail && (size_t)tail < length)
        length = (size_t)tail;
    const Py_UCS4 *last = text + size - length;
    Py_UCS4 end = length ? last[length - 1] : 0, next = PyUnicode_READ_CHAR(following, 0);
    if (length && is_hyphen(end)) {
        size_t bare = length;
        while (bare && is_hyphen(last[bare - 1]))
            bare--;
        if (bare && length >= 2 && Py_UNICODE_ISALPHA(last[length - 2])) {
            if (Py_UNICODE_ISLOWER(next))
                text[size - 1] = LINE_END_HYPHEN;
            return 0;
        }
    }
    if (length && is_ideographic(end) && is_ideographic(next))
        return 0;
    if (length && (end == 0x2014 || (end == '/' && length > 8))) {
        int spaced = 0;
        for (size_t i = length > 8 ? length - 8 : 0; end == '/' && i < length; i++)
            spaced |= last[i] == ' ';
        if (!spaced)
            return 0;
    }
    return add_character_piece(j, ' ');
}

static int ends_in_space(const Joining *j)
{
    const Py_UCS4 *text = (const Py_UCS4 *)j->text.bytes;
    for (size_t i = j->last; i < used(j); i++)
        if (!Py_UNICODE_ISSPACE(text[i]))
            return 0;
    return used(j) > j->last;
}

static int join_line(Joining *j, PyObject *line, Py_ssize_t skip)
{
    PyObject *runs = PyTuple_GET_ITEM(line, AT_RUNS);
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(runs); i++) {
        PyObject *run = PyList_GET_ITEM(runs, i);
        if (!PyTuple_Check(run) || PyTuple_GET_SIZE(run) != 4 || !PyUnicode_Check(PyTuple_GET_ITEM(run, 0))
            || !PyUnicode_Check(PyTuple_GET_ITEM(run, 3))) {
            PyErr_SetString(PyExc_TypeError, "a run is none");
            return -1;
        }
        PyObject *separator = PyTuple_GET_ITEM(run, 0), *text = PyTuple_GET_ITEM(run, 3);
        int look = (int)PyLong_AsLong(PyTuple_GET_ITEM(run, 1));
        if (skip) {
            Py_ssize_t length = PyUnicode_GET_LENGTH(text);
            while (skip < length && Py_UNICODE_ISSPACE(PyUnicode_READ_CHAR(text, skip)))
                skip++;
            if (skip >= length) {
                skip = 0;
                continue;
            }
        } else if (PyUnicode_GET_LENGTH(separator) && j->pieces && add_piece(j, separator, 0) < 0) {
            return -1;
        }
        if (look != j->style) {
            if (j->pieces && j->style >= 0) {
                /* A space between two styles belongs to the plain one. */
                int moved = j->pieces > 1 && j->style && ends_in_space(j);
                if (end_span(j, moved ? j->last : used(j)) < 0)
                    return -1;
                j->pieces = (size_t)moved;
            }
            j->style = look;
        }
        if (add_piece(j, text, skip) < 0)
            return -1;
        skip = 0;
    }
    return PyErr_Occurred() ? -1 : 0;
}

static PyObject *parts_list(Joining *j)
{
    const Py_UCS4 *text = (const Py_UCS4 *)j->text.bytes;
    Part *parts = (Part *)j->parts.bytes;
    size_t count = j->parts.used / sizeof(Part);
    PyObject *list = PyList_New(0);
    if (count) {
        while (parts[0].begin < parts[0].end && Py_UNICODE_ISSPACE(text[parts[0].begin]))
            parts[0].begin++;
        while (parts[count - 1].begin < parts[count - 1].end && Py_UNICODE_ISSPACE(text[parts[count - 1].end - 1]))
            parts[count - 1].end--;
    }
    for (size_t i = 0; list && i < count; i++) {
        if (parts[i].begin == parts[i].end)
            continue;
        PyObject *part = Py_BuildValue("(Ni)", text_of(text + parts[i].begin, parts[i].end - parts[i].begin),
                                       parts[i].style);
        if (!part || PyList_Append(list, part) < 0)
            Py_CLEAR(list);
        Py_XDECREF(part);
    }
    return list;
}

PyDoc_STRVAR(join_doc,
"join(lines, breaks, skip) -> (parts, x0, top, x1, bottom, size, characters) | None\n\n"
"Join the lines of a paragraph: see README.md.");

static PyObject *join(PyObject *self, PyObject *args)
{
    PyObject *lines, *breaks, *result = NULL;
    Py_ssize_t skip;
    if (!PyArg_ParseTuple(args, "O!O!n", &PyList_Type, &lines, &PyList_Type, &breaks, &skip))
        return NULL;
    Py_ssize_t count = PyList_GET_SIZE(lines), longest = 0, tail = 0;
    if (!count || PyList_GET_SIZE(breaks) != count || skip < 0) {
        PyErr_SetString(PyExc_ValueError, "there must be lines, and as many breaks");
        return NULL;
    }
    double x0 = 0, top = 0, x1 = 0, bottom = 0, size = 0;
    long characters = 0;
    Joining j = {{0}, {0}, 0, 0, 0, -1, 0};
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *line = line_at(lines, i);
        if (!line)
            goto done;
        if (PyTuple_GET_ITEM(line, AT_BOX) != Py_None) {
            result = Py_NewRef(Py_None);
            goto done;
        }
        double left = number_at(line, AT_X0), high = number_at(line, AT_TOP), right = number_at(line, AT_X1),
               low = number_at(line, AT_BOTTOM);
        x0 = !i || left < x0 ? left : x0;
        top = !i || high < top ? high : top;
        x1 = !i || right > x1 ? right : x1;
        bottom = !i || low > bottom ? low : bottom;
        PyObject *first = PyTuple_GET_ITEM(line, AT_FIRST);
        if (PyUnicode_GET_LENGTH(first) > longest) {
            longest = PyUnicode_GET_LENGTH(first);
            size = number_at(line, AT_SIZE);
        }
        characters += PyLong_AsLong(PyTuple_GET_ITEM(line, AT_CHARACTERS));
        if (i && j.pieces && separate(&j, tail, first, PyObject_IsTrue(PyList_GET_ITEM(breaks, i))) < 0)
            goto done;
        if (join_line(&j, line, i ? 0 : skip) < 0)
            goto done;
        if (j.is_odd) {
            result = Py_NewRef(Py_None);
            goto done;
        }
        tail = PyLong_AsSsize_t(PyTuple_GET_ITEM(line, AT_LAST_LENGTH));
    }
    if (j.pieces && j.style >= 0 && end_span(&j, used(&j)) < 0)
        goto done;
    PyObject *parts = PyErr_Occurred() ? NULL : parts_list(&j);
    if (parts)
        result = Py_BuildValue("(Ndddddl)", parts, x0, top, x1, bottom, size, characters);
done:
    PyMem_RawFree(j.text.bytes);
    PyMem_RawFree(j.parts.bytes);
    return result;
}
