/* What marked content says is to be read in place of the glyphs in it (`ActualText`, ISO 32000-2, 14.9.4).
 *
 * pdfium reads it instead of them, at the place of the first, and what is painted is gone. So it is taken out of the marks
 * while a page is read, and put back: what is painted is read with its places, and Python decides between the two.
 * Included by pdfglyphs.c; `docsieve.formats._pdf.replaced_fallback` does the same in Python; change both. */

enum {
    NO_REPLACED = -1,
    MAX_REPLACED = 20000,             /* texts of one page; with more, what is painted is read */
    MAX_REPLACED_BYTES = 4096,        /* of one */
    MAX_ALL_REPLACED_BYTES = 4 << 20, /* of one page */
    MAX_MARKS = 32,                   /* within each other, of which those texts are put back */
    MAX_REPLACED_DEPTH = 40           /* forms within forms */
};

static const char ACTUAL_TEXT[] = "ActualText";

/* A text object and the text that stands for it. */
typedef struct { void *object; int index; } ReplacedObject;

/* A mark that has a text, and that. */
typedef struct { void *object, *mark; PyObject *text; } Told;

/* From which character on a text stands for those painted, and how many of these have no Unicode mapping. */
typedef struct { uint32_t start; int32_t index; uint32_t unmapped; } Replacing;

typedef struct {
    Buffer objects, told, runs;
    Buffer painted;  /* all objects of the page itself, NULL for text: to ask pdfium for one takes long */
    PyObject *texts; /* list of bytes, as the file has them */
    size_t bytes;
    int last;        /* of the run before */
} Replaced;

/* The marks that the object before is in, which of them is the outermost with a text, and the text's index. */
typedef struct { void *marks[MAX_MARKS], *last; int count, all, outermost, index; } Before;

/* The bytes of a text that is to be put back; NULL for one that is not, or on an error. */
static PyObject *kept_text(Replaced *r, const unsigned char *bytes, unsigned long size)
{
    const Py_ssize_t count = PyList_GET_SIZE(r->texts);
    PyObject *last = count ? PyList_GET_ITEM(r->texts, count - 1) : NULL;
    if (last && (unsigned long)PyBytes_GET_SIZE(last) == size && !memcmp(PyBytes_AS_STRING(last), bytes, size))
        return Py_NewRef(last);
    r->bytes += size;
    return r->bytes > MAX_ALL_REPLACED_BYTES ? NULL : PyBytes_FromStringAndSize((const char *)bytes, (Py_ssize_t)size);
}

/* Note the text of a mark. Its index, where it is the `outermost` one; -2 on an error. */
static int note_mark(const Pdfium *p, void *object, void *mark, int depth, int outermost, Replaced *r,
                     const unsigned char *bytes, unsigned long size)
{
    const int index = (int)PyList_GET_SIZE(r->texts);
    const int may_stay = depth < MAX_MARKS && size <= MAX_REPLACED_BYTES && index < MAX_REPLACED;
    Told told = {object, mark, may_stay ? kept_text(r, bytes, size) : NULL};
    if (!told.text) {
        p->FPDFPageObjMark_RemoveParam(object, mark, ACTUAL_TEXT);
        return PyErr_Occurred() ? -2 : NO_REPLACED;
    }
    if (buffer_add(&r->told, &told, sizeof told) < 0) {
        Py_DECREF(told.text);
        return -2;
    }
    if (!outermost)
        return NO_REPLACED;
    return PyList_Append(r->texts, told.text) < 0 ? -2 : index;
}

/* The index of the text that stands for an object, of its outermost mark that has one (too long ones aside): NO_REPLACED
 * for none, -2 on an error. All its marks that have one are noted. */
static int standing_for(const Pdfium *p, void *object, Replaced *r, Before *before)
{
    const int count = p->FPDFPageObj_CountMarks(object);
    void *last = count > 0 ? p->FPDFPageObj_GetMark(object, (unsigned long)count - 1) : NULL;
    if (count == before->all && last == before->last)
        return before->index; /* marks are within each other: the others are the same, too */
    int outermost = -1, index = NO_REPLACED, is_same = 1;
    for (int i = 0; i < count; i++) {
        void *mark = p->FPDFPageObj_GetMark(object, (unsigned long)i);
        unsigned char bytes[MAX_REPLACED_BYTES];
        unsigned long size = 0;
        if (is_same && i < before->count && before->marks[i] == mark) {
            if (before->outermost == i) {
                outermost = i;
                index = before->index;
            }
            continue;
        }
        is_same = 0;
        if (i < MAX_MARKS)
            before->marks[i] = mark;
        if (!mark || !p->FPDFPageObjMark_GetParamBlobValue(mark, ACTUAL_TEXT, bytes, sizeof bytes, &size))
            continue;
        int noted = note_mark(p, object, mark, i, outermost < 0, r, bytes, size);
        if (noted == -2)
            return -2;
        if (noted != NO_REPLACED) {
            outermost = i;
            index = noted;
        }
    }
    before->all = count;
    before->last = last;
    before->count = count < MAX_MARKS ? count : MAX_MARKS;
    before->outermost = outermost;
    before->index = index;
    return index;
}

