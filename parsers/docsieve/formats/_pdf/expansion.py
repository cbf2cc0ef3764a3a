"""How much a stream of a PDF unpacks to through all its filters (ISO 32000-1, 7.4), whoever wrote them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from math import prod
from typing import Final

from docsieve.formats._pdf.packings import decoded_base_85

#: Bytes that come of one byte at most: Deflate by zlib's documentation, LZW where each code of twelve bits
#: stands for the longest string, runs of 128, and "z" for four zeros.
_GROWTH: Final = {b"FlateDecode": 1032, b"LZWDecode": 2560, b"RunLengthDecode": 64, b"ASCII85Decode": 4}
_SHORT: Final = {
    b"Fl": b"FlateDecode", b"LZW": b"LZWDecode", b"RL": b"RunLengthDecode", b"A85": b"ASCII85Decode",
    b"AHx": b"ASCIIHexDecode",
}  # fmt: skip
#: No stream short of this can grow to `allowed` bytes by one filter.
MOST_GROWTH: Final = max(_GROWTH.values())
_STEP: Final = 1 << 20
_COMMENT: Final = re.compile(rb"%[^\r\n]*")
_FIGURES: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_FILTERS: Final = re.compile(rb"/(?:Filter|F)\s*(\[[^\]]*\]|/[^\s/<>\[\]()]+|\d{1,9}\s+\d{1,5}\s+R\b)")
_NAME_OR_REFERENCE: Final = re.compile(rb"/([^\s/<>\[\]()]+)|(\d{1,9})\s+\d{1,5}\s+R\b")
_SPACES: Final = b"\0\t\n\f\r "
_HEX: Final = re.compile(rb"[^0-9A-Fa-f]")
_EARLY: Final = re.compile(rb"/EarlyChange\s+0\b")
#: LZW (7.4.4.2): codes for the start and the end, and what a table holds.
_CLEAR, _STOP, _FIRST, _FULL = 256, 257, 258, 4096


class TooLargeError(Exception):
    """A stream unpacks to more than is allowed; it never leaves this package."""


def unpacked_size(data: bytes, head: bytes, start: int, end: int, allowed: int) -> int:
    """Return how many bytes a stream unpacks to, or how many it can at most where that is not too much.

    `head` is its dictionary. A filter that cannot be told is taken for Deflate where its bytes begin so.

    Raises:
        TooLargeError: they, or those between two filters, are more than `allowed`.
    """
    filters = filters_of(data, head)
    size = (end - start) * prod(_GROWTH.get(name, 1) for name in filters or [b"FlateDecode"])
    if size <= allowed:
        return size
    packed = data[start:end]
    if not filters:
        return _unknown(packed, allowed)
    has_early_change = _EARLY.search(head) is None
    for index, name in enumerate(filters):
        is_last = index == len(filters) - 1
        if name == b"FlateDecode" and is_last:
            return _inflated_size(packed, allowed)
        unpack = _UNPACK.get(name)
        if unpack is None:
            return len(packed)  # a picture
        packed = unpack(packed, allowed) if name != b"LZWDecode" else _lzw(packed, allowed, has_early_change)
        if len(packed) > allowed:
            raise TooLargeError
    return len(packed)


def filters_of(data: bytes, head: bytes) -> list[bytes]:
    """Return the names of the filters in a dictionary, in full; none where they cannot be told."""
    if b"%" in head:
        head = _COMMENT.sub(b" ", head)
    if b"#" in head:
        head = _FIGURES.sub(lambda found: bytes([int(found[1], 16)]), head)
    names: list[bytes] = []
    for found in _FILTERS.finditer(head):
        for name, number in _NAME_OR_REFERENCE.findall(found[1]):
            names += [name] if name else _named_elsewhere(data, number)
        if names:
            break
    return [_SHORT.get(name, name) for name in names]


def _named_elsewhere(data: bytes, number: bytes) -> list[bytes]:
    """Return the filters that an object outside of streams lists, the last of its number."""
    listed = re.findall(rb"(?<!\d)%s\s+\d{1,5}\s+obj\s*(\[[^\]]*\]|/[^\s/<>\[\]()]+)" % number, data)
    return [name for name, _ in _NAME_OR_REFERENCE.findall(listed[-1]) if name] if listed else []


def _unknown(packed: bytes, allowed: int) -> int:
    """Measure what may be deflated, again and again."""
    while packed[:1] and packed[0] & 15 == 8 and len(packed) > 2 and not (packed[0] << 8 | packed[1]) % 31:
        unpacked = _inflated(packed, allowed)
        if not unpacked:
            break
        packed = unpacked
    return len(packed)


def _inflated_size(packed: bytes, allowed: int) -> int:
    engine = zlib.decompressobj()
    total = 0
    try:
        while packed and not engine.eof:
            total += len(engine.decompress(packed, _STEP))
            if total > allowed:
                raise TooLargeError
            packed = engine.unconsumed_tail
    except zlib.error:
        pass
    return total


def _inflated(packed: bytes, allowed: int) -> bytes:
    engine = zlib.decompressobj()
    pieces: list[bytes] = []
    left = allowed
    try:
        while packed and not engine.eof:
            pieces.append(engine.decompress(packed, _STEP))
            left -= len(pieces[-1])
            if left < 0:
                raise TooLargeError
            packed = engine.unconsumed_tail
    except zlib.error:
        pass
    return b"".join(pieces)


def _runs(packed: bytes, allowed: int) -> bytes:
    out = bytearray()
    at = 0
    while at < len(packed) and (length := packed[at]) != 128:
        if length < 128:
            out += packed[at + 1 : at + 2 + length]
            at += 2 + length
        else:
            out += packed[at + 1 : at + 2] * (257 - length)
            at += 2
        if len(out) > allowed:
            raise TooLargeError
    return bytes(out)


def _base_85(packed: bytes, allowed: int) -> bytes:
    """Unpack text in base 85, as far as its size and its runs of zeros matter: the rest are no filters."""
    text = packed.partition(b"~")[0].translate(None, _SPACES)
    zeros = text.count(b"z")
    if 4 * zeros + (len(text) - zeros) * 4 // 5 > allowed:
        raise TooLargeError
    decoded = decoded_base_85(packed)
    if decoded is not None:
        return decoded
    out = bytearray()
    for index, part in enumerate(text.split(b"z")):
        if index:
            out += bytes(4)
        for at in range(0, len(part), 5):
            group = part[at : at + 5]
            value = 0
            for digit in group.ljust(5, b"u"):
                value = value * 85 + digit - 33
            out += (value & 0xFFFFFFFF).to_bytes(4)[: max(len(group) - 1, 0)]
    return bytes(out)


def _hexadecimal(packed: bytes, _allowed: int) -> bytes:
    figures = _HEX.sub(b"", packed.partition(b">")[0])
    return bytes.fromhex((figures + b"0" * (len(figures) % 2)).decode())


def _lzw(packed: bytes, allowed: int, has_early_change: bool) -> bytes:
    table = [bytes([value]) for value in range(256)] + [b"", b""]
    out = bytearray()
    width, held, bits = 9, 0, 0
    before = b""
    early = int(has_early_change)
    for byte in packed:
        held, bits = (held << 8 | byte) & 0xFFFFFF, bits + 8
        if bits < width:
            continue
        bits -= width
        code = held >> bits & (1 << width) - 1
        if code == _CLEAR:
            del table[_FIRST:]
            width, before = 9, b""
            continue
        if code == _STOP or code > len(table):
            break
        found = table[code] if code < len(table) else before + before[:1]
        out += found
        if len(out) > allowed:
            raise TooLargeError
        if before and len(table) < _FULL:
            table.append(before + found[:1])
            width = min(max((len(table) + early).bit_length(), 9), 12)
        before = found
    return bytes(out)


_UNPACK: Final[dict[bytes, Callable[[bytes, int], bytes]]] = {
    b"FlateDecode": _inflated,
    b"LZWDecode": lambda packed, allowed: _lzw(packed, allowed, True),
    b"RunLengthDecode": _runs,
    b"ASCII85Decode": _base_85,
    b"ASCIIHexDecode": _hexadecimal,
}
