"""The pictures of a page, in their places among its text: listed, never their pixels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from docsieve.formats._pdf.drafts import Draft
from docsieve.formats._pdf.glyphs import Shape, Shapes
from docsieve.formats._pdf.quality import IMAGE
from docsieve.geometry import BBox
from docsieve.model import Image, Locator

#: Points. Smaller pictures are bullets, rules and other decoration.
_MIN_SIDE: Final = 20.0
#: Of one page; a picture may be cut into many strips.
_MAX_PICTURES: Final = 100
_TOUCHING: Final = 1.5


def insert_pictures(
    drafts: list[Draft], shapes: Shapes, page: int, width: float, height: float
) -> list[Draft]:
    """Put each picture before the first text below it that shares columns of the page with it."""
    found = _joined([shape for shape in shapes.of(IMAGE) if shape.x0 < width and shape.top < height])
    before: dict[int, list[Draft]] = {}
    for box in found[:_MAX_PICTURES]:
        if box.width < _MIN_SIDE or box.height < _MIN_SIDE:
            continue
        block = Image(where=Locator(page=page, bbox=box.rounded()))
        at = next((i for i, draft in enumerate(drafts) if is_below(draft, box)), len(drafts))
        before.setdefault(at, []).append(Draft([], box, block=block))
    return interleaved(drafts, before)


def _joined(shapes: list[Shape]) -> list[BBox]:
    """Put strips of one picture, painted one below the other, together."""
    boxes: list[BBox] = []
    for shape in shapes:
        box = BBox(*shape[:4])
        last = boxes[-1] if boxes else None
        if (
            last is not None
            and abs(last.x0 - box.x0) < _TOUCHING
            and abs(last.x1 - box.x1) < _TOUCHING
            and (abs(last.bottom - box.top) < _TOUCHING or abs(last.top - box.bottom) < _TOUCHING)
        ):
            boxes[-1] = BBox(last.x0, min(last.top, box.top), last.x1, max(last.bottom, box.bottom))
        else:
            boxes.append(box)
    return boxes


def is_below(draft: Draft, box: BBox) -> bool:
    """Tell whether a draft stands below a box and shares columns of the page with it."""
    middle = (box.top + box.bottom) / 2
    return draft.box.top >= middle and draft.box.x0 < box.x1 and box.x0 < draft.box.x1


def interleaved(drafts: list[Draft], before: Mapping[int, list[Draft]]) -> list[Draft]:
    """Put others before those of these indexes; behind the last one, that is their count."""
    if not before:
        return drafts
    merged: list[Draft] = []
    for i, draft in enumerate(drafts):
        merged += before.get(i, ())
        merged.append(draft)
    return merged + before.get(len(drafts), [])
