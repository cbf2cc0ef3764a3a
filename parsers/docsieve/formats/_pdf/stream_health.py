"""Which streams of a PDF are not whole: pdfium takes what it can unpack and says nothing of the rest."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable
from enum import Enum
from typing import Final

from docsieve.formats._pdf.packings import (
    decoded_base_85,
    is_whole_encrypted,
    is_whole_hex,
    is_whole_lzw,
)
from docsieve.formats._pdf.stream_guard import PICTURE, Stream, head_of

_FLATE: Final = re.compile(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\b")
#: Pictures, colour profiles and metadata hold no text of a page.
_NO_TEXT: Final = re.compile(
    rb"/N\s+\d|/(?:Alternate|BitsPerComponent|Image|XML|DCTDecode|JPXDecode|JBIG2Decode|CCITTFaxDecode)\b"
)
_FONT: Final = re.compile(rb"/(?:Length[123]|Type1C|CIDFontType0C|OpenType)\b")
#: What programs of fonts begin with.
_FONTS: Final = (b"%!", b"\0\1\0\0", b"OTTO", b"true", b"ttcf", b"\1\0", b"\x80\1")
_MAGIC: Final = 4
_PACKED_OBJECTS: Final = re.compile(rb"/(?:ObjStm|XRef)\b")
#: Tables are never encrypted, and streams that have a filter for it may not be (ISO 32000-1, 7.6.1).
_PLAIN: Final = re.compile(rb"/(?:XRef|Crypt)\b")
#: A filter in a comment is none.
_COMMENTED: Final = re.compile(rb"%[^\r\n]*/Filter\b")
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
_END_MARK: Final = b"endstream"
#: Bytes of the shortest data that zlib writes (RFC 1950).
_SHORTEST: Final = 8
_STEP: Final = 1 << 20
#: Packed bytes; what of a broken stream comes out of the last ones is not seen.
_SMALL_STEP: Final = 256
#: Of all streams together.
_MAX_UNPACKED: Final = 1 << 32


class _State(Enum):
    """How deflated data ends."""

    WHOLE = "with its checksum"
    #: Without one, or longer than is looked at.
    OPEN = "without a checksum"
    MISMATCHED = "with another checksum"
    BROKEN = "not at all"


def streams_with_holes(data: bytes, streams: Iterable[Stream]) -> list[int]:
    """Return the keywords of encrypted streams, pictures aside, that have a hole; their key tells more."""
    found: list[int] = []
    for stream in streams:
        head = head_of(data, stream.keyword)
        if _NO_TEXT.search(head) or _PLAIN.search(head):
            continue
        if not is_whole_encrypted(data[stream.start : stream.end]):
            found.append(stream.keyword)
    return found


class Health:
    """How the deflated streams of a file end, as far as they were unpacked."""

    def __init__(self) -> None:
        """Begin with none."""
        #: By their keywords; None for what holds no text of a page, or is no more than a font.
        self.states: dict[int, _State | None] = {}

    def look_into(
        self, data: bytes, streams: Iterable[Stream], see: Callable[[Stream, bytes, bytes], object]
    ) -> None:
        """Unpack what may be of a page, once; `see` is told each stream, its dictionary and content."""
        left = _MAX_UNPACKED
        for stream in streams:
            if stream.is_damaged:
                continue
            head = head_of(data, stream.keyword)
            if _is_aside(stream, head) or _FONT.search(head):
                self.states[stream.keyword] = None
                if not _is_picture(head) and _may_be_content(data, stream, head):
                    see(stream, head, content_of(data, stream))
            elif _FLATE.search(head):
                pieces: list[bytes] = []
                state, unpacked = _inflates(data[stream.start : stream.end], left, pieces)
                left -= unpacked
                self.states[stream.keyword] = state
                if state in (_State.BROKEN, _State.MISMATCHED):
                    pieces = [content_of(data, stream)]
                see(stream, head, pieces[0] if len(pieces) == 1 else b"".join(pieces))
            elif b"/Filter" not in head:
                see(stream, head, data[stream.start : stream.end])


def _is_picture(head: bytes) -> bool:
    return PICTURE.search(head) is not None and b"/Form" not in head


def _may_be_content(data: bytes, stream: Stream, head: bytes) -> bool:
    """Tell whether a stream that has entries of a font or a profile may be something else all the same."""
    if not stream.begins_deflated:
        return False
    try:
        begin = zlib.decompressobj().decompress(data[stream.start : stream.start + _SMALL_STEP], _MAGIC)
    except zlib.error:
        return False
    return not begin.startswith(_FONTS) if _FONT.search(head) else True


def content_of(data: bytes, stream: Stream) -> bytes:
    """Unpack a stream that is deflated or not packed, as far as that goes."""
    packed = data[stream.start : stream.end]
    if not stream.begins_deflated:
        return packed
    try:
        return zlib.decompress(packed)
    except zlib.error:
        pass
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    out = bytearray()
    try:
        for at in range(2, len(packed), _SMALL_STEP):
            out += engine.decompress(packed[at : at + _SMALL_STEP])
    except zlib.error:
        pass
    return bytes(out)


def _is_aside(stream: Stream, head: bytes) -> bool:
    """Tell whether a stream is empty, or a picture or the like."""
    return stream.end < stream.start + 3 or bool(_NO_TEXT.search(head) and not _PACKED_OBJECTS.search(head))


def damaged_streams(
    data: bytes, streams: Iterable[Stream], *, fonts: bool, known: Health | None = None
) -> list[int]:
    """Return the keywords of streams that cannot be read whole, pictures aside, or also programs of fonts.

    Each is unpacked to its end, for only there is its checksum: about a fiftieth of the time of reading. What
    is `known` is not unpacked again.
    """
    found: list[int] = []
    mismatched, has_checksums = 0, False
    left = _MAX_UNPACKED
    states = known.states if known is not None else {}
    for stream in streams:
        if stream.is_damaged:
            if not _may_be_sound(data, stream):
                found.append(stream.keyword)
            continue
        state = states.get(stream.keyword)
        if state is None:
            if stream.keyword in states and not fonts:
                continue
            head = head_of(data, stream.keyword)
            if _is_aside(stream, head) or (not fonts and _FONT.search(head)):
                continue
            body = data[stream.start : stream.end]
            if not _FLATE.search(head):
                if not (_is_plain(head, body) or _holds_a_stream(data, stream, head)):
                    found.append(stream.keyword)
                continue
            state, unpacked = _inflates(body, left)
            left -= unpacked
        has_checksums = has_checksums or state is _State.WHOLE
        mismatched += state is _State.MISMATCHED
        if state not in (_State.WHOLE, _State.OPEN):
            found.append(stream.keyword)
    if mismatched == len(found) > 1 and not has_checksums:
        return []  # the writer's fault: all of them are unpacked whole
    return found


def _may_be_sound(data: bytes, stream: Stream) -> bool:
    """Tell whether a stream without deflated data is not said to have any, or as short as it is written."""
    head = head_of(data, stream.keyword)
    if _COMMENTED.search(head):
        return True
    length = _LENGTH.search(head)
    written = len(data[stream.start : stream.end].rstrip())
    return length is not None and written <= int(length[1]) < _SHORTEST


def _holds_a_stream(data: bytes, stream: Stream, head: bytes) -> bool:
    """Tell whether it only seems to end early, at the end mark of a stream in the file that it holds."""
    length = _LENGTH.search(head)
    if length is None:
        return False
    end = stream.start + int(length[1])
    return end > stream.end and data[end : end + len(_END_MARK) + _SLOPPY].lstrip().startswith(_END_MARK)


def _is_plain(head: bytes, body: bytes) -> bool:
    """Tell whether a stream that is not deflated says rightly how it is packed, and has no hole."""
    named = _FILTERS.search(head)
    if named is not None:
        filters = _NAME.findall(named[1] or named[2] or b"")
        if not _KNOWN_FILTERS.issuperset(filters):
            return False
        return not filters or _IS_WHOLE.get(filters[0], _is_anything)(body, filters[1:])
    if b"/Filter" in head or b"obj" not in head:
        return True  # told elsewhere, or too long a dictionary
    if body[0] & 15 == 8 and not (body[0] << 8 | body[1]) % 31:
        state, unpacked = _inflates(body, _STEP)
        if state in (_State.WHOLE, _State.OPEN) and unpacked:
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


def _is_whole_base_85(body: bytes, inner: list[bytes]) -> bool:
    """Tell whether text in base 85 is whole, and what is in it unpacks."""
    decoded = decoded_base_85(body)
    is_packed = inner[:1] in ([b"/FlateDecode"], [b"/Fl"])
    return decoded is not None and (
        not is_packed or _inflates(decoded, _MAX_UNPACKED)[0] in (_State.WHOLE, _State.OPEN)
    )


def _is_anything(_body: bytes, _inner: list[bytes]) -> bool:
    return True


#: What tells whether a stream is whole, by its first filter; the others do not show it.
_IS_WHOLE: Final[dict[bytes, Callable[[bytes, list[bytes]], bool]]] = {
    b"/ASCII85Decode": _is_whole_base_85,
    b"/A85": _is_whole_base_85,
    b"/ASCIIHexDecode": lambda body, _: is_whole_hex(body),
    b"/AHx": lambda body, _: is_whole_hex(body),
    b"/LZWDecode": lambda body, _: is_whole_lzw(body),
    b"/LZW": lambda body, _: is_whole_lzw(body),
}


def _inflates(packed: bytes, allowed: int, pieces: list[bytes] | None = None) -> tuple[_State, int]:
    """Tell how packed bytes end, and how many they give; `pieces` are those.

    What gives more than `allowed` is not looked at further.
    """
    try:
        engine = zlib.decompressobj()
        unpacked = _drain(engine, packed, allowed, pieces)
        if engine.eof or unpacked > allowed:
            return _State.WHOLE, unpacked
    except zlib.error:
        unpacked = -1
    try:
        engine = zlib.decompressobj(-zlib.MAX_WBITS)  # without its checksum
        unpacked_alone = _drain(engine, packed[2:], allowed)
    except zlib.error:
        return _State.BROKEN, 0
    if unpacked < 0:
        return (_State.MISMATCHED if engine.eof else _State.BROKEN), unpacked_alone
    is_open = engine.eof or packed.rstrip().endswith(_FLUSHED)
    return (_State.OPEN if is_open else _State.BROKEN), unpacked


def _drain(engine: zlib._Decompress, packed: bytes, allowed: int, pieces: list[bytes] | None = None) -> int:
    unpacked = 0
    while packed and unpacked <= allowed and not engine.eof:
        piece = engine.decompress(packed, _STEP)
        unpacked += len(piece)
        if pieces is not None:
            pieces.append(piece)
        packed = engine.unconsumed_tail
    return unpacked
