"""Tables on their grid: spans, nested tables, header rows (ECMA-376 part 1, 17.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from docsieve.formats._ooxml.namespaces import MC, W
from docsieve.model import Block, Cell, Paragraph, Row, Span, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from docsieve.formats._docx.story import Story

_VALUE: Final = f"{W}val"
_OFF: Final = ("0", "false", "off")
#: Wrappers that a row or a cell may stand in.
_WRAPPERS: Final = frozenset(
    (
        f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo",
        f"{MC}AlternateContent", f"{MC}Choice",
    )
)  # fmt: skip
_MAX_SPAN: Final = 1024


class _CellProperties(msgspec.Struct):
    span: int = 1
    vertical: str | None = None
    horizontal: str | None = None
    deleted: bool = False


def read_table(story: Story, element: etree._Element) -> Table | None:
    """Read a `w:tbl`; None where it has no cell."""
    rows: list[Row] = []
    open_cells: dict[int, Cell] = {}
    header_rows = 0
    for row_element in _descend(element, f"{W}tr"):
        row, is_header, open_cells = _read_row(story, row_element, open_cells)
        if is_header and header_rows == len(rows):
            header_rows += 1
        rows.append(row)
    if not any(row.cells for row in rows):
        return None
    if not header_rows and len(rows) > 1 and _first_row_stands_out(story, element):
        header_rows = 1
    for row in rows[:header_rows]:
        for cell in row.cells:
            cell.header = True
    return Table(where=story.where, rows=rows, header_rows=header_rows)


def _descend(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the children named `tag`, those in content controls and the like included."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _descend(child, tag)


def _read_row(
    story: Story, element: etree._Element, open_cells: dict[int, Cell]
) -> tuple[Row, bool, dict[int, Cell]]:
    column, is_header, deleted, changed = 0, False, False, None
    properties = element.find(f"{W}trPr")
    for child in () if properties is None else properties:
        if child.tag == f"{W}gridBefore":
            column = _integer(child, 0)
        elif child.tag == f"{W}tblHeader":
            is_header = child.get(_VALUE) not in _OFF
        elif child.tag == f"{W}del":
            deleted = True
            story.reading.revision("deleted", child, story.where)
        elif child.tag == f"{W}ins":
            changed = story.reading.revision("inserted", child, story.where)
    cells: list[Cell] = []
    still_open: dict[int, Cell] = {}
    next_free = 0
    before = story.deleted, story.revision
    story.deleted, story.revision = deleted or before[0], before[1] if changed is None else changed
    for cell_element in _descend(element, f"{W}tc"):
        told = _cell_properties(cell_element)
        blocks = story.blocks(cell_element)
        if told.vertical == "continue" and column in open_cells:
            origin = open_cells[column]
            origin.row_span += 1
            _add_covered(origin, blocks)
            still_open[column] = origin
            next_free = column + told.span
        elif told.horizontal == "continue" and cells:
            cells[-1].col_span += told.span
            _add_covered(cells[-1], blocks)
            next_free = column + told.span
        else:
            cell = _cell(blocks)
            story.reading.count_cell()
            cell.col_span = told.span
            if column != next_free:
                cell.column = column
            if told.deleted or deleted:
                cell.hidden = "deleted"
            cells.append(cell)
            next_free = column + told.span
            if told.vertical is not None:
                still_open[column] = cell
        column += told.span
    story.deleted, story.revision = before
    return Row(cells=cells, hidden="deleted" if deleted else None), is_header, still_open


def _cell_properties(element: etree._Element) -> _CellProperties:
    told = _CellProperties()
    properties = element.find(f"{W}tcPr")
    for child in () if properties is None else properties:
        if child.tag == f"{W}gridSpan":
            told.span = min(max(_integer(child, 1), 1), _MAX_SPAN)
        elif child.tag == f"{W}vMerge":
            told.vertical = child.get(_VALUE) or "continue"
        elif child.tag == f"{W}hMerge":
            told.horizontal = child.get(_VALUE) or "continue"
        elif child.tag == f"{W}cellDel":
            told.deleted = True
    return told


def _cell(blocks: list[Block]) -> Cell:
    """Make a cell; one plain paragraph is kept as text alone."""
    if not blocks:
        return Cell()
    only = blocks[0]
    if len(blocks) == 1 and type(only) is Paragraph and only.role == "body" and only.hidden is None:
        spans = only.spans
        if len(spans) == 1 and _is_plain(spans[0]) and only.list_level is None:
            return Cell(text=spans[0].text.strip())
    return Cell(blocks=blocks)


def _is_plain(span: object) -> bool:
    values = [getattr(span, name) for name in _SPAN_FIELDS]
    return values == _SPAN_DEFAULTS


_SPAN_FIELDS: Final = (
    "bold", "italic", "underline", "strike", "code", "superscript", "subscript", "math", "link", "note",
    "revision", "hidden",
)  # fmt: skip
_SPAN_DEFAULTS: Final = [False] * 8 + [None] * 4


def _add_covered(origin: Cell, blocks: list[Block]) -> None:
    """Keep what stands in a cell that a merge covers: a reader of the original does not see it."""
    if not blocks:
        return
    if origin.text:
        origin.blocks = [Paragraph(where=blocks[0].where, spans=[Span(origin.text)])]
        origin.text = ""
    for block in blocks:
        block.hidden = block.hidden or "invisible"
    origin.blocks = [*origin.blocks, *blocks]


def _first_row_stands_out(story: Story, element: etree._Element) -> bool:
    """Tell whether the table's style has a look for the first row and the table uses it (17.4.55)."""
    properties = element.find(f"{W}tblPr")
    look = None if properties is None else properties.find(f"{W}tblLook")
    style = None if properties is None else properties.find(f"{W}tblStyle")
    if look is None or style is None:
        return False
    first = look.get(f"{W}firstRow")
    if first is None:
        try:
            first = "1" if int(look.get(_VALUE, "0"), 16) & 0x20 else "0"
        except ValueError:
            return False
    return first not in _OFF and story.reading.styles.shows_first_row(style.get(_VALUE))


def _integer(element: etree._Element, default: int) -> int:
    text = element.get(_VALUE) or ""
    return int(text) if text.isdecimal() else default
