"""Columns of a declared table: cells that its tree leaves out, parts of it that stand side by side."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from docsieve.formats._pdf.drafts import CellDraft, Draft
from docsieve.formats._pdf.tagged_tables import TaggedRow
from docsieve.geometry import BBox, union

#: Points that texts of two columns may reach into one another.
_OVERLAP: Final = 2.0


def complete_rows(rows: list[TaggedRow]) -> None:
    """Put the cells of rows that are too short into the columns they stand in.

    Chromium leaves cells without text out of its trees.
    """
    if any(cell.row_span > 1 for row in rows for cell in row.cells):
        return
    widths = [_width(row) for row in rows]
    width = max(widths, default=0)
    if min(widths, default=0) == width:
        return
    for part in _parts(rows):
        columns = _columns([row for row in part if _width(row) == width])
        for row in part:
            if 0 < _width(row) < width:
                _complete(row, columns, width)


def _width(row: TaggedRow) -> int:
    return max((cell.column + cell.col_span for cell in row.cells), default=0)


def _complete(row: TaggedRow, columns: dict[int, BBox], width: int) -> None:
    filled = [cell for cell in row.cells if cell.drafts]
    if any(cell.col_span > 1 for cell in filled):
        return
    found = [_column_of(cell, columns) for cell in filled]
    if any(after <= before for before, after in pairwise([-1, *found])):
        return
    by_column = dict(zip(found, filled, strict=True))
    row.cells[:] = [by_column.get(column) or CellDraft(column, 1, 1, []) for column in range(width)]
    for column, cell in by_column.items():
        cell.column = column


def _column_of(cell: CellDraft, columns: dict[int, BBox]) -> int:
    """Return the column that it shares most of its width with, -1 where there is none."""
    box = box_of(cell)
    shared = {
        column: min(box.x1, other.x1) - max(box.x0, other.x0) for column, other in columns.items() if box
    }
    best = max(shared, key=lambda column: shared[column], default=-1)
    return best if best >= 0 and shared[best] > 0 else -1


def is_ragged(rows: list[TaggedRow]) -> bool:
    """Tell whether the rows of a table, spans counted, are not of one width, or cells not in their column."""
    covered: dict[int, set[int]] = {}
    for number, row in enumerate(rows):
        for cell in row.cells:
            for below in range(number, min(number + cell.row_span, len(rows))):
                covered.setdefault(below, set()).update(range(cell.column, cell.column + cell.col_span))
    widths = {max(columns) for columns in covered.values()}
    return len(widths) > 1 or sum(map(_misplaced, _parts(rows))) > 1


def _misplaced(part: list[TaggedRow]) -> int:
    """Count the cells that stand where others of a column further off do."""
    middles: dict[int, list[float]] = {}
    placed: list[tuple[int, float]] = []
    for row in part:
        for cell in row.cells:
            if cell.col_span == 1 and cell.drafts:
                box = cell.drafts[0].box
                placed.append((cell.column, (box.x0 + box.x1) / 2))
                middles.setdefault(cell.column, []).append((box.x0 + box.x1) / 2)
    columns = [(sorted(found)[len(found) // 2], column) for column, found in middles.items()]
    return sum(abs(min(columns, key=lambda at: abs(at[0] - x))[1] - column) > 1 for column, x in placed)


def in_places(rows: list[TaggedRow]) -> None:
    """Put the columns of a table in the order in which they are seen, where all rows list them otherwise.

    The first column is the one at the right where most rows are listed leftwards.
    """
    cells = [cell for row in rows for cell in row.cells]
    columns = _columns(rows)
    if any(cell.col_span > 1 for cell in cells) or len(_parts(rows)) > 1 or len(columns) < _width_of(rows):
        return
    seen = sorted(columns, key=lambda column: columns[column].x0)
    if any(columns[a].x1 > columns[b].x0 + _OVERLAP for a, b in pairwise(seen)):
        return
    steps = [columns[a].x0 < columns[b].x0 for a, b in pairwise(sorted(columns))]
    if 2 * sum(steps) < len(steps):
        seen.reverse()
    places = {column: place for place, column in enumerate(seen)}
    if seen == sorted(seen):
        return
    for row in rows:
        for cell in row.cells:
            cell.column = places[cell.column]
        row.cells.sort(key=lambda cell: cell.column)


def _width_of(rows: list[TaggedRow]) -> int:
    return max(map(_width, rows), default=0)


def _parts(rows: list[TaggedRow]) -> list[list[TaggedRow]]:
    """Return the rows that stand below each other, part by part: it may go on in the next column of its page.

    A row that the end of a column breaks in two stands in neither and is left out.
    """
    parts: list[list[TaggedRow]] = [[]]
    above: BBox | None = None
    for row in rows:
        box = box_around([draft for cell in row.cells for draft in cell.drafts])
        if box is None:
            continue
        if _is_broken(row):
            above = None
            parts.append([])
            continue
        if above is not None and box.top < above.bottom and (box.x0 >= above.x1 or box.x1 <= above.x0):
            parts.append([])
        above = box
        parts[-1].append(row)
    return parts


def _is_broken(row: TaggedRow) -> bool:
    """Tell whether texts of its cells stand side by side with others' and above them: in two columns."""
    boxes = [box for cell in row.cells if (box := box_of(cell))]
    return any(
        max(before.x0, after.x0) + _OVERLAP < min(before.x1, after.x1)
        and max(before.top, after.top) + _OVERLAP < min(before.bottom, after.bottom)
        for before, after in pairwise(boxes)
    )


def _columns(rows: list[TaggedRow]) -> dict[int, BBox]:
    """Return what the texts of each column cover."""
    boxes: dict[int, list[BBox]] = {}
    for row in rows:
        for cell in row.cells:
            if cell.col_span == 1 and (box := box_of(cell)):
                boxes.setdefault(cell.column, []).append(box)
    return {column: box for column, found in boxes.items() if (box := union(found))}


def box_of(cell: CellDraft) -> BBox | None:
    """Return the box around what is in a cell, None where nothing is."""
    return box_around(cell.drafts)


def box_around(drafts: list[Draft]) -> BBox | None:
    """Return the box around drafts; a figure that nothing is seen of has no place."""
    return union([draft.box for draft in drafts if draft.box.width or draft.box.height])
