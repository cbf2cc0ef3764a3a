"""Rows and cells of a LaTeX table in the making."""

from __future__ import annotations

from docsieve.model import Block, Cell, Locator, Paragraph, Row, Span, Table

#: No table of a document is wider; a larger number is a mistake or an attack.
_WIDEST = 1000


class TabularBuilder:
    """Takes cell after cell; a cell covered by one above is left out, as the model wants it."""

    def __init__(self) -> None:
        self._rows: list[list[Cell]] = []
        self._row: list[Cell] = []
        self._column = 0
        #: Column -> rows below that a cell reaches into.
        self._covered: dict[int, int] = {}
        self._header_rows = 0
        self.col_span = 1
        self.row_span = 1
        self.filled = 0

    def rule(self) -> None:
        """Take note of a rule across: what stands above the first one inside is the heading."""
        if self._rows and not self._header_rows and not self._row:
            self._header_rows = len(self._rows)

    def end_cell(self, blocks: list[Block]) -> None:
        """Finish a cell."""
        span = min(max(self.col_span, 1), _WIDEST)
        if not blocks and self._covered.get(self._column, 0) > 0:
            self._covered[self._column] -= 1
        else:
            cell = _cell(blocks)
            cell.col_span = span
            cell.row_span = min(max(self.row_span, 1), _WIDEST)
            if self._gap:
                cell.column = self._column
            if cell.row_span > 1:
                self._covered[self._column] = cell.row_span - 1
            self._row.append(cell)
            self.filled += 1
        self._column += span
        self.col_span = self.row_span = 1

    @property
    def _gap(self) -> bool:
        """A cell was left out on the left of this one, so it names its column."""
        expected = self._row[-1].column if self._row and self._row[-1].column is not None else None
        return self._column != sum(cell.col_span for cell in self._row) or expected is not None

    def end_row(self) -> None:
        """Finish a row."""
        if self._row and any(cell.text or cell.blocks for cell in self._row):
            self._rows.append(self._row)
        self._row = []
        self._column = 0

    def table(self, where: Locator) -> Table | None:
        """Return the table; None where it has no cells."""
        self.end_row()
        if not self._rows:
            return None
        header = self._header_rows if self._header_rows < len(self._rows) and self._header_rows <= 3 else 0
        return Table(where=where, rows=[Row(cells) for cells in self._rows], header_rows=header)


def _cell(blocks: list[Block]) -> Cell:
    if not blocks:
        return Cell()
    only = blocks[0]
    if len(blocks) > 1 or not isinstance(only, Paragraph) or only.role != "body" or len(only.spans) != 1:
        return Cell(blocks=blocks)
    text = only.spans[0].text
    return Cell(text=text) if only.spans[0] == Span(text) else Cell(blocks=blocks)
