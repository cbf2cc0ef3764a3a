"""The records of one XLS sheet: cells, ranges, comments, text boxes (MS-XLS 2.1.7.20.5)."""

from __future__ import annotations

import itertools
import struct
from typing import TYPE_CHECKING, Final

from docsieve.formats._sheets.biff12 import ERRORS, rk_number
from docsieve.formats._sheets.biff_records import Record, StringReader, records, text_at
from docsieve.formats._sheets.cell_address import CellRange
from docsieve.formats._sheets.digit_format import general
from docsieve.formats._sheets.sheet_draft import SheetDraft
from docsieve.formats._sheets.sheet_parts import add_print_text
from docsieve.formats._sheets.xls_hyperlink import hyperlink_target
from docsieve.formats._sheets.xls_pictures import DRAWING
from docsieve.model import Block, Cell, Group, Paragraph, Span

if TYPE_CHECKING:
    from docsieve.formats._sheets.xls import XlsWorkbook
    from docsieve.report import Report

_BOF: Final = 0x0809
_EOF: Final = 0x000A
_FORMULA: Final = (0x0006, 0x0206, 0x0406)
#: Cells of the datasheet of a Microsoft Graph chart ([MS-OGRAPH] 2.3).
_GRAPH_NUMBER: Final = 0x0003
_GRAPH_LABEL: Final = 0x0004
_HEADER: Final = 0x0014
_FOOTER: Final = 0x0015
_NOTE: Final = 0x001C
_PANE: Final = 0x0041
_OBJECT: Final = 0x005D
_COLUMNS: Final = 0x007D
_MANY_RK: Final = 0x00BD
_RICH_LABEL: Final = 0x00D6
_MERGED: Final = 0x00E5
_SHARED_LABEL: Final = 0x00FD
_TEXT_OBJECT: Final = 0x01B6
_LINK: Final = 0x01B8
_NUMBER: Final = 0x0203
_LABEL: Final = 0x0204
_BOOL_OR_ERROR: Final = 0x0205
_STRING: Final = 0x0207
_ROW: Final = 0x0208
_WINDOW: Final = 0x023E
_RK: Final = 0x027E
_CHART_TEXT: Final = 0x100D
_HIDDEN_ROW: Final = 0x20
_FROZEN: Final = 0x08
_COMMENT_OBJECT: Final = 0x19
_PLACE: Final = struct.Struct("<HHH")
_AREA: Final = struct.Struct("<HHHH")
_DOUBLE: Final = struct.Struct("<d")
_UINT: Final = struct.Struct("<I")
_USHORT: Final = struct.Struct("<H")


