"""How far a page's text can be trusted: a scan must never be silently empty."""

from __future__ import annotations

from typing import Final, NamedTuple

from docsieve.formats._pdf.glyphs import INVISIBLE_MODE, Glyphs, Shape, Shapes
from docsieve.formats._pdf.plausible import codes_are_text, is_enciphered
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
#: Share of unknown characters from which on what their codes say may be judged.
_MOST: Final = 0.5
_GRID: Final = 24


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
    """Tell whether the characters are not the page's text: most are unknown, or they stand for others."""
    unmapped, total = glyphs.unmapped, max(glyphs.characters, 1)
    if unmapped > _GARBLED * total and unmapped > 20:
        return unmapped < _MOST * total or not codes_are_text(glyphs.text)
    return is_enciphered(glyphs.text)


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
