"""Excel 2 to 4 (BIFF2 to BIFF4): one sheet, as records without a container; rewritten as those of BIFF5."""

from __future__ import annotations

import struct
from typing import Final

from docsieve.errors import CorruptError, UnsupportedFormatError
from docsieve.formats._encryption.answers import unsupported
from docsieve.formats._ole.code_pages import decode_ansi
from docsieve.formats._sheets.biff_records import Record, records

#: The first record of each version; its low byte is the same in all.
_BOF: Final = {0x0009: 2, 0x0209: 3, 0x0409: 4}
#: What the records describe: several sheets in one file.
_WORKSPACE: Final = 0x0100
_DATE_MODE: Final = 0x0022
_FILE_PASS: Final = 0x002F
_CODE_PAGE: Final = 0x0042
_FORMATS: Final = (0x001E, 0x041E)
_STYLES: Final = (0x0243, 0x0443)
_MOST_STYLES: Final = 4096


class EarlySheet:
    """The records of the one sheet as BIFF5 has them, and what its cells refer to."""

    def __init__(self, data: bytes) -> None:
        """Read and rewrite all records.

        Raises:
            CorruptError: the first record is none of these versions.
            UnsupportedFormatError: it is protected, or a workspace of several sheets.
        """
        kind, _, _, what = struct.unpack_from("<HHHH", data.ljust(8, b"\0"))
        if kind not in _BOF:
            raise CorruptError("The start of the Excel workbook is damaged, so that no sheet can be found.")
        if what == _WORKSPACE:
            raise UnsupportedFormatError(
                "This is a workspace of Excel 4, which cannot be read. Open it in a newer version, "
                "save it as .xlsx, and choose that."
            )
        self.version = _BOF[kind]
        self.code_page = 1252
        self.is_1904 = False
        self._codes: list[bytes] = []
        self._styles: list[int] = []
        out = [_record(0x0809, struct.pack("<HH", 0x0500, what))]
        for record in records(data):
            if record.kind in _BOF:
                continue
            if record.kind == _FILE_PASS:
                raise unsupported("Excel workbook", f"the password protection of Excel {self.version}")
            try:
                out.append(self._rewritten(record))
            except (struct.error, IndexError):
                continue  # the sheet's reader is told of damage by the end that is missing
        self.stream = b"".join(out)

    @property
    def codes(self) -> dict[int, str]:
        """The number formats by their place in the file."""
        return {number: decode_ansi(code, self.code_page) for number, code in enumerate(self._codes)}

    @property
    def styles(self) -> list[int]:
        """The number format of each style; a cell of Excel 2 names its format itself."""
        return list(range(64)) if self.version == 2 else self._styles

    def _rewritten(self, record: Record) -> bytes:
        kind, data = record.kind, record.data
        if kind == _CODE_PAGE:
            (page,) = struct.unpack_from("<H", data)
            self.code_page = {0x8000: 10000, 0x8001: 1252}.get(page, page)
        elif kind == _DATE_MODE:
            self.is_1904 = struct.unpack_from("<H", data)[0] == 1
        elif kind in _FORMATS and len(self._codes) < _MOST_STYLES:
            at = 2 if self.version == 4 else 0
            self._codes.append(data[at + 1 : at + 1 + data[at]])
        elif kind in _STYLES and len(self._styles) < _MOST_STYLES:
            self._styles.append(data[1])
        elif self.version == 2 and kind < 0x0100:
            return _of_excel_2(kind, data)
        return _record(kind, data)


def _of_excel_2(kind: int, data: bytes) -> bytes:
    """Rewrite the records that only Excel 2 has in this form: three bytes say how a cell looks."""
    if kind in (0x0002, 0x0003, 0x0004, 0x0005, 0x0006):
        row, column, style = struct.unpack_from("<HHxBx", data)
        place = struct.pack("<HHH", row, column, style & 0x3F)
        content = data[7:]
        if kind == 0x0002:
            return _record(0x0203, place + struct.pack("<d", struct.unpack_from("<H", content)[0]))
        if kind == 0x0004:
            return _record(0x0204, place + _long_string(content))
        return _record({0x0003: 0x0203, 0x0005: 0x0205}.get(kind, kind), place + content)
    if kind == 0x0007:
        return _record(0x0207, _long_string(data))
    if kind == 0x0008:
        row, _, _, height = struct.unpack_from("<HHHH", data)
        return _record(0x0208, struct.pack("<HHHHHHI", row, 0, 0, height, 0, 0, 0 if height else 0x20))
    if kind == 0x0024:
        first, last, width = struct.unpack_from("<BBH", data)
        return _record(0x007D, struct.pack("<HHHHHH", first, last, width, 0, 0 if width else 1, 0))
    return _record(kind, data)


def _long_string(data: bytes) -> bytes:
    """Give a string a length of two bytes in place of one."""
    return struct.pack("<H", data[0]) + data[1 : 1 + data[0]]


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data
