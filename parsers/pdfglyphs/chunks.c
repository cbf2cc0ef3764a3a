/* What stands together in a line. Included by pdfglyphs.c after cells.c; `docsieve.formats._pdf.aligned_rows` does the
 * same in Python, to the bit; change both. */

/* Text that stands together, in `Chunks.text`. */
typedef struct { double x0, x1; size_t at, length; } Chunk;

typedef struct { Buffer chunks, text; int is_typed; } Chunks;

static int is_sign(Py_UCS4 u)
{
    return u == '-' || u == '+' || u == '(' || u == 0x2212 || u == 0x2013 || u == '$' || u == 0x20AC || u == 0xA3
        || u == 0xA5 || u == '<' || u == '>' || u == 0x2265 || u == 0x2264 || u == 0xB1;
}

static int goes_on(Py_UCS4 u)
{
    return Py_UNICODE_ISDECIMAL(u) || u == '.' || u == ',' || u == ':' || u == '%' || u == ')' || u == 0x2013 || u == 0x2212
        || u == '-';
}

/* Whether a word is a figure, and of so many digits alone as stand in groups. */
static int is_figure(const Py_UCS4 *word, size_t length, int *is_group)
{
    size_t i = 0, digits = 0;
    while (digits < length && Py_UNICODE_ISDECIMAL(word[digits]))
        digits++;
    *is_group = digits == length && 1 <= digits && digits <= 3;
    while (i < length && is_sign(word[i]))
        i++;
    if (i == length || !Py_UNICODE_ISDECIMAL(word[i]))
        return 0;
    while (i < length && goes_on(word[i]))
        i++;
    return i == length;
}

/* Whether two figures meet that are no two parts of one: the last word of one text, and the first of another. */
static int are_figures(const Py_UCS4 *before, size_t length, const Py_UCS4 *after, size_t count, int is_typed)
{
    size_t end = 0, begin, last = length - (length && before[length - 1] == '\n');
    int is_part, goes_on_with;
    while (end < count && !Py_UNICODE_ISSPACE(after[end]))
        end++;
    if (!is_figure(after, end, &goes_on_with))
        return 0;
    for (begin = last; begin > 0 && !Py_UNICODE_ISSPACE(before[begin - 1]);)
        begin--;
    return is_figure(before + begin, last - begin, &is_part) && !(is_typed && goes_on_with && is_part);
}

static int add_chunk(Chunks *c, double x0, double x1, const Py_UCS4 *text, size_t length)
{
    Chunk chunk = {x0, x1, c->text.used / sizeof *text, length};
    return buffer_add(&c->text, text, length * sizeof *text) < 0 ? -1 : buffer_add(&c->chunks, &chunk, sizeof chunk);
}

/* `text` is that of the segment, `begin` the first of its characters that are left for the first chunk of it. */
static int add_first(Chunks *c, const Segment *s, uint32_t before, double x0, double x1, const Py_UCS4 *text, size_t length)
{
    Chunk *last = c->chunks.used ? (Chunk *)(c->chunks.bytes + c->chunks.used) - 1 : NULL;
    double gap = last ? x0 - last->x1 : 0.0;
    const Py_UCS4 space = ' ';
    if (!last || before == APART || gap > 0.75 * s->size
        || (gap > 0.35 * s->size
            && are_figures((const Py_UCS4 *)c->text.bytes + last->at, last->length, text, length, c->is_typed)))
        return add_chunk(c, x0, x1, text, length);
    last->x0 = x0 < last->x0 ? x0 : last->x0;
    last->x1 = x1 > last->x1 ? x1 : last->x1;
    last->length += length + (before != GLUED);
    if (before != GLUED && buffer_add(&c->text, &space, sizeof space) < 0)
        return -1;
    return buffer_add(&c->text, text, length * sizeof *text);
}

