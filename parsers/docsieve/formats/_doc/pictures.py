"""Pictures in the text of a Word document, offered for text recognition ([MS-DOC] 2.9.190, 2.9.253)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from docsieve.formats._doc.reading import Reading
from docsieve.formats._office_art import STORE, Blip, blips_of, blips_within
from docsieve.formats._ppt.drawing import drawn, picture_number
from docsieve.formats._ppt.records import Record, children, descendants, record_at
from docsieve.model import Image, Locator

#: `PICF.mfpf.mm`: what stands behind the head is a shape; with the name of a file before it.
_SHAPE, _SHAPE_WITH_NAME = 0x64, 0x66
_HEAD: Final = 36
_SHAPE_ATOM: Final = 0xF00A
_TWIPS_A_PIXEL: Final = 15
_THOUSANDTHS: Final = 1000


def offer_inline(reading: Reading, image: Image, at: int) -> None:
    """Offer a picture that stands in a line; `at` is where it begins in the data stream."""
    data = reading.data
    if at + _HEAD > len(data):
        return
    size, head, kind = struct.unpack_from("<IHH", data, at)
    if kind not in (_SHAPE, _SHAPE_WITH_NAME) or head < _HEAD:
        return
    wide, high, across, down = struct.unpack_from("<4H", data, at + 28)
    start, end = at + head, min(at + size, len(data))
    if kind == _SHAPE_WITH_NAME and start < end:
        start += 1 + data[start]
    for blip in blips_within(data, Record(0, 0, True, start, end)):
        if wide and high and across and down:
            image.width = max(wide * across // (_THOUSANDTHS * _TWIPS_A_PIXEL), 1)
            image.height = max(high * down // (_THOUSANDTHS * _TWIPS_A_PIXEL), 1)
        blip.offer(reading.source, image)
        return


def anchor_floating(reading: Reading, section_starts: Sequence[int]) -> None:
    """Hang pictures that stand beside the lines of the body on their signs, where they are offered."""
    anchors = reading.plc("anchors", 26)
    shown = dict(_shown(reading)) if anchors else {}
    for place, _, data in anchors:
        identifier, left, top, right, bottom = struct.unpack_from("<I4i", data)
        blip = shown.get(identifier)
        if blip is None:
            continue
        image = Image(where=Locator(page=bisect_right(section_starts, place)))
        if right > left and bottom > top:
            image.width, image.height = (
                max((end - start) // _TWIPS_A_PIXEL, 1) for start, end in ((left, right), (top, bottom))
            )
        if blip.offer(reading.source, image):
            reading.count_block()
            reading.anchored.setdefault(place, []).append(image)


def _shown(reading: Reading) -> Iterator[tuple[int, Blip]]:
    """Yield the ids of shapes that show a picture, and the picture ([MS-DOC] 2.9.172)."""
    table = reading.table_bytes("drawings")
    group = record_at(table, 0, len(table))
    if group is None:
        return
    depth = reading.limits.max_depth
    blips: list[Blip | None] = []
    for store in descendants(table, group, frozenset((STORE,)), 4):
        blips = blips_of(table, store, reading.main)
    at = group.end
    # A byte says of which story each drawing is.
    while blips and (drawing := record_at(table, at + 1, len(table))) is not None:
        at = drawing.end
        for shape in drawn(table, drawing, depth, with_tables=False):
            number = picture_number(table, shape)
            blip = blips[number - 1] if 0 < number <= len(blips) else None
            atom = next((part for part in children(table, shape) if part.kind == _SHAPE_ATOM), None)
            if blip is not None and atom is not None:
                yield int.from_bytes(table[atom.start : atom.start + 4], "little"), blip
