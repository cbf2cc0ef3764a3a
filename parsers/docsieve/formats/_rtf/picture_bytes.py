r"""The bytes of `\pict`: hexadecimal digits, or raw ones behind `\bin` (RTF 1.9.1, "Pictures")."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from docsieve.format import Source
from docsieve.formats._rtf.tokens import end_of_group
from docsieve.model import Image
from docsieve.pictures_inside import HEAD_SIZE, offer_by_head

_BIN: Final = re.compile(rb"\\bin([0-9]{1,10}) ?")
#: Properties before the bytes: control words with their numbers; groups stand between them.
_PROPERTIES: Final = re.compile(rb"(?:\s|\\(?!bin[0-9])[a-zA-Z]{1,32}(?:-?[0-9]{1,10})? ?)*")
_MOST_GROUPS: Final = 100
_NOT_HEX: Final = bytes(set(range(256)) - set(b"0123456789abcdefABCDEF"))


class _Bytes(NamedTuple):
    """Where the bytes of a picture begin and end in the file."""

    data: bytes
    start: int
    end: int
    is_hex: bool

    @property
    def size(self) -> int:
        """How many they are, about."""
        return (self.end - self.start) // (2 if self.is_hex else 1)

    def read(self, most: int | None = None) -> bytes:
        """Return them, or the first of them."""
        if not self.is_hex:
            return self.data[self.start : self.end][:most]
        # Of lines of 64 digits or more, with two bytes at their ends.
        end = self.end if most is None else min(self.end, self.start + 2 * most + most // 16)
        digits = self.data[self.start : end].translate(None, _NOT_HEX)
        return bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))


def offer_picture(source: Source, image: Image, start: int) -> None:
    r"""Offer a picture for text recognition; `start` is behind its `\pict`."""
    found = _bytes_of(source.data, start)
    offer_by_head(source, image, f"pict {start}", found.size, found.read(HEAD_SIZE), found.read)


def _bytes_of(data: bytes, at: int) -> _Bytes:
    end = end_of_group(data, at)
    for _ in range(_MOST_GROUPS):
        properties = _PROPERTIES.match(data, at, end)
        at = properties.end() if properties is not None else at
        if data[at : at + 1] != b"{":
            break
        at = min(end_of_group(data, at + 1) + 1, end)
    raw = _BIN.match(data, at, end)
    if raw is not None:
        return _Bytes(data, raw.end(), min(raw.end() + int(raw[1]), end), False)
    return _Bytes(data, at, end, True)
