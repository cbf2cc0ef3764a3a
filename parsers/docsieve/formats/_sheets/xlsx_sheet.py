"""The cells of one worksheet part (ECMA-376 part 1, 18.3.1), read row by row."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from docsieve.formats._ooxml.namespaces import R, to_transitional
from docsieve.formats._sheets.cell_address import (
    MAX_COLUMNS,
    MAX_ROWS,
    column_index,
    parse_range,
    whole_number,
)
from docsieve.formats._sheets.rich_text import rich_text, unescape
from docsieve.formats._sheets.shared_formula import SharedFormulas
from docsieve.formats._sheets.sheet_draft import SheetDraft
from docsieve.formats._sheets.sheet_parts import SheetParts, add_print_text
from docsieve.formats._sheets.workbook import Workbook
from docsieve.model import Cell, Role
from docsieve.report import Report
from docsieve.xml_reader import iterate_xml

if TYPE_CHECKING:
    from lxml import etree

_DIGITS: Final = "0123456789"
_TRUE: Final = ("1", "true", "on")
_RANGES: Final = ("col", "mergeCell", "hyperlink", "headerFooter", "pane", "autoFilter", "tableParts")
_EPOCH: Final = datetime.datetime(1899, 12, 30)


def read_cells(book: Workbook, part: str, draft: SheetDraft, parts: SheetParts, report: Report) -> None:
    """Read a worksheet, or the print set-up of a chart sheet, into the draft."""
    data = book.package.read(part)
    if data is None:
        return
    rows = _RowReader(book, draft, report)
    others = _Others(part, draft, parts)
    tags = tuple(f"{{*}}{name}" for name in ("row", *_RANGES))
    for element in iterate_xml(to_transitional(data), part, book.package.limits, tags):
        if element.tag.rpartition("}")[2] == "row":
            rows.read(element)
        else:
            others.read(element)
    rows.tell_of_missing()


class _RowReader:
    def __init__(self, book: Workbook, draft: SheetDraft, report: Report) -> None:
        self._book = book
        self._draft = draft
        self._report = report
        self._row = 0
        self._columns: dict[str, int] = {}
        self._formulas = SharedFormulas()
        self._uncalculated = 0
        #: Style attribute -> how to write a number and a string of that style.
        self._styles: dict[str | None, tuple[Callable[[float], str], Callable[[str], str], bool]] = {}

    def read(self, row: etree._Element) -> None:
        """Take one row; what has no number of its own follows the one before (18.3.1.73)."""
        number = row.get("r", "")
        self._row = int(number) if number.isdecimal() and len(number) < 8 else self._row + 1
        if not 1 <= self._row <= MAX_ROWS:
            return
        cells: list[Cell] = []
        columns = self._columns
        column = -1
        space = row.tag[: row.tag.rfind("}") + 1]
        value_tag, formula_tag, inline_tag = f"{space}v", f"{space}f", f"{space}is"
        for element in row:
            reference = element.get("r")
            if reference is None:
                column += 1
            else:
                letters = reference.rstrip(_DIGITS)
                known = columns.get(letters)
                if known is None:
                    known = columns[letters] = column_index(letters) if letters.isalpha() else column + 1
                column = known
            count = len(element)
            if not count:
                continue
            value: str | None = None
            formula: etree._Element | None = None
            inline: etree._Element | None = None
            child = element[0]
            if count == 1 and child.tag == value_tag:
                value = child.text
            else:
                for child in element:
                    name = child.tag
                    if name == value_tag:
                        value = child.text
                    elif name == formula_tag:
                        formula = child
                    elif name == inline_tag:
                        inline = child
            kind = element.get("t")
            written = None if formula is None else self._formulas.formula(formula, self._row, column)
            if inline is not None and kind == "inlineStr":
                if len(inline) == 1 and len(inline[0]) == 0:
                    text = inline[0].text or ""
                    if "_x" in text or not text.isprintable():
                        text = unescape(text)
                else:
                    text = rich_text(inline)
                hidden = False
            elif value is None:
                if written is None:
                    continue
                text, hidden = written, False
                self._uncalculated += kind != "str"
                if kind == "str":
                    text = ""
            else:
                text, hidden = self._text(kind, element.get("s"), value)
            if not 0 <= column < MAX_COLUMNS or not (text or written):
                continue
            cell = Cell(text, column=column)
            if written is not None:
                cell.formula = written
            if hidden:
                cell.hidden = "invisible"
            cells.append(cell)
        if cells:
            is_hidden = row.get("hidden") in _TRUE or row.get("ht") == "0"
            self._draft.add_row(self._row, cells, is_hidden=is_hidden)

    def _text(self, kind: str | None, style: str | None, value: str) -> tuple[str, bool]:
        """Return what is shown of a value; where the format shows nothing, the value and True."""
        found = self._styles.get(style)
        if found is None:
            made = self._book.formats.of_style(whole_number(style) or 0)
            found = self._styles[style] = (made.text_of, made.string_of, made.is_general)
        of_number, of_string, is_general = found
        if kind is None or kind == "n":
            if is_general and len(value) < 16 and value.isdecimal() and (value[0] != "0" or value == "0"):
                return value, False
            try:
                exact = float(value)
            except ValueError:
                return unescape(value), False
            text = of_number(exact)
            return (text, False) if text or not exact else (value, True)
        if kind == "s":
            strings = self._book.strings
            index = whole_number(value)
            if index is not None and index < len(strings):
                value = strings[index]
            else:
                self._report.warn(
                    "string_missing", "A cell refers to a text that is not in the file.", self._draft.where
                )
                return "", False
        elif kind == "b":
            return ("TRUE" if value.strip() in _TRUE else "FALSE"), False
        elif kind == "e":
            return value, False
        elif kind == "d":
            return _date_text(value, of_number, is_date=not is_general), False
        else:
            value = unescape(value)
        if is_general:
            return value, False
        text = of_string(value)
        return (text, False) if text or not value else (value, True)

    def tell_of_missing(self) -> None:
        """Warn of formulas that no program has calculated."""
        if self._uncalculated:
            self._report.warn(
                "formula_without_value",
                "The file holds formulas whose results were never stored; the formulas are shown instead.",
                self._draft.where,
            )


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
            is_hidden = element.get("hidden") in _TRUE or element.get("width") == "0"
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


def _date_text(value: str, of_number: Callable[[float], str], *, is_date: bool) -> str:
    """Write an ISO 8601 date as its format says; as it is where the format is none for dates."""
    try:
        moment = datetime.datetime.fromisoformat(value).replace(tzinfo=None)
    except ValueError:
        return value
    return of_number((moment - _EPOCH) / datetime.timedelta(days=1)) if is_date else value
