/* Which marked content and which layers each run of text is in (ISO 32000-1, 14.6 and 8.11.3.2).
 * Included by pdfglyphs.c; `docsieve.formats._pdf.content_fallback` does the same in Python; change both. */

enum {
    NO_CONTENT = -1,       /* in no marked content with an id */
    ARTIFACT = -2,         /* declared to be no content of the document */
    WITHIN_FORM = 1 << 30, /* added to an id that counts within a form only */
    NO_LAYERS = -1,
    MAX_NAME = 512,        /* bytes of a layer's name */
    MAX_LAYERS = 1000,     /* sets of layers of one page */
    MAX_FORM_DEPTH = 8
};

/* A character's index, and what it and those after it are in; `layers` is an index. The objects: its own, and the
 * outermost form around that. */
typedef struct {
    uint32_t start;
    int32_t id, layers, unused;
    uint64_t object, form;
} Content;

/* An object within a form, and what the form around it is in. */
typedef struct {
    void *object, *form;
    int id, layers;
} Held;

typedef struct {
    Buffer runs, held;
    PyObject *layers; /* list of bytes: names, UTF-16, each with a null character at its end */
    Content last;
} Contents;

static int mark_is(const Pdfium *p, void *mark, const char *wanted)
{
    unsigned short name[16];
    unsigned long size = 0, length = (unsigned long)strlen(wanted);
    if (!p->FPDFPageObjMark_GetName(mark, name, sizeof name, &size) || size != 2 * (length + 1))
        return 0;
    for (unsigned long i = 0; i < length; i++)
        if (name[i] != (unsigned short)(unsigned char)wanted[i])
            return 0;
    return 1;
}

/* The index of a set of layers, -1 where there is none; -2 on an error. */
static int layers_index(Contents *c, const char *names, size_t size)
{
    if (!size)
        return NO_LAYERS;
    Py_ssize_t count = PyList_GET_SIZE(c->layers);
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *known = PyList_GET_ITEM(c->layers, i);
        if ((size_t)PyBytes_GET_SIZE(known) == size && !memcmp(PyBytes_AS_STRING(known), names, size))
            return (int)i;
    }
    if (count >= MAX_LAYERS)
        return NO_LAYERS;
    PyObject *added = PyBytes_FromStringAndSize(names, (Py_ssize_t)size);
    int failed = !added || PyList_Append(c->layers, added) < 0;
    Py_XDECREF(added);
    return failed ? -2 : (int)count;
}

/* What an object is in, given what the form around it is in. */
static int read_content(const Pdfium *p, void *object, Contents *c, int outer_id, int outer_layers, int in_form,
                        int *id, int *layers)
{
    int count = p->FPDFPageObj_CountMarks(object);
    int own = count > 0 ? p->FPDFPageObj_GetMarkedContentID(object) : NO_CONTENT;
    Buffer names = {0};
    if (own >= 0 && own < WITHIN_FORM)
        own |= in_form ? WITHIN_FORM : 0;
    else
        own = NO_CONTENT;
    *layers = outer_layers;
    for (int i = 0; i < count; i++) {
        void *mark = p->FPDFPageObj_GetMark(object, (unsigned long)i);
        if (!mark)
            continue;
        if (own == NO_CONTENT && mark_is(p, mark, "Artifact"))
            own = ARTIFACT;
        if (!mark_is(p, mark, "OC"))
            continue;
        unsigned short name[MAX_NAME / 2];
        unsigned long size = 0;
        if (!p->FPDFPageObjMark_GetParamStringValue(mark, "Name", name, MAX_NAME, &size) || size < 2
            || size > MAX_NAME) {
            name[0] = 0xFFFF; /* a layer that does not say which */
            name[1] = 0;
            size = 4;
        }
        int failed = 0;
        if (!names.used && outer_layers >= 0) {
            PyObject *outer = PyList_GET_ITEM(c->layers, outer_layers);
            failed = buffer_add(&names, PyBytes_AS_STRING(outer), (size_t)PyBytes_GET_SIZE(outer));
        }
        if (failed < 0 || buffer_add(&names, name, size) < 0) {
            PyMem_RawFree(names.bytes);
            return -1;
        }
    }
    if (names.used)
        *layers = layers_index(c, names.bytes, names.used);
    PyMem_RawFree(names.bytes);
    *id = outer_id != NO_CONTENT ? outer_id : own;
    return *layers == -2 ? -1 : 0;
}

