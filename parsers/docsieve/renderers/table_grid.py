"""A table's cells put into columns, with the gaps that spans and absent cells leave."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from docsieve.model import Cell, Row, Table

#: A cell cannot claim more than this, whatever the file says (HTML's own limits, WHATWG 4.9.11).
_MAX_COL_SPAN: Final = 1000
_MAX_ROW_SPAN: Final = 65_534
#: Gaps are filled as long as the grid has at most this many places, or 20 for each cell that holds something:
#: two cells in far corners of a sheet must not become a million tabs.
_MAX_GRID: Final = 200_000
#: Places covered by row spans that are kept track of; a file that claims more is not a table.
_MAX_COVERED: Final = 5_000_000


@dataclass(frozen=True)
class GridRow:
    """One row: its cells by their column in the grid, ascending."""

    row: Row
    cells: list[tuple[int, Cell]]


@dataclass(frozen=True)
class TableGrid:
    """All rows, and how many columns hold a cell anywhere. Columns that hold none are closed up."""

    rows: list[GridRow]
    columns: int
    #: False where filling the gaps would blow the table up: cells are then written one after the other.
    is_aligned: bool
    #: The columns of the table that the columns of the grid stand for, ascending.
    originals: list[int]

    def width(self, column: int, cell: Cell) -> int:
        """Return how many columns of the grid a cell spans, at least 1."""
        if cell.col_span <= 1:
            return 1
        end = bisect_left(self.originals, self.originals[column] + cell.col_span)
        return max(end - column, 1)


def grid_of(table: Table) -> TableGrid:
    """Place every cell of the table: explicit column, else the next that no span from above covers."""
    placed: list[GridRow] = []
    covered: dict[int, int] = {}  # column -> index of the last row that a span from above covers there
    covered_to = -1  # the last row that any span from above covers
    budget = _MAX_COVERED
    used: set[int] = set()
    total = 0
    for index, row in enumerate(table.rows):
        column = 0
        cells: list[tuple[int, Cell]] = []
        below: dict[int, int] = {}
        if index > covered_to and not any(cell.col_span > 1 or cell.row_span > 1 for cell in row.cells):
            # Nearly every row of nearly every sheet.
            for cell in row.cells:
                if cell.column is not None and cell.column > column:
                    column = cell.column
                cells.append((column, cell))
                column += 1
            used.update([column for column, _ in cells])
            total += len(cells)
            placed.append(GridRow(row, cells))
            continue
        for cell in row.cells:
            if cell.column is not None and cell.column >= column:
                column = cell.column
            else:
                while covered.get(column, -1) >= index:
                    column += 1
            cells.append((column, cell))
            used.add(column)
            width = min(max(cell.col_span, 1), _MAX_COL_SPAN)
            height = min(max(cell.row_span, 1), _MAX_ROW_SPAN) - 1
            if height and width * height <= budget:
                budget -= width * height
                below.update(dict.fromkeys(range(column, column + width), index + height))
                covered_to = max(covered_to, index + height)
            if width > 1 and cell.column is None:
                used.update(range(column, column + width))
            column += width
        total += len(cells)
        covered.update(below)
        placed.append(GridRow(row, cells))
    if len(used) != (max(used) + 1 if used else 0):
        dense = {column: place for place, column in enumerate(sorted(used))}
        placed = [
            GridRow(grid.row, [(dense[column], cell) for column, cell in grid.cells]) for grid in placed
        ]
    columns = len(used)
    is_aligned = columns * len(placed) <= max(_MAX_GRID, 20 * total)
    return TableGrid(placed, columns, is_aligned, sorted(used))


def hidden_columns(table: Table) -> set[int]:
    """Return the columns of the grid with cells in a hidden column of a sheet."""
    if not any(cell.hidden == "column" for row in table.rows for cell in row.cells):
        return set()
    return {column for row in grid_of(table).rows for column, cell in row.cells if cell.hidden == "column"}
