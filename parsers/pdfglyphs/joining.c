/* Joins the lines of a paragraph into spans. Included by pdfglyphs.c after lines.c; `docsieve.formats._pdf.spans` does
 * the same in Python, and what needs more: lines with odd characters; change both. */

enum { LINE_END_HYPHEN = 0x02 };

/* What paragraphs are made of: the types `Span`, `BBox` and `Draft`, and a function; all borrowed. */
typedef struct { PyObject *span, *box, *draft, *marker_at; } Makers;

static int makers_from(PyObject *tuple, Makers *makers)
{
    if (!PyTuple_Check(tuple) || PyTuple_GET_SIZE(tuple) != 4) {
        PyErr_SetString(PyExc_TypeError, "makers must be a tuple of four");
        return -1;
    }
    *makers = (Makers){PyTuple_GET_ITEM(tuple, 0), PyTuple_GET_ITEM(tuple, 1), PyTuple_GET_ITEM(tuple, 2),
                       PyTuple_GET_ITEM(tuple, 3)};
    return 0;
}

/* A paragraph's spans, the box around it, the em of most of it. */
typedef struct {
    PyObject *spans, *box; /* owned; NULL where Python must join it */
    double size;
    long characters;
    int is_leftwards;
} Joined;

/* A span still growing: its text, of pieces, and the place of the last piece in it. */
typedef struct {
    Buffer text, parts;
    size_t begin, last; /* characters: where the span and its last piece begin */
    size_t pieces;
    int style;
    PyObject *link; /* borrowed; NULL for none */
    int is_odd;     /* some character is for Python to replace */
} Joining;

typedef struct {
    size_t begin, end;
    int style;
    PyObject *link;
} Part;

static int is_hyphen(Py_UCS4 u) { return u == 0x2D || u == 0x2010; }

static size_t used(const Joining *j) { return j->text.used / sizeof(Py_UCS4); }

/* What `docsieve.formats._pdf.glyphs.ODD` matches. */
static int is_odd(Py_UCS4 u)
{
    return (u >= 0x80 && u <= 0x9F) || u == 0xAD || u == 0x200B || u == 0x2060 || (u >= 0xE000 && u <= 0xF8FF)
        || (u >= 0xFB00 && u <= 0xFDFF) || (u >= 0xFE70 && u <= 0xFEFF);
}

static int add_piece(Joining *j, const Py_UCS4 *text, size_t length)
{
    j->last = used(j);
    j->pieces++;
    if (!length)
        return 0;
    Py_UCS4 *place = (Py_UCS4 *)buffer_reserve(&j->text, length * sizeof *place);
    if (!place)
        return -1;
    for (size_t i = 0; i < length; i++) {
        j->is_odd |= text[i] >= 0x80 && is_odd(text[i]);
        place[i] = text[i];
    }
    j->text.used += length * sizeof *place;
    return 0;
}

static int end_span(Joining *j, size_t end)
{
    Part part = {j->begin, end, j->style, j->link};
    j->begin = end;
    return buffer_add(&j->parts, &part, sizeof part);
}

