"""Document properties: the property sets SummaryInformation and DocumentSummaryInformation ([MS-OLEPS])."""

from __future__ import annotations

import struct
from typing import Final

from docsieve.formats._ole.code_pages import decode_ansi
from docsieve.formats._ole.container import Container
from docsieve.formats._ole.filetime import filetime
from docsieve.model import Metadata

_SUMMARY: Final = "\x05SummaryInformation"
_MORE: Final = "\x05DocumentSummaryInformation"
_MAX_PROPERTIES: Final = 1000


def read_metadata(container: Container) -> Metadata:
    """Return what the file says of itself; empty where it says nothing or cannot be read."""
    metadata = Metadata()
    summary = _property_set(container.read(_SUMMARY))
    metadata.title = _text(summary.get(2))
    metadata.subject = _text(summary.get(3))
    author = _text(summary.get(4))
    metadata.authors = [name.strip() for name in author.split(";") if name.strip()] if author else []
    keywords = _text(summary.get(5))
    metadata.keywords = [
        word.strip() for word in (keywords or "").replace(";", ",").split(",") if word.strip()
    ]
    metadata.description = _text(summary.get(6))
    metadata.last_modified_by = _text(summary.get(8))
    metadata.created = _date(summary.get(12))
    metadata.modified = _date(summary.get(13))
    metadata.application = _text(summary.get(18))
    more = _property_set(container.read(_MORE))
    for number, name in ((2, "Category"), (14, "Manager"), (15, "Company")):
        value = _text(more.get(number))
        if value:
            metadata.custom[name] = value
    return metadata


def _text(value: str | int | None) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join("".join(c if c.isprintable() else " " for c in value).split()) or None


def _date(value: str | int | None) -> str | None:
    return filetime(value) if isinstance(value, int) else None


def _property_set(data: bytes) -> dict[int, str | int]:
    """Read strings and times of a stream's first set (2.20, 2.21)."""
    found: dict[int, str | int] = {}
    if len(data) < 56:
        return found
    start = int.from_bytes(data[44:48], "little")
    count = int.from_bytes(data[start + 4 : start + 8], "little")
    offsets: dict[int, int] = {}
    for index in range(min(count, _MAX_PROPERTIES)):
        at = start + 8 + index * 8
        if at + 8 > len(data):
            break
        number, offset = struct.unpack_from("<II", data, at)
        offsets[number] = start + offset
    code_page = 1252
    if 1 in offsets:
        code_page = int.from_bytes(data[offsets[1] + 4 : offsets[1] + 6], "little")
    for number, at in offsets.items():
        if at + 8 > len(data):
            continue
        kind, size = struct.unpack_from("<II", data, at)
        if kind == 0x1E:  # VT_LPSTR, in bytes
            raw = data[at + 8 : at + 8 + size]
            found[number] = (
                raw.decode("utf-16-le", "replace") if code_page == 1200 else decode_ansi(raw, code_page)
            ).split("\0")[0]
        elif kind == 0x1F:  # VT_LPWSTR, in characters
            found[number] = data[at + 8 : at + 8 + size * 2].decode("utf-16-le", "replace").split("\0")[0]
        elif kind == 0x40 and at + 12 <= len(data):  # VT_FILETIME
            found[number] = int.from_bytes(data[at + 4 : at + 12], "little")
    return found
