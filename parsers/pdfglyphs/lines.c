/* Segments of a page -> its level, visible lines: what shares a line, where a space belongs, runs of one style.
 * `docsieve.formats._pdf.lines` does the same in Python, to the bit; change both. Included by pdfglyphs.c. */

enum { GLUED, SPACED, APART };
enum { KEPT = 8 }; /* pieces that a shadow may follow */

typedef struct {
    const Segment *segments;
    const Py_UCS4 *text;
    const int32_t *starts; /* of each character of the text: where it begins, in 1/100 point */
    const unsigned char *fonts; /* bits of each: 1 bold, 2 italic, 4 fixed pitch */
    PyObject *direction;
    Buffer members; /* of the line that is open */
} Lines;

typedef struct {
    double x0, top, x1, bottom, y, size;
    size_t count; /* of members */
    int rtl;
} LineBox;

/* Whether the segment is in the line; then `gap` in points lies between the line's end and it. */
static int in_line(const LineBox *line, const Segment *last, const Segment *s, double *gap)
{
    double drop = s->y - line->y, size = s->size, other = line->size;
    if (drop < 0)
        drop = -drop;
    double small = size < other ? size : other, large = size < other ? other : size;
    if (small >= 0.9 * large) {
        if (drop > 0.3 * large)
            return 0;
    } else {
        double a = s->y + 0.2 * size, b = line->y + 0.2 * other;
        double c = s->y - 0.75 * size, d = line->y - 0.75 * other;
        double low = b < a ? b : a, high = d > c ? d : c;
        if (low - high < 0.4 * small)
            return 0;
    }
    if (line->rtl || s->flags & RIGHT_TO_LEFT) {
        if (s->flags & NEWLINE_BEFORE && drop > 0.1 * large)
            return 0;
        double right = s->x0 - last->x1, left = last->x0 - s->x1;
        *gap = left > right ? left : right;
        return 1;
    }
    *gap = s->x0 - last->x1;
    return !(*gap < -0.6 * large && (s->flags & (NEWLINE_BEFORE | GAP_BEFORE | SPACE_BEFORE)
        || *gap < -2.0 * large || s->x1 < last->x1));
}

#include "word_gaps.c"

static int is_one_letter(const Lines *l, const Segment *s)
{
    return s->end - s->start == 1 && Py_UNICODE_ISALPHA(l->text[s->start]);
}

/* In em what a space needs; where pdfium sees one, slanted letters and f may lean over it. */
static double least_space(const Lines *l, const Segment *last, const Segment *s)
{
    const Member *m = (const Member *)(l->members.bytes + l->members.used) - 1;
    if (!(s->flags & GAP_BEFORE))
        return 0.08;
    if (s->font != last->font || l->text[last->end - 1] != 'f')
        return s->font == last->font ? 0.02 : -0.1;
    int is_first = l->members.used == sizeof *m;
    int is_alone = last->end - last->start > 1 ? l->text[last->end - 2] == ' ' : is_first || m->before != GLUED;
    return is_alone ? 0.06 : -0.1; /* it mostly begins a word */
}

static uint32_t judge_gap(const Lines *l, const Segment *last, const Segment *s, double gap)
{
    double em = s->size < last->size ? s->size : last->size;
    Py_UCS4 first = l->text[s->start], before = l->text[last->end - 1];
    if (em <= 0)
        return SPACED;
    if (gap > 1.3 * em)
        return APART;
    if (s->flags & SPACE_BEFORE)
        return SPACED;
    if (closes_up(l, last, s, gap / em))
        return GLUED;
    if (s->flags & GAP_BEFORE || gap > 0.3 * em || s->flags & NEWLINE_BEFORE) {
        if (gap < least_space(l, last, s) * em)
            return GLUED;
        return gap < 0.6 * em && (is_ideographic(first) || is_ideographic(before)) ? GLUED : SPACED;
    }
    if (gap > 0.1 * em && gap <= 0.15 * em && !is_right_to_left(first))
        return (is_word(l, s->start, s->end, 1) && is_word(l, last->end - 1, last->start - 1, -1)
            && !is_ideographic(first)) || (is_one_style(last, s) && is_thin_space(l, last, s, gap / em)) ? SPACED : GLUED;
    if (gap > 0.15 * em && !is_right_to_left(first)) {
        int letters = is_lone_letter(l, s->start, s->end, 1) + is_lone_letter(l, last->end - 1, last->start - 1, -1);
        return letters > (s->size == last->size) || is_ideographic(first) ? GLUED : SPACED;
    }
    return GLUED;
}

#include "letterspacing.c"

