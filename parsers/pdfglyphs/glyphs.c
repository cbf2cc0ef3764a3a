/* The characters of a page -> segments: runs of one style on one baseline. Included by pdfglyphs.c after characters.c;
 * `docsieve.formats._pdf.glyph_fallback` does the same in Python, to the bit; change both. */

enum {
    SPACE_BEFORE = 1,     /* white space of the file's own lies before it */
    NEWLINE_BEFORE = 2,   /* pdfium sees a new line before it */
    HYPHEN_AFTER = 4,     /* pdfium takes its last character for a hyphen at the line's end */
    UNMAPPED = 8,         /* some character has no entry in the font's tables: its text is a guess */
    RIGHT_TO_LEFT = 16,   /* characters in logical order run leftwards */
    VERTICAL = 32,        /* characters run downwards, upright */
    GAP_BEFORE = 64       /* pdfium sees a space before it that the file does not have */
};

typedef struct {
    double x0, top, x1, bottom;
    double x, y;
    double end_x, end_y;
    double size;
    double ux, uy;
    uint32_t start, end;
    uint32_t rgba;
    uint16_t font;
    uint8_t mode, flags;
} Segment;

/* What one text object gives all its characters. Coordinates are still the page's own. */
typedef struct {
    void *object;
    double size, ux, uy;
    int axis; /* 0 along +x, 1 along +y, 2 along -x, 3 along -y, 4 askew */
    double slant; /* of text that its matrix makes italic: how far up leads onwards */
    uint32_t rgba;
    uint16_t font;
    uint8_t mode;
} Style;

typedef struct {
    double x, y;         /* origin */
    double l, b, r, t;   /* loose box */
} Place;

/* Start and end of a glyph along the direction of its text; askew the end is not known and taken as the start. */
static void along(const Style *s, const Place *p, double *from, double *to)
{
    switch (s->axis) {
    case 0: *from = p->l; *to = p->r; break;
    case 1: *from = p->b; *to = p->t; break;
    case 2: *from = -p->r; *to = -p->l; break;
    case 3: *from = -p->t; *to = -p->b; break;
    default: *from = p->x * s->ux + p->y * s->uy; *to = *from; break;
    }
}

static double across(const Style *s, const Place *p)
{
    switch (s->axis) {
    case 0: return p->y;
    case 1: return -p->x;
    case 2: return -p->y;
    case 3: return p->x;
    default: return p->y * s->ux - p->x * s->uy;
    }
}

/* The box of a letter that a matrix slants holds the em aslant: it is wider than the letter is on its baseline. */
static void straighten(const Style *s, Place *p)
{
    switch (s->axis) {
    case 0: p->l -= s->slant * (p->b - p->y); p->r -= s->slant * (p->t - p->y); break;
    case 1: p->b -= s->slant * (p->x - p->r); p->t -= s->slant * (p->x - p->l); break;
    case 2: p->r += s->slant * (p->y - p->t); p->l += s->slant * (p->y - p->b); break;
    default: p->t += s->slant * (p->l - p->x); p->b += s->slant * (p->r - p->x); break;
    }
}

static int same_style(const Style *s, const Style *t)
{
    return s->size == t->size && s->axis == t->axis && s->ux == t->ux && s->uy == t->uy && s->font == t->font
        && s->mode == t->mode && s->rgba == t->rgba;
}

typedef struct {
    int count;
    void *pointers[4096];
} Fonts;

static int font_index(Fonts *fonts, void *font)
{
    for (int i = fonts->count - 1; i >= 0; i--)
        if (fonts->pointers[i] == font)
            return i;
    if (fonts->count == 4096)
        return 4095;
    fonts->pointers[fonts->count] = font;
    return fonts->count++;
}

