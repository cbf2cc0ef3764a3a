"""The marker a list entry shows, from the attributes of `ol` and `li` (HTML 4.4.5 and 4.4.8)."""

from __future__ import annotations

from typing import Final

_ROMAN: Final = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def roman(number: int) -> str:
    """Write 1 to 3999 in lower-case Roman numerals; other numbers stay in digits."""
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def letters(number: int) -> str:
    """Write 1 as a, 26 as z, 27 as aa; other numbers stay in digits."""
    if number < 1:
        return str(number)
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(97 + rest) + text
    return text


def ordinal_marker(number: int, kind: str) -> str:
    """Return the marker of an ordered entry with its full stop: "3.", "c.", "iv."."""
    if kind in ("a", "lower-alpha", "lower-latin"):
        text = letters(number)
    elif kind in ("A", "upper-alpha", "upper-latin"):
        text = letters(number).upper()
    elif kind in ("i", "lower-roman"):
        text = roman(number)
    elif kind in ("I", "upper-roman"):
        text = roman(number).upper()
    else:
        text = str(number)
    return f"{text}."
