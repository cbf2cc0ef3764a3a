/* Text that is painted a second time. Included by lines.c; `docsieve.formats._pdf.overprint` does the same. */

/* Where the same text is painted again in the same place (bold or a shadow by overprinting) the second is dropped.
 * `table` maps text to the last segment that has it. */
static int is_overprint(const Lines *l, uint32_t *table, size_t mask, uint32_t index)
{
    const Segment *s = &l->segments[index];
    size_t length = s->end - s->start, at = 2166136261u;
    for (size_t i = 0; i < length; i++)
        at = (uint32_t)((at ^ l->text[s->start + i]) * 16777619u);
    for (at ^= at >> 15, at &= mask; table[at]; at = (at + 1) & mask) {
        const Segment *b = &l->segments[table[at] - 1];
        if (b->end - b->start != length
            || memcmp(l->text + b->start, l->text + s->start, length * sizeof(Py_UCS4)) != 0)
            continue;
        double reach = 0.12 * s->size, x = b->x0 - s->x0, y = b->y - s->y;
        if (-reach <= x && x <= reach && -reach <= y && y <= reach && b->size == s->size)
            return 1;
        break;
    }
    table[at] = index + 1;
    return 0;
}

/* Nor is the end or the beginning of a piece painted again: a shadow is not always divided as its text is.
 * `kept` holds the last pieces, of which there may be fewer. */
static int is_part_again(const Lines *l, const uint32_t *kept, size_t count, const Segment *s)
{
    double reach = 0.12 * s->size;
    size_t length = s->end - s->start;
    for (size_t i = 0; i < count; i++) {
        const Segment *b = &l->segments[kept[i]];
        double y = b->y - s->y, left = b->x0 - s->x0, right = b->x1 - s->x1;
        if (y < -reach || y > reach || b->size != s->size || b->end - b->start <= length)
            continue;
        if (-reach <= right && right <= reach
            && memcmp(l->text + b->end - length, l->text + s->start, length * sizeof(Py_UCS4)) == 0)
            return 1;
        if (-reach <= left && left <= reach
            && memcmp(l->text + b->start, l->text + s->start, length * sizeof(Py_UCS4)) == 0)
            return 1;
    }
    return 0;
}
