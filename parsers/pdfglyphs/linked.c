/* Lines under links, cut where links begin and end. Included by joining.c; `docsieve.formats._pdf.links` and `spans` do
 * the same in Python, and what has characters to replace; change both. */

/* Where a link lies, in points. */
typedef struct { double top, bottom, left, right; } LinkPlace;

/* The links of a page and its text, packed; what is packed may lie anywhere. */
typedef struct {
    Py_buffer segments, starts, fonts, places;
    PyObject *text, *targets; /* a tuple of str */
    size_t count, segment_count, length;
    int is_open;
} Linked;

static LinkPlace link_place(const Linked *k, size_t index)
{
    LinkPlace place;
    memcpy(&place, (const char *)k->places.buf + index * sizeof place, sizeof place);
    return place;
}

static void close_links(Linked *k)
{
    if (k->is_open) {
        PyBuffer_Release(&k->segments);
        PyBuffer_Release(&k->starts);
        PyBuffer_Release(&k->fonts);
        PyBuffer_Release(&k->places);
    }
}

/* Read the tuple of text, segments, starts, fonts, places and targets; None for no links. The caller closes what it is
 * read into, come what may. */
static int open_links(PyObject *tuple, Linked *k)
{
    if (tuple == Py_None)
        return 0;
    if (!PyTuple_Check(tuple)) {
        PyErr_SetString(PyExc_TypeError, "links must be a tuple");
        return -1;
    }
    if (!PyArg_ParseTuple(tuple, "Uy*y*y*y*O!", &k->text, &k->segments, &k->starts, &k->fonts, &k->places, &PyTuple_Type,
                          &k->targets))
        return -1;
    k->is_open = 1;
    k->count = (size_t)PyTuple_GET_SIZE(k->targets);
    k->segment_count = (size_t)k->segments.len / sizeof(Segment);
    k->length = (size_t)PyUnicode_GET_LENGTH(k->text);
    int sound = (size_t)k->places.len == k->count * sizeof(LinkPlace) && (size_t)k->starts.len == k->length * sizeof(int32_t);
    for (size_t i = 0; sound && i < k->count; i++)
        sound = PyUnicode_Check(PyTuple_GET_ITEM(k->targets, (Py_ssize_t)i));
    if (!sound)
        PyErr_SetString(PyExc_ValueError, "links do not fit each other or the text");
    return sound ? 0 : -1;
}

static int is_under_link(const Row *e, const Linked *k)
{
    for (size_t i = 0; i < k->count; i++) {
        const LinkPlace place = link_place(k, i);
        if (place.top <= e->bottom && e->top <= place.bottom && place.left < e->x1 && e->x0 < place.right)
            return 1;
    }
    return 0;
}

/* The places of the characters of a segment, and behind the last of them its end, in 1/100 point. */
static double place_at(const Linked *k, const Segment *s, uint32_t i)
{
    int32_t start;
    if (i == s->end)
        return trunc(s->x1 * 100);
    memcpy(&start, (const char *)k->starts.buf + i * sizeof start, sizeof start);
    return start;
}

/* The middle of a character, in points. */
static double middle_of(const Linked *k, const Segment *s, uint32_t i)
{
    return (place_at(k, s, i) + place_at(k, s, i + 1)) / 200.0;
}

/* The first link over a piece of text: over its middle `x`, or where `whole`, over any of it; negative for none. */
static Py_ssize_t link_over(const Linked *k, const Segment *s, int whole, double x)
{
    const double y = (s->top + s->bottom) / 2;
    for (size_t i = 0; i < k->count; i++) {
        const LinkPlace place = link_place(k, i);
        if (place.top <= y && y <= place.bottom && place.left < s->x1 && s->x0 < place.right
            && (whole || (place.left <= x && x <= place.right)))
            return (Py_ssize_t)i;
    }
    return -1;
}

static PyObject *target_at(const Linked *k, Py_ssize_t index)
{
    return index < 0 ? NULL : PyTuple_GET_ITEM(k->targets, index);
}

