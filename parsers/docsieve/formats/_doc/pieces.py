"""The text, put together from its pieces ([MS-DOC] 2.4.1 and 2.8.35)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from docsieve.errors import CorruptError, LimitExceededError
from docsieve.formats._doc.fib import Fib
from docsieve.formats._ole.code_pages import code_page_of_language, codec_of, decode_windows
from docsieve.options import Limits
from docsieve.report import Report

_COMPRESSED: Final = 0x40000000
_NOWHERE: Final = -1


@dataclass(frozen=True)
class Piece:
    """Characters `start` to `end` of the document stand from byte `offset` on, `width` bytes each.

    `modifier` is what applies to all of the piece on top of its formatting (Prm, 2.9.214).
    """

    start: int
    end: int
    offset: int
    width: int
    modifier: int = 0


class Text:
    """All characters of a document, one to a UTF-16 unit, and where in the stream each one is kept."""

    def __init__(self, text: str, pieces: list[Piece], modifiers: list[bytes]) -> None:
        self.text = text
        self.pieces = pieces
        self._modifiers = modifiers
        self._starts = [piece.start for piece in pieces]

    def offset_of(self, position: int) -> int:
        """Return the byte in the stream that a character is kept at; -1 outside the text."""
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self.pieces[index].end:
            return _NOWHERE
        piece = self.pieces[index]
        return piece.offset + (position - piece.start) * piece.width

    def modifier_of(self, piece: Piece) -> bytes:
        """Return a piece's modifier as a list of properties; empty for none and for the short form."""
        if not piece.modifier & 1:
            return b""
        index = piece.modifier >> 1
        return self._modifiers[index] if index < len(self._modifiers) else b""


def read_text(fib: Fib, stream: bytes, table: bytes, limits: Limits, report: Report) -> Text:
    """Put the text together.

    Raises:
        CorruptError: there is no text to be found.
        LimitExceededError: it is longer than `max_page_characters`.
    """
    offset, length = fib.tables.get("pieces", (0, 0))
    clx = table[offset : offset + length] if length else b""
    pieces, modifiers = _read_clx(clx, fib)
    if not pieces:
        pieces = _without_table(fib, stream)
        if fib.is_word_97:
            report.warn(
                "text_order_lost",
                "The list of the document's pieces is damaged; its text may be incomplete or out of order.",
            )
    if not pieces:
        raise CorruptError("The Word document holds no text that can be found: its index of it is damaged.")
    total = pieces[-1].end
    if total > limits.max_page_characters:
        raise LimitExceededError.of("its text", total, limits.max_page_characters, "characters")
    codec = _codec_of(fib)
    texts: list[str] = []
    lost = 0
    for piece in pieces:
        count = piece.end - piece.start
        raw = stream[piece.offset : piece.offset + count * piece.width]
        text = _decode(raw, piece.width, codec)
        if len(text) < count:
            lost += count - len(text)
            text += "\0" * (count - len(text))
        texts.append(text)
    if lost:
        if lost == total:
            raise CorruptError("The file is cut off before the text of its document. Get a fresh copy of it.")
        report.warn("text_missing", "The file is cut off: the end of some of its text is missing.")
    return Text("".join(texts), pieces, modifiers)


def _decode(raw: bytes, width: int, codec: str) -> str:
    """Decode to exactly one character a unit."""
    if width == 1:
        if codec in ("", "cp1252"):
            return decode_windows(raw)
        text = raw.decode(codec, "replace")
        # In double-byte code pages a character takes two bytes: blanks fill up, and are taken out again.
        return text if len(text) == len(raw) else _padded(raw, codec)
    raw = raw[: len(raw) // 2 * 2]
    text = raw.decode("utf-16-le", "surrogatepass") if _is_paired(raw) else ""
    if len(text) * 2 == len(raw):
        return text
    return "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw)))


def _codec_of(fib: Fib) -> str:
    """Return the code page of 8-bit text; empty from Word 97 on, which has but one."""
    if fib.is_word_97:
        return ""
    return "mac_roman" if fib.is_macintosh else codec_of(code_page_of_language(fib.language))


def _is_paired(raw: bytes) -> bool:
    try:
        raw.decode("utf-16-le")
    except UnicodeDecodeError:
        return False
    return True


def _padded(raw: bytes, codec: str) -> str:
    """Decode a double-byte text with a NUL behind each character of two bytes."""
    out: list[str] = []
    at = 0
    while at < len(raw):
        pair = raw[at : at + 2]
        if raw[at] >= 0x80 and len(pair) == 2:
            try:
                character = pair.decode(codec)
            except UnicodeDecodeError:
                character = ""
            if len(character) == 1:
                out += (character, "\0")
                at += 2
                continue
        out.append(raw[at : at + 1].decode(codec, "replace")[:1] or "\ufffd")
        at += 1
    return "".join(out)


def _read_clx(clx: bytes, fib: Fib) -> tuple[list[Piece], list[bytes]]:
    modifiers: list[bytes] = []
    at = 0
    while at + 3 <= len(clx) and clx[at] == 1:
        size = int.from_bytes(clx[at + 1 : at + 3], "little")
        modifiers.append(clx[at + 3 : at + 3 + size])
        at += 3 + size
    if at + 5 > len(clx) or clx[at] != 2:
        return [], modifiers
    size = int.from_bytes(clx[at + 1 : at + 5], "little")
    table = clx[at + 5 : at + 5 + size]
    count = (len(table) - 4) // 12
    if count < 1:
        return [], modifiers
    positions = struct.unpack_from(f"<{count + 1}I", table)
    pieces: list[Piece] = []
    for index in range(count):
        start, end = positions[index], positions[index + 1]
        if end <= start or (pieces and start != pieces[-1].end) or (not pieces and start):
            continue
        _, place, modifier = struct.unpack_from("<HIH", table, (count + 1) * 4 + index * 8)
        if not fib.is_word_97:
            pieces.append(Piece(start, end, place, 2 if fib.is_wide else 1, modifier))
        elif place & _COMPRESSED:
            pieces.append(Piece(start, end, (place & (_COMPRESSED - 1)) // 2, 1, modifier))
        else:
            pieces.append(Piece(start, end, place & (_COMPRESSED - 1), 2, modifier))
    return pieces, modifiers


def _without_table(fib: Fib, stream: bytes) -> list[Piece]:
    """Take the text as one piece: so it is in Word 6, and mostly in files whose table is damaged."""
    start, end = fib.first_text, min(fib.text_end, len(stream))
    wanted = sum(fib.stories)
    if start >= end:
        return []
    if not fib.is_word_97:
        width = 2 if fib.is_wide else 1
        return [Piece(0, min((end - start) // width, wanted) or (end - start) // width, start, width)]
    sample = stream[start : start + 2000]
    width = 2 if sample[1::2].count(0) > len(sample) // 8 or (wanted and end - start >= 2 * wanted) else 1
    return [Piece(0, (end - start) // width, start, width)]
