"""Rows and cells of a declared table (ISO 32000-1, 14.8.4.3.4), put into their columns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from itertools import pairwise
from typing import Final, NamedTuple

from docsieve.formats._pdf.content_fallback import NOT_HERE
from docsieve.formats._pdf.drafts import CellDraft, Draft
from docsieve.formats._pdf.scripts import is_rtl_text
from docsieve.formats._pdf.tags import Element

_MAX_COLUMNS: Final = 1000


class Row(NamedTuple):
    """A declared row, and whether it is in the table's head."""

    is_heading: bool
    #: Its cells; None for one without content on this page.
    cells: list[Element | None]
    #: Columns taken from above, and for how many more rows.
    taken: dict[int, int]


class TaggedRow(NamedTuple):
    """A row with its cells read."""

    is_heading: bool
    cells: list[CellDraft]


def rows_of(table: Element) -> tuple[list[Element], list[Row]]:
    """Return the captions and the rows of a table, whatever they are grouped in."""
    captions: list[Element] = []
    rows: list[Row] = []
    taken: dict[int, int] = {}
    stack: list[tuple[Element, bool]] = [
        (kid, False) for kid in reversed(table.kids) if isinstance(kid, Element)
    ]
    while stack:
        element, is_heading = stack.pop()
        if element.kind == "TR":
            cells = [kid if isinstance(kid, Element) else None for kid in element.kids]
            rows.append(Row(is_heading, cells, taken))
        elif element.kind in ("THead", "TBody", "TFoot", "Sect", "Div", "NonStruct", "Part"):
            heads = is_heading or element.kind == "THead"
            stack += [(kid, heads) for kid in reversed(element.kids) if isinstance(kid, Element)]
        else:
            captions.append(element)
    return captions, rows


def has_rows_elsewhere(table: Element) -> tuple[bool, bool]:
    """Tell whether rows without content on this page come before those that have some, and after them."""
    return _is_missing(table, 0), _is_missing(table, -1)


def _is_missing(element: Element, at: int) -> bool:
    kid = element.kids[at] if element.kids else None
    if isinstance(kid, Element):
        return kid.kind == "TBody" and _is_missing(kid, at)
    return kid == NOT_HERE


def is_head(row: Row) -> bool:
    """Tell whether a row heads columns."""
    cells = [cell for cell in row.cells if cell is not None]
    return bool(cells) and (row.is_heading or all(cell.kind == "TH" for cell in cells))


def place_cells(row: Row, read: Callable[[Element], list[Draft]]) -> list[CellDraft]:
    """Read the cells of a row, each in the next column that no cell above reaches into."""
    cells: list[CellDraft] = []
    column = 0
    below = {at: left - 1 for at, left in row.taken.items() if left > 1}
    for element in row.cells:
        while column in row.taken:
            column += 1
        if column >= _MAX_COLUMNS:
            break
        if element is None:
            cells.append(CellDraft(column, 1, 1, []))
            column += 1
            continue
        drafts = read(element)
        if not drafts and element.kind not in ("TD", "TH"):
            continue  # the rules around a row, in some files
        width = min(element.col_span, _MAX_COLUMNS - column)
        while width > 1 and any(at in row.taken for at in range(column, column + width)):
            width -= 1
        cells.append(CellDraft(column, width, element.row_span, drafts, element.kind == "TH"))
        if element.row_span > 1:
            below.update(dict.fromkeys(range(column, column + width), element.row_span - 1))
        column += width
    row.taken.clear()
    row.taken.update(below)
    return cells


def arrange_columns(rows: list[TaggedRow]) -> None:
    """Leave out columns without any text, and begin at the right where the text runs leftwards.

    Some files list the cells of such a table from the left, as they are seen, others as they are read.
    """
    cells = [cell for row in rows for cell in row.cells]
    columns = sorted({cell.column for cell in cells if cell.drafts})
    width = len(columns)
    is_turned = _runs_leftwards(rows)
    for row in rows:
        kept = []
        for cell in row.cells:
            first, end = bisect_left(columns, cell.column), bisect_left(columns, cell.column + cell.col_span)
            if end > first:
                cell.column, cell.col_span = first, end - first
                kept.append(cell)
        if is_turned:
            for cell in kept:
                cell.column = width - cell.column - cell.col_span
            kept.reverse()
        row.cells[:] = kept


def _runs_leftwards(rows: list[TaggedRow]) -> bool:
    """Tell whether most text is right-to-left though the cells are listed from the left."""
    drafts = [draft for row in rows for cell in row.cells for draft in cell.drafts]
    letters = [c for draft in drafts for c in draft.text if c.isalpha()]
    if not letters or 2 * sum(map(is_rtl_text, letters)) <= len(letters):
        return False
    right = left = 0
    for row in rows:
        boxes = [cell.drafts[0].box for cell in row.cells if cell.drafts]
        right += sum(after.x0 >= before.x1 for before, after in pairwise(boxes))
        left += sum(after.x1 <= before.x0 for before, after in pairwise(boxes))
    return right > left
