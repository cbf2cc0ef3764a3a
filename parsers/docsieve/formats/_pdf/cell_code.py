"""Text of fixed pitch in the cells of a table: words that the width of the column breaks are no listing."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from docsieve.formats._pdf.drafts import Draft, TableDraft

#: Points that the widest text of a column may be narrower than it is.
_SLACK: Final = 1.0
#: In em a line, on average; what is higher stands in two columns of the page.
_MAX_LEADING: Final = 1.8


def unwrap_code(table: TableDraft) -> None:
    """Make paragraphs of what would be listings only because it has several lines."""
    for row in table.rows:
        for cell in row:
            for draft in cell.drafts:
                is_listing = draft.mono and len(draft.code) > 1 and cell.col_span == 1
                if is_listing and _is_wrapped(draft, _width(table, cell.column)):
                    _unwrap(draft)


def _width(table: TableDraft, column: int) -> float:
    """Return how wide the widest text of a column is, of those that stand in one piece."""
    return max(
        (
            draft.box.width
            for row in table.rows
            for cell in row
            for draft in cell.drafts
            if cell.column == column and cell.col_span == 1 and not _is_apart(draft)
        ),
        default=0.0,
    )


def _is_apart(draft: Draft) -> bool:
    """Tell whether a text stands partly in the next column of the page."""
    return draft.box.height > _MAX_LEADING * draft.lines * draft.size


def _is_wrapped(draft: Draft, width: float) -> bool:
    """Tell whether the first word of no line had room on the line before."""
    if draft.declared is not None and draft.declared.kind == "code":
        return False
    pitch = draft.box.width / max(map(len, draft.code))
    lines = [line.strip() for line in draft.code] if _is_apart(draft) else draft.code
    if pitch <= 0 or any(not line or line[0] == " " for line in lines):
        return False
    room = (width + _SLACK) / pitch
    return all(len(before) + 1 + len(line.split()[0]) > room for before, line in pairwise(lines))


def _unwrap(draft: Draft) -> None:
    draft.code = ()
    for span in draft.spans:
        span.text = span.text.replace("\n", " ")
