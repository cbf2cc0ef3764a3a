/* Texts and the starts of rows in the bytes of a worksheet: where they end, what is in them. */
#include "sheetrows.h"

enum { REFUSED = 0, TAKEN = 1, FAILED = -1 };

/* What was seen in a text. */
enum { END = 1, WIDE = 2, REFERENCE = 4, FORBIDDEN = 8, UNDERSCORE = 16, BRACKET = 32, NONCHARACTER = 64, LETTER_X = 128 };

typedef struct {
    const char *at, *end;
} Input;

typedef struct {
    const char *start;
    Py_ssize_t length;
    int seen;
} Text;

static uint8_t class_of[256];

static void fill_classes(void)
{
    for (int c = 0; c < 256; c++)
        class_of[c] = c >= 0x80 ? WIDE : c < 0x20 || c == 0x7F ? FORBIDDEN : 0;
    class_of['\t'] = class_of['\n'] = 0;
    class_of['<'] = END;
    class_of['&'] = REFERENCE;
    class_of['_'] = UNDERSCORE;
    class_of[']'] = BRACKET;
    class_of['x'] = LETTER_X;
    class_of[0xEF] = WIDE | NONCHARACTER;
}

static int has(Input *in, const char *word, Py_ssize_t length)
{
    if (in->end - in->at < length || memcmp(in->at, word, (size_t)length) != 0)
        return 0;
    in->at += length;
    return 1;
}
#define HAS(in, word) has(in, word, (Py_ssize_t)sizeof(word) - 1)

static void skip_blanks(Input *in)
{
    while (in->at < in->end && (*in->at == ' ' || *in->at == '\n' || *in->at == '\t'))
        in->at++;
}

static int contains(const Text *text, const char *word, Py_ssize_t length)
{
    for (Py_ssize_t i = 0; i + length <= text->length; i++)
        if (memcmp(text->start + i, word, (size_t)length) == 0)
            return 1;
    return 0;
}

/* Reads up to the next "<"; false where there is none or the text holds what XML forbids or changes, or what stands
 * for a namespace wherever Python looks for one. */
static int read_text(Input *in, Text *text)
{
    const char *at = in->at, *end = in->end;
    int seen = 0;
    while (at < end && !((seen |= class_of[(uint8_t)*at]) & END))
        at++;
    text->start = in->at;
    text->length = at - in->at;
    text->seen = seen;
    in->at = at;
    if (at == end || seen & FORBIDDEN)
        return 0;
    if (seen & NONCHARACTER && (contains(text, "\xEF\xBF\xBE", 3) || contains(text, "\xEF\xBF\xBF", 3)))
        return 0;
    return !(seen & BRACKET && contains(text, "]]>", 3)) && !(seen & LETTER_X && contains(text, "xmlns", 5));
}

static int digits(Input *in, int least, int most, long *number)
{
    int count = 0;
    long value = 0;
    while (in->at < in->end && *in->at >= '0' && *in->at <= '9') {
        if (++count > most)
            return 0;
        value = value * 10 + (*in->at++ - '0');
    }
    *number = value;
    return count >= least;
}

