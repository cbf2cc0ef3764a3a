"""Lists of properties (grpprl of Prl, [MS-DOC] 2.6) and the pages they are kept on (2.9.48, 2.9.175)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from docsieve.formats._doc.fib import Fib

_PAGE: Final = 512
#: Size of an operand by the three highest bits of its code; 0 stands for "the first byte says".
_SIZES: Final = (1, 1, 2, 4, 2, 2, 0, 3)
_TABLE_DEFINITION: Final = 0xD608
_TAB_STOPS: Final = 0xC615


def properties_in(group: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (sprm code, operand) until the end or the first one that is cut off."""
    at, end = 0, len(group)
    while at + 2 < end:
        code = group[at] | group[at + 1] << 8
        at += 2
        size = _SIZES[code >> 13]
        if size == 0:
            if code == _TABLE_DEFINITION:
                size = int.from_bytes(group[at : at + 2], "little") - 1
                at += 2
            elif code == _TAB_STOPS and group[at] == 255:
                deleted = group[at + 1] if at + 1 < end else 0
                added = group[at + 2 + deleted * 4] if at + 2 + deleted * 4 < end else 0
                size = 2 + deleted * 4 + added * 3
                at += 1
            else:
                size = group[at]
                at += 1
        if size < 0 or at + size > end:
            return
        yield code, group[at : at + size]
        at += size


#: Properties of Word 6 and 95 that are read, under the codes of Word 97.
_OLD_CODES: Final = {
    **{2: 0x4600, 24: 0x2416, 25: 0x2417, 65: 0x0800, 66: 0x0801, 80: 0x4A30, 85: 0x0835, 86: 0x0836},
    **{87: 0x0837, 92: 0x083C, 94: 0x2A3E, 104: 0x2A48, 117: 0x0855},
}
#: Sizes of operands of Word 6's one-byte codes; 0 stands for "the first byte says".
_OLD_SIZES: Final = {
    **dict.fromkeys((*range(4, 12), 13, 14, 24, 25, 29, 37, 44, 50, 51), 1),
    **dict.fromkeys(
        (2, 16, 17, 18, 19, 21, 22, 26, 27, 28, *range(30, 37), *range(38, 44), *range(45, 50)), 2
    ),
    **dict.fromkeys((3, 12, 15, 23, 68, 74), 0),
    **dict.fromkeys((65, 66, 67, 71, 75, 85, 86, 87, 88, 89, 90, 91, 92, 94, 98, 100, 104, 117), 1),
    **dict.fromkeys((69, 72, 80, 93, 96, 97, 99, 101), 2),
    **{20: 4, 70: 4, 73: 3, 95: 3},
}


def old_properties_in(group: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the properties of Word 6 that are read, as Word 97 has them, up to the first unknown one."""
    at = 0
    while at + 1 < len(group):
        code = group[at]
        size = _OLD_SIZES.get(code)
        if size is None:
            return
        at += 1
        if size == 0:
            size = group[at]
            at += 1
        if at + size > len(group):
            return
        if code in _OLD_CODES:
            yield _OLD_CODES[code], group[at : at + size]
        at += size


class Runs:
    """Stretches of the stream and the property lists that apply to them, found by byte."""

    def __init__(self, starts: list[int], ends: list[int], groups: list[bytes]) -> None:
        self.starts = starts
        self.ends = ends
        self.groups = groups

    def at(self, offset: int) -> bytes:
        """Return the property list of the stretch a byte stands in; empty where there is none."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0 or offset >= self.ends[index]:
            return b""
        return self.groups[index]


def read_runs(fib: Fib, stream: bytes, table: bytes, kind: str) -> tuple[Runs, bool]:
    """Read all pages of a kind ("paragraphs" or "characters") and tell whether all could be read.

    A paragraph's list begins with the two bytes of its style's index.
    """
    offset, length = fib.tables.get(kind, (0, 0))
    index = table[offset : offset + length] if length else b""
    width = 4 if fib.is_word_97 else 2
    count = (len(index) - 4) // (4 + width) if len(index) > 4 else 0
    found: dict[int, tuple[int, bytes]] = {}
    is_whole = len(index) == length
    read: set[int] = set()
    for entry in range(count):
        at = (count + 1) * 4 + entry * width
        number = int.from_bytes(index[at : at + width], "little") & 0x3FFFFF
        page = stream[number * _PAGE : (number + 1) * _PAGE]
        if len(page) < _PAGE or number in read:
            is_whole = is_whole and number in read
            continue
        read.add(number)
        entries = _paragraph_page(page, fib) if kind == "paragraphs" else _character_page(page)
        for start, end, group in entries:
            found[start] = (end, group)
    starts = sorted(found)
    runs = Runs(starts, [found[start][0] for start in starts], [found[start][1] for start in starts])
    return runs, is_whole


def _bounds(page: bytes) -> tuple[int, tuple[int, ...]]:
    count = min(page[_PAGE - 1], 101)
    return count, struct.unpack_from(f"<{count + 1}I", page)


def _character_page(page: bytes) -> Iterator[tuple[int, int, bytes]]:
    count, bounds = _bounds(page)
    for index in range(count):
        start, end = bounds[index], bounds[index + 1]
        place = (count + 1) * 4 + index
        at = page[place] * 2 if place < _PAGE else 0
        if end > start:
            yield start, end, page[at + 1 : at + 1 + page[at]] if at else b""


def _paragraph_page(page: bytes, fib: Fib) -> Iterator[tuple[int, int, bytes]]:
    count, bounds = _bounds(page)
    size = 13 if fib.is_word_97 else 7
    for index in range(count):
        start, end = bounds[index], bounds[index + 1]
        place = (count + 1) * 4 + index * size
        at = page[place] * 2 if place < _PAGE else 0
        group = b""
        if at and fib.is_word_97:
            words = page[at]
            group = page[at + 1 : at + words * 2] if words else page[at + 2 : at + 2 + page[at + 1] * 2]
        elif at:
            group = page[at + 1 : at + 1 + page[at] * 2]
        if end > start:
            yield start, end, group
