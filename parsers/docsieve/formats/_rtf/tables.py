r"""Tables: rows of cells that share right edges (RTF 1.9.1, "Table Definitions")."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from docsieve.formats._rtf.spans import is_plain
from docsieve.model import Block, Cell, Locator, Paragraph, Row, Span, Table

#: Edges nearer to each other than this, in twips, are one: rows are seldom drawn to the point.
_TOLERANCE: Final = 60
_MAX_COLUMNS: Final = 1024

Merge = Literal["first", "covered"]


class CellDefinition(msgspec.Struct):
    r"""A cell as `\cellx` ends its definition; `right` in twips from the margin."""

    right: int = 0
    across: Merge | None = None
    down: Merge | None = None


class RowDefinition(msgspec.Struct):
    r"""What stands between `\trowd` and the cells' text."""

    left: int = 0
    cells: list[CellDefinition] = []
    is_header: bool = False
    next_cell: CellDefinition = msgspec.field(default_factory=CellDefinition)

    def end_cell(self, right: int) -> None:
        r"""Take `\cellx`."""
        self.next_cell.right = right
        if len(self.cells) < _MAX_COLUMNS:
            self.cells.append(self.next_cell)
        self.next_cell = CellDefinition()


class TableDraft:
    """A table that is being read."""

    def __init__(self) -> None:
        self.rows: list[tuple[list[list[Block]], RowDefinition]] = []
        self.cells: list[list[Block]] = []
        #: Of the cell that is being read.
        self.blocks: list[Block] = []

    def end_cell(self) -> None:
        """Begin a new cell."""
        self.cells.append(self.blocks)
        self.blocks = []

    def end_row(self, definition: RowDefinition) -> None:
        """Begin a new row."""
        if self.cells:
            self.rows.append((self.cells, definition))
            self.cells = []

    def finish(self, where: Locator) -> Table | None:
        """Return the table on its grid; None where it has no cell."""
        if self.blocks:
            self.end_cell()
        self.end_row(RowDefinition())
        if not self.rows:
            return None
        edges = _edges(self.rows)
        rows: list[Row] = []
        open_cells: dict[int, Cell] = {}
        header_rows = 0
        for cells, definition in self.rows:
            row, open_cells = _row(cells, definition, edges, open_cells)
            if definition.is_header and header_rows == len(rows):
                header_rows += 1
                for cell in row.cells:
                    cell.header = True
            rows.append(row)
        return Table(where=where, rows=rows, header_rows=header_rows)


def _edges(rows: list[tuple[list[list[Block]], RowDefinition]]) -> dict[int, int]:
    """Number the vertical lines of the grid; empty where a row does not say where its cells end."""
    found: set[int] = set()
    for cells, definition in rows:
        rights = [cell.right for cell in definition.cells]
        if len(rights) < len(cells) or rights != sorted(set(rights)):
            return {}
        found.add(definition.left)
        found.update(rights)
    numbers: dict[int, int] = {}
    first, number = 0, -1
    for edge in sorted(found):
        if number < 0 or edge - first > _TOLERANCE:
            first, number = edge, number + 1
        numbers[edge] = number
    return numbers


def _row(
    cells: list[list[Block]], definition: RowDefinition, edges: dict[int, int], open_cells: dict[int, Cell]
) -> tuple[Row, dict[int, Cell]]:
    row: list[Cell] = []
    still_open: dict[int, Cell] = {}
    column = next_free = edges.get(definition.left, 0)
    if column:
        next_free = 0
    for index, blocks in enumerate(cells):
        told = definition.cells[index] if index < len(definition.cells) else CellDefinition()
        span = max(edges[told.right] - column, 1) if edges else 1
        if told.across == "covered" and row:
            row[-1].col_span += span
            _cover(row[-1], blocks)
        elif told.down == "covered" and column in open_cells:
            origin = still_open[column] = open_cells[column]
            origin.row_span += 1
            _cover(origin, blocks)
        else:
            cell = _cell(blocks)
            cell.col_span = span
            if column != next_free:
                cell.column = column
            row.append(cell)
            if told.down is not None:
                still_open[column] = cell
        column += span
        next_free = column
    return Row(cells=row), still_open


def _cell(blocks: list[Block]) -> Cell:
    """Make a cell; one plain paragraph is kept as text alone."""
    only = blocks[0] if len(blocks) == 1 else None
    if type(only) is not Paragraph or (only.role, only.hidden, only.list_level) != ("body", None, None):
        return Cell(blocks=blocks)
    if len(only.spans) == 1 and is_plain(only.spans[0]):
        return Cell(text=only.spans[0].text.strip())
    return Cell(blocks=blocks)


def _cover(origin: Cell, blocks: list[Block]) -> None:
    """Keep what stands in a cell that a merge covers: a reader of the original does not see it."""
    if not blocks:
        return
    if origin.text:
        origin.blocks = [Paragraph(where=blocks[0].where, spans=[Span(origin.text)])]
        origin.text = ""
    for block in blocks:
        block.hidden = block.hidden or "invisible"
    origin.blocks = [*origin.blocks, *blocks]
