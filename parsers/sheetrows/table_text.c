/* Questions about whole tables, asked for each cell: see README.md. */
#include "sheetrows.h"
#include <structmember.h>

/* Where the fields stand in the objects; Cell and Row are types whose fields are plain members. */
typedef struct {
    PyTypeObject *cell_type, *row_type;
    Py_ssize_t text, blocks, col_span, row_span, column, hidden, note, cells, row_hidden;
} Fields;

static int find_field(PyTypeObject *type, const char *name, Py_ssize_t *offset)
{
    PyObject *found = PyObject_GetAttrString((PyObject *)type, name);
    int is_member = found && Py_IS_TYPE(found, &PyMemberDescr_Type);
    if (is_member) {
        const PyMemberDef *member = ((PyMemberDescrObject *)found)->d_member;
        is_member = member->type == T_OBJECT_EX && member->offset >= (Py_ssize_t)sizeof(PyObject);
        *offset = member->offset;
    } else if (found)
        PyErr_SetString(PyExc_TypeError, "a field of another kind");
    Py_XDECREF(found);
    return is_member;
}

static int find_fields(PyTypeObject *cell_type, PyTypeObject *row_type, Fields *fields)
{
    fields->cell_type = cell_type;
    fields->row_type = row_type;
    return find_field(cell_type, "text", &fields->text) && find_field(cell_type, "blocks", &fields->blocks)
        && find_field(cell_type, "col_span", &fields->col_span) && find_field(cell_type, "row_span", &fields->row_span)
        && find_field(cell_type, "column", &fields->column) && find_field(cell_type, "hidden", &fields->hidden)
        && find_field(cell_type, "note", &fields->note) && find_field(row_type, "cells", &fields->cells)
        && find_field(row_type, "hidden", &fields->row_hidden);
}

static PyObject *field(PyObject *object, Py_ssize_t offset)
{
    return *(PyObject **)((char *)object + offset);
}

/* The cells of a row that nothing hides; NULL where it is another kind of row. */
static PyObject *cells_of(const Fields *fields, PyObject *row)
{
    if (!Py_IS_TYPE(row, fields->row_type) || field(row, fields->row_hidden) != Py_None)
        return NULL;
    PyObject *cells = field(row, fields->cells);
    return cells && PyList_CheckExact(cells) ? cells : NULL;
}

static int is_only_text(const Fields *fields, PyObject *cell)
{
    if (!Py_IS_TYPE(cell, fields->cell_type) || field(cell, fields->hidden) != Py_None
        || field(cell, fields->note) != Py_None)
        return 0;
    PyObject *blocks = field(cell, fields->blocks);
    return blocks && PyList_CheckExact(blocks) && !PyList_GET_SIZE(blocks);
}

static int is_bare(const Fields *fields, PyObject *cell, PyObject *one)
{
    PyObject *text;
    return is_only_text(fields, cell) && field(cell, fields->column) == Py_None && field(cell, fields->row_span) == one && field(cell, fields->col_span) == one
        && (text = field(cell, fields->text)) && PyUnicode_CheckExact(text);
}

PyDoc_STRVAR(only_text_doc, "only_text(rows, types) -> bool\n\nWhether no row is hidden and no cell is, has blocks or a note.");

static PyObject *only_text(PyObject *self, PyObject *args)
{
    PyObject *rows;
    PyTypeObject *cell_type, *row_type;
    Fields fields;
    if (!PyArg_ParseTuple(args, "O!(O!O!)", &PyList_Type, &rows, &PyType_Type, &cell_type, &PyType_Type, &row_type)
        || !find_fields(cell_type, row_type, &fields))
        return NULL;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(rows); i++) {
        PyObject *cells = cells_of(&fields, PyList_GET_ITEM(rows, i));
        if (!cells)
            Py_RETURN_FALSE;
        for (Py_ssize_t k = 0; k < PyList_GET_SIZE(cells); k++)
            if (!is_only_text(&fields, PyList_GET_ITEM(cells, k)))
                Py_RETURN_FALSE;
    }
    Py_RETURN_TRUE;
}

