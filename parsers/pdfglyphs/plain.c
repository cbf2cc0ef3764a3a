/* The paragraphs among the drafts of a page that are nothing else. Included by pdfglyphs.c after fields.c;
 * `docsieve.formats._pdf.structure._block` does the same in Python, to the bit; change both. */

/* What is known of a page, the types of what is made, and names: see README.md. */
typedef struct { PyObject *number, *roles, *headings, *fields, *locator, *box, *paragraph, *shown, *hidden, *with_role, *footnote; } Plain;

/* What the dictionary tells of an object by its `id`, borrowed; NULL for nothing. */
static PyObject *told_of(PyObject *object, PyObject *found)
{
    PyObject *key = PyDict_GET_SIZE(found) ? PyLong_FromVoidPtr(object) : NULL;
    PyObject *told = key ? PyDict_GetItemWithError(found, key) : NULL;
    Py_XDECREF(key);
    return told;
}

/* Whether a draft that has no role is a paragraph and nothing else. */
static int is_nothing_else(const Plain *p, PyObject *draft)
{
    return !is_there(draft, p->fields, DRAFT_MARKER) && !is_there(draft, p->fields, DRAFT_DECLARED)
        && !is_set(draft, p->fields, DRAFT_MONO) && !told_of(draft, p->headings);
}

/* The paragraph that a draft is, or else its place. */
static PyObject *plain_paragraph(const Plain *p, PyObject *draft)
{
    PyObject *box = field_of(draft, p->fields, DRAFT_BOX), *spans = spans_of(draft, p->fields);
    PyObject *hidden = field_of(draft, p->fields, DRAFT_HIDDEN), *role = told_of(draft, p->roles), *names = NULL;
    const double sides[] = {
        double_of(box, p->fields, BOX_X0), double_of(box, p->fields, BOX_TOP), double_of(box, p->fields, BOX_X1),
        double_of(box, p->fields, BOX_BOTTOM),
    };
    PyObject *where = PyErr_Occurred() ? NULL : place_of(p->number, sides, p->locator, p->box);
    if (where && !is_there(draft, p->fields, DRAFT_BLOCK) && !is_there(draft, p->fields, DRAFT_TABLE)) {
        if (role)
            names = PyUnicode_Compare(role, p->footnote) && !is_there(draft, p->fields, DRAFT_MARKER) ? p->with_role : NULL;
        else if (is_nothing_else(p, draft))
            names = hidden == Py_None ? p->shown : p->hidden;
    }
    if (PyErr_Occurred())
        Py_CLEAR(where);
    if (!names || !where)
        return where;
    PyObject *values[] = {where, spans, role ? role : hidden};
    PyObject *made = PyObject_Vectorcall(p->paragraph, values, 0, names);
    Py_DECREF(where);
    /* Spans lead to nothing: the collector would walk over all of a document's for nothing. */
    if (made && PyList_GET_SIZE(spans) && !PyObject_IS_GC(PyList_GET_ITEM(spans, 0)))
        PyObject_GC_UnTrack(spans);
    return made;
}

PyDoc_STRVAR(plain_doc,
"plain(drafts, page, roles, headings, fields, makers) -> list\n\n"
"Return for each draft a paragraph, or its place where it is or may be more: see README.md.");

static PyObject *plain(PyObject *self, PyObject *args)
{
    PyObject *drafts;
    Plain p;
    if (!PyArg_ParseTuple(args, "O!OO!O!O&(OOOO!O!O!U)", &PyList_Type, &drafts, &p.number, &PyDict_Type, &p.roles, &PyDict_Type,
                          &p.headings, fields_from, &p.fields, &p.locator, &p.box, &p.paragraph, &PyTuple_Type, &p.shown,
                          &PyTuple_Type, &p.hidden, &PyTuple_Type, &p.with_role, &p.footnote))
        return NULL;
    const Py_ssize_t count = PyList_GET_SIZE(drafts);
    PyObject *found = PyList_New(count);
    for (Py_ssize_t i = 0; found && i < count; i++) {
        fetch_ahead(drafts, i, p.fields);
        PyObject *made = plain_paragraph(&p, PyList_GET_ITEM(drafts, i));
        if (made)
            PyList_SET_ITEM(found, i, made);
        else
            Py_CLEAR(found);
    }
    return found;
}
