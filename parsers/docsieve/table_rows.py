"""Rows taken out of a table without the others losing their shape: spans shrink, cells keep their columns."""

from __future__ import annotations

from docsieve.model import Cell, Row, Table
from docsieve.renderers.table_grid import grid_of


def place_cells(table: Table) -> None:
    """Write down the column of every cell, so that a cell can be taken out without moving its neighbours."""
    grid = grid_of(table)
    for row in grid.rows:
        for place, cell in row.cells:
            cell.column = grid.originals[place]


def take_rows(table: Table, *, is_numbered: bool) -> None:
    """Take the hidden rows out of a table whose cells are placed.

    A cell that reaches over them shrinks; one that begins in a hidden row and ends in one that is not, as a
    merged cell of a sheet may, is seen there and moves down. Where rows are numbered they keep their numbers.
    """
    is_kept = [row.hidden is None for row in table.rows]
    kept_before = [0]
    for kept in is_kept:
        kept_before.append(kept_before[-1] + kept)
    number, expected = 0, 1
    moved: dict[int, list[Cell]] = {}
    rows: list[Row] = []
    for index, row in enumerate(table.rows):
        number = row.number or number + 1
        for cell in row.cells:
            if cell.row_span <= 1:
                continue
            end = min(index + cell.row_span, len(is_kept))
            cell.row_span = max(kept_before[end] - kept_before[index], 1)
            if not is_kept[index] and kept_before[end] > kept_before[index]:
                moved.setdefault(kept_before[index], []).append(cell)
        if is_kept[index]:
            cells = row.cells + moved.pop(len(rows), [])
            row.cells = sorted(cells, key=lambda cell: cell.column or 0)
            row.number = number if is_numbered and number != expected else None
            expected = number + 1
            rows.append(row)
    table.header_rows = kept_before[min(table.header_rows, len(is_kept))]
    table.rows = rows
