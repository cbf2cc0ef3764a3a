/* The structure trees of all pages out of the tree of their file (ISO 32000-1, 14.7), which is read once: pdfium reads all
 * outermost elements of it for each page. The same rows as tree.c's, whose names and limits it shares; where something is
 * not as the standard says, there are none, and pdfium is to be asked. Included by pdfglyphs.c after tree.c, objects.c. */

enum { MAX_ANCESTORS = 32, MAX_ELEMENTS = 1 << 20, MAX_KINDS = 256, MAX_TREE_PAGES = 100000, MAX_NODES = 30, MAX_NUMBER_NODES = 100000,
       MAX_ATTRIBUTES = 20 };
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
    size_t first_kid, kid_count; /* of the root */
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

/* Mark an element, and those it stands in, as of the page that is read. pdfium goes no further than so many up from each:
 * the last of them is in none then, and stays so for the others of the page. */
static int mark_element(Trees *t, uint32_t number)
{
    for (int level = 0;; level++) {
        int32_t index = element_of(t, number);
        if (index < 0)
            return -1;
        Element *e = element_at(t, index);
        if (e->what != A_STRUCTURE)
            return e->what == AN_ODD_ONE || (level && e->what == A_ROOT) ? 0 : odd(t);
        if (e->mark == t->mark)
            return 0;
        e->mark = t->mark;
        e->is_cut_off = 0;
        number = e->parent;
        if (level == MAX_ANCESTORS) {
            int outermost = is_outermost(t, number);
            element_at(t, index)->is_cut_off = !outermost;
            return outermost < 0 ? -1 : 0;
        }
        if (!number)
            return 0;
    }
}

