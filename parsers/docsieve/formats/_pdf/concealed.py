"""Text in the colour of the paper: white, with nothing painted under it."""

from __future__ import annotations

from math import inf
from typing import Final, TypeAlias

from docsieve.formats._pdf.glyphs import RECORD, Glyphs, Segment, Shapes
from docsieve.formats._pdf.marked_places import marked_places
from docsieve.formats._pdf.quality import DRAWING, IMAGE, RECTANGLE, RULE
from docsieve.formats._pdf.segment_places import COLOUR_AT

#: From this on a channel of 8 bits is white to the eye.
_WHITE: Final = 0xF8
#: 1 for bytes from there on; for all but 0; for 0.
_ARE_WHITE: Final = bytes(value >= _WHITE for value in range(256))
_ARE_SOME: Final = bytes(value > 0 for value in range(256))
_ARE_NONE: Final = bytes(value == 0 for value in range(256))
_FILLED: Final = 1
_FAR: Final = 1e5
#: Points that half of a thick line may cover.
_THICK: Final = 20.0
#: More shapes are a drawing, whose colours are not for us to tell.
_MAX_SHAPES: Final = 5000
_MAX_PAIRS: Final = 1_000_000

#: Left, top, right and bottom.
_Edges: TypeAlias = tuple[float, float, float, float]
_EVERYWHERE: Final[_Edges] = (-inf, -inf, inf, inf)


def concealed_segments(glyphs: Glyphs, shapes: Shapes) -> set[int]:
    """Return the indexes of the segments that are white on nothing."""
    records = glyphs.records
    reds = records[COLOUR_AT + 3 :: RECORD]
    if reds.isascii() or len(shapes) > _MAX_SHAPES:
        return set()
    greens, blues = records[COLOUR_AT + 2 :: RECORD], records[COLOUR_AT + 1 :: RECORD]
    are_white = [channel.translate(_ARE_WHITE) for channel in (reds, greens, blues)]
    are_seen = glyphs.alphas.translate(_ARE_SOME), glyphs.modes.translate(_ARE_NONE)
    white = list(marked_places(*are_white, *are_seen))
    if not white:
        return set()
    painted = [_reach(*shape) for shape in shapes.of(IMAGE, RULE, RECTANGLE, DRAWING)]
    if len(white) * len(painted) > _MAX_PAIRS:
        return set()
    return {i for i in white if not _is_painted(glyphs.segment(i), painted)}


def _reach(x0: float, top: float, x1: float, bottom: float, kind: int, paint: int) -> _Edges:
    """Return what a shape may cover: how thick its lines are is not known, nor what many of them enclose."""
    if kind == RULE and paint & _FILLED:
        if x1 - x0 >= bottom - top:
            return x0, -_FAR, x1, _FAR
        return -_FAR, top, _FAR, bottom
    if paint == _FILLED:
        is_shading = kind == DRAWING and not (x0 or top or x1 or bottom)
        return _EVERYWHERE if is_shading else (x0, top, x1, bottom)  # one fills all it is clipped to
    return x0 - _THICK, top - _THICK, x1 + _THICK, bottom + _THICK


def _is_painted(segment: Segment, painted: list[_Edges]) -> bool:
    """Tell whether something is painted where a segment stands."""
    left, above, right, below = segment.x0, segment.top, segment.x1, segment.bottom
    return any(x0 < right and left < x1 and top < below and above < bottom for x0, top, x1, bottom in painted)
