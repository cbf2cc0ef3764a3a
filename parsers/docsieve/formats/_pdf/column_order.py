"""Columns that are painted out of turn: the right one first, or one in the midst of another.

Only where a page shows columns of prose, of one width, and its file goes back from one to another on its left
or jumps up within one; what runs over a gutter parts what is above it from what is below.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from docsieve.formats._pdf.drafts import Draft
from docsieve.formats._pdf.few_moves import is_label, with_few_moved
from docsieve.formats._pdf.scripts import is_rtl_text
from docsieve.geometry import BBox

_MAX_COLUMNS: Final = 4
#: Lines of a paragraph that shows where a column is, of such in each column, and characters in each of them.
_MIN_PARAGRAPH: Final = 3
_MIN_LINES: Final = 5
_PROSE_LENGTH: Final = 18
#: Share of the text's width that a paragraph in a column has at most, and of the widest column that each has.
_MAX_WIDTH: Final = 0.55
_LIKE_WIDTH: Final = 0.7
_LEADER: Final = "...."
#: Share of the page's characters in such paragraphs, and in its columns.
_MIN_PROSE: Final = 0.3
_MIN_SHARE: Final = 0.6
_MIN_GUTTER: Final = 4.0
#: In em. An empty strip so high across all columns may part what is above from what is below.
_BAND: Final = 2.2
#: In em. What stands so far below the rest of its column is no part of it.
_LONE: Final = 6.0
#: Times the em of the text: notes at the foot of a column are smaller.
_NOTE_SIZE: Final = 0.92
#: Pieces of a running header or a footer.
_MAX_IN_ROW: Final = 3
#: Share of a box that another one may overlap and yet be above or below it.
_OVERLAP: Final = 0.35
#: Paragraphs on one level (points), painted next to each other, are rows rather than columns: so many, and so
#: large a share of all, may be chance.
_ONE_LEVEL: Final = 3.0
_MAX_PAIRS: Final = 2
_MAX_SHARE_OF_PAIRS: Final = 0.2
#: Stand at the end of their page, or where their figure does.
_KEPT: Final = frozenset(("note", "figure"))


class _Place(NamedTuple):
    """Which band of the page a draft is in, counted from the top, and which column, in order of reading."""

    band: int
    column: int


def steps_back(drafts: list[Draft]) -> bool:
    """Tell whether some draft is higher than the one before, or beside it on its left: few pages have any."""
    for before, after in pairwise([draft.box for draft in drafts]):
        top = after.top
        if (top < before.top and after.x0 < before.x1) or (after.x1 <= before.x0 and top < before.bottom):
            return True
    return False


def by_columns(drafts: list[Draft]) -> list[Draft] | None:
    """Return the drafts of a page column by column; None where it has none or reads so already."""
    text = [draft for draft in drafts if _is_placed(draft)]
    total = sum(draft.characters for draft in text)
    prose = [draft for draft in text if _is_prose(draft)]
    columns = _columns(prose, total)
    if not columns:
        return None
    found = _sorted_out(text, columns)
    if found is None:
        return None
    inside, across = found
    if sum(draft.characters for draft in text if id(draft) in inside) < _MIN_SHARE * total:
        return None
    members = [draft for draft in text if id(draft) in inside]
    if 2 * sum(draft.characters for draft in text if is_rtl_text(draft.text[:1] or " ")) > total:
        inside = {draft: -column for draft, column in inside.items()}
    edges, strips, is_high = _strips(members)
    edges += _told_apart(members, inside, [*across, *edges], prose)
    best: tuple[int, list[float], dict[int, _Place]] | None = None
    for cuts in ([*across, *edges], [*across, *edges, *strips]):
        places = _places(members, inside, cuts)
        turns = _out_of_turn(members, places, prose)
        if not turns:
            return None
        if best is None or turns < best[0] or (turns == best[0] and is_high):
            best = turns, cuts, places
    if best is None or _are_rows(members, best[2]):
        return None
    return _arranged(drafts, members, best[2], best[1])


def _places(members: list[Draft], inside: dict[int, int], cuts: list[float]) -> dict[int, _Place]:
    return {
        id(draft): _Place(sum(_middle(draft.box) > cut for cut in cuts), inside[id(draft)])
        for draft in members
    }


def _is_placed(draft: Draft) -> bool:
    is_kept = draft.declared is not None and draft.declared.kind in _KEPT
    return draft.level and not draft.hidden and draft.block is None and not is_kept


def _is_prose(draft: Draft) -> bool:
    return (
        draft.lines >= _MIN_PARAGRAPH
        and len(draft.text) >= _PROSE_LENGTH * draft.lines
        and _LEADER not in draft.text
    )


def _columns(prose: list[Draft], total: int) -> list[tuple[float, float]]:
    """Return left and right of each column, where all are of one kind."""
    if len(prose) < 2 or sum(draft.characters for draft in prose) < _MIN_PROSE * total:
        return []
    width = max(draft.box.x1 for draft in prose) - min(draft.box.x0 for draft in prose)
    narrow = [draft for draft in prose if draft.box.x1 - draft.box.x0 <= _MAX_WIDTH * width]
    found: list[list[float]] = []  # left, right, lines
    for draft in sorted(narrow, key=lambda draft: draft.box.x0):
        box = draft.box
        if found and box.x0 < found[-1][1] + _MIN_GUTTER:
            found[-1][1] = max(found[-1][1], box.x1)
            found[-1][2] += draft.lines
        else:
            found.append([box.x0, box.x1, draft.lines])
    widths = [right - left for left, right, _ in found]
    if (
        not 2 <= len(found) <= _MAX_COLUMNS
        or min(widths) < _LIKE_WIDTH * max(widths)
        or min(lines for _, _, lines in found) < _MIN_LINES
    ):
        return []
    return [(left, right) for left, right, _ in found]


def _sorted_out(
    text: list[Draft], columns: list[tuple[float, float]]
) -> tuple[dict[int, int], list[float]] | None:
    """Return the column of each draft, by its `id`, and the middles of those that run across the page.

    None where one lies over what is in another column, as a paragraph does that goes on there.
    """
    gutters = [(before[1] + after[0]) / 2 for before, after in pairwise(columns)]
    inside: dict[int, int] = {}
    wide: list[Draft] = []
    for draft in text:
        first = sum(draft.box.x0 >= gutter for gutter in gutters)
        if any(draft.box.x0 < gutter < draft.box.x1 for gutter in gutters):
            wide.append(draft)
        else:
            inside[id(draft)] = first
    members = [draft for draft in text if id(draft) in inside]
    across = []
    for draft in wide:
        beside = [other.box for other in members if _share_level(draft.box, other.box)]
        if any(min(draft.box.x1, box.x1) - max(draft.box.x0, box.x0) > _MIN_GUTTER for box in beside):
            return None
        # What has something beside it belongs to a column, though it is wider.
        if beside:
            inside[id(draft)] = sum(draft.box.x0 >= gutter for gutter in gutters)
        else:
            across.append(_middle(draft.box))
    return inside, across


def _strips(members: list[Draft]) -> tuple[list[float], list[float], bool]:
    """Return the middles of empty strips across all columns: below a header or above a footer, and others.

    And whether one of the others is high enough to part the page by itself.
    """
    edges: list[float] = []
    others: list[float] = []
    is_high = False
    order = sorted(range(len(members)), key=lambda i: members[i].box.top)
    bottom = members[order[0]].box.bottom
    for number, i in enumerate(order[1:], 1):
        box, em = members[i].box, max(members[i].size, 6.0)
        if box.top - bottom > em and (_is_row(members, order[:number]) or _is_row(members, order[number:])):
            edges.append((bottom + box.top) / 2)
        elif box.top - bottom > _BAND * em:
            others.append((bottom + box.top) / 2)
            is_high |= box.top - bottom > _LONE * em
        bottom = max(bottom, box.bottom)
    return edges, others, is_high


def _told_apart(
    members: list[Draft], inside: dict[int, int], cuts: list[float], prose: list[Draft]
) -> list[float]:
    """Return the middles of empty strips that part what the file paints first from what it paints later.

    Those with prose at one side only, as below the names of authors, and those that show why it goes back.
    """
    found: list[float] = []
    order = sorted(range(len(members)), key=lambda i: members[i].box.top)
    earliest = list(accumulate(reversed(order), min))[::-1]
    latest, bottom = order[0], members[order[0]].box.bottom
    turns = _out_of_turn(members, _places(members, inside, cuts), prose)
    for i, first in zip(order[1:], earliest[1:], strict=True):
        top = members[i].box.top
        if turns and top >= bottom and latest < first:
            cut = (bottom + top) / 2
            left = _out_of_turn(members, _places(members, inside, [*cuts, *found, cut]), prose)
            lower = sum(_middle(draft.box) > cut for draft in prose)
            if left < turns or lower in (0, len(prose)):
                found.append(cut)
                turns = left
        latest, bottom = max(latest, i), max(bottom, members[i].box.bottom)
    return found


def _is_row(members: list[Draft], indexes: list[int]) -> bool:
    """Tell whether these are a few words on one level: a running header or a footer."""
    row = [members[i] for i in indexes[:_MAX_IN_ROW]]
    return len(indexes) <= _MAX_IN_ROW and all(
        draft.lines == 1 and abs(draft.box.top - row[0].box.top) < draft.size for draft in row
    )


def _out_of_turn(members: list[Draft], places: dict[int, _Place], prose: list[Draft]) -> int:
    """Count what shows that the file has another order: from paragraph to paragraph, and within each column.

    What stands far below the rest of its column is a box, which may be painted when it likes, as may notes.
    """
    paragraphs = [draft for draft in prose if id(draft) in places]
    back = sum(
        places[id(after)] < places[id(before)]
        and not _is_lone(after, members, places)
        and not _is_at_foot(before, after, members, places)
        for before, after in pairwise(paragraphs)
    )
    groups: dict[_Place, list[Draft]] = {}
    for draft in members:
        groups.setdefault(places[id(draft)], []).append(draft)
    return back + sum(
        _is_below(before.box, after.box)
        and (_is_prose(before) or _is_prose(after))
        and not (is_label(before, after.size) or is_label(after, before.size))
        for group in groups.values()
        for before, after in pairwise(group)
    )


def _is_lone(draft: Draft, members: list[Draft], places: dict[int, _Place]) -> bool:
    place = places[id(draft)]
    above = [
        other.box.bottom
        for other in members
        if other is not draft and places[id(other)] == place and other.box.top < draft.box.top
    ]
    return bool(above) and draft.box.top - max(above) > _LONE * draft.size


def _is_at_foot(before: Draft, draft: Draft, members: list[Draft], places: dict[int, _Place]) -> bool:
    """Tell whether it is smaller than the text before it and nothing larger stands below it in its column."""
    place, size = places[id(draft)], _NOTE_SIZE * before.size
    return draft.size < size and all(
        other.size < size for other in members if places[id(other)] == place and other.box.top > draft.box.top
    )


def _are_rows(members: list[Draft], places: dict[int, _Place]) -> bool:
    """Tell whether the columns are painted in turns, each paragraph before the one on its level."""
    pairs = sum(
        places[id(before)].column != places[id(after)].column
        and abs(before.box.top - after.box.top) < _ONE_LEVEL
        for before, after in pairwise(members)
    )
    return pairs > _MAX_PAIRS and pairs > _MAX_SHARE_OF_PAIRS * len(members)


def _arranged(
    drafts: list[Draft], members: list[Draft], places: dict[int, _Place], cuts: list[float]
) -> list[Draft]:
    """Put columns one after the other; what has no place of its own follows what it followed."""
    groups: dict[_Place, list[Draft]] = {}
    for draft in members:
        groups.setdefault(places[id(draft)], []).append(draft)
    order: list[Draft] = []
    rank: dict[int, tuple[int, int, float]] = {}
    for place, group in groups.items():
        for number, draft in enumerate(_stacked(group)):
            rank[id(draft)] = (2 * place.band, place.column, number)
    for draft in drafts:
        if id(draft) not in places and _is_placed(draft):
            middle = _middle(draft.box)
            rank[id(draft)] = (2 * sum(middle > cut for cut in cuts) + 1, 0, middle)
    followers: dict[int, list[Draft]] = {}
    leading: list[Draft] = []
    before: Draft | None = None
    for draft in drafts:
        if id(draft) in rank:
            before = draft
            order.append(draft)
        elif before is None:
            leading.append(draft)
        else:
            followers.setdefault(id(before), []).append(draft)
    order.sort(key=lambda draft: rank[id(draft)])
    found = leading
    for draft in order:
        found.append(draft)
        found += followers.get(id(draft), ())
    return found


def _stacked(group: list[Draft]) -> list[Draft]:
    """Return the drafts of a column from top to bottom; what stands side by side stays as the file has it."""
    above: list[list[int]] = [[] for _ in group]
    for i, draft in enumerate(group):
        for j in range(i):
            other = group[j]
            if _share_level(draft.box, other.box) or _are_labels(draft, other):
                continue
            if draft.box.top < other.box.top:
                above[j].append(i)
            else:
                above[i].append(j)
    return [group[i] for i in with_few_moved(group, above)]


def _are_labels(a: Draft, b: Draft) -> bool:
    size = max(a.size, b.size)
    return is_label(a, size) and is_label(b, size)


def _middle(box: BBox) -> float:
    return (box.top + box.bottom) / 2


def _share_level(a: BBox, b: BBox) -> bool:
    height = min(a.bottom - a.top, b.bottom - b.top)
    return min(a.bottom, b.bottom) - max(a.top, b.top) > _OVERLAP * height


def _is_below(a: BBox, b: BBox) -> bool:
    return a.top > b.top and not _share_level(a, b)
