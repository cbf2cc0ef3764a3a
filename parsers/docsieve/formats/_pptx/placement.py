"""Where shapes stand: their frames through nested groups, in points from the slide's top left corner."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from docsieve.formats._ooxml.elements import first_below
from docsieve.formats._ooxml.namespaces import A
from docsieve.formats._pptx.context import EMU_A_POINT
from docsieve.geometry import BBox

if TYPE_CHECKING:
    from lxml import etree

#: ST_Angle counts in 60,000ths of a degree.
_QUARTER: Final = 5_400_000
_TURN: Final = 4 * _QUARTER
#: Further away than this is nonsense: about 1,400 times the widest slide PowerPoint allows.
_FARTHEST: Final = 2**36
_ON: Final = ("1", "true")


class Frame(NamedTuple):
    """`a:xfrm`: left, top, width, height in EMU, turned by `rotation` about its centre."""

    x: int
    y: int
    width: int
    height: int
    rotation: int = 0
    flip_x: bool = False
    flip_y: bool = False


class Transform(NamedTuple):
    """An affine map: x' = a x + c y + e, y' = b x + d y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def after(self, inner: Transform) -> Transform:
        """Return the map that applies `inner` first."""
        a, b, c, d, e, f = self
        return Transform(
            a * inner.a + c * inner.b,
            b * inner.a + d * inner.b,
            a * inner.c + c * inner.d,
            b * inner.c + d * inner.d,
            a * inner.e + c * inner.f + e,
            b * inner.e + d * inner.f + f,
        )

    def box(self, frame: Frame) -> BBox:
        """Return the box around a frame, in points."""
        corners = [(frame.x, frame.y), (frame.x + frame.width, frame.y + frame.height)]
        if self.b or self.c or frame.rotation:
            corners += [(frame.x + frame.width, frame.y), (frame.x, frame.y + frame.height)]
        whole = self.after(_turned(frame)) if frame.rotation else self
        xs = [whole.a * x + whole.c * y + whole.e for x, y in corners]
        ys = [whole.b * x + whole.d * y + whole.f for x, y in corners]
        return BBox(
            min(xs) / EMU_A_POINT, min(ys) / EMU_A_POINT, max(xs) / EMU_A_POINT, max(ys) / EMU_A_POINT
        ).rounded()


IDENTITY: Final = Transform()


def read_frame(element: etree._Element | None) -> Frame | None:
    """Read an `a:xfrm` or `p:xfrm`; None where it gives no place."""
    offset = None if element is None else first_below(element, f"{A}off")
    extent = None if element is None else first_below(element, f"{A}ext")
    if element is None or offset is None or extent is None:
        return None
    return Frame(
        _whole(offset.get("x")),
        _whole(offset.get("y")),
        max(_whole(extent.get("cx")), 0),
        max(_whole(extent.get("cy")), 0),
        _whole(element.get("rot")) % _TURN,
        element.get("flipH") in _ON,
        element.get("flipV") in _ON,
    )


def group_transform(outer: Transform, element: etree._Element | None) -> Transform:
    """Return the map from a group's child coordinates to the slide (20.1.7.5)."""
    frame = read_frame(element)
    if element is None or frame is None:
        return outer
    offset, extent = first_below(element, f"{A}chOff"), first_below(element, f"{A}chExt")
    child_x = frame.x if offset is None else _whole(offset.get("x"))
    child_y = frame.y if offset is None else _whole(offset.get("y"))
    child_width = frame.width if extent is None else _whole(extent.get("cx"))
    child_height = frame.height if extent is None else _whole(extent.get("cy"))
    across = frame.width / child_width if child_width > 0 else 1.0
    down = frame.height / child_height if child_height > 0 else 1.0
    scaled = Transform(across, 0.0, 0.0, down, frame.x - child_x * across, frame.y - child_y * down)
    if frame.rotation or frame.flip_x or frame.flip_y:
        scaled = _turned(frame).after(scaled)
    return outer.after(scaled)


def _turned(frame: Frame) -> Transform:
    """Return the map that flips and turns a frame about its centre."""
    middle_x, middle_y = frame.x + frame.width / 2, frame.y + frame.height / 2
    cos, sin = _direction(frame.rotation)
    flip_x, flip_y = (-1.0 if frame.flip_x else 1.0), (-1.0 if frame.flip_y else 1.0)
    a, b, c, d = cos * flip_x, sin * flip_x, -sin * flip_y, cos * flip_y
    return Transform(
        a, b, c, d, middle_x - a * middle_x - c * middle_y, middle_y - b * middle_x - d * middle_y
    )


def _direction(rotation: int) -> tuple[float, float]:
    """Return cosine and sine, exact for quarter turns."""
    if rotation % _QUARTER == 0:
        return ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[rotation // _QUARTER % 4]
    angle = math.radians(rotation / 60_000)
    return math.cos(angle), math.sin(angle)


def _whole(text: str | None) -> int:
    """Read a number of EMU; strict files may write "2.54cm" (22.9.2.1), which is rare enough to be 0."""
    try:
        value = int(text or "0")
    except ValueError:
        return 0
    return min(max(value, -_FARTHEST), _FARTHEST)
