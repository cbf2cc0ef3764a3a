/* Which of some words the text of a document holds. Included by pdfglyphs.c; `docsieve.formats._pdf.written_words` does
 * the same in Python, to the bit; change both. */

enum { GRAM = 4 };

/* A word that is looked for: where its characters are, and the next one of the same hash. */
typedef struct {
    PyObject *word;
    size_t start, length;
    uint32_t hash, next;
    char is_part, is_odd, is_found;
} Wanted;

typedef struct {
    Buffer wanted, characters, text;
    uint32_t *parts, *alone; /* by hash: the first word, counted from 1; `parts` by the first characters only */
    uint8_t *grams;          /* by the hash of these, whether there is one: it takes less room */
    size_t mask, left;
    int apostrophes, has_parts, has_alone, has_odd;
    PyObject *fold, *fields; /* the name of a method, what describes the fields of drafts */
} Search;

static size_t wanted_count(const Search *s) { return s->wanted.used / sizeof(Wanted); }

static Wanted *wanted_at(const Search *s, size_t index) { return (Wanted *)s->wanted.bytes + index; }

static const Py_UCS4 *wanted_text(const Search *s, const Wanted *w) { return (const Py_UCS4 *)s->characters.bytes + w->start; }

static uint32_t step(uint32_t hash, Py_UCS4 u) { return (hash ^ u) * 16777619u; }

static uint32_t mixed(uint32_t hash) { return hash ^ hash >> 15; }

/* The first characters of a part, as far as they are told apart. */
static uint32_t gram_after(uint32_t gram, Py_UCS4 u) { return gram << 8 | (u & 255); }

static uint32_t gram_hash(uint32_t gram) { return mixed(gram * 2654435761u); }

static inline int is_of_word(Py_UCS4 u)
{
    return u < 0x80 ? (u | 32) - 'a' < 26u || u - '0' < 10u || u == '_' : Py_UNICODE_ISALNUM(u);
}

/* Whether a word goes on with it: letters alone, or where words have apostrophes, all that `\w` matches. */
static inline int is_inner(const Search *s, Py_UCS4 u)
{
    return s->apostrophes ? is_of_word(u) : u < 0x80 ? (u | 32) - 'a' < 26u : Py_UNICODE_ISALPHA(u);
}

static int is_apostrophe(Py_UCS4 u) { return u == '\'' || u == 0x2019; }

/* Whether what stands there is a part of another word. */
static int is_beside(const Search *s, const Py_UCS4 *text, size_t length, size_t start, size_t end)
{
    if ((start && is_inner(s, text[start - 1])) || (end < length && is_inner(s, text[end])))
        return 1;
    if (!s->apostrophes)
        return (start && text[start - 1] == LINE_END_HYPHEN) || (end < length && text[end] == LINE_END_HYPHEN);
    return (start > 1 && is_apostrophe(text[start - 1]) && is_of_word(text[start - 2]))
        || (end + 1 < length && is_apostrophe(text[end]) && is_of_word(text[end + 1]));
}

static int add_characters(Buffer *buffer, PyObject *text)
{
    const size_t length = (size_t)PyUnicode_GET_LENGTH(text);
    Py_UCS4 *place = (Py_UCS4 *)buffer_reserve(buffer, (length + 1) * sizeof(Py_UCS4));
    if (!place || !PyUnicode_AsUCS4(text, place, (Py_ssize_t)length + 1, 1))
        return -1;
    buffer->used += length * sizeof(Py_UCS4);
    return 0;
}

/* Take the words of a set. */
static int add_wanted(Search *s, PyObject *words, int is_part)
{
    PyObject *iterator = PyObject_GetIter(words), *word;
    int failed = iterator ? 0 : -1;
    while (!failed && (word = PyIter_Next(iterator)) != NULL) {
        Wanted w = {.word = word, .start = s->characters.used / sizeof(Py_UCS4), .is_part = (char)is_part};
        if (!PyUnicode_Check(word)) {
            PyErr_SetString(PyExc_TypeError, "a word must be a str");
            failed = -1;
        } else {
            w.length = (size_t)PyUnicode_GET_LENGTH(word);
            w.is_found = !w.length; /* as nothing stands everywhere */
            failed = add_characters(&s->characters, word) < 0 || buffer_add(&s->wanted, &w, sizeof w) < 0 ? -1 : 0;
            s->left += !failed && !w.is_found;
        }
        if (failed)
            Py_DECREF(word);
    }
    Py_XDECREF(iterator);
    return failed || PyErr_Occurred() ? -1 : 0;
}

