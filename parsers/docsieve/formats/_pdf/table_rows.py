"""Rows of a table that no rule divides: told from the lines that its columns share."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import Final

from docsieve.formats._pdf.grids import Grid
from docsieve.formats._pdf.lines import Line
from docsieve.formats._pdf.list_markers import read_marker

#: So many rows at least; cells of two or three lines are as likely one text each, headings above all.
_MIN_ROWS: Final = 4
#: More lines in one cell are a page, not rows.
_MAX_LINES: Final = 300
#: Share of the rows in which a column must have a line to count.
_MIN_SHARE: Final = 0.6
#: Share of the levels on which several columns have a line: texts set in the middle of their cells share few.
_MIN_SHARED: Final = 0.7
#: In em: baselines of one row.
_SAME_LEVEL: Final = 0.4
_FIGURE: Final = re.compile(r"\d")
_WORD: Final = re.compile(r"[^\W\d_]{3}")
#: Columns of figures side by side that are rows although no rule tells them apart.
_MIN_COLUMNS: Final = 3
#: A column whose lines fill this share of its width and go on with small letters holds one text.
_FILL: Final = 0.8
_FLOW: Final = 0.3
#: Share of a cell's lines that are entries of a list; what may be the sign of a figure begins none.
_MIN_MARKED: Final = 0.4
#: In em: what stands further apart is no text of several lines.
_TIGHT: Final = 1.4
_SIGNS: Final = frozenset("-–—−*o·")


def split_row(cells: dict[int, list[Line]], grid: Grid) -> list[dict[int, list[Line]]]:
    """Split a row of a grid, its cells' lines by their index, into the rows of text it holds: mostly one."""
    if not cells:
        return []
    if len(cells) < 2 or not 2 <= max(len(lines) for lines in cells.values()) <= _MAX_LINES:
        return [cells]
    if found := _rows_of_figures(cells, grid):
        return found
    rows = _levels([line for lines in cells.values() for line in lines])
    if (len(rows) < _MIN_ROWS and not _is_even(cells, len(rows))) or _are_lists(cells):
        return [cells]
    if _are_texts(cells, rows, grid):
        return [cells]
    by_row: list[dict[int, list[Line]]] = [{} for _ in rows]
    listed = 0
    for i, lines in cells.items():
        cell = grid.cells[i]
        if cell.row_span > 1:
            continue
        levels = set()
        for line in lines:
            level = _level_of(line, rows)
            by_row[level].setdefault(i, []).append(line)
            levels.add(level)
        listed += len(levels) >= _MIN_SHARE * len(rows) and not _is_one_text(lines, cell.x1 - cell.x0)
    shared = [row for row in by_row if len(row) > 1]
    is_apart = any(len(lines) > 1 and not any(i in row for row in shared) for i, lines in cells.items())
    if listed < 2 or 2 * listed < len(cells) or len(shared) < _MIN_SHARED * len(rows) or is_apart:
        return [cells]
    for i, lines in cells.items():
        if grid.cells[i].row_span > 1:
            by_row[0][i] = lines
    return [row for row in by_row if row]


def undivided_above(split: list[list[dict[int, list[Line]]]]) -> int:
    """Return how many rows of a grid stand above those that were split, headings if most are such; else 0."""
    above = next((row for row, parts in enumerate(split) if len(parts) > 1), 0)
    return above if 2 * sum(len(parts) > 1 for parts in split[above:]) >= len(split) - above else 0