/* The line's place, its runs of one style, and what is compared of it. */
static int add_row(const Lines *l, const LineBox *line, Rows *rows)
{
    const Member *m = (const Member *)l->members.bytes;
    const Segment *first = &l->segments[m[0].segment], *s = first;
    long bold = 0;
    Row row = {
        .x0 = line->x0, .top = line->top, .x1 = line->x1, .bottom = line->bottom, .y = line->y, .size = line->size,
        .first_width = first->x1 - first->x0, .first_size = first->size, .flags = line->rtl ? LINE_RTL : 0,
        .first = text_used(rows), .first_length = first->end - first->start, .run = rows->runs.used / sizeof(Run),
        .member = rows->members.used / sizeof(Member), .members = line->count, .direction = l->direction,
        .hidden = Py_None, .start = first->start,
    };
    Run run = {row.first, 0, 0, 0};
    for (size_t i = 0; i < line->count; i++) {
        const Segment *previous = s;
        s = &l->segments[m[i].segment];
        long length = (long)(s->end - s->start);
        int look = l->fonts[s->font] | (s->mode == 2 ? STYLE_BOLD : 0);
        Py_UCS4 between = 0;
        row.characters += length;
        bold += look & STYLE_BOLD ? length : 0;
        row.mono += look & STYLE_MONO ? length : 0;
        if (line->count > 1 && s->size < 0.8 * line->size) {
            double rise = line->y - s->y;
            look |= (rise > 0.15 * line->size ? STYLE_RAISED : 0) | (rise < -0.08 * line->size ? STYLE_LOWERED : 0);
        }
        if (i > 0 && m[i].before != GLUED)
            between = m[i].before == APART && s->x0 - previous->x1 > 2.0 * s->size ? '\t' : ' ';
        if (i > 0 && m[i].before == APART)
            row.flags |= i > 1 ? GAP_LATER : GAP_AFTER_FIRST;
        if (i == 1 && m[i].before == GLUED)
            row.flags |= SECOND_GLUED;
        if (i > 0 && look & STYLE_ITALIC & ~run.style && length == 1 && !Py_UNICODE_ISALNUM(l->text[s->start]))
            look &= ~STYLE_ITALIC; /* the marks of formulas come from slanted fonts */
        if (i > 0 && look != run.style) {
            run.length = text_used(rows) - run.at;
            if (buffer_add(&rows->runs, &run, sizeof run) < 0)
                return -1;
            run = (Run){text_used(rows), 0, between, look};
        } else if (between && buffer_add(&rows->text, &between, sizeof between) < 0) {
            return -1;
        }
        run.style = look;
        if (buffer_add(&rows->text, l->text + s->start, (size_t)length * sizeof(Py_UCS4)) < 0)
            return -1;
    }
    run.length = text_used(rows) - run.at;
    row.flags |= s->flags & HYPHEN_AFTER ? LINE_HYPHEN : 0;
    row.bold = (double)bold / (double)row.characters;
    row.last_length = s->end - s->start;
    row.runs = rows->runs.used / sizeof(Run) + 1 - row.run;
    if (buffer_add(&rows->runs, &run, sizeof run) < 0
        || buffer_add(&rows->members, m, line->count * sizeof(Member)) < 0)
        return -1;
    return buffer_add(&rows->rows, &row, sizeof row);
}

enum { MAX_PIECES = 512 };

/* Whether a piece is read leftwards (1) or rightwards (-1), neither (0), or as its line (2); counts what tells the
 * line's direction. */
static int way_of(const Lines *l, const Segment *s, long *leftwards, long *rightwards)
{
    long letters = 0;
    int strong = 0, number = 0;
    if (s->flags & RIGHT_TO_LEFT) {
        *leftwards += (long)(s->end - s->start);
        return 1;
    }
    if (s->flags & UNMAPPED)
        return 2;
    for (uint32_t i = s->start; i < s->end; i++) {
        letters += Py_UNICODE_ISALPHA(l->text[i]) != 0;
        int is_number = is_arabic_number(l->text[i]);
        number |= is_number;
        strong |= !is_number && Py_UNICODE_ISALNUM(l->text[i]);
    }
    if (number && !strong) { /* it stands among leftward text, though its digits run rightwards */
        *leftwards += (long)(s->end - s->start);
        return 1;
    }
    *rightwards += letters;
    return strong ? -1 : 0;
}

/* Put the pieces of a line with right-to-left text into the order in which they are read, by their places: see
 * `docsieve.formats._pdf.bidi`. */
