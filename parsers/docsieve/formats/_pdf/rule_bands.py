"""Tables between level rules: above their heading, below it and at their end, with none between columns.

The rules say where the table is, so that its rows need less in common than those of a table without any:
lines of one cell are headings of groups or go on with a cell, wherever the file paints them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from itertools import pairwise
from operator import attrgetter
from typing import Final, NamedTuple

from docsieve.formats._pdf.aligned_rows import ANY_GAP, AlignedRow, rows_of
from docsieve.formats._pdf.alignment import aligned_columns, columns_of, with_cells
from docsieve.formats._pdf.captions import is_named
from docsieve.formats._pdf.glyphs import Glyphs
from docsieve.formats._pdf.grids import Edge, Grid
from docsieve.formats._pdf.lines import Line
from docsieve.formats._pdf.whole_cells import are_painted_whole

#: Points. A shorter rule is under a heading over some of the columns.
_MIN_RULE: Final = 72.0
#: Share of the longer rule that two rules of one table have in common.
_COMMON: Final = 0.6
#: Points from a rule within which text belongs to it.
_SLACK: Final = 4.0
MIN_RULES: Final = 3
#: More rules of one page are a ruled table or a drawing; more lines of a band a page.
_MAX_RULES: Final = 200
_MAX_LINES: Final = 400
#: Share of the rows between two rules that hold several cells.
_MIN_SEVERAL: Final = 0.5
#: Share of the width up to which a line alone in its row is a heading or a name, not prose.
_MAX_ALONE: Final = 0.6
_MAX_ALONE_ROWS: Final = 2
#: Characters of a line without a gap, and the share of lines that may have more.
_MAX_CHARACTERS: Final = 45
_MAX_LONG: Final = 0.4
#: In em, from line to line of one heading.
_MAX_LEADING: Final = 0.4
#: Points that the baseline of the largest text may be below a rule that is at its middle.
_MAX_SIZE: Final = 40.0
_LEVEL: Final = attrgetter("y", "x0")
_PAINTED: Final = attrgetter("start")
#: In em: baselines of one row; share of a line's height that is beside another's in one row.
_SAME_ROW: Final = 0.4
_BESIDE: Final = 0.35


class _Band(NamedTuple):
    """What stands between two rules of a table."""

    lines: list[Line]
    rows: list[AlignedRow]


def rules_of_bands(level: list[Edge], grids: list[Grid]) -> list[Edge]:
    """Return those of the level lines of a page between which there may be a table without a grid."""
    areas = [(grid.xs[0], grid.ys[0] - _SLACK, grid.xs[-1], grid.ys[-1] + _SLACK) for grid in grids]
    rules = [
        edge
        for edge in level
        if edge.end - edge.start >= _MIN_RULE
        and not any(
            top <= edge.at <= bottom and edge.start < x1 and x0 < edge.end for x0, top, x1, bottom in areas
        )
    ]
    return rules if MIN_RULES <= len(rules) <= _MAX_RULES else []


def find_bands(
    rules: list[Edge], level: list[Edge], lines: list[Line], glyphs: Glyphs
) -> list[tuple[Grid, set[int]]]:
    """Return the grids of the tables between those rules, each with the `start` of its lines."""
    if not rules:
        return []
    short = [edge for edge in level if edge.end - edge.start < _COMMON * (rules[0].end - rules[0].start)]
    between = _Between(lines, glyphs)
    found: list[tuple[Grid, set[int]]] = []
    done = -1.0
    for i, top in enumerate(rules):
        if top.at <= done:
            continue
        bands = _bands_below(top, rules[i + 1 :], between)
        table = _table_of(bands, short) if len(bands) + 1 >= MIN_RULES else None
        if table is not None:
            found.append((table, {line.start for band in bands for line in band.lines}))
            done = table.ys[-1]
    return found


class _Strip(NamedTuple):
    """What is between two rules, and how far they reach."""

    above: float
    below: float
    x0: float
    x1: float


class _Between:
    """The lines of a page between its rules, each strip seen once: tables are tried from every rule on."""

    def __init__(self, lines: list[Line], glyphs: Glyphs) -> None:
        self._lines = sorted([line for line in lines if line.box is None and line.hidden is None], key=_LEVEL)
        self._levels = [line.y for line in self._lines]
        self._glyphs = glyphs
        self._strips: dict[_Strip, list[Line] | None] = {}
        self._rows: dict[_Strip, list[AlignedRow]] = {}
        #: What each line holds, by its `start`.
        self._known: dict[int, AlignedRow] = {}

    def lines(self, strip: _Strip) -> list[Line] | None:
        """Return the lines of a strip; None where they are of no table."""
        if strip not in self._strips:
            self._strips[strip] = self._seek(*strip)
        return self._strips[strip]

    def _seek(self, above: float, below: float, x0: float, x1: float) -> list[Line] | None:
        first, end = bisect_left(self._levels, above), bisect_left(self._levels, below + _MAX_SIZE)
        found = [
            line
            for line in self._lines[first:end]
            if above < (line.top + line.bottom) / 2 < below and line.x0 < x1 and x0 < line.x1
        ]
        if found and (
            len(found) > _MAX_LINES
            or not _may_be_cells(found)
            or is_named(found[0].first)
            or any(line.x0 < x0 - _SLACK or line.x1 > x1 + _SLACK for line in found)
        ):
            return None
        return found

    def rows(self, strip: _Strip) -> list[AlignedRow]:
        """Return the rows of a strip; none where they are of no table."""
        if strip not in self._rows:
            lines = self.lines(strip) or []
            self._rows[strip] = _tabular_rows(lines, self._row_of, strip.x1 - strip.x0)
        return self._rows[strip]

    def _row_of(self, line: Line) -> AlignedRow:
        if line.start not in self._known:
            self._known[line.start] = rows_of([line], self._glyphs)[0]
        return self._known[line.start]


def _bands_below(top: Edge, rules: list[Edge], between: _Between) -> list[_Band]:
    """Return what stands between a rule and those below it, as far as it may be one table.

    The extension does the same as far as it costs little (`may_have_bands` in pages.c: rows that surely hold
    one text, or are too few) to pass pages over; change both.
    """
    found: list[tuple[list[Line], _Strip]] = []
    above, x0, x1 = top
    for below, start, end in rules:
        if min(end, x1) - max(start, x0) < _COMMON * max(end - start, x1 - x0):
            continue
        x0, x1 = min(x0, start), max(x1, end)
        strip = _Strip(above, below, x0, x1)
        lines = between.lines(strip)
        if lines is None:
            break
        if lines:
            found.append((lines, strip))
        above = below
    if len(found) + 1 < MIN_RULES:
        return []  # no table, whatever its rows are
    bands: list[_Band] = []
    for lines, strip in found:
        rows = between.rows(strip)
        if not rows:
            break
        bands.append(_Band(lines, rows))
    while bands and all(len(row.chunks) == 1 for row in bands[-1].rows):
        bands.pop()
    return bands


def _may_be_cells(lines: list[Line]) -> bool:
    """Tell, cheaply, whether the lines are no prose: long ones without a gap are."""
    long = sum(not line.flags & ANY_GAP and line.characters > _MAX_CHARACTERS for line in lines)
    return long <= _MAX_LONG * len(lines)


def _tabular_rows(lines: list[Line], row_of: Callable[[Line], AlignedRow], width: float) -> list[AlignedRow]:
    """Put the lines between two rules, from the top, into rows: those that stand beside each other.

    None where they are no rows of a table `width` points wide.
    """
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _is_beside(line, groups[-1]):
            groups[-1].append(line)
        else:
            groups.append([line])
    rows = []
    for group in groups:
        parts = [row_of(line) for line in group]
        rows.append(parts[0] if len(parts) == 1 else _side_by_side(parts))
        chunks = rows[-1].chunks
        if len(chunks) == 1 and chunks[0].x1 - chunks[0].x0 > _MAX_ALONE * width:
            return []  # prose
    several = sum(len(row.chunks) > 1 for row in rows)
    return rows if several >= _MIN_SEVERAL * len(rows) or len(rows) <= _MAX_ALONE_ROWS else []


def _side_by_side(parts: list[AlignedRow]) -> AlignedRow:
    return AlignedRow(
        sorted([chunk for part in parts for chunk in part.chunks]),
        min([part.top for part in parts]),
        max([part.bottom for part in parts]),
        max([part.y for part in parts]),
        max([part.size for part in parts]),
        [start for part in parts for start in part.starts],
        parts[0].is_marked,
        all(part.is_mono for part in parts),
    )


def _is_beside(line: Line, row: list[Line]) -> bool:
    """Tell whether a line stands on the level of one of the row that it is not above or below of."""
    for other in row:
        if abs(line.y - other.y) < _SAME_ROW * min(line.size, other.size):
            return True
        common = min(line.bottom, other.bottom) - max(line.top, other.top)
        is_apart = line.x0 >= other.x1 or other.x0 >= line.x1
        if is_apart and common > _BESIDE * min(line.bottom - line.top, other.bottom - other.top):
            return True
    return False


def _table_of(bands: list[_Band], short: list[Edge]) -> Grid | None:
    rows = [row for band in bands for row in band.rows]
    xs = aligned_columns(rows, ruled=True)
    if not xs:
        return None
    header = _joined_header(_whole(bands[0], xs), xs, short)
    rows = header + [row for band in bands[1:] for row in _whole(band, xs)]
    return with_cells(rows, xs)


def _whole(band: _Band, xs: list[float]) -> list[AlignedRow]:
    """Return the rows of a band: one, where its columns hold a text each."""
    columns: list[list[Line]] = [[] for _ in xs[1:]]
    for line in sorted(band.lines, key=_PAINTED):
        columns[bisect_left(xs, (line.x0 + line.x1) / 2, 1, len(xs) - 1) - 1].append(line)
    if not are_painted_whole([lines for lines in columns if lines]):
        return band.rows
    return [_joined(band.rows[0], band.rows[1:])]


def _joined(first: AlignedRow, others: list[AlignedRow]) -> AlignedRow:
    rows = [first, *others]
    return first._replace(
        chunks=sorted(chunk for row in rows for chunk in row.chunks),
        bottom=max(row.bottom for row in rows),
        y=rows[-1].y,
        starts=[start for row in rows for start in row.starts],
    )


def _joined_header(rows: list[AlignedRow], xs: list[float], short: list[Edge]) -> list[AlignedRow]:
    """Join the lines of names over single columns that no rule divides."""
    joined = rows[:1]
    are_single = [
        all(first == last for chunk in row.chunks for first, last in [columns_of(chunk, xs)]) for row in rows
    ]
    for row, (is_above_single, is_single) in zip(rows[1:], pairwise(are_single), strict=True):
        above = joined[-1]
        is_ruled = any(above.y < edge.at < row.y for edge in short)
        # The line above is of the last that was joined, and only single ones were.
        is_close = row.top - above.bottom < _MAX_LEADING * row.size
        if is_above_single and is_single and not is_ruled and is_close:
            joined[-1] = _joined(above, [row])
        else:
            joined.append(row)
    return joined
