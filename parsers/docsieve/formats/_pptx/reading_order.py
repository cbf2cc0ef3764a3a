"""The order in which a person reads what stands on a slide: from the top left to the bottom right.

A slide is cut along the free bands that run across it, each band along the free gutters that run down it, and
so on; what no cut divides is read by rows. Boxes that merely touch part rows only where they form a grid: a
column's heading stays with the column below it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from docsieve.geometry import BBox
from docsieve.model import Block

#: Points: a band this narrow parts rows.
_BAND: Final = 1.0
#: Boxes overlap by their inner margins; this much of each edge is no text (PowerPoint has 3.6 and 7.2).
_MARGIN: Final = 3.6
#: Boxes whose tops differ by less than this share of the lower one's height stand on one row.
_ROW_SHARE: Final = 0.3
_ROW_MOST: Final = 20.0
#: The highest row of a grid over the lowest.
_GRID_RATIO: Final = 2.0
#: Beyond these the cuts would cost more than they tell.
_MAX_CUTS: Final = 24
_MAX_PIECES: Final = 2000


class Piece(NamedTuple):
    """What one shape, or one group of shapes, gives; `box` is None where its place is not known."""

    box: BBox | None
    blocks: list[Block]


def in_reading_order(pieces: Sequence[Piece], area: float) -> list[Piece]:
    """Sort pieces for reading.

    Args:
        pieces: in drawing order, which decides where places are equal.
        area: of the slide, in square points: what covers most of it is its background, and comes first.
    """
    behind = [piece for piece in pieces if _covers(piece, area)]
    rest = [piece for piece in pieces if not _covers(piece, area)]
    if len(behind) == 1 and not rest:
        return behind
    placed: list[tuple[BBox, Piece]] = []
    last = BBox(0, 0, 0, 0)
    for piece in rest:
        last = piece.box or last
        placed.append((last, piece))
    return [*behind, *(piece for _, piece in _cut(placed, 0))]


def _covers(piece: Piece, area: float) -> bool:
    return piece.box is not None and piece.box.width * piece.box.height > 0.8 * area > 0


_Placed = list[tuple[BBox, Piece]]


def _cut(placed: _Placed, depth: int) -> _Placed:
    if len(placed) < 2:
        return placed
    if depth > _MAX_CUTS or len(placed) > _MAX_PIECES:
        return _by_rows(placed)
    strips = _strips(placed, _top, _bottom, 0.0, _BAND)
    if len(strips) == 1:
        columns = _strips(placed, _left, _right, _MARGIN, 0.0)
        touching = _strips(placed, _top, _bottom, _MARGIN, 0.0)
        strips = touching if len(columns) == 1 or _are_alike(touching) else columns
    if len(strips) == 1:
        return _by_rows(placed)
    return [piece for strip in strips for piece in _cut(strip, depth + 1)]


def _are_alike(rows: list[_Placed]) -> bool:
    """Tell whether touching rows are those of a grid: of about one height, unlike headings over columns."""
    heights = [max(box.bottom for box, _ in row) - min(box.top for box, _ in row) for row in rows]
    return len(rows) > 1 and max(heights) <= _GRID_RATIO * min(heights)


def _strips(
    placed: _Placed,
    start: Callable[[BBox], float],
    end: Callable[[BBox], float],
    shrink: float,
    gap: float,
) -> list[_Placed]:
    """Divide where nothing stands for at least `gap` points, edges drawn in by `shrink`."""
    # Sorting is stable: what starts together stays in drawing order.
    waiting = sorted(range(len(placed)), key=lambda index: start(placed[index][0]))
    strips: list[list[int]] = []
    reach = float("-inf")
    for index in waiting:
        box = placed[index][0]
        first, last = start(box), end(box)
        inner = min(shrink, (last - first) / 4)
        if not strips or first + inner >= reach + gap:
            strips.append([])
        strips[-1].append(index)
        reach = max(reach, last - inner)
    return [[placed[index] for index in sorted(strip)] for strip in strips]


def _by_rows(placed: _Placed) -> _Placed:
    rows: list[_Placed] = []
    for box, piece in sorted(placed, key=lambda one: one[0].top):
        if rows:
            first = rows[-1][0][0]
            tolerance = min(_ROW_SHARE * min(first.height, box.height), _ROW_MOST)
            if box.top - first.top <= tolerance:
                rows[-1].append((box, piece))
                continue
        rows.append([(box, piece)])
    return [one for row in rows for one in sorted(row, key=lambda one: one[0].x0)]


def _left(box: BBox) -> float:
    return box.x0


def _right(box: BBox) -> float:
    return box.x1


def _top(box: BBox) -> float:
    return box.top


def _bottom(box: BBox) -> float:
    return box.bottom
