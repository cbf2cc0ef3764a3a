"""Tables within a cell of another that touch its lines: told apart from it."""

from __future__ import annotations

from typing import Final, NamedTuple

from docsieve.formats._pdf.grids import SNAP, Edge, Grid, bits, build_grid, connected, cover, places_of

#: More places are a drawing.
_MAX_PLACES: Final = 2000

#: Level and upright lines.
_Lines = tuple[list[Edge], list[Edge]]


class _Frame(NamedTuple):
    """A cell that other cells stand in."""

    x0: float
    top: float
    x1: float
    bottom: float


def find_nested(level: list[Edge], upright: list[Edge]) -> list[Grid]:
    """Return the grids of lines that make none together: one, and those within its cells."""
    frames = _frames(level, upright)
    if not frames:
        return []
    inside: list[Grid] = []
    for frame in frames:
        inner, (level, upright) = _divide(frame, level, upright)
        found = [grid for group in connected(*inner) if (grid := build_grid(*group))]
        if not found:
            return []
        inside += found
    outer = build_grid(level, upright)
    return [outer, *inside] if outer else []


def _frames(level: list[Edge], upright: list[Edge]) -> list[_Frame]:
    """Return the closed rectangles whose places without a line between them lie around others."""
    xs, ys = places_of(upright), places_of(level)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 2 or rows < 2 or columns * rows > _MAX_PLACES:
        return []
    across, down = cover(level, ys, xs), cover(upright, xs, ys)
    frames: list[_Frame] = []
    seen: set[tuple[int, int]] = set()
    for start in ((row, column) for row in range(rows) for column in range(columns)):
        if start in seen:
            continue
        region = {start}
        stack = [start]
        while stack:
            row, column = stack.pop()
            neighbours = (
                (row - 1, column, across[row] >> column & 1),
                (row + 1, column, across[row + 1] >> column & 1),
                (row, column - 1, down[column] >> row & 1),
                (row, column + 1, down[column + 1] >> row & 1),
            )
            for r, c, is_divided in neighbours:
                if not is_divided and 0 <= r < rows and 0 <= c < columns and (r, c) not in region:
                    region.add((r, c))
                    stack.append((r, c))
        seen |= region
        top, bottom = min(r for r, _ in region), max(r for r, _ in region) + 1
        left, right = min(c for _, c in region), max(c for _, c in region) + 1
        if len(region) == (bottom - top) * (right - left):
            continue
        wide, high = bits(left, right), bits(top, bottom)
        if across[top] & across[bottom] & wide == wide and down[left] & down[right] & high == high:
            frames.append(_Frame(xs[left], ys[top], xs[right], ys[bottom]))
    return frames


def _divide(frame: _Frame, level: list[Edge], upright: list[Edge]) -> tuple[_Lines, _Lines]:
    """Return the lines within a frame, closed by its own where they touch it, and all others."""
    inner_level, outer_level = _cut(level, frame.top, frame.bottom, frame.x0, frame.x1)
    inner_upright, outer_upright = _cut(upright, frame.x0, frame.x1, frame.top, frame.bottom)
    closing_level = _closing((frame.top, frame.bottom), inner_upright)
    closing_upright = _closing((frame.x0, frame.x1), inner_level)
    inner = (sorted(inner_level + closing_level), sorted(inner_upright + closing_upright))
    return inner, (outer_level, outer_upright)


def _cut(
    edges: list[Edge], low: float, high: float, start: float, end: float
) -> tuple[list[Edge], list[Edge]]:
    """Divide lines into what is within `low` and `high` across, `start` and `end` along, and the rest."""
    inner: list[Edge] = []
    outer: list[Edge] = []
    for edge in edges:
        if not (low + SNAP < edge.at < high - SNAP and edge.start < end - SNAP and edge.end > start + SNAP):
            outer.append(edge)
            continue
        inner.append(Edge(edge.at, max(edge.start, start), min(edge.end, end)))
        if edge.start < start - SNAP:
            outer.append(Edge(edge.at, edge.start, start))
        if edge.end > end + SNAP:
            outer.append(Edge(edge.at, end, edge.end))
    return inner, outer


def _closing(sides: tuple[float, float], touching: list[Edge]) -> list[Edge]:
    """Return of two sides of a frame what lies between the lines that end at them."""
    found = []
    for at in sides:
        ends = [edge.at for edge in touching if min(abs(edge.start - at), abs(edge.end - at)) <= SNAP]
        if len(ends) > 1:
            found.append(Edge(at, min(ends), max(ends)))
    return found