/* The texts of a row of bare cells; NULL without an exception where there are others. */
static PyObject *texts_of(const Fields *fields, PyObject *cells, PyObject *one)
{
    Py_ssize_t count = PyList_GET_SIZE(cells);
    for (Py_ssize_t i = 0; i < count; i++)
        if (!is_bare(fields, PyList_GET_ITEM(cells, i), one))
            return NULL;
    PyObject *texts = PyTuple_New(count);
    for (Py_ssize_t i = 0; texts && i < count; i++)
        PyTuple_SET_ITEM(texts, i, Py_NewRef(field(PyList_GET_ITEM(cells, i), fields->text)));
    return texts;
}

/* Joins texts with tabs; where one holds a tab or a line feed, `clean` makes them ready. Tabs at the end go. */
static PyObject *joined(PyObject *texts, PyObject *tab, PyObject *clean)
{
    PyObject *line = PyUnicode_Join(tab, texts);
    if (!line)
        return NULL;
    Py_ssize_t length = PyUnicode_GET_LENGTH(line);
    Py_ssize_t feed = PyUnicode_FindChar(line, '\n', 0, length, 1), tabs = PyUnicode_Count(line, tab, 0, length);
    if (feed == -2 || tabs == -1)
        Py_CLEAR(line);
    else if (feed >= 0 || tabs >= PyTuple_GET_SIZE(texts)) {
        PyObject *ready = PyObject_CallOneArg(clean, texts);
        Py_SETREF(line, ready ? PyUnicode_Join(tab, ready) : NULL);
        Py_XDECREF(ready);
    }
    if (!line)
        return NULL;
    Py_ssize_t kept = length = PyUnicode_GET_LENGTH(line);
    while (kept && PyUnicode_READ_CHAR(line, kept - 1) == '\t')
        kept--;
    if (kept < length)
        Py_SETREF(line, PyUnicode_Substring(line, 0, kept));
    return line;
}

PyDoc_STRVAR(bare_lines_doc,
"bare_lines(rows, types, clean) -> (lines, widest) | None\n\n"
"The texts of each row with tabs between; None where a cell is more than a text: see README.md.");

static PyObject *bare_lines(PyObject *self, PyObject *args)
{
    PyObject *rows, *clean;
    PyTypeObject *cell_type, *row_type;
    Fields fields;
    if (!PyArg_ParseTuple(args, "O!(O!O!)O", &PyList_Type, &rows, &PyType_Type, &cell_type, &PyType_Type, &row_type,
                          &clean)
        || !find_fields(cell_type, row_type, &fields))
        return NULL;
    Py_ssize_t widest = 0;
    PyObject *one = PyLong_FromLong(1), *tab = PyUnicode_FromString("\t"), *lines = PyList_New(0);
    int state = one && tab && lines ? 1 : -1; /* 0 where a row is not bare */
    for (Py_ssize_t i = 0; state == 1 && i < PyList_GET_SIZE(rows); i++) {
        PyObject *cells = cells_of(&fields, PyList_GET_ITEM(rows, i));
        PyObject *texts = cells ? texts_of(&fields, cells, one) : NULL;
        if (!texts) {
            state = PyErr_Occurred() ? -1 : 0;
            break;
        }
        if (PyTuple_GET_SIZE(texts) > widest)
            widest = PyTuple_GET_SIZE(texts);
        PyObject *line = joined(texts, tab, clean);
        if (!line || (PyUnicode_GET_LENGTH(line) && PyList_Append(lines, line) < 0))
            state = -1;
        Py_DECREF(texts);
        Py_XDECREF(line);
    }
    PyObject *result = state == 1 ? Py_BuildValue("On", lines, widest) : state == 0 ? Py_NewRef(Py_None) : NULL;
    Py_XDECREF(one);
    Py_XDECREF(tab);
    Py_XDECREF(lines);
    return result;
}
