"""A file that lost its end: its trailer, its catalog or its page tree are written anew behind what is left.

pdfium finds objects by itself where the cross-reference table is gone (ISO 32000-1, 7.5), but needs a trailer
that names the catalog, and sees none of the objects that are packed into streams (7.5.7).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple

_CATALOG: Final = re.compile(
    rb"(\d{1,9})\s+(\d{1,5})\s+obj\b(?:(?!endobj).){0,2000}?/Type\s*/Catalog\b", re.DOTALL
)
_PAGE: Final = re.compile(
    rb"(\d{1,9})\s+(\d{1,5})\s+obj\b(?:(?!endobj|stream).){0,4000}?/Type\s*/Page\b", re.DOTALL
)
_PACKED: Final = re.compile(rb"/Type\s*/ObjStm\b(?:(?!stream).){0,1000}?stream\r?\n", re.DOTALL)
_NUMBER: Final = re.compile(rb"/(N|First|Predictor)\s+(\d{1,9})\b")
_OBJECT: Final = re.compile(rb"(?<!\d)(\d{1,9})\s+\d{1,5}\s+obj\b")
_ENCRYPTED: Final = re.compile(rb"/Encrypt\s+\d+\s+\d+\s+R")
_IDS: Final = re.compile(rb"/ID\s*\[\s*<[0-9A-Fa-f\s]*>\s*<[0-9A-Fa-f\s]*>\s*\]")
#: Ends whatever the cut went through: a string, an array, a dictionary, a stream.
_CLOSING: Final = b"\n)]>>\nendstream\nendobj\n"
_NEW_OBJECT: Final = 8_000_000
_MAX_PAGES: Final = 50_000
_MAX_PACKED: Final = 100_000


class Mended(NamedTuple):
    """A file with a new end."""

    data: bytes
    #: Whether its pages are those of its own page tree, and not all that lie about, deleted ones too.
    has_own_tree: bool


def mended(data: bytes, max_unpacked: int) -> Iterator[Mended]:
    """Yield the file with new ends, those first that keep most of it; none where no page is left to point at.

    `max_unpacked` is how many bytes packed objects may take.
    """
    security = b" ".join(found[-1] for what in (_ENCRYPTED, _IDS) if (found := what.findall(data)))
    unpacked = b"" if b"/Encrypt" in security else unpacked_objects(data, max_unpacked)
    whole = data + _CLOSING + unpacked if unpacked else data + _CLOSING
    catalogs = _CATALOG.findall(data) or _CATALOG.findall(unpacked)
    if catalogs:
        yield Mended(whole + _trailer(b"%s %s R" % catalogs[-1], security), True)
    pages = dict.fromkeys(_PAGE.findall(data) + _PAGE.findall(unpacked))
    if not pages:
        return
    kids = b" ".join(b"%s %s R" % page for page in list(pages)[:_MAX_PAGES])
    end = b"%d 0 obj\n<< /Type /Pages /Kids [%s] /Count %d >>\nendobj\n" % (
        _NEW_OBJECT,
        kids,
        min(len(pages), _MAX_PAGES),
    )
    end += b"%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n" % (_NEW_OBJECT + 1, _NEW_OBJECT)
    yield Mended(whole + end + _trailer(b"%d 0 R" % (_NEW_OBJECT + 1), security), False)


def _trailer(root: bytes, security: bytes) -> bytes:
    return b"\ntrailer\n<< /Root %s %s >>\nstartxref\n0\n%%%%EOF\n" % (root, security)


def unpacked_objects(data: bytes, limit: int) -> bytes:
    """Write out the objects that are packed into streams, but for those that also stand outside."""
    objects = packed_objects(data, limit)
    for outside in _OBJECT.findall(data) if objects else ():
        objects.pop(outside, None)
    return written_out(objects)


def written_out(objects: dict[bytes, bytes]) -> bytes:
    """Write objects, by their numbers, as they stand outside of streams."""
    return b"".join(b"%s 0 obj\n%s\nendobj\n" % each for each in objects.items())


def packed_objects(data: bytes, limit: int) -> dict[bytes, bytes]:
    """Return the objects that are packed into streams, by their numbers."""
    objects: dict[bytes, bytes] = {}
    for packing in packings(data, limit):
        for number, packed in objects_of(*packing):
            if len(objects) < _MAX_PACKED:
                objects[number] = packed
    return objects


def packings(data: bytes, limit: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the unpacked streams of objects, how many are in each, and where the first begins."""
    for found in _PACKED.finditer(data):
        head = data[max(data.rfind(b"obj", 0, found.start()), 0) : found.end()]
        numbers = {name: int(value) for name, value in _NUMBER.findall(head)}
        if numbers.get(b"Predictor", 1) > 1 or b"N" not in numbers or b"First" not in numbers:
            continue
        end = data.find(b"endstream", found.end())
        body = data[found.end() : end if end >= 0 else len(data)]
        if b"/FlateDecode" in head:
            body = _inflated(body, limit)
        limit -= len(body)
        yield body, numbers[b"N"], numbers[b"First"]


def objects_of(body: bytes, count: int, first: int) -> Iterator[tuple[bytes, bytes]]:
    """Yield the numbers and the bytes of the objects of an unpacked stream."""
    pairs = body[:first].split()[: 2 * min(count, _MAX_PACKED)]
    if len(pairs) % 2 or not all(each.isdigit() and len(each) < 10 for each in pairs):
        return
    starts = [first + int(each) for each in pairs[1::2]] + [len(body)]
    for number, start, after in zip(pairs[::2], starts, starts[1:], strict=False):
        if start < after <= len(body):
            yield number, body[start:after]


def _inflated(packed: bytes, limit: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, max(limit, 1))
    except zlib.error:
        return b""