static const Parents *parents_of(const Trees *t, int64_t key)
{
    const Parents *all = (const Parents *)t->parents.bytes;
    size_t low = 0, high = t->parents.used / sizeof(Parents);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (all[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < t->parents.used / sizeof(Parents) && all[low].key == key ? &all[low] : NULL;
}

typedef struct {
    Trees *t;
    PyObject *rows;
    uint32_t page;
    int left, is_cut;
} TreeWalk;

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
    if (size < 3 || is_dictionary(value) || (*value.at != '(' && *value.at != '<')) {
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

static int list_element(TreeWalk *w, int32_t index, int depth)
{
    Trees *t = w->t;
    const Element e = *element_at(t, index);
    const Kind *kind = &t->kinds[e.kind];
    if (--w->left < 0 || depth > MAX_TREE_DEPTH) {
        w->is_cut = 1;
        return 0;
    }
    PyObject *alt = text_in(t, e.alt), *actual = alt ? text_in(t, e.actual) : NULL, *kids = actual ? PyList_New(0) : NULL;
    int failed = -1, was_missing = 0;
    PyObject *row = kids ? Py_BuildValue("(iOOOOii)", depth, kind->name, kids, alt, actual,
                                         kind->is_cell ? span_in(t, e.attributes, "RowSpan") : 1,
                                         kind->is_cell ? span_in(t, e.attributes, "ColSpan") : 1) : NULL;
    if (!row || PyList_Append(w->rows, row) < 0)
        goto done;
    for (uint32_t i = 0; i < e.kids && !w->is_cut; i++) {
        const Kid *kid = kid_at(t, e.first_kid + i);
        int32_t child = -1;
        int id = kid->what == KID_CONTENT && kid->number == w->page ? kid->id : NOT_HERE;
        if (kid->what == KID_ELEMENT) {
            child = element_of(t, kid->number);
            if (child < 0)
                goto done;
            const Element *it = element_at(t, child);
            if (it->what == A_CONTENT && (it->page ? it->page : e.page) == w->page)
                id = it->id;
            if (it->what != A_STRUCTURE || it->mark != t->mark || it->is_cut_off || it->parent != e.number)
                child = -1;
        }
        if (child < 0 && id < 0) {
            if (!kind->is_row && (!kind->has_rows || was_missing))
                continue;
            id = NOT_HERE;
        }
        was_missing = child < 0 && id == NOT_HERE;
        if (child < 0 && --w->left < 0) {
            w->is_cut = 1;
            break;
        }
        PyObject *number = PyLong_FromLong(child < 0 ? id : AN_ELEMENT);
        int added = number ? PyList_Append(kids, number) : -1;
        Py_XDECREF(number);
        if (added < 0 || (child >= 0 && list_element(w, child, depth + 1) < 0))
            goto done;
    }
    failed = 0;
done:
    Py_XDECREF(row);
    Py_XDECREF(kids);
    Py_XDECREF(actual);
    Py_XDECREF(alt);
    return failed;
}

/* Fill `pages` with the pages of the file in their order. */
static int read_pages(Trees *t, uint32_t root)
{
    Objects *o = &t->objects;
    struct { const char *at, *end; } open[MAX_NODES];
    int depth = 0;
    uint32_t number = root;
    for (;;) {
        Piece page = object_of(o, number), kids = {NULL, NULL}, item;
        if (o->is_odd || !is_dictionary(page))
            return odd(t);
        kids = entry_of(o, page, "Kids");
        if (!kids.at) {
            int64_t parents = -1;
            Piece value = resolved(o, entry_of(o, page, "StructParents"));
            TreePage found = {number, -1};
            if (value.at && !read_number(value.at, value.end, &parents))
                return odd(t);
            found.parents = parents;
            if (t->pages.used / sizeof found == MAX_TREE_PAGES)
                return odd(t);
            if (buffer_add(&t->pages, &found, sizeof found) < 0)
                return -1;
        } else {
            kids = resolved(o, kids);
            if (!is_array(kids) || o->objects[number].is_page_node || depth == MAX_NODES)
                return odd(t);
            o->objects[number].is_page_node = 1;
            open[depth].at = kids.at + 1;
            open[depth++].end = kids.end;
        }
        for (number = 0; depth && !number;) {
            int more = next_item(&open[depth - 1].at, open[depth - 1].end, &item);
            if (more > 0)
                number = reference_in(item);
            if (more < 0 || (more > 0 && !number))
                return odd(t);
            depth -= !more;
        }
        if (!number)
            return 0;
    }
}

/* Fill `parents` with what a node of the number tree (7.9.7) has, its keys within these limits. */
static int read_parents(Trees *t, Piece node, int depth, int64_t least, int64_t most)
{
    Objects *o = &t->objects;
    Piece item, found = resolved(o, node);
    int more = 0;
    if (depth > MAX_NODES || ++t->number_nodes > MAX_NUMBER_NODES) {
        t->is_endless = 1;
        return odd(t);
    }
    if (!is_dictionary(found))
        return odd(t);
    Piece limits = resolved(o, entry_of(o, found, "Limits"));
    Piece numbers = resolved(o, entry_of(o, found, "Nums")), kids = resolved(o, entry_of(o, found, "Kids"));
    if (is_array(limits)) {
        int64_t bounds[2] = {0, 0};
        int count = 0;
        for (const char *p = limits.at + 1; count < 2 && next_item(&p, limits.end, &item) > 0; count++)
            if (!read_number(item.at, item.end, &bounds[count]))
                return odd(t);
        least = bounds[0] > least ? bounds[0] : least;
        most = bounds[1] < most ? bounds[1] : most;
    }
    if (is_array(numbers)) {
        for (const char *p = numbers.at + 1; (more = next_item(&p, numbers.end, &item)) > 0;) {
            Parents one = {-1, {NULL, NULL}};
            if (!read_number(item.at, item.end, &one.key) || one.key <= t->last_key || one.key < least || one.key > most
                || next_item(&p, numbers.end, &one.value) <= 0)
                return odd(t);
            t->last_key = one.key;
            if (buffer_add(&t->parents, &one, sizeof one) < 0)
                return -1;
        }
        return more < 0 || o->is_odd ? odd(t) : 0;
    }
    if (!is_array(kids))
        return o->is_odd ? -1 : 0;
    for (const char *p = kids.at + 1; (more = next_item(&p, kids.end, &item)) > 0;)
        if (read_parents(t, item, depth + 1, least, most) < 0)
            return -1;
    return more < 0 ? odd(t) : 0;
}

static void free_trees(PyObject *capsule)
{
    Trees *t = PyCapsule_GetPointer(capsule, "docsieve.trees");
    if (!t)
        return;
    for (int i = 0; i < t->kind_count; i++)
        Py_DECREF(t->kinds[i].name);
    PyMem_RawFree(t->kinds);
    PyMem_RawFree(t->elements.bytes);
    PyMem_RawFree(t->kids.bytes);
    PyMem_RawFree(t->pages.bytes);
    PyMem_RawFree(t->parents.bytes);
    free_objects(&t->objects);
    PyMem_RawFree(t);
}

PyDoc_STRVAR(trees_doc,
"trees(data, found, listed, catalog, pages, unpack) -> object | False | None\n\n"
"Begin to read the structure tree of a file: see README.md.");

static PyObject *trees(PyObject *self, PyObject *args)
{
    PyObject *data, *found, *listed, *unpack, *capsule;
    unsigned int catalog;
    Py_ssize_t count;
    if (!PyArg_ParseTuple(args, "SO!O!InO", &data, &PyDict_Type, &found, &PyDict_Type, &listed, &catalog, &count, &unpack))
        return NULL;
    Trees *t = PyMem_RawCalloc(1, sizeof *t);
    capsule = t ? PyCapsule_New(t, "docsieve.trees", free_trees) : PyErr_NoMemory();
    if (!capsule) {
        PyMem_RawFree(t);
        return NULL;
    }
    Objects *o = &t->objects;
    t->last_key = -1;
    t->kinds = PyMem_RawCalloc(MAX_KINDS, sizeof *t->kinds);
    int failed = t->kinds ? begin_objects(o, data, found, listed, unpack) : (PyErr_NoMemory(), -1);
    Piece root = {NULL, NULL}, parents;
    if (!failed) {
        root = object_of(o, catalog);
        failed = is_dictionary(root) ? read_pages(t, reference_in(entry_of(o, root, "Pages"))) : odd(t);
    }
    if (!failed)
        root = resolved(o, entry_of(o, root, "StructTreeRoot"));
    if (!failed && is_dictionary(root)) {
        t->roles = resolved(o, entry_of(o, root, "RoleMap"));
        parents = resolved(o, entry_of(o, root, "ParentTree"));
        failed = t->roles.at && !is_dictionary(t->roles) ? odd(t) : parents.at ? read_parents(t, parents, 0, 0, INT64_MAX) : 0;
        if (!failed)
            failed = read_kids(t, entry_of(o, root, "K"), NO_PAGE);
    }
    t->kid_count = t->kids.used / sizeof(Kid);
    if (!PyErr_Occurred() && !failed && !o->is_odd && (Py_ssize_t)(t->pages.used / sizeof(TreePage)) == count)
        return capsule;
    int is_endless = t->is_endless;
    Py_DECREF(capsule);
    if (PyErr_Occurred())
        return NULL;
    return Py_NewRef(is_endless ? Py_False : Py_None);
}

/* Fill the rows of a page. */
static int list_page(TreeWalk *w, int64_t key)
{
    Trees *t = w->t;
    const Parents *parents = parents_of(t, key);
    Piece array = parents ? resolved(&t->objects, parents->value) : (Piece){NULL, NULL}, item;
    int more = 0;
    if (!is_array(array))
        return 0;
    t->mark++;
    for (const char *p = array.at + 1; (more = next_item(&p, array.end, &item)) > 0;) {
        uint32_t number = reference_in(item);
        if (number ? mark_element(t, number) < 0 : is_dictionary(item))
            return odd(t);
    }
    if (more < 0)
        return odd(t);
    for (size_t i = 0; i < t->kid_count && !w->is_cut; i++) {
        const Kid kid = *kid_at(t, i);
        int32_t index = kid.what == KID_ELEMENT ? element_of(t, kid.number) : -1;
        if (kid.what == KID_ELEMENT && index < 0)
            return -1;
        if (index < 0 || element_at(t, index)->what != A_STRUCTURE || element_at(t, index)->mark != t->mark
            || element_at(t, index)->is_cut_off)
            continue;
        int outermost = is_outermost(t, element_at(t, index)->parent);
        if (outermost < 0 || (outermost && list_element(w, index, 0) < 0))
            return -1;
    }
    return 0;
}

PyDoc_STRVAR(page_tree_doc,
"page_tree(trees, page, limit) -> list | None\n\n"
"List the elements that hold content of a page as `tree` does; None where pdfium is to be asked: see README.md.");

static PyObject *page_tree(PyObject *self, PyObject *args)
{
    PyObject *capsule;
    Py_ssize_t page;
    int limit;
    if (!PyArg_ParseTuple(args, "Oni", &capsule, &page, &limit))
        return NULL;
    Trees *t = PyCapsule_GetPointer(capsule, "docsieve.trees");
    if (!t)
        return NULL;
    if (t->objects.is_odd || page < 0 || page >= (Py_ssize_t)(t->pages.used / sizeof(TreePage)))
        Py_RETURN_NONE;
    TreePage place = ((TreePage *)t->pages.bytes)[page];
    TreeWalk w = {t, PyList_New(0), place.number, limit, 0};
    int failed = w.rows ? list_page(&w, place.parents) : -1;
    if (w.rows && !failed && !w.is_cut && !t->objects.is_odd && !PyErr_Occurred())
        return w.rows;
    Py_XDECREF(w.rows);
    if (PyErr_Occurred())
        return NULL;
    Py_RETURN_NONE;
}
