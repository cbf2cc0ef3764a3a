"""Paragraphs that the tags of a page put after what the file paints later and the page shows below them."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from docsieve.formats._pdf.drafts import Draft
from docsieve.formats._pdf.few_moves import with_few_moved

#: Pages of more paragraphs are drawings or forms, whose order says little.
_MAX_DRAFTS: Final = 400
#: Points that boxes below each other share at least.
_COMMON: Final = 2.0


def by_tags(drafts: list[Draft], painted: list[int]) -> list[Draft]:
    """Return the drafts in the order of the tags, but for what both the file and the page have before others.

    Writers of tags put a figure in a frame, with its caption, at the end of its section. `painted` tells
    of each draft which part of the page's text it begins with, -1 for none. Notes stay where they are.
    """
    starts = [start if _may_be_moved(draft) else -1 for start, draft in zip(painted, drafts, strict=True)]
    known = [(start, draft.box.top) for start, draft in zip(starts, drafts, strict=True) if start >= 0]
    if len(drafts) > _MAX_DRAFTS or not any(b < a and y < x for (a, x), (b, y) in pairwise(known)):
        return drafts
    above = [
        [j for j, other in enumerate(drafts) if 0 <= starts[j] < starts[i] and _is_above(other, draft)]
        for i, draft in enumerate(drafts)
    ]
    return [drafts[i] for i in with_few_moved(drafts, above)]


def _may_be_moved(draft: Draft) -> bool:
    is_note = draft.declared is not None and draft.declared.kind == "note"
    return draft.level and not draft.hidden and draft.block is None and not is_note


def _is_above(upper: Draft, lower: Draft) -> bool:
    a, b = upper.box, lower.box
    return a.bottom <= b.top and min(a.x1, b.x1) - max(a.x0, b.x0) > _COMMON
