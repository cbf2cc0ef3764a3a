"""Lines that tags tear apart: a link declared beside the paragraphs before and after it, not within one."""

from __future__ import annotations

from typing import Final

from docsieve.formats._pdf.drafts import Declared, Draft
from docsieve.model import Span

#: In em: how far boxes on one line may be apart, how far their edges may differ, and what a space needs.
_MAX_GAP: Final = 0.6
_SAME: Final = 0.3
_SPACE: Final = 0.1
_CLOSING: Final = ".,;:!?)]}"
_PARAGRAPH: Final = Declared("paragraph")


def mended_lines(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts of a tagged page, those joined that a link on one line parts."""
    found: list[Draft] = []
    for draft in drafts:
        before = found[-1] if found else None
        if before is not None and _is_torn_from(before, draft):
            _append(before, draft)
        else:
            found.append(draft)
    return found


def _is_torn_from(before: Draft, draft: Draft) -> bool:
    if not before.spans or not draft.spans or draft.lines > 1 or draft.marker is not None:
        return False
    if bool(before.spans[-1].link) == bool(draft.spans[0].link):
        return False
    if before.declared != _PARAGRAPH or draft.declared != _PARAGRAPH or before.hidden or draft.hidden:
        return False
    a, b, em = before.box, draft.box, draft.size
    is_level = before.level and draft.level and abs(before.size - em) < _SAME * em
    if not is_level or abs(a.bottom - b.bottom) > _SAME * em:
        return False
    # On the last of several lines it can only stand where that line has ended.
    return a.x0 < b.x0 < a.x1 if before.lines > 1 else -_SAME * em < b.x0 - a.x1 < _MAX_GAP * em


def _append(before: Draft, draft: Draft) -> None:
    is_near = before.lines == 1 and draft.box.x0 - before.box.x1 < _SPACE * draft.size
    if not is_near and draft.spans[0].text[0] not in _CLOSING:
        before.spans.append(Span(" "))
    before.extend(draft)
