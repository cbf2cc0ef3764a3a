/* Rows of a worksheet in their common plain form, made into rows of the model without an XML tree: see README.md.
 * `docsieve.formats._sheets.plain_rows` says what the plain form is and reads it in Python; what is not taken here goes
 * there, so this may refuse whatever is seldom, and must never take what would be read otherwise. */
#include "sheetrows.h"
#include "cell_text.c"
#include "table_text.c"

/* Of the cells that have the same attributes. */
enum { AS_IS = 1, SHARED_STRING = 2, INLINE_STRING = 4 };

#define MOST_KINDS 256
#define LONGEST_ATTRIBUTES 40
#define LONGEST_FORMULA 8192
#define KEPT_TEXTS 4096 /* a power of two */

typedef struct {
    char attributes[LONGEST_ATTRIBUTES];
    int length;
    int flags;
    PyObject *texts;   /* a dict that makes the text of a value it does not know */
    PyObject *strings; /* a list, for SHARED_STRING */
} Kind;

typedef struct {
    uint64_t value; /* its bytes, at most 8 */
    int kind;
    PyObject *text;
} Kept;

typedef struct {
    PyObject *cell_type, *row_type, *kind_of, *formula_name, *row_word;
    PyObject *names; /* ("column",) */
    int kinds;
    Kind kind[MOST_KINDS];
    int by_place[MAX_COLUMNS]; /* kind of the cell at that place of the row before, or -1 */
    PyObject *text[MAX_COLUMNS];
    PyObject *formula[MAX_COLUMNS];
    int column[MAX_COLUMNS];
    Kept kept[KEPT_TEXTS];
} Reader;

/* What a cell of that kind shows of a value. */
static int shown(Reader *reader, int number, const Text *value, PyObject **made)
{
    Kind *kind = &reader->kind[number];
    if (kind->flags & SHARED_STRING) {
        long index;
        Input in = {value->start, value->start + value->length};
        if (!digits(&in, 1, 9, &index) || in.at != in.end || index >= PyList_GET_SIZE(kind->strings))
            return REFUSED;
        if (kind->flags & AS_IS) {
            *made = Py_NewRef(PyList_GET_ITEM(kind->strings, index));
            return PyUnicode_CheckExact(*made) ? TAKEN : REFUSED;
        }
    }
    Kept *kept = NULL;
    if (value->length <= 8) {
        uint64_t bytes = 0;
        for (Py_ssize_t i = 0; i < value->length; i++)
            bytes = bytes << 8 | (uint8_t)value->start[i];
        uint32_t mixed = (uint32_t)(bytes ^ bytes >> 32) * 2654435761u + (uint32_t)number * 40503u;
        kept = &reader->kept[(mixed ^ mixed >> 15) & (KEPT_TEXTS - 1)];
        if (kept->text && kept->value == bytes && kept->kind == number) {
            *made = Py_NewRef(kept->text);
            return TAKEN;
        }
        Py_CLEAR(kept->text);
        kept->value = bytes;
        kept->kind = number;
    }
    int state = new_text(value, made);
    if (state != TAKEN)
        return state;
    if (kind->flags & SHARED_STRING || !(kind->flags & AS_IS && is_as_written(value))) {
        PyObject *text = PyObject_GetItem(kind->texts, *made);
        Py_SETREF(*made, text);
        if (!text) { /* the reader in Python says what this is */
            if (!PyErr_ExceptionMatches(PyExc_Exception) || PyErr_ExceptionMatches(PyExc_MemoryError))
                return FAILED;
            PyErr_Clear();
            return REFUSED;
        }
        if (!PyUnicode_CheckExact(text))
            return REFUSED;
    }
    if (kept)
        kept->text = Py_NewRef(*made);
    return TAKEN;
}

