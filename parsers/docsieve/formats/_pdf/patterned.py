"""Text painted with a pattern or a gradient (ISO 32000-1, 8.7): pdfium tells of it as white."""

from __future__ import annotations

import functools
from collections.abc import Collection
from typing import Final

from docsieve.errors import CorruptError
from docsieve.formats._pdf.glyphs import Glyphs, Segment
from docsieve.formats._pdf.packed_objects import PackedObjects
from docsieve.formats._pdf.patches import CHANNELS, PIXEL, draw_patch
from docsieve.formats._pdf.pdfium import PdfFile, PdfPage

_PATTERN: Final = b"/PatternType"
#: Pages that are drawn, and segments on each; on the rest white text stays what pdfium calls it.
_MAX_PAGES: Final = 50
_MAX_SEGMENTS: Final = 200
#: Pixels for a point, of a patch at the most.
_SCALE: Final = 2.0
_MAX_PIXELS: Final = 400
#: Fewer pixels are the edge of something else.
_MIN_PIXELS: Final = 12
#: By how much the channels of a mixture of two colours may differ, of 255.
_TOLERANCE: Final = 12
#: How white a pixel of white text is.
_MOSTLY_WHITE: Final = 128


class PatternedText:
    """Tells of text in the colour of the paper whether it is seen all the same."""

    def __init__(self, file: PdfFile, bare: bytes, packed: PackedObjects) -> None:
        """Remember the file, its bytes without what is deflated, and its packed objects."""
        self._file = file
        self._bare = bare
        self._packed = packed
        self._left = _MAX_PAGES

    @functools.cached_property
    def _may_be(self) -> bool:
        packed = self._packed.by_number.values()
        return _PATTERN in self._bare or any(_PATTERN in each for each in packed)

    def unseen(self, index: int, glyphs: Glyphs, white: Collection[int]) -> Collection[int]:
        """Return those of a page's white segments, by their indexes, that are not painted in a pattern."""
        if not white or self._left <= 0 or not self._may_be:
            return white
        self._left -= 1
        try:
            with self._file.page(index) as page:
                looked_at = sorted(white)[:_MAX_SEGMENTS]
                return set(white) - {i for i in looked_at if _is_coloured(page, glyphs.segment(i))}
        except CorruptError:
            return white


def _is_coloured(page: PdfPage, segment: Segment) -> bool:
    """Tell whether more colour than white shows where a segment stands."""
    x0, top = max(segment.x0, 0.0), max(segment.top, 0.0)
    wide, high = min(segment.x1, page.frame.width) - x0, min(segment.bottom, page.frame.height) - top
    if wide <= 0 or high <= 0:
        return False
    scale = min(_SCALE, _MAX_PIXELS / max(wide, high))
    columns, rows = max(int(wide * scale), 4), max(int(high * scale), 4)
    pixels = draw_patch(page, x0, top, columns, rows, scale)
    white = coloured = 0
    for at in range(0, len(pixels), PIXEL):
        share = _share_of_white(pixels[at], pixels[at + 1], pixels[at + 2])
        if share is None:
            coloured += 1
        else:
            white += share > _MOSTLY_WHITE
    return coloured >= _MIN_PIXELS and coloured > white


def _share_of_white(*channels: int) -> int | None:
    """Return how much of a pixel is white, of 255, where it is a mixture of that and the paper."""
    shares = [
        255 * (channel - paper) // (255 - paper) for channel, paper in zip(channels, CHANNELS, strict=True)
    ]
    low, high = min(shares), max(shares)
    return low if high - low <= _TOLERANCE and low >= -_TOLERANCE else None
