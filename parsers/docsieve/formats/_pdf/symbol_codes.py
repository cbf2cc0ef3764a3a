"""Text in symbol fonts as the signs a reader sees.

Such fonts have their signs where others have letters, and many files do not say what they are: then pdfium
gives the codes as characters, or Office's private ones (U+F020 to U+F0FF). Codes of composite fonts
(ISO 32000-1, 9.7) number the glyphs of the font program.
"""

from __future__ import annotations

import functools
import re
import string
import unicodedata
from collections.abc import Iterator, Sequence, Set
from typing import Any, Final

from docsieve.formats._ooxml.symbols import table_of
from docsieve.formats._pdf.glyph_fallback import SEGMENT
from docsieve.formats._pdf.marked_places import marked_places
from docsieve.formats._pdf.segment_places import FLAGS_AT, FONT_AT

#: Of `Segment.flags`: some character is a guess.
_UNMAPPED: Final = 8
#: 1 for flags with that bit.
_ARE_GUESSES: Final = bytes(flags & _UNMAPPED != 0 for flags in range(256))
_UNKNOWN: Final = "\ufffd"
_PRIVATE: Final = 0xF000
#: A space that is painted; `spans.normalise` drops what stands for it, for its place tells of it.
_SPACE: Final = 0x20
_DROPPED: Final = "\u200b"
#: As a bullet a hyphen, not the minus that it is in formulas; `list_markers` reads it.
_HYPHEN: Final = 0x2D
#: Numbers that macOS gives to glyphs as they come begin here, and no text has the signs of these codes.
_NUMBERED: Final = frozenset(range(0x21, 0x28))
#: What a file is sure of may be right in these, with letters and brackets; in fonts of signs it is not.
_TEXT: Final = re.compile("symbol", re.I)
#: What of Windows' own characters letters are: of what a sign may be given as, only they cannot be meant.
_WINDOWS: Final = {ord(each): each.encode("cp1252")[0] for each in "ŠŒŽšœžŸƒ"}

#: TeX's symbols (Knuth, The TeXbook, appendix F), of which fonts name those that are named only there.
_TEX_NAME: Final = re.compile(r"CMB?SY\d+")
_TEX: Final = {
    **dict(enumerate("−⋅×∗÷⋄±∓⊕⊖⊗⊘⊙○◦•≍≡⊆⊇≤≥⪯⪰∼≈⊂⊃≪≫≺≻←→↑↓↔↗↘≃⇐⇒⇑⇓⇔↖↙∝′∞∈∋△▽\u0338↦∀∃¬∅ℜℑ⊤⊥ℵ")),
    **dict(enumerate("∪∩⊎∧∨⊢⊣⌊⌋⌈⌉{}⟨⟩|‖↕⇕\\≀√⨿∇∫⊔⊓⊑⊒§†‡¶♣♦♥♠", 0x5B)),
}
#: Of another font, only these are known: they are in every American tax form.
_ARROWS_NAME: Final = re.compile(r"Universal(?:Std)?-NewswithCommPi")
_ARROWS: Final = {ord(code): sign for code, sign in zip("`acd", "◀▶▲▼", strict=True)}
#: What glyphs of Microsoft's Wingdings are known by their numbers; no file has what these codes mean.
_WINGDINGS_NAME: Final = re.compile(r"Wingdings(?:-Regular)?(?:-Identity-H)?")
_WINGDINGS: Final = dict(zip(b"\x39\x79\x7a\x82\x83\x84\x99\xbe\xc8", "✓•●▪▪■❖➢↓", strict=True))
#: Its Symbol, under this name, has them in the order of their codes, of which 0x7F to 0xA0 are not used.
_SYMBOL_NAME: Final = re.compile(r"SymbolMT\b")
_FIRST_GLYPH: Final = 3
_CODES_OF_SYMBOL: Final = (*range(0x20, 0x7F), *range(0xA1, 0xFF))
#: No font of signs spells a word: text with so many different letters, which its file is sure of, is text.
_LETTERS: Final = frozenset(string.ascii_letters)
_LETTERS_OF_WORD: Final = 4
#: Strikes through the sign that is painted over it next.
_NOT: Final = "\u0338"
_STRUCK: Final = re.compile(f"{_NOT}(.)", re.S)


def with_signs(text: str, records: bytes, names: Sequence[str]) -> str:
    """Return the text of a page, in which each character is replaced by one."""
    tables = {font: signs for font, name in enumerate(names) if (signs := _signs(name))}
    if not tables:
        return text
    are_guesses = not any(sure for sure, _ in tables.values())
    written: list[str] = []
    done = 0
    for record in _segments_in(tables.keys(), records, guesses=are_guesses):
        start, end = record[11], record[12]
        signed = _translated(text[start:end], tables[record[14]], is_guess=bool(record[16] & _UNMAPPED))
        written += (text[done:start], signed)
        done = end
    found = "".join((*written, text[done:])) if done else text
    return _struck(found) if _NOT in found else found


def _segments_in(fonts: Set[int], records: bytes, *, guesses: bool) -> Iterator[tuple[Any, ...]]:
    """Yield the segments in these fonts, or those of them with `guesses`, without a look at the others."""
    marks = bytearray(256)
    for font in fonts:
        marks[font & 255] = 1
    wanted = [records[FONT_AT :: SEGMENT.size].translate(marks)]
    if guesses:
        wanted.append(records[FLAGS_AT :: SEGMENT.size].translate(_ARE_GUESSES))
    for at in marked_places(*wanted):
        record = SEGMENT.unpack_from(records, at * SEGMENT.size)
        if record[14] in fonts:
            yield record


def _translated(text: str, signs: tuple[dict[int, str], dict[int, str]], *, is_guess: bool) -> str:
    if not is_guess and len(set(text) & _LETTERS) >= _LETTERS_OF_WORD:
        return text
    return text.translate(signs[is_guess])


@functools.lru_cache(maxsize=1024)
def _signs(name: str) -> tuple[dict[int, str], dict[int, str]] | None:
    """Return what characters of a font mean where all are sure, and where some are guesses."""
    if _TEX_NAME.fullmatch(name):
        return {}, _TEX
    if _ARROWS_NAME.fullmatch(name):
        return {}, _ARROWS
    table = table_of(name)
    if table is None:
        return None
    private = {_PRIVATE + code: sign for code, sign in table.items() if code not in (_SPACE, _HYPHEN)}
    private[_PRIVATE + _SPACE] = _DROPPED
    codes = {code: sign for code, sign in table.items() if code != _SPACE}
    if _SYMBOL_NAME.match(name):
        glyphs = {
            glyph: table.get(code, _UNKNOWN) for glyph, code in enumerate(_CODES_OF_SYMBOL, _FIRST_GLYPH)
        }
        return private, {**private, **glyphs}
    if _TEXT.match(name):
        return private, {**private, **codes}
    windows = {seen: table[code] for seen, code in _WINDOWS.items() if code in table}
    guessed = {**private, **windows, **{code: codes[code] for code in codes.keys() - _NUMBERED}}
    if _WINGDINGS_NAME.fullmatch(name):
        return guessed, {**guessed, **_WINGDINGS}
    return guessed, guessed


def _struck(text: str) -> str:
    """Write a sign and the stroke painted before it as one: "̸=" as "≠"."""

    return _STRUCK.sub(_joined, text)


def _joined(found: re.Match[str]) -> str:
    joined = unicodedata.normalize("NFC", found[1] + _NOT)
    return joined + _DROPPED if len(joined) == 1 else found[0]