/* Add a piece, cut where links begin and end; `text` is that of the segment. */
static int add_cut(Joining *j, const Linked *k, const Segment *s, Py_UCS4 separator, int style, const Py_UCS4 *text)
{
    const size_t length = s->end - s->start;
    Py_ssize_t link = link_over(k, s, 1, 0.0);
    if (link < 0)
        return add_run(j, separator, style, NULL, text, length);
    const LinkPlace place = link_place(k, (size_t)link);
    int is_whole = place.left <= middle_of(k, s, s->start) && middle_of(k, s, s->end - 1) <= place.right;
    for (uint32_t i = s->start; is_whole && i < s->end; i++)
        is_whole = place_at(k, s, i) <= place_at(k, s, i + 1);
    if (is_whole)
        return add_run(j, separator, style, target_at(k, link), text, length);
    size_t begin = 0;
    PyObject *current = NULL;
    for (size_t i = 0; i < length; i++) {
        PyObject *target = target_at(k, link_over(k, s, 0, middle_of(k, s, s->start + (uint32_t)i)));
        if (is_same_target(target, current) || (text[i] == ' ' && i + 1 < length))
            continue; /* a space goes with what stands before it */
        /* No space at the end of a link. */
        size_t end = current && i && text[i - 1] == ' ' ? i - 1 : i;
        if (end > begin) {
            if (add_run(j, separator, style, current, text + begin, end - begin) < 0)
                return -1;
            separator = 0;
        }
        begin = end;
        current = target;
    }
    return add_run(j, separator, style, current, text + begin, length - begin);
}

/* Whether the segment fits the page; reads it. */
static int read_piece(const Linked *k, size_t index, Segment *s)
{
    if (index >= k->segment_count)
        return 0;
    memcpy(s, (const char *)k->segments.buf + index * sizeof *s, sizeof *s);
    return s->start < s->end && s->end <= k->length && s->font < k->fonts.len;
}

/* Add a line piece by piece; `skip` characters of its first piece are left out. */
static int join_linked(Joining *j, const Rows *rows, const Row *row, const Linked *k, size_t skip)
{
    if (!row->pieces && !row->members) {
        j->is_odd = 1; /* for Python to see to, which made it */
        return 0;
    }
    const char *members = row->pieces ? PyBytes_AS_STRING(row->pieces) : rows->members.bytes + row->member * sizeof(Member);
    const size_t count = row->pieces ? (size_t)PyBytes_GET_SIZE(row->pieces) / sizeof(Member) : row->members;
    const int kind = PyUnicode_KIND(k->text);
    const void *codes = PyUnicode_DATA(k->text);
    const unsigned char *fonts = k->fonts.buf;
    Segment previous, s = {0};
    Buffer copy = {0};
    int style = STYLE_BOLD | STYLE_ITALIC, failed = 0;
    for (size_t i = 0; i < count && !failed; i++) {
        Member member;
        memcpy(&member, members + i * sizeof member, sizeof member);
        previous = s;
        if (!read_piece(k, member.segment, &s) || !(fabs(s.x1) < 1e9)) {
            j->is_odd = 1;
            break;
        }
        const size_t length = s.end - s.start;
        Py_UCS4 *text = (copy.used = 0, (Py_UCS4 *)buffer_reserve(&copy, length * sizeof *text));
        if (!text) {
            failed = -1;
            break;
        }
        for (size_t n = 0; n < length; n++)
            text[n] = PyUnicode_READ(kind, codes, s.start + n);
        const size_t left_out = skip;
        while (skip && skip < length && Py_UNICODE_ISSPACE(text[skip]))
            skip++;
        const size_t begin = skip;
        skip = 0;
        if (begin >= length)
            continue;
        Py_UCS4 separator = 0;
        if (i && !left_out && member.before != GLUED)
            separator = member.before == APART && s.x0 - previous.x1 > 2.0 * s.size ? '\t' : ' ';
        int look = fonts[s.font] | (s.mode == 2 ? STYLE_BOLD : 0);
        if (count > 1 && s.size < 0.8 * row->size) {
            double rise = row->y - s.y;
            look |= (rise > 0.15 * row->size ? STYLE_RAISED : 0) | (rise < -0.08 * row->size ? STYLE_LOWERED : 0);
        }
        if (look & STYLE_ITALIC & ~style && length == 1 && !Py_UNICODE_ISALNUM(*text))
            look &= ~STYLE_ITALIC;
        style = look;
        if (begin)
            failed = add_run(j, separator, style, target_at(k, link_over(k, &s, 1, 0.0)), text + begin, length - begin);
        else
            failed = add_cut(j, k, &s, separator, style, text);
    }
    PyMem_RawFree(copy.bytes);
    return failed;
}
