"""Pictures of drawings in Office 97-2003 files: where their bytes are ([MS-ODRAW] 2.2.20 to 2.2.32)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from docsieve.format import Source
from docsieve.formats._ppt.records import Record, children, record_at
from docsieve.model import Image
from docsieve.pictures_inside import HEAD_SIZE, offer_by_head

#: The container of all pictures of a file, and an entry of it.
STORE: Final = 0xF001
_ENTRY: Final = 0xF007
_ENTRY_SIZE: Final = 36
#: JPEG, PNG, TIFF, JPEG in CMYK. What else there is are drawings, and bitmaps without the head of a file.
_BLIPS: Final = frozenset((0xF01D, 0xF01E, 0xF029, 0xF02A))
#: Before the bytes: one or two hashes of 16 bytes, and one byte.
_HASH: Final = 16


class Blip(NamedTuple):
    """The bytes of a picture within a stream."""

    stream: bytes
    start: int
    end: int

    def read(self) -> bytes:
        """Return them."""
        return self.stream[self.start : self.end]

    def offer(self, source: Source, image: Image) -> bool:
        """Offer it for text recognition."""
        head = self.stream[self.start : min(self.end, self.start + HEAD_SIZE)]
        part = f"blip {len(self.stream)} {self.start}"
        return offer_by_head(source, image, part, self.end - self.start, head, self.read)


def blips_of(stream: bytes, store: Record, delayed: bytes) -> list[Blip | None]:
    """Return the pictures of a file in the order by which shapes name them, from 1; None for what is none.

    `delayed` is the stream that holds those which do not stand in the store itself.
    """
    return [_blip_of(stream, entry, delayed) for entry in children(stream, store)]


def blips_within(stream: bytes, container: Record) -> Iterator[Blip]:
    """Yield the pictures of entries that stand in a container."""
    for record in children(stream, container):
        blip = _blip_of(stream, record, b"")
        if blip is not None:
            yield blip


def _blip_of(stream: bytes, record: Record, delayed: bytes) -> Blip | None:
    if record.kind != _ENTRY:
        return _blip(stream, record)
    at = record.start
    if record.end - at < _ENTRY_SIZE:
        return None
    inside = record_at(stream, at + _ENTRY_SIZE + stream[at + 33], record.end)
    if inside is not None:
        return _blip(stream, inside)
    outside = record_at(delayed, int.from_bytes(stream[at + 28 : at + 32], "little"), len(delayed))
    return _blip(delayed, outside) if outside is not None else None


def _blip(stream: bytes, record: Record) -> Blip | None:
    if record.kind not in _BLIPS:
        return None
    # The lowest bit of the instance tells of a second hash.
    start = record.start + _HASH * (1 + (record.instance & 1)) + 1
    return Blip(stream, start, record.end) if start < record.end else None