/* Make the tables by which words are found. */
static int index_wanted(Search *s)
{
    size_t size = 1024;
    while (size < 2 * wanted_count(s))
        size *= 2;
    s->mask = size - 1;
    s->parts = PyMem_RawCalloc(2 * size, sizeof(uint32_t));
    s->grams = PyMem_RawCalloc(size, 8);
    if (!s->parts || !s->grams) {
        PyErr_NoMemory();
        return -1;
    }
    s->alone = s->parts + size;
    for (size_t i = 0; i < wanted_count(s); i++) {
        Wanted *w = wanted_at(s, i);
        const Py_UCS4 *text = wanted_text(s, w);
        if (w->is_found)
            continue;
        if (w->is_part) {
            w->is_odd = w->length < GRAM;
            for (size_t at = 0; at < GRAM && !w->is_odd; at++)
                w->hash = gram_after(w->hash, text[at]);
            w->hash = gram_hash(w->hash);
        } else {
            w->hash = 2166136261u;
            for (size_t at = 0; at < w->length; at++) {
                w->is_odd |= !is_inner(s, text[at]);
                w->hash = step(w->hash, text[at]);
            }
            w->hash = mixed(w->hash);
        }
        if (w->is_odd)
            continue;
        uint32_t *table = w->is_part ? s->parts : s->alone;
        w->next = table[w->hash & s->mask];
        table[w->hash & s->mask] = (uint32_t)i + 1;
        if (w->is_part)
            s->grams[(w->hash & (8 * size - 1)) / 8] |= (uint8_t)(1 << (w->hash & 7));
    }
    return 0;
}

static void set_found(Search *s, Wanted *w)
{
    w->is_found = 1;
    s->left--;
}

/* Look for the parts that begin at a place. */
static void look_for_parts(Search *s, const Py_UCS4 *text, size_t length, uint32_t gram)
{
    for (uint32_t i = s->parts[gram & s->mask]; i;) {
        Wanted *w = wanted_at(s, i - 1);
        if (!w->is_found && w->hash == gram && w->length <= length
            && memcmp(wanted_text(s, w), text, w->length * sizeof(Py_UCS4)) == 0)
            set_found(s, w);
        i = w->next;
    }
}

/* Look for the word that stands there, of that hash. */
static void look_for_alone(Search *s, const Py_UCS4 *text, size_t length, size_t start, size_t end, uint32_t hash)
{
    for (uint32_t i = s->alone[hash & s->mask]; i;) {
        Wanted *w = wanted_at(s, i - 1);
        if (!w->is_found && w->hash == hash && w->length == end - start
            && memcmp(wanted_text(s, w), text + start, w->length * sizeof(Py_UCS4)) == 0
            && !is_beside(s, text, length, start, end))
            set_found(s, w);
        i = w->next;
    }
}

/* Look for what is no run of the characters of words, or shorter than a gram: there is hardly any. */
static void look_for_odd(Search *s, Wanted *w, const Py_UCS4 *text, size_t length)
{
    const Py_UCS4 *word = wanted_text(s, w);
    for (size_t at = 0; at + w->length <= length; at++)
        if (memcmp(word, text + at, w->length * sizeof(Py_UCS4)) == 0
            && (w->is_part || !is_beside(s, text, length, at, at + w->length))) {
            set_found(s, w);
            return;
        }
}

/* Whether a character has another form that is the same without regard to case: all but the most frequent may have,
 * punctuation, small letters of Europe and Greece, signs of formulas, and ideographs. */
static inline int may_have_case(Py_UCS4 u)
{
    return u >= 0x80
        && !((u >= 0xE0 && u <= 0xFF) || (u >= 0x2010 && u <= 0x2060) || (u >= 0x2190 && u <= 0x245F)
             || (u >= 0x2500 && u <= 0x2BFF) || (u >= 0x3000 && u <= 0x9FFF) || (u < 0xC0 && u != 0xB5) || u == 0xD7
             || (u >= 0x3B1 && u <= 0x3CE && u != 0x3C2) || u == 0xFFFD || (u >= 0x1D400 && u <= 0x1D7FF));
}