/* The kind of the cell whose attributes those are: that of the row before, another known one, or a new one. */
static int kind_of(Reader *reader, int place, const char *attributes, Py_ssize_t length)
{
    int number = reader->by_place[place];
    if (number >= 0 && reader->kind[number].length == length
        && memcmp(reader->kind[number].attributes, attributes, (size_t)length) == 0)
        return number;
    for (number = 0; number < reader->kinds; number++)
        if (reader->kind[number].length == length
            && memcmp(reader->kind[number].attributes, attributes, (size_t)length) == 0)
            return reader->by_place[place] = number;
    if (number == MOST_KINDS || length > LONGEST_ATTRIBUTES)
        return -1;
    Kind *kind = &reader->kind[number];
    PyObject *told = PyObject_CallFunction(reader->kind_of, "s#", attributes, length);
    if (!told || !PyArg_ParseTuple(told, "O!iO!", &PyDict_Type, &kind->texts, &kind->flags, &PyList_Type, &kind->strings)) {
        Py_XDECREF(told);
        return -1;
    }
    Py_INCREF(kind->texts);
    Py_INCREF(kind->strings);
    Py_DECREF(told);
    memcpy(kind->attributes, attributes, (size_t)length);
    kind->length = (int)length;
    reader->kinds++;
    return reader->by_place[place] = number;
}

/* Reads `<c r="B2" s="1" t="s">` and on to its `</c>` into place `place` of the row. */
static int read_cell(Reader *reader, Input *in, int place)
{
    long column = 0, ignored;
    int letters = 0, has_style = 0, has_type = 0;
    if (!HAS(in, "<c r=\""))
        return REFUSED;
    while (in->at < in->end && *in->at >= 'A' && *in->at <= 'Z') {
        if (++letters > 3)
            return REFUSED;
        column = column * 26 + (*in->at++ - 'A' + 1);
    }
    if (!letters || column > MAX_COLUMNS || !digits(in, 1, 7, &ignored) || !HAS(in, "\""))
        return REFUSED;
    const char *attributes = in->at;
    for (;;) {
        if (HAS(in, " s=\"")) {
            if (has_style++)
                return REFUSED;
        } else if (HAS(in, " t=\"")) {
            if (has_type++)
                return REFUSED;
        } else
            break;
        while (in->at < in->end && ((*in->at >= '0' && *in->at <= '9') || (*in->at >= 'A' && *in->at <= 'Z')
                                    || (*in->at >= 'a' && *in->at <= 'z')))
            in->at++;
        if (!HAS(in, "\""))
            return REFUSED;
    }
    int number = kind_of(reader, place, attributes, in->at - attributes);
    if (number < 0)
        return PyErr_Occurred() ? FAILED : REFUSED;
    reader->column[place] = (int)column - 1;
    HAS(in, " ");
    if (HAS(in, "/>"))
        return TAKEN;
    if (!HAS(in, ">"))
        return REFUSED;
    int flags = reader->kind[number].flags, state = TAKEN;
    Text formula = {NULL, 0, 0}, value = {NULL, 0, 0};
    if (HAS(in, "<f>") && (!read_text(in, &formula) || !HAS(in, "</f>") || formula.length > LONGEST_FORMULA))
        return REFUSED;
    if (HAS(in, "<v>")) {
        if (!read_text(in, &value) || !HAS(in, "</v>"))
            return REFUSED;
        if (value.length)
            state = shown(reader, number, &value, &reader->text[place]);
    } else if (HAS(in, "<is><t")) {
        HAS(in, " xml:space=\"preserve\"");
        if (!(flags & INLINE_STRING) || !HAS(in, ">") || !read_text(in, &value) || !HAS(in, "</t></is>"))
            return REFUSED;
        if (value.seen & UNDERSCORE && contains(&value, "_x", 2))
            return REFUSED;
        if (value.length)
            state = new_text(&value, &reader->text[place]);
    }
    if (state == TAKEN && formula.length) {
        if (!value.length) /* without a result it is told of, which is not done here */
            return REFUSED;
        state = new_text(&formula, &reader->formula[place]);
        PyObject *made = reader->formula[place];
        if (state == TAKEN && (Py_UNICODE_ISSPACE(PyUnicode_READ_CHAR(made, 0))
                               || Py_UNICODE_ISSPACE(PyUnicode_READ_CHAR(made, PyUnicode_GET_LENGTH(made) - 1))))
            return REFUSED;
    }
    return state == TAKEN && !HAS(in, "</c>") ? REFUSED : state;
}

