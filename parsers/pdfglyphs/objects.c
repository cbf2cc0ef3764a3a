/* Objects of a file, read out of its bytes (ISO 32000-1, 7.3) as far as its structure tree is made of them. Whatever is
 * not written as the standard says is odd: pdfium's more forgiving reading is asked instead. Included by pdfglyphs.c. */

enum { MAX_NESTING = 40, MAX_NAME_BYTES = 127, MAX_OBJECT_NUMBER = 1 << 23, MAX_SCANNED = 1 << 28 };

/* A piece of the file; nothing where `at` is NULL. */
typedef struct { const char *at, *end; } Piece;

/* Where an object stands: in the file behind its keyword, or in a stream of objects. */
typedef struct {
    int64_t place;   /* 0 unknown, negative where it cannot be told */
    uint32_t stream; /* 0 for the file itself */
    int32_t element; /* its index as an element, -1 while it is not read as one */
    char is_listed, is_page_node;
} Object;

typedef struct {
    PyObject *data, *unpack, *streams; /* the file; what unpacks a stream of objects; those unpacked, by number */
    Object *objects;
    size_t count, scanned;
    int is_odd; /* something was not as the standard says */
} Objects;

/* Count what is looked through: files may have many objects that name one huge one. */
static void scan(Objects *o, Piece p)
{
    o->scanned += (size_t)(p.end - p.at);
    if (o->scanned > MAX_SCANNED)
        o->is_odd = 1;
}

static int is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0'; }

static int is_regular(char c)
{
    switch (c) {
    case ' ': case '\n': case '\r': case '\t': case '\f': case '\0':
    case '(': case ')': case '<': case '>': case '[': case ']': case '{': case '}': case '/': case '%':
        return 0;
    default:
        return 1;
    }
}

static const char *after_blanks(const char *p, const char *end)
{
    while (p < end && (is_blank(*p) || *p == '%')) {
        if (*p == '%')
            while (p < end && *p != '\n' && *p != '\r')
                p++;
        else
            p++;
    }
    return p;
}

static const char *after_regular(const char *p, const char *end)
{
    while (p < end && is_regular(*p))
        p++;
    return p;
}

/* The whole number that begins here; the place behind it, NULL where there is none. */
static const char *read_number(const char *p, const char *end, int64_t *number)
{
    const char *start = p;
    int64_t value = 0;
    while (p < end && *p >= '0' && *p <= '9' && p - start < 12)
        value = value * 10 + (*p++ - '0');
    if (p == start || (p < end && is_regular(*p)))
        return NULL;
    *number = value;
    return p;
}

/* The number of the object that a reference names, 0 where none stands here; `after` gets the place behind it. */
static uint32_t read_reference(const char *p, const char *end, const char **after)
{
    int64_t number, generation;
    p = read_number(p, end, &number);
    if (!p || number <= 0 || number >= MAX_OBJECT_NUMBER)
        return 0;
    p = read_number(after_blanks(p, end), end, &generation);
    p = p ? after_blanks(p, end) : end;
    if (p >= end || *p != 'R' || (p + 1 < end && is_regular(p[1])))
        return 0;
    *after = p + 1;
    return (uint32_t)number;
}

/* The place behind an object of any kind, NULL where it is not written as it should be. */
static const char *after_value(const char *p, const char *end, int nesting)
{
    const char *after;
    if (p >= end || nesting > MAX_NESTING)
        return NULL;
    if (*p == '/')
        return after_regular(p + 1, end);
    if (*p == '(') {
        for (int open = 0; p < end; p++) {
            if (*p == '\\' && p + 1 < end)
                p++;
            else if (*p == '(')
                open++;
            else if (*p == ')' && !--open)
                return p + 1;
        }
        return NULL;
    }
    if (*p == '[' || (*p == '<' && p + 1 < end && p[1] == '<')) {
        const int is_array = *p == '[';
        for (p += is_array ? 1 : 2; p && p < end; p = after_value(p, end, nesting + 1)) {
            p = after_blanks(p, end);
            if (is_array ? p < end && *p == ']' : p + 1 < end && *p == '>' && p[1] == '>')
                return p + (is_array ? 1 : 2);
        }
        return NULL;
    }
    if (*p == '<') {
        while (p < end && *p != '>')
            p++;
        return p < end ? p + 1 : NULL;
    }
    if (*p >= '0' && *p <= '9' && read_reference(p, end, &after))
        return after;
    after = after_regular(p, end);
    return after > p ? after : NULL;
}

