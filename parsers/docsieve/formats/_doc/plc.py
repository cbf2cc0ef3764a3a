"""Arrays of positions with data beside them (Plc, [MS-DOC] 2.2.2), and lists of names (Sttb, Xst)."""

from __future__ import annotations

import struct
from typing import Final

_MAX_NAMES: Final = 0x7FF0


def read_plc(data: bytes, size: int) -> list[tuple[int, int, bytes]]:
    """Return (position, next position, data of `size` bytes) of each element."""
    count = (len(data) - 4) // (4 + size)
    if count < 1:
        return []
    positions = struct.unpack_from(f"<{count + 1}I", data)
    first = (count + 1) * 4
    return [
        (positions[index], positions[index + 1], data[first + index * size : first + (index + 1) * size])
        for index in range(count)
    ]


def read_counted_names(data: bytes) -> list[str]:
    """Read strings that follow each other, each behind its length (Xst)."""
    names: list[str] = []
    at = 0
    while at + 2 <= len(data) and len(names) < _MAX_NAMES:
        length = int.from_bytes(data[at : at + 2], "little")
        names.append(data[at + 2 : at + 2 + length * 2].decode("utf-16-le", "replace"))
        at += 2 + length * 2
    return names


def read_string_table(data: bytes) -> list[str]:
    """Read a table of UTF-16 strings (Sttb with fExtend, 2.2.4)."""
    if len(data) < 6 or data[:2] != b"\xff\xff":
        return []
    count, extra = struct.unpack_from("<HH", data, 2)
    names: list[str] = []
    at = 6
    for _ in range(min(count, _MAX_NAMES)):
        if at + 2 > len(data):
            break
        length = int.from_bytes(data[at : at + 2], "little")
        names.append(data[at + 2 : at + 2 + length * 2].decode("utf-16-le", "replace"))
        at += 2 + length * 2 + extra
    return names
