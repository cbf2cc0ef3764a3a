/* Whether the drafts of a page are in the order in which they are read. Included by pdfglyphs.c after fields.c; the first
 * tests of `docsieve.formats._pdf.order` and of `column_order.by_columns`, as far as they cost little; change both. */

enum { FIRST_DRAFTS = 3, PARAGRAPH_LINES = 3 };

/* What of a draft tells of its order. */
typedef struct { double x0, top, x1, bottom; int lines, is_hidden, is_level; } Standing;

static int place_from(PyObject *draft, PyObject *fields, Standing *to)
{
    PyObject *box = field_of(draft, fields, DRAFT_BOX);
    *to = (Standing){
        double_of(box, fields, BOX_X0), double_of(box, fields, BOX_TOP), double_of(box, fields, BOX_X1),
        double_of(box, fields, BOX_BOTTOM), 0, is_set(draft, fields, DRAFT_HIDDEN), is_set(draft, fields, DRAFT_LEVEL),
    };
    long lines = long_of(draft, fields, DRAFT_LINES);
    to->lines = lines > PARAGRAPH_LINES ? PARAGRAPH_LINES : (int)lines;
    return PyErr_Occurred() ? -1 : 0;
}

/* Whether a draft may stand above another in some columns of the page. */
static int may_be_above(const Standing *a, const Standing *b)
{
    if (a->x1 - b->x0 < 2.0 || b->x1 - a->x0 < 2.0 || a->is_hidden || b->is_hidden || !a->is_level || !b->is_level)
        return 0;
    double high = a->bottom - a->top, other = b->bottom - b->top;
    return a->bottom - b->top <= 0.35 * (other < high ? other : high) && a->top + a->bottom < b->top + b->bottom;
}

/* Whether one of the first drafts may be a footer painted before the text. */
static int may_begin_with_footer(const Standing *drafts, size_t count)
{
    const Standing *lowest = NULL;
    for (size_t i = 0; i < count; i++)
        if (!drafts[i].is_hidden && (!lowest || drafts[i].bottom > lowest->bottom))
            lowest = &drafts[i];
    for (size_t i = 0; lowest && i < count && i < FIRST_DRAFTS; i++)
        if (!drafts[i].is_hidden && drafts[i].bottom > lowest->top)
            return 1;
    return 0;
}

/* Whether there may be columns of prose. */
static int may_have_columns(const Standing *drafts, size_t count)
{
    double left = INFINITY, right = -INFINITY;
    size_t narrow = 0;
    for (size_t i = 0; i < count; i++) {
        left = drafts[i].x0 < left ? drafts[i].x0 : left;
        right = drafts[i].x1 > right ? drafts[i].x1 : right;
    }
    for (size_t i = 0; i < count; i++)
        narrow += drafts[i].lines >= PARAGRAPH_LINES && drafts[i].x1 - drafts[i].x0 <= 0.55 * (right - left);
    return narrow > 1;
}

/* Whether the drafts stay as they are, as is seen by few of them. */
static int stay_in_order(const Standing *drafts, size_t count)
{
    int steps_back = 0, is_up = 0;
    for (size_t i = 1; i < count; i++) {
        const Standing *before = &drafts[i - 1], *after = &drafts[i];
        is_up |= after->top < before->top;
        steps_back |= (after->top < before->top && after->x0 < before->x1)
            || (after->x1 <= before->x0 && after->top < before->bottom);
        if (after->top < before->top && may_be_above(after, before))
            return 0;
    }
    return !(steps_back && may_have_columns(drafts, count)) && !(is_up && may_begin_with_footer(drafts, count));
}

PyDoc_STRVAR(stay_doc,
"stay(drafts, fields) -> bool\n\n"
"Tell whether the drafts of a page are surely in the order in which they are read: see README.md.");

static PyObject *stay(PyObject *self, PyObject *args)
{
    PyObject *drafts, *fields;
    if (!PyArg_ParseTuple(args, "O!O&", &PyList_Type, &drafts, fields_from, &fields))
        return NULL;
    const size_t count = (size_t)PyList_GET_SIZE(drafts);
    Standing *places = PyMem_RawMalloc((count + 1) * sizeof *places);
    if (!places)
        return PyErr_NoMemory();
    int is_sure = 1;
    for (size_t i = 0; is_sure && i < count && !PyErr_Occurred(); i++) {
        PyObject *draft = PyList_GET_ITEM(drafts, (Py_ssize_t)i);
        Standing *p = &places[i];
        is_sure = !is_there(draft, fields, DRAFT_TABLE) && place_from(draft, fields, p) == 0
            && isfinite(p->x0) && isfinite(p->top) && isfinite(p->x1) && isfinite(p->bottom);
    }
    is_sure = is_sure && !PyErr_Occurred() && stay_in_order(places, count);
    PyMem_RawFree(places);
    return PyErr_Occurred() ? NULL : PyBool_FromLong(is_sure);
}
