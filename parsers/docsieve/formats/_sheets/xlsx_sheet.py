"""The cells of one worksheet part (ECMA-376 part 1, 18.3.1), read row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docsieve.errors import DocsieveError
from docsieve.formats._ooxml.namespaces import R, to_transitional
from docsieve.formats._sheets.cell_address import (
    MAX_COLUMNS,
    parse_range,
    whole_number,
)
from docsieve.formats._sheets.cell_values import TRUE, CellValues
from docsieve.formats._sheets.plain_rows import PlainRowReader, PlainSheet
from docsieve.formats._sheets.sheet_draft import SheetDraft
from docsieve.formats._sheets.sheet_parts import SheetParts, add_print_text
from docsieve.formats._sheets.workbook import Workbook
from docsieve.formats._sheets.xlsx_rows import RowReader
from docsieve.model import Role
from docsieve.options import Limits
from docsieve.report import Report
from docsieve.xml_reader import iterate_xml

if TYPE_CHECKING:
    from lxml import etree

_RANGES: Final = ("col", "mergeCell", "hyperlink", "headerFooter", "pane", "autoFilter", "tableParts")


def read_cells(book: Workbook, part: str, draft: SheetDraft, parts: SheetParts, report: Report) -> None:
    """Read a worksheet, or the print set-up of a chart sheet, into the draft."""
    data = book.package.read(part)
    if data is None:
        return
    data = to_transitional(data)
    limits = book.package.limits
    values = CellValues(book, draft.where, report)
    same_colour = book.formats.same_colour
    rows = RowReader(draft, values, report, same_colour)
    is_any_used = any(not style or b' s="%d"' % style in data for style in same_colour)
    others = _Others(part, draft, parts)
    plain = None if is_any_used else PlainSheet.of(data)
    if plain is not None and _reads_head(others, plain.head(), part, limits):
        reader = PlainRowReader(draft, values, rows)
        for unread in reader.unread(plain):
            for element in iterate_xml(plain.wrapped(unread), part, limits, ("{*}row",)):
                rows.read(element)
        data = plain.without_rows(reader.last)
    tags = tuple(f"{{*}}{name}" for name in ("row", *_RANGES))
    for element in iterate_xml(data, part, limits, tags):
        if element.tag.rpartition("}")[2] == "row":
            rows.read(element)
        else:
            others.read(element)
    rows.tell_of_missing()


def _reads_head(others: _Others, data: bytes, part: str, limits: Limits) -> bool:
    """Read what stands before the rows, which damage among them must not hide; False where it is damaged."""
    try:
        for element in iterate_xml(data, part, limits, ("{*}col", "{*}pane")):
            others.read(element)
    except DocsieveError:
        return False
    return True


class _Others:
    """Ranges and settings around the cells."""

    def __init__(self, part: str, draft: SheetDraft, parts: SheetParts) -> None:
        self._part = part
        self._draft = draft
        self._parts = parts

    def read(self, element: etree._Element) -> None:
        """Take one of `_RANGES`."""
        name = element.tag.rpartition("}")[2]
        draft = self._draft
        if name == "col":
            first, last = whole_number(element.get("min")), whole_number(element.get("max"))
            is_hidden = element.get("hidden") in TRUE or element.get("width") == "0"
            if is_hidden and first and last:
                draft.hidden_columns.append((first - 1, min(last, MAX_COLUMNS) - 1))
        elif name == "mergeCell":
            area = parse_range(element.get("ref", ""))
            if area is not None:
                draft.merged.append(area)
        elif name == "hyperlink":
            area = parse_range(element.get("ref", ""))
            target = self._parts.link_target(self._part, element.get(f"{R}id"), element.get("location"))
            if area is not None and target is not None:
                draft.links.append((area, target))
        elif name == "headerFooter":
            for child in element:
                role: Role = "header" if "Header" in str(child.tag) else "footer"
                add_print_text(draft, role, child.text or "")
        elif name == "pane":
            rows = whole_number(element.get("ySplit", "").partition(".")[0])
            if element.get("state", "").startswith("frozen") and rows:
                draft.heading_rows.add(rows)
        elif name == "autoFilter":
            area = parse_range(element.get("ref", ""))
            if area is not None:
                draft.heading_rows.add(area.first_row)
        elif name == "tableParts":
            self._parts.read_table(self._part, draft)
