"""What tells a ruled table from a chart, a form and boxes behind words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from docsieve.formats._pdf.grids import Grid
from docsieve.formats._pdf.lines import Line
from docsieve.formats._pdf.table_evidence import MIN_ROWS

#: Share of the cells that hold text; a chart's grid has its labels beside it.
_MIN_FILLED: Final = 0.3
#: Share of its rows with text that hold several cells with text.
_MIN_SEVERAL: Final = 0.2
#: Share of its places that have a cell of their own in a regular table; of its cells that are painted before
#: the one that precedes them, in a form.
_REGULAR: Final = 0.7
_JUMPS: Final = 0.25
#: The same where so few cells share the lines of others: boxes over a whole page, as of an invoice.
_UNLIKE: Final = 0.6
_JUMPS_OF_UNLIKE: Final = 0.08
#: Points from the words of a cell to both its sides; share of the cells that are so tight behind mere words.
_TIGHT: Final = 1.0
_MIN_TIGHT: Final = 0.7
#: Lines that unlike boxes of a table may not hold.
_MAX_STRAY: Final = 1


def is_table(grid: Grid, texts: Mapping[int, list[Line]]) -> bool:
    """Tell whether the boxes of a grid, with the text in them, have rows and columns."""
    filled = [grid.cells[i] for i in texts]
    if len(filled) < max(3.0, _MIN_FILLED * len(grid.cells)) or len({cell.column for cell in filled}) < 2:
        return False
    #: How many cells with text each row has or is covered by.
    rows = Counter(row for cell in filled for row in range(cell.row, cell.row + cell.row_span))
    several = sum(count > 1 for count in rows.values())
    columns = Counter(cell.column for cell in filled).most_common(2)
    if columns[1][1] < min(2, len(rows) - 1) or _is_behind_words(grid, texts):
        return False
    return several >= min(2, len(rows) - 1) and several >= _MIN_SEVERAL * len(rows)


def _is_behind_words(grid: Grid, texts: Mapping[int, list[Line]]) -> bool:
    """Tell whether the boxes are as wide as the words in them: code or a passage with colours behind it."""
    tight = 0
    for i, lines in texts.items():
        left, right = grid.cells[i].x0 + _TIGHT, grid.cells[i].x1 - _TIGHT
        tight += any(line.x0 < left for line in lines) and any(line.x1 > right for line in lines)
    return tight >= _MIN_TIGHT * len(texts)


def is_form(grid: Grid, texts: Mapping[int, list[Line]], stray: int) -> bool:
    """Tell whether unlike boxes are filled neither by rows nor by columns: the file knows what comes next.

    Lines that run from one box into the next, or stand between them, tell of a form as well.
    """
    share = len(grid.cells) / ((len(grid.xs) - 1) * (len(grid.ys) - 1))
    if share >= _REGULAR:
        return False
    if share < _UNLIKE and (len(grid.ys) <= MIN_ROWS or stray > _MAX_STRAY):
        return True
    cells = sorted(
        (grid.cells[i].row, grid.cells[i].column, lines[0].start) for i, lines in texts.items() if lines
    )
    by_row = [start for _, _, start in cells]
    by_column = [start for _, _, start in sorted(cells, key=lambda cell: (cell[1], cell[0]))]
    backward = min(sum(b < a for a, b in pairwise(starts)) for starts in (by_row, by_column))
    most = _JUMPS if share >= _UNLIKE else _JUMPS_OF_UNLIKE
    return backward >= most * max(len(cells) - 1, 1)
