"""Whether the cross-reference tables of a PDF lead to its objects (ISO 32000-1, 7.5.4 and 7.5.8).

pdfium trusts them once the first entry is right: an object that is not where it should be is as good as none.
"""

from __future__ import annotations

import functools
import re
import sys
import zlib
from array import array
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from docsieve.formats._pdf.object_numbers import REFERENCE

_START: Final = re.compile(rb"startxref\s+(\d{1,12})")
_TABLE: Final = re.compile(rb"\s*xref\s+(?=\d)")
_SECTION: Final = re.compile(rb"\s*(\d{1,9})\s+(\d{1,9})\s*?\r?\n?(?=\d{10} \d{5} [nf])")
#: Bytes of an entry; some writers end it with one sign instead of two.
_ENTRY: Final = 20
_STREAM: Final = re.compile(
    rb"\s*\d{1,9}\s+\d{1,5}\s+obj\b((?:(?!endobj|stream).){0,2000}?)stream\r?\n", re.DOTALL
)
_PREVIOUS: Final = re.compile(rb"/(?:Prev|XRefStm)\s+(\d{1,12})\b")
_ROOT: Final = re.compile(rb"/Root\s+(\d{1,9})\s+\d{1,5}\s+R\b")
_WIDTHS: Final = re.compile(rb"/W\s*\[\s*(\d)\s+(\d)\s+(\d)\s*\]")
_INDEX: Final = re.compile(rb"/Index\s*\[([\d\s]*)\]")
_SIZE: Final = re.compile(rb"/Size\s+(\d{1,9})")
_PREDICTOR: Final = re.compile(rb"/Predictor\s+(\d+)")
_COLUMNS: Final = re.compile(rb"/Columns\s+(\d{1,3})\b")
#: What pages and their fonts are made of, where that lies unpacked.
_PARTS: Final = re.compile(
    rb"/(?:Contents|Resources|Font|XObject|ToUnicode|DescendantFonts)\s*"
    rb"(?=(\[[\d\sR]*|<<[^<>]*|\d{1,9}\s+\d{1,5}\s+R\b))"
)
_HEADER_WITHIN: Final = 1024
#: Tables of one file, entries of them, and bytes of a trailer.
_MAX_TABLES: Final = 200
_MAX_ENTRIES: Final = 2_000_000
_TRAILER: Final = 2000
#: Kinds of entries.
_IN_THE_FILE, _PACKED = 1, 2
_USED: Final = ord("n")
#: PNG's filter "up" (RFC 2083, 6.4), the only one that writers of tables use.
_NONE, _UP = 0, 2


class CrossReferences:
    """Where the newest tables of a file say that its objects stand; empty where they are lost."""

    def __init__(self, data: bytes, bare: bytes | None = None) -> None:
        """Read the tables from the last one back; `bare` is the file without what is deflated."""
        self._data = data
        self._bare = data if bare is None else bare
        self._base = max(data.find(b"%PDF-", 0, _HEADER_WITHIN), 0)
        #: By their numbers; 0 for what is free, the negative number of its stream for one that is packed.
        self.places: dict[int, int] = {}
        #: The number of the catalog, 0 where it is lost.
        self.catalog = 0
        #: Every table could be read.
        self.is_whole = True
        starts = _START.findall(data, max(len(data) - _HEADER_WITHIN, 0))
        waiting, seen = [int(start) for start in starts[-1:]], set[int]()
        while waiting and len(seen) < _MAX_TABLES and len(self.places) < _MAX_ENTRIES:
            at = waiting.pop()
            if at in seen:
                continue
            seen.add(at)
            table, trailer = _table(data, self._base + at)
            is_read = bool(trailer) and _WIDTHS.search(trailer) is None
            for number, place in table:
                self.places.setdefault(number, place)
                is_read = True
            self.is_whole = self.is_whole and is_read
            if not self.catalog and (root := _ROOT.search(trailer)):
                self.catalog = int(root[1])
            waiting += [int(found) for found in _PREVIOUS.findall(trailer)]
        self.is_whole = self.is_whole and bool(seen) and seen.issuperset(waiting)

    @functools.cached_property
    def found(self) -> dict[int, int]:
        """Where the objects that stand where the file says begin, behind their keywords."""
        data, base = self._data, self._base
        return {
            number: at
            for number, place in self.places.items()
            if place > 0 and (at := _behind_keyword(data, number, base + place))
        }

    @functools.cached_property
    def misplaced(self) -> list[int]:
        """The numbers of objects that do not stand where the file says."""
        return [number for number, place in self.places.items() if place > 0 and number not in self.found]

    @property
    def is_sound(self) -> bool:
        """Whether all tables could be read, name a catalog, and are right."""
        return self.is_whole and bool(self.catalog) and not self.misplaced

    @functools.cached_property
    def names_missing_parts(self) -> bool:
        """Whether a page or font names an object that is in no table."""
        places = self.places
        return bool(places) and any(
            int(number) not in places or not int(number)
            for listed in _PARTS.findall(self._bare)
            for number in REFERENCE.findall(listed)
        )


