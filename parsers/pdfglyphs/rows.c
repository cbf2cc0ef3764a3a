/* Lines as records: what is compared of them, and their text. They are made by lines.c, or read from the lines of
 * `docsieve.formats._pdf.lines`. Included by pdfglyphs.c after glyphs.c. */

enum { LINE_RTL = 1, LINE_HYPHEN = 2, GAP_AFTER_FIRST = 4, GAP_LATER = 8, SECOND_GLUED = 16 };
enum { STYLE_BOLD = 1, STYLE_ITALIC = 2, STYLE_MONO = 4, STYLE_RAISED = 8, STYLE_LOWERED = 16 };

/* The fields of a line. */
enum { AT_X0, AT_TOP, AT_X1, AT_BOTTOM, AT_Y, AT_SIZE, AT_BOLD, AT_MONO, AT_START, AT_CHARACTERS, AT_FLAGS, AT_FIRST,
       AT_FIRST_WIDTH, AT_FIRST_SIZE, AT_LAST_LENGTH, AT_RUNS, AT_MEMBERS, AT_DIRECTION, AT_HIDDEN, AT_BOX, LINE_FIELDS };

typedef struct { uint32_t segment, before; } Member;

/* Text of one style: its place in `Rows.text`; 0, a space or a tab before it. */
typedef struct {
    size_t at, length;
    Py_UCS4 separator;
    int style;
} Run;

typedef struct {
    double x0, top, x1, bottom, y, size, bold, first_width, first_size;
    long mono, characters, flags;
    size_t first, first_length, last_length; /* its first piece, in `Rows.text`, and how long its last one is */
    size_t run, runs, member, members;       /* the first of its runs and pieces, and how many there are */
    PyObject *direction, *hidden, *pieces;   /* borrowed; its pieces as bytes, or NULL */
    uint32_t start;
    int is_elsewhere; /* it has a box of its own */
} Row;

typedef struct { Buffer rows, runs, members, text; } Rows;

static Row *row_at(const Rows *rows, size_t index) { return (Row *)rows->rows.bytes + index; }

static size_t row_count(const Rows *rows) { return rows->rows.used / sizeof(Row); }

static const Run *runs_of(const Rows *rows, const Row *row) { return (const Run *)rows->runs.bytes + row->run; }

static Py_UCS4 *row_text(const Rows *rows, size_t at) { return (Py_UCS4 *)rows->text.bytes + at; }

static size_t text_used(const Rows *rows) { return rows->text.used / sizeof(Py_UCS4); }

static void free_rows(Rows *rows)
{
    PyMem_RawFree(rows->rows.bytes);
    PyMem_RawFree(rows->runs.bytes);
    PyMem_RawFree(rows->members.bytes);
    PyMem_RawFree(rows->text.bytes);
}

static PyObject *text_of(const Py_UCS4 *from, size_t count)
{
    Py_UCS4 all = 0;
    for (size_t i = 0; i < count; i++)
        all |= from[i];
    if (all > 127)
        return PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, from, (Py_ssize_t)count);
    PyObject *text = PyUnicode_New((Py_ssize_t)count, 127);
    if (text && count) {
        Py_UCS1 *place = PyUnicode_1BYTE_DATA(text);
        for (size_t i = 0; i < count; i++)
            place[i] = (Py_UCS1)from[i];
    }
    return text;
}

/* The tuple of a run; `shared` is its text where that is known. */
static PyObject *run_object(const Rows *rows, const Run *run, PyObject *shared)
{
    PyObject *tuple = PyTuple_New(4);
    if (!tuple)
        return NULL;
    PyTuple_SET_ITEM(tuple, 0, PyUnicode_FromStringAndSize(run->separator == '\t' ? "\t" : " ", run->separator != 0));
    PyTuple_SET_ITEM(tuple, 1, PyLong_FromLong(run->style));
    PyTuple_SET_ITEM(tuple, 2, Py_NewRef(Py_None));
    PyTuple_SET_ITEM(tuple, 3, shared ? Py_NewRef(shared) : text_of(row_text(rows, run->at), run->length));
    if (PyErr_Occurred())
        Py_CLEAR(tuple);
    return tuple;
}

/* A line of the type `line`, which is a tuple of fields. */
static PyObject *line_object(const Rows *rows, const Row *row, PyTypeObject *line)
{
    PyObject *tuple = line->tp_alloc(line, LINE_FIELDS);
    if (!tuple)
        return NULL;
    const double places[] = {row->x0, row->top, row->x1, row->bottom, row->y, row->size, row->bold};
    for (int i = AT_X0; i <= AT_BOLD; i++)
        PyTuple_SET_ITEM(tuple, i, PyFloat_FromDouble(places[i]));
    PyObject *first = text_of(row_text(rows, row->first), row->first_length), *runs = PyList_New((Py_ssize_t)row->runs);
    PyTuple_SET_ITEM(tuple, AT_MONO, PyLong_FromLong(row->mono));
    PyTuple_SET_ITEM(tuple, AT_START, PyLong_FromUnsignedLong(row->start));
    PyTuple_SET_ITEM(tuple, AT_CHARACTERS, PyLong_FromLong(row->characters));
    PyTuple_SET_ITEM(tuple, AT_FLAGS, PyLong_FromLong(row->flags));
    PyTuple_SET_ITEM(tuple, AT_FIRST, first);
    PyTuple_SET_ITEM(tuple, AT_FIRST_WIDTH, PyFloat_FromDouble(row->first_width));
    PyTuple_SET_ITEM(tuple, AT_FIRST_SIZE, PyFloat_FromDouble(row->first_size));
    PyTuple_SET_ITEM(tuple, AT_LAST_LENGTH, PyLong_FromSize_t(row->last_length));
    PyTuple_SET_ITEM(tuple, AT_RUNS, runs);
    PyTuple_SET_ITEM(tuple, AT_MEMBERS, PyBytes_FromStringAndSize(rows->members.bytes + row->member * sizeof(Member),
                                                                  (Py_ssize_t)(row->members * sizeof(Member))));
    PyTuple_SET_ITEM(tuple, AT_DIRECTION, Py_NewRef(row->direction));
    PyTuple_SET_ITEM(tuple, AT_HIDDEN, Py_NewRef(row->hidden));
    PyTuple_SET_ITEM(tuple, AT_BOX, Py_NewRef(Py_None));
    for (size_t i = 0; runs && i < row->runs; i++)
        PyList_SET_ITEM(runs, (Py_ssize_t)i, run_object(rows, runs_of(rows, row) + i, row->members == 1 ? first : NULL));
    if (PyErr_Occurred())
        Py_CLEAR(tuple);
    return tuple;
}

