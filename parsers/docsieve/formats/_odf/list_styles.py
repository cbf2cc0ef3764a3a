"""List styles and the markers they give (ODF 1.3 part 3, 16.30 to 16.35 and 19.500)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from docsieve.formats._docx.numerals import numeral
from docsieve.formats._html.list_markers import letters
from docsieve.formats._odf.namespaces import FO, LOEXT, STYLE, TEXT
from docsieve.formats._ooxml.symbols import unprivate, unsymboled

if TYPE_CHECKING:
    from lxml import etree

_BULLET: Final = f"{TEXT}list-level-style-bullet"
_IMAGE: Final = f"{TEXT}list-level-style-image"
_PLACE: Final = re.compile(r"%(\d{1,2})%")
_LATIN: Final = ("a", "A")
#: The first sign of a sequence names it: "1", "a", "I", and those that office programs add (19.500).
_SEQUENCES: Final = {
    "1": "decimal", "I": "upperRoman", "i": "lowerRoman", "01": "decimalZero", "1st": "ordinal",
    "One": "cardinalText", "First": "ordinalText",
    "①": "decimalEnclosedCircle", "１": "decimalFullWidth", "一": "chineseCounting",
    "甲": "ideographTraditional",
    "子": "ideographZodiac", "ア": "aiueo", "ｱ": "aiueo", "イ": "iroha", "ｲ": "iroha", "ㄱ": "chosung",
    "가": "ganada", "㉠": "chosung", "㉮": "ganada", "א": "hebrew1", "ا": "arabicAlpha", "أ": "arabicAlpha",
    "ก": "thaiLetters", "А": "russianUpper", "а": "russianLower", "१": "hindiNumbers", "๑": "thaiNumbers",
}  # fmt: skip
_MAX_LEVELS: Final = 10


class ListLevel(msgspec.Struct, frozen=True):
    """One level of a list style."""

    bullet: str | None = None
    number_format: str = ""
    prefix: str = ""
    suffix: str = ""
    display_levels: int = 1
    start: int = 1
    letter_sync: bool = False
    #: A pattern such as "%1%.%2%)"; it says more than prefix and suffix.
    pattern: str | None = None


ListStyle = dict[int, ListLevel]


class Counts(msgspec.Struct):
    """The numbers of one list, and of those that continue it, by 1-based level."""

    numbers: dict[int, int] = {}


def read_list_style(element: etree._Element) -> ListStyle:
    """Read `text:list-style` or `text:outline-style`: levels by their 1-based number."""
    style: ListStyle = {}
    for child in element:
        level = child.get(f"{TEXT}level", "")
        if level.isdecimal() and 1 <= int(level) <= _MAX_LEVELS:
            style[int(level)] = _read_level(child)
    return style


def _read_level(element: etree._Element) -> ListLevel:
    prefix, suffix = element.get(f"{STYLE}num-prefix", ""), element.get(f"{STYLE}num-suffix", "")
    if element.tag == _IMAGE:
        return ListLevel(bullet="•")
    if element.tag == _BULLET:
        properties = element.find(f"{STYLE}text-properties")
        font = None if properties is None else properties.get(f"{STYLE}font-name")
        if font is None and properties is not None:
            font = properties.get(f"{FO}font-family")
        sign = element.get(f"{TEXT}bullet-char", "")
        return ListLevel(bullet=unprivate(unsymboled(sign, font)).strip())
    return ListLevel(
        number_format=element.get(f"{STYLE}num-format", ""),
        prefix=prefix,
        suffix=suffix,
        display_levels=min(_integer(element.get(f"{TEXT}display-levels"), 1), _MAX_LEVELS),
        start=_integer(element.get(f"{TEXT}start-value"), 1),
        letter_sync=element.get(f"{STYLE}num-letter-sync") == "true",
        pattern=element.get(f"{STYLE}num-list-format") or element.get(f"{LOEXT}num-list-format"),
    )


def advance(counts: Counts, style: ListStyle | None, level: int, start: int | None) -> None:
    """Count one entry on `level`; deeper levels begin anew."""
    told = (style or {}).get(level)
    first = told.start if told is not None else 1
    numbers = counts.numbers
    numbers[level] = start if start is not None else numbers.get(level, first - 1) + 1
    for deeper in [other for other in numbers if other > level]:
        del numbers[deeper]


def marker_text(counts: Counts, style: ListStyle | None, level: int) -> tuple[str, bool]:
    """Return the marker as shown and whether it numbers; without a style it is a bullet."""
    if style is None:
        return "•", False
    told = style.get(level)
    if told is None:
        return "", False
    if told.bullet is not None:
        return told.bullet, False
    if told.pattern is not None:
        text = _PLACE.sub(lambda match: _number(counts, style, int(match[1])), told.pattern)
        return text.strip(), bool(told.number_format)
    if not told.number_format:
        return f"{told.prefix}{told.suffix}".strip(), False
    first = max(level - told.display_levels + 1, 1)
    numbers = (_number(counts, style, shown) for shown in range(first, level + 1))
    joined = ".".join(number for number in numbers if number)
    return f"{told.prefix}{joined}{told.suffix}".strip(), True


def _number(counts: Counts, style: ListStyle, level: int) -> str:
    told = style.get(level)
    if told is None or not told.number_format:
        return ""
    value = counts.numbers.get(level, told.start)
    name = told.number_format.split(",")[0].strip()
    if name in _LATIN:
        if not told.letter_sync:
            return letters(value) if name == "a" else letters(value).upper()
        return numeral(value, "lowerLetter" if name == "a" else "upperLetter")
    return numeral(value, _SEQUENCES.get(name, "decimal"))


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else default
