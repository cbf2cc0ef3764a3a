"""Tables of slides on their grid (ECMA-376 part 1, 21.1.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docsieve.formats._ooxml.namespaces import A
from docsieve.formats._pptx.context import Deck
from docsieve.formats._pptx.placeholders import TextStyle
from docsieve.formats._pptx.text import TextReader
from docsieve.model import Block, Cell, Locator, Paragraph, Row, Span, Table

if TYPE_CHECKING:
    from lxml import etree

_ON: Final = ("1", "true")
_MAX_SPAN: Final = 1024


def read_table(
    deck: Deck, text: TextReader, element: etree._Element, where: Locator, style: TextStyle
) -> Table | None:
    """Read an `a:tbl`; None where it has no cell."""
    rows: list[Row] = []
    above: dict[int, Cell] = {}
    for row_element in element.iterchildren(f"{A}tr"):
        deck.count_blocks()
        cells: list[Cell] = []
        for column, cell_element in enumerate(row_element.iterchildren(f"{A}tc")):
            deck.count_cell()
            body = cell_element.find(f"{A}txBody")
            blocks = [] if body is None else text.blocks(body, where, style)
            across, down = cell_element.get("hMerge") in _ON, cell_element.get("vMerge") in _ON
            origin = (cells[-1] if cells else None) if across and not down else above.get(column)
            if (across or down) and origin is not None:
                _add_covered(origin, blocks)
                above[column] = origin
                continue
            cell = _cell(blocks)
            cell.col_span = _span(cell_element, "gridSpan")
            cell.row_span = _span(cell_element, "rowSpan")
            if len(cells) != column:
                cell.column = column
            cells.append(cell)
            for covered in range(column, column + cell.col_span):
                above[covered] = cell
        rows.append(Row(cells=cells))
    if not any(row.cells for row in rows):
        return None
    _keep_columns_short(rows)
    properties = element.find(f"{A}tblPr")
    header_rows = 1 if properties is not None and properties.get("firstRow") in _ON and len(rows) > 1 else 0
    for row in rows[:header_rows]:
        for cell in row.cells:
            cell.header = True
    return Table(where=where, rows=rows, header_rows=header_rows)


def _keep_columns_short(rows: list[Row]) -> None:
    """Leave out the column of cells that stand in the next free place of the grid anyway."""
    taken: dict[int, int] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while taken.get(column, 0) > number:
                column += 1
            if cell.column is not None and cell.column != column:
                column = cell.column
            else:
                cell.column = None
            for covered in range(column, column + cell.col_span):
                taken[covered] = number + cell.row_span
            column += cell.col_span


def _span(element: etree._Element, name: str) -> int:
    value = element.get(name, "1")
    return min(max(int(value), 1), _MAX_SPAN) if value.isdecimal() and len(value) < 9 else 1


def _cell(blocks: list[Block]) -> Cell:
    """Make a cell; one plain paragraph is kept as text alone."""
    if len(blocks) == 1:
        only = blocks[0]
        if isinstance(only, Paragraph) and len(only.spans) == 1 and only.spans[0] == Span(only.spans[0].text):
            return Cell(text=only.spans[0].text.strip())
    return Cell(blocks=blocks)


def _add_covered(origin: Cell, blocks: list[Block]) -> None:
    """Keep what stands in a cell that a merge covers: who looks at the slide does not see it."""
    if not blocks:
        return
    if origin.text:
        origin.blocks = [Paragraph(where=blocks[0].where, spans=[Span(origin.text)])]
        origin.text = ""
    for block in blocks:
        block.hidden = block.hidden or "invisible"
    origin.blocks = [*origin.blocks, *blocks]