static PyObject *font_table(const Pdfium *p, const Fonts *fonts)
{
    PyObject *table = PyList_New(fonts->count);
    for (int i = 0; table && i < fonts->count; i++) {
        void *font = fonts->pointers[i];
        char name[256];
        size_t length = font ? p->FPDFFont_GetBaseFontName(font, name, sizeof name) : 0;
        if (length > sizeof name)
            length = 0;
        PyObject *row = PyTuple_New(3);
        if (!row) {
            Py_CLEAR(table);
            break;
        }
        PyList_SET_ITEM(table, i, row);
        PyTuple_SET_ITEM(row, 0, PyBytes_FromStringAndSize(name, (Py_ssize_t)(length ? length - 1 : 0)));
        PyTuple_SET_ITEM(row, 1, PyLong_FromLong(font ? p->FPDFFont_GetFlags(font) : 0));
        PyTuple_SET_ITEM(row, 2, PyLong_FromLong(font ? p->FPDFFont_GetWeight(font) : 0));
        if (PyErr_Occurred())
            Py_CLEAR(table);
    }
    return table;
}

static void read_style(const Pdfium *p, void *textpage, int i, void *object, Fonts *fonts, Style *s)
{
    FloatMatrix m = {1, 0, 0, 1, 0, 0};
    unsigned int r = 0, g = 0, b = 0, a = 255;
    p->FPDFText_GetMatrix(textpage, i, &m);
    double across_scale = sqrt((double)m.c * m.c + (double)m.d * m.d);
    double along_scale = sqrt((double)m.a * m.a + (double)m.b * m.b);
    s->object = object;
    s->size = hundredths(p->FPDFText_GetFontSize(textpage, i) * across_scale);
    if (s->size < 0)
        s->size = -s->size;
    s->ux = along_scale > 0 ? thousandths((double)m.a / along_scale) : 1.0;
    s->uy = along_scale > 0 ? thousandths((double)m.b / along_scale) : 0.0;
    if (s->uy > -0.02 && s->uy < 0.02)
        s->axis = s->ux > 0 ? 0 : 2;
    else if (s->ux > -0.02 && s->ux < 0.02)
        s->axis = s->uy > 0 ? 1 : 3;
    else
        s->axis = 4;
    double upwards = (double)m.d * s->ux - (double)m.c * s->uy;
    s->slant = s->axis != 4 && upwards != 0 ? thousandths(((double)m.c * s->ux + (double)m.d * s->uy) / upwards) : 0.0;
    if (s->slant < -1.0 || s->slant > 1.0)
        s->slant = 0.0;
    s->font = (uint16_t)font_index(fonts, object ? p->FPDFTextObj_GetFont(object) : NULL);
    s->mode = object ? (uint8_t)p->FPDFTextObj_GetTextRenderMode(object) : 0;
    if (object)
        p->FPDFPageObj_GetFillColor(object, &r, &g, &b, &a);
    s->rgba = (r & 255) << 24 | (g & 255) << 16 | (b & 255) << 8 | (a & 255);
}

#include "relation.c"

static void to_reader(const Matrix *m, double x, double y, double *rx, double *ry)
{
    *rx = m->a * x + m->c * y + m->e;
    *ry = m->b * x + m->d * y + m->f;
}

static void close_segment(Segment *g, const Open *open, const Matrix *m, uint32_t end)
{
    double x0, y0, x1, y1, from, to, reach, ux, uy;
    to_reader(m, g->x0, g->bottom, &x0, &y0);
    to_reader(m, g->x1, g->top, &x1, &y1);
    g->x0 = hundredths(x0 < x1 ? x0 : x1);
    g->x1 = hundredths(x0 < x1 ? x1 : x0);
    g->top = hundredths(y0 < y1 ? y0 : y1);
    g->bottom = hundredths(y0 < y1 ? y1 : y0);
    along(&open->style, &open->last, &from, &to);
    reach = open->style.axis == 4 ? 0.5 * open->style.size : to - from;
    to_reader(m, g->x, g->y, &x0, &y0);
    to_reader(m, open->last.x + reach * g->ux, open->last.y + reach * g->uy, &x1, &y1);
    g->x = hundredths(x0);
    g->y = hundredths(y0);
    g->end_x = hundredths(x1);
    g->end_y = hundredths(y1);
    ux = m->a * g->ux + m->c * g->uy;
    uy = m->b * g->ux + m->d * g->uy;
    g->ux = thousandths(ux);
    g->uy = thousandths(uy);
    g->end = end;
    g->flags = (uint8_t)open->flags;
}