def _rows_of_figures(cells: dict[int, list[Line]], grid: Grid) -> list[dict[int, list[Line]]]:
    """Return the rows of cells that hold a figure on each level, beside names of each row, or of all."""
    low = {i: lines for i, lines in cells.items() if grid.cells[i].row_span == 1}
    figures: list[list[Line]] = []
    names: list[list[Line]] = []
    for lines in low.values():
        if len(lines) > 1:
            (figures if all(map(_is_figure, lines)) else names).append(lines)
    if len(figures) < _MIN_COLUMNS:
        return []
    rows = _levels([line for lines in figures for line in lines])
    if any(len(lines) != len(rows) for lines in figures):
        return []
    if all(_is_on(level, lines) for lines in names for level in rows):
        rows = _levels([line for lines in figures + names for line in lines])
    elif any(len({_level_of(line, rows) for line in lines}) < len(rows) for lines in names):
        return []
    by_row: list[dict[int, list[Line]]] = [{} for _ in rows]
    for i, lines in cells.items():
        is_first = grid.cells[i].column == 0 or not any(_is_on(row, lines) for row in rows)
        if i not in low or (len(lines) == 1 and is_first):
            by_row[0][i] = lines  # it names them all
            continue
        for line in lines:
            by_row[_level_of(line, rows)].setdefault(i, []).append(line)
    return [row for row in by_row if row]


def _is_figure(line: Line) -> bool:
    text = "".join([words for _, _, _, words in line.runs])
    return _FIGURE.search(text) is not None and _WORD.search(text) is None


def _is_on(level: float, lines: list[Line]) -> bool:
    return any(abs(line.y - level) <= _SAME_LEVEL * line.size for line in lines)


def _are_lists(cells: dict[int, list[Line]]) -> bool:
    """Tell whether several cells hold lists: their entries are no rows."""
    marked = sum(sum(map(_is_entry, lines)) >= max(2, _MIN_MARKED * len(lines)) for lines in cells.values())
    return marked > 1


def _is_entry(line: Line) -> bool:
    marker = read_marker(line)
    return marker is not None and not marker.ordered and marker.text not in _SIGNS


def _are_texts(cells: dict[int, list[Line]], rows: list[float], grid: Grid) -> bool:
    """Tell whether cells are painted one after the other, and end at unlike lines: addresses side by side."""
    texts = [lines for _, lines in sorted(cells.items(), key=lambda of: grid.cells[of[0]].column)]
    levels = [{_level_of(line, rows) for line in lines} for lines in texts]
    lengths = set(map(len, levels))
    if len(lengths) < 2 or min(lengths) < _MIN_ROWS:
        return False
    if any(max(found) >= len(found) for found in levels):
        return False  # a level between has no line: an empty cell
    if any(max(a.start for a in one) > min(b.start for b in other) for one, other in pairwise(texts)):
        return False
    step = (rows[-1] - rows[0]) / (len(rows) - 1)
    return step <= _TIGHT * max(line.size for lines in texts for line in lines)


def _is_even(cells: dict[int, list[Line]], rows: int) -> bool:
    """Tell whether all cells have a line on each level, most of them with figures: a rule is missing."""
    lines = [line for lines in cells.values() for line in lines]
    figures = sum(any(c.isdigit() for c in line.first) for line in lines)
    return (
        len(cells) > 2
        and all(len(of_cell) == rows for of_cell in cells.values())
        and 2 * figures > len(lines)
        and not all(line.bold for line in lines)
    )


def _levels(lines: list[Line]) -> list[float]:
    """The distinct baselines."""
    found: list[float] = []
    for line in sorted(lines, key=lambda line: line.y):
        if not found or line.y - found[-1] > _SAME_LEVEL * line.size:
            found.append(line.y)
    return found


def _level_of(line: Line, rows: list[float]) -> int:
    """Return which of the levels, from the top, is nearest to a line."""
    below = bisect_left(rows, line.y)
    if below == len(rows) or (below and line.y - rows[below - 1] <= rows[below] - line.y):
        return below - 1
    return below


def _is_one_text(lines: list[Line], width: float) -> bool:
    small = sum(line.first[0].islower() for line in lines[1:])
    widths = sorted(line.x1 - line.x0 for line in lines)
    return small >= _FLOW * len(lines) and widths[len(widths) // 2] >= _FILL * width * 0.9
