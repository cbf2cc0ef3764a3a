"""What a character's script means for layout: written without spaces, or from right to left."""

from __future__ import annotations

from typing import Final

#: Digits of Arabic, of Persian and Urdu, and the marks within numbers.
ARABIC_NUMBERS: Final = frozenset("٠١٢٣٤٥٦٧٨٩٫٬۰۱۲۳۴۵۶۷۸۹")


def is_ideographic(character: str) -> bool:
    """Tell whether the character is of a script without spaces between words (CJK, kana, their marks)."""
    code = ord(character)
    return code >= 0x2E80 and (
        (code <= 0xA4CF and not 0x3130 <= code <= 0x318F)
        or 0xF900 <= code <= 0xFAFF
        or 0xFE30 <= code <= 0xFE4F
        or 0xFF00 <= code <= 0xFF9F
        or 0x20000 <= code <= 0x3FFFF
    )


def is_rtl_text(character: str) -> bool:
    """Tell whether the character is written from right to left (Hebrew, Arabic, Syriac and their forms).

    Digits are not: numbers run to the right in Arabic, too (UAX 9, class AN).
    """
    code = ord(character)
    return (
        code >= 0x590
        and character not in ARABIC_NUMBERS
        and (
            code <= 0x8FF
            or 0xFB1D <= code <= 0xFDFF
            or 0xFE70 <= code <= 0xFEFC
            or 0x10800 <= code <= 0x10FFF
            or 0x1E800 <= code <= 0x1EFFF
        )
    )
