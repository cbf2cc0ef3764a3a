"""The file information block: where everything else is ([MS-DOC] 2.5)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from docsieve.errors import CorruptError, UnsupportedFormatError

#: Word 97, Word 6; Word 95 in its versions for East Asia.
_MAGIC: Final = (0xA5EC, 0xA5DC, 0xA697, 0xA698, 0xA699)
#: The first version of the layout of Word 97; older ones are Word 6 and 95.
_WORD_97: Final = 0xC1
_ENCRYPTED: Final = 0x0100
_TABLE_1: Final = 0x0200
_WIDE: Final = 0x1000
_OBFUSCATED: Final = 0x8000
#: The character set that Word for Macintosh names.
_MACINTOSH: Final = 0x0100

#: Names of the tables that are read, and their places in fibRgFcLcb97 (2.5.6).
_TABLES: Final = {
    "styles": 1,
    "footnote_refs": 2,
    "footnote_texts": 3,
    "comment_refs": 4,
    "comment_texts": 5,
    "sections": 6,
    "headers": 11,
    "characters": 12,
    "paragraphs": 13,
    "fonts": 15,
    "pieces": 33,
    "comment_authors": 36,
    "anchors": 40,
    "header_anchors": 41,
    "endnote_refs": 46,
    "endnote_texts": 47,
    "drawings": 50,
    "revision_authors": 51,
    "text_boxes": 56,
    "header_text_boxes": 58,
    "lists": 73,
    "list_overrides": 74,
}
#: The last table that Word 6 keeps in the same place.
_LAST_OF_WORD_6: Final = 36


@dataclass(frozen=True)
class Fib:
    """What the block says. `tables` holds (offset, length); `stories` the lengths of the text's parts, in
    characters: main, footnotes, headers, macros, comments, endnotes, text boxes, text boxes of headers.
    """

    is_word_97: bool
    encrypted: bool
    obfuscated: bool
    table_stream: str
    language: int
    #: Only told before Word 97: characters of two bytes, or of Macintosh.
    is_wide: bool
    is_macintosh: bool
    first_text: int
    text_end: int
    stories: tuple[int, ...]
    tables: dict[str, tuple[int, int]]


def read_fib(stream: bytes) -> Fib:
    """Read the block.

    Raises:
        CorruptError: it is cut off, or the stream is no Word document.
        UnsupportedFormatError: written by Word 2 or an earlier one.
    """
    if len(stream) < 96:
        raise CorruptError("The Word document is cut off at its very start, before any text.")
    magic, version = struct.unpack_from("<HH", stream)
    if magic not in _MAGIC:
        if magic == 0xA5DB:
            raise UnsupportedFormatError(
                "This document was written by a version of Word older than Word 6. "
                "Open it in a newer one, save it as .docx, and choose that."
            )
        raise CorruptError("The start of the Word document is damaged, so that its text cannot be found.")
    flags = int.from_bytes(stream[10:12], "little")
    language = int.from_bytes(stream[6:8], "little")
    first, end = struct.unpack_from("<II", stream, 0x18)
    if version < _WORD_97:
        stories = _integers(stream, 0x34, 8)
        tables = _tables(stream, 0x58, _LAST_OF_WORD_6)
        table_stream = "WordDocument"
    else:
        stories, tables = _read_word_97(stream)
        table_stream = "1Table" if flags & _TABLE_1 else "0Table"
    return Fib(
        is_word_97=version >= _WORD_97,
        encrypted=bool(flags & _ENCRYPTED),
        obfuscated=bool(flags & _OBFUSCATED),
        table_stream=table_stream,
        language=language,
        is_wide=bool(flags & _WIDE),
        is_macintosh=int.from_bytes(stream[0x14:0x16], "little") == _MACINTOSH,
        first_text=first,
        text_end=end,
        stories=stories,
        tables=tables,
    )


def _read_word_97(stream: bytes) -> tuple[tuple[int, ...], dict[str, tuple[int, int]]]:
    words = int.from_bytes(stream[32:34], "little")
    at = 34 + words * 2
    longs = int.from_bytes(stream[at : at + 2], "little")
    stories = _integers(stream, at + 2 + 12, 8)
    at += 2 + longs * 4
    pairs = int.from_bytes(stream[at : at + 2], "little")
    return stories, _tables(stream, at + 2, pairs - 1)


def _integers(stream: bytes, at: int, count: int) -> tuple[int, ...]:
    if at + count * 4 > len(stream):
        raise CorruptError("The start of the Word document is damaged, so that its text cannot be found.")
    return tuple(max(value, 0) for value in struct.unpack_from(f"<{count}i", stream, at))


def _tables(stream: bytes, at: int, last: int) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for name, index in _TABLES.items():
        place = at + index * 8
        if index <= last and place + 8 <= len(stream):
            offset, length = struct.unpack_from("<II", stream, place)
            if length:
                found[name] = (offset, length)
    return found
