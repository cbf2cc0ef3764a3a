"""Rows and cells from paragraphs that say how deep in tables they stand ([MS-DOC] 2.4.3 to 2.4.5)."""

from __future__ import annotations

import itertools
import struct
from typing import NamedTuple

from docsieve.formats._doc.properties import properties_in
from docsieve.model import Block, Cell, Locator, Paragraph, Row, Table

#: Edges of columns that are nearer than this, in twentieths of a point, are one edge.
_TOLERANCE = 30


class _Definition(NamedTuple):
    """What a row's end says: edges of its cells, flags of each, and whether it repeats as a heading."""

    edges: tuple[int, ...] = ()
    flags: tuple[int, ...] = ()
    is_header: bool = False


class TableDraft:
    """A table that is being read."""

    def __init__(self, where: Locator) -> None:
        self._where = where
        self._rows: list[tuple[list[list[Block]], _Definition]] = []
        self._cells: list[list[Block]] = []
        self.cell: list[Block] = []
        self._is_open = False

    def add(self, blocks: list[Block]) -> None:
        """Put blocks into the cell at hand."""
        self.cell += blocks
        self._is_open = self._is_open or bool(blocks)

    def end_cell(self) -> None:
        """Close the cell at hand."""
        self._cells.append(self.cell)
        self.cell = []
        self._is_open = False

    def end_row(self, group: bytes) -> None:
        """Close the row at hand."""
        if self._is_open:
            self.end_cell()
        if self._cells:
            self._rows.append((self._cells, _definition(group)))
        self._cells, self.cell = [], []

    def finish(self) -> Table | None:
        """Return the table; None where it holds no cell."""
        self.end_row(b"")
        if not self._rows:
            return None
        header_rows = 0
        for _, definition in self._rows:
            if not definition.is_header:
                break
            header_rows += 1
        grid = _grid([definition.edges for _, definition in self._rows])
        rows: list[Row] = []
        above: dict[int, Cell] = {}
        for cells, definition in self._rows:
            rows.append(_row(cells, definition, grid, above))
        if header_rows == len(rows):
            header_rows = 0
        for row in rows[:header_rows]:
            for cell in row.cells:
                cell.header = True
        return Table(where=self._where, rows=rows, header_rows=header_rows)


def _definition(group: bytes) -> _Definition:
    edges: tuple[int, ...] = ()
    flags: list[int] = []
    is_header = False
    for code, operand in properties_in(group):
        if code == 0xD608 and operand:
            count = min(operand[0], 63)
            if len(operand) < 1 + (count + 1) * 2:
                continue
            edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
            first = 1 + (count + 1) * 2
            flags = [
                int.from_bytes(operand[first + index * 20 : first + index * 20 + 2], "little")
                for index in range(count)
            ]
        elif code == 0x3404:
            is_header = bool(operand[0])
        elif code == 0xD62B and len(operand) >= 2 and operand[0] < len(flags):
            flags[operand[0]] = flags[operand[0]] & ~0x60 | (operand[1] & 3) << 5
    return _Definition(edges, tuple(flags), is_header)


def _grid(all_edges: list[tuple[int, ...]]) -> list[int]:
    """Return the edges of all rows in order, near ones as one."""
    grid: list[int] = []
    for edge in sorted({edge for edges in all_edges for edge in edges}):
        if not grid or edge - grid[-1] > _TOLERANCE:
            grid.append(edge)
    return grid


def _column(grid: list[int], edge: int) -> int:
    return min(range(len(grid)), key=lambda index: abs(grid[index] - edge))


def _row(cells: list[list[Block]], definition: _Definition, grid: list[int], above: dict[int, Cell]) -> Row:
    edges, flags = definition.edges, definition.flags
    if len(edges) != len(cells) + 1 or any(a > b for a, b in itertools.pairwise(edges)):
        above.clear()
        return Row([_cell(blocks) for blocks in cells])
    out: list[Cell] = []
    open_below: dict[int, Cell] = {}
    columns = [_column(grid, edge) for edge in edges]
    for index, blocks in enumerate(cells):
        column, span = columns[index], max(columns[index + 1] - columns[index], 1)
        flag = flags[index] if index < len(flags) else 0
        if flag & 3 == 2 and out and not blocks:  # merged into the one on its left
            out[-1].col_span += span
            continue
        vertical = flag >> 5 & 3
        master = above.get(column)
        if vertical == 1 and master is not None and not blocks and master.col_span == span:
            master.row_span += 1
            open_below[column] = master
            continue
        cell = _cell(blocks)
        cell.col_span, cell.column = span, column
        out.append(cell)
        if vertical:
            open_below[column] = cell
    above.clear()
    above.update(open_below)
    return Row(out)


def _cell(blocks: list[Block]) -> Cell:
    if not blocks:
        return Cell()
    only = blocks[0]
    if len(blocks) == 1 and type(only) is Paragraph and len(only.spans) == 1 and only.role == "body":
        span = only.spans[0]
        if only.hidden is None and type(span)(span.text) == span:
            return Cell(text=span.text)
    return Cell(blocks=blocks)
