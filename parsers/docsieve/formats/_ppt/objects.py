"""Objects embedded in a presentation: whole OLE2 files, mostly compressed ([MS-PPT] 2.10.34)."""

from __future__ import annotations

import zlib
from typing import Final

from docsieve.format import Source
from docsieve.formats._ole.object_file import read_object
from docsieve.formats._ppt.records import Record, descendants, record_at
from docsieve.model import Attachment
from docsieve.report import Report

_OBJECT: Final = 0x0FC3
_STORAGE: Final = 0x1011


def read_objects(
    stream: bytes, document: Record, offsets: dict[int, int], source: Source, report: Report
) -> list[Attachment]:
    """Read each embedded object as a file of its own; tell of those that are damaged."""
    found: list[Attachment] = []
    limit = source.options.limits.max_member_bytes
    seen: set[int] = set()
    for atom in descendants(stream, document, frozenset((_OBJECT,)), 6):
        reference = int.from_bytes(stream[atom.start + 16 : atom.start + 20], "little")
        record = record_at(stream, offsets.get(reference, -1), len(stream))
        if record is None or record.kind != _STORAGE or reference in seen:
            continue
        seen.add(reference)
        data = stream[record.start : record.end]
        if record.instance == 1:
            try:
                data = zlib.decompressobj().decompress(data[4:], limit)
            except zlib.error:
                report.warn("embedded_not_read", "An object embedded in the presentation is damaged.")
                continue
        if data:
            found.append(read_object(source, f"embedded-{len(found) + 1}", data, report))
    return found
