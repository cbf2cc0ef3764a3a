"""Pictures written as base64 within a text: `data:` addresses (RFC 2397), flat OpenDocument."""

from __future__ import annotations

import base64
import binascii
import functools
import zlib
from typing import Final
from urllib.parse import unquote_to_bytes

from docsieve.format import Source
from docsieve.model import Image
from docsieve.pictures_inside import HEAD_SIZE, offer_by_head

#: As many characters as `HEAD_SIZE` bytes take, with line breaks.
_HEAD_CHARACTERS: Final = HEAD_SIZE * 4 // 3 * 33 // 32


def offer_base64(source: Source, image: Image, text: str) -> bool:
    """Note a picture for text recognition; see `offer_by_head`."""
    head = _decoded(text[:_HEAD_CHARACTERS])
    part = f"base64 {len(text)} {zlib.crc32(text.encode('utf-8', 'replace'))}"
    return offer_by_head(source, image, part, len(text) * 3 // 4, head, functools.partial(_decoded, text))


def _decoded(text: str) -> bytes:
    data = unquote_to_bytes(text) if "%" in text else text.encode("ascii", "ignore")
    data = b"".join(data.split())
    try:
        return base64.b64decode(data[: len(data) // 4 * 4])
    except binascii.Error:
        return b""