static void reorder(const Lines *l, size_t count, Member *m)
{
    int ways[MAX_PIECES];
    size_t runs[MAX_PIECES];
    double keys[MAX_PIECES], lefts[MAX_PIECES], rights[MAX_PIECES]; /* of the run that a piece is in */
    long leftwards = 0, rightwards = 0;
    for (size_t i = 0; i < count; i++)
        ways[i] = way_of(l, &l->segments[m[i].segment], &leftwards, &rightwards);
    int base = leftwards >= rightwards ? 1 : -1;
    for (size_t i = 0; i < count; i++) {
        const Segment *s = &l->segments[m[i].segment];
        double key = -base * (s->x0 + s->x1);
        Member member = m[i];
        int way = ways[i];
        size_t at = i;
        for (; at > 0 && keys[at - 1] > key; at--) {
            keys[at] = keys[at - 1];
            ways[at] = ways[at - 1];
            m[at] = m[at - 1];
        }
        keys[at] = key;
        ways[at] = way;
        m[at] = member;
    }
    for (size_t start = 0; start < count;) {
        size_t end = start, after = start; /* one behind the last piece of the run */
        while (end < count && (ways[end] == -base || ways[end] == 0)) {
            if (ways[end] == -base)
                after = end + 1;
            else if (after == start)
                break;
            end++;
        }
        if (after == start)
            after = start + 1;
        for (size_t a = start, b = after; a + 1 < b; a++, b--) {
            Member member = m[a];
            m[a] = m[b - 1];
            m[b - 1] = member;
        }
        double x0 = l->segments[m[start].segment].x0, x1 = l->segments[m[start].segment].x1;
        for (size_t i = start + 1; i < after; i++) {
            const Segment *s = &l->segments[m[i].segment];
            x0 = s->x0 < x0 ? s->x0 : x0;
            x1 = s->x1 > x1 ? s->x1 : x1;
        }
        for (size_t i = start; i < after; i++) {
            runs[i] = start;
            lefts[i] = x0;
            rights[i] = x1;
        }
        start = after;
    }
    m[0].before = GLUED;
    for (size_t i = 1; i < count; i++) {
        const Segment *a = &l->segments[m[i - 1].segment], *b = &l->segments[m[i].segment];
        int apart = runs[i] != runs[i - 1];
        double em = b->size < a->size ? b->size : a->size;
        double right = apart ? lefts[i] - rights[i - 1] : b->x0 - a->x1;
        double left = apart ? lefts[i - 1] - rights[i] : a->x0 - b->x1;
        double gap = right < left ? left : right;
        double least = (a->flags | b->flags) & (SPACE_BEFORE | GAP_BEFORE) ? 0.13 : 0.18;
        if (em <= 0)
            m[i].before = SPACED;
        else
            m[i].before = gap / em > 1.3 ? APART : gap > least * em ? SPACED : GLUED;
    }
}

static int finish_line(Lines *l, LineBox *line, Rows *rows)
{
    line->count = l->members.used / sizeof(Member);
    if (line->rtl && line->count > 1 && line->count <= MAX_PIECES)
        reorder(l, line->count, (Member *)l->members.bytes);
    else if (line->count > 3 && close_letterspacing(l, line, (Member *)l->members.bytes) < 0)
        return -1;
    return add_row(l, line, rows);
}

#include "overprint.c"

static int is_plain(const Segment *s, double width, double height, int ocr_layer)
{
    if ((s->mode == 0 && !(s->rgba & 255)) || ((s->mode == 3 || s->mode == 7) && !ocr_layer))
        return 0;
    if (s->x1 <= 0 || s->bottom <= 0 || s->x0 >= width || s->top >= height)
        return 0;
    if (s->size < 1.0 && s->bottom - s->top < 1.0)
        return 0;
    return s->ux > 0.99 && !(s->flags & VERTICAL);
}

static int read_lines(Lines *l, uint32_t count, double width, double height, int ocr_layer, Rows *rows,
                      Buffer *others)
{
    size_t room = 64;
    while (room < 2 * (size_t)count)
        room *= 2;
    uint32_t *table = PyMem_RawCalloc(room, sizeof *table);
    LineBox line = {0};
    uint32_t kept[KEPT];
    size_t keeping = 0;
    int open = 0, failed = table ? 0 : (PyErr_NoMemory(), -1);
    for (uint32_t i = 0; i < count && !failed; i++) {
        const Segment *s = &l->segments[i];
        Member member = {i, GLUED};
        double gap = 0;
        if (!is_plain(s, width, height, ocr_layer)) {
            failed = buffer_add(others, &i, sizeof i);
            continue;
        }
        if (is_overprint(l, table, room - 1, i) || is_part_again(l, kept, keeping < KEPT ? keeping : KEPT, s))
            continue;
        kept[keeping++ % KEPT] = i;
        const Segment *last = open ? &l->segments[((Member *)(l->members.bytes + l->members.used))[-1].segment] : NULL;
        if (open && in_line(&line, last, s, &gap)) {
            member.before = judge_gap(l, last, s, gap);
            if (s->x0 < line.x0)
                line.x0 = s->x0;
            if (s->x1 > line.x1)
                line.x1 = s->x1;
            if (s->top < line.top)
                line.top = s->top;
            if (s->bottom > line.bottom)
                line.bottom = s->bottom;
            if (s->size > line.size * 1.05) {
                line.size = s->size;
                line.y = s->y;
            }
            line.rtl |= s->flags & RIGHT_TO_LEFT;
        } else {
            failed = open ? finish_line(l, &line, rows) : 0;
            l->members.used = 0;
            open = 1;
            line = (LineBox){s->x0, s->top, s->x1, s->bottom, s->y, s->size, 0, s->flags & RIGHT_TO_LEFT};
        }
        if (!failed)
            failed = buffer_add(&l->members, &member, sizeof member);
    }
    if (open && !failed)
        failed = finish_line(l, &line, rows);
    PyMem_RawFree(table);
    return failed;
}
