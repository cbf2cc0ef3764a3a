"""The cells of one binary worksheet part (MS-XLSB 2.1.7.62)."""

from __future__ import annotations

import struct
from typing import Final

from docsieve.formats._sheets.biff12 import ERRORS, DamagedRecordsError, records, rk_number, wide_string
from docsieve.formats._sheets.cell_address import MAX_COLUMNS, MAX_ROWS, CellRange
from docsieve.formats._sheets.plain_characters import clean
from docsieve.formats._sheets.sheet_draft import SheetDraft
from docsieve.formats._sheets.sheet_parts import SheetParts, add_print_text
from docsieve.formats._sheets.workbook import Workbook
from docsieve.model import Cell, Role
from docsieve.report import Report

_ROW: Final = 0
_RK: Final = 2
_ERROR: Final = (3, 11)
_BOOL: Final = (4, 10)
_REAL: Final = (5, 9)
_STRING: Final = (6, 8)
_SHARED_STRING: Final = 7
_RICH_STRING: Final = 62
_LAST_CELL: Final = 11
_COLUMN: Final = 60
_PANE: Final = 151
_FILTER: Final = 161
_MERGED: Final = 176
_HEADER_FOOTER: Final = 479
_LINK: Final = 494
_LIST_PARTS: Final = 660
_HIDDEN_ROW: Final = 0x10
_FROZEN: Final = 0x01
_HEAD: Final = struct.Struct("<II")
_AREA: Final = struct.Struct("<4I")
_DOUBLE: Final = struct.Struct("<d")
_UINT: Final = struct.Struct("<I")


def read_cells(book: Workbook, part: str, draft: SheetDraft, parts: SheetParts, report: Report) -> None:
    """Read a worksheet, or the print set-up of a chart sheet, into the draft.

    Raises:
        DamagedRecordsError: the part is damaged; what stood before is in the draft.
    """
    data = book.package.read(part)
    if data is None:
        return
    reader = _SheetReader(book, part, draft, parts, report)
    try:
        for kind, content in records(data, part):
            reader.read(kind, content)
    except struct.error as error:
        raise DamagedRecordsError(f"The part {part!r} is damaged: a record is too short.") from error
    finally:
        reader.end_row()


class _SheetReader:
    def __init__(
        self, book: Workbook, part: str, draft: SheetDraft, parts: SheetParts, report: Report
    ) -> None:
        self._book = book
        self._part = part
        self._draft = draft
        self._parts = parts
        self._report = report
        self._row = 0
        self._is_hidden = False
        self._cells: list[Cell] = []

    def read(self, kind: int, content: memoryview) -> None:
        """Take one record."""
        if kind == _ROW:
            self.end_row()
            self._row = _UINT.unpack_from(content, 0)[0] + 1
            self._is_hidden = len(content) > 11 and bool(content[11] & _HIDDEN_ROW)
        elif kind <= _LAST_CELL or kind == _RICH_STRING:
            if kind != 1 and 1 <= self._row <= MAX_ROWS:
                self._cell(kind, content)
        elif kind == _COLUMN:
            first, last = _HEAD.unpack_from(content, 0)
            if content[16] & 1 and first <= last:
                self._draft.hidden_columns.append((first, min(last, MAX_COLUMNS - 1)))
        elif kind == _MERGED:
            self._draft.merged.append(_area(content))
        elif kind == _LINK:
            identifier, at = wide_string(content, 16)
            location, _ = wide_string(content, at)
            target = self._parts.link_target(self._part, identifier or None, location or None)
            if target is not None:
                self._draft.links.append((_area(content), target))
        elif kind == _FILTER:
            self._draft.heading_rows.add(_area(content).first_row)
        elif kind == _PANE:
            rows = _DOUBLE.unpack_from(content, 8)[0]
            if content[28] & _FROZEN and 0 < rows <= MAX_ROWS:
                self._draft.heading_rows.add(int(rows))
        elif kind == _HEADER_FOOTER:
            self._print_text(content)
        elif kind == _LIST_PARTS:
            self._parts.read_table(self._part, self._draft)

    def end_row(self) -> None:
        """Hand over the cells of the row read so far."""
        cells, self._cells = self._cells, []
        self._draft.add_row(self._row, cells, is_hidden=self._is_hidden)

    def _cell(self, kind: int, content: memoryview) -> None:
        """Read a cell (2.5.9): column, style, value."""
        column, style = _HEAD.unpack_from(content, 0)
        made = self._book.formats.of_style(style & 0xFF_FFFF)
        hidden = False
        if kind == _RK or kind in _REAL:
            raw = _UINT.unpack_from(content, 8)[0] if kind == _RK else 0
            value = rk_number(raw) if kind == _RK else _DOUBLE.unpack_from(content, 8)[0]
            text = made.text_of(value)
            if not text and value:
                text, hidden = str(value), True
        elif kind in _BOOL:
            text = "TRUE" if content[8] else "FALSE"
        elif kind in _ERROR:
            text = ERRORS.get(content[8], "#ERROR!")
        else:
            string = self._string(kind, content)
            text = made.string_of(string)
            if not text and string:
                text, hidden = string, True
        if text and column < MAX_COLUMNS:
            cell = Cell(text, column=column)
            if hidden:
                cell.hidden = "invisible"
            self._cells.append(cell)

    def _string(self, kind: int, content: memoryview) -> str:
        if kind != _SHARED_STRING:
            return clean(wide_string(content, 9 if kind == _RICH_STRING else 8)[0])
        index: int = _UINT.unpack_from(content, 8)[0]
        if index < len(self._book.strings):
            return self._book.strings[index]
        self._report.warn(
            "string_missing", "A cell refers to a text that is not in the file.", self._draft.where
        )
        return ""

    def _print_text(self, content: memoryview) -> None:
        at = 2
        for place in range(6):
            text, at = wide_string(content, at)
            role: Role = "footer" if place % 2 else "header"
            add_print_text(self._draft, role, clean(text))


def _area(content: memoryview) -> CellRange:
    """Read an UncheckedRfX (2.5.151)."""
    first_row, last_row, first_column, last_column = _AREA.unpack_from(content, 0)
    return CellRange(first_row + 1, first_column, last_row + 1, last_column)
