"""What stands above or below a table as wide as the text goes before or after it, however it is painted."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from docsieve.formats._pdf.drafts import Draft
from docsieve.geometry import BBox

#: Share of the width of the page's text that a table takes where it divides the page.
_WIDE: Final = 0.8
#: Points that a line may reach into the box of the table beside it.
_OVERLAP: Final = 3.0


def around_tables(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts of a page in the order given, but for what its wide tables divide.

    What is below everything else may be a footer, what is above it and painted last a header: both stay.
    """
    if not [draft for draft in drafts if draft.table is not None]:
        return drafts
    shown = [draft for draft in drafts if draft.level and not draft.hidden and draft.block is None]
    tables = [draft for draft in shown if draft.table is not None]
    if not tables:
        return drafts
    width = max(draft.box.x1 for draft in shown) - min(draft.box.x0 for draft in shown)
    wide = [
        table.box
        for table in sorted(tables, key=lambda table: table.box.top)
        if table.box.x1 - table.box.x0 >= _WIDE * width
        and not any(_is_beside(draft.box, table.box) for draft in shown if draft is not table)
    ]
    if not wide:
        return drafts
    highest_up = min(shown, key=lambda draft: draft.box.top)
    lowest = max(shown, key=lambda draft: draft.box.bottom)
    told = {id(draft): sum(_rank(draft.box, table) for table in wide) for draft in shown}
    ranks: list[int] = []
    for i, draft in enumerate(drafts):
        is_header = draft is highest_up and not any(id(other) in told for other in drafts[i + 1 :])
        if is_header or (draft is lowest and draft.table is None):
            ranks.append(max(ranks, default=0))
        else:
            ranks.append(told.get(id(draft), ranks[-1] if ranks else 0))
    if all(before <= after for before, after in pairwise(ranks)):
        return drafts
    return [drafts[i] for i in sorted(range(len(drafts)), key=ranks.__getitem__)]


def _is_beside(box: BBox, table: BBox) -> bool:
    return box.bottom > table.top + _OVERLAP and box.top < table.bottom - _OVERLAP


def _rank(box: BBox, table: BBox) -> int:
    """Return 2 for what is below the table, 1 for the table itself, 0 for what is above it."""
    if box is table:
        return 1
    return 2 if box.top + box.bottom > table.top + table.bottom else 0
