/* The straight lines that a page paints: what tables are ruled with, and bars beside quotes. Included by pdfglyphs.c
 * after pages.c; `docsieve.formats._pdf.ruling` and `docsieve.formats._pdf.quotes` do the same in Python, to the bit;
 * change both. */

enum { MAX_EDGES = 4000, MAX_BARS = 200 };
#define THIN_RULE 3.0
#define LEAST_RULE 6.0
#define SNAPPED 2.6

static int compare_numbers(double x, double y) { return (x > y) - (x < y); }

static int by_place(const void *a, const void *b)
{
    const Level *x = a, *y = b;
    int order = compare_numbers(x->at, y->at);
    order = order ? order : compare_numbers(x->start, y->start);
    return order ? order : compare_numbers(x->end, y->end);
}

static int by_start(const void *a, const void *b)
{
    int order = compare_numbers(((const Level *)a)->start, ((const Level *)b)->start);
    return order ? order : by_place(a, b);
}

static int append_edge(PyObject *list, PyTypeObject *type, double at, double start, double end)
{
    if (end - start < LEAST_RULE)
        return 0;
    PyObject *edge = type->tp_alloc(type, 3);
    if (!edge)
        return -1;
    PyTuple_SET_ITEM(edge, 0, PyFloat_FromDouble(at));
    PyTuple_SET_ITEM(edge, 1, PyFloat_FromDouble(start));
    PyTuple_SET_ITEM(edge, 2, PyFloat_FromDouble(end));
    int failed = PyErr_Occurred() ? -1 : PyList_Append(list, edge);
    Py_DECREF(edge);
    return failed;
}

/* `ruling._joined`. */
static PyObject *joined_edges(Level *edges, size_t count, PyTypeObject *type)
{
    PyObject *joined = PyList_New(0);
    qsort(edges, count, sizeof *edges, by_place);
    for (size_t first = 0, i = 1; joined && i <= count; i++) {
        if (i < count && edges[i].at - edges[i - 1].at <= SNAPPED && edges[i].at - edges[first].at <= 2 * SNAPPED)
            continue;
        double sum = 0.0;
        qsort(edges + first, i - first, sizeof *edges, by_start);
        for (size_t j = first; j < i; j++)
            sum += edges[j].at;
        double at = sum / (double)(i - first), start = edges[first].start, end = edges[first].end;
        for (size_t j = first + 1; joined && j < i; j++) {
            if (edges[j].start <= end + SNAPPED) {
                end = edges[j].end > end ? edges[j].end : end;
            } else {
                if (append_edge(joined, type, at, start, end) < 0)
                    Py_CLEAR(joined);
                start = edges[j].start;
                end = edges[j].end;
            }
        }
        if (joined && append_edge(joined, type, at, start, end) < 0)
            Py_CLEAR(joined);
        first = i;
    }
    return joined;
}

/* A side of a shape that runs upright. */
typedef struct { double at; const Shape *shape; } Side;

static int by_at(const void *a, const void *b) { return compare_numbers(((const Side *)a)->at, ((const Side *)b)->at); }

static int is_rule(const Shape *s) { return s->bottom - s->top < THIN_RULE || s->x1 - s->x0 < THIN_RULE; }

/* Keep what may be part of a grid, as `ruling._drawn`; how many that are. */
static size_t drawn_of(Shape *shapes, size_t count, double width, double height, size_t *rectangles)
{
    size_t kept = 0;
    *rectangles = 0;
    for (const Shape *s = shapes; s < shapes + count; s++) {
        double wide = s->x1 - s->x0, high = s->bottom - s->top;
        if ((s->kind != RULE && s->kind != RECTANGLE) || s->x0 > width || s->top > height || s->x1 < 0 || s->bottom < 0)
            continue;
        if (is_rule(s) ? wide < LEAST_RULE && high < LEAST_RULE : s->kind != RECTANGLE || wide * high >= 0.85 * width * height)
            continue;
        *rectangles += !is_rule(s);
        shapes[kept++] = *s;
    }
    return kept;
}

