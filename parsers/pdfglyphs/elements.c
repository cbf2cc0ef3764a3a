/* Elements of a structure tree (ISO 32000-1, 14.7), each read once out of the bytes of its file: what they are, hold and say.
 * Included by pdfglyphs.c after tree.c, whose names and limits it shares, and objects.c. */

enum { MAX_ELEMENTS = 1 << 20, MAX_KIDS = 1 << 22, MAX_KINDS = 256, MAX_ATTRIBUTES = 20 };
enum { NO_PAGE = 0 };

/* What an object is that an element holds. */
enum { AN_ODD_ONE, A_STRUCTURE, A_ROOT, A_CONTENT, AN_OBJECT };
enum { KID_ELEMENT, KID_CONTENT, KID_OTHER };

typedef struct { uint32_t what, number; int id; } Kid; /* `number`: of the element; of the page its content is on */

typedef struct {
    PyObject *name;
    char written[MAX_NAME_BYTES];
    int length, is_row, has_rows, is_cell;
} Kind;

typedef struct {
    uint32_t what, number, parent, page, mark;
    int32_t id, kind, is_cut_off;
    uint32_t first_kid, kids;
    Piece alt, actual, attributes;
} Element;

typedef struct { uint32_t number; int64_t parents; } TreePage;
typedef struct { int64_t key; Piece value; } Parents;

typedef struct {
    Objects objects;
    Piece roles;
    Kind *kinds;
    int kind_count;
    Buffer elements, kids, pages, parents;
    size_t kid_count; /* of the root, whose kids come first */
    int64_t last_key;
    uint32_t mark;
    int number_nodes, is_endless; /* of the tree of parents */
} Trees;

static Element *element_at(const Trees *t, int32_t index) { return (Element *)t->elements.bytes + index; }
static Kid *kid_at(const Trees *t, size_t index) { return (Kid *)t->kids.bytes + index; }
static int odd(Trees *t) { t->objects.is_odd = 1; return -1; }

/* The index of a type by its name in the file; -1 where it cannot be told. */
static int32_t kind_of(Trees *t, Piece value)
{
    char name[MAX_NAME_BYTES], key[MAX_NAME_BYTES], mapped[MAX_NAME_BYTES];
    Piece known, role;
    int length = read_name(resolved(&t->objects, value), name), more = 0;
    if (!value.at)
        length = 0;
    if (length < 0)
        return odd(t);
    for (int i = 0; i < t->kind_count; i++)
        if (t->kinds[i].length == length && memcmp(t->kinds[i].written, name, (size_t)length) == 0)
            return i;
    if (t->kind_count == MAX_KINDS)
        return odd(t);
    if (t->roles.at)
        scan(&t->objects, t->roles);
    Kind *kind = &t->kinds[t->kind_count];
    const char *type = name;
    int type_length = length;
    memcpy(kind->written, name, (size_t)length);
    kind->length = length;
    for (const char *p = t->roles.at ? t->roles.at + 2 : NULL; p && (more = next_entry(&p, t->roles.end, &known, &role)) > 0;) {
        Piece whole = {known.at - 1, known.end};
        int count = read_name(whole, key);
        if (count != length || memcmp(key, name, (size_t)length))
            continue;
        count = read_name(resolved(&t->objects, role), mapped);
        type = count > 0 ? mapped : name;
        type_length = count > 0 ? count : length;
    }
    if (more < 0)
        return odd(t);
    kind->name = PyUnicode_DecodeUTF8(type, type_length, "replace");
    if (!kind->name)
        return -1;
    kind->is_row = PyUnicode_CompareWithASCIIString(kind->name, "TR") == 0;
    kind->has_rows = PyUnicode_CompareWithASCIIString(kind->name, "Table") == 0
        || PyUnicode_CompareWithASCIIString(kind->name, "TBody") == 0;
    kind->is_cell = PyUnicode_CompareWithASCIIString(kind->name, "TD") == 0
        || PyUnicode_CompareWithASCIIString(kind->name, "TH") == 0;
    return t->kind_count++;
}

/* What a dictionary is by its type, and which content of which page it stands for where it is marked content. */
static uint32_t what_it_is(Trees *t, Piece type)
{
    char name[MAX_NAME_BYTES];
    int length = read_name(resolved(&t->objects, type), name);
    if (length == 3 && memcmp(name, "MCR", 3) == 0)
        return A_CONTENT;
    if (length == 4 && memcmp(name, "OBJR", 4) == 0)
        return AN_OBJECT;
    return length == 14 && memcmp(name, "StructTreeRoot", 14) == 0 ? A_ROOT : A_STRUCTURE;
}

static int content_id(Trees *t, Piece value)
{
    int64_t id = 0;
    value = resolved(&t->objects, value);
    if (value.at && !read_number(value.at, value.end, &id))
        return odd(t);
    return id < INT32_MAX ? (int)id : odd(t);
}

