/* The images, rules and rectangles of a page: what tables are ruled with and what covers a page. Included by
 * pdfglyphs.c; `docsieve.formats._pdf.shape_fallback` does the same in Python; change both. */

enum { IMAGE = 1, RULE = 2, RECTANGLE = 3, DRAWING = 4 };
enum { FILLED = 1, STROKED = 2 };

typedef struct {
    double x0, top, x1, bottom;
    uint32_t kind, paint;
} Shape;

typedef struct {
    Buffer records;
    int left; /* objects and path segments that may still be looked at */
} Drawing;

static void map_point(const Matrix *m, double x, double y, double *rx, double *ry)
{
    *rx = hundredths(m->a * x + m->c * y + m->e);
    *ry = hundredths(m->b * x + m->d * y + m->f);
}

static int add_shape(Drawing *drawing, uint32_t kind, uint32_t paint, double x0, double y0, double x1, double y1)
{
    Shape shape;
    shape.x0 = x0 < x1 ? x0 : x1;
    shape.x1 = x0 < x1 ? x1 : x0;
    shape.top = y0 < y1 ? y0 : y1;
    shape.bottom = y0 < y1 ? y1 : y0;
    shape.kind = kind;
    shape.paint = paint;
    return buffer_add(&drawing->records, &shape, sizeof shape);
}

/* inner, then outer */
static Matrix compose(const FloatMatrix *inner, const Matrix *outer)
{
    Matrix m;
    m.a = inner->a * outer->a + inner->b * outer->c;
    m.b = inner->a * outer->b + inner->b * outer->d;
    m.c = inner->c * outer->a + inner->d * outer->c;
    m.d = inner->c * outer->b + inner->d * outer->d;
    m.e = inner->e * outer->a + inner->f * outer->c + outer->e;
    m.f = inner->e * outer->b + inner->f * outer->d + outer->f;
    return m;
}

static int is_level(double p, double q) { return p - q < 0.3 && p - q > -0.3; }

/* A path whose lines are all upright or level gives its lines; any other one only its outline. */
static int read_path(const Pdfium *p, void *object, const Matrix *outer, Drawing *drawing)
{
    int fill = 0, stroke = 0, count = p->FPDFPath_CountSegments(object);
    FloatMatrix own = {1, 0, 0, 1, 0, 0};
    double x = 0, y = 0, start_x = 0, start_y = 0, x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    size_t before = drawing->records.used;
    int straight = 1, any = 0;
    p->FPDFPath_GetDrawMode(object, &fill, &stroke);
    uint32_t paint = (fill ? FILLED : 0) | (stroke ? STROKED : 0);
    if (!paint || count <= 0)
        return 0;
    p->FPDFPageObj_GetMatrix(object, &own);
    Matrix m = compose(&own, outer);
    for (int i = 0; i < count && drawing->left > 0; i++, drawing->left--) {
        void *part = p->FPDFPath_GetPathSegment(object, i);
        float fx = 0, fy = 0;
        double nx, ny;
        if (!part)
            break;
        int type = p->FPDFPathSegment_GetType(part);
        p->FPDFPathSegment_GetPoint(part, &fx, &fy);
        map_point(&m, fx, fy, &nx, &ny);
        if (!any || nx < x0) x0 = nx;
        if (!any || nx > x1) x1 = nx;
        if (!any || ny < y0) y0 = ny;
        if (!any || ny > y1) y1 = ny;
        any = 1;
        if (type == 2) { /* FPDF_SEGMENT_MOVETO */
            start_x = nx;
            start_y = ny;
        } else if (type == 0 && straight) { /* FPDF_SEGMENT_LINETO */
            if (!is_level(nx, x) && !is_level(ny, y))
                straight = 0;
            else if (add_shape(drawing, RULE, paint, x, y, nx, ny) < 0)
                return -1;
        } else {
            straight = 0;
        }
        x = nx;
        y = ny;
        if (straight && p->FPDFPathSegment_GetClose(part)) {
            if (!is_level(start_x, x) && !is_level(start_y, y))
                straight = 0;
            else if ((start_x != x || start_y != y) && add_shape(drawing, RULE, paint, x, y, start_x, start_y) < 0)
                return -1;
            x = start_x;
            y = start_y;
        }
    }
    if (any && (!straight || count <= 5)) {
        /* One rectangle, the commonest path of all, or a drawing. */
        drawing->records.used = straight && count < 4 ? drawing->records.used : before;
        if (!straight)
            return add_shape(drawing, DRAWING, paint, x0, y0, x1, y1);
        if (count >= 4)
            return add_shape(drawing, RECTANGLE, paint, x0, y0, x1, y1);
    }
    return 0;
}

static int read_object(const Pdfium *p, void *object, const Matrix *outer, Drawing *drawing, int depth)
{
    drawing->left--;
    switch (object ? p->FPDFPageObj_GetType(object) : 0) {
    case 2: /* FPDF_PAGEOBJ_PATH */
        return read_path(p, object, outer, drawing);
    case 3: { /* FPDF_PAGEOBJ_IMAGE: the unit square under its matrix */
        FloatMatrix own = {1, 0, 0, 1, 0, 0};
        p->FPDFPageObj_GetMatrix(object, &own);
        Matrix m = compose(&own, outer);
        double xs[4], ys[4];
        for (int i = 0; i < 4; i++)
            map_point(&m, i & 1, i >> 1, &xs[i], &ys[i]);
        double x0 = xs[0], x1 = xs[0], y0 = ys[0], y1 = ys[0];
        for (int i = 1; i < 4; i++) {
            if (xs[i] < x0) x0 = xs[i];
            if (xs[i] > x1) x1 = xs[i];
            if (ys[i] < y0) y0 = ys[i];
            if (ys[i] > y1) y1 = ys[i];
        }
        return add_shape(drawing, IMAGE, FILLED, x0, y0, x1, y1);
    }
    case 4: { /* FPDF_PAGEOBJ_SHADING */
        return add_shape(drawing, DRAWING, FILLED, 0, 0, 0, 0);
    }
    case 5: { /* FPDF_PAGEOBJ_FORM */
        FloatMatrix own = {1, 0, 0, 1, 0, 0};
        p->FPDFPageObj_GetMatrix(object, &own);
        Matrix m = compose(&own, outer);
        int count = depth < 8 ? p->FPDFFormObj_CountObjects(object) : 0;
        for (int i = 0; i < count && drawing->left > 0; i++)
            if (read_object(p, p->FPDFFormObj_GetObject(object, (unsigned long)i), &m, drawing, depth + 1) < 0)
                return -1;
        return 0;
    }
    default:
        return 0;
    }
}

/* The shapes among the objects of a page, NULL for text. */
static int read_painted(const Pdfium *p, const Buffer *painted, const Matrix *m, Drawing *drawing)
{
    const size_t count = painted->used / sizeof(void *);
    for (size_t i = 0; i < count && drawing->left > 0; i++)
        if (read_object(p, ((void **)painted->bytes)[i], m, drawing, 0) < 0)
            return -1;
    return 0;
}

static int read_shapes(const Pdfium *p, void *page, const Matrix *m, Drawing *drawing)
{
    int count = p->FPDFPage_CountObjects(page);
    for (int i = 0; i < count && drawing->left > 0; i++)
        if (read_object(p, p->FPDFPage_GetObject(page, i), m, drawing, 0) < 0)
            return -1;
    return 0;
}
