"""Pages set vertically: their lines from right to left, one tier of the page after the other."""

from __future__ import annotations

from itertools import groupby

from docsieve.formats._pdf.lines import Line, box_of
from docsieve.geometry import BBox

#: A tier has so many lines at least: fewer are a heading or a signature.
_MIN_LINES = 3
#: A space as high as this, in em, parts two tiers.
_SPACE = 1.5
#: Share of the lines that may run through the space: headings over the whole height of the page.
_MAX_CROSSING = 0.2
#: More lines are read by their place from the right alone.
_MAX_LINES = 400
_MAX_TIERS = 6


def from_right_to_left(lines: list[Line]) -> list[Line]:
    """Return the vertical lines of a page in the order in which they are read."""
    placed = sorted(((box_of(line), line) for line in lines), key=lambda item: (-item[0].x1, item[0].top))
    if len(placed) > _MAX_LINES:
        return [line for _, line in placed]
    return [line for _, line in _in_tiers(placed, _MAX_TIERS)]


def _in_tiers(placed: list[tuple[BBox, Line]], tiers: int) -> list[tuple[BBox, Line]]:
    space = _space_between(placed) if tiers > 1 and len(placed) >= 2 * _MIN_LINES else None
    if space is None:
        return placed
    found: list[tuple[BBox, Line]] = []
    # What runs through the space parts the page: first all that stands right of it.
    for crosses, members in groupby(placed, key=lambda item: item[0].top < space < item[0].bottom):
        part = list(members)
        if not crosses:
            upper = [item for item in part if item[0].bottom <= space]
            lower = [item for item in part if item[0].bottom > space]
            part = _in_tiers(upper, tiers - 1) + _in_tiers(lower, tiers - 1)
        found += part
    return found


def _space_between(placed: list[tuple[BBox, Line]]) -> float | None:
    """Find the height at which an empty space parts most lines into an upper and a lower tier."""
    sizes = sorted(line.size for _, line in placed)
    least = _SPACE * sizes[len(sizes) // 2]
    best: tuple[int, float, float] | None = None
    for end in sorted({box.bottom for box, _ in placed}):
        # From this line's end to the nearest beginning below it, lines that run through left aside.
        below = [box.top for box, _ in placed if box.top >= end]
        if len(below) < _MIN_LINES or min(below) - end < least:
            continue
        above = sum(box.bottom <= end for box, _ in placed)
        crossing = len(placed) - above - len(below)
        if above < _MIN_LINES or crossing > _MAX_CROSSING * len(placed):
            continue
        chosen = (crossing, end - min(below), (end + min(below)) / 2)
        if best is None or chosen < best:
            best = chosen
    return best[2] if best else None
