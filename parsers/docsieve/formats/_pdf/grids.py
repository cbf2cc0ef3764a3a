"""Cells that level and upright lines make: grids of rectangles."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import Final, NamedTuple

#: Points. Line ends nearer to a line touch it.
SNAP: Final = 2.6
#: A rectangle thinner than this is a painted line.
THIN: Final = 3.0
#: Cells no smaller than this, points.
_MIN_CELL: Final = 4.0
#: Share of the rules of a grid that end where its side is.
_OUTERMOST: Final = 0.3
#: Share of the height of a grid that a line at its side runs along where the side is drawn.
_CLOSED: Final = 0.4
#: Share of a side between two regions that may lack its line.
_MAX_BROKEN: Final = 0.34
#: More places in a grid are a chart.
_MAX_PLACES: Final = 20_000
#: Instead of a cell's index: not looked at yet, and no cell.
_FREE: Final = -1
_OUTSIDE: Final = -2


class GridCell(NamedTuple):
    """A cell's place in the grid and on the page, in points."""

    row: int
    column: int
    row_span: int
    col_span: int
    x0: float
    top: float
    x1: float
    bottom: float


class Grid(NamedTuple):
    """The cells of one table, by row, then column; `xs` and `ys` are the lines between columns and rows."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    #: The index of the cell at each row and column; negative where there is none.
    owner: list[list[int]]

    def at(self, x: float, y: float) -> int:
        """Return the index of the cell at a point of the page, negative for none."""
        row, column = bisect_left(self.ys, y) - 1, bisect_left(self.xs, x) - 1
        if not (0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1):
            return _OUTSIDE
        return self.owner[row][column]


class Edge(NamedTuple):
    """A level or upright line of a page."""

    #: Where the line is, across its direction, and from where to where it runs.
    at: float
    start: float
    end: float


def connected(level: list[Edge], upright: list[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Group the edges that cross or touch each other."""
    parents = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    places = [edge.at for edge in level]
    for number, (at, start, end) in enumerate(upright, len(level)):
        first, last = bisect_left(places, start - SNAP), bisect_right(places, end + SNAP)
        for i in range(first, last):
            edge = level[i]
            if edge.start - SNAP <= at <= edge.end + SNAP:
                parents[root(number)] = root(i)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for i, edge in enumerate(level):
        groups.setdefault(root(i), ([], []))[0].append(edge)
    for j, edge in enumerate(upright):
        groups.setdefault(root(len(level) + j), ([], []))[1].append(edge)
    return [group for group in groups.values() if len(group[0]) >= 3 and group[1]]


def build_grid(level: list[Edge], upright: list[Edge]) -> Grid | None:
    """Return the grid of lines that touch each other, None where they make none."""
    upright = upright + _open_sides(level, upright)
    xs, ys = places_of(upright), places_of(level)
    if xs[0] < -THIN or ys[0] < -THIN:
        return None  # it goes on beyond the page
    if len(xs) < 3 or len(ys) < 3 or (len(xs) - 1) * (len(ys) - 1) > _MAX_PLACES:
        return None
    columns, rows = len(xs) - 1, len(ys) - 1
    lines_across = cover(level, ys, xs)
    lines_down = cover(upright, xs, ys)
    # Flood: places without a line between them are one cell.
    owner = [[_FREE] * columns for _ in range(rows)]
    cells: list[GridCell] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] != _FREE:
                continue
            col_span = row_span = 1
            while column + col_span < columns and not lines_down[column + col_span] >> row & 1:
                col_span += 1
            across = bits(column, column + col_span)
            while row + row_span < rows and not lines_across[row + row_span] & across:
                row_span += 1
            right, bottom = column + col_span, row + row_span
            down = bits(row, bottom)
            free = [_FREE] * col_span
            if any(of_row[column:right] != free for of_row in owner[row:bottom]):
                return None  # its regions are no rectangles: a drawing
            # A region that lacks a whole side is outside of the table.
            is_open = (
                not lines_across[row] & across
                or not lines_across[bottom] & across
                or not lines_down[column] & down
                or not lines_down[right] & down
                or (right < columns and _is_broken(ys, row, bottom, lines_down[right]))
            )
            owners = [_OUTSIDE if is_open else len(cells)] * col_span
            for of_row in owner[row:bottom]:
                of_row[column:right] = owners
            if not is_open:
                cells.append(
                    GridCell(row, column, row_span, col_span, xs[column], ys[row], xs[right], ys[bottom])
                )
    # A row may begin late or end early.
    least = 3 if any(_OUTSIDE in row for row in owner) else 4
    return _trimmed(Grid(xs, ys, cells, owner)) if len(cells) >= least else None


