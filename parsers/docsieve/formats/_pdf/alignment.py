"""Tables without rules: rows whose words stand in columns, line after line.

Careful on purpose: prose in columns, lists, formulas and tables of contents are aligned too. What is not
taken for a table here stays as lines with tabs, so nothing is lost.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import Final

from docsieve.formats._pdf.aligned_rows import ANY_GAP, AlignedRow, Chunk, rows_of
from docsieve.formats._pdf.glyphs import Glyphs
from docsieve.formats._pdf.grids import Grid, GridCell
from docsieve.formats._pdf.lines import GAP_LATER, MARKER_LENGTH, Line
from docsieve.formats._pdf.table_evidence import MAX_LENGTH, MIN_COLUMN, MIN_ROWS, is_table

#: In em: rows further apart are no one table; columns nearer to each other are one.
_MAX_STEP: Final = 3.2
#: Of the usual step from row to row: a table and the text below it are further apart.
_PART_STEP: Final = 1.4
_MIN_GUTTER: Final = 0.6
_MIN_RULED_GUTTER: Final = 0.25
#: Share of the rows that may have a cell across the strip between two columns.
_MAX_CROSSED: Final = 0.25


def find_aligned(lines: list[Line], glyphs: Glyphs) -> list[tuple[Grid, set[int]]]:
    """Return the grids of the tables of a page that have no rules, each with the `start` of its lines."""
    found = []
    for stretch in _stretches(lines):
        for run in _runs(rows_of(stretch, glyphs)):
            grid = _grid(run)
            if grid is not None:
                found.append((grid, {start for row in run for start in row.starts}))
                continue
            for part in _parted(run):
                grid = _grid(part)
                if grid is not None:
                    found.append((grid, {start for row in part for start in row.starts}))
    return found


def _parted(run: list[AlignedRow]) -> list[list[AlignedRow]]:
    """Cut a run where rows are further apart than usual: a table, and loose lines of text below it."""
    usual = median(after.y - before.y for before, after in pairwise(run))
    parts = [run[:1]]
    for before, after in pairwise(run):
        if after.y - before.y > _PART_STEP * usual:
            parts.append([])
        parts[-1].append(after)
    return [part for part in parts if len(part) >= MIN_ROWS] if len(parts) > 1 else []


def _stretches(lines: list[Line]) -> list[list[Line]]:
    """Return, cheaply, the lines among which rows of several cells follow each other."""
    gapped = [
        i
        for i, line in enumerate(lines)
        if line.flags & ANY_GAP and (line.flags & GAP_LATER or len(line.first) > MARKER_LENGTH)
    ]
    gapped += [i for i, (a, b) in enumerate(pairwise(lines), 1) if b.x0 > a.x1 and -1.0 < b.y - a.y < 1.0]
    if len(gapped) < MIN_ROWS:
        return []
    gapped.sort()
    found: list[list[Line]] = []
    first = 0
    for k in range(1, len(gapped) + 1):
        if k < len(gapped) and gapped[k] - gapped[k - 1] <= 2:
            continue
        if k - first >= MIN_ROWS and _go_down([lines[i] for i in gapped[first:k]]):
            found.append(lines[max(gapped[first] - 1, 0) : gapped[k - 1] + 2])
        first = k
    return found


def _go_down(lines: list[Line]) -> bool:
    """Tell whether three of them, one below the other, are near enough for rows."""
    steps = [0 < b.y - a.y <= _MAX_STEP * b.size for a, b in pairwise(lines)]
    return sum(steps) >= MIN_ROWS - 1


def _runs(rows: list[AlignedRow]) -> list[list[AlignedRow]]:
    """Return the stretches of rows of several cells; single rows of one cell within them belong to them."""
    runs: list[list[AlignedRow]] = []
    run: list[AlignedRow] = []
    pending: list[AlignedRow] = []
    for row in rows:
        last = pending[-1] if pending else run[-1] if run else None
        follows = last is not None and 0 < row.y - last.y <= _MAX_STEP * row.size
        if run and not follows:
            runs.append(run)
            run, pending = [], []
        if len(row.chunks) > 1:
            run += pending
            run.append(row)
            pending = []
        elif run and row.chunks and not pending and len(row.chunks[0].text) <= MAX_LENGTH:
            pending.append(row)
        elif run:
            runs.append(run)
            run, pending = [], []
    if run:
        runs.append(run)
    return [run for run in runs if sum(len(row.chunks) > 1 for row in run) >= MIN_ROWS]


def _grid(run: list[AlignedRow]) -> Grid | None:
    xs = aligned_columns(run)
    return with_cells(run, xs) if xs else None


def aligned_columns(run: list[AlignedRow], *, ruled: bool = False) -> list[float]:
    """Return the lines between the columns, its sides among them, if these rows make a table.

    What stands in a `ruled` table is neither code nor a list of contents.
    """
    several = [row for row in run if len(row.chunks) > 1]
    if len(several) < MIN_ROWS:
        return []
    size = median([row.size for row in several])
    spans = _Spans(several)
    gutters = spans.gutters(_MIN_GUTTER * size)
    if ruled or all(row.is_mono for row in several):
        gutters = _with_narrow(gutters, spans.gutters(_MIN_RULED_GUTTER * size), several)
    if not gutters:
        return []
    x0 = min([chunk.x0 for row in run for chunk in row.chunks]) - 1.0
    x1 = max([chunk.x1 for row in run for chunk in row.chunks]) + 1.0
    xs, places = _without_sparse([x0, *gutters, x1], several)
    if len(xs) < 3:
        return []
    columns: list[list[Chunk]] = [[] for _ in range(len(xs) - 1)]
    for row, of_row in zip(several, places, strict=True):
        for chunk, (first, last) in zip(row.chunks, of_row, strict=True):
            if first == last:
                columns[first].append(chunk)
    return xs if is_table(several, columns, size, ruled=ruled) else []


class _Spans:
    """Where the cells of rows stand, in order: what tells where their columns are divided."""

    def __init__(self, rows: list[AlignedRow]) -> None:
        most = max([len(row.chunks) for row in rows])
        fullest = [row for row in rows if len(row.chunks) == most]
        self._rows = rows
        self._fuller = _spans([row for row in rows if len(row.chunks) >= 0.75 * most])
        self._fullest = _spans(fullest) if len(fullest) >= MIN_ROWS else []
        spans = [(x1, x0) for row in rows for x0, x1, _ in row.chunks]
        self._starts = sorted([x0 for _, x0 in spans])
        self._ends = sorted(spans)

    def gutters(self, least: float) -> list[float]:
        """Return where their columns are divided, from the left.

        The fullest rows tell where, if in the others few cells stand in two of the columns.
        """
        gutters = _gutters(self._fuller, least)
        if self._fullest:
            finer = _gutters(self._fullest, least)
            if len(finer) > len(gutters) and not any(_is_crossed(x, self._rows) for x in finer):
                gutters = finer
        return [self._beside(x) for x in gutters]

    def _beside(self, x: float) -> float:
        """Move it to the right, off the cells at its left that go on for a bit."""
        following = bisect_right(self._starts, x)
        right = self._starts[following] if following < len(self._starts) else x
        for i in range(bisect_left(self._ends, (right,)) - 1, -1, -1):
            x1, x0 = self._ends[i]
            if x0 + x1 < 2 * x:
                return (x1 + right) / 2 if x < x1 else x
        return x


def _spans(rows: list[AlignedRow]) -> list[tuple[float, float]]:
    return sorted([(x0, x1) for row in rows for x0, x1, _ in row.chunks])


def _gutters(spans: list[tuple[float, float]], least: float) -> list[float]:
    """Return the middles of the upright strips that no cell, of those in order, touches."""
    found = []
    reach = spans[0][1]
    for x0, x1 in spans[1:]:
        if x0 - reach >= least:
            found.append((reach + x0) / 2)
        if x1 > reach:
            reach = x1
    return found


def _is_crossed(x: float, rows: list[AlignedRow]) -> bool:
    """Tell whether more than a few cells stand across it, in two columns."""
    crossed, most = 0, _MAX_CROSSED * len(rows)
    for row in rows:
        for x0, x1, _ in row.chunks:
            if x0 < x < x1:
                crossed += 1
                if crossed > most:
                    return True
                break
    return False


def _with_narrow(gutters: list[float], narrow: list[float], rows: list[AlignedRow]) -> list[float]:
    """Add the narrow strips that have text at both sides in most rows: others are in a name by chance."""
    #: In how many rows something stands before the first of them, between two, and after the last.
    counts = [0] * (len(narrow) + 1)
    for row in rows:
        middles = [(x0 + x1) / 2 for x0, x1, _ in row.chunks]
        for place in {bisect_left(narrow, x) for x in middles if x > 0 and x not in narrow}:
            counts[place] += 1
    least = MIN_COLUMN * len(rows)
    return [
        x for x, sides in zip(narrow, pairwise(counts), strict=True) if x in gutters or min(sides) >= least
    ]


def _without_sparse(
    xs: list[float], rows: list[AlignedRow]
) -> tuple[list[float], list[list[tuple[int, int]]]]:
    """Join columns that few rows use with one beside them: a name at the left, its figures at the right.

    Returns the lines between the columns, and the first and last column of each cell of the rows.
    """
    least = MIN_COLUMN * len(rows)
    while True:
        places = [[columns_of(chunk, xs) for chunk in row.chunks] for row in rows]
        used = [{column for place in of_row for column in place} for of_row in places]
        counts = Counter([column for columns in used for column in columns])
        sparse = [column for column in range(len(xs) - 1) if counts[column] < least]
        gone = next(
            (
                max(column, other)
                for column in sparse
                for other in (column + 1, column - 1)
                if 0 <= other < len(xs) - 1 and not any({column, other} <= columns for columns in used)
            ),
            0,
        )
        if not gone:
            return xs, places
        del xs[gone]


def columns_of(chunk: Chunk, xs: list[float]) -> tuple[int, int]:
    """Return the first and last column that a cell covers; a little overhang does not count."""
    x0, x1, _ = chunk
    slack, end = (x1 - x0) / 4, len(xs) - 1
    slack = min(slack, 3.0)
    first = bisect_right(xs, x0 + slack, 1, end) - 1
    last = bisect_left(xs, x1 - slack, 1, end) - 1
    return first, last if last > first else first


def with_cells(run: list[AlignedRow], xs: list[float]) -> Grid:
    """Make cells of rows whose columns are known."""
    rows: list[list[AlignedRow]] = []
    for row in run:
        if rows and len(row.chunks) == 1 and _continues(row, rows[-1][-1]):
            rows[-1].append(row)
        else:
            rows.append([row])
    edges = [(min(row.top for row in rows[0])) - 1.0]
    edges += [
        (max(row.bottom for row in above) + min(row.top for row in below)) / 2
        for above, below in pairwise(rows)
    ]
    edges.append(max(row.bottom for row in rows[-1]) + 1.0)
    cells: list[GridCell] = []
    owner = []
    count = len(xs) - 1
    for number, group in enumerate(rows):
        places = [-1] * count
        for row in group:
            for chunk in row.chunks:
                first, last = columns_of(chunk, xs)
                if first == last:
                    if places[first] < 0:
                        places[first] = first
                elif all(place < 0 for place in places[first : last + 1]):
                    places[first : last + 1] = [first] * (last + 1 - first)
        line = []
        column = 0
        top, bottom = edges[number], edges[number + 1]
        while column < count:
            end, place = column + 1, places[column]
            while end < count and place >= 0 and places[end] == place:
                end += 1
            line += [len(cells)] * (end - column)
            cells.append(GridCell(number, column, 1, end - column, xs[column], top, xs[end], bottom))
            column = end
        owner.append(line)
    return Grid(xs, edges, cells, owner)


def _continues(row: AlignedRow, above: AlignedRow) -> bool:
    """Tell whether a row of one cell goes on with the text of a cell above it."""
    return (
        row.chunks[0].text[0].islower()
        and row.y - above.y < 1.4 * row.size
        and any(chunk.x0 - 3 < row.chunks[0].x0 < chunk.x1 for chunk in above.chunks)
    )
