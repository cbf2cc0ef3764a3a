/* Letters that are set apart, by tracking or by spaces: which of them are words. Included by pdfglyphs.c before
 * glyphs.c; `docsieve.formats._pdf.spaced_out` does the same in Python, to the bit; change both. */

enum {
    MAX_SPACED = 128,  /* letters; nobody spaces out whole paragraphs */
    FEW_LETTERS = 6,   /* fewer may be symbols, or the letters of a table */
    FEW_IDEOGRAPHS = 4,
    UNLIKELY = 17,     /* thirds of a bit to a letter, that no text has */
    LIKELY = 14        /* what tells a word of one letter less */
};

/* `letter_pairs._ROWS`. */
static const char LETTER_PAIRS[27][28] = {
    "zbeadddigdmmedgfbocabghewpq",
    "fwfbeqlfsdti9eaugwac8hhnojt",
    "iappu7uur9js7lsarzcfjbpwzhz",
    "eazhu9zzacseeuy7uwen9czzwkq",
    "4cqrh6rlw9rvloodsvhfqeorzlv",
    "7eodaijkpkusff9qil89eohmgnv",
    "fcqrvabxz6zzfzy7zzbkebzzxhz",
    "4dwuu7tkcczxineerzcfmdzzznz",
    "77sto6xxp8zzmkk9szgmfjytzkz",
    "lfibedgftuxnce69ingb9ofzpzj",
    "e9urq5lzqezprqm9ouodo7wtzyz",
    "6dnkn5ompayvhsegoziaigvpznz",
    "9asof7nqz8yqaqnaozrffelrzcz",
    "98fpw6tvzazzndnbazvgxfzzzqz",
    "8ctcbbi9sdtmkqjfpysa7ilvznu",
    "fkjeenjjtipkdc6gex8eebfepnt",
    "f9xsl8uqhezy9nw9dz8hcdzuykz",
    "hnzvtrstvmuzlzsslwtnr0uozwz",
    "99oih6ljtazjmfhalxhddhkqzgr",
    "4gugs9oxgbznnjsegrvb9dzozlu",
    "7bvnv8sya7zxkprdnzcdhfznxex",
    "keedgcnhxeusac9sfz89azrzowr",
    "n8usq3zzz7zzrpyeyzqszhzyzvz",
    "a9tpp8rv86zxktdaszfdrvzyzlx",
    "9apbp8qyh9zzmjro7xsq8svtuly",
    "2moiretszgyrigigczmcguynzzq",
    "c7lko4wrpbrjpjfcszsrojqkzdf",
};

static int letter_of(Py_UCS4 u)
{
    u |= 0x20;
    return u >= 'a' && u <= 'z' ? (int)(u - 'a') + 1 : 0;
}

/* Thirds of a bit that one letter tells after another; 0 is the end of a word. */
static int surprise(int before, int after)
{
    char figure = LETTER_PAIRS[before][after];
    return figure <= '9' ? figure - '0' : figure - 'a' + 10;
}

static int is_ideographic(Py_UCS4 u)
{
    return u >= 0x2E80 && ((u <= 0xA4CF && !(u >= 0x3130 && u <= 0x318F)) || (u >= 0xF900 && u <= 0xFAFF)
        || (u >= 0xFE30 && u <= 0xFE4F) || (u >= 0xFF00 && u <= 0xFF9F) || (u >= 0x20000 && u <= 0x3FFFF));
}

static int is_cyrillic(Py_UCS4 u)
{
    return u >= 0x400 && u <= 0x45F;
}

static int is_cyrillic_vowel(Py_UCS4 u)
{
    static const Py_UCS4 vowels[] = {0x430, 0x435, 0x438, 0x43E, 0x443, 0x44B, 0x44D, 0x44E, 0x44F, 0x451, 0x456};
    u = u >= 0x410 && u <= 0x42F ? u + 0x20 : u >= 0x400 && u <= 0x40F ? u + 0x50 : u;
    for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++)
        if (u == vowels[i])
            return 1;
    return 0;
}

/* Whether letters with these spaces between them read like words of a language. */
static int reads_like_words(const Py_UCS4 *letters, size_t count, const unsigned char *is_space)
{
    int told = 0, before = 0;
    size_t ideographs = 0, cyrillic = 0, vowels = 0, known = 0, different = 0;
    for (size_t i = 0; i < count; i++) {
        int letter = letter_of(letters[i]), is_new = 1;
        ideographs += is_ideographic(letters[i]) != 0;
        cyrillic += is_cyrillic(letters[i]);
        vowels += is_cyrillic_vowel(letters[i]);
        for (size_t k = 0; k < i; k++)
            is_new &= letters[k] != letters[i];
        different += is_new;
        if (i > 0 && is_space[i - 1]) {
            told += before < 0 ? 0 : surprise(before, 0);
            before = 0;
        }
        if (!letter || letters[i] >= 0x80) {
            before = -1; /* nothing is known of it */
            continue;
        }
        known++;
        told += before < 0 ? UNLIKELY / 2 : surprise(before, letter);
        before = letter;
    }
    told += before < 0 ? 0 : surprise(before, 0);
    if (ideographs == count)
        return count >= FEW_IDEOGRAPHS && 2 * different > count;
    if (count < FEW_LETTERS - 1 || different < 4)
        return 0;
    if (cyrillic == count)
        return count >= FEW_LETTERS && 4 * vowels >= count && 3 * vowels <= 2 * count;
    return 4 * known >= 3 * count && told < (count < FEW_LETTERS ? LIKELY : UNLIKELY) * (int)known;
}

/* Whether letters that lie `gaps` apart, of one em, are words that are spaced out; then where the words end. */
static int spaced_words(const Py_UCS4 *letters, size_t count, const double *gaps, double em, unsigned char *is_space)
{
    double sorted[MAX_SPACED], off = 0.0;
    size_t within = 0;
    if (count < FEW_IDEOGRAPHS || count > MAX_SPACED)
        return 0;
    for (size_t i = 0; i + 1 < count; i++) {
        size_t at = i;
        for (; at > 0 && sorted[at - 1] > gaps[i]; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = gaps[i];
    }
    double usual = sorted[(count - 1) / 2];
    if (usual < 0.1 * em || usual > (is_ideographic(letters[0]) ? 1.25 : 0.9) * em)
        return 0;
    for (size_t i = 0; i + 1 < count; i++) {
        double more = gaps[i] - usual;
        is_space[i] = more > 0.2 * em && more > 0.3 * usual;
        if (!is_space[i]) {
            off += more < 0 ? -more : more;
            within++;
        }
    }
    return off <= 0.07 * em * (double)within && reads_like_words(letters, count, is_space);
}
