"""Tables of slides on their grid (ECMA-376 part 1, 21.1.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docsieve.formats._ooxml.elements import first_below
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
    """Read an `a:tbl`; None where it has no cell.

    Cells that a merge covers are listed in the file: spans are counted from them, so that what the spans say
    always fits the grid. Only where a row leaves them out are the declared spans taken.
    """
    grid = first_below(element, f"{A}tblGrid")
    columns = 0 if grid is None else len(grid)
    rows: list[Row] = []
    above: dict[int, Cell] = {}
    for row_element in element.iterchildren(f"{A}tr"):
        deck.count_blocks()
        elements = list(row_element.iterchildren(f"{A}tc"))
        row, above = _read_row(deck, elements, len(elements) >= columns, above, text, where, style)
        rows.append(row)
    if not any(row.cells for row in rows):
        return None
    properties = first_below(element, f"{A}tblPr")
    header_rows = 1 if properties is not None and properties.get("firstRow") in _ON and len(rows) > 1 else 0
    for row in rows[:header_rows]:
        for cell in row.cells:
            cell.header = True
    return Table(where=where, rows=rows, header_rows=header_rows)


def _read_row(
    deck: Deck,
    elements: list[etree._Element],
    is_whole: bool,
    above: dict[int, Cell],
    text: TextReader,
    where: Locator,
    style: TextStyle,
) -> tuple[Row, dict[int, Cell]]:
    """Return a row, and the cell that each of its columns belongs to."""
    cells: list[Cell] = []
    owners: dict[int, Cell] = {}
    goes_down = False
    for column, element in enumerate(elements):
        deck.count_cell()
        body = first_below(element, f"{A}txBody")
        blocks = [] if body is None else text.blocks(body, where, style)
        across, down = element.get("hMerge") in _ON, element.get("vMerge") in _ON
        owner = owners.get(column - 1) if across else above.get(column) if down else None
        if owner is None:
            owner = _cell(blocks)
            if not is_whole:
                owner.col_span = _span(element, "gridSpan")
                owner.row_span = _span(element, "rowSpan")
            cells.append(owner)
            goes_down = False
        else:
            if not across:
                owner.row_span += 1
                goes_down = True
            elif not goes_down:
                owner.col_span += 1
            _add_covered(owner, blocks)
        owners[column] = owner
    return Row(cells=cells), owners


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
