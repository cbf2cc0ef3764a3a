"""The order of a page's paragraphs: the file's own, mended where it goes against what is seen.

Most files paint their text in the order in which it is read, columns included, and know better than geometry
does what belongs together. Only what is painted before something that stands above it is moved.
"""

from __future__ import annotations

from itertools import pairwise
from operator import attrgetter
from typing import Final

from docsieve.formats._pdf.around_tables import around_tables
from docsieve.formats._pdf.captions import is_named
from docsieve.formats._pdf.column_order import by_columns, steps_back
from docsieve.formats._pdf.drafts import FIELDS, Draft
from docsieve.formats._pdf.few_moves import is_label, with_few_moved
from docsieve.formats._pdf.pdfium import native

#: Share of the lower one's height that two boxes may overlap where one is still above the other: boxes hold
#: the whole ascent and descent of their fonts.
_OVERLAP: Final = 0.35
#: Pages of more paragraphs are drawings or forms, whose order says little.
_MAX_DRAFTS: Final = 400

#: Characters a line: shorter ones are those of a label, a list or an address.
_PROSE_LENGTH: Final = 30
_FOOTER_LINES: Final = 3
#: A footer painted before the text is among so many.
_FIRST: Final = 3
#: A running header is hardly larger than the text.
_RUNNING_SIZE: Final = 1.2
_BOTTOM: Final = attrgetter("bottom")


def in_reading_order(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts of a page, each after all that stand above it; otherwise in the order given."""
    found = native()
    if found is not None and found[0].stay(drafts, FIELDS):
        return drafts  # as of most pages
    return around_tables(_mended(drafts))


def _mended(drafts: list[Draft]) -> list[Draft]:
    if len(drafts) <= _MAX_DRAFTS and steps_back(drafts):
        arranged = by_columns(drafts)
        if arranged is not None:
            return arranged
    # Few are higher than the one before: those that begin a column.
    tops = [draft.box.top for draft in drafts]
    if tops == sorted(tops):
        return drafts
    upwards = [(first, second) for first, second in pairwise(drafts) if second.box.top < first.box.top]
    if len(drafts) > _MAX_DRAFTS:
        return drafts
    last = _bottom_row(drafts)
    is_mixed = any(_is_above(second, first) for first, second in upwards)
    has_early_footer = any(i in last and not _is_prose(drafts[i]) for i in range(_FIRST))
    if not (is_mixed or has_early_footer) or not _mostly_prose(drafts):
        return drafts
    if not is_mixed:
        return [drafts[i] for i in sorted(range(len(drafts)), key=last.__contains__)]
    first = _top_line(drafts)
    above: list[list[int]] = [[] for _ in drafts]
    for i, draft in enumerate(drafts):
        for j in range(i + 1, len(drafts)):
            other = drafts[j]
            if _is_above(draft, other) or (j in last and i not in last):
                above[j].append(i)
            elif (i in last and j not in last) or (j != first and _is_above(other, draft)):
                above[i].append(j)
    order: list[Draft] = []
    placed = [False] * len(drafts)
    for start in with_few_moved(drafts, above):
        # What stands above is fetched to where it is wanted; the rest of the page waits for nothing.
        waiting = [start]
        while waiting:
            i = waiting[-1]
            missing = [] if placed[i] else [j for j in above[i] if not placed[j]]
            if missing:
                waiting.append(min(missing))
                continue
            waiting.pop()
            if not placed[i]:
                placed[i] = True
                order.append(drafts[i])
    return order  # complete: of two boxes the one with the higher middle is above, so there are no circles


def _bottom_row(drafts: list[Draft]) -> set[int]:
    """Return what stands below everything else, side by side: a footer, whichever columns it is under."""
    shown = [draft.box for draft in drafts if not draft.hidden]
    if not shown:
        return set()
    lowest = max(shown, key=_BOTTOM)
    row = {i for i, draft in enumerate(drafts) if draft.box.bottom > lowest.top and not draft.hidden}
    if not row:
        return row  # it has no height
    top = min(drafts[i].box.top for i in row)
    is_apart = all(draft.box.bottom <= top for i, draft in enumerate(drafts) if i not in row)
    is_low = all(drafts[i].lines <= _FOOTER_LINES for i in row)
    return row if is_apart and is_low else set()


def _top_line(drafts: list[Draft]) -> int:
    """Return the line above everything else where it is no title: a running header may be painted last."""
    shown = [i for i, draft in enumerate(drafts) if not draft.hidden and draft.level]
    if not shown:
        return -1
    first = min(shown, key=lambda i: drafts[i].box.bottom)
    draft = drafts[first]
    is_apart = all(draft.box.bottom <= drafts[i].box.top for i in shown if i != first)
    is_name = draft.marker is not None or is_named(draft.text)
    usual = max((other for other in drafts if _is_prose(other)), key=lambda other: other.lines)
    is_running = draft.lines <= 2 and draft.size <= _RUNNING_SIZE * usual.size
    return first if is_apart and is_running and not is_name else -1


def _is_above(upper: Draft, lower: Draft) -> bool:
    """Tell whether the two share columns of the page and the first is the higher one."""
    a, b = upper.box, lower.box
    if a.x1 - b.x0 < 2.0 or b.x1 - a.x0 < 2.0 or upper.hidden or lower.hidden:
        return False
    if not (upper.level and lower.level and (_is_prose(upper) or _is_prose(lower))):
        return False  # cells: a box says little of what goes with what
    if is_label(upper, lower.size) or is_label(lower, upper.size):
        return False
    height = min(a.bottom - a.top, b.bottom - b.top)
    return a.bottom - b.top <= _OVERLAP * height and a.top + a.bottom < b.top + b.bottom


def _is_prose(draft: Draft) -> bool:
    return draft.lines > 1 and len(draft.text) >= _PROSE_LENGTH * draft.lines


def _mostly_prose(drafts: list[Draft]) -> bool:
    lengths = [(len(draft.text), _is_prose(draft)) for draft in drafts]
    return 2 * sum(length for length, prose in lengths if prose) > sum(length for length, _ in lengths)
