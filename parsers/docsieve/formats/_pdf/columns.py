"""Columns of prose whose lines the file paints row by row: read one column after the other instead.

Looked for only where wide gaps, or jumps to the right on one level, return line after line.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from docsieve.formats._pdf.glyphs import Glyphs
from docsieve.formats._pdf.lines import (
    APART,
    GAP_AFTER_FIRST,
    GAP_LATER,
    MARKER_LENGTH,
    RTL,
    Line,
    OpenLine,
    Piece,
    pieces_of,
)

_ANY_GAP: Final = GAP_AFTER_FIRST | GAP_LATER
#: So many lines side by side are columns rather than chance.
_MIN_ROWS: Final = 5
_MAX_COLUMNS: Final = 6
#: More lines on a page are no prose.
_MAX_LINES: Final = 2000
#: In em. An empty strip so high across all columns parts what is above from what is below.
_BAND: Final = 2.2
#: In em. A gutter that other lines show may be as narrow as that.
_LEAST_GUTTER: Final = 0.8
#: Prose: characters in the usual line of a column, and the share of the column's width that it fills.
_PROSE_LENGTH: Final = 18
_PROSE_WORDS: Final = 3.0
_PROSE_FILL: Final = 0.7
#: Share of a column's lines that go on with a small letter, as sentences do and the cells of a table do not.
_PROSE_FLOW: Final = 0.3


class _Gap(NamedTuple):
    left: float
    right: float


def in_columns(lines: list[Line], glyphs: Glyphs) -> list[Line]:
    """Return the lines of a page, those that run over a gutter between columns of prose cut there."""
    # Most pages are told apart by this alone.
    rows = [
        line
        for line in lines
        if line.flags & _ANY_GAP and len(line.first) > MARKER_LENGTH and line.characters >= 2 * _PROSE_LENGTH
    ]
    rows += [after for before, after in pairwise(lines) if after.x0 > before.x1 and _is_beside(before, after)]
    if len(rows) < _MIN_ROWS or len(lines) > _MAX_LINES:
        return lines
    if 2 * sum(line.first[0].islower() for line in rows) < _PROSE_FLOW * len(rows):
        return lines
    return _split(lines, glyphs, _MAX_COLUMNS)


def _is_beside(before: Line, after: Line) -> bool:
    return abs(after.y - before.y) < 0.6 * after.size


def _gaps(lines: list[Line], glyphs: Glyphs) -> list[_Gap]:
    """List what may be pieces of a gutter."""
    found = [
        _Gap(before.x1, after.x0)
        for before, after in pairwise(lines)
        if after.x0 > before.x1 and _is_beside(before, after)
    ]
    for line in lines:
        if line.flags & _ANY_GAP and _is_level(line):
            found.extend(_gaps_within(pieces_of(line, glyphs)))
    return found


def _is_level(line: Line) -> bool:
    return line.box is None and line.hidden is None


def _gaps_within(pieces: list[Piece]) -> list[_Gap]:
    found = []
    for before, piece in pairwise(pieces):
        if piece.before == APART:
            a, b = before.segment, piece.segment
            left, right = (a.x1, b.x0) if a.x1 <= b.x0 else (b.x1, a.x0)
            if left < right:
                found.append(_Gap(left, right))
    return found


def _split(lines: list[Line], glyphs: Glyphs, columns: int) -> list[Line]:
    """Cut at the best gutter, then within each side again."""
    gaps = _gaps(lines, glyphs)
    if columns < 2 or len(gaps) < _MIN_ROWS:
        return lines
    for x in _gutters(gaps):
        zone = _zone(lines, glyphs, x)
        if zone is None:
            continue
        first, members, left, right = zone
        left, right = _split(left, glyphs, columns - 1), _split(right, glyphs, columns - 1)
        rtl = sum(1 if line.flags & RTL else -1 for line in left + right) > 0
        inside = right + left if rtl else left + right
        before = [line for i, line in enumerate(lines) if i not in members and i < first]
        after = [line for i, line in enumerate(lines) if i not in members and i > first]
        return _split(before, glyphs, columns) + inside + _split(after, glyphs, columns)
    return lines


def _gutters(gaps: Sequence[_Gap]) -> list[float]:
    """Return places that most gaps have in common, best first."""
    edges = sorted([(gap.left, 1) for gap in gaps] + [(gap.right, -1) for gap in gaps])
    found: list[tuple[int, float]] = []
    depth = 0
    for (x, change), (following, next_change) in pairwise(edges):
        depth += change
        if change > 0 and next_change < 0 and depth >= _MIN_ROWS:
            found.append((-depth, (x + following) / 2))
    return [x for _, x in sorted(found)[:4]]


def _zone(lines: list[Line], glyphs: Glyphs, x: float) -> tuple[int, set[int], list[Line], list[Line]] | None:
    """Find the lines around a gutter at `x` that no line crosses; None where they are no columns of prose.

    Returns where the first of them stands, their indexes, and what is left and right of the gutter.
    """
    order = sorted((i for i, line in enumerate(lines) if _is_level(line)), key=lambda i: lines[i].y)
    sides: list[tuple[int, list[Line], list[Line], bool]] = []
    best: list[tuple[int, list[Line], list[Line], bool]] = []
    for i in order:
        cut = _cut(lines[i], glyphs, x)
        if cut is not None and (not sides or lines[i].y - lines[sides[-1][0]].y < _BAND * lines[i].size):
            sides.append((i, *cut))
            continue
        if sum(side[3] for side in sides) > sum(side[3] for side in best):
            best = sides
        sides = [] if cut is None else [(i, *cut)]
    if sum(side[3] for side in sides) > sum(side[3] for side in best):
        best = sides
    left = [line for side in best for line in side[1]]
    right = [line for side in best for line in side[2]]
    members = {side[0] for side in best}
    least = max(_MIN_ROWS, min(len(left), len(right)) // 2)
    if not _interleaved(lines, members, x, least) or not _is_prose(left) or not _is_prose(right):
        return None
    return min(members), members, left, right


def _cut(line: Line, glyphs: Glyphs, x: float) -> tuple[list[Line], list[Line], bool] | None:
    """Return the line's parts left and right of `x`, and whether there are both; None if text crosses it."""
    if line.x1 <= x:
        return [line], [], False
    if line.x0 >= x:
        return [], [line], False
    left, right = [], []
    for piece in pieces_of(line, glyphs):
        if piece.segment.x1 <= x:
            left.append(piece)
        elif piece.segment.x0 >= x:
            right.append(piece)
        else:
            return None
    first = (right if line.flags & RTL else left)[0]
    following = (left if line.flags & RTL else right)[0]
    gap = right[0].segment.x0 - left[-1].segment.x1
    is_apart = following.before == APART or gap >= _LEAST_GUTTER * line.size
    if not is_apart or first is following:
        return None
    return [_line_of(left, line, glyphs)], [_line_of(right, line, glyphs)], True


