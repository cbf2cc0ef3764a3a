/* How far apart lines of one paragraph may stand on a page. Included by pdfglyphs.c before grouping.c;
 * `docsieve.formats._pdf.leading` says how and does the same in Python, to the bit; change both. */

static const double MAX_LEADING = 2.0, WIDEST_LEADING = 3.2, LEADING_TOLERANCE = 1.04, NARROW_LINE = 20.0;

static int compare_steps(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int goes_on_within(Py_UCS4 u)
{
    return Py_UNICODE_ISALPHA(u) && !Py_UNICODE_ISTITLE(u) && !Py_UNICODE_ISUPPER(u);
}

/* Whether the line is too narrow for text that is set wide. */
static int is_narrow_line(const Row *row, double size) { return row->x1 - row->x0 < NARROW_LINE * size; }

/* Count the lines of that size that go on after no wide step. */
static size_t lines_set_solid(const Rows *rows, const char *is_short, double size)
{
    size_t count = 0;
    for (size_t i = 1; i < row_count(rows); i++) {
        const Row *e = row_at(rows, i), *before = e - 1;
        double own = e->size > before->size ? e->size : before->size, step = e->y - before->y;
        count += 0.92 * own <= size && 0.92 * size <= own && 0.0 < step && step <= MAX_LEADING * own && !is_short[i - 1]
            && !is_narrow_line(before, own);
    }
    return count;
}

/* The widest step within a paragraph, in em; negative on failure. `is_short` has a byte for each line. */
static double widest_step(const Rows *rows, const char *is_short)
{
    Buffer steps = {0}, sizes = {0};
    size_t others = 0, ended = 0;
    double widest = MAX_LEADING;
    for (size_t i = 1; i < row_count(rows); i++) {
        const Row *e = row_at(rows, i), *before = e - 1;
        double step = e->y - before->y, size = e->size > before->size ? e->size : before->size;
        if (!(MAX_LEADING * size < step && step <= WIDEST_LEADING * size) || is_narrow_line(before, size))
            continue;
        if (is_short[i - 1]) {
            ended++;
        } else if (before->flags & LINE_HYPHEN || (e->first_length && goes_on_within(*row_text(rows, e->first)))) {
            step /= size;
            if (buffer_add(&steps, &step, sizeof step) < 0 || buffer_add(&sizes, &size, sizeof size) < 0) {
                widest = -1.0;
                break;
            }
        } else {
            others++;
        }
    }
    const size_t count = steps.used / sizeof(double);
    if (widest > 0.0 && count >= 3 && (double)count >= 1.5 * (double)others && count >= ended) {
        double *found = (double *)steps.bytes, *ems = (double *)sizes.bytes;
        qsort(found, count, sizeof *found, compare_steps);
        qsort(ems, count, sizeof *ems, compare_steps);
        if (count > lines_set_solid(rows, is_short, ems[count / 2]))
            widest = found[count / 2] * LEADING_TOLERANCE;
    }
    PyMem_RawFree(steps.bytes);
    PyMem_RawFree(sizes.bytes);
    return widest;
}

/* Whether a sentence goes on from line to line, the first being as long as it could be. */
static int sentence_goes_on(const Rows *rows, const Row *before, const Row *e)
{
    if (before->flags & LINE_HYPHEN || (e->first_length && goes_on_within(*row_text(rows, e->first))))
        return 1;
    const Run *last = runs_of(rows, before) + before->runs - 1;
    const Py_UCS4 end = before->runs && last->length ? row_text(rows, last->at)[last->length - 1] : 0;
    if (end && end < 0x80 && strchr(".?!:;)]}", (int)end))
        return 0;
    for (size_t i = 0; i < e->first_length; i++)
        if (Py_UNICODE_ISALPHA(row_text(rows, e->first)[i]))
            return 1;
    return 0;
}
