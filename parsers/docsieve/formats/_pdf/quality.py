"""How far a page's text can be trusted: a scan must never be silently empty."""

from __future__ import annotations

from itertools import compress
from typing import Final, NamedTuple

from docsieve.formats._pdf.glyph_fallback import SEGMENT
from docsieve.formats._pdf.glyphs import (
    GAP_BEFORE,
    INVISIBLE_MODE,
    NEWLINE_BEFORE,
    SPACE_BEFORE,
    UNMAPPED,
    Glyphs,
    Segment,
    Shape,
    Shapes,
)
from docsieve.formats._pdf.plausible import (
    are_pictograms,
    codes_are_text,
    has_usual_pairs,
    is_enciphered,
    is_in_another_alphabet,
)
from docsieve.model import TextQuality

IMAGE: Final = 1
RULE: Final = 2
RECTANGLE: Final = 3
DRAWING: Final = 4

#: Share of the page that images cover, from which on they are what the page is.
_MOSTLY: Final = 0.4
#: From this many drawings on, a page without text may show text as outlines.
_MANY_DRAWINGS: Final = 40
_GARBLED: Final = 0.3
_FEW_UNKNOWN: Final = 20
#: Em, from one glyph to the next, where one covers the other: no letter is so narrow.
_COVERED: Final = 0.2
_APART: Final = SPACE_BEFORE | NEWLINE_BEFORE | GAP_BEFORE
_GRID: Final = 24
_ARE_UNMAPPED: Final = bytes(flags & UNMAPPED for flags in range(256))


class PageQuality(NamedTuple):
    """The judgement, and whether invisible text is the page's own (recognised over a scan)."""

    quality: TextQuality | None
    ocr_layer: bool


def judge_page(glyphs: Glyphs, shapes: Shapes, width: float, height: float) -> PageQuality:
    """Judge a page by its glyphs and what else is painted on it."""
    images = shapes.of(IMAGE)
    drawings = shapes.count(DRAWING)
    coverage = _coverage(images, width, height) if images else 0.0
    mostly_image = coverage >= _MOSTLY
    if not glyphs.records:
        if not coverage and drawings < _MANY_DRAWINGS:
            return PageQuality(None, False)  # pictures too small for words
        kind: TextQuality = TextQuality(needs_ocr=True, reasons=["no_text_layer"])
        if mostly_image:
            kind.reasons.append("mostly_image")
        elif not images:
            kind.reasons.append("vector_text")
        return PageQuality(kind, False)
    invisible = 0
    if INVISIBLE_MODE in glyphs.modes or 0 in glyphs.alphas:
        invisible = sum(
            s.end - s.start for s in glyphs.segments if s.mode == INVISIBLE_MODE or not s.rgba & 255
        )
    total = len(glyphs.text)
    ocr_layer = 2 * invisible > total and (mostly_image or bool(drawings) or bool(images))
    if _is_garbled(glyphs):
        return PageQuality(TextQuality(needs_ocr=True, reasons=["garbled_encoding"]), ocr_layer)
    if mostly_image and total < 100 and not ocr_layer:
        return PageQuality(TextQuality(needs_ocr=True, reasons=["mostly_image"]), ocr_layer)
    if ocr_layer and mostly_image:
        return PageQuality(TextQuality(reasons=["mostly_image"]), True)
    return PageQuality(None, ocr_layer)


def _is_garbled(glyphs: Glyphs) -> bool:
    """Tell whether the characters are not the page's text: many are unknown, or they stand for others."""
    if glyphs.unmapped > max(_GARBLED * glyphs.characters, _FEW_UNKNOWN):
        codes, filling = _unknown(glyphs)
        unmapped, total = glyphs.unmapped - filling, glyphs.characters - filling
        if unmapped > max(_GARBLED * total, _FEW_UNKNOWN):
            return not codes_are_text(codes) and not are_pictograms(codes)
    text = glyphs.text
    if has_usual_pairs(text):
        return False
    return is_enciphered(_spaced(glyphs)) or is_in_another_alphabet(text)


def _spaced(glyphs: Glyphs) -> str:
    """Return the text with spaces between its words."""
    text = glyphs.text
    return "".join(
        " " * bool(segment.flags & _APART) + text[segment.start : segment.end] for segment in glyphs.segments
    )


def _unknown(glyphs: Glyphs) -> tuple[str, int]:
    """Return the text that fonts give no characters for, and how many glyphs painted over others there are.

    Some writers fill areas with the glyphs of a pattern, each over most of the one before: they are no text.
    """
    words: list[str] = []
    filling, x, y = 0, 0.0, 0.0
    unmapped = compress(SEGMENT.iter_unpack(glyphs.records), glyphs.flags.translate(_ARE_UNMAPPED))
    for segment in map(Segment._make, unmapped):
        is_alone = segment.end == segment.start + 1 and segment.y == y
        if is_alone and 0 < segment.x - x < _COVERED * segment.size:
            filling += 1
        else:
            words += " " * bool(segment.flags & _APART), glyphs.text[segment.start : segment.end]
        x, y = segment.x, segment.y
    return "".join(words), filling


def _coverage(images: list[Shape], width: float, height: float) -> float:
    """Share of the page covered, on a coarse grid, so that strips and overlaps count once."""
    if width <= 0 or height <= 0:
        return 0.0
    covered = [0] * _GRID  # a bit for each place of a row
    for image in images[:500]:
        first_x = max(int(image.x0 / width * _GRID + 0.5), 0)
        last_x = min(int(image.x1 / width * _GRID + 0.5), _GRID)
        first_y = max(int(image.top / height * _GRID + 0.5), 0)
        last_y = min(int(image.bottom / height * _GRID + 0.5), _GRID)
        across = (1 << last_x) - (1 << first_x) if first_x < last_x else 0
        for y in range(first_y, last_y):
            covered[y] |= across
    return sum(row.bit_count() for row in covered) / (_GRID * _GRID)
