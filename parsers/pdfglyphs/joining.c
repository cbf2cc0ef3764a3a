/* Joins the lines of a paragraph into spans. Included by pdfglyphs.c after lines.c; `docsieve.formats._pdf.spans` does
 * the same in Python, and what needs more: lines with links or odd characters; change both. */

enum { AT_X0 = 0, AT_TOP = 1, AT_X1 = 2, AT_BOTTOM = 3, AT_Y = 4, AT_SIZE = 5, AT_CHARACTERS = 9, AT_FLAGS = 10,
       AT_FIRST = 11, AT_FIRST_WIDTH = 12, AT_FIRST_SIZE = 13, AT_LAST_LENGTH = 14, AT_RUNS = 15, AT_BOX = 19,
       LINE_FIELDS = 20 };

enum { LINE_END_HYPHEN = 0x02 };

/* What a line must be for the functions below. */
static int is_line(PyObject *line)
{
    if (PyTuple_Check(line) && PyTuple_GET_SIZE(line) == LINE_FIELDS && PyUnicode_Check(PyTuple_GET_ITEM(line, AT_FIRST))
        && PyUnicode_GET_LENGTH(PyTuple_GET_ITEM(line, AT_FIRST)) && PyList_Check(PyTuple_GET_ITEM(line, AT_RUNS)))
        return 1;
    PyErr_SetString(PyExc_TypeError, "a line is none");
    return 0;
}

/* The lines of a list, held until `Py_DECREF`: nothing that is called can take one away. */
static PyObject *held_lines(PyObject *list)
{
    if (!PyList_Check(list)) {
        PyErr_SetString(PyExc_TypeError, "lines must be a list");
        return NULL;
    }
    PyObject *lines = PyList_AsTuple(list);
    for (Py_ssize_t i = 0; lines && i < PyTuple_GET_SIZE(lines); i++)
        if (!is_line(PyTuple_GET_ITEM(lines, i)))
            Py_CLEAR(lines);
    return lines;
}

static double number_at(PyObject *line, int field) { return PyFloat_AsDouble(PyTuple_GET_ITEM(line, field)); }

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
    Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    j->last = used(j);
    j->pieces++;
    if (skip >= length)
        return 0;
    Py_UCS4 *place = (Py_UCS4 *)buffer_reserve(&j->text, (size_t)(length - skip) * sizeof *place);
    if (!place)
        return -1;
    for (Py_ssize_t i = skip; i < length; i++) {
        Py_UCS4 u = PyUnicode_READ(kind, data, i);
        j->is_odd |= u >= 0x80 && is_odd(u);
        *place++ = u;
    }
    j->text.used += (size_t)(length - skip) * sizeof *place;
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

/* Join lines: the value of `join` without the lines' flags; None where they are for Python. `breaks` has a byte a line. */
static PyObject *join_range(PyObject *const *lines, const char *breaks, Py_ssize_t count, Py_ssize_t skip)
{
    PyObject *result = NULL;
    Py_ssize_t longest = 0, tail = 0;
    double x0 = 0, top = 0, x1 = 0, bottom = 0, size = 0;
    long characters = 0, flags = 0;
    Joining j = {{0}, {0}, 0, 0, 0, -1, 0};
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *line = lines[i];
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
        flags |= PyLong_AsLong(PyTuple_GET_ITEM(line, AT_FLAGS));
        if (i && j.pieces && separate(&j, tail, first, breaks[i]) < 0)
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
        result = Py_BuildValue("(NdddddlO)", parts, x0, top, x1, bottom, size, characters,
                               flags & LINE_RTL ? Py_True : Py_False);
done:
    PyMem_RawFree(j.text.bytes);
    PyMem_RawFree(j.parts.bytes);
    return result;
}

PyDoc_STRVAR(join_doc,
"join(lines, breaks, skip) -> (parts, x0, top, x1, bottom, size, characters, leftwards) | None\n\n"
"Join the lines of a paragraph: see README.md.");

static PyObject *join(PyObject *self, PyObject *args)
{
    PyObject *list, *breaks, *result = NULL;
    Py_ssize_t skip;
    if (!PyArg_ParseTuple(args, "OO!n", &list, &PyList_Type, &breaks, &skip))
        return NULL;
    PyObject *lines = held_lines(list);
    if (!lines)
        return NULL;
    Py_ssize_t count = PyTuple_GET_SIZE(lines);
    char *marks = PyMem_RawMalloc(count ? (size_t)count : 1);
    if (!count || PyList_GET_SIZE(breaks) != count || skip < 0) {
        PyErr_SetString(PyExc_ValueError, "there must be lines, and as many breaks");
        goto done;
    }
    if (!marks) {
        PyErr_NoMemory();
        goto done;
    }
    for (Py_ssize_t i = 0; i < count; i++)
        marks[i] = PyList_GET_ITEM(breaks, i) == Py_True;
    result = join_range(PySequence_Fast_ITEMS(lines), marks, count, skip);
done:
    PyMem_RawFree(marks);
    Py_DECREF(lines);
    return result;
}
