"""Paragraphs out of their places: the fewest of them are moved, the others stay in the order of the file."""

from __future__ import annotations

from typing import Final

from docsieve.formats._pdf.drafts import Draft

#: Lines of the largest label of a drawing, characters in each, and its size in that of the text.
_MAX_LINES: Final = 5
_MAX_LABEL: Final = 18
_LABEL_SIZE: Final = 1.05


def with_few_moved(drafts: list[Draft], above: list[list[int]]) -> list[int]:
    """Return the order in which the fewest leave their places: a late table goes up, an early footer down.

    All others stay as they are painted, so that a name in the margin keeps the paragraph beside it.
    `above` lists for each draft what stands above it.
    """
    moved = _out_of_place(drafts, above)
    order = [i for i in range(len(drafts)) if i not in moved]
    for i in sorted(moved, key=lambda i: (drafts[i].box.top + drafts[i].box.bottom, i)):
        higher = set(above[i])
        at = max((place + 1 for place, j in enumerate(order) if j in higher), default=-1)
        if at < 0:
            at = next((place for place, j in enumerate(order) if i in above[j]), 0)
        else:
            # What was moved to the same place, and painted before it, stays before it.
            while at < len(order) and order[at] in moved and order[at] < i and i not in above[order[at]]:
                at += 1
        order.insert(at, i)
    return order


def _out_of_place(drafts: list[Draft], above: list[list[int]]) -> set[int]:
    """Return what must be moved: again and again what has the most lines on the wrong side of it."""
    lines = [max(draft.lines, 1) for draft in drafts]
    wrong: list[set[int]] = [set() for _ in drafts]
    for i, higher in enumerate(above):
        for j in higher:
            if j > i:
                wrong[i].add(j)
                wrong[j].add(i)
    weights = [sum(lines[j] for j in others) for others in wrong]
    moved: set[int] = set()
    while True:
        worst = max(range(len(drafts)), key=lambda i: (weights[i], i), default=-1)
        if worst < 0 or not weights[worst]:
            return moved
        moved.add(worst)
        weights[worst] = 0
        for i in wrong[worst]:
            if i not in moved:
                weights[i] -= lines[worst]


def is_label(draft: Draft, size: float) -> bool:
    """Tell whether it is a few words beside text of that size, as stand in a drawing: they have no order."""
    return (
        draft.lines <= _MAX_LINES
        and draft.table is None
        and not draft.bold
        and len(draft.text) < _MAX_LABEL * draft.lines
        and draft.size <= _LABEL_SIZE * size
    )
