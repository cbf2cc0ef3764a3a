/* Kinds of characters. Included by pdfglyphs.c before glyphs.c. */

static int is_space(unsigned int u)
{
    if (u > 0x20 && u < 0x85)
        return 0; /* as nearly all characters */
    return u == 0x20 || u == 0xA0 || (u >= 0x09 && u <= 0x0D) || u == 0x85 || u == 0x1680
        || (u >= 0x2000 && u <= 0x200A) || u == 0x2028 || u == 0x2029 || u == 0x202F || u == 0x205F || u == 0x3000;
}

/* Digits of Arabic, of Persian and Urdu, and the marks within numbers: they run to the right (UAX 9, class AN). */
static int is_arabic_number(unsigned int u)
{
    return (u >= 0x660 && u <= 0x669) || u == 0x66B || u == 0x66C || (u >= 0x6F0 && u <= 0x6F9);
}

static int is_right_to_left(unsigned int u)
{
    if (u < 0x590)
        return 0;
    return (u >= 0x590 && u <= 0x8FF && !is_arabic_number(u)) || (u >= 0xFB1D && u <= 0xFDFF) || (u >= 0xFE70 && u <= 0xFEFC)
        || (u >= 0x10800 && u <= 0x10FFF) || (u >= 0x1E800 && u <= 0x1EFFF);
}