typedef struct {
    Buffer text, starts, segments;
    Contents contents;
    Replaced replaced;
    int contents_wanted;
    uint32_t count;
    int unmapped;
    double ux, uy; /* direction of the text, in the reader's space */
    Fonts fonts;   /* the last: its places need not be cleared */
} Page;

/* Room for it was made at the start. */
static inline void add_character(Page *page, uint32_t u, const Place *q, const Matrix *m)
{
    double x, y;
    to_reader(m, q->x, q->y, &x, &y);
    ((uint32_t *)page->text.bytes)[page->count] = u;
    ((int32_t *)page->starts.bytes)[page->count] = (int32_t)floored((x * page->ux + y * page->uy) * 100.0 + 0.5);
    page->count++;
}

#include "spaced_segments.c"

static int read_page(const Pdfium *p, void *textpage, const Matrix *m, int limit, Page *page)
{
    int total = p->FPDFText_CountChars(textpage);
    int real_space = 0, space_at = 0, made_space = 0, newline = 0, in_segment = 0;
    Style style = {0};
    Open open = {0};
    Segment segment = {0};
    void *object = NULL;
    int have_style = 0, content_changes = 0, object_changes = 0;
    if (total > limit)
        total = limit;
    /* A space may be put before each. */
    if (total > 0 && (!buffer_reserve(&page->text, 2 * (size_t)total * sizeof(uint32_t))
                      || !buffer_reserve(&page->starts, 2 * (size_t)total * sizeof(int32_t))))
        return -1;
    for (int i = 0; i < total; i++) {
        unsigned int u = p->FPDFText_GetUnicode(textpage, i);
        int hyphen = 0, joined = BREAK;
        Place q;
        FloatRect box = {0, 0, 0, 0};
        if (u >= 0xD800 && u <= 0xDBFF && i + 1 < total) {
            unsigned int low = p->FPDFText_GetUnicode(textpage, i + 1);
            if (low >= 0xDC00 && low <= 0xDFFF) {
                u = 0x10000 + ((u - 0xD800) << 10) + (low - 0xDC00);
                i++;
            }
        }
        if (u <= 0x20 && p->FPDFText_IsGenerated(textpage, i) == 1) { /* spaces and line ends alone are */
            if (u == 0x0D || u == 0x0A)
                newline = 1;
            else
                made_space = 1;
            continue;
        }
        if (u == 0x02 && p->FPDFText_IsHyphen(textpage, i) == 1) {
            u = 0x2D;
            hyphen = 1;
        }
        /* Of a font that gives no characters: a code, for `docsieve.formats._pdf.tex_codes` to read. */
        int is_code = u && u < 0x20 && p->FPDFText_HasUnicodeMapError(textpage, i) == 1;
        if (is_space(u) && !is_code) {
            real_space = 1;
            space_at = i;
            continue;
        }
        if ((u < 0x20 && !is_code) || u > 0x10FFFF || (u >= 0xD800 && u <= 0xDFFF) || (u & 0xFFFE) == 0xFFFE)
            u = 0xFFFD;
        int unmapped = is_code || u == 0xFFFD || p->FPDFText_HasUnicodeMapError(textpage, i) == 1;
        page->unmapped += unmapped;
        q.x = q.y = 0;
        p->FPDFText_GetCharOrigin(textpage, i, &q.x, &q.y);
        p->FPDFText_GetLooseCharBox(textpage, i, &box);
        q.l = box.left;
        q.b = box.bottom;
        q.r = box.right;
        q.t = box.top;
        object = p->FPDFText_GetTextObject(textpage, i);
        if (!have_style || object != style.object) {
            read_style(p, textpage, i, object, &page->fonts, &style);
            have_style = 1;
            page->ux = m->a * style.ux + m->c * style.uy;
            page->uy = m->b * style.ux + m->d * style.uy;
            content_changes = page->contents_wanted;
            object_changes = page->replaced.objects.used > 0;
        }
        if (style.slant != 0.0)
            straighten(&style, &q);
        if (in_segment && open.last.r - open.last.l > 2.0 * style.size)
            mend_box(&open, &segment, &style, &q, real_space || made_space);
        if (real_space && in_segment && !newline
            && is_stray(p, textpage, space_at, &open, &style, &q, u, page->replaced.objects.used > 0))
            real_space = 0;
        if (in_segment && !newline)
            joined = relation(&open, &style, &q, u, real_space, made_space);
        if (joined == BREAK) {
            if (in_segment) {
                if (open.lone >= FEW_IDEOGRAPHS - 1 && is_one_and_mark(&open, page))
                    close_spaces(&open, segment.start, segment.size, page);
                close_segment(&segment, &open, m, page->count);
                if (buffer_add(&page->segments, &segment, sizeof segment) < 0)
                    return -1;
            }
            in_segment = 1;
            open.reach = q.l;
            open.style = style;
            open.letters = open.lone = 0;
            open.flags = (real_space ? SPACE_BEFORE : 0) | (made_space ? GAP_BEFORE : 0)
                | (newline ? NEWLINE_BEFORE : 0) | (is_right_to_left(u) ? RIGHT_TO_LEFT : 0);
            segment.x0 = q.l;
            segment.x1 = q.r;
            segment.top = q.t;
            segment.bottom = q.b;
            segment.x = q.x;
            segment.y = q.y;
            segment.size = style.size;
            segment.ux = style.ux;
            segment.uy = style.uy;
            segment.start = page->count;
            segment.rgba = style.rgba;
            segment.font = style.font;
            segment.mode = style.mode;
        } else {
            if (joined == SPACE || joined == SPACE_LEFTWARDS) {
                add_character(page, 0x20, &open.last, m);
                if (open.lone >= 0)
                    note_space(&open, &style, &q);
                open.letters = 0;
            }
            if (joined == JOIN_LEFTWARDS || joined == SPACE_LEFTWARDS)
                open.flags |= RIGHT_TO_LEFT;
            if (joined == JOIN_DOWNWARDS)
                open.flags |= VERTICAL;
            open.reach = segment.x1;
            if (q.l < segment.x0)
                segment.x0 = q.l;
            if (q.r > segment.x1)
                segment.x1 = q.r;
            if (q.t > segment.top)
                segment.top = q.t;
            if (q.b < segment.bottom)
                segment.bottom = q.b;
        }
        open.style.object = style.object;
        open.is_ligature = joined != BREAK && q.x == open.last.x && q.y == open.last.y;
        open.last = q;
        open.letters++;
        open.flags = (open.flags & ~HYPHEN_AFTER) | (hyphen ? HYPHEN_AFTER : 0) | (unmapped ? UNMAPPED : 0);
        real_space = made_space = newline = 0;
        if (content_changes) {
            if (joined != BREAK)
                open.lone = -1; /* what the text is in refers to its characters */
            if (add_content(p, object, &page->contents, page->count) < 0)
                return -1;
            content_changes = 0;
        }
        if (object_changes) {
            const int changed = add_replacing(&page->replaced, object, page->count);
            if (changed < 0)
                return -1;
            if (changed && joined != BREAK)
                open.lone = -1; /* as above */
            object_changes = 0;
        }
        if (unmapped)
            note_unmapped(&page->replaced);
        add_character(page, u, &q, m);
    }
    if (in_segment && open.lone >= FEW_IDEOGRAPHS - 1 && is_one_and_mark(&open, page))
        close_spaces(&open, segment.start, segment.size, page);
    page->starts.used = page->count * sizeof(int32_t);
    if (in_segment) {
        close_segment(&segment, &open, m, page->count);
        if (buffer_add(&page->segments, &segment, sizeof segment) < 0)
            return -1;
    }
    return 0;
}
