"""Records of the binary parts of XLSB, as in MS-XLSB 2.1.4 and 2.5."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from docsieve.errors import CorruptError

_NULL: Final = 0xFFFF_FFFF
_UINT: Final = struct.Struct("<I")
_DOUBLE: Final = struct.Struct("<d")

#: Error values (2.5.97.2), the same in BIFF8 (MS-XLS 2.5.10).
ERRORS: Final[dict[int, str]] = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


class DamagedRecordsError(CorruptError):
    """A part ends within a record."""


def records(data: bytes, part: str) -> Iterator[tuple[int, memoryview]]:
    """Walk the records of a part: type and content.

    Raises:
        DamagedRecordsError: the part ends within a record; what stood before has been yielded.
    """
    view = memoryview(data)
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80:
            if at >= end:
                raise _cut_off(part)
            kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        for _ in range(4):
            if at >= end:
                raise _cut_off(part)
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        if at + size > end:
            raise _cut_off(part)
        yield kind, view[at : at + size]
        at += size


def _cut_off(part: str) -> DamagedRecordsError:
    return DamagedRecordsError(f"The part {part!r} is damaged: it ends within a record.")


def wide_string(content: memoryview, at: int) -> tuple[str, int]:
    """Read an XLWideString or XLNullableWideString (2.5.168): the text and where it ends.

    Raises:
        struct.error: the record is too short.
    """
    (length,) = _UINT.unpack_from(content, at)
    at += 4
    if length == _NULL:
        return "", at
    end = at + 2 * length
    return bytes(content[at:end]).decode("utf-16-le", "replace"), end


def rk_number(raw: int) -> float:
    """Return an RkNumber (2.5.123; MS-XLS 2.5.217)."""
    if raw & 2:
        value = float((raw >> 2) - (1 << 30 if raw & 0x8000_0000 else 0))
    else:
        (value,) = _DOUBLE.unpack(b"\0\0\0\0" + _UINT.pack(raw & 0xFFFF_FFFC))
    return value / 100 if raw & 1 else value