class XlsSheetReader:
    """Reads the records of one sheet into a draft."""

    def __init__(self, stream: bytes, book: XlsWorkbook, draft: SheetDraft, report: Report) -> None:
        self._stream = stream
        self._book = book
        self._draft = draft
        self._report = report
        self._rows: dict[int, list[Cell]] = {}
        self._hidden_rows: set[int] = set()
        self._waiting: tuple[int, int, int] | None = None
        self._is_frozen = False
        self._object = (0, 0)
        self._texts: dict[int, str] = {}
        self._note_places: list[tuple[int, int, int, str]] = []
        self._chart_texts: list[str] = []
        #: What is drawn over the cells ([MS-ODRAW]).
        self.drawing = bytearray()

    def read(self, at: int) -> None:
        """Read from the sheet's BOF to its EOF, with the charts in it."""
        depth = 0
        is_complete = False
        try:
            for record in records(self._stream, at):
                if record.kind == _BOF:
                    depth += 1
                elif record.kind == _EOF:
                    depth -= 1
                    self._end_chart()
                    if depth <= 0:
                        is_complete = True
                        break
                elif depth == 0:
                    break
                elif record.kind == _CHART_TEXT:
                    self._chart_text(record.data)
                elif depth == 1:
                    self._take(record)
        finally:
            self._hand_over()
        if not is_complete:
            self._warn()

    def _warn(self) -> None:
        self._report.warn(
            "sheet_damaged", "This sheet is damaged. What could be read of it is shown.", self._draft.where
        )

    def _take(self, record: Record) -> None:
        try:
            self._read_record(record)
        except (struct.error, IndexError):
            self._warn()

    def _read_record(self, record: Record) -> None:
        kind, data = record.kind, record.data
        draft = self._draft
        if kind == _SHARED_LABEL:
            row, column, style = _PLACE.unpack_from(data)
            (index,) = _UINT.unpack_from(data, 6)
            strings = self._book.strings
            if index < len(strings):
                self._add_string(row, column, style, strings[index])
            else:
                self._report.warn(
                    "string_missing", "A cell refers to a text that is not in the file.", draft.where
                )
        elif kind == _RK:
            row, column, style = _PLACE.unpack_from(data)
            self._add_number(row, column, style, rk_number(_UINT.unpack_from(data, 6)[0]))
        elif kind == _NUMBER:
            row, column, style = _PLACE.unpack_from(data)
            self._add_number(row, column, style, _DOUBLE.unpack_from(data, 6)[0])
        elif kind == _MANY_RK:
            row, column = struct.unpack_from("<HH", data)
            for at in range(4, len(data) - 7, 6):
                style, raw = struct.unpack_from("<HI", data, at)
                self._add_number(row, column, style, rk_number(raw))
                column += 1
        elif kind in _FORMULA:
            self._formula(data)
        elif kind == _STRING:
            if self._waiting is not None:
                self._add_string(*self._waiting, self._long_text(record, 0))
                self._waiting = None
        elif kind in (_LABEL, _RICH_LABEL):
            row, column, style = _PLACE.unpack_from(data)
            self._add_string(row, column, style, self._long_text(record, 6))
        elif kind == _BOOL_OR_ERROR:
            row, column, _ = _PLACE.unpack_from(data)
            self._add(row, column, _bool_or_error(data[6], is_error=bool(data[7])))
        elif kind == _GRAPH_NUMBER:
            row, column = struct.unpack_from("<HH", data)
            self._add(row, column, general(_DOUBLE.unpack_from(data, 7)[0]))
        elif kind == _GRAPH_LABEL:
            row, column = struct.unpack_from("<HH", data)
            self._add(row, column, self._text(data, 7, 1))
        elif kind == _ROW:
            if _UINT.unpack_from(data, 12)[0] & _HIDDEN_ROW:
                self._hidden_rows.add(_USHORT.unpack_from(data)[0])
        else:
            self._read_other(record)

    def _read_other(self, record: Record) -> None:
        kind, data = record.kind, record.data
        draft = self._draft
        if kind == _MERGED:
            for at in range(2, len(data) - 7, 8):
                draft.merged.append(_area(data, at))
        elif kind == _COLUMNS:
            first, last = struct.unpack_from("<HH", data)
            if _USHORT.unpack_from(data, 8)[0] & 1 and first <= last < 16_384:
                draft.hidden_columns.append((first, last))
        elif kind == _LINK:
            target = hyperlink_target(data)
            if target is not None:
                draft.links.append((_area(data, 0), target))
        elif kind in (_HEADER, _FOOTER):
            if data:
                text = self._text(data, 0, 2 if self._book.is_unicode else 1)
                add_print_text(draft, "header" if kind == _HEADER else "footer", text)
        elif kind == _WINDOW:
            self._is_frozen = bool(_USHORT.unpack_from(data)[0] & _FROZEN)
        elif kind == _PANE:
            rows = _USHORT.unpack_from(data, 2)[0]
            if self._is_frozen and rows:
                draft.heading_rows.add(rows)
        elif kind == _OBJECT:
            if data[:2] == b"\x15\0":
                self._object = struct.unpack_from("<HH", data, 4)
        elif kind == DRAWING:
            self.drawing += data
        elif kind == _TEXT_OBJECT:
            self._text_object(record)
        elif kind == _NOTE:
            self._note(data)

    def _text(self, data: bytes, at: int, size: int) -> str:
        return text_at(data, at, size=size, is_unicode=self._book.is_unicode, code_page=self._book.code_page)[
            0
        ]

    def _long_text(self, record: Record, at: int) -> str:
        """Read a string with a count of two bytes, which CONTINUE records may cut."""
        if not self._book.is_unicode or not record.breaks:
            return self._text(record.data, at, 2)
        count, flags = struct.unpack_from("<HB", record.data, at)
        return StringReader(record, at + 3).characters(count, is_wide=bool(flags & 1))

    def _formula(self, data: bytes) -> None:
        """Take the stored result of a formula (2.5.133)."""
        row, column, style = _PLACE.unpack_from(data)
        self._waiting = None
        if data[12:14] != b"\xff\xff":
            self._add_number(row, column, style, _DOUBLE.unpack_from(data, 6)[0])
        elif data[6] == 0:
            self._waiting = row, column, style
        elif data[6] in (1, 2):
            self._add(row, column, _bool_or_error(data[8], is_error=data[6] == 2))

    def _add(self, row: int, column: int, text: str, *, is_hidden: bool = False) -> None:
        if not text:
            return
        cell = Cell(text, column=column)
        if is_hidden:
            cell.hidden = "invisible"
        cells = self._rows.get(row)
        if cells is None:
            self._rows[row] = [cell]
        else:
            cells.append(cell)

    def _add_number(self, row: int, column: int, style: int, value: float) -> None:
        text = self._book.formats.of_style(style).text_of(value)
        if not text and value:
            self._add(row, column, str(value), is_hidden=True)
        else:
            self._add(row, column, text)

    def _add_string(self, row: int, column: int, style: int, value: str) -> None:
        text = self._book.formats.of_style(style).string_of(value)
        self._add(row, column, text or value, is_hidden=not text)

    def _text_object(self, record: Record) -> None:
        """Read a TXO (2.4.329), whose text stands in the CONTINUE records behind it."""
        (count,) = _USHORT.unpack_from(record.data, 10)
        if not count or not record.breaks:
            return
        text = StringReader(record, record.breaks[0]).characters(count, is_wide=False)
        kind, identity = self._object
        if kind == _COMMENT_OBJECT:
            self._texts[identity] = text
        elif text.strip():
            self._draft.after.append(self._group("text_box", text.split("\n")))

    def _note(self, data: bytes) -> None:
        row, column = struct.unpack_from("<HH", data)
        if not self._book.is_unicode:
            text = self._text(data, 4, 2)
            if text.strip():
                self._draft.add_note(row + 1, column, text.strip())
            return
        identity = _USHORT.unpack_from(data, 6)[0]
        self._note_places.append((row, column, identity, self._text(data, 8, 2)))

    def _chart_text(self, data: bytes) -> None:
        try:
            text = self._text(data, 2, 1)
        except struct.error:
            return
        if text.strip() and text not in self._chart_texts:
            self._chart_texts.append(text)

    def _end_chart(self) -> None:
        if self._chart_texts:
            group = self._group("text_box", self._chart_texts)
            group.role = "chart"
            self._draft.after.append(group)
            self._chart_texts = []

    def _group(self, role: str, texts: list[str]) -> Group:
        where = self._draft.where
        blocks: list[Block] = [Paragraph(where=where, spans=[Span(text)]) for text in texts if text.strip()]
        return Group(where=where, role="text_box" if role == "text_box" else "chart", blocks=blocks)

    def _hand_over(self) -> None:
        rows, self._rows = self._rows, {}
        for row in sorted(rows):
            cells = rows[row]
            columns = [cell.column or 0 for cell in cells]
            if any(one >= two for one, two in itertools.pairwise(columns)):
                cells = list({cell.column: cell for cell in cells}.values())
                cells.sort(key=lambda cell: cell.column or 0)
            self._draft.add_row(row + 1, cells, is_hidden=row in self._hidden_rows)
        for row, column, identity, author in self._note_places:
            text = self._texts.get(identity, "").strip()
            if author and text.startswith(f"{author}:"):
                text = text[len(author) + 1 :].strip()
            if text:
                self._draft.add_note(row + 1, column, text, author or None)


def _bool_or_error(value: int, *, is_error: bool) -> str:
    if is_error:
        return ERRORS.get(value, "#ERROR!")
    return "TRUE" if value else "FALSE"


def _area(data: bytes, at: int) -> CellRange:
    """Read a Ref8 (2.5.211)."""
    first_row, last_row, first_column, last_column = _AREA.unpack_from(data, at)
    return CellRange(first_row + 1, first_column, last_row + 1, last_column)
