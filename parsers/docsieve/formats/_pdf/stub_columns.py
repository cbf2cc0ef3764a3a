"""First columns that no line divides from what is left of a table: its outer rules reach over them."""

from __future__ import annotations

from typing import Final

from docsieve.formats._pdf.grids import SNAP, Edge, Grid, GridCell
from docsieve.formats._pdf.lines import Line

#: Points. A narrower one holds no names of rows.
_MIN_WIDTH: Final = 10.0
#: Points that a line of text may reach over the end of its row.
_REACH: Final = 2.5
#: Share of the rows that have a name.
_MIN_NAMED: Final = 0.6
_NO_CELL: Final = -2


def with_stub(grid: Grid, level: list[Edge], lines: list[Line]) -> Grid:
    """Return the grid with the names of its rows as its first column, where its outer rules tell of them.

    Forms have boxes for figures only, and a rule above and below all of it.
    """
    left, top, bottom = grid.xs[0], grid.ys[0], grid.ys[-1]
    starts = [
        min((edge.start for edge in level if abs(edge.at - at) <= SNAP and edge.end > left), default=left)
        for at in (top, bottom)
    ]
    start = max(starts)
    if start > left - _MIN_WIDTH or abs(starts[0] - starts[1]) > SNAP:
        return grid
    stubs = _stubs(grid, start)
    borders = [top, *(cell.bottom for cell in stubs)]
    if any(
        top <= edge.at <= bottom
        and edge.start < left - SNAP
        and edge.end > start + SNAP
        and not any(abs(edge.at - at) <= SNAP for at in borders)
        for edge in level
    ):
        return grid
    named = set()
    for line in lines:
        middle = (line.top + line.bottom) / 2
        if not (start - _REACH < line.x0 < left and top < middle < bottom):
            continue
        row = next((cell for cell in stubs if cell.top <= middle < cell.bottom), None)
        if row is None or line.top < row.top - _REACH or line.bottom > row.bottom + _REACH:
            return grid
        named.add(row.row)
    if not stubs or len(named) < _MIN_NAMED * len(stubs):
        return grid
    moved = [cell._replace(column=cell.column + 1) for cell in grid.cells]
    cells = sorted(stubs + moved, key=lambda cell: (cell.row, cell.column))
    owner = [[_NO_CELL] * len(grid.xs) for _ in grid.owner]
    for number, cell in enumerate(cells):
        for row_number in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.col_span):
                owner[row_number][column] = number
    return Grid([start, *grid.xs], grid.ys, cells, owner)


def _stubs(grid: Grid, start: float) -> list[GridCell]:
    """Return what is left of the first cell of each row, from `start` on; nothing where these overlap."""
    stubs = []
    row = 0
    while row < len(grid.owner):
        first = next((i for i in grid.owner[row] if i >= 0), None)
        if first is None or grid.cells[first].row != row:
            return []
        cell = grid.cells[first]
        stubs.append(GridCell(row, 0, cell.row_span, 1 + cell.column, start, cell.top, cell.x0, cell.bottom))
        row += cell.row_span
    return stubs