/* Makes the cells of a row of what stands in `reader`; NULL with an exception. */
static PyObject *new_cells(Reader *reader, int count, Py_ssize_t *characters)
{
    int is_gapless = 1;
    Py_ssize_t shown_cells = 0;
    for (int i = 0; i < count; i++) {
        int is_shown = reader->text[i] && PyUnicode_GET_LENGTH(reader->text[i]) > 0;
        is_gapless &= is_shown && reader->column[i] == i && !reader->formula[i];
        shown_cells += is_shown || reader->formula[i];
    }
    PyObject *cells = PyList_New(shown_cells), *empty = PyUnicode_New(0, 0);
    Py_ssize_t at = 0;
    *characters = 0;
    for (int i = 0; cells && empty && i < count; i++) {
        PyObject *text = reader->text[i] ? reader->text[i] : empty, *cell;
        if (!PyUnicode_GET_LENGTH(text) && !reader->formula[i])
            continue;
        *characters += PyUnicode_GET_LENGTH(text);
        if (is_gapless) {
            PyObject *const values[] = {text};
            cell = PyObject_Vectorcall(reader->cell_type, values, 1, NULL);
        } else {
            PyObject *column = PyLong_FromLong(reader->column[i]);
            PyObject *const values[] = {text, column};
            cell = column ? PyObject_Vectorcall(reader->cell_type, values, 1, reader->names) : NULL;
            Py_XDECREF(column);
        }
        if (cell && reader->formula[i]) {
            PyObject *written = PyUnicode_FromFormat("=%U", reader->formula[i]);
            if (!written || PyObject_SetAttr(cell, reader->formula_name, written) < 0)
                Py_CLEAR(cell);
            Py_XDECREF(written);
        }
        if (!cell) {
            Py_CLEAR(cells);
            break;
        }
        PyList_SET_ITEM(cells, at++, cell);
    }
    Py_XDECREF(empty);
    return cells;
}

static void forget_row(Reader *reader, int count)
{
    for (int i = 0; i < count; i++) {
        Py_CLEAR(reader->text[i]);
        Py_CLEAR(reader->formula[i]);
    }
}

/* Reads one row and appends it to `rows`; the limits are what may still be added. */
static int read_row(Reader *reader, Input *in, PyObject *rows, Py_ssize_t *most, long *number)
{
    int is_hidden, count = 0, state = read_row_start(in, number, &is_hidden);
    if (state != TAKEN)
        return state;
    for (;;) {
        skip_blanks(in);
        if (HAS(in, "</row>"))
            break;
        if (count == MAX_COLUMNS) {
            state = REFUSED;
            break;
        }
        reader->text[count] = reader->formula[count] = NULL;
        state = read_cell(reader, in, count++);
        if (state != TAKEN)
            break;
    }
    if (state == TAKEN && count) {
        Py_ssize_t characters;
        PyObject *cells = new_cells(reader, count, &characters), *row = NULL, *place = NULL;
        Py_ssize_t size = cells ? PyList_GET_SIZE(cells) : 0;
        if (!cells)
            state = FAILED;
        else if (size > most[0] || most[1] < 1 || characters > most[2])
            state = REFUSED; /* the reader in Python says which limit it is */
        else if (size) {
            PyObject *values[] = {cells, place = PyLong_FromLong(*number), is_hidden ? reader->row_word : Py_None};
            row = place ? PyObject_Vectorcall(reader->row_type, values, 3, NULL) : NULL;
            state = row && PyList_Append(rows, row) == 0 ? TAKEN : FAILED;
            most[0] -= size;
            most[1] -= 1;
            most[2] -= characters;
        }
        Py_XDECREF(place);
        Py_XDECREF(row);
        Py_XDECREF(cells);
    }
    forget_row(reader, count);
    return state;
}

