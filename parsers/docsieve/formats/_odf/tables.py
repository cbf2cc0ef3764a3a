"""Tables of text on their grid: spans, repeated rows and columns, header rows (ODF 1.3 part 3, 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from docsieve.formats._odf.namespaces import TABLE
from docsieve.model import Block, Cell, Paragraph, Row, Span, Table

if TYPE_CHECKING:
    from lxml import etree

    from docsieve.formats._odf.story import Story

_CELL: Final = f"{TABLE}table-cell"
_COVERED: Final = f"{TABLE}covered-table-cell"
_ROW: Final = f"{TABLE}table-row"
_HEADER_ROWS: Final = f"{TABLE}table-header-rows"
_ROW_GROUPS: Final = (f"{TABLE}table-rows", f"{TABLE}table-row-group")
_COLUMN_GROUPS: Final = (
    f"{TABLE}table-columns",
    f"{TABLE}table-header-columns",
    f"{TABLE}table-column-group",
)
_MAX_SPAN: Final = 1024
#: Empty cells and rows repeated more often than this only fill the sheet.
_MAX_EMPTY: Final = 64


class _Open(msgspec.Struct):
    """A cell that reaches into rows below."""

    cell: Cell
    rows: int


def read_table(story: Story, element: etree._Element) -> Table | None:
    """Read a `table:table`; None where it has no cell."""
    reader = _TableReader(story)
    reader.read(element)
    if element.get(f"{TABLE}use-first-row-styles") == "true":
        reader.header_rows = max(reader.header_rows, 1)
    if not any(row.cells for row in reader.rows):
        return None
    for row in reader.rows[: reader.header_rows]:
        for cell in row.cells:
            cell.header = True
    header_rows = reader.header_rows if reader.header_rows < len(reader.rows) else 0
    return Table(where=story.where, rows=reader.rows, header_rows=header_rows)


class _TableReader:
    def __init__(self, story: Story) -> None:
        self.rows: list[Row] = []
        self.header_rows = 0
        self._story = story
        self._hidden_columns: set[int] = set()
        self._columns = 0
        self._open: dict[int, _Open] = {}

    def read(self, element: etree._Element, *, is_header: bool = False) -> None:
        """Take the columns and rows of a table or of a group of them."""
        for child in element:
            if child.tag == _ROW:
                self._row(child)
                if is_header and self.header_rows == len(self.rows) - 1:
                    self.header_rows += 1
            elif child.tag == _HEADER_ROWS:
                self.read(child, is_header=True)
            elif child.tag in _ROW_GROUPS or child.tag in _COLUMN_GROUPS:
                self.read(child, is_header=is_header)
            elif child.tag == f"{TABLE}table-column":
                self._column(child)

    def _column(self, element: etree._Element) -> None:
        count = _integer(element.get(f"{TABLE}number-columns-repeated"), 1)
        if element.get(f"{TABLE}visibility") in ("collapse", "filter"):
            self._hidden_columns.update(range(self._columns, self._columns + min(count, _MAX_SPAN)))
        self._columns += count

    def _row(self, element: etree._Element) -> None:
        cells, still_open = self._cells(element)
        self._open = still_open
        row = Row(cells=cells)
        if element.get(f"{TABLE}visibility") in ("collapse", "filter"):
            row.hidden = "row"
        self.rows.append(row)
        repeats = _integer(element.get(f"{TABLE}number-rows-repeated"), 1) - 1
        says_something = any(cell.text or cell.blocks for cell in cells)
        if repeats > _MAX_EMPTY and not says_something:
            repeats = 0
        if repeats > 0:
            self._story.reading.count_cells(repeats * max(len(cells), 1))
            self.rows += [row] * repeats

    def _cells(self, element: etree._Element) -> tuple[list[Cell], dict[int, _Open]]:
        cells: list[Cell] = []
        still_open: dict[int, _Open] = {}
        column = next_free = 0
        across: Cell | None = None
        across_end = 0
        for child in element:
            if child.tag not in (_CELL, _COVERED):
                continue
            repeated = max(_integer(child.get(f"{TABLE}number-columns-repeated"), 1), 1)
            blocks = self._story.apart(child) if len(child) else []
            if child.tag == _COVERED:
                origin = self._origin(column, still_open) or (across if column < across_end else None)
                if blocks and origin is not None:
                    _add_covered(origin, blocks)
                elif blocks:
                    cells.append(_cell(blocks))
                column += repeated
                next_free = column
                continue
            if repeated > _MAX_EMPTY and not blocks:
                column += repeated
                continue
            self._story.reading.count_cells(repeated)
            for _ in range(repeated):
                cell = _cell(blocks)
                cell.col_span = _span(child, "number-columns-spanned")
                cell.row_span = _span(child, "number-rows-spanned")
                if column != next_free:
                    cell.column = column
                if column in self._hidden_columns:
                    cell.hidden = "column"
                cells.append(cell)
                across, across_end = cell, column + cell.col_span
                if cell.row_span > 1:
                    for covered in range(column, across_end):
                        still_open[covered] = _Open(cell, cell.row_span - 1)
                column += 1
                next_free = column
        for column_open, opened in self._open.items():
            if opened.rows > 1:
                still_open.setdefault(column_open, _Open(opened.cell, opened.rows - 1))
        return cells, still_open

    def _origin(self, column: int, still_open: dict[int, _Open]) -> Cell | None:
        opened = self._open.get(column)
        return opened.cell if opened is not None and opened.rows > 0 else None


def _cell(blocks: list[Block]) -> Cell:
    """Make a cell; one plain paragraph is kept as text alone."""
    if len(blocks) == 1:
        only = blocks[0]
        if (
            type(only) is Paragraph
            and only.role == "body"
            and only.hidden is None
            and only.list_level is None
            and len(only.spans) == 1
            and only.spans[0] == Span(only.spans[0].text)
        ):
            return Cell(text=only.spans[0].text.strip())
    return Cell(blocks=blocks) if blocks else Cell()


def _add_covered(origin: Cell, blocks: list[Block]) -> None:
    """Keep what stands in a cell that a merge covers: a reader of the original does not see it."""
    if origin.text:
        origin.blocks = [Paragraph(where=blocks[0].where, spans=[Span(origin.text)])]
        origin.text = ""
    for block in blocks:
        block.hidden = block.hidden or "invisible"
    origin.blocks = [*origin.blocks, *blocks]


def _span(element: etree._Element, name: str) -> int:
    return min(max(_integer(element.get(f"{TABLE}{name}"), 1), 1), _MAX_SPAN)


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else default
