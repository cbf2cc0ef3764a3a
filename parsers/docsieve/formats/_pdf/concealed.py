"""Text in the colour of the paper: white, with nothing painted under it."""

from __future__ import annotations

from typing import Final

from docsieve.formats._pdf.glyphs import COLOUR_AT, RECORD, Glyphs, Segment, Shape, Shapes
from docsieve.formats._pdf.quality import DRAWING, IMAGE, RECTANGLE, RULE

#: From this on a channel of 8 bits is white to the eye.
_WHITE: Final = 0xF8
_FILLED: Final = 1
_FAR: Final = 1e5
#: Points that half of a thick line may cover.
_THICK: Final = 20.0
#: More shapes are a drawing, whose colours are not for us to tell.
_MAX_SHAPES: Final = 5000
_MAX_PAIRS: Final = 1_000_000


def concealed_segments(glyphs: Glyphs, shapes: Shapes) -> set[int]:
    """Return the indexes of the segments that are white on nothing."""
    records = glyphs.records
    reds = records[COLOUR_AT + 3 :: RECORD]
    if reds.isascii() or max(reds) < _WHITE or len(shapes) > _MAX_SHAPES:
        return set()
    white = [i for i, red in enumerate(reds) if red >= _WHITE and _is_white(glyphs.segment(i))]
    if not white:
        return set()
    painted = [_reach(shape) for shape in shapes.of(IMAGE, RULE, RECTANGLE, DRAWING)]
    if len(white) * len(painted) > _MAX_PAIRS:
        return set()
    return {i for i in white if not any(_is_under(shape, glyphs.segment(i)) for shape in painted)}


def _is_white(segment: Segment) -> bool:
    rgba = segment.rgba
    return (
        segment.mode == 0
        and rgba >> 24 >= _WHITE
        and rgba >> 16 & 255 >= _WHITE
        and rgba >> 8 & 255 >= _WHITE
        and bool(rgba & 255)
    )


def _reach(shape: Shape) -> Shape:
    """Return what a shape may cover: how thick its lines are is not known, nor what many of them enclose."""
    if shape.kind == RULE and shape.paint & _FILLED:
        if shape.x1 - shape.x0 >= shape.bottom - shape.top:
            return shape._replace(top=-_FAR, bottom=_FAR)
        return shape._replace(x0=-_FAR, x1=_FAR)
    if shape.paint == _FILLED:
        return shape
    x0, top, x1, bottom = shape[:4]
    return shape._replace(x0=x0 - _THICK, top=top - _THICK, x1=x1 + _THICK, bottom=bottom + _THICK)


def _is_under(shape: Shape, segment: Segment) -> bool:
    if shape.kind == DRAWING and not any(shape[:4]):
        return True  # a shading: it fills all it is clipped to
    return (
        shape.x0 < segment.x1
        and segment.x0 < shape.x1
        and shape.top < segment.bottom
        and segment.top < shape.bottom
    )