/* Append a text, written without regard to case as far as it is ASCII; positive where more of it may have case. */
static int add_folded(Search *s, PyObject *text)
{
    const Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    const int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    const Py_UCS4 left_out = s->apostrophes ? LINE_END_HYPHEN : 0x110000;
    Py_UCS4 *to = (Py_UCS4 *)buffer_reserve(&s->text, (size_t)(length + 1) * sizeof(Py_UCS4)), *at = to;
    int has_case = 0;
    if (!to)
        return -1;
    if (PyUnicode_IS_ASCII(text) && !(s->apostrophes && memchr(data, LINE_END_HYPHEN, (size_t)length))) {
        const Py_UCS1 *from = data;
        for (Py_ssize_t i = 0; i < length; i++) /* with nothing else in it: a compiler makes it of several at a time */
            at[i] = (uint8_t)(from[i] - 'A') < 26 ? from[i] | 32u : from[i];
        at += length;
    } else {
        for (Py_ssize_t i = 0; i < length; i++) {
            const Py_UCS4 u = PyUnicode_READ(kind, data, i);
            *at = u - 'A' < 26u ? u + 32 : u;
            at += u != left_out;
            has_case |= may_have_case(u);
        }
    }
    s->text.used += (size_t)(at - to) * sizeof(Py_UCS4);
    return has_case;
}

/* Take a text, or that of all spans of a draft, without regard to case. */
static int take_text(Search *s, PyObject *item)
{
    int has_case = 0;
    s->text.used = 0;
    if (PyUnicode_Check(item)) {
        has_case = add_folded(s, item);
    } else {
        PyObject *spans = spans_of(item, s->fields);
        has_case = spans ? 0 : -1;
        for (Py_ssize_t i = 0; has_case >= 0 && i < PyList_GET_SIZE(spans); i++) {
            PyObject *text = text_of_span(PyList_GET_ITEM(spans, i), s->fields);
            int more = text ? add_folded(s, text) : -1;
            has_case = more < 0 ? -1 : has_case | more;
        }
    }
    if (has_case <= 0)
        return has_case;
    PyObject *text = text_of((const Py_UCS4 *)s->text.bytes, s->text.used / sizeof(Py_UCS4));
    PyObject *folded = text ? PyObject_CallMethodNoArgs(text, s->fold) : NULL;
    s->text.used = 0;
    int failed = folded && PyUnicode_Check(folded) ? add_characters(&s->text, folded) : -1;
    Py_XDECREF(text);
    Py_XDECREF(folded);
    return failed;
}

static void look_through(Search *s)
{
    const Py_UCS4 *text = (const Py_UCS4 *)s->text.bytes;
    const size_t length = s->text.used / sizeof(Py_UCS4);
    const uint32_t grams = (uint32_t)(8 * s->mask + 7);
    uint32_t gram = 0;
    for (size_t at = 0; s->has_parts && at < length; at++) {
        gram = gram_after(gram, text[at]);
        uint32_t hash = gram_hash(gram);
        if (s->grams[(hash & grams) / 8] >> (hash & 7) & 1 && at + 1 >= GRAM)
            look_for_parts(s, text + at + 1 - GRAM, length - at - 1 + GRAM, hash);
    }
    for (size_t at = 0; s->has_alone && at < length; at++) {
        if (!is_inner(s, text[at]))
            continue;
        size_t start = at;
        uint32_t hash = 2166136261u;
        for (; at < length && is_inner(s, text[at]); at++)
            hash = step(hash, text[at]);
        look_for_alone(s, text, length, start, at, mixed(hash));
    }
    for (size_t i = 0; s->has_odd && i < wanted_count(s); i++)
        if (wanted_at(s, i)->is_odd && !wanted_at(s, i)->is_found)
            look_for_odd(s, wanted_at(s, i), text, length);
}

static int look_through_all(Search *s, PyObject *texts)
{
    if (!PyList_Check(texts)) {
        PyErr_SetString(PyExc_TypeError, "texts must be in lists");
        return -1;
    }
    for (Py_ssize_t i = 0; s->left && i < PyList_GET_SIZE(texts); i++) {
        fetch_ahead(texts, i, s->fields);
        if (take_text(s, PyList_GET_ITEM(texts, i)) < 0)
            return -1;
        look_through(s);
    }
    return 0;
}

