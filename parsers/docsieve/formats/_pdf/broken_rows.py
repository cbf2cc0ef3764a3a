"""A row of a table that the end of a page breaks in two: put together where its cells clearly go on."""

from __future__ import annotations

from typing import Final

from docsieve.formats._pdf.continuing import append_text
from docsieve.formats._pdf.drafts import CellDraft, TableDraft

#: Other rows that tell what a row of the table looks like.
_MIN_ROWS: Final = 3


def join_row(table: TableDraft, more: TableDraft, repeated: int, page: int) -> bool:
    """Append the first row of `more`, below what it repeats, to the last of `table`; tell whether it was.

    It goes on with that row where it has no text in a column that all others have text in.
    """
    rows = more.rows[repeated:]
    if not table.rows or not rows:
        return False
    above, below = table.rows[-1], rows[0]
    if any(cell.col_span > 1 or cell.row_span > 1 for cell in (*above, *below)):
        return False
    pairs = _pairs(above, below)
    others = [*table.rows[table.header_rows :], *rows[1:]]
    if not pairs or len(others) < _MIN_ROWS:
        return False
    missing = _filled(above) - _filled(below)
    if not any(all(column in _filled(row) for row in others) for column in missing):
        return False
    for before, after in pairs:
        append_text(before.drafts[-1], after.drafts[0], page)
        before.drafts[-1].code = [*before.drafts[-1].code, *after.drafts[0].code]
    return True


def _filled(row: list[CellDraft]) -> set[int]:
    return {cell.column for cell in row if cell.drafts}


def _pairs(above: list[CellDraft], below: list[CellDraft]) -> list[tuple[CellDraft, CellDraft]]:
    """Return the cells that go on with those they go on from; none where some cannot."""
    by_column = {cell.column: cell for cell in above}
    pairs = []
    for cell in below:
        if not cell.drafts:
            continue
        before = by_column.get(cell.column)
        if before is None or not before.drafts or len(cell.drafts) > 1:
            return []
        last, first = before.drafts[-1], cell.drafts[0]
        if not last.spans or not first.spans or first.marker is not None or last.hidden or first.hidden:
            return []
        pairs.append((before, cell))
    return pairs
