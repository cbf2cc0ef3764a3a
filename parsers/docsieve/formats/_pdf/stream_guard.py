"""Stops compression bombs before pdfium, which inflates without a limit, gets to see them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from docsieve.errors import LimitExceededError
from docsieve.formats._pdf.expansion import MOST_GROWTH, TooLargeError, unpacked_size
from docsieve.options import Limits

#: How far before "stream" its dictionary is looked for.
_DICTIONARY: Final = 2048
_FLATE: Final = re.compile(rb"/(?:FlateDecode|Fl)\b")
_FIRST_FLATE: Final = re.compile(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\b")
#: White space that may stand between a dictionary and its stream.
_PADDING: Final = 20
_SPACES: Final = re.compile(rb" {1,20}(?=[\r\n])")
#: So many zeros are no palette.
_HOLE: Final = 64
_PACKED: Final = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b")
#: One filter, named as nearly all are; its dictionary is seen whole.
_ONE_FILTER: Final = re.compile(rb"obj\b[^#]*?/Filter\s*(?:\[\s*/\w+\s*\]|/\w+)\s*(?:[/>]|$)[^#]*$")
PICTURE: Final = re.compile(rb"/Subtype\s*/Image\b")
#: What else a stream may be used for in which there is such a word.
_NO_PICTURE: Final = re.compile(rb"/(?:Form|EmbeddedFile|Metadata|ObjStm|XRef)\b")
_IMAGE: Final = re.compile(rb"/Subtype\s*/Image\b|/(?:DCT|JPX|JBIG2|CCITTFax)Decode\b")


class Stream(NamedTuple):
    """A stream of the file: where its keyword, its bytes and the end of these are."""

    keyword: int
    start: int
    end: int
    #: False where it is one hole or does not begin as it should, True where it is deflated and begins so.
    begins_deflated: bool | None

    @property
    def is_damaged(self) -> bool:
        """Whether it is one hole or does not begin as it should."""
        return self.begins_deflated is False


def check_streams(data: bytes, limits: Limits) -> list[Stream]:
    """Measure each stream that could unpack to more than `limits.max_stream_bytes`; list all.

    Whether a stream is whole but for its beginning is not looked at: see `stream_health`. Short streams
    packed once cannot grow so far and need no look; images are not unpacked for their text and are left out,
    unless they are named as something else: see `misused_pictures`.

    Raises:
        LimitExceededError: one unpacks to more.
    """
    allowed = limits.max_stream_bytes
    streams: list[Stream] = []
    at = data.find(b"stream")
    while at >= 0:
        if data[at - 3 : at] == b"end":
            at = data.find(b"stream", at + 6)
            continue
        end = data.find(b"endstream", at)
        if end < 0:
            end = len(data)
        start = at + 6
        if data[start : start + 1] == b" ":  # before the end of the line, where pdfium passes over it too
            line = _SPACES.match(data, start)
            start = line.end() if line is not None else start
        if data[start : start + 2] == b"\r\n":
            start += 2
        elif data[start : start + 1] in (b"\n", b"\r"):
            start += 1
        head = head_of(data, at)
        state = _check(data, at, head, start, end, allowed)
        if head[-_PADDING:].rstrip().endswith(b">>"):
            streams.append(Stream(at, start, end, state))
            at = data.find(b"stream", end + 9)
        else:  # a part of a name, or a comment stands before it
            at = data.find(b"stream", at + 6)
    return streams


def head_of(data: bytes, keyword: int) -> bytes:
    """Return the dictionary before the keyword of a stream, as far as it is looked at."""
    start = max(keyword - _DICTIONARY, 0)
    start = max(data.rfind(b"endobj", start, keyword), start)
    return data[max(data.rfind(b"endstream", start, keyword), start) : keyword]


def _check(data: bytes, keyword: int, head: bytes, start: int, end: int, allowed: int) -> bool | None:
    """Measure one; tell whether it begins as deflated data that it is said to be; None where it is other."""
    begins = _begins_deflated(data, start, end)
    state: bool | None = False if not begins and _is_damaged(data, start, end, head) else None
    if begins and _FLATE.search(head):
        state = True
    filters = len(_PACKED.findall(head))
    if filters == 1 and (end - start) * MOST_GROWTH <= allowed and _ONE_FILTER.search(head):
        return state
    if filters == 1 and PICTURE.search(head) and not _NO_PICTURE.search(head):
        return state
    try:
        unpacked_size(data, _whole_head(data, keyword), start, end, allowed)
    except TooLargeError:
        raise too_large(allowed) from None
    return state


def too_large(allowed: int) -> LimitExceededError:
    """Return the error that says so."""
    return LimitExceededError(
        f"A part of this PDF unpacks to more than the {allowed:,} bytes allowed. It was not read."
    )


def _whole_head(data: bytes, keyword: int) -> bytes:
    """Return the dictionary before the keyword of a stream, however long it is."""
    head = head_of(data, keyword)
    if b"obj" in head:
        return head
    end = max(data.rfind(b"endobj", 0, keyword), data.rfind(b"endstream", 0, keyword), 0)
    return data[end:keyword]


def without_deflated(data: bytes, streams: Iterable[Stream]) -> bytes:
    """Return what of a file can be read as it stands: nothing is to be looked for in packed bytes."""
    kept: list[bytes] = []
    at = 0
    for stream in streams:
        if stream.begins_deflated and stream.start >= at:
            kept.append(data[at : stream.start])
            at = stream.end
    kept.append(data[at:])
    return b"".join(kept)


def _begins_deflated(data: bytes, start: int, end: int) -> bool:
    """Tell whether a stream begins as zlib does (RFC 1950, 2.2)."""
    return end >= start + 3 and data[start] & 15 == 8 and not (data[start] << 8 | data[start + 1]) % 31


def _is_damaged(data: bytes, start: int, end: int, head: bytes) -> bool:
    """Tell whether a stream that does not begin as zlib does is one hole, or should begin so."""
    if end < start + 3:
        return False
    if not data[start] and not data[start + 1] and end - start >= _HOLE and not _IMAGE.search(head):
        return not data[start:end].strip(b"\0\r\n")
    return _FIRST_FLATE.search(head) is not None
