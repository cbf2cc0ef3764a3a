"""What pdfium tells wrongly of odd fonts, put right from the boxes of their glyphs.

Type 3 fonts have an em of their own (ISO 32000-1, 9.6.5), of which pdfium's font size says nothing: those
that TeX made of bitmaps are "0.12 points" high. Text whose font size and matrix are both negative reads
rightwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import median
from typing import Final

from docsieve.formats._pdf.glyph_fallback import SEGMENT

#: Points. Nobody sets smaller text; glyphs this many times as high as their em are not set in it.
_TINY: Final = 1.0
_TALL: Final = 2.0
#: Heights of letters above and below the baseline, in em, in the usual fonts of books.
_SHORT: Final = 0.43
_HIGH: Final = 0.69
_DEEP: Final = 0.2
_SHORT_LETTERS: Final = frozenset("aceimnorsuvwxzgpqy")
_DEEP_LETTERS: Final = frozenset("gjpqyQ")

_DOUBLES: Final = SEGMENT.size // 8
_UX: Final = 9
_SIGN_OF_UX: Final = 8 * _UX + 7


def corrected(records: bytes, starts: bytes, text: str, names: Sequence[str]) -> tuple[bytes, bytes]:
    """Return the segments of a page and the starts of its characters with ems and directions mended."""
    # Nearly no page has text with a negative direction: then no byte with its sign is negative.
    is_negative = not records[_SIGN_OF_UX :: SEGMENT.size].isascii()
    if is_negative and min(memoryview(records).cast("d")[_UX::_DOUBLES]) < -0.99:
        records, starts = _rightwards(records, starts)
    if not all(names):
        records = _with_ems(records, text, names)
    return records, starts


def _rightwards(records: bytes, starts: bytes) -> tuple[bytes, bytes]:
    """Turn what is said to run leftwards but has its glyphs to the right of their origins."""
    places = memoryview(bytearray(starts)).cast("i")
    turned = bytearray()
    for record in SEGMENT.iter_unpack(records):
        x0, _, x1, _, x = record[:5]
        if record[9] < -0.99 and x0 + x1 > 2 * x and x0 > x - 0.25 * (x1 - x0):
            first, end = record[11], record[12]
            step = (x1 - x0) / (end - first)
            for i in range(first, end):
                places[i] = int((x0 + step * (i - first)) * 100)
            record = (*record[:4], x0, record[5], x1, *record[7:9], 1.0, *record[10:])
        turned += SEGMENT.pack(*record)
    return bytes(turned), places.tobytes()


def _with_ems(records: bytes, text: str, names: Sequence[str]) -> bytes:
    """Give segments of nameless fonts, as Type 3 fonts are, the em that their letters speak of."""
    segments = list(SEGMENT.iter_unpack(records))
    found: dict[tuple[int, float], list[float]] = defaultdict(list)
    for segment in segments:
        size, font = segment[8], segment[14]
        height = _height(segment)
        if names[font] or size >= _TINY or height < _TALL * size:
            continue
        ems = found[font, size]
        words = text[segment[11] : segment[12]]
        if words.isascii() and words.isalnum():
            letters = set(words)
            share = _SHORT if letters <= _SHORT_LETTERS else _HIGH
            ems.append(height / (share + (_DEEP if letters & _DEEP_LETTERS else 0.0)))
    if not found:
        return records
    everywhere = [em for ems in found.values() for em in ems]
    if not everywhere:
        return records
    usual = median(everywhere)
    sizes = {key: round(median(ems) if ems else usual, 2) for key, ems in found.items()}
    mended = bytearray()
    for segment in segments:
        em = sizes.get((segment[14], segment[8]))
        mended += SEGMENT.pack(*segment[:8], em, *segment[9:]) if em else SEGMENT.pack(*segment)
    return bytes(mended)


def _height(segment: tuple[float, ...]) -> float:
    """Return how high it is, across the direction in which it runs."""
    return segment[3] - segment[1] if abs(segment[9]) > 0.5 else segment[2] - segment[0]