PyDoc_STRVAR(read_rows_doc,
"read_rows(data, at, end, types, kind_of, rows, room) -> (at, number, is_sorted, room)\n\n"
"Append the rows from `at` on to a list, up to the first that is not plain or does not fit: see README.md.");

static PyObject *read_rows(PyObject *self, PyObject *args)
{
    Py_buffer data;
    Py_ssize_t at, end, most[3];
    PyObject *cell_type, *row_type, *describe, *rows, *result = NULL;
    long last;
    if (!PyArg_ParseTuple(args, "y*nn(OO)OO!l(nnn)", &data, &at, &end, &cell_type, &row_type, &describe, &PyList_Type,
                          &rows, &last, &most[0], &most[1], &most[2]))
        return NULL;
    if (at < 0 || at > end || end > data.len) {
        PyBuffer_Release(&data);
        return PyErr_Format(PyExc_ValueError, "rows from %zd to %zd in %zd bytes", at, end, data.len);
    }
    Reader *reader = PyMem_Calloc(1, sizeof(Reader));
    if (!reader) {
        PyBuffer_Release(&data);
        return PyErr_NoMemory();
    }
    reader->cell_type = cell_type;
    reader->row_type = row_type;
    reader->kind_of = describe;
    memset(reader->by_place, -1, sizeof reader->by_place);
    reader->row_word = PyUnicode_FromString("row");
    reader->formula_name = PyUnicode_InternFromString("formula");
    PyObject *column = PyUnicode_InternFromString("column");
    reader->names = column ? PyTuple_Pack(1, column) : NULL;
    Py_XDECREF(column);
    const char *bytes = data.buf;
    Input in = {bytes + at, bytes + end};
    int is_sorted = 1, state = reader->row_word && reader->formula_name && reader->names ? TAKEN : FAILED;
    long number = 0, taken = 0;
    while (state == TAKEN) {
        Py_ssize_t before = PyList_GET_SIZE(rows);
        at = in.at - bytes;
        state = read_row(reader, &in, rows, most, &number);
        if (state != TAKEN)
            break;
        taken = number;
        if (PyList_GET_SIZE(rows) > before) {
            is_sorted &= number > last;
            last = number;
        }
        if (!(PyList_GET_SIZE(rows) & 1023) && PyErr_CheckSignals() < 0)
            state = FAILED;
    }
    if (state == REFUSED)
        result = Py_BuildValue("nlO(nnn)", at, taken, is_sorted ? Py_True : Py_False, most[0], most[1], most[2]);
    for (int i = 0; i < reader->kinds; i++) {
        Py_XDECREF(reader->kind[i].texts);
        Py_XDECREF(reader->kind[i].strings);
    }
    for (int i = 0; i < KEPT_TEXTS; i++)
        Py_XDECREF(reader->kept[i].text);
    Py_XDECREF(reader->row_word);
    Py_XDECREF(reader->formula_name);
    Py_XDECREF(reader->names);
    PyMem_Free(reader);
    PyBuffer_Release(&data);
    return result;
}

static PyMethodDef methods[] = {
    {"read_rows", read_rows, METH_VARARGS, read_rows_doc},
    {"only_text", only_text, METH_VARARGS, only_text_doc},
    {"bare_lines", bare_lines, METH_VARARGS, bare_lines_doc},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "_docsieve_sheetrows", "Rows of spreadsheets: see parsers/sheetrows/README.md.", -1, methods,
};

PyMODINIT_FUNC PyInit__docsieve_sheetrows(void)
{
    fill_classes();
    PyObject *made = PyModule_Create(&module);
    if (made && PyModule_AddIntConstant(made, "LAYOUT", 1) < 0)
        Py_CLEAR(made);
    return made;
}
