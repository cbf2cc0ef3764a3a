"""Tables without rules: rows whose words stand in columns, line after line.

Careful on purpose: prose in columns, lists, formulas and tables of contents are aligned too. What is not
taken for a table here stays as lines with tabs, so nothing is lost.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from docsieve.formats._pdf.glyphs import RIGHT_TO_LEFT, Glyphs
from docsieve.formats._pdf.lines import (
    APART,
    GAP_AFTER_FIRST,
    GAP_LATER,
    MARKER_LENGTH,
    Line,
    Piece,
    pieces_of,
)
from docsieve.formats._pdf.list_markers import BULLETS, read_marker
from docsieve.formats._pdf.ruling import Grid, GridCell

_ANY_GAP: Final = GAP_AFTER_FIRST | GAP_LATER
_MIN_ROWS: Final = 3
#: In em: rows further apart are no one table; columns nearer to each other are one.
_MAX_STEP: Final = 3.2
_MIN_GUTTER: Final = 0.6
#: In em, from the start of a word's last letter to the next word, and from its end: more is between columns.
_WORD_STEP: Final = 1.25
_GAP: Final = 0.75
#: Shares: of a table's places that hold text (in one of few rows more); of the rows in which a column must;
#: of its cells that must share an edge or a middle.
_MIN_FILLED: Final = 0.55
_MIN_FILLED_OF_FEW: Final = 0.75
_FEW_ROWS: Final = 6
_MIN_COLUMN: Final = 0.4
_MIN_ALIGNED: Final = 0.6
#: Words in the usual cell, and characters in the usual cell of its widest column.
_MAX_WORDS: Final = 6.0
_MAX_LENGTH: Final = 45
#: The same for two columns: shorter are formulas, longer explanations.
_MIN_LENGTH_OF_TWO: Final = 4
_MAX_LENGTH_OF_TWO: Final = 25
_FIGURE: Final = re.compile(r"\d")
_LEADER: Final = re.compile(r"(?:\.\s?){4,}|…{2,}|_{4,}")
_EQUATION: Final = re.compile(r"^\(\s*[\dA-Z][\w.]*\s*\)$")
_COUNT: Final = re.compile(r"^[A-Z]?\d{0,3}(?:\.\d{1,3})*\.?$")
_LETTERS: Final = re.compile(r"[^\W_]{2}|\d")
_MAX_ROWS: Final = 2000


class _Chunk(NamedTuple):
    x0: float
    x1: float
    text: str


class _Row(NamedTuple):
    chunks: list[_Chunk]
    top: float
    bottom: float
    y: float
    size: float
    #: `Line.start` of its lines.
    starts: list[int]
    #: The marker of a list stands before it.
    is_marked: bool
    is_mono: bool


def find_aligned(lines: list[Line], glyphs: Glyphs) -> list[tuple[Grid, set[int]]]:
    """Return the grids of the tables of a page that have no rules, each with the `start` of its lines."""
    found = []
    for stretch in _stretches(lines):
        for run in _runs(_rows(stretch, glyphs)):
            grid = _grid(run)
            if grid is not None:
                found.append((grid, {start for row in run for start in row.starts}))
    return found


def _stretches(lines: list[Line]) -> list[list[Line]]:
    """Return, cheaply, the lines among which rows of several cells follow each other."""
    gapped = [
        i
        for i, line in enumerate(lines)
        if line.flags & _ANY_GAP and (line.flags & GAP_LATER or len(line.first) > MARKER_LENGTH)
    ]
    gapped += [i for i, (a, b) in enumerate(pairwise(lines), 1) if b.x0 > a.x1 and -1.0 < b.y - a.y < 1.0]
    if len(gapped) < _MIN_ROWS:
        return []
    gapped.sort()
    found: list[list[Line]] = []
    first = 0
    for k in range(1, len(gapped) + 1):
        if k < len(gapped) and gapped[k] - gapped[k - 1] <= 2:
            continue
        if k - first >= _MIN_ROWS and _go_down([lines[i] for i in gapped[first:k]]):
            found.append(lines[max(gapped[first] - 1, 0) : gapped[k - 1] + 2])
        first = k
    return found


def _go_down(lines: list[Line]) -> bool:
    """Tell whether three of them, one below the other, are near enough for rows."""
    steps = [0 < b.y - a.y <= _MAX_STEP * b.size for a, b in pairwise(lines)]
    return sum(steps) >= _MIN_ROWS - 1


def _rows(lines: list[Line], glyphs: Glyphs) -> list[_Row]:
    """Put the lines that stand side by side and follow each other in the file into rows."""
    rows: list[_Row] = []
    for line in lines[:_MAX_ROWS]:
        if line.box is not None or line.hidden is not None:
            rows.append(_Row([], line.top, line.bottom, line.y, line.size, [], False, False))
            continue
        chunks = _chunks(line, glyphs)
        last = rows[-1] if rows else None
        if (
            last is not None
            and last.chunks
            and abs(last.y - line.y) < 0.4 * min(line.size, last.size)
            and line.x0 > last.chunks[-1].x1
        ):
            top, bottom = min(last.top, line.top), max(last.bottom, line.bottom)
            is_mono = last.is_mono and line.mono == line.characters
            rows[-1] = last._replace(
                chunks=last.chunks + chunks,
                top=top,
                bottom=bottom,
                starts=[*last.starts, line.start],
                is_mono=is_mono,
            )
            continue
        marked = read_marker(line) is not None or line.first in BULLETS
        is_mono = line.mono == line.characters
        rows.append(_Row(chunks, line.top, line.bottom, line.y, line.size, [line.start], marked, is_mono))
    return rows


def _chunks(line: Line, glyphs: Glyphs) -> list[_Chunk]:
    if not line.flags & _ANY_GAP and len(line.runs) == 1 and " " not in line.first:
        return [_Chunk(line.x0, line.x1, line.first)]
    found: list[_Chunk] = []
    for piece in pieces_of(line, glyphs):
        first, *others = _words_apart(piece, glyphs)
        if piece.before == APART or not found or first.x0 - found[-1].x1 > _GAP * piece.segment.size:
            found.append(first)
        else:
            last = found[-1]
            joined = f"{last.text} {first.text}" if piece.before else last.text + first.text
            found[-1] = _Chunk(min(last.x0, first.x0), max(last.x1, first.x1), joined)
        found += others
    return sorted(found)


def _words_apart(piece: Piece, glyphs: Glyphs) -> list[_Chunk]:
    """Cut a piece where words are further apart than in a sentence."""
    segment, text = piece.segment, piece.text
    if " " not in text or len(text) != segment.end - segment.start or segment.flags & RIGHT_TO_LEFT:
        return [_Chunk(segment.x0, segment.x1, text)]
    found = []
    x0, begin = segment.x0, 0
    starts = glyphs.starts
    at = text.find(" ")
    while at > 0:
        last, following = starts[segment.start + at - 1], starts[segment.start + at + 1]
        if following - last > 100 * _WORD_STEP * segment.size:
            found.append(_Chunk(x0, last / 100 + segment.size / 2, text[begin:at]))
            x0, begin = following / 100, at + 1
        at = text.find(" ", at + 1)
    found.append(_Chunk(x0, segment.x1, text[begin:]))
    return found


def _runs(rows: list[_Row]) -> list[list[_Row]]:
    """Return the stretches of rows of several cells; single rows of one cell within them belong to them."""
    runs: list[list[_Row]] = []
    run: list[_Row] = []
    pending: list[_Row] = []
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
        elif run and row.chunks and not pending and len(row.chunks[0].text) <= _MAX_LENGTH:
            pending.append(row)
        elif run:
            runs.append(run)
            run, pending = [], []
    if run:
        runs.append(run)
    return [run for run in runs if sum(len(row.chunks) > 1 for row in run) >= _MIN_ROWS]


def _grid(run: list[_Row]) -> Grid | None:
    several = [row for row in run if len(row.chunks) > 1]
    most = max(len(row.chunks) for row in several)
    full = [row for row in several if len(row.chunks) >= 0.75 * most]
    size = median(row.size for row in several)
    gutters = _gutters(full, _MIN_GUTTER * size)
    if not gutters:
        return None
    x0 = min(chunk.x0 for row in run for chunk in row.chunks) - 1.0
    x1 = max(chunk.x1 for row in run for chunk in row.chunks) + 1.0
    xs = _without_sparse([x0, *gutters, x1], several)
    if len(xs) < 3:
        return None
    columns: list[list[_Chunk]] = [[] for _ in range(len(xs) - 1)]
    for row in several:
        for chunk in row.chunks:
            first, last = _columns_of(chunk, xs)
            if first == last:
                columns[first].append(chunk)
    if not _is_table(several, columns, size):
        return None
    return _with_cells(run, xs)


def _without_sparse(xs: list[float], rows: list[_Row]) -> list[float]:
    """Join columns that few rows use with one beside them: a name at the left, its figures at the right."""
    while len(xs) > 2:
        used = [{c for chunk in row.chunks for c in _columns_of(chunk, xs)} for row in rows]
        counts = Counter(column for columns in used for column in columns)
        sparse = [c for c in range(len(xs) - 1) if counts[c] < _MIN_COLUMN * len(rows)]
        for column in sparse:
            for other in (column + 1, column - 1):
                if 0 <= other < len(xs) - 1 and not any({column, other} <= columns for columns in used):
                    del xs[max(column, other)]
                    break
            else:
                continue
            break
        else:
            break
    return xs


def _gutters(rows: list[_Row], least: float) -> list[float]:
    """Return the middles of the upright strips that no cell of these rows touches."""
    spans = sorted((chunk.x0, chunk.x1) for row in rows for chunk in row.chunks)
    found = []
    reach = spans[0][1]
    for x0, x1 in spans[1:]:
        if x0 - reach >= least:
            found.append((reach + x0) / 2)
        reach = max(reach, x1)
    return found


def _columns_of(chunk: _Chunk, xs: list[float]) -> tuple[int, int]:
    """Return the first and last column that a cell covers; a little overhang does not count."""
    slack = min(3.0, (chunk.x1 - chunk.x0) / 4)
    first = sum(x <= chunk.x0 + slack for x in xs[1:-1])
    last = sum(x < chunk.x1 - slack for x in xs[1:-1])
    return first, max(first, last)


def _is_table(rows: list[_Row], columns: list[list[_Chunk]], size: float) -> bool:
    chunks = [chunk for column in columns for chunk in column]
    count = len(columns)
    figures = sum(bool(_FIGURE.search(chunk.text)) for chunk in chunks)
    if len(rows) == _MIN_ROWS and (
        count == 2 or 3 * figures < len(chunks) or len(chunks) < count * len(rows)
    ):
        return False
    least = _MIN_FILLED if len(rows) >= _FEW_ROWS else _MIN_FILLED_OF_FEW
    if len(chunks) < least * count * len(rows) or any(
        len(column) < _MIN_COLUMN * len(rows) for column in columns
    ):
        return False
    if all(row.is_mono for row in rows) or 3 * sum(row.is_marked for row in rows) > len(rows):
        return False
    if sum(len(chunk.text.split()) for chunk in chunks) > _MAX_WORDS * len(chunks):
        return False
    if any(median(len(chunk.text) for chunk in column) > _MAX_LENGTH for column in columns[1:]):
        return False
    if sum(bool(_LETTERS.search(chunk.text)) for chunk in chunks) < 0.7 * len(chunks):
        return False
    if any(not _is_aligned(column, size) for column in columns):
        return False
    return not _is_contents(rows, columns) and (count > 2 or _is_table_of_two(columns))


def _is_contents(rows: list[_Row], columns: list[list[_Chunk]]) -> bool:
    """Tell whether the last of two columns, or of three whose first counts, holds the numbers of pages."""
    pages = [int(chunk.text) for chunk in columns[-1] if chunk.text.isdecimal() and len(chunk.text) < 6]
    if len(columns) > 3 or len(pages) < 0.6 * len(columns[-1]):
        return False
    if len(columns) == 3 and sum(bool(_COUNT.match(chunk.text)) for chunk in columns[0]) < 0.6 * len(rows):
        return False
    leaders = sum(bool(_LEADER.search(chunk.text)) for row in rows for chunk in row.chunks)
    return leaders > 0.3 * len(rows) or all(a <= b for a, b in pairwise(pages))


def _is_table_of_two(columns: list[list[_Chunk]]) -> bool:
    """Judge two columns: no leaders to a value, no numbered formulas, no terms with their explanations."""
    _, right = columns
    if any(_LEADER.search(chunk.text) for chunk in right):
        return False
    if sum(bool(_EQUATION.match(chunk.text)) for chunk in right) > 0.3 * len(right):
        return False
    lengths = [median(len(chunk.text) for chunk in side) for side in columns]
    if max(lengths) < _MIN_LENGTH_OF_TWO:
        return False
    figures = sum(bool(_FIGURE.search(chunk.text)) for chunk in right)
    return figures >= 0.6 * len(right) or max(lengths) <= _MAX_LENGTH_OF_TWO


def _is_aligned(column: list[_Chunk], size: float) -> bool:
    """Tell whether most cells of a column share their left or right edge or their middle."""
    step = max(0.35 * size, 1.5)
    return any(
        _most(places, step) >= _MIN_ALIGNED * len(column)
        for places in (
            [chunk.x0 for chunk in column],
            [chunk.x1 for chunk in column],
            [(chunk.x0 + chunk.x1) / 2 for chunk in column],
        )
    )


def _most(places: list[float], step: float) -> int:
    """Count the places around the commonest one."""
    counts = Counter(round(place / step) for place in places)
    return max(counts[key] + max(counts[key - 1], counts[key + 1]) for key in counts)


def _with_cells(run: list[_Row], xs: list[float]) -> Grid:
    rows: list[list[_Row]] = []
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
                first, last = _columns_of(chunk, xs)
                if any(place >= 0 for place in places[first : last + 1]):
                    continue
                places[first : last + 1] = [first] * (last + 1 - first)
        line = []
        column = 0
        while column < count:
            end = column + 1
            while places[column] >= 0 and end < count and places[end] == places[column]:
                end += 1
            line += [len(cells)] * (end - column)
            cells.append(
                GridCell(
                    number, column, 1, end - column, xs[column], edges[number], xs[end], edges[number + 1]
                )
            )
            column = end
        owner.append(line)
    return Grid(xs, edges, cells, owner)


def _continues(row: _Row, above: _Row) -> bool:
    """Tell whether a row of one cell goes on with the text of a cell above it."""
    return (
        row.chunks[0].text[0].islower()
        and row.y - above.y < 1.4 * row.size
        and any(chunk.x0 - 3 < row.chunks[0].x0 < chunk.x1 for chunk in above.chunks)
    )