static int add_text(Rows *rows, PyObject *text)
{
    Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    char *place = buffer_reserve(&rows->text, (size_t)length * sizeof(Py_UCS4));
    if (!place || !PyUnicode_AsUCS4(text, (Py_UCS4 *)place, length, 0))
        return length ? -1 : 0;
    rows->text.used += (size_t)length * sizeof(Py_UCS4);
    return 0;
}

static int add_run_object(Rows *rows, PyObject *object)
{
    if (!PyTuple_Check(object) || PyTuple_GET_SIZE(object) != 4 || !PyUnicode_Check(PyTuple_GET_ITEM(object, 0))
        || !PyUnicode_Check(PyTuple_GET_ITEM(object, 3))) {
        PyErr_SetString(PyExc_TypeError, "a run is none");
        return -1;
    }
    PyObject *separator = PyTuple_GET_ITEM(object, 0), *text = PyTuple_GET_ITEM(object, 3);
    Run run = {text_used(rows), (size_t)PyUnicode_GET_LENGTH(text), 0, (int)PyLong_AsLong(PyTuple_GET_ITEM(object, 1))};
    if (PyUnicode_GET_LENGTH(separator))
        run.separator = PyUnicode_READ_CHAR(separator, 0);
    if (PyErr_Occurred() || add_text(rows, text) < 0)
        return -1;
    return buffer_add(&rows->runs, &run, sizeof run);
}

static double number_at(PyObject *line, int field) { return PyFloat_AsDouble(PyTuple_GET_ITEM(line, field)); }

static int add_line_object(Rows *rows, PyObject *line)
{
    if (!PyTuple_Check(line) || PyTuple_GET_SIZE(line) != LINE_FIELDS || !PyUnicode_Check(PyTuple_GET_ITEM(line, AT_FIRST))
        || !PyUnicode_GET_LENGTH(PyTuple_GET_ITEM(line, AT_FIRST)) || !PyList_Check(PyTuple_GET_ITEM(line, AT_RUNS))) {
        PyErr_SetString(PyExc_TypeError, "a line is none");
        return -1;
    }
    PyObject *first = PyTuple_GET_ITEM(line, AT_FIRST), *runs = PyTuple_GET_ITEM(line, AT_RUNS);
    PyObject *pieces = PyTuple_GET_ITEM(line, AT_MEMBERS);
    Row row = {
        .x0 = number_at(line, AT_X0), .top = number_at(line, AT_TOP), .x1 = number_at(line, AT_X1),
        .bottom = number_at(line, AT_BOTTOM), .y = number_at(line, AT_Y), .size = number_at(line, AT_SIZE),
        .bold = number_at(line, AT_BOLD), .first_width = number_at(line, AT_FIRST_WIDTH),
        .first_size = number_at(line, AT_FIRST_SIZE), .mono = PyLong_AsLong(PyTuple_GET_ITEM(line, AT_MONO)),
        .characters = PyLong_AsLong(PyTuple_GET_ITEM(line, AT_CHARACTERS)),
        .flags = PyLong_AsLong(PyTuple_GET_ITEM(line, AT_FLAGS)), .first = text_used(rows),
        .first_length = (size_t)PyUnicode_GET_LENGTH(first),
        .last_length = PyLong_AsSize_t(PyTuple_GET_ITEM(line, AT_LAST_LENGTH)),
        .run = rows->runs.used / sizeof(Run), .runs = (size_t)PyList_GET_SIZE(runs),
        .direction = PyTuple_GET_ITEM(line, AT_DIRECTION), .hidden = PyTuple_GET_ITEM(line, AT_HIDDEN),
        .pieces = PyBytes_Check(pieces) ? pieces : NULL,
        .is_elsewhere = PyTuple_GET_ITEM(line, AT_BOX) != Py_None,
    };
    if (PyErr_Occurred() || add_text(rows, first) < 0)
        return -1;
    for (Py_ssize_t i = 0; i < (Py_ssize_t)row.runs; i++)
        if (add_run_object(rows, PyList_GET_ITEM(runs, i)) < 0)
            return -1;
    return buffer_add(&rows->rows, &row, sizeof row);
}

/* Read the lines of a list; what is returned holds them until `Py_DECREF`: nothing that is called can take one away. */
static PyObject *read_rows(PyObject *list, Rows *rows)
{
    if (!PyList_Check(list)) {
        PyErr_SetString(PyExc_TypeError, "lines must be a list");
        return NULL;
    }
    PyObject *held = PyList_AsTuple(list);
    for (Py_ssize_t i = 0; held && i < PyTuple_GET_SIZE(held); i++)
        if (add_line_object(rows, PyTuple_GET_ITEM(held, i)) < 0)
            Py_CLEAR(held);
    return held;
}