/* Whether a rule, or a side of what lies around it, between `low` and `high` runs along a rectangle. */
static int has_beside(const Shape *inner, double low, double high, const Side *sides, size_t count)
{
    size_t first = 0, end = count;
    while (first < end) {
        size_t middle = (first + end) / 2;
        if (sides[middle].at < low)
            first = middle + 1;
        else
            end = middle;
    }
    for (const Side *side = sides + first; side < sides + count && side->at < high; side++) {
        const Shape *s = side->shape;
        if ((is_rule(s) || (s->x0 < inner->x0 && s->x1 > inner->x1)) && s->top - SNAPPED <= inner->top
            && inner->bottom <= s->bottom + SNAPPED)
            return 1;
    }
    return 0;
}

/* Leave out what is painted behind the words of a cell, as `ruling._without_shading`: its kind becomes 0. `sides` has room
 * for two of each shape. */
static void leave_out_shading(Shape *drawn, size_t count, Side *sides)
{
    size_t known = 0;
    for (const Shape *s = drawn; s < drawn + count; s++) {
        if (!is_rule(s)) {
            sides[known++] = (Side){s->x0, s};
            sides[known++] = (Side){s->x1, s};
        } else if (s->x1 - s->x0 < THIN_RULE) {
            sides[known++] = (Side){(s->x0 + s->x1) / 2, s};
        }
    }
    qsort(sides, known, sizeof *sides, by_at);
    for (Shape *s = drawn; s < drawn + count; s++)
        if (!is_rule(s) && has_beside(s, s->x0 - 12.0, s->x0 - SNAPPED, sides, known)
            && has_beside(s, s->x1 + SNAPPED, s->x1 + 12.0, sides, known))
            s->kind = 0;
}

/* Fill `level` and `upright` from both ends of one array with room for four of each shape. */
static void edges_of(const Shape *drawn, size_t count, Level *edges, size_t *level, size_t *upright)
{
    Level *last = edges + 4 * count;
    *level = *upright = 0;
    for (const Shape *s = drawn; s < drawn + count; s++) {
        if (!s->kind)
            continue;
        if (s->bottom - s->top < THIN_RULE) {
            edges[(*level)++] = (Level){(s->top + s->bottom) / 2, s->x0, s->x1};
        } else if (s->x1 - s->x0 < THIN_RULE) {
            last[-(Py_ssize_t)++*upright] = (Level){(s->x0 + s->x1) / 2, s->top, s->bottom};
        } else {
            edges[(*level)++] = (Level){s->top, s->x0, s->x1};
            edges[(*level)++] = (Level){s->bottom, s->x0, s->x1};
            last[-(Py_ssize_t)++*upright] = (Level){s->x0, s->top, s->bottom};
            last[-(Py_ssize_t)++*upright] = (Level){s->x1, s->top, s->bottom};
        }
    }
}

/* A copy of packed shapes, aligned; NULL on failure. */
static Shape *shapes_from(const Py_buffer *records, size_t *count)
{
    *count = (size_t)records->len / sizeof(Shape);
    Shape *shapes = records->len % (Py_ssize_t)sizeof(Shape) ? NULL : PyMem_RawMalloc((size_t)records->len + 1);
    if (shapes)
        memcpy(shapes, records->buf, (size_t)records->len);
    else if (records->len % (Py_ssize_t)sizeof(Shape))
        PyErr_SetString(PyExc_ValueError, "these are no shapes");
    else
        PyErr_NoMemory();
    return shapes;
}

#include "gridless.c"

PyDoc_STRVAR(rules_doc,
"rules(shapes, width, height, type) -> (level, upright, has_rectangles, is_gridless)\n\n"
"List the level and the upright lines of a page of that size: see README.md.");