static PyObject *found_words(const Search *s, int is_part)
{
    PyObject *found = PySet_New(NULL);
    for (size_t i = 0; found && i < wanted_count(s); i++) {
        const Wanted *w = wanted_at(s, i);
        if (w->is_found && w->is_part == is_part && PySet_Add(found, w->word) < 0)
            Py_CLEAR(found);
    }
    return found;
}

PyDoc_STRVAR(words_doc,
"words(lists, parts, words, apostrophes, fields) -> (set, set)\n\n"
"Return which parts of words stand in the texts, and which words stand there by themselves: see README.md.");

static PyObject *words(PyObject *self, PyObject *args)
{
    PyObject *lists, *parts, *alone, *texts, *result = NULL;
    Search s = {0};
    if (!PyArg_ParseTuple(args, "OOOpO&", &lists, &parts, &alone, &s.apostrophes, fields_from, &s.fields))
        return NULL;
    PyObject *iterator = PyObject_GetIter(lists);
    s.fold = PyUnicode_InternFromString("casefold");
    if (iterator && s.fold && add_wanted(&s, parts, 1) == 0 && add_wanted(&s, alone, 0) == 0
        && index_wanted(&s) == 0) {
        int failed = 0;
        for (size_t i = 0; i < wanted_count(&s); i++) {
            s.has_parts |= wanted_at(&s, i)->is_part;
            s.has_alone |= !wanted_at(&s, i)->is_part;
            s.has_odd |= wanted_at(&s, i)->is_odd;
        }
        while (!failed && s.left && (texts = PyIter_Next(iterator)) != NULL) {
            failed = look_through_all(&s, texts);
            Py_DECREF(texts);
        }
        if (!PyErr_Occurred())
            result = Py_BuildValue("(NN)", found_words(&s, 1), found_words(&s, 0));
    }
    for (size_t i = 0; i < wanted_count(&s); i++)
        Py_DECREF(wanted_at(&s, i)->word);
    PyMem_RawFree(s.wanted.bytes);
    PyMem_RawFree(s.characters.bytes);
    PyMem_RawFree(s.text.bytes);
    PyMem_RawFree(s.parts);
    PyMem_RawFree(s.grams);
    Py_XDECREF(s.fold);
    Py_XDECREF(iterator);
    return result;
}

PyDoc_STRVAR(holding_doc,
"holding(drafts, signs, fields) -> tuple\n\n"
"Return for each of the signs a list of those drafts whose spans hold that character.");

static PyObject *holding(PyObject *self, PyObject *args)
{
    PyObject *drafts, *signs, *fields;
    if (!PyArg_ParseTuple(args, "O!UO&", &PyList_Type, &drafts, &signs, fields_from, &fields))
        return NULL;
    const Py_ssize_t count = PyUnicode_GET_LENGTH(signs);
    PyObject *found = PyTuple_New(count);
    for (Py_ssize_t k = 0; found && k < count; k++) {
        PyObject *list = PyList_New(0);
        if (!list)
            Py_CLEAR(found);
        else
            PyTuple_SET_ITEM(found, k, list);
    }
    int failed = found ? 0 : -1;
    for (Py_ssize_t i = 0; !failed && i < PyList_GET_SIZE(drafts); i++) {
        PyObject *draft = PyList_GET_ITEM(drafts, i), *spans = spans_of(draft, fields);
        failed = spans ? 0 : -1;
        for (Py_ssize_t k = 0; !failed && k < count; k++) {
            const Py_UCS4 sign = PyUnicode_READ_CHAR(signs, k);
            int is_held = 0;
            for (Py_ssize_t j = 0; !failed && !is_held && j < PyList_GET_SIZE(spans); j++) {
                PyObject *text = text_of_span(PyList_GET_ITEM(spans, j), fields);
                failed = text ? 0 : -1;
                is_held = text && PyUnicode_FindChar(text, sign, 0, PyUnicode_GET_LENGTH(text), 1) >= 0;
            }
            if (is_held)
                failed = PyList_Append(PyTuple_GET_ITEM(found, k), draft);
        }
    }
    if (failed)
        Py_CLEAR(found);
    return found;
}