/* Go to the next entry of a dictionary; 0 at its end, -1 where it is not written as it should be. */
static int next_entry(const char **at, const char *end, Piece *key, Piece *value)
{
    const char *p = after_blanks(*at, end);
    if (p + 1 < end && *p == '>' && p[1] == '>')
        return 0;
    if (p >= end || *p != '/')
        return -1;
    key->at = p + 1;
    key->end = after_regular(p + 1, end);
    value->at = after_blanks(key->end, end);
    value->end = after_value(value->at, end, 0);
    *at = value->end;
    return value->end ? 1 : -1;
}

/* Go to the next item of an array; 0 at its end, -1 where it is not written as it should be. */
static int next_item(const char **at, const char *end, Piece *item)
{
    item->at = after_blanks(*at, end);
    if (item->at < end && *item->at == ']')
        return 0;
    item->end = *at = after_value(item->at, end, 0);
    return item->end ? 1 : -1;
}

static int is_named(Piece key, const char *name)
{
    const size_t length = strlen(name);
    return (size_t)(key.end - key.at) == length && memcmp(key.at, name, length) == 0;
}

static int is_dictionary(Piece p) { return p.at && p.end - p.at > 3 && *p.at == '<' && p.at[1] == '<'; }
static int is_array(Piece p) { return p.at && *p.at == '['; }

/* The characters of a name, those written in hexadecimal figures put in; their count, -1 where it is none. */
static int read_name(Piece p, char *name)
{
    int length = 0;
    if (!p.at || *p.at != '/')
        return -1;
    for (const char *c = p.at + 1; c < p.end; c++) {
        char sign = *c;
        if (sign == '#' && p.end - c > 2 && Py_ISXDIGIT(c[1]) && Py_ISXDIGIT(c[2])) {
            const char figures[3] = {c[1], c[2], 0};
            sign = (char)strtol(figures, NULL, 16);
            c += 2;
        }
        if (length == MAX_NAME_BYTES)
            return -1;
        name[length++] = sign;
    }
    return length;
}

/* Note where the objects packed into a stream stand; -1 on failure. */
static int read_stream(Objects *o, uint32_t number)
{
    PyObject *key = PyLong_FromUnsignedLong(number), *found = NULL;
    int known = key ? PyDict_Contains(o->streams, key) : -1;
    if (known) {
        Py_XDECREF(key);
        return known < 0 ? -1 : 0;
    }
    found = PyObject_CallOneArg(o->unpack, key);
    if (!found || PyDict_SetItem(o->streams, key, found) < 0) {
        Py_XDECREF(found);
        Py_DECREF(key);
        return -1;
    }
    Py_DECREF(key);
    Py_DECREF(found); /* the dictionary holds it */
    if (!PyTuple_Check(found) || PyTuple_GET_SIZE(found) != 3 || !PyBytes_Check(PyTuple_GET_ITEM(found, 0))) {
        o->is_odd = 1;
        return 0;
    }
    const int64_t count = PyLong_AsLongLong(PyTuple_GET_ITEM(found, 1)), first = PyLong_AsLongLong(PyTuple_GET_ITEM(found, 2));
    if (PyErr_Occurred())
        return -1;
    const char *p = PyBytes_AS_STRING(PyTuple_GET_ITEM(found, 0)), *end = p + PyBytes_GET_SIZE(PyTuple_GET_ITEM(found, 0));
    const int64_t size = end - p;
    if (first < 0 || first > size) {
        o->is_odd = 1;
        return 0;
    }
    end = p + first;
    for (int64_t i = 0, inner, offset; i < count; i++) {
        p = read_number(after_blanks(p, end), end, &inner);
        p = p ? read_number(after_blanks(p, end), end, &offset) : NULL;
        if (!p)
            break;
        if (inner > 0 && inner < (int64_t)o->count && o->objects[inner].stream == number)
            o->objects[inner].place = o->objects[inner].place || offset >= size - first ? -1 : first + offset;
    }
    return 0;
}

