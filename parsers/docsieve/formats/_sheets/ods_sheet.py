"""The cells of one OpenDocument sheet: the text they show stands in the file (ODF 1.3 part 3, 9.1)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docsieve.formats._odf.namespaces import DRAW, OFFICE, TABLE, TEXT, XLINK
from docsieve.formats._odf.story import Story
from docsieve.formats._sheets.cell_address import MAX_COLUMNS, MAX_ROWS, CellRange
from docsieve.formats._sheets.digit_format import general
from docsieve.formats._sheets.ods_formula import plain_formula
from docsieve.formats._sheets.plain_characters import clean
from docsieve.formats._sheets.sheet_draft import SheetDraft
from docsieve.model import Cell
from docsieve.report import Report

if TYPE_CHECKING:
    from lxml import etree

_CELL: Final = f"{TABLE}table-cell"
_COVERED: Final = f"{TABLE}covered-table-cell"
_ROW: Final = f"{TABLE}table-row"
_COLUMN: Final = f"{TABLE}table-column"
_GROUPS: Final = frozenset(
    f"{TABLE}{name}"
    for name in (
        *("table-row-group", "table-rows", "table-header-rows"),
        *("table-column-group", "table-columns", "table-header-columns"),
    )
)
_P: Final = f"{TEXT}p"
_ANNOTATION: Final = f"{OFFICE}annotation"
_REPEATED_COLUMNS: Final = f"{TABLE}number-columns-repeated"
_REPEATED_ROWS: Final = f"{TABLE}number-rows-repeated"
_FORMULA: Final = f"{TABLE}formula"
_VALUE_TYPE: Final = f"{OFFICE}value-type"
_VISIBILITY: Final = f"{TABLE}visibility"
_BLANKS: Final = re.compile(r"[ \t\r\n]+")
#: A cell or row that holds something is written out this often where the file says that it repeats.
_MOST_REPEATED: Final = 10_000
#: Cells written out because of repeats, on one sheet.
_MOST_REPEATED_CELLS: Final = 200_000
_MAX_SPACES: Final = 4096


class OdsSheetReader:
    """Reads one `table:table` into a draft."""

    def __init__(self, draft: SheetDraft, story: Story, report: Report) -> None:
        self._draft = draft
        self._story = story
        self._report = report
        self._row = 0
        self._column = 0
        self._repeated = 0
        self._header_rows = 0

    def read(self, element: etree._Element) -> None:
        """Take the children of a table or of a group of its rows or columns."""
        for child in element:
            tag = child.tag
            if tag == _ROW:
                self._read_row(child)
            elif tag == _COLUMN:
                self._read_column(child)
            elif tag == f"{TABLE}table-header-rows":
                self._draft.heading_rows.add(self._row + 1)
                self.read(child)
            elif tag in _GROUPS:
                self.read(child)
            elif tag == f"{TABLE}shapes":
                for shape in child:
                    self._draft.after += self._story.shapes.blocks(shape)

    def _read_column(self, element: etree._Element) -> None:
        count = _count(element, _REPEATED_COLUMNS, MAX_COLUMNS)
        if element.get(_VISIBILITY) in ("collapse", "filter"):
            self._draft.hidden_columns.append((self._column, self._column + count - 1))
        self._column += count

    def _read_row(self, element: etree._Element) -> None:
        count = _count(element, _REPEATED_ROWS, MAX_ROWS)
        number = self._row + 1
        self._row += count
        cells = self._cells(element, number)
        if not cells:
            return
        is_hidden = element.get(_VISIBILITY) in ("collapse", "filter")
        for offset in range(count):
            if offset and not self._may_repeat(len(cells), offset):
                return
            row = cells if not offset else [_copy(cell) for cell in cells]
            self._draft.add_row(number + offset, row, is_hidden=is_hidden)

    def _may_repeat(self, cells: int, times: int) -> bool:
        self._repeated += cells
        if times < _MOST_REPEATED and self._repeated <= _MOST_REPEATED_CELLS:
            return True
        self._report.warn(
            "repeats_left_out",
            "A row or cell of a sheet repeats more often than a person would write it; "
            "only the first of them are shown.",
            self._draft.where,
        )
        return False

    def _cells(self, row: etree._Element, number: int) -> list[Cell]:
        cells: list[Cell] = []
        column = 0
        for element in row:
            if element.tag != _CELL and element.tag != _COVERED:
                continue
            repeated = element.get(_REPEATED_COLUMNS)
            count = 1 if repeated is None else _count(element, _REPEATED_COLUMNS, MAX_COLUMNS)
            if len(element) or element.get(_VALUE_TYPE) is not None or element.get(_FORMULA) is not None:
                cell = self._cell(element, number, column)
                if cell is not None and column < MAX_COLUMNS:
                    cells.append(cell)
                    for offset in range(1, min(count, MAX_COLUMNS - column)):
                        if not self._may_repeat(1, offset):
                            break
                        cells.append(_copy(cell))
                        cells[-1].column = column + offset
            if element.tag == _CELL:
                self._merge(element, number, column)
            column += count
            if column >= MAX_COLUMNS:
                break
        return cells

    def _merge(self, element: etree._Element, number: int, column: int) -> None:
        columns = _count(element, f"{TABLE}number-columns-spanned", MAX_COLUMNS)
        rows = _count(element, f"{TABLE}number-rows-spanned", MAX_ROWS)
        if columns > 1 or rows > 1:
            self._draft.merged.append(
                CellRange(
                    number, column, min(number + rows - 1, MAX_ROWS), min(column + columns, MAX_COLUMNS) - 1
                )
            )

    def _cell(self, element: etree._Element, number: int, column: int) -> Cell | None:
        lines: list[str] = []
        link: str | None = None
        for child in element:
            tag = child.tag
            if tag == _P:
                if len(child):
                    lines.append(_paragraph_text(child))
                    link = link or next((one.get(f"{XLINK}href") for one in child.iter(f"{TEXT}a")), None)
                else:
                    lines.append(_BLANKS.sub(" ", child.text or ""))
            elif tag == _ANNOTATION:
                note = self._story.annotation(child, listed=False)
                self._draft.notes.setdefault((number, column), []).append(note)
            elif tag.startswith(DRAW):
                self._draft.after += self._story.shapes.blocks(child)
        text = "\n".join(lines) if lines else _value_text(element)
        formula = element.get(_FORMULA)
        if not text and formula is None:
            return None
        cell = Cell(clean(text), column=column, link=link)
        if formula is not None:
            cell.formula = plain_formula(formula)
            if not text and element.get(_VALUE_TYPE) != "string":
                cell.text = cell.formula  # never worked out: the formula is all there is to show
        return cell


def _copy(cell: Cell) -> Cell:
    return Cell(cell.text, column=cell.column, link=cell.link, formula=cell.formula)


def _count(element: etree._Element, name: str, most: int) -> int:
    text = element.get(name, "1")
    return min(max(int(text), 1), most) if text.isdecimal() and len(text) < 10 else 1


def _value_text(element: etree._Element) -> str:
    """Return the value where a program wrote no text beside it."""
    kind = element.get(_VALUE_TYPE, "")
    if kind in ("float", "percentage", "currency"):
        try:
            value = float(element.get(f"{OFFICE}value", ""))
        except ValueError:
            return ""
        if kind == "percentage":
            return f"{general(value * 100)}%"
        currency = element.get(f"{OFFICE}currency", "") if kind == "currency" else ""
        return f"{general(value)} {currency}".rstrip()
    if kind == "boolean":
        return element.get(f"{OFFICE}boolean-value", "").upper()
    return element.get(f"{OFFICE}{kind}-value", "") if kind in ("date", "time", "string") else ""


def _paragraph_text(paragraph: etree._Element) -> str:
    """Return a paragraph's text with its spaces, tabs and breaks (ODF 1.3 part 3, 6.1)."""
    parts: list[str] = []
    _add_text(paragraph, parts)
    return "".join(parts)


def _add_text(element: etree._Element, parts: list[str]) -> None:
    """Walk an element; libxml2 bounds the depth."""
    parts.append(_BLANKS.sub(" ", element.text or ""))
    for child in element:
        tag = child.tag
        if tag == f"{TEXT}s":
            count = child.get(f"{TEXT}c", "1")
            parts.append(" " * (min(int(count), _MAX_SPACES) if count.isdecimal() and len(count) < 9 else 1))
        elif tag == f"{TEXT}tab":
            parts.append("\t")
        elif tag == f"{TEXT}line-break":
            parts.append("\n")
        elif tag not in (_ANNOTATION, f"{TEXT}ruby-text", f"{TEXT}note"):
            _add_text(child, parts)
        parts.append(_BLANKS.sub(" ", child.tail or ""))
