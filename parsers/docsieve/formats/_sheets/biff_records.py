"""Records of the workbook stream of XLS: BIFF2 to BIFF8 (MS-XLS 2.1.4)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

from docsieve.errors import CorruptError
from docsieve.formats._ole.code_pages import decode_ansi
from docsieve.formats._sheets.plain_characters import clean

CONTINUE: Final = 0x003C
_HEAD: Final = struct.Struct("<HH")


class DamagedStreamError(CorruptError):
    """The stream of records ends or breaks off."""


class Record(NamedTuple):
    """Type and content, in the pieces that CONTINUE records cut it into."""

    kind: int
    data: bytes
    #: Where the record starts in the stream.
    at: int
    #: Offsets in `data` at which a CONTINUE record begins.
    breaks: tuple[int, ...] = ()


def records(stream: bytes, at: int = 0) -> Iterator[Record]:
    """Walk the records from a place on, each joined with its CONTINUE records. Ends where the stream does."""
    end = len(stream)
    while at + 4 <= end:
        start = at
        kind, size = _HEAD.unpack_from(stream, at)
        data = stream[at + 4 : at + 4 + size]
        at += 4 + size
        if at + 4 <= end and stream[at] == 0x3C and stream[at + 1] == 0:
            pieces = [data]
            breaks: list[int] = []
            length = len(data)
            while at + 4 <= end:
                following, size = _HEAD.unpack_from(stream, at)
                if following != CONTINUE:
                    break
                breaks.append(length)
                pieces.append(stream[at + 4 : at + 4 + size])
                length += len(pieces[-1])
                at += 4 + size
            yield Record(kind, b"".join(pieces), start, tuple(breaks))
        else:
            yield Record(kind, data, start)


class StringReader:
    """Reads Unicode strings of BIFF8 (2.5.293, 2.5.294) out of a record, over its CONTINUE breaks."""

    def __init__(self, record: Record, at: int) -> None:
        self._data = record.data
        self._breaks = record.breaks
        self._next_break = 0
        self.at = at

    def extended(self) -> str:
        """Read an XLUnicodeRichExtendedString: two-byte count, flags, text, then runs and phonetics."""
        count, flags = struct.unpack_from("<HB", self._data, self.at)
        self.at += 3
        runs = phonetics = 0
        if flags & 8:
            (runs,) = struct.unpack_from("<H", self._data, self.at)
            self.at += 2
        if flags & 4:
            (phonetics,) = struct.unpack_from("<I", self._data, self.at)
            self.at += 4
        text = self.characters(count, is_wide=bool(flags & 1))
        self.at += 4 * runs + phonetics
        return text

    def characters(self, count: int, *, is_wide: bool) -> str:
        """Read characters; each CONTINUE record begins with a byte that says how wide the rest is."""
        parts: list[str] = []
        while count > 0:
            while self._next_break < len(self._breaks) and self._breaks[self._next_break] < self.at:
                self._next_break += 1
            stop = len(self._data)
            if self._next_break < len(self._breaks):
                stop = self._breaks[self._next_break]
            if self.at == stop:
                if stop >= len(self._data):
                    raise struct.error("the string ends with the record")
                is_wide = bool(self._data[self.at] & 1)
                self.at += 1
                self._next_break += 1
                continue
            size = 2 if is_wide else 1
            here = min(count, (stop - self.at) // size)
            if here <= 0:
                raise struct.error("a character is cut in two")
            piece = self._data[self.at : self.at + here * size]
            parts.append(piece.decode("utf-16-le", "replace") if is_wide else piece.decode("latin-1"))
            self.at += here * size
            count -= here
        return clean("".join(parts))


def text_at(data: bytes, at: int, *, size: int, is_unicode: bool, code_page: int) -> tuple[str, int]:
    """Read a string with a count of `size` bytes before it, in BIFF8 or in a code page; and where it ends.

    Raises:
        struct.error: the record is too short.
    """
    if at + size > len(data):
        raise struct.error("no string where one should be")
    count = int.from_bytes(data[at : at + size], "little")
    at += size
    if not is_unicode:
        return clean(decode_ansi(data[at : at + count], code_page)), at + count
    if at >= len(data):
        return "", at
    flags = data[at]
    at += 1
    runs = phonetics = 0
    if flags & 8:
        runs = int.from_bytes(data[at : at + 2], "little")
        at += 2
    if flags & 4:
        phonetics = int.from_bytes(data[at : at + 4], "little")
        at += 4
    width = 2 if flags & 1 else 1
    piece = data[at : at + count * width]
    text = piece.decode("utf-16-le", "replace") if flags & 1 else piece.decode("latin-1")
    return clean(text), at + count * width + 4 * runs + phonetics
