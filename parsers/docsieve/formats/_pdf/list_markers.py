"""Markers of list entries: bullets, and numbers that count."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from docsieve.formats._ooxml.symbol_tables import SYMBOL_FONTS
from docsieve.formats._pdf.lines import SECOND_GLUED, Line

#: Private characters that are bullets where the font's name does not say of which font they are; nobody sets
#: others alone at the start of a line. A hyphen of Symbol is as long as a hyphen, its dash as a dash.
BULLETS: Final = {
    **{chr(0xF000 + code): SYMBOL_FONTS["wingdings"][code] for code in b"qv\xa7\xa8\xd8\xe0\xf0\xfc"},
    **{"\uf0b7": SYMBOL_FONTS["symbol"][0xB7], "\uf02d": "-", "\uf06f": "o", "\uf0be": "–"},
}
_BULLET: Final = re.compile(r"^[•‣▪▫●○◦◆◇■□➢➤►▶✓✔❖❑◻⁃∙·→⇨*–—\-o☐☑☒✗✘❏❐❍❒⬧⬥⧫◈◉★✦✪✶☛☞➔➜➡⦁]$")
_NUMBER: Final = re.compile(
    r"^(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivxlIVXL]{1,6})[.)]|\[\d{1,3}\]|[1-9]\d?\.\d{1,2}\.?)$"
)
_SURE: Final = "•‣▪▫●◦➢➤►✓✔❖"
_GLUED_BULLET: Final = re.compile(f"^[{_SURE}](?=\\S)")
_BULLET_STARTS: Final = frozenset(_SURE) | BULLETS.keys()
#: What stands for a space that is painted, in a font of signs.
_NO_SPACE: Final = "\u200b"


class Marker(NamedTuple):
    """`text` as shown, `ordered` where it counts, `length` in characters of the line's own text."""

    text: str
    ordered: bool
    length: int


def read_marker(line: Line) -> Marker | None:
    """Return the list marker the line starts with, if it does and text follows."""
    return marker_at(line.first, line.characters, line.flags)


def marker_at(first: str, characters: int, flags: int) -> Marker | None:
    """Return the marker of a line of which this is the first piece; see `Line` for the rest."""
    # The extension asks only about lines that may have one: see `may_be_marked` in grouping.c.
    several = characters > len(first)
    token, space, rest = first.rstrip(_NO_SPACE).partition(" ")
    if not space:
        if not several or flags & SECOND_GLUED:
            return _glued(first) if first[0] in _BULLET_STARTS else None
    elif not rest:
        return None
    if len(token) == 1:
        shown = BULLETS.get(token, token)
        if _BULLET.match(shown):
            return None if shown == "o" and first != token else Marker(shown, False, 1)
    elif (
        1 < len(token) <= 8
        and (token[-1] in ".)]" or token[-1].isdigit())
        and (rest or several)
        and _NUMBER.match(token)
    ):
        return Marker(token, True, len(token))
    return None


def _glued(first: str) -> Marker | None:
    found = _GLUED_BULLET.match(BULLETS.get(first[:1], first[:1]) + first[1:])
    return Marker(found.group(), False, 1) if found else None
