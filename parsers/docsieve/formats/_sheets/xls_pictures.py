"""Pictures over the cells of an XLS sheet, offered for text recognition (MS-XLS 2.4.170, 2.4.171)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from docsieve.format import Source
from docsieve.formats._office_art import STORE, Blip, blips_of
from docsieve.formats._ppt.drawing import drawn, picture_number
from docsieve.formats._ppt.records import descendants, record_at
from docsieve.model import Image, Locator

#: The drawings of a workbook, and of one sheet: each in pieces that belong together.
DRAWINGS, DRAWING = 0x00EB, 0x00EC
_DEPTH: Final = 4


def blips_of_workbook(drawings: bytes) -> list[Blip | None]:
    """Return the pictures of a workbook."""
    group = record_at(drawings, 0, len(drawings))
    for store in descendants(drawings, group, frozenset((STORE,)), _DEPTH) if group is not None else ():
        return blips_of(drawings, store, b"")
    return []


def offered_pictures(
    source: Source, blips: Sequence[Blip | None], drawing: bytes, where: Locator
) -> Iterator[Image]:
    """Yield the pictures of a sheet that are offered."""
    group = record_at(drawing, 0, len(drawing)) if blips else None
    if group is None:
        return
    for shape in drawn(drawing, group, source.options.limits.max_depth, with_tables=False):
        number = picture_number(drawing, shape)
        blip = blips[number - 1] if 0 < number <= len(blips) else None
        image = Image(where=where)
        if blip is not None and blip.offer(source, image):
            yield image
