/* What the characters beside a gap tell of it. Included by lines.c; `docsieve.formats._pdf.word_gaps` does the same in
 * Python, to the bit; change both. */

/* Whether the text from `at` on, forwards or backwards, begins with more than one letter, or a mark that stands apart
 * as words do: single letters may be spaced out. */
static int is_word(const Lines *l, uint32_t at, uint32_t end, int step)
{
    Py_UCS4 first = l->text[at];
    return first == '|' || first == 0xA7 || first == 0x2022 || (at + step != end && l->text[at + step] != ' ');
}

static int is_lone_letter(const Lines *l, uint32_t at, uint32_t end, int step)
{
    return Py_UNICODE_ISALPHA(l->text[at]) && !is_word(l, at, end, step);
}

static int is_one_style(const Segment *a, const Segment *b)
{
    return a->font == b->font && a->size == b->size;
}

static int is_before_marks(Py_UCS4 u)
{
    return u == ')' || u == ']' || u == 0x201D || u == 0x2019 || u == '.' || u == ',' || u == '?' || u == '!' || u == 0x2026;
}

/* Whether no space is between two segments `gap` em apart, though there is room for a narrow one. */
static int closes_up(const Lines *l, const Segment *before, const Segment *after, double gap)
{
    int same_style = is_one_style(before, after);
    if (gap >= (same_style ? 0.25 : 0.35))
        return 0;
    const Py_UCS4 *text = l->text;
    Py_UCS4 first = text[after->start], second = after->end - after->start > 1 ? text[after->start + 1] : 0;
    Py_UCS4 third = after->end - after->start > 2 ? text[after->start + 2] : 0;
    Py_UCS4 last = text[before->end - 1], other = before->end - before->start > 1 ? text[before->end - 2] : 0;
    if (first == ',')
        return last != '.' && last != ',' && !Py_UNICODE_ISALNUM(second);
    if (first == ')' || first == ']')
        return last != ',' && last != ';' && !Py_UNICODE_ISALNUM(second);
    if (first == '.' || first == 0x2019 || first == 0x201D) { /* single and double quotation marks */
        if (gap >= 0.2 || Py_UNICODE_ISALNUM(second) || !(Py_UNICODE_ISALNUM(last) || is_before_marks(last)))
            return 0;
        /* full stops of one style may be leaders */
        return first != '.' || !(same_style || (is_before_marks(last) && last != ')' && last != ']' && last != 0x201D
            && last != 0x2019) || second == '.' || (second == ' ' && third == '.'));
    }
    if (gap >= 0.25)
        return 0;
    if (last == 0x201C || last == 0x2018)
        return !other || other == ' ' || other == '(' || other == '[';
    return last == '(' || (last == '[' && !Py_UNICODE_ISDIGIT(other));
}

/* Whether a gap of a tenth to a seventh of an em, in one style, is a space for its marks: before the number of a page
 * behind its leaders, or the thin space of French. */
static int is_thin_space(const Lines *l, const Segment *before, const Segment *after, double gap)
{
    const Py_UCS4 *text = l->text;
    Py_UCS4 first = text[after->start];
    uint32_t end = before->end, length = end - before->start;
    int is_alone = after->end - after->start == 1 || text[after->start + 1] == ' ';
    if (length > 2 && text[end - 1] == '.' && text[end - 2] == '.' && text[end - 3] == '.')
        return Py_UNICODE_ISALNUM(first);
    return gap > 0.12 && (first == ':' || first == ';' || first == '?' || first == '!' || first == 0xBB) && is_alone
        && length > 1 && text[end - 2] != ' ' && (Py_UNICODE_ISALNUM(text[end - 1]) || is_before_marks(text[end - 1]));
}
