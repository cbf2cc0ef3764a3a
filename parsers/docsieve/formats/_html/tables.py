"""HTML tables: which are data and which only lay out a page."""

from __future__ import annotations

from docsieve.model import Block, Cell, Locator, Paragraph, Row, Span, Table


class TableBuilder:
    """Rows and cells of one `table` element while it is read."""

    def __init__(self, *, is_layout: bool) -> None:
        self.rows: list[Row] = []
        self.header_rows = 0
        self.in_head = False
        self.is_layout = is_layout
        self._has_header_cell = False

    def start_row(self) -> None:
        """Begin a row."""
        self.rows.append(Row(cells=[]))

    def add_cell(self, cell: Cell) -> None:
        """Append a cell; one outside any row starts a row of its own, as browsers do."""
        if not self.rows:
            self.start_row()
        self.rows[-1].cells.append(cell)
        self._has_header_cell = self._has_header_cell or cell.header

    def end_row(self) -> None:
        """Finish a row: one of header cells only, with none but such before it, is a heading row."""
        if not self.rows or not self.rows[-1].cells:
            return
        all_headers = all(cell.header for cell in self.rows[-1].cells)
        if self.header_rows == len(self.rows) - 1 and (self.in_head or all_headers):
            self.header_rows += 1

    def blocks(self, where: Locator) -> list[Block]:
        """Return the table, or the contents of its cells in order where it only lays out the page."""
        rows = [row for row in self.rows if row.cells]
        if not rows:
            return []
        one_column = all(len(row.cells) == 1 for row in rows)
        if self.is_layout or (one_column and not self._has_header_cell):
            return [
                block
                for row in rows
                for cell in row.cells
                for block in (
                    cell.blocks or ([Paragraph(where=where, spans=[Span(cell.text)])] if cell.text else [])
                )
            ]
        if not any(cell.text or cell.blocks for row in rows for cell in row.cells):
            return []
        header_rows = min(self.header_rows, len(rows))
        return [Table(where=where, rows=rows, header_rows=header_rows if header_rows < len(rows) else 0)]


def cell_of(blocks: list[Block], *, header: bool, col_span: int, row_span: int) -> Cell:
    """Make a cell: plain text where the blocks are one paragraph without any style."""
    cell = Cell(header=header, col_span=col_span, row_span=row_span)
    if not blocks:
        return cell
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph) and len(blocks[0].spans) == 1:
        paragraph = blocks[0]
        span = paragraph.spans[0]
        if span == Span(span.text) and paragraph.role == "body" and paragraph.hidden is None:
            cell.text = span.text
            return cell
    cell.blocks = blocks
    return cell
