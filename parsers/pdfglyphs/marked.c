/* Segments by the marked content they are in. Included by pdfglyphs.c after contents.c and glyphs.c;
 * `docsieve.formats._pdf.marked_text` does the same in Python; change both. */

static int add_by_content(PyObject *found, long id, PyObject *record)
{
    PyObject *key = PyLong_FromLong(id), *list = key ? PyDict_GetItemWithError(found, key) : NULL;
    int failed = !key || PyErr_Occurred() ? -1 : 0;
    if (!failed && !list) {
        list = PyList_New(0);
        failed = list ? PyDict_SetItem(found, key, list) : -1;
        Py_XDECREF(list); /* the dictionary holds it */
    }
    Py_XDECREF(key);
    return failed ? -1 : PyList_Append(list, record);
}

/* The text of a page, as its segments are cut. */
typedef struct {
    int kind;
    const void *codes;
    const char *starts; /* of each character, in 1/100 point */
} PageText;

static Py_UCS4 character_at(const PageText *t, uint32_t at) { return PyUnicode_READ(t->kind, t->codes, at); }

static double start_at(const PageText *t, uint32_t at)
{
    int32_t start;
    memcpy(&start, t->starts + (size_t)at * sizeof start, sizeof start);
    return start / 100.0;
}

/* Cut characters `begin` to `end` of the page out of a level segment, which holds them; 0 where they are blank:
 * `marked_text.part_of`. */
static int part_of(const PageText *t, const Segment *s, uint32_t begin, uint32_t end, Segment *part)
{
    int spaced = begin > s->start && character_at(t, begin - 1) == ' ';
    for (; begin < end && character_at(t, begin) == ' '; begin++)
        spaced = 1;
    uint32_t following = end;
    while (following < s->end && character_at(t, following) == ' ')
        following++;
    while (end > begin && character_at(t, end - 1) == ' ')
        end--;
    if (begin >= end)
        return 0;
    *part = *s;
    double space = 0.25 * s->size; /* it has no place of its own */
    if (s->flags & RIGHT_TO_LEFT) {
        if (begin > s->start) {
            uint32_t before = spaced && begin > s->start + 1 ? begin - 2 : begin - 1;
            double place = start_at(t, before) - (spaced ? space : 0.0);
            part->x1 = s->x0 > place ? s->x0 : place;
        }
        if (following < s->end) {
            double place = start_at(t, end - 1);
            part->x0 = part->x1 < place ? part->x1 : place;
        }
    } else {
        if (begin > s->start)
            part->x0 = start_at(t, begin);
        if (following < s->end) {
            double place = start_at(t, following) - (following > end ? space : 0.0);
            part->x1 = part->x0 > place ? part->x0 : place;
        }
    }
    if (begin > s->start)
        part->flags = (uint8_t)((s->flags & ~(SPACE_BEFORE | NEWLINE_BEFORE | GAP_BEFORE)) | (spaced ? SPACE_BEFORE : 0));
    if (following < s->end)
        part->flags &= (uint8_t)~HYPHEN_AFTER;
    part->x = part->x0;
    part->end_x = part->x1;
    part->start = begin;
    part->end = end;
    return 1;
}

static int add_segment(PyObject *found, long id, const Segment *s)
{
    PyObject *record = PyBytes_FromStringAndSize((const char *)s, (Py_ssize_t)sizeof *s);
    int failed = record ? add_by_content(found, id, record) : -1;
    Py_XDECREF(record);
    return failed;
}

/* Cut a segment where what it is in changes; turned text stays whole. `id` is what it begins in, `count` runs begin
 * within it. */
static int add_parts(PyObject *found, const PageText *t, const Segment *s, long id, const Content *run, Py_ssize_t count)
{
    if (s->ux < 0.99 || s->flags & VERTICAL)
        return add_segment(found, id, s);
    uint32_t begin = s->start;
    int failed = 0;
    for (Py_ssize_t i = 0; i <= count && !failed; i++) {
        uint32_t end = i < count ? run[i].start : s->end;
        Segment part;
        if (end > begin && part_of(t, s, begin, end, &part))
            failed = add_segment(found, id, &part);
        begin = end > begin ? end : begin;
        id = i < count ? run[i].id : id;
    }
    return failed;
}

PyDoc_STRVAR(by_content_doc,
"by_content(text, segments, starts, contents) -> dict\n\n"
"Return the records of segments for each id of the marked content they are in: see README.md.");

static PyObject *by_content(PyObject *self, PyObject *args)
{
    Py_buffer records, starts, contents;
    PyObject *text, *found = NULL;
    if (!PyArg_ParseTuple(args, "Uy*y*y*", &text, &records, &starts, &contents))
        return NULL;
    const PageText t = {PyUnicode_KIND(text), PyUnicode_DATA(text), starts.buf};
    const Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    const Py_ssize_t count = records.len / (Py_ssize_t)sizeof(Segment), runs = contents.len / (Py_ssize_t)sizeof(Content);
    Py_ssize_t at = -1; /* the run that the segment begins in; -1: before the first */
    const char *bytes = records.buf;
    Content *run = PyMem_RawMalloc((size_t)contents.len + 1);
    int failed = run && (found = PyDict_New()) ? 0 : (PyErr_NoMemory(), -1);
    if (run)
        memcpy(run, contents.buf, (size_t)contents.len);
    for (Py_ssize_t i = 0; i < count && !failed; i++, bytes += sizeof(Segment)) {
        Segment s;
        memcpy(&s, bytes, sizeof s);
        if (s.start >= s.end || s.end > (size_t)length || starts.len != length * (Py_ssize_t)sizeof(int32_t)) {
            PyErr_SetString(PyExc_ValueError, "segments do not fit the text");
            failed = -1;
            break;
        }
        while (at + 1 < runs && run[at + 1].start <= s.start)
            at++;
        Py_ssize_t last = at;
        while (last + 1 < runs && run[last + 1].start < s.end)
            last++;
        const long id = at < 0 ? NO_CONTENT : run[at].id;
        failed = last == at ? add_segment(found, id, &s) : add_parts(found, &t, &s, id, run + at + 1, last - at);
    }
    PyMem_RawFree(run);
    PyBuffer_Release(&records);
    PyBuffer_Release(&starts);
    PyBuffer_Release(&contents);
    if (failed)
        Py_CLEAR(found);
    return found;
}
