"""What a character's script means for layout: written without spaces, or from right to left."""

from __future__ import annotations

import re
from typing import Final

#: A character of a script without spaces between words: CJK, kana, and their marks and wide forms.
IDEOGRAPHIC: Final = re.compile(
    "[\u2e80-\u312f\u3190-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff9f\U00020000-\U0003ffff]"
)

#: Most text has none from here on.
_FIRST_IDEOGRAPHIC: Final = "\u2e80"
#: Digits of Arabic, of Persian and Urdu, and the marks within numbers.
ARABIC_NUMBERS: Final = frozenset("٠١٢٣٤٥٦٧٨٩٫٬۰۱۲۳۴۵۶۷۸۹")
#: Code points of white space.
SPACES: Final = frozenset(
    (
        *range(0x09, 0x0E),
        *(0x20, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000),
        *range(0x2000, 0x200B),
    )
)


def is_ideographic(character: str) -> bool:
    """Tell whether the character is of a script without spaces between words (CJK, kana, their marks)."""
    return character >= _FIRST_IDEOGRAPHIC and IDEOGRAPHIC.match(character) is not None


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
