/* What of the drafts of a page the passes over the whole document must look at. Included by pdfglyphs.c after fields.c;
 * `docsieve.formats._pdf.survey` does the same in Python, to the bit; change both. */

enum { IN_MARGIN = 1, CAPTION = 2, NOTE = 4, TITLE = 8, QUOTE = 16, GOES_ON = 32, HOLDS = 64, HYPHENED = 128 };
enum { TITLE_LINES = 3, QUOTE_LINES = 2, QUOTE_CHARACTERS = 60 };


/* What is asked of the page, and where the counts go. */
typedef struct { PyObject *fields, *initials, *signs, *sizes, *looks; double low, high, foot, leftmost, nearest; int has_bars, has_quotes, is_first; } Survey;

static int is_among(Py_UCS4 u, PyObject *characters)
{
    return PyUnicode_FindChar(characters, u, 0, PyUnicode_GET_LENGTH(characters), 1) >= 0;
}

/* Whether a text may name a figure or table: after a word, a full stop and spaces, and a letter, there is a figure. */
static int may_name(PyObject *text)
{
    const Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    const int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t at = 0;
    while (at < length && Py_UNICODE_ISALPHA(PyUnicode_READ(kind, data, at)))
        at++;
    at += at < length && PyUnicode_READ(kind, data, at) == '.';
    while (at < length && Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, at)))
        at++;
    at += at < length && Py_UNICODE_ISALPHA(PyUnicode_READ(kind, data, at));
    return at < length && Py_UNICODE_ISDECIMAL(PyUnicode_READ(kind, data, at));
}

/* The flags of a draft. */
static unsigned char look_at(Survey *s, PyObject *draft)
{
    PyObject *fields = s->fields, *spans = spans_of(draft, fields), *box = field_of(draft, fields, DRAFT_BOX);
    double top = double_of(box, fields, BOX_TOP), bottom = double_of(box, fields, BOX_BOTTOM);
    if (!spans || PyErr_Occurred())
        return 0;
    unsigned char flags = bottom < s->low || top >= s->high ? IN_MARGIN : 0;
    int is_declared = is_there(draft, fields, DRAFT_DECLARED), is_table = is_there(draft, fields, DRAFT_TABLE);
    int is_shown = is_set(draft, fields, DRAFT_LEVEL) && !is_set(draft, fields, DRAFT_HIDDEN);
    int is_mono = is_set(draft, fields, DRAFT_MONO), has_marker = is_there(draft, fields, DRAFT_MARKER);
    long lines = long_of(draft, fields, DRAFT_LINES);
    for (Py_ssize_t i = 0; !(flags & HYPHENED) && i < PyList_GET_SIZE(spans); i++) {
        PyObject *text = text_of_span(PyList_GET_ITEM(spans, i), fields);
        if (!text)
            return 0;
        flags |= is_among('-', text) || is_among(LINE_END_HYPHEN, text) ? HYPHENED : 0;
    }
    flags |= is_table || is_set(draft, fields, DRAFT_ENDS) ? HOLDS : 0;
    if (is_shown && !is_mono && !is_table && lines <= TITLE_LINES && !is_there(draft, fields, DRAFT_BLOCK)
        && (!is_set(draft, fields, DRAFT_MARKER) || is_set(draft, fields, DRAFT_ORDERED)))
        flags |= TITLE;
    if (!PyList_GET_SIZE(spans))
        return flags;
    PyObject *first = PyList_GET_ITEM(spans, 0), *text = text_of_span(first, fields);
    if (!text)
        return flags;
    const Py_UCS4 initial = PyUnicode_GET_LENGTH(text) ? PyUnicode_READ_CHAR(text, 0) : 0;
    flags |= is_shown && initial && is_among(initial, s->initials) && may_name(text) ? CAPTION : 0;
    if ((initial == LINE_END_TORN || Py_UNICODE_ISLOWER(initial))
        && (s->is_first || s->has_bars || double_of(box, fields, BOX_X0) > s->nearest))
        flags |= GOES_ON;
    if (is_declared || (top > s->foot && (has_marker || is_set(first, fields, SPAN_RAISED) || Py_UNICODE_ISDIGIT(initial)
                                          || (initial && is_among(initial, s->signs)))))
        flags |= NOTE;
    if (is_shown && !is_mono && !has_marker && !is_declared && lines >= QUOTE_LINES
        && long_of(draft, fields, DRAFT_CHARACTERS) >= QUOTE_CHARACTERS
        && double_of(box, fields, BOX_X0) > s->leftmost + 1.2 * double_of(draft, fields, DRAFT_SIZE))
        flags |= QUOTE;
    return flags;
}

/* Whether a draft is no text that goes on, or its tags may say so. */
static int is_more(PyObject *draft, PyObject *fields)
{
    return is_set(draft, fields, DRAFT_HIDDEN) || is_there(draft, fields, DRAFT_TABLE) || is_there(draft, fields, DRAFT_BLOCK)
        || is_there(draft, fields, DRAFT_DECLARED);
}

