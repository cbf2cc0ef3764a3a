"""Hyperlink objects of XLS (MS-OSHARED 2.3.7.1)."""

from __future__ import annotations

import struct
from typing import Final

from docsieve.formats._sheets.plain_characters import clean

_URL_MONIKER: Final = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")
_FILE_MONIKER: Final = bytes.fromhex("0303000000000000c000000000000046")
_HAS_MONIKER: Final = 0x01
_HAS_LOCATION: Final = 0x08
_HAS_DISPLAY_NAME: Final = 0x10
_HAS_FRAME: Final = 0x80
_IS_STRING: Final = 0x100


def hyperlink_target(data: bytes) -> str | None:
    """Return the URL, path or "#anchor" of an HLINK record; None where it has none.

    Raises:
        struct.error: the record is too short.
    """
    (flags,) = struct.unpack_from("<I", data, 28)
    at = 32
    if flags & _HAS_DISPLAY_NAME:
        _, at = _string(data, at)
    if flags & _HAS_FRAME:
        _, at = _string(data, at)
    target = ""
    if flags & _HAS_MONIKER:
        if flags & _IS_STRING:
            target, at = _string(data, at)
        elif data[at : at + 16] == _URL_MONIKER:
            (size,) = struct.unpack_from("<I", data, at + 16)
            target = data[at + 20 : at + 20 + size].decode("utf-16-le", "replace").partition("\0")[0]
            at += 20 + size
        elif data[at : at + 16] == _FILE_MONIKER:
            target, at = _file(data, at + 16)
        else:
            return None
    if flags & _HAS_LOCATION:
        location, at = _string(data, at)
        target = f"{target}#{location}"
    return clean(target) or None


def _string(data: bytes, at: int) -> tuple[str, int]:
    """Read a HyperlinkString (2.3.7.9)."""
    (count,) = struct.unpack_from("<I", data, at)
    end = at + 4 + 2 * count
    return data[at + 4 : end].decode("utf-16-le", "replace").partition("\0")[0], end


def _file(data: bytes, at: int) -> tuple[str, int]:
    """Read a FileMoniker (2.3.7.8): a path in a code page, and in Unicode where that says more."""
    (size,) = struct.unpack_from("<I", data, at + 2)
    path = data[at + 6 : at + 6 + size].partition(b"\0")[0].decode("cp1252", "replace")
    at += 6 + size + 24
    (more,) = struct.unpack_from("<I", data, at)
    if more:
        (size,) = struct.unpack_from("<I", data, at + 4)
        path = data[at + 10 : at + 10 + size].decode("utf-16-le", "replace")
    return path, at + 4 + more