def _behind_keyword(data: bytes, number: int, at: int) -> int:
    """Return the place behind "obj", 0 where no such object stands; white space before it is nothing."""
    head = b"%d 0 obj" % number
    if data.startswith(head, at):
        return at + len(head)
    start = max(at - 1, 0)
    found = re.search(rb"(?<!\d)%d\s+\d+\s+obj\b" % number, data[start : at + 40])
    return start + found.end() if found is not None else 0


def _table(data: bytes, at: int) -> tuple[Iterator[tuple[int, int]], bytes]:
    """Return the entries of the table at a place, and what stands in its trailer."""
    found = _TABLE.match(data, at)
    if found is None:
        stream = _STREAM.match(data, at)
        return (_packed_entries(data, stream), stream[1]) if stream else (iter(()), b"")
    sections: list[tuple[int, int, int, int]] = []
    at = found.end()
    while (section := _SECTION.match(data, at)) is not None:
        count, start = int(section[2]), section.end()
        size = _ENTRY if data[start + _ENTRY - 2 : start + _ENTRY].isspace() else _ENTRY - 1
        sections.append((int(section[1]), count, start, size))
        at = start + count * size
    end = data.find(b"startxref", at, at + _TRAILER)
    return _entries(data, sections), data[at : end if end >= 0 else at + _TRAILER]


def _entries(data: bytes, sections: list[tuple[int, int, int, int]]) -> Iterator[tuple[int, int]]:
    for first, count, start, size in sections:
        count = min(count, (len(data) - start) // size)
        kinds = data[start + 17 : start + count * size : size]
        numbers, places = range(first, first + count), range(start, start + count * size, size)
        for number, at, kind in zip(numbers, places, kinds, strict=True):
            place = data[at : at + 10] if kind == _USED and number else b""
            yield number, int(place) if place.isdigit() else 0


def _packed_entries(data: bytes, stream: re.Match[bytes]) -> Iterator[tuple[int, int]]:
    head = stream[1]
    widths, size = _WIDTHS.search(head), _SIZE.search(head)
    if widths is None or size is None:
        return
    kind_width, offset_width = int(widths[1]), int(widths[2])
    width = kind_width + offset_width + int(widths[3])
    rows = _rows(data[stream.end() : data.find(b"endstream", stream.end())], head, width)
    index = _INDEX.search(head)
    pairs = [int(number) for number in index[1].split()] if index else [0, int(size[1])]
    at = 0
    for first, count in zip(pairs[::2], pairs[1::2], strict=False):
        for number in range(first, min(first + count, first + (len(rows) - at) // max(width, 1))):
            kind = rows[at + kind_width - 1] if kind_width else _IN_THE_FILE
            where = int.from_bytes(rows[at + kind_width : at + kind_width + offset_width])
            yield number, where if kind == _IN_THE_FILE else -where if kind == _PACKED else 0
            at += width


def _rows(packed: bytes, head: bytes, width: int) -> bytes:
    """Unpack the rows of a table; nothing where they are packed in a way that no writer uses."""
    if b"/Filter" not in head:
        return packed
    if b"/FlateDecode" not in head:
        return b""
    try:
        rows = zlib.decompressobj().decompress(packed, _MAX_ENTRIES * 8)
    except zlib.error:
        return b""
    predictor = _PREDICTOR.search(head)
    if predictor is None or predictor[1] == b"1":
        return rows
    columns = _COLUMNS.search(head)
    if columns is None or int(columns[1]) != width or not set(rows[:: width + 1]) <= {_NONE, _UP}:
        return b""
    if _NONE not in rows[:: width + 1]:
        return _summed(rows, width)
    out = bytearray()
    above = bytes(width)
    for at in range(0, len(rows) - width, width + 1):
        row = rows[at + 1 : at + 1 + width]
        if rows[at] == _UP:
            row = bytes((a + b) & 255 for a, b in zip(above, row, strict=True))
        out += row
        above = row
    return bytes(out)


def _summed(rows: bytes, width: int) -> bytes:
    """Undo the filter "up" of whole columns at once: each byte is the sum of those above it."""
    count = len(rows) // (width + 1)
    out = bytearray(count * width)
    for column in range(width):
        sums = array("L", accumulate(rows[column + 1 : count * (width + 1) : width + 1]))
        if sys.byteorder == "big":
            sums.byteswap()
        out[column::width] = sums.tobytes()[:: sums.itemsize]
    return bytes(out)