def _trimmed(grid: Grid) -> Grid:
    """Leave out the rows and columns at the sides that hold no cell: lines of what touches the table."""
    rows = [number for number, row in enumerate(grid.owner) if any(place >= 0 for place in row)]
    columns = [number for number in range(len(grid.xs) - 1) if any(row[number] >= 0 for row in grid.owner)]
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    if (top, left, bottom, right) == (0, 0, len(grid.ys) - 1, len(grid.xs) - 1):
        return grid
    cells = [cell._replace(row=cell.row - top, column=cell.column - left) for cell in grid.cells]
    owner = [row[left:right] for row in grid.owner[top:bottom]]
    return Grid(grid.xs[left : right + 1], grid.ys[top : bottom + 1], cells, owner)


def bits(start: int, end: int) -> int:
    """Return the places from `start` to `end` as bits."""
    return (1 << end) - (1 << start)


def _is_broken(ys: list[float], row: int, bottom: int, lines: int) -> bool:
    """Tell whether a good part of the right side of a region is missing: it goes on there, around others."""
    gaps = sum(ys[r + 1] - ys[r] for r in range(row, bottom) if not lines >> r & 1)
    return gaps > _MAX_BROKEN * (ys[bottom] - ys[row])


def _open_sides(level: list[Edge], upright: list[Edge]) -> list[Edge]:
    """Close a table that has no lines at its left and right, where most of its rules end together.

    Some of them may reach further: between groups of rows, beside whose names there is no rule.
    """
    top, bottom = level[0].at, level[-1].at
    left = _usual_end(sorted(edge.start for edge in level))
    right = -_usual_end(sorted(-edge.end for edge in level))
    added = []
    if _is_open_side([edge for edge in upright if edge.at <= left + _MIN_CELL], left, bottom - top):
        added.append(Edge(left, top, bottom))
    if _is_open_side([edge for edge in upright if edge.at >= right - _MIN_CELL], right, bottom - top):
        added.append(Edge(right, top, bottom))
    return added


def _usual_end(ends: list[float]) -> float:
    """Return the first of the places in order where a good part of the rules end; else the middle one."""
    least = max(_OUTERMOST * len(ends), 3)
    for end in ends:
        if sum(abs(other - end) <= _MIN_CELL for other in ends) >= least:
            return end
    return ends[len(ends) // 2]


def _is_open_side(edges: list[Edge], side: float, height: float) -> bool:
    """Tell whether the lines at a side, if any, are those of a few rows: a box around the head."""
    if any(abs(edge.at - side) > _MIN_CELL for edge in edges):
        return False
    return sum(edge.end - edge.start for edge in edges) < _CLOSED * height


def places_of(edges: list[Edge]) -> list[float]:
    """Return the distinct places of edges, those too near to each other for a cell taken as one."""
    found: list[float] = []
    for at in sorted(edge.at for edge in edges):
        if not found or at - found[-1] >= _MIN_CELL:
            found.append(at)
    return found


def cover(edges: list[Edge], places: list[float], across: list[float]) -> list[int]:
    """Tell of each place, in order, which intervals between `across` its edges cover, as bits."""
    covered = [0] * len(places)
    middles = [(start + end) / 2 for start, end in pairwise(across)]
    for at, start, end in edges:
        i = min(bisect_left(places, at), len(places) - 1)
        if i and at - places[i - 1] <= abs(places[i] - at):
            i -= 1
        first, last = bisect_left(middles, start), bisect_right(middles, end)
        if first < last:
            covered[i] |= bits(first, last)
    return covered