/* Add to what a dictionary counts under a key, which is taken. */
static int count_under(PyObject *counts, PyObject *key, long more)
{
    PyObject *before = key ? PyDict_GetItemWithError(counts, key) : NULL;
    PyObject *sum = key && !PyErr_Occurred() ? PyLong_FromLongLong((before ? PyLong_AsLongLong(before) : 0) + more) : NULL;
    int failed = sum ? PyDict_SetItem(counts, key, sum) : -1;
    Py_XDECREF(sum);
    Py_XDECREF(key);
    return failed;
}

/* Count the characters of each size, and of each size and weight of what is shown. What follows each other mostly looks
 * alike, and is counted together. */
static int count_looks(const Survey *s, PyObject *drafts)
{
    PyObject *fields = s->fields, *last_size = NULL, *last_bold = NULL;
    long of_size = 0, of_look = 0;
    int is_any_size = 0, is_any_look = 0, failed = 0;
    for (Py_ssize_t i = 0; !failed && i <= PyList_GET_SIZE(drafts); i++) {
        PyObject *draft = i < PyList_GET_SIZE(drafts) ? PyList_GET_ITEM(drafts, i) : NULL;
        PyObject *size = draft ? field_of(draft, fields, DRAFT_SIZE) : NULL;
        PyObject *bold = draft ? field_of(draft, fields, DRAFT_BOLD) : NULL;
        if (PyErr_Occurred())
            return -1;
        int is_same = draft && last_size && bold == last_bold
            && (size == last_size || PyFloat_AsDouble(size) == PyFloat_AsDouble(last_size));
        if (last_size && !is_same) {
            if (is_any_size)
                failed = count_under(s->sizes, Py_NewRef(last_size), of_size);
            if (is_any_look && !failed)
                failed = count_under(s->looks, PyTuple_Pack(2, last_size, last_bold), of_look);
        }
        if (!is_same)
            of_size = of_look = is_any_size = is_any_look = 0;
        last_size = size;
        last_bold = bold;
        if (!draft || failed)
            continue;
        long characters = long_of(draft, fields, DRAFT_CHARACTERS);
        PyObject *spans = spans_of(draft, fields);
        of_size += characters;
        is_any_size = 1;
        if (spans && PyList_GET_SIZE(spans) && is_set(draft, fields, DRAFT_LEVEL)
            && !is_set(draft, fields, DRAFT_HIDDEN)) {
            of_look += characters;
            is_any_look = 1;
        }
        failed = PyErr_Occurred() ? -1 : 0;
    }
    return failed;
}

PyDoc_STRVAR(survey_doc,
"survey(drafts, low, high, foot, has_bars, initials, signs, fields, sizes, looks) -> (bytes, bool)\n\n"
"Return the flags of each draft of a page and whether tags tell of some, and count the characters of each look: see "
"README.md.");

static PyObject *survey(PyObject *self, PyObject *args)
{
    PyObject *drafts;
    Survey s = {.nearest = INFINITY, .is_first = 1};
    if (!PyArg_ParseTuple(args, "O!dddpUUO&O!O!", &PyList_Type, &drafts, &s.low, &s.high, &s.foot, &s.has_bars, &s.initials, &s.signs,
                          fields_from, &s.fields, &PyDict_Type, &s.sizes, &PyDict_Type, &s.looks))
        return NULL;
    const Py_ssize_t count = PyList_GET_SIZE(drafts);
    PyObject *result = PyBytes_FromStringAndSize(NULL, count);
    for (Py_ssize_t i = 0; result && i < count && !PyErr_Occurred(); i++) {
        PyObject *box = field_of(PyList_GET_ITEM(drafts, i), s.fields, DRAFT_BOX);
        double x0 = double_of(box, s.fields, BOX_X0);
        s.leftmost = !i || x0 < s.leftmost ? x0 : s.leftmost;
    }
    int is_tagged = 0;
    for (Py_ssize_t i = 0; result && i < count && !PyErr_Occurred(); i++) {
        PyObject *draft = PyList_GET_ITEM(drafts, i);
        is_tagged |= is_there(draft, s.fields, DRAFT_DECLARED);
        unsigned char flags = look_at(&s, draft);
        double x1 = double_of(field_of(draft, s.fields, DRAFT_BOX), s.fields, BOX_X1);
        PyBytes_AS_STRING(result)[i] = (char)flags;
        s.has_quotes |= flags & QUOTE;
        int may_be_passed_over = s.has_quotes || flags & (IN_MARGIN | CAPTION | NOTE) || is_more(draft, s.fields);
        s.nearest = may_be_passed_over && s.nearest < x1 ? s.nearest : x1;
        s.is_first &= may_be_passed_over;
    }
    if (result && !PyErr_Occurred())
        count_looks(&s, drafts);
    if (PyErr_Occurred())
        Py_CLEAR(result);
    return result ? Py_BuildValue("(NO)", result, is_tagged ? Py_True : Py_False) : NULL;
}
