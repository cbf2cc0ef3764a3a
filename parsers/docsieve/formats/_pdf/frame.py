"""From the page's own space (origin anywhere, y upwards) to what the reader sees (ISO 32000-1, 8.3)."""

from __future__ import annotations

import math
from typing import NamedTuple

from docsieve.geometry import BBox

#: a, b, c, d, e, f: x' = a x + c y + e, y' = b x + d y + f.
Matrix = tuple[float, float, float, float, float, float]


def hundredths(value: float) -> float:
    """Round to 1/100 half up, as the C extension does: the same on every machine."""
    return math.floor(value * 100.0 + 0.5) / 100.0


class Frame(NamedTuple):
    """The visible page: its size in points as the reader sees it, and the way there."""

    width: float
    height: float
    matrix: Matrix

    @classmethod
    def of(cls, left: float, bottom: float, right: float, top: float, rotation: int) -> Frame:
        """Build the frame of a crop box; `rotation` counts quarter turns clockwise."""
        width, height = right - left, top - bottom
        if not rotation:  # as nearly all
            return cls(hundredths(width), hundredths(height), (1.0, 0.0, 0.0, -1.0, -left, top))
        matrices: tuple[Matrix, ...] = (
            (1.0, 0.0, 0.0, -1.0, -left, top),
            (0.0, 1.0, 1.0, 0.0, -bottom, -left),
            (-1.0, 0.0, 0.0, 1.0, right, -bottom),
            (0.0, -1.0, -1.0, 0.0, top, right),
        )
        if rotation % 2:
            width, height = height, width
        return cls(hundredths(width), hundredths(height), matrices[rotation])

    def box(self, left: float, bottom: float, right: float, top: float) -> BBox:
        """Map a rectangle of the page's own space, corners in any order."""
        a, b, c, d, e, f = self.matrix
        xs = (a * left + c * bottom + e, a * right + c * top + e)
        ys = (b * left + d * bottom + f, b * right + d * top + f)
        return BBox(hundredths(min(xs)), hundredths(min(ys)), hundredths(max(xs)), hundredths(max(ys)))