static int look_at_objects(const Pdfium *p, void *form, void *page, Replaced *r, int outer, int depth)
{
    Before before = {.count = 0, .outermost = -1, .index = NO_REPLACED};
    const int count = form ? p->FPDFFormObj_CountObjects(form) : p->FPDFPage_CountObjects(page);
    for (int i = 0; i < count; i++) {
        void *object = form ? p->FPDFFormObj_GetObject(form, (unsigned long)i) : p->FPDFPage_GetObject(page, i);
        const int type = object ? p->FPDFPageObj_GetType(object) : 0;
        if (page) {
            void *other = type == 1 ? NULL : object;
            if (buffer_add(&r->painted, &other, sizeof other) < 0)
                return -1;
        }
        if (type != 1 && type != 5)
            continue;
        int index = standing_for(p, object, r, &before);
        if (index == -2)
            return -1;
        if (outer != NO_REPLACED)
            index = outer;
        if (type == 5) {
            if (depth < MAX_REPLACED_DEPTH && look_at_objects(p, object, NULL, r, index, depth + 1) < 0)
                return -1;
        } else if (index != NO_REPLACED) {
            ReplacedObject known = {object, index};
            if (buffer_add(&r->objects, &known, sizeof known) < 0)
                return -1;
        }
    }
    return 0;
}

static int compare_replaced(const void *a, const void *b)
{
    uintptr_t x = (uintptr_t)((const ReplacedObject *)a)->object, y = (uintptr_t)((const ReplacedObject *)b)->object;
    return (x > y) - (x < y);
}

/* Take the texts out of the marks of a page. */
static int take_replaced(const Pdfium *p, void *page, Replaced *r)
{
    r->last = NO_REPLACED;
    r->texts = PyList_New(0);
    if (!r->texts || look_at_objects(p, NULL, page, r, NO_REPLACED, 0) < 0)
        return -1;
    if (r->objects.used)
        qsort(r->objects.bytes, r->objects.used / sizeof(ReplacedObject), sizeof(ReplacedObject), compare_replaced);
    const Told *told = (const Told *)r->told.bytes;
    for (size_t i = 0; i < r->told.used / sizeof *told; i++)
        p->FPDFPageObjMark_RemoveParam(told[i].object, told[i].mark, ACTUAL_TEXT);
    return 0;
}

/* Put them back: a mark may be shared by pages. */
static void put_back(const Pdfium *p, void *document, Replaced *r)
{
    const Told *told = (const Told *)r->told.bytes;
    for (size_t i = 0; i < r->told.used / sizeof *told; i++) {
        p->FPDFPageObjMark_SetBlobParam(document, told[i].object, told[i].mark, ACTUAL_TEXT,
                                        (const unsigned char *)PyBytes_AS_STRING(told[i].text),
                                        (unsigned long)PyBytes_GET_SIZE(told[i].text));
        Py_DECREF(told[i].text);
    }
    r->told.used = 0;
}

/* Whether what stands for the characters from `start` on, those of an object, is another than before; -1 on an error. */
static int add_replacing(Replaced *r, void *object, uint32_t start)
{
    ReplacedObject wanted = {object, 0}, *found = NULL;
    if (r->objects.used && object)
        found = bsearch(&wanted, r->objects.bytes, r->objects.used / sizeof(ReplacedObject), sizeof(ReplacedObject), compare_replaced);
    Replacing now = {start, found ? found->index : NO_REPLACED, 0};
    if (now.index == r->last)
        return 0;
    r->last = now.index;
    return buffer_add(&r->runs, &now, sizeof now) < 0 ? -1 : 1;
}

static void note_unmapped(Replaced *r)
{
    if (r->runs.used)
        ((Replacing *)(r->runs.bytes + r->runs.used))[-1].unmapped++;
}

static void free_replaced(Replaced *r)
{
    const Told *told = (const Told *)r->told.bytes;
    for (size_t i = 0; i < r->told.used / sizeof *told; i++)
        Py_DECREF(told[i].text);
    PyMem_RawFree(r->objects.bytes);
    PyMem_RawFree(r->told.bytes);
    PyMem_RawFree(r->runs.bytes);
    PyMem_RawFree(r->painted.bytes);
    Py_XDECREF(r->texts);
}
