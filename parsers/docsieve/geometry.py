"""Rectangles on a page, in points (1/72 inch), origin at the top left as a reader sees the page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

#: Tenths in a 128th.
_TENTHS: Final = 10 / 128


class BBox(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A rectangle: left, top, right, bottom in points; y grows downwards. JSON: an array of four."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Right less left, in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Bottom less top, in points."""
        return self.bottom - self.top

    def overlaps(self, other: BBox) -> bool:
        """Tell whether the two share any area."""
        return (
            self.x0 < other.x1 and other.x0 < self.x1 and self.top < other.bottom and other.top < self.bottom
        )

    def rounded(self) -> BBox:
        """Return the box at a tenth of a point: finer differs between machines, not for people."""
        # To a 128th first, so that what differs in the last bits of a float gives the same tenth everywhere:
        # files have their places in tenths and hundredths, so many lie right between two tenths; none lies so
        # between two 128ths. Ten 128ths are a power of two less than five, so no product is rounded here.
        return BBox(
            round(round(self.x0 * 128) * _TENTHS) / 10,
            round(round(self.top * 128) * _TENTHS) / 10,
            round(round(self.x1 * 128) * _TENTHS) / 10,
            round(round(self.bottom * 128) * _TENTHS) / 10,
        )


def union(boxes: Iterable[BBox]) -> BBox | None:
    """Return the smallest box around all of them, or None for none."""
    found = list(boxes)
    if len(found) < 2:
        return found[0] if found else None
    return BBox(
        min([box.x0 for box in found]),
        min([box.top for box in found]),
        max([box.x1 for box in found]),
        max([box.bottom for box in found]),
    )
