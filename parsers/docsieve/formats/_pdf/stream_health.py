"""Which streams of a PDF are not whole: pdfium takes what it can unpack and says nothing of the rest."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable, Sequence
from typing import Final

from docsieve.formats._pdf.stream_guard import Stream, head_of

_FLATE: Final = re.compile(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\b")
#: Pictures, colour profiles and metadata hold no text of a page.
_NO_TEXT: Final = re.compile(
    rb"/N\s+\d|/(?:Alternate|BitsPerComponent|Image|XML|DCTDecode|JPXDecode|JBIG2Decode|CCITTFaxDecode)\b"
)
_FONT: Final = re.compile(rb"/(?:Length[123]|Type1C|CIDFontType0C|OpenType)\b")
_PACKED_OBJECTS: Final = re.compile(rb"/(?:ObjStm|XRef)\b")
_FILTERS: Final = re.compile(rb"/Filter\s*(?:\[([^\]]*)\]|(/[^\s/<>\[\]()]*))")
_NAME: Final = re.compile(rb"/[^\s/<>\[\]()]+")
_KNOWN_FILTERS: Final = frozenset(
    b"/FlateDecode /Fl /LZWDecode /LZW /ASCII85Decode /A85 /ASCIIHexDecode /AHx /RunLengthDecode /RL /Crypt "
    b"/DCTDecode /DCT /JPXDecode /JBIG2Decode /CCITTFaxDecode /CCF".split()
)
#: The length of a stream, where it stands in its dictionary; some writers take the end mark for its bytes.
_LENGTH: Final = re.compile(rb"/Length\s+(\d{1,10})\b(?!\s+\d+\s+R\b)")
_SLOPPY: Final = 4
#: So many zeros stand in no text; an inline picture may have them.
_HOLE: Final = b"\0" * 8
_INLINE_PICTURE: Final = (b"BI", b"ID", b"EI")
#: What text and its operators are written in; other bytes are in strings of fonts.
_TEXT: Final = bytes((0, 9, 10, 13, *range(32, 127)))
_FEW: Final = 5
#: The contents of a page are never cut between operators but by chance.
_OPERATOR_AT_END: Final = re.compile(
    rb"(?:^|[\s\])>'])(?:[bBf]\*|[bBfFnsSQ]|ET|EI|EMC|EX|Do|sh|endcmap|end)\s*$"
)
_LONGEST_END: Final = 40
#: Some writers end with an empty block that is not said to be the last (RFC 1951, 3.2.4).
_FLUSHED: Final = b"\0\0\xff\xff"
_STEP: Final = 1 << 20
#: Of all streams together.
_MAX_UNPACKED: Final = 1 << 32


def damaged_streams(data: bytes, streams: Iterable[Stream], *, fonts: bool) -> list[int]:
    """Return the keywords of streams that cannot be read whole, pictures aside, or also programs of fonts.

    Each is unpacked to its end, for only there is its checksum: about a fiftieth of the time of reading.
    """
    found: list[int] = []
    left = _MAX_UNPACKED
    for stream in streams:
        if stream.is_damaged:
            found.append(stream.keyword)
            continue
        head = head_of(data, stream.keyword)
        if stream.end < stream.start + 3 or (_NO_TEXT.search(head) and not _PACKED_OBJECTS.search(head)):
            continue
        if not fonts and _FONT.search(head):
            continue
        body = data[stream.start : stream.end]
        if _FLATE.search(head):
            is_whole, unpacked = _inflates(body, left)
            left -= unpacked
        else:
            is_whole = _is_plain(head, body)
        if not is_whole:
            found.append(stream.keyword)
    return found


def _is_plain(head: bytes, body: bytes) -> bool:
    """Tell whether a stream that is not deflated says rightly how it is packed, and has no hole."""
    named = _FILTERS.search(head)
    if named is not None:
        filters = _NAME.findall(named[1] or named[2] or b"")
        if not _KNOWN_FILTERS.issuperset(filters):
            return False
        return filters[:1] not in ([b"/ASCII85Decode"], [b"/A85"]) or _is_whole_ascii85(body, filters[1:])
    if b"/Filter" in head or b"obj" not in head:
        return True  # told elsewhere, or too long a dictionary
    if body[0] & 15 == 8 and not (body[0] << 8 | body[1]) % 31:
        is_whole, unpacked = _inflates(body, _STEP)
        if is_whole and unpacked:
            return False
    length = _LENGTH.search(head)
    is_short = length is not None and int(length[1]) > len(body) + _SLOPPY
    if not is_short and _HOLE not in body:
        return True
    written = body.translate(None, b"\0")
    if len(written.translate(None, _TEXT)) * _FEW >= len(written) or all(
        mark in body for mark in _INLINE_PICTURE
    ):
        return True  # numbers, as of palettes, may be what they are
    return _HOLE not in body and _OPERATOR_AT_END.search(body[-_LONGEST_END:]) is not None


def _is_whole_ascii85(body: bytes, inner: Sequence[bytes]) -> bool:
    """Tell whether text in base 85 has its end mark and no other signs, and what is in it unpacks."""
    text, mark, _ = body.partition(b"~")
    try:
        decoded = base64.a85decode(text, ignorechars=b"\0\t\n\f\r ")
    except ValueError:
        return False
    is_packed = inner[:1] in ([b"/FlateDecode"], [b"/Fl"])
    return bool(mark) and (not is_packed or _inflates(decoded, _MAX_UNPACKED)[0])


def _inflates(packed: bytes, allowed: int) -> tuple[bool, int]:
    """Tell whether packed bytes go to their end, their checksum right if it is there, and how many they give.

    What gives more than `allowed` is not looked at further.
    """
    try:
        engine = zlib.decompressobj()
        unpacked = _drain(engine, packed, allowed)
        if engine.eof or unpacked > allowed:
            return True, unpacked
        engine = zlib.decompressobj(-zlib.MAX_WBITS)  # does it lack no more than its checksum?
        _drain(engine, packed[2:], allowed)
    except zlib.error:
        return False, 0
    return engine.eof or packed.rstrip().endswith(_FLUSHED), unpacked


def _drain(engine: zlib._Decompress, packed: bytes, allowed: int) -> int:
    unpacked = 0
    while packed and unpacked <= allowed and not engine.eof:
        unpacked += len(engine.decompress(packed, _STEP))
        packed = engine.unconsumed_tail
    return unpacked
