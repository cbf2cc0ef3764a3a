/* Which lines may begin with the marker of a list. Included by pdfglyphs.c after rows.c;
 * `docsieve.formats._pdf.list_markers` decides. */

static int is_digit(Py_UCS4 u) { return u >= '0' && u <= '9'; }

static int is_letter(Py_UCS4 u) { return (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z'); }

static int is_roman(Py_UCS4 u) { return u && u < 0x80 && strchr("ivxlIVXL", (int)u) != NULL; }

/* What `list_markers._NUMBER` matches, of ASCII: "(12)", "iv.", "[3]", "1.2". */
static int is_number(const Py_UCS4 *token, size_t length)
{
    const size_t begin = token[0] == '(' || token[0] == '[';
    size_t digits = begin, at, more;
    while (digits < length && is_digit(token[digits]))
        digits++;
    at = digits;
    digits -= begin;
    if (token[0] == '[')
        return digits >= 1 && digits <= 3 && at + 1 == length && token[at] == ']';
    if (!digits) {
        int roman = 1;
        for (; at < length && is_letter(token[at]); at++)
            roman &= is_roman(token[at]);
        return (at - begin == 1 || (roman && at - begin >= 1 && at - begin <= 6)) && at + 1 == length
            && (token[at] == '.' || token[at] == ')');
    }
    if (at + 1 == length)
        return digits <= 3 && (token[at] == '.' || token[at] == ')');
    if (begin || digits > 2 || token[0] == '0' || at == length || token[at] != '.')
        return 0;
    for (more = ++at; at < length && is_digit(token[at]); at++)
        ;
    more = at - more;
    return more >= 1 && more <= 2 && (at == length || (at + 1 == length && token[at] == '.'));
}

/* Whether `list_markers.marker_at` may find a marker at the start of the line: most lines have none. */
static int may_be_marked(const Rows *rows, const Row *row)
{
    const Py_UCS4 *text = row_text(rows, row->first);
    size_t length = row->first_length, end = 0;
    int is_ascii = 1;
    while (end < length && end < 9 && text[end] != ' ')
        is_ascii &= text[end++] < 0x80;
    if (text[0] >= 0x80 && (end == 1 || end == length || end == 9) && !Py_UNICODE_ISALPHA(text[0]))
        return 1; /* a bullet, perhaps with text right after it */
    if (end == 0 || end == 9)
        return 0;
    if (end == 1)
        return text[0] == '*' || text[0] == '-' || text[0] == 'o';
    if (is_ascii)
        return is_number(text, end);
    Py_UCS4 last = text[end - 1];
    return last == '.' || last == ')' || last == ']' || Py_UNICODE_ISDECIMAL(last);
}
