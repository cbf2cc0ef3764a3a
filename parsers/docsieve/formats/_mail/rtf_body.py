"""RTF bodies of Outlook messages: unpacked ([MS-OXRTFCP]), and the HTML that they wrap ([MS-OXRTFEX])."""

from __future__ import annotations

import re
import struct
from typing import Final

from docsieve.formats._ole.code_pages import codec_of

_COMPRESSED: Final = 0x75465A4C
_UNCOMPRESSED: Final = 0x414C454D
#: What the window of the decompressor starts with (2.1.2.1).
_DICTIONARY: Final = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_WINDOW: Final = 4096
_TOKEN: Final = re.compile(
    rb"\\([a-z]+)(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
#: Groups without text to show.
_SILENT: Final = frozenset(
    (b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pntext", b"pict", b"generator")
)
_SIGNS: Final[dict[bytes, str | bytes]] = {
    b"par": b"\r\n", b"line": b"\r\n", b"tab": b"\t", b"lquote": "\u2018", b"rquote": "\u2019",
    b"ldblquote": "\u201c", b"rdblquote": "\u201d", b"bullet": "\u2022", b"endash": "\u2013",
    b"emdash": "\u2014",
}  # fmt: skip


def decompress_rtf(data: bytes, limit: int) -> bytes:
    """Return the RTF of a compressed body, as much as is whole; empty where it is none.

    Raises:
        ValueError: it would be larger than `limit`.
    """
    if len(data) < 16:
        return b""
    _, raw_size, kind = struct.unpack_from("<III", data)
    if raw_size > limit:
        raise ValueError("larger than the limit")
    if kind == _UNCOMPRESSED:
        return data[16 : 16 + raw_size]
    if kind != _COMPRESSED:
        return b""
    window = bytearray(_DICTIONARY.ljust(_WINDOW, b"\0"))
    write = len(_DICTIONARY)
    out = bytearray()
    at, end = 16, len(data)
    while at < end and len(out) < raw_size:
        control = data[at]
        at += 1
        for bit in range(8):
            if at >= end:
                break
            if control >> bit & 1:
                if at + 2 > end:
                    return bytes(out)
                pair = data[at] << 8 | data[at + 1]
                at += 2
                offset, length = pair >> 4, (pair & 0xF) + 2
                if offset == write:
                    return bytes(out)
                for step in range(length):
                    sign = window[(offset + step) % _WINDOW]
                    out.append(sign)
                    window[write] = sign
                    write = (write + 1) % _WINDOW
            else:
                out.append(data[at])
                window[write] = data[at]
                write = (write + 1) % _WINDOW
                at += 1
    return bytes(out[:raw_size])


def html_in_rtf(rtf: bytes) -> str | None:
    """Return the HTML that an RTF body was made from; None where it was made from none."""
    if b"\\fromhtml" not in rtf[:1024]:
        return None
    found = re.search(rb"\\ansicpg(\d{1,5})", rtf[:1024])
    codec = codec_of(int(found[1])) if found else "cp1252"
    out: list[str] = []
    pending = bytearray()
    #: Of each open group: left out, inside \htmlrtf, inside \*\htmltag, characters to skip behind \u.
    state = (False, False, False, 1)
    stack: list[tuple[bool, bool, bool, int]] = []
    starred = opened = False
    skip = 0

    def write(sign: str | bytes) -> None:
        if isinstance(sign, bytes):
            pending.extend(sign)
            return
        if pending:
            out.append(pending.decode(codec, "replace"))
            pending.clear()
        out.append(sign)

    for token in _TOKEN.finditer(rtf):
        word, number, byte, sign, brace, text = token.groups()
        silent, in_rtf, in_tag, fallback = state
        if brace == b"{":
            stack.append(state)
            opened, starred, skip = True, False, 0
            continue
        if brace == b"}":
            state = stack.pop() if stack else state
            opened = starred = False
            skip = 0
            continue
        if sign == b"*":
            starred = True
            continue
        if word is not None:
            if word == b"htmltag":
                state = (silent, in_rtf, True, fallback)
            elif word == b"htmlrtf":
                state = (silent, number != b"0", in_tag, fallback)
            elif (starred or word in _SILENT) and opened:
                state = (True, in_rtf, in_tag, fallback)
            elif word == b"uc":
                state = (silent, in_rtf, in_tag, min(abs(int(number or 1)), 16))
            elif not (silent or in_rtf):
                if word == b"u" and number is not None:
                    write(chr(int(number) & 0xFFFF))
                    skip = fallback
                elif word in _SIGNS:
                    write(_SIGNS[word])
            opened = starred = False
            continue
        opened = starred = False
        if silent or in_rtf:
            continue
        if byte is not None:
            if skip:
                skip -= 1
            else:
                write(bytes((int(byte, 16),)))
        elif sign is not None:
            write({b"~": b"&nbsp;", b"_": b"-", b"-": b""}.get(sign, sign))
        elif text is not None:
            write(text[skip:])
            skip = max(0, skip - len(text))
    write("")
    joined = "".join(out)
    return joined.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