static PyObject *rules(PyObject *self, PyObject *args)
{
    Py_buffer records;
    double width, height;
    PyTypeObject *type;
    PyObject *result = NULL;
    size_t count, rectangles, level = 0, upright = 0;
    if (!PyArg_ParseTuple(args, "y*ddO!", &records, &width, &height, &PyType_Type, &type))
        return NULL;
    Shape *shapes = shapes_from(&records, &count);
    Level *edges = NULL;
    Side *sides = NULL;
    if (shapes && (count = drawn_of(shapes, count, width, height, &rectangles)) > MAX_EDGES)
        count = rectangles = 0; /* a drawing */
    if (shapes && (!(edges = PyMem_RawMalloc(4 * (count + 1) * sizeof *edges))
                   || !(sides = PyMem_RawMalloc(2 * (count + 1) * sizeof *sides))))
        PyErr_NoMemory();
    else if (shapes && !PyType_IsSubtype(type, &PyTuple_Type))
        PyErr_SetString(PyExc_ValueError, "a line must be a tuple");
    if (shapes && !PyErr_Occurred()) {
        if (rectangles)
            leave_out_shading(shapes, count, sides);
        edges_of(shapes, count, edges, &level, &upright);
        int has_rectangles = 0;
        if (level + upright > MAX_EDGES)
            level = upright = 0;
        else
            for (const Shape *s = shapes; s < shapes + count && !has_rectangles; s++)
                has_rectangles = s->kind && !is_rule(s);
        PyObject *across = joined_edges(edges, level, type), *down = NULL;
        if (across)
            down = joined_edges(edges + 4 * count - upright, upright, type);
        int gridless = down ? is_gridless(across, down, has_rectangles) : -1;
        if (gridless >= 0)
            result = Py_BuildValue("(OOOO)", across, down, has_rectangles ? Py_True : Py_False, gridless ? Py_True : Py_False);
        Py_XDECREF(across);
        Py_XDECREF(down);
    }
    PyMem_RawFree(sides);
    PyMem_RawFree(edges);
    PyMem_RawFree(shapes);
    PyBuffer_Release(&records);
    return result;
}

/* `quotes._has_neighbours`. */
static int has_neighbours(const Shape *bar, const Shape *bars, size_t count, const Shape *across, size_t others)
{
    for (const Shape *o = bars; o < bars + count; o++)
        if ((o->x0 > bar->x1 || o->x1 < bar->x0) && o->top < bar->bottom && bar->top < o->bottom)
            return 1;
    for (const Shape *o = across; o < across + others; o++) {
        double above = fabs(o->top - bar->top), below = fabs(o->top - bar->bottom);
        if (o->bottom - o->top < THIN_RULE && o->x0 <= bar->x1 + THIN_RULE && bar->x0 - THIN_RULE <= o->x1
            && (below < above ? below : above) < THIN_RULE)
            return 1;
    }
    return 0;
}

PyDoc_STRVAR(bars_doc,
"bars(shapes, makers) -> list\n\n"
"List the boxes of the upright bars of a page that stand alone: see README.md.");

static PyObject *bars(PyObject *self, PyObject *args)
{
    Py_buffer records;
    PyObject *tuple, *list = NULL;
    Makers makers;
    Shape found[MAX_BARS]; /* bars from the start, others from the end */
    size_t count, upright = 0, others = 0;
    if (!PyArg_ParseTuple(args, "y*O", &records, &tuple))
        return NULL;
    Shape *shapes = makers_from(tuple, &makers) == 0 ? shapes_from(&records, &count) : NULL;
    if (shapes)
        list = PyList_New(0);
    for (const Shape *s = shapes; list && s < shapes + count; s++) {
        double wide = s->x1 - s->x0, high = s->bottom - s->top, least = 3 * wide > 9.0 ? 3 * wide : 9.0;
        if (s->kind != RULE && s->kind != RECTANGLE)
            continue;
        if (upright + others == MAX_BARS) {
            upright = 0; /* a table or a drawing */
            break;
        }
        if (wide <= 6.0 && high >= least)
            found[upright++] = *s;
        else
            found[MAX_BARS - ++others] = *s;
    }
    for (const Shape *bar = found; list && bar < found + upright; bar++) {
        if (has_neighbours(bar, found, upright, found + MAX_BARS - others, others))
            continue;
        PyObject *box = make_box(&makers, bar->x0, bar->top, bar->x1, bar->bottom);
        if (!box || PyList_Append(list, box) < 0)
            Py_CLEAR(list);
        Py_XDECREF(box);
    }
    PyMem_RawFree(shapes);
    PyBuffer_Release(&records);
    return list;
}
