"""Whether the tags of a page can be believed: they must cover its text, and go with what is seen."""

from __future__ import annotations

from itertools import pairwise
from typing import Final, NamedTuple

from docsieve.formats._pdf.drafts import Draft
from docsieve.formats._pdf.running import MARGIN

#: Share of the page's characters that may be in no element, but for what stands in its margins.
_MAX_UNREAD: Final = 0.1
#: Share that may be declared no content at all (an artifact) though it stands within the margins.
_MAX_ARTIFACTS: Final = 0.3
#: Share of the text that one paragraph of many lines may hold on a page with other text.
_MAX_SHARE: Final = 0.8
_MANY_LINES: Final = 25
#: Share of turned text: it is in text boxes, which stand in the tree where they are anchored, not where seen.
_MAX_TURNED: Final = 0.3
#: Steps from one draft to one that stands above it in the same column: so many are chance, so large a share
#: is another order than that of reading.
_MAX_STEPS_UP: Final = 2
_MAX_SHARE_UP: Final = 0.2
#: Paragraphs that the next goes on from in the middle of a sentence: lines were tagged, not paragraphs.
_MAX_TORN: Final = 3
_MAX_SHARE_TORN: Final = 0.25
_SENTENCE_ENDS: Final = ".!?:;\u3002\uff01\uff1f"


class Tree(NamedTuple):
    """What came of a tree: drafts in its order, notes, those declared artifacts, those in no element."""

    drafts: list[Draft]
    notes: list[Draft]
    artifacts: list[Draft]
    unread: list[Draft]
    height: float


def is_sane(tree: Tree) -> bool:
    """Tell whether the page is better read by its tree."""
    read = _characters(tree.drafts) + _characters(tree.notes)
    within = [draft for draft in tree.unread if _is_within_margins(draft, tree.height)]
    artifacts = [draft for draft in tree.artifacts if _is_within_margins(draft, tree.height)]
    total = read + _characters(within) + _characters(artifacts)
    if (
        not read
        or _characters(within) > _MAX_UNREAD * total
        or _characters(artifacts) > _MAX_ARTIFACTS * total
    ):
        return False
    if _characters([draft for draft in tree.drafts if not draft.level]) > _MAX_TURNED * total:
        return False
    text = [draft for draft in tree.drafts if draft.spans and not draft.hidden and draft.level]
    return not (_is_lump(text, read) or _jumps(tree.drafts) or _is_torn(text))


def _characters(drafts: list[Draft]) -> int:
    count = 0
    for draft in drafts:
        if draft.table is None:
            count += draft.characters
        else:
            count += sum(_characters(cell.drafts) for row in draft.table.rows for cell in row)
    return count


def _is_within_margins(draft: Draft, height: float) -> bool:
    return not draft.hidden and draft.box.bottom >= MARGIN * height and draft.box.top < (1 - MARGIN) * height


def _is_lump(text: list[Draft], total: int) -> bool:
    """Tell whether nearly all of the page is declared one paragraph."""
    return any(draft.lines >= _MANY_LINES and draft.characters > _MAX_SHARE * total for draft in text)


def _jumps(drafts: list[Draft]) -> bool:
    placed = [draft for draft in drafts if _has_place(draft)]
    up = sum(
        after.box.bottom <= before.box.top + 1.0
        and min(after.box.x1, before.box.x1) - max(after.box.x0, before.box.x0) > 2.0
        for before, after in pairwise(placed)
    )
    return up > _MAX_STEPS_UP and up > _MAX_SHARE_UP * len(placed)


def _has_place(draft: Draft) -> bool:
    """Tell whether it says something of the order: labels of a figure stand where they must."""
    is_label = draft.declared is not None and draft.declared.kind == "figure"
    return draft.level and not draft.hidden and not is_label and bool(draft.spans or draft.table)


def _is_torn(text: list[Draft]) -> bool:
    paragraphs = [
        draft for draft in text if draft.declared is not None and draft.declared.kind == "paragraph"
    ]
    torn = sum(
        after.spans[0].text[:1].islower()
        and before.spans[-1].text[-1:] not in _SENTENCE_ENDS
        and 0 < after.box.top - before.box.top < 1.8 * before.lines * before.size
        and abs(after.box.x0 - before.box.x0) < before.size
        and abs(after.size - before.size) < 0.1
        for before, after in pairwise(paragraphs)
    )
    return torn > _MAX_TORN and torn > _MAX_SHARE_TORN * len(paragraphs)