def _line_of(pieces: list[Piece], line: Line, glyphs: Glyphs) -> Line:
    opened = OpenLine(pieces[0])
    for piece in pieces[1:]:
        opened.add(piece)
    return opened.finish(glyphs.fonts, line.direction, line.hidden, None)


def _interleaved(lines: list[Line], members: set[int], x: float, least: int) -> bool:
    """Tell whether the file goes from one side to the other again and again: so many times at least."""
    crossings = 0
    side = 0
    for i in sorted(members):
        line = lines[i]
        new = -1 if line.x1 <= x else 1 if line.x0 >= x else 0
        crossings += new != side or new == 0
        side = new
    return crossings >= least


def _is_prose(lines: list[Line]) -> bool:
    if len(lines) < _MIN_ROWS:
        return False
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    lengths = sorted(line.characters for line in lines)
    widths = sorted(line.x1 - line.x0 for line in lines)
    words = sum(_words(line) for line in lines) / len(lines)
    middle = len(lines) // 2
    return (
        lengths[middle] >= _PROSE_LENGTH
        and words >= _PROSE_WORDS
        and widths[middle] >= _PROSE_FILL * (right - left)
        and sum(line.first[0].islower() for line in lines) >= _PROSE_FLOW * len(lines)
    )


def _words(line: Line) -> int:
    text = "".join(separator + words for separator, _, _, words in line.runs)
    spaced = len(text.split())
    return spaced if text.isascii() else max(spaced, len(text) // 6)
