/* A character after another: whether it goes on with the segment. Included by glyphs.c. */

/* What lies between the last character of the segment and this one. */
enum { BREAK, JOIN, JOIN_LEFTWARDS, JOIN_DOWNWARDS, SPACE, SPACE_LEFTWARDS };

typedef struct {
    Style style;
    Place last;
    int flags;
    int letters; /* since the last space within the segment */
    int is_ligature; /* its last characters are of one glyph */
    int lone; /* spaces between letters that all stand alone; -1 where others do */
    double gaps[MAX_SPACED];
    double reach; /* where the segment ends without its last character */
} Open;

/* Whether no space stands before it where none was written: what is closer to it than a word is for `word_gaps.c`. */
static int is_closing(unsigned int u)
{
    return u == ',' || u == ')' || u == ']' || u == 0x2019 || u == 0x201D;
}

static int relation(const Open *open, const Style *s, const Place *q, unsigned int u, int real_space, int made_space)
{
    const Place *p = &open->last;
    double em = s->size, from, to, last_from, last_to;
    int same_object = open->style.object == s->object;
    if (!(em > 0) || !(same_object || same_style(&open->style, s))) /* one object has one style */
        return BREAK;
    double drift = across(s, q) - across(s, p);
    int spaced = real_space || made_space;
    if (same_object && !spaced && s->axis == 0 && drift < 0) {
        double drop = p->b - q->t, shift = q->l + q->r - p->l - p->r;
        int running = open->flags & VERTICAL;
        if ((running || open->letters == 1) && drift < -0.5 * em && drop > -0.1 * em && drop < 0.15 * em
            && shift > -0.2 * em && shift < 0.2 * em)
            return JOIN_DOWNWARDS;
    }
    if ((open->flags & VERTICAL) || drift > 0.02 * em || drift < -0.02 * em)
        return BREAK;
    along(s, p, &last_from, &last_to);
    along(s, q, &from, &to);
    if (same_object && !spaced && q->x == p->x && q->y == p->y)
        return open->flags & RIGHT_TO_LEFT ? JOIN_LEFTWARDS : JOIN; /* one glyph, several characters */
    if (s->axis == 4) {
        double step = from - last_from;
        if (!same_object || step < 0 || step > 1.5 * em)
            return BREAK;
        return spaced ? SPACE : JOIN;
    }
    if (is_right_to_left(u) || open->flags & RIGHT_TO_LEFT) {
        double gap = last_from - to;
        if (!spaced && gap > -0.3 * em && gap <= 0.1 * em)
            return JOIN_LEFTWARDS;
        /* Further off is not the next letter: pdfium leaves some words as they are painted, last letter first. */
        if (spaced && gap > (real_space ? -0.1 : 0.15) * em && gap <= 0.6 * em && open->letters > 1)
            return SPACE_LEFTWARDS;
        return BREAK;
    }
    double gap = from - last_to;
    if (!spaced)
        return gap > (same_object ? -0.5 : -0.1) * em && gap <= 0.1 * em ? JOIN : BREAK;
    if (real_space)
        return gap > -0.1 * em && gap <= 1.2 * em ? SPACE : BREAK;
    return gap >= (is_closing(u) ? 0.25 : 0.15) * em && gap <= 1.0 * em && open->letters > 1 ? SPACE : BREAK;
}

/* Whether a painted space is no gap here: the letters touch, and it is at neither of them, or within a ligature, or
 * the next letter is painted over it. Where there are texts `in_marks`, a glyph of its own object may give both. */
static int is_stray(const Pdfium *p, void *textpage, int space_at, const Open *open, const Style *s, const Place *q,
                    unsigned int u, int in_marks)
{
    double em = s->size, from, to, last_from, last_to;
    if (s->axis == 4 || s->axis != open->style.axis || open->flags & RIGHT_TO_LEFT || is_right_to_left(u))
        return 0;
    along(s, &open->last, &last_from, &last_to);
    along(s, q, &from, &to);
    if (from - last_to <= -0.1 * em || from - last_to > 0.1 * em)
        return 0;
    FloatRect box = {0, 0, 0, 0};
    p->FPDFText_GetLooseCharBox(textpage, space_at, &box);
    Place space = {0, 0, box.left, box.bottom, box.right, box.top};
    double space_from, space_to;
    along(s, &space, &space_from, &space_to);
    return space_from < last_from - 0.5 * em || space_from > to + 0.5 * em || (open->is_ligature && space_from < last_to - 0.15 * em)
        || (s->axis == 0 && s->mode != 3
            && (open->style.object == s->object || (in_marks && p->FPDFText_GetTextObject(textpage, space_at) == s->object))
            && q->x - box.left < 0.15 * (box.right - box.left)); /* layers of OCR are not so exact */
}

/* End a box that cannot be true where the next character begins: broken fonts have letters of many em. */
static void mend_box(Open *open, Segment *segment, const Style *s, const Place *q, int spaced)
{
    Place *p = &open->last;
    double em = s->size, step = q->x - p->x, end = q->x - (spaced ? 0.25 * em : 0.0);
    if (s->axis != 0 || open->style.object != s->object || q->y != p->y || step < 0.1 * em || step > 1.5 * em
        || p->r < q->x + 0.5 * em || end < p->x)
        return;
    p->r = end;
    segment->x1 = end > open->reach ? end : open->reach;
}