static int hold_form(const Pdfium *p, void *form, void *outermost, Contents *c, int id, int layers, int in_form,
                     int depth, int *left)
{
    if (read_content(p, form, c, id, layers, in_form, &id, &layers) < 0)
        return -1;
    int count = depth < MAX_FORM_DEPTH ? p->FPDFFormObj_CountObjects(form) : 0;
    for (int i = 0; i < count && *left > 0; i++) {
        void *object = p->FPDFFormObj_GetObject(form, (unsigned long)i);
        int type = object ? p->FPDFPageObj_GetType(object) : 0;
        --*left;
        if (type == 1) {
            /* An id of the form's own says nothing outside it. */
            Held held = {object, outermost, id >= 0 && (id & WITHIN_FORM) ? NO_CONTENT : id, layers};
            if (buffer_add(&c->held, &held, sizeof held) < 0)
                return -1;
        } else if (type == 5 && hold_form(p, object, outermost, c, id, layers, 1, depth + 1, left) < 0) {
            return -1;
        }
    }
    return 0;
}

static int compare_held(const void *a, const void *b)
{
    uintptr_t x = (uintptr_t)((const Held *)a)->object, y = (uintptr_t)((const Held *)b)->object;
    return (x > y) - (x < y);
}

/* Note what the forms among the objects of a page hold: text does not tell which form it is in. */
static int begin_contents(const Pdfium *p, const Buffer *painted, Contents *c, int limit)
{
    c->last.id = NO_CONTENT;
    c->last.layers = NO_LAYERS;
    c->layers = PyList_New(0);
    if (!c->layers)
        return -1;
    const size_t count = painted ? painted->used / sizeof(void *) : 0;
    for (size_t i = 0; i < count && limit > 0; i++, limit--) {
        void *object = ((void **)painted->bytes)[i];
        if (object && p->FPDFPageObj_GetType(object) == 5
            && hold_form(p, object, object, c, NO_CONTENT, NO_LAYERS, 0, 0, &limit) < 0)
            return -1;
    }
    if (c->held.used)
        qsort(c->held.bytes, c->held.used / sizeof(Held), sizeof(Held), compare_held);
    return 0;
}

/* Whether a layer of a set does not say which it is: the next object with that set may be on another. */
static int has_unnamed(const Contents *c, int layers)
{
    PyObject *names = layers >= 0 ? PyList_GET_ITEM(c->layers, layers) : NULL;
    const char *bytes = names ? PyBytes_AS_STRING(names) : NULL;
    for (Py_ssize_t i = 0; names && i + 1 < PyBytes_GET_SIZE(names); i += 2)
        if ((bytes[i] & 255) == 255 && (bytes[i + 1] & 255) == 255)
            return 1;
    return 0;
}

/* Note what the characters from `start` on are in, where that is another than before. */
static int add_content(const Pdfium *p, void *object, Contents *c, uint32_t start)
{
    Held wanted = {object, NULL, 0, 0}, *held = NULL;
    Content now = {start, NO_CONTENT, NO_LAYERS, 0, (uint64_t)(uintptr_t)object, 0};
    if (c->held.used)
        held = bsearch(&wanted, c->held.bytes, c->held.used / sizeof(Held), sizeof(Held), compare_held);
    int id = NO_CONTENT, layers = NO_LAYERS;
    if (object && read_content(p, object, c, held ? held->id : NO_CONTENT, held ? held->layers : NO_LAYERS,
                               held != NULL, &id, &layers) < 0)
        return -1;
    now.id = id;
    now.layers = layers;
    now.form = held ? (uint64_t)(uintptr_t)held->form : 0;
    if (now.id == c->last.id && now.layers == c->last.layers && now.form == c->last.form && !has_unnamed(c, layers))
        return 0;
    c->last = now;
    return buffer_add(&c->runs, &now, sizeof now);
}