static int add_kid(Trees *t, uint32_t what, uint32_t number, int id)
{
    Kid kid = {what, number, id};
    if (t->kids.used / sizeof kid >= MAX_KIDS)
        return odd(t);
    return buffer_add(&t->kids, &kid, sizeof kid);
}

static int read_kid(Trees *t, Piece item, uint32_t page)
{
    uint32_t number = reference_in(item);
    int64_t id;
    if (number)
        return add_kid(t, KID_ELEMENT, number, 0);
    if (is_dictionary(item)) {
        Objects *o = &t->objects;
        if (what_it_is(t, entry_of(o, item, "Type")) != A_CONTENT)
            return add_kid(t, KID_OTHER, 0, 0); /* no other object can name it */
        uint32_t own = reference_in(entry_of(o, item, "Pg"));
        return add_kid(t, KID_CONTENT, own ? own : page, content_id(t, entry_of(o, item, "MCID")));
    }
    if (*item.at == '+' || *item.at == '.' || (Py_ISDIGIT(*item.at) && !read_number(item.at, item.end, &id)))
        return odd(t);
    if (Py_ISDIGIT(*item.at) && id < INT32_MAX)
        return add_kid(t, KID_CONTENT, page, (int)id);
    return add_kid(t, KID_OTHER, 0, 0);
}

/* Read what an element, or the root, holds. */
static int read_kids(Trees *t, Piece kids, uint32_t page)
{
    Piece found = resolved(&t->objects, kids), item;
    int more;
    if (!found.at)
        return 0;
    if (!is_array(found))
        return read_kid(t, kids, page);
    for (const char *p = found.at + 1; (more = next_item(&p, found.end, &item)) > 0;)
        if (read_kid(t, item, page) < 0)
            return -1;
    return more < 0 ? odd(t) : 0;
}

/* The index of the element that an object is; -1 on failure. */
static int32_t element_of(Trees *t, uint32_t number)
{
    Objects *o = &t->objects;
    if (number >= o->count)
        return odd(t);
    if (o->objects[number].element >= 0)
        return o->objects[number].element;
    const size_t index = t->elements.used / sizeof(Element);
    Piece found = object_of(o, number), key, value, type = {0}, kids = {0}, name = {0}, id = {0}, parent = {0};
    Element e = {.what = AN_ODD_ONE, .number = number, .first_kid = (uint32_t)(t->kids.used / sizeof(Kid))};
    if (o->is_odd || index >= MAX_ELEMENTS)
        return odd(t);
    if (is_dictionary(found)) {
        int more;
        for (const char *p = found.at + 2; (more = next_entry(&p, found.end, &key, &value)) > 0;) {
            if (is_named(key, "S"))
                name = value;
            else if (is_named(key, "P"))
                parent = value;
            else if (is_named(key, "K"))
                kids = value;
            else if (is_named(key, "Pg"))
                e.page = reference_in(value);
            else if (is_named(key, "A"))
                e.attributes = value;
            else if (is_named(key, "Type"))
                type = value;
            else if (is_named(key, "Alt"))
                e.alt = value;
            else if (is_named(key, "ActualText"))
                e.actual = value;
            else if (is_named(key, "MCID"))
                id = value;
        }
        e.what = what_it_is(t, type);
        e.parent = reference_in(parent);
        if (more < 0 || (!is_null(parent) && !e.parent))
            return odd(t);
        if (e.what == A_CONTENT)
            e.id = content_id(t, id);
        if (e.what == A_STRUCTURE) {
            e.kind = kind_of(t, name);
            if (e.kind < 0 || read_kids(t, kids, e.page) < 0)
                return -1;
            e.kids = (uint32_t)(t->kids.used / sizeof(Kid)) - e.first_kid;
        }
    }
    if (o->is_odd || buffer_add(&t->elements, &e, sizeof e) < 0)
        return -1;
    return o->objects[number].element = (int32_t)index;
}

/* Whether an element whose parent has that number is one of the outermost; -1 on failure. */
static int is_outermost(Trees *t, uint32_t number)
{
    if (!number)
        return 1;
    int32_t parent = element_of(t, number);
    return parent < 0 ? -1 : element_at(t, parent)->what == A_ROOT || element_at(t, parent)->what == AN_ODD_ONE;
}

/* What the bytes from 0x18, and from 0x80 on, stand for in PDFDocEncoding (annex D.2); the others are those of Latin 1. */
static const Py_UCS2 DOC_CODES_18[] = {0x2d8, 0x2c7, 0x2c6, 0x2d9, 0x2dd, 0x2db, 0x2da, 0x2dc};
static const Py_UCS2 DOC_CODES_80[] = {
    0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x192, 0x2044, 0x2039, 0x203a, 0x2212, 0x2030, 0x201e, 0x201c, 0x201d,
    0x2018, 0x2019, 0x201a, 0x2122, 0xfb01, 0xfb02, 0x141, 0x152, 0x160, 0x178, 0x17d, 0x131, 0x142, 0x153, 0x161, 0x17e, 0,
    0x20ac,
};

