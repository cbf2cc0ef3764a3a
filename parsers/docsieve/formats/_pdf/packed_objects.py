"""Objects that are packed into streams (ISO 32000-1, 7.5.7): unpacked once for all who look at them."""

from __future__ import annotations

import functools
import re
import zlib
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from docsieve.formats._pdf.object_numbers import object_numbers

_PACKED: Final = re.compile(rb"/Type\s*/ObjStm\b(?:(?!stream).){0,1000}?stream\r?\n", re.DOTALL)
#: How the dictionary of one ends, and how far on.
_HEAD: Final = re.compile(rb"((?:(?!endobj|stream).){0,1000}?)stream\r?\n", re.DOTALL)
_NUMBER: Final = re.compile(rb"/(N|First|Predictor)\s+(\d{1,9})\b(?!\s+\d+\s+R)")
_FILTER: Final = re.compile(rb"/Filter\s*(?:\[\s*)?/(\w+)\s*\]?\s*(?=/[A-Z]|>>)")
_MAX_OBJECTS: Final = 100_000


class Packing(NamedTuple):
    """A stream of objects, unpacked."""

    body: bytes
    #: How many objects are in it, and where the first begins.
    holds: int
    first: int

    def objects(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield the numbers and the bytes of the objects."""
        body, first = self.body, self.first
        pairs = body[:first].split()[: 2 * min(self.holds, _MAX_OBJECTS)]
        if len(pairs) % 2 or not all(each.isdigit() and len(each) < 10 for each in pairs):
            return
        starts = [first + int(each) for each in pairs[1::2]] + [len(body)]
        for number, start, after in zip(pairs[::2], starts, starts[1:], strict=False):
            if start < after <= len(body):
                yield number, body[start:after]


class PackedObjects:
    """The objects of a file that are packed into streams; each way of looking for them has its own bound."""

    def __init__(self, data: bytes, max_unpacked: int) -> None:
        """Remember the file; its streams of objects may unpack to `max_unpacked` bytes."""
        self._data = data
        self._max_unpacked = max_unpacked
        self._left = max_unpacked
        self._streams: dict[int, Packing | None] = {}

    @functools.cached_property
    def by_number(self) -> Mapping[bytes, bytes]:
        """All that can be found without a table of references, the last of each number."""
        objects: dict[bytes, bytes] = {}
        data, left = self._data, self._max_unpacked
        for found in _PACKED.finditer(data):
            head = data[max(data.rfind(b"obj", 0, found.start()), 0) : found.end()]
            packing, _ = _unpacked(data, head, found.end(), left)
            if packing is None:
                continue
            left -= len(packing.body)
            for number, packed in packing.objects():
                if len(objects) < _MAX_OBJECTS:
                    objects[number] = packed
        return objects

    def in_stream(self, places: Mapping[int, int], number: int) -> Packing | None:
        """Unpack the stream of a number; None where it is not written and packed as nearly all are.

        `places` says where the objects of the file begin, behind their keywords.
        """
        if number not in self._streams:
            self._streams[number] = self._whole(places.get(number))
        return self._streams[number]

    def _whole(self, place: int | None) -> Packing | None:
        head = _HEAD.match(self._data, place) if place is not None else None
        if head is None or b"/DecodeParms" in head[1]:
            return None
        packing, is_whole = _unpacked(self._data, head[1], head.end(), self._left)
        if packing is None or not is_whole:
            return None
        self._left -= len(packing.body)
        return packing if self._left > 0 else None

    def not_outside(self, data: bytes) -> bytes:
        """Write out those that do not also stand outside of streams in the file, or what is made of it."""
        objects = dict(self.by_number)
        for outside in object_numbers(data) if objects else ():
            objects.pop(outside, None)
        return written_out(objects)


def written_out(objects: Mapping[bytes, bytes]) -> bytes:
    """Write objects, by their numbers, as they stand outside of streams."""
    return b"".join(b"%s 0 obj\n%s\nendobj\n" % each for each in objects.items())


def packing_of(head: bytes, body: bytes) -> Packing | None:
    """Return the stream of objects that has this dictionary and is unpacked to `body`; None for another."""
    numbers = {name: int(value) for name, value in _NUMBER.findall(head)}
    if b"N" not in numbers or b"First" not in numbers:
        return None
    return Packing(body, numbers[b"N"], numbers[b"First"])


def _unpacked(data: bytes, head: bytes, start: int, limit: int) -> tuple[Packing | None, bool]:
    """Unpack the stream that begins at a place; tell whether all of it, and nothing else, is there."""
    numbers = {name: int(value) for name, value in _NUMBER.findall(head)}
    if numbers.get(b"Predictor", 1) > 1 or b"N" not in numbers or b"First" not in numbers:
        return None, False
    end = data.find(b"endstream", start)
    body = data[start : end if end >= 0 else len(data)]
    is_whole = b"/Filter" not in head
    if b"/FlateDecode" in head:
        body, is_whole = _inflated(body, limit)
        is_whole = is_whole and _FILTER.findall(head) == [b"FlateDecode"]
    return Packing(body, numbers[b"N"], numbers[b"First"]), is_whole


def _inflated(packed: bytes, limit: int) -> tuple[bytes, bool]:
    engine = zlib.decompressobj()
    try:
        return engine.decompress(packed, max(limit, 1)), engine.eof
    except zlib.error:
        return b"", False
