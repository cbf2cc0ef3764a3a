"""Columns that the rules of a grid do not draw, or not in all of its rows: told from its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final, NamedTuple

from docsieve.formats._pdf.aligned_rows import ANY_GAP, Chunk, rows_of
from docsieve.formats._pdf.alignment import aligned_columns
from docsieve.formats._pdf.glyphs import Glyphs
from docsieve.formats._pdf.grids import Grid, GridCell
from docsieve.formats._pdf.lines import Line, pieces_of
from docsieve.formats._pdf.table_evidence import MIN_ROWS

#: Points that text may reach over a line between columns.
_REACH: Final = 2.0
#: In em: baselines of one row.
_SAME_ROW: Final = 0.4
#: Share of a column's lines that must have gaps for it to hold several columns.
_MIN_GAPPED: Final = 0.6
#: So many lines of a grid at least are divided by it, or it is left alone.
_MIN_DIVIDED: Final = 2


class _Text(NamedTuple):
    """The text of a cell's lines: what stands together, and its words."""

    chunks: list[list[Chunk]]
    words: list[tuple[float, float]]


def divided(grid: Grid, lines: Mapping[int, list[Line]], glyphs: Glyphs) -> Grid | None:
    """Divide the cells whose text stands in several columns with no rule between; None where none does."""
    widened = _with_inner_columns(grid, lines, glyphs)
    wide = {
        i: of_cell
        for i, cell in enumerate(widened.cells)
        if cell.col_span > 1
        and (of_cell := lines.get(i))
        and (len(of_cell) > 1 or of_cell[0].flags & ANY_GAP)
    }
    if not wide:
        return None
    texts = {i: _text(of_cell, glyphs) for i, of_cell in wide.items()}
    clean: Counter[int] = Counter()
    crossed: Counter[int] = Counter()
    for i, text in texts.items():
        for border in _borders(widened.cells[i]):
            clean[border] += sum(_is_between(widened.xs[border], row) for row in text.chunks)
            crossed[border] += sum(_is_crossed(widened.xs[border], row) for row in text.chunks)
    if max(clean.values(), default=0) < _MIN_DIVIDED:
        return None
    cells: list[GridCell] = []
    for i, cell in enumerate(widened.cells):
        cells += _parts(cell, texts[i], widened.xs, clean, crossed) if i in texts else [cell]
    if len(cells) == len(grid.cells):
        return None
    owner = [row[:] for row in widened.owner]
    for number, cell in enumerate(cells):
        for row in range(cell.row, cell.row + cell.row_span):
            owner[row][cell.column : cell.column + cell.col_span] = [number] * cell.col_span
    return Grid(widened.xs, widened.ys, cells, owner)


def _text(lines: list[Line], glyphs: Glyphs) -> _Text:
    words: list[tuple[float, float]] = []
    for line in lines:
        for piece in pieces_of(line, glyphs):
            segment, text = piece.segment, piece.text
            if len(text) != segment.end - segment.start:
                words.append((segment.x0, segment.x1))
                continue
            begin, x0 = 0, segment.x0
            while (at := text.find(" ", begin)) >= 0 and at + 1 < len(text):
                words.append((x0, glyphs.starts[segment.start + at] / 100))
                begin, x0 = at + 1, glyphs.starts[segment.start + at + 1] / 100
            words.append((x0, segment.x1))
    return _Text([row.chunks for row in rows_of(_by_row(lines), glyphs)], words)


def _by_row(lines: list[Line]) -> list[Line]:
    """Return the lines from the top, those that stand side by side from the left."""
    ordered: list[Line] = []
    row: list[Line] = []
    for line in sorted(lines, key=lambda line: line.y):
        if row and line.y - row[0].y >= _SAME_ROW * min(line.size, row[0].size):
            ordered += sorted(row, key=lambda line: line.x0)
            row = []
        row.append(line)
    return ordered + sorted(row, key=lambda line: line.x0)


def _borders(cell: GridCell) -> range:
    return range(cell.column + 1, cell.column + cell.col_span)


def _is_between(x: float, row: list[Chunk]) -> bool:
    left = any(chunk.x1 <= x + _REACH for chunk in row)
    return left and any(chunk.x0 >= x - _REACH for chunk in row) and not _is_crossed(x, row)


def _is_crossed(x: float, row: list[Chunk]) -> bool:
    return any(chunk.x0 + _REACH < x < chunk.x1 - _REACH for chunk in row)


def _parts(
    cell: GridCell, text: _Text, xs: list[float], clean: Counter[int], crossed: Counter[int]
) -> list[GridCell]:
    """Cut a cell at the borders that its text leaves free, if it stands on both sides of one of them."""
    free = []
    for border in _borders(cell):
        x = xs[border]
        is_crossed = any(_is_crossed(x, row) for row in text.chunks)
        if is_crossed and clean[border] >= 2 * crossed[border]:
            is_crossed = any(x0 + _REACH < x < x1 - _REACH for x0, x1 in text.words)
        if not is_crossed:
            free.append(border)
    if not any(_is_between(xs[border], row) for border in free for row in text.chunks):
        return [cell]
    ends = [*free, cell.column + cell.col_span]
    parts = []
    column = cell.column
    for end in ends:
        parts.append(cell._replace(column=column, col_span=end - column, x0=xs[column], x1=xs[end]))
        column = end
    return parts


def _with_inner_columns(grid: Grid, lines: Mapping[int, list[Line]], glyphs: Glyphs) -> Grid:
    """Add the columns that the text of most rows of one of its columns stands in."""
    by_column: dict[int, list[Line]] = {}
    for i, of_cell in lines.items():
        if grid.cells[i].col_span == 1:
            by_column.setdefault(grid.cells[i].column, []).extend(of_cell)
    added: dict[int, list[float]] = {}
    for column, members in by_column.items():
        gapped = sum(bool(line.flags & ANY_GAP) for line in members)
        if gapped < MIN_ROWS or gapped < _MIN_GAPPED * len(members):
            continue
        rows = rows_of(_by_row(members), glyphs)
        if edges := aligned_columns(rows, ruled=True):
            added[column] = edges[1:-1]
    if not added:
        return grid
    xs = [grid.xs[0]]
    #: The new number of each line between columns.
    numbers = [0]
    for column, right in enumerate(grid.xs[1:]):
        xs += [*added.get(column, ()), right]
        numbers.append(len(xs) - 1)
    cells = [
        cell._replace(
            column=numbers[cell.column],
            col_span=numbers[cell.column + cell.col_span] - numbers[cell.column],
        )
        for cell in grid.cells
    ]
    owner = [
        [place for column, place in enumerate(row) for _ in range(numbers[column + 1] - numbers[column])]
        for row in grid.owner
    ]
    return Grid(xs, grid.ys, cells, owner)