/* Add a piece, cut where its words are further apart than in a sentence. */
static int add_cut_piece(Chunks *c, const Segment *s, uint32_t before, const Py_UCS4 *text, const char *starts)
{
    const size_t length = s->end - s->start;
    size_t begin = 0, at = 0;
    double x0 = s->x0;
    int is_first = 1, failed = 0;
    while (!(s->flags & RIGHT_TO_LEFT) && !failed) {
        do
            at++;
        while (at < length && text[at] != ' ');
        if (at >= length || text[0] == ' ')
            break;
        int32_t last, following;
        memcpy(&last, starts + 4 * (s->start + at - 1), 4);
        memcpy(&following, starts + 4 * (s->start + at + 1), 4);
        double step = (double)following - (double)last;
        if (step > 125.0 * s->size
            || (step > 95.0 * s->size
                && are_figures(text + begin, at - begin, text + at + 1, length - at - 1, c->is_typed))) {
            double x1 = last / 100.0 + s->size / 2;
            failed = is_first ? add_first(c, s, before, x0, x1, text + begin, at - begin)
                              : add_chunk(c, x0, x1, text + begin, at - begin);
            is_first = 0;
            x0 = following / 100.0;
            begin = at + 1;
        }
    }
    if (failed)
        return -1;
    return is_first ? add_first(c, s, before, x0, s->x1, text + begin, length - begin)
                    : add_chunk(c, x0, s->x1, text + begin, length - begin);
}

static PyObject *chunk_objects(const Chunks *c, PyTypeObject *type)
{
    const size_t count = c->chunks.used / sizeof(Chunk);
    PyObject *list = PyList_New((Py_ssize_t)count);
    for (size_t i = 0; list && i < count; i++) {
        const Chunk *chunk = (const Chunk *)c->chunks.bytes + i;
        PyObject *tuple = type->tp_alloc(type, 3);
        if (!tuple) {
            Py_CLEAR(list);
            break;
        }
        PyTuple_SET_ITEM(tuple, 0, PyFloat_FromDouble(chunk->x0));
        PyTuple_SET_ITEM(tuple, 1, PyFloat_FromDouble(chunk->x1));
        PyTuple_SET_ITEM(tuple, 2, text_of((const Py_UCS4 *)c->text.bytes + chunk->at, chunk->length));
        PyList_SET_ITEM(list, (Py_ssize_t)i, tuple);
    }
    if (list && (PyErr_Occurred() || PyList_Sort(list) < 0))
        Py_CLEAR(list);
    return list;
}

PyDoc_STRVAR(chunks_doc,
"chunks(members, text, segments, starts, is_typed, type) -> list | None\n\n"
"List what stands together in a line, from the left: see README.md.");

static PyObject *chunks(PyObject *self, PyObject *args)
{
    Py_buffer members, records, starts;
    PyObject *text, *result = NULL;
    PyTypeObject *type;
    Chunks c = {0};
    Buffer piece = {0};
    if (!PyArg_ParseTuple(args, "y*Uy*y*pO!", &members, &text, &records, &starts, &c.is_typed, &PyType_Type, &type))
        return NULL;
    const size_t length = (size_t)PyUnicode_GET_LENGTH(text), count = (size_t)records.len / sizeof(Segment);
    int sound = PyType_IsSubtype(type, &PyTuple_Type) && (size_t)starts.len == 4 * length;
    for (size_t i = 0; sound && i < (size_t)members.len / sizeof(Member); i++) {
        Member member;
        Segment s;
        memcpy(&member, (const char *)members.buf + i * sizeof member, sizeof member);
        if (!(sound = member.segment < count))
            break;
        memcpy(&s, (const char *)records.buf + member.segment * sizeof s, sizeof s);
        if (!(sound = s.start < s.end && s.end <= length))
            break;
        piece.used = 0;
        Py_UCS4 *characters = (Py_UCS4 *)buffer_reserve(&piece, (s.end - s.start) * sizeof *characters);
        if (!characters)
            goto done;
        for (uint32_t at = s.start; at < s.end; at++)
            characters[at - s.start] = PyUnicode_READ_CHAR(text, at);
        /* A space at the end would have nothing to be measured to. */
        if (characters[s.end - s.start - 1] == ' ' && s.end == length) {
            result = Py_NewRef(Py_None);
            goto done;
        }
        if (add_cut_piece(&c, &s, member.before, characters, starts.buf) < 0)
            goto done;
    }
    if (sound)
        result = chunk_objects(&c, type);
    else
        PyErr_SetString(PyExc_ValueError, "segments do not fit the text");
done:
    PyMem_RawFree(piece.bytes);
    PyMem_RawFree(c.chunks.bytes);
    PyMem_RawFree(c.text.bytes);
    PyBuffer_Release(&members);
    PyBuffer_Release(&records);
    PyBuffer_Release(&starts);
    return result;
}
