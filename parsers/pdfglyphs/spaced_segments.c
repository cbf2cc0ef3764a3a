/* Segments whose letters are spaced out by painted spaces. Included by glyphs.c;
 * `docsieve.formats._pdf.glyph_fallback` does the same in Python, to the bit; change both. */

/* Note how far a letter is from the one before, where a space lies between the two. */
static void note_space(Open *open, const Style *s, const Place *q)
{
    double from, to, last_from, last_to;
    if (open->letters != 1 || open->lone == MAX_SPACED - 1 || s->axis == 4)
        open->lone = -1;
    if (open->lone < 0)
        return;
    along(s, &open->last, &last_from, &last_to);
    along(s, q, &from, &to);
    open->gaps[open->lone++] = from - last_to;
}

/* Whether the letters since the last space are one, or one and the mark that ends a heading (T I T L E:). */
static int is_one_and_mark(const Open *open, const Page *page)
{
    uint32_t last = ((uint32_t *)page->text.bytes)[page->count - 1];
    return open->letters == 1 || (open->letters == 2 && (last == ':' || last == '.' || last == ',' || last == ';'));
}

/* Take the spaces out of a segment whose letters are but spaced out (T I T L E). */
static void close_spaces(Open *open, uint32_t start, double size, Page *page)
{
    Py_UCS4 letters[MAX_SPACED];
    unsigned char is_space[MAX_SPACED];
    uint32_t *text = (uint32_t *)page->text.bytes + start;
    int32_t *starts = (int32_t *)page->starts.bytes + start;
    size_t count = (size_t)open->lone + 1, kept = 1, marks = (size_t)open->letters - 1;
    if (page->count - start != 2 * count - 1 + marks)
        return; /* other characters are among them */
    for (size_t i = 0; i < count; i++)
        letters[i] = text[2 * i];
    if (!spaced_words(letters, count, open->gaps, size, is_space))
        return;
    for (size_t i = 1; i < count; i++) {
        if (is_space[i - 1]) {
            text[kept] = ' ';
            starts[kept++] = starts[2 * i - 1];
        }
        text[kept] = letters[i];
        starts[kept++] = starts[2 * i];
    }
    if (marks) {
        text[kept] = text[2 * count - 1];
        starts[kept++] = starts[2 * count - 1];
    }
    page->count = start + (uint32_t)kept;
}