/* The character that a reference means, after its "&"; 0 for one that is read elsewhere, or nowhere. */
static uint32_t referred(Input *in)
{
    static const struct { const char *name; int length; char sign; } known[] = {
        {"amp;", 4, '&'}, {"lt;", 3, '<'}, {"gt;", 3, '>'}, {"quot;", 5, '"'}, {"apos;", 5, '\''},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (has(in, known[i].name, known[i].length))
            return (uint32_t)known[i].sign;
    if (!HAS(in, "#"))
        return 0;
    uint32_t sign = 0, base = HAS(in, "x") ? 16 : 10, digit;
    for (int count = 0; in->at < in->end && *in->at != ';'; in->at++) {
        char c = *in->at;
        digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0') : (uint32_t)((c | 32) - 'a') + 10;
        if (digit >= base || (c | 32) > 'f' || ++count > 6)
            return 0;
        sign = sign * base + digit;
    }
    /* An underscore may begin a character written as `_x000D_`, and XML allows no other control characters. */
    int is_usual = (sign >= 0x20 && sign != '_' && sign != 'x' && sign != 0x7F && !(sign >= 0xD800 && sign <= 0xDFFF)
                    && sign != 0xFFFE && sign != 0xFFFF && sign <= 0x10FFFF) || sign == '\n' || sign == '\t';
    return is_usual && HAS(in, ";") ? sign : 0;
}

static char *put(char *to, uint32_t sign)
{
    if (sign < 0x80) {
        *to++ = (char)sign;
        return to;
    }
    int further = sign < 0x800 ? 1 : sign < 0x10000 ? 2 : 3;
    *to++ = (char)((0xFF00 >> (further + 1) & 0xFF) | sign >> 6 * further);
    while (further--)
        *to++ = (char)(0x80 | (sign >> 6 * further & 0x3F));
    return to;
}

/* A text with its references replaced, none of which is shorter than the character in UTF-8. */
static int without_references(const Text *text, PyObject **made)
{
    char *bytes = PyMem_Malloc((size_t)text->length), *to = bytes;
    if (!bytes) {
        PyErr_NoMemory();
        return FAILED;
    }
    Input in = {text->start, text->start + text->length};
    while (in.at < in.end) {
        if (*in.at != '&') {
            *to++ = *in.at++;
            continue;
        }
        in.at++;
        uint32_t sign = referred(&in);
        if (!sign) {
            PyMem_Free(bytes);
            return REFUSED;
        }
        to = put(to, sign);
    }
    *made = PyUnicode_DecodeUTF8(bytes, to - bytes, "strict");
    PyMem_Free(bytes);
    return *made ? TAKEN : FAILED;
}

/* A new string; REFUSED where the bytes are no UTF-8 or refer to what XML does not know by itself. */
static int new_text(const Text *text, PyObject **made)
{
    int state = TAKEN;
    if (text->seen & REFERENCE)
        state = without_references(text, made);
    else if (text->seen & WIDE)
        *made = PyUnicode_DecodeUTF8(text->start, text->length, "strict");
    else if ((*made = PyUnicode_New(text->length, 127)) && text->length)
        memcpy(PyUnicode_1BYTE_DATA(*made), text->start, (size_t)text->length);
    if (state == REFUSED || *made)
        return state;
    if (!PyErr_ExceptionMatches(PyExc_UnicodeDecodeError))
        return FAILED;
    PyErr_Clear();
    return REFUSED;
}

/* What General shows as it is written: whole numbers of up to 15 digits, decimals of up to 5 and 5 places. */
static int is_as_written(const Text *value)
{
    const char *at = value->start, *end = at + value->length;
    Py_ssize_t whole = 0, places = 0;
    while (at + whole < end && at[whole] >= '0' && at[whole] <= '9')
        whole++;
    if (at + whole == end)
        return whole >= 1 && whole <= 15 && *at != '0';
    if (*at == '-') {
        at++;
        for (whole = 0; at + whole < end && at[whole] >= '0' && at[whole] <= '9';)
            whole++;
    }
    if (whole < 1 || whole > 5 || (*at == '0' && whole > 1) || at + whole == end || at[whole] != '.')
        return 0;
    const char *fraction = at + whole + 1;
    while (fraction + places < end && fraction[places] >= '0' && fraction[places] <= '9')
        places++;
    if (fraction + places != end || places < 1 || places > 5 || fraction[places - 1] == '0')
        return 0;
    return *at != '0' || places < 3 || memcmp(fraction, "000", 3) != 0;
}

/* Reads `<row r="2" ...>`; rows without cells may stand before. */
static int read_row_start(Input *in, long *number, int *is_hidden)
{
    for (;;) {
        int has_number = 0, has_hidden = 0, has_height = 0;
        *is_hidden = 0;
        skip_blanks(in);
        if (!HAS(in, "<row"))
            return REFUSED;
        while (in->end - in->at > 1 && in->at[0] == ' ' && in->at[1] != '>' && in->at[1] != '/') {
            const char *name = ++in->at;
            while (in->at < in->end && ((*in->at >= '0' && *in->at <= ':') || (*in->at >= 'A' && *in->at <= 'Z')
                                        || (*in->at >= 'a' && *in->at <= 'z')))
                in->at++;
            Py_ssize_t length = in->at - name;
            if (!length || !HAS(in, "=\""))
                return REFUSED;
            const char *value = in->at;
            while (in->at < in->end && *in->at >= ' ' && *in->at <= '~' && !strchr("\"<>&", *in->at))
                in->at++;
            Py_ssize_t size = in->at - value;
            const Text all = {name, in->at - name, 0};
            if (!HAS(in, "\"") || contains(&all, "xmlns", 5))
                return REFUSED;
            if (length == 1 && *name == 'r') {
                Input inside = {value, value + size};
                if (has_number++ || !digits(&inside, 1, 7, number) || inside.at != inside.end)
                    return REFUSED;
            } else if (length == 6 && memcmp(name, "hidden", 6) == 0) {
                if (has_hidden++)
                    return REFUSED;
                *is_hidden |= (size == 1 && *value == '1') || (size == 4 && memcmp(value, "true", 4) == 0)
                    || (size == 2 && memcmp(value, "on", 2) == 0);
            } else if (length == 2 && memcmp(name, "ht", 2) == 0) {
                if (has_height++)
                    return REFUSED;
                *is_hidden |= size == 1 && *value == '0';
            }
        }
        HAS(in, " ");
        if (HAS(in, "/>"))
            continue;
        return HAS(in, ">") && has_number && *number >= 1 && *number <= MAX_ROWS ? TAKEN : REFUSED;
    }
}
