/* Lines whose letters are set apart: which of the gaps between them are spaces between words. Included by lines.c;
 * `docsieve.formats._pdf.lines` does the same in Python, to the bit; change both. */

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Whether it is more than the space between letters, and than what a letter like j leaves empty beside it. */
static int is_wide(double gap, double usual, double size)
{
    return gap > 1.7 * usual && gap - usual > 0.1 * size;
}

/* Close words whose letters are set so far apart that each seems to be a word (T I T L E). */
static void close_spaced_out(const Lines *l, const LineBox *line, Member *m)
{
    Py_UCS4 letters[MAX_SPACED];
    double gaps[MAX_SPACED];
    unsigned char is_space[MAX_SPACED];
    for (size_t start = 0, end; start < line->count; start = end) {
        const Segment *s = &l->segments[m[start].segment];
        int parted = 0;
        end = start + 1;
        if (!is_one_letter(l, s))
            continue;
        letters[0] = l->text[s->start];
        for (; end < line->count && end - start < MAX_SPACED; end++) {
            const Segment *next = &l->segments[m[end].segment];
            double gap = next->x0 - s->x1;
            if (!is_one_letter(l, next) || next->size != s->size || gap > 2.5 * s->size)
                break;
            letters[end - start] = l->text[next->start];
            gaps[end - start - 1] = gap;
            parted += m[end].before != GLUED;
            s = next;
        }
        if (parted && spaced_words(letters, end - start, gaps, s->size, is_space))
            for (size_t i = start + 1; i < end; i++)
                m[i].before = is_space[i - start - 1] ? SPACED : GLUED;
    }
}

/* Take back the spaces between letters of spaced-out words (s p a c e d), not those between words. */
static int close_letterspacing(const Lines *l, const LineBox *line, Member *m)
{
    for (size_t i = 2; i < line->count; i++) {
        const Segment *before = &l->segments[m[i - 1].segment], *s = &l->segments[m[i].segment];
        /* pdfium often sees a gap before the last letters of a word alone */
        if (m[i].before == SPACED && m[i - 1].before == GLUED && is_one_letter(l, before)) {
            double usual = before->x0 - l->segments[m[i - 2].segment].x1, room = s->x0 - before->x1;
            if (!(s->flags & SPACE_BEFORE) && usual > 0.08 * s->size && room < usual + 0.02 * s->size)
                m[i].before = GLUED;
        }
    }
    for (size_t start = 0; start < line->count;) {
        size_t end = start + 1;
        while (end < line->count) {
            const Segment *s = &l->segments[m[end].segment];
            if (!is_one_letter(l, s) || m[end].before == APART || s->flags & SPACE_BEFORE)
                break;
            end++;
        }
        const Segment *first = &l->segments[m[start].segment];
        if (end - start >= 5 && first->end - first->start == 1) {
            size_t count = end - start - 1;
            double *gaps = PyMem_RawMalloc(2 * count * sizeof(double)), *sorted = gaps + count;
            if (!gaps) {
                PyErr_NoMemory();
                return -1;
            }
            for (size_t i = 0; i < count; i++) {
                double gap = l->segments[m[start + i + 1].segment].x0 - l->segments[m[start + i].segment].x1;
                gaps[i] = gap < 0.0 ? 0.0 : gap;
            }
            memcpy(sorted, gaps, count * sizeof(double));
            qsort(sorted, count, sizeof(double), by_value);
            double usual = sorted[count / 2];
            if (usual < 0.35 * line->size)
                for (size_t i = 0; i < count; i++) {
                    Member *member = &m[start + i + 1];
                    /* Ideographs stand in a square of which they may fill but a part. */
                    int is_square = is_ideographic(l->text[l->segments[member->segment].start]);
                    int is_space = is_wide(gaps[i], usual, line->size) && (!is_square || gaps[i] > 0.6 * line->size);
                    member->before = is_space ? SPACED : GLUED;
                }
            PyMem_RawFree(gaps);
        }
        start = end;
    }
    close_spaced_out(l, line, m);
    return 0;
}