/* An object; nothing where the file has none of that number. */
static Piece object_of(Objects *o, uint32_t number)
{
    Piece nothing = {NULL, NULL}, found;
    if (number >= o->count || !o->objects[number].is_listed) {
        o->is_odd = 1; /* some table of the file is lost */
        return nothing;
    }
    if (!o->objects[number].place && !o->objects[number].stream)
        return nothing;
    Object *object = &o->objects[number];
    PyObject *bytes = o->data;
    if (object->stream) {
        PyObject *key = PyLong_FromUnsignedLong(object->stream);
        if (!key || read_stream(o, object->stream) < 0 || o->is_odd) {
            Py_XDECREF(key);
            o->is_odd = 1;
            return nothing;
        }
        bytes = PyTuple_GET_ITEM(PyDict_GetItem(o->streams, key), 0);
        Py_DECREF(key);
    }
    const char *end = PyBytes_AS_STRING(bytes) + PyBytes_GET_SIZE(bytes);
    if (object->place <= 0 || object->place > PyBytes_GET_SIZE(bytes)) {
        o->is_odd = 1;
        return nothing;
    }
    found.at = after_blanks(PyBytes_AS_STRING(bytes) + object->place, end);
    found.end = after_value(found.at, end, 0);
    if (!found.end) {
        o->is_odd = 1;
        return nothing;
    }
    scan(o, found);
    return found;
}

static int is_null(Piece p) { return !p.at || is_named(p, "null"); }

/* What a piece refers to, or itself; nothing for "null". */
static Piece resolved(Objects *o, Piece p)
{
    const char *after;
    uint32_t number = p.at ? read_reference(p.at, p.end, &after) : 0;
    if (number) {
        p = object_of(o, number);
        if (p.at && read_reference(p.at, p.end, &after))
            o->is_odd = 1;
    }
    return is_null(p) ? (Piece){NULL, NULL} : p;
}

/* An entry of a dictionary as it is written; the last of that name counts. */
static Piece entry_of(Objects *o, Piece dictionary, const char *name)
{
    Piece found = {NULL, NULL}, key, value;
    int more = 0;
    for (const char *p = dictionary.at + 2; (more = next_entry(&p, dictionary.end, &key, &value)) > 0;)
        if (is_named(key, name))
            found = value;
    if (more < 0)
        o->is_odd = 1;
    return found;
}

static uint32_t reference_in(Piece p)
{
    const char *after;
    return p.at ? read_reference(p.at, p.end, &after) : 0;
}

static void free_objects(Objects *o)
{
    Py_CLEAR(o->data);
    Py_CLEAR(o->unpack);
    Py_CLEAR(o->streams);
    PyMem_RawFree(o->objects);
    o->objects = NULL;
}

/* `found` has the places of objects in the file by their numbers, `listed` all objects: those packed into a stream with
 * its number, negative. Returns -1 on failure. */
static int begin_objects(Objects *o, PyObject *data, PyObject *found, PyObject *listed, PyObject *unpack)
{
    PyObject *key, *value;
    Py_ssize_t at = 0;
    long long most = 0;
    while (PyDict_Next(listed, &at, &key, &value)) {
        long long number = PyLong_AsLongLong(key);
        most = number > most && number < MAX_OBJECT_NUMBER ? number : most;
    }
    o->count = (size_t)most + 1;
    o->objects = PyMem_RawCalloc(o->count, sizeof(Object));
    o->streams = PyDict_New();
    if (!o->objects || !o->streams) {
        PyErr_NoMemory();
        return -1;
    }
    o->data = Py_NewRef(data);
    o->unpack = Py_NewRef(unpack);
    for (size_t i = 0; i < o->count; i++)
        o->objects[i].element = -1;
    for (int is_packed = 0; is_packed < 2; is_packed++) {
        at = 0;
        while (PyDict_Next(is_packed ? listed : found, &at, &key, &value)) {
            long long number = PyLong_AsLongLong(key), place = PyLong_AsLongLong(value);
            if (number <= 0 || number > most)
                continue;
            o->objects[number].is_listed = 1;
            if (is_packed ? place >= 0 || place <= -MAX_OBJECT_NUMBER : place <= 0)
                continue;
            if (is_packed)
                o->objects[number].stream = (uint32_t)-place;
            else
                o->objects[number].place = place;
        }
    }
    return PyErr_Occurred() ? -1 : 0;
}
