"""Bullets and numbers of paragraphs: inherited how, and showing what (ECMA-376 part 1, 21.1.2.4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from docsieve.formats._docx.numerals import numeral
from docsieve.formats._ooxml.namespaces import A
from docsieve.formats._ooxml.symbols import symbol, unprivate, unsymboled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

MAX_LEVEL: Final = 8
_DOT: Final = "•"
#: ST_TextAutonumberScheme (20.1.10.61): the signs it counts with, and what stands around them.
_SCHEME: Final = re.compile(
    r"(alphaLc|alphaUc|romanLc|romanUc|arabicDb|arabic1|arabic2|arabic|circleNumDb|circleNumWdBlack"
    r"|circleNumWdWhite|ea1Chs|ea1Cht|ea1JpnChsDb|ea1JpnKor|hebrew2|thaiAlpha|thaiNum|hindiAlpha1"
    r"|hindiAlpha|hindiNum)(ParenBoth|ParenR|Period|Plain|Minus)?"
)
_COUNTERS: Final = {
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
    "arabicDb": "decimalFullWidth",
    "arabic1": "arabicAlpha",
    "arabic2": "arabicAbjad",
    "circleNumDb": "decimalEnclosedCircle",
    "circleNumWdBlack": "decimalEnclosedCircle",
    "circleNumWdWhite": "decimalEnclosedCircle",
    "ea1Chs": "chineseCounting",
    "ea1Cht": "chineseCounting",
    "ea1JpnChsDb": "japaneseDigitalTenThousand",
    "ea1JpnKor": "chineseCounting",
    "hebrew2": "hebrew2",
    "thaiAlpha": "thaiLetters",
    "thaiNum": "thaiNumbers",
    "hindiAlpha": "hindiConsonants",
    "hindiAlpha1": "hindiVowels",
    "hindiNum": "hindiNumbers",
}
_AROUND: Final = {"ParenBoth": "({})", "ParenR": "{})", "Period": "{}.", "Minus": "{}-"}


class Bullet(msgspec.Struct, frozen=True):
    """What stands before a paragraph: `sign` for a bullet, `scheme` for a number, neither for nothing."""

    sign: str = ""
    scheme: str = ""
    start: int = 1


NO_BULLET: Final = Bullet()


def bullet_of(properties: Sequence[etree._Element]) -> Bullet:
    """Return the bullet that holds, asking the nearest `a:pPr` or `a:lvlNpPr` first, the master's last."""
    font: str | None = None
    found: etree._Element | None = None
    for element in properties:
        for child in element:
            tag = child.tag
            if tag == f"{A}buFont" and font is None:
                font = child.get("typeface", "")
            elif tag == f"{A}buFontTx" and font is None:
                font = ""
            elif found is None and tag in _KINDS:
                found = child
        if found is not None and font is not None:
            break
    if found is None or found.tag == f"{A}buNone":
        return NO_BULLET
    if found.tag == f"{A}buAutoNum":
        start = found.get("startAt", "1")
        return Bullet(
            scheme=found.get("type", "arabicPeriod"),
            start=int(start) if start.isdecimal() and len(start) < 7 else 1,
        )
    if found.tag == f"{A}buBlip":
        return Bullet(sign=_DOT)
    return Bullet(sign=_shown(found.get("char", ""), font or "") or _DOT)


_KINDS: Final = frozenset((f"{A}buNone", f"{A}buChar", f"{A}buAutoNum", f"{A}buBlip"))


def _shown(sign: str, font: str) -> str:
    shown = unsymboled(sign, font)
    if shown == sign and font and len(sign) == 1 and "\uf020" <= sign <= "\uf0ff":
        shown = symbol(ord(sign), font)
    shown = unprivate(shown).strip()
    return shown if shown.isprintable() and not any("\ue000" <= one <= "\uf8ff" for one in shown) else _DOT


class Numbering:
    """Counts the numbered paragraphs of one text body."""

    def __init__(self) -> None:
        self._counts: dict[int, tuple[Bullet, int]] = {}

    def marker(self, level: int, bullet: Bullet) -> str:
        """Return what stands before the next paragraph; one without a number ends the count of its level."""
        for deeper in [other for other in self._counts if other > level]:
            del self._counts[deeper]
        if not bullet.scheme:
            self._counts.pop(level, None)
            return bullet.sign
        before, count = self._counts.get(level, (bullet, bullet.start - 1))
        count = count + 1 if before == bullet else bullet.start
        self._counts[level] = (bullet, count)
        return _numbered(count, bullet.scheme)


def _numbered(count: int, scheme: str) -> str:
    match = _SCHEME.match(scheme)
    if match is None:
        return f"{count}."
    return _AROUND.get(match[2] or "", "{}").format(numeral(count, _COUNTERS.get(match[1], "decimal")))
