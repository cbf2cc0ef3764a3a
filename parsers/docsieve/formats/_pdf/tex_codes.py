"""Codes of fonts that name no characters, read as TeX encodes its text fonts.

TeX's bitmap fonts are Type 3 without a name, names of glyphs or a ToUnicode map; pdfium gives the codes as
characters. Letters are where ASCII has them; ligatures, dashes and letters with accents are not. OT1 is the
encoding of Computer Modern (Knuth, The TeXbook, appendix F), T1 that of Cork (fontenc's T1).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from docsieve.formats._pdf.glyph_fallback import SEGMENT

#: What the glyph reader leaves of fonts that give no characters: codes that are no printable ones.
_CODES: Final = tuple(map(chr, range(1, 32)))
_NOT_KNOWN: Final = "\ufffd"
_LIGATURES: Final = "\ufb00\ufb01\ufb02\ufb03\ufb04"
_OT1_LIGATURES: Final = "\x0b\x0c\x0d\x0e\x0f"
_T1_LIGATURES: Final = "\x1b\x1c\x1d\x1e\x1f"
_Table = dict[int, str]
_UNKNOWN: Final[_Table] = dict.fromkeys(range(1, 0x20), _NOT_KNOWN)
_OT1: Final[_Table] = {
    **_UNKNOWN,
    **dict(enumerate(_LIGATURES + "ıȷ", 0x0B)),
    **dict(enumerate("ßæœøÆŒØ", 0x19)),
    0x5C: "“",
    0x7B: "–",
    0x7C: "—",
}
_T1: Final[_Table] = {
    **_UNKNOWN,
    **dict(enumerate("‚‹›“”„«»–—", 0x0D)),
    **dict(enumerate(f"ıȷ{_LIGATURES}", 0x19)),
    **dict(enumerate("ĂĄĆČĎĚĘĞĹĽŁŃŇŊŐŔŘŚŠŞŤŢŰŮŸŹŽŻĲİđ§ăąćčďěęğĺľłńňŋőŕřśšşťţűůÿźžżĳ¡¿£", 0x80)),
    0xD7: "Œ",
    0xDF: "ẞ",
    0xF7: "œ",
    0xFF: "ß",
}
#: A ligature stands within a word; both of its neighbours may be codes too.
_IN_WORD: Final = "(?<=[a-zA-Z])[{0}]|[{0}](?=[a-z])"
_OT1_WORDS: Final = re.compile(_IN_WORD.format(_OT1_LIGATURES))
_T1_WORDS: Final = re.compile(_IN_WORD.format(_T1_LIGATURES))
_WORD: Final = re.compile("[a-zA-Z\x0b-\x0f\x1b-\x1f]{4,}")
#: Share of the characters of a font that stand in words of four letters and more: more than in any formula.
_WORDS_OF_TEXT: Final = 0.4


def with_characters(text: str, records: bytes, names: Sequence[str]) -> str:
    """Return the text of a page, its codes made characters where their font is TeX's, else unknown ones."""
    codes = [code for code in _CODES if code in text]  # a sixth of what a regular expression takes
    if all(names):
        for code in codes:
            text = text.replace(code, _NOT_KNOWN)
        return text
    if not codes:
        return text
    runs: dict[int, list[tuple[int, int]]] = {}
    for record in SEGMENT.iter_unpack(records):
        if not names[record[14]]:
            runs.setdefault(record[14], []).append((record[11], record[12]))
    decoded: list[str] = []
    done = 0
    tables = {font: table for font, places in runs.items() if (table := _encoding(text, places))}
    places = sorted((place, font) for font in tables for place in runs[font])
    for (start, end), font in places:
        decoded += (text[done:start].translate(_UNKNOWN), text[start:end].translate(tables[font]))
        done = end
    decoded.append(text[done:].translate(_UNKNOWN))
    return "".join(decoded)


def _encoding(text: str, places: list[tuple[int, int]]) -> _Table | None:
    """Return the encoding of a font by the ligatures within its words; None where it is no font of words."""
    parts = [text[start:end] for start, end in places]
    length = sum(map(len, parts))
    words = sum(len(word) for part in parts for word in _WORD.findall(part))
    if words < _WORDS_OF_TEXT * length:
        return None
    old = sum(len(_OT1_WORDS.findall(part)) for part in parts)
    new = sum(len(_T1_WORDS.findall(part)) for part in parts)
    if not old and not new:
        return None
    return _OT1 if old >= new else _T1