/* Put between two lines what belongs there; the last piece of text is `tail` long (0: all of it). */
static int separate(Joining *j, size_t tail, Py_UCS4 next, int new_line)
{
    static const Py_UCS4 line_end = '\n', space = ' ';
    if (new_line)
        return add_piece(j, &line_end, 1);
    Py_UCS4 *text = (Py_UCS4 *)j->text.bytes;
    size_t size = used(j), length = size - j->last;
    if (tail && tail < length)
        length = tail;
    const Py_UCS4 *last = text + size - length;
    Py_UCS4 end = length ? last[length - 1] : 0;
    /* A hyphen may be a piece of its own. */
    if (length && is_hyphen(end) && size >= 2) {
        if (Py_UNICODE_ISALPHA(text[size - 2])) {
            if (Py_UNICODE_ISALPHA(next))
                text[size - 1] = LINE_END_HYPHEN;
            return 0;
        }
        if (Py_UNICODE_ISDECIMAL(text[size - 2]) && (Py_UNICODE_ISLOWER(next) || Py_UNICODE_ISDECIMAL(next)))
            return 0; /* "x86-64" */
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
    return add_piece(j, &space, 1);
}

static int ends_in_space(const Joining *j)
{
    const Py_UCS4 *text = (const Py_UCS4 *)j->text.bytes;
    for (size_t i = j->last; i < used(j); i++)
        if (!Py_UNICODE_ISSPACE(text[i]))
            return 0;
    return used(j) > j->last;
}

static int is_same_target(PyObject *a, PyObject *b)
{
    return a == b || (a && b && PyUnicode_Compare(a, b) == 0);
}

/* Add text of one style that leads to one target, and what stands before it. */
static int add_run(Joining *j, Py_UCS4 separator, int style, PyObject *link, const Py_UCS4 *text, size_t length)
{
    if (separator && j->pieces && add_piece(j, &separator, 1) < 0)
        return -1;
    if (style != j->style || !is_same_target(link, j->link)) {
        if (j->pieces && j->style >= 0) {
            /* A space between two styles belongs to the plain one. */
            int moved = j->pieces > 1 && (j->style || j->link) && ends_in_space(j);
            if (end_span(j, moved ? j->last : used(j)) < 0)
                return -1;
            j->pieces = (size_t)moved;
        }
        j->style = style;
        j->link = link;
    }
    return add_piece(j, text, length);
}

static int join_line(Joining *j, const Rows *rows, const Row *row, size_t skip)
{
    const Run *run = runs_of(rows, row);
    for (size_t i = 0; i < row->runs; i++, run++) {
        const Py_UCS4 *text = row_text(rows, run->at);
        const size_t left_out = skip;
        while (skip && skip < run->length && Py_UNICODE_ISSPACE(text[skip]))
            skip++;
        const size_t begin = skip;
        skip = 0;
        if (begin < run->length
            && add_run(j, left_out ? 0 : run->separator, run->style, NULL, text + begin, run->length - begin) < 0)
            return -1;
    }
    return 0;
}

#include "linked.c"

/* A span: no more of its fields are given than differ from their defaults. */
static PyObject *make_span(const Makers *makers, const Py_UCS4 *text, size_t length, int style, PyObject *link)
{
    /* text, bold, italic, underline, strike, code, superscript, subscript, math, link */
    PyObject *fields[] = {NULL, style & STYLE_BOLD ? Py_True : Py_False, style & STYLE_ITALIC ? Py_True : Py_False,
                          Py_False, Py_False, style & STYLE_MONO ? Py_True : Py_False,
                          style & STYLE_RAISED ? Py_True : Py_False, style & STYLE_LOWERED ? Py_True : Py_False,
                          Py_False, link ? link : Py_False};
    size_t count = sizeof fields / sizeof *fields;
    while (count > 1 && fields[count - 1] == Py_False)
        count--;
    fields[0] = text_of(text, length);
    if (!fields[0])
        return NULL;
    PyObject *span = PyObject_Vectorcall(makers->span, fields, count, NULL);
    Py_DECREF(fields[0]);
    return span;
}

static PyObject *make_spans(const Makers *makers, Joining *j)
{
    const Py_UCS4 *text = (const Py_UCS4 *)j->text.bytes;
    Part *parts = (Part *)j->parts.bytes;
    size_t count = j->parts.used / sizeof(Part), kept = 0;
    if (count) {
        while (parts[0].begin < parts[0].end && Py_UNICODE_ISSPACE(text[parts[0].begin]))
            parts[0].begin++;
        while (parts[count - 1].begin < parts[count - 1].end && Py_UNICODE_ISSPACE(text[parts[count - 1].end - 1]))
            parts[count - 1].end--;
    }
    for (size_t i = 0; i < count; i++)
        kept += parts[i].begin < parts[i].end;
    PyObject *spans = PyList_New((Py_ssize_t)kept);
    for (size_t i = 0, at = 0; spans && i < count; i++) {
        if (parts[i].begin == parts[i].end)
            continue;
        PyObject *span = make_span(makers, text + parts[i].begin, parts[i].end - parts[i].begin, parts[i].style,
                                   parts[i].link);
        if (span)
            PyList_SET_ITEM(spans, (Py_ssize_t)at++, span);
        else
            Py_CLEAR(spans);
    }
    return spans;
}

static PyObject *make_box(const Makers *makers, double x0, double top, double x1, double bottom)
{
    PyObject *sides[] = {PyFloat_FromDouble(x0), PyFloat_FromDouble(top), PyFloat_FromDouble(x1),
                         PyFloat_FromDouble(bottom)};
    PyObject *box = sides[0] && sides[1] && sides[2] && sides[3] ? PyObject_Vectorcall(makers->box, sides, 4, NULL) : NULL;
    for (int i = 0; i < 4; i++)
        Py_XDECREF(sides[i]);
    return box;
}

/* Join `count` lines from `first` on, without the first `skip` characters. `breaks` has a byte a line. */
static int join_rows(const Makers *makers, const Rows *rows, size_t first, size_t count, const char *breaks, size_t skip,
                     const Linked *linked, Joined *joined)
{
    size_t longest = 0, tail = 0;
    long flags = 0;
    Row around = *row_at(rows, first);
    Joining j = {.style = -1};
    int failed = -1;
    *joined = (Joined){0};
    for (size_t i = 0; i < count; i++) {
        const Row *row = row_at(rows, first + i);
        if (row->is_elsewhere) {
            failed = 0;
            goto done;
        }
        around.x0 = row->x0 < around.x0 ? row->x0 : around.x0;
        around.top = row->top < around.top ? row->top : around.top;
        around.x1 = row->x1 > around.x1 ? row->x1 : around.x1;
        around.bottom = row->bottom > around.bottom ? row->bottom : around.bottom;
        if (row->first_length > longest) {
            longest = row->first_length;
            joined->size = row->size;
        }
        joined->characters += row->characters;
        flags |= row->flags;
        if (i && j.pieces && separate(&j, tail, *row_text(rows, row->first), breaks[i]) < 0)
            goto done;
        int is_linked = is_under_link(row, linked);
        if ((is_linked ? join_linked(&j, rows, row, linked, i ? 0 : skip) : join_line(&j, rows, row, i ? 0 : skip)) < 0)
            goto done;
        if (j.is_odd) {
            failed = 0;
            goto done;
        }
        tail = is_linked ? 0 : row->last_length;
    }
    if (j.pieces && j.style >= 0 && end_span(&j, used(&j)) < 0)
        goto done;
    joined->is_leftwards = (flags & LINE_RTL) != 0;
    joined->spans = make_spans(makers, &j);
    joined->box = joined->spans ? make_box(makers, around.x0, around.top, around.x1, around.bottom) : NULL;
    if (joined->box)
        failed = 0;
    else
        Py_CLEAR(joined->spans);
done:
    PyMem_RawFree(j.text.bytes);
    PyMem_RawFree(j.parts.bytes);
    return failed;
}

/* The tuple that Python gets of it; lets go of it. */
static PyObject *joined_object(Joined *joined)
{
    if (!joined->spans)
        Py_RETURN_NONE;
    return Py_BuildValue("(NNdlO)", joined->spans, joined->box, joined->size, joined->characters,
                         joined->is_leftwards ? Py_True : Py_False);
}

PyDoc_STRVAR(join_doc,
"join(lines, breaks, skip, makers) -> (spans, box, size, characters, leftwards) | None\n\n"
"Join the lines of a paragraph: see README.md.");

static PyObject *join(PyObject *self, PyObject *args)
{
    PyObject *list, *breaks, *tuple, *result = NULL;
    Py_ssize_t skip;
    Makers makers;
    Rows rows = {0};
    const Linked none = {0};
    Joined joined;
    if (!PyArg_ParseTuple(args, "OO!nO", &list, &PyList_Type, &breaks, &skip, &tuple) || makers_from(tuple, &makers) < 0)
        return NULL;
    PyObject *held = read_rows(list, &rows);
    Py_ssize_t count = held ? PyTuple_GET_SIZE(held) : 0;
    char *marks = PyMem_RawMalloc(count ? (size_t)count : 1);
    if (!held)
        goto done;
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
    if (join_rows(&makers, &rows, 0, (size_t)count, marks, (size_t)skip, &none, &joined) == 0)
        result = joined_object(&joined);
done:
    PyMem_RawFree(marks);
    free_rows(&rows);
    Py_XDECREF(held);
    return result;
}