static Py_UCS2 doc_code(unsigned char c)
{
    if (c >= 0x18 && c < 0x20)
        return DOC_CODES_18[c - 0x18];
    if (c >= 0x80 && c <= 0xa0)
        return DOC_CODES_80[c - 0x80];
    return c == 0x7f || c == 0xad ? 0 : c;
}

static int figure_of(char c) { return Py_ISDIGIT(c) ? c - '0' : Py_TOLOWER(c) - 'a' + 10; }

/* The bytes of a string (7.3.4), which are no more than those it is written with; their count. */
static size_t string_bytes(Piece value, char *bytes)
{
    size_t count = 0;
    if (*value.at == '<') {
        int half = -1;
        for (const char *p = value.at + 1; p < value.end && *p != '>'; p++) {
            if (!Py_ISXDIGIT(*p))
                continue;
            if (half >= 0)
                bytes[count++] = (char)(half << 4 | figure_of(*p));
            half = half >= 0 ? -1 : figure_of(*p);
        }
        if (half >= 0)
            bytes[count++] = (char)(half << 4);
        return count;
    }
    for (const char *p = value.at + 1, *end = value.end - 1; p < end; p++) {
        static const char signs[] = "nrtbf", meant[] = "\n\r\t\b\f";
        const char *sign;
        if (*p != '\\' || ++p >= end) {
            bytes[count++] = *p;
        } else if (*p >= '0' && *p <= '7') {
            int code = *p - '0';
            for (int i = 0; i < 2 && p + 1 < end && p[1] >= '0' && p[1] <= '7'; i++)
                code = code * 8 + *++p - '0';
            bytes[count++] = (char)code;
        } else if (*p == '\r' || *p == '\n') {
            p += *p == '\r' && p + 1 < end && p[1] == '\n';
        } else {
            sign = strchr(signs, *p);
            bytes[count++] = sign && *sign ? meant[sign - signs] : *p;
        }
    }
    return count;
}

/* The text of a string (7.9.2.2); none where it is longer than tree.c reads. */
static PyObject *text_in(Trees *t, Piece value)
{
    if (value.at)
        value = resolved(&t->objects, value);
    const size_t size = value.at ? (size_t)(value.end - value.at) : 0;
    if (size > 8 * MAX_TEXT_BYTES)
        odd(t);
    if (t->objects.is_odd || size < 3 || is_dictionary(value) || (*value.at != '(' && *value.at != '<')) {
        if (size && *value.at != '(' && *value.at != '<' && *value.at != '/')
            odd(t);
        return PyUnicode_FromStringAndSize(NULL, 0);
    }
    char *bytes = PyMem_RawMalloc(size);
    if (!bytes)
        return PyErr_NoMemory();
    const size_t count = string_bytes(value, bytes);
    const unsigned char *b = (const unsigned char *)bytes;
    int order = count >= 2 && b[0] == 0xfe && b[1] == 0xff ? 1 : count >= 2 && b[0] == 0xff && b[1] == 0xfe ? -1 : 0;
    PyObject *text = NULL;
    if (order) {
        text = PyUnicode_DecodeUTF16(bytes + 2, (Py_ssize_t)((count - 2) & ~(size_t)1), "replace", &order);
    } else if (count >= 3 && b[0] == 0xef && b[1] == 0xbb && b[2] == 0xbf) {
        text = PyUnicode_DecodeUTF8(bytes + 3, (Py_ssize_t)count - 3, "replace");
    } else {
        Py_UCS2 *codes = PyMem_RawMalloc(2 * count + 1);
        for (size_t i = 0; codes && i < count; i++)
            codes[i] = doc_code(b[i]);
        text = codes ? PyUnicode_FromKindAndData(PyUnicode_2BYTE_KIND, codes, (Py_ssize_t)count) : PyErr_NoMemory();
        PyMem_RawFree(codes);
    }
    PyMem_RawFree(bytes);
    if (text && PyUnicode_GET_LENGTH(text) > MAX_TEXT_BYTES / 2 - 1)
        odd(t);
    return text;
}

static int span_in(Trees *t, Piece attributes, const char *name)
{
    Objects *o = &t->objects;
    Piece found = resolved(o, attributes), item = found;
    const char *p = is_array(found) ? found.at + 1 : NULL;
    for (int i = 0; found.at && i < MAX_ATTRIBUTES && (!p || next_item(&p, found.end, &item) > 0); i++) {
        Piece value = {NULL, NULL};
        Piece attribute = resolved(o, item);
        if (is_dictionary(attribute))
            value = entry_of(o, attribute, name);
        if (value.at) {
            char digits[24];
            size_t length = (size_t)(value.end - value.at);
            if (reference_in(value) || length >= sizeof digits) {
                odd(t);
                return 1;
            }
            memcpy(digits, value.at, length);
            digits[length] = 0;
            double number = strspn(digits, "0123456789.") == length ? PyOS_string_to_double(digits, NULL, NULL) : 0;
            PyErr_Clear(); /* no number */
            if (number >= 1 && number <= 1000)
                return (int)number;
        }
        if (!p)
            break;
    }
    return 1;
}
