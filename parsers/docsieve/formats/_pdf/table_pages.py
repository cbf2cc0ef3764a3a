"""Tables that go on over the end of a page: put together, what heads them kept once.

Only where nothing stands between the two parts and their columns stand at the same places: two tables of one
form look alike, but each has its own heading.
"""

from __future__ import annotations

import re
from typing import Final

from docsieve.formats._pdf.broken_rows import join_row
from docsieve.formats._pdf.drafts import HOLDS, CellDraft, Draft, DraftPage, TableDraft
from docsieve.model import Role

#: Points between the edges of columns; without a heading to tell by they must agree better.
_NEAR: Final = 6.0
_SAME: Final = 2.0
#: Share of the page's height: the first part ends below it, the second begins above it.
_FOOT: Final = 0.6
_HEAD: Final = 0.35
_MAX_HEADING: Final = 3
#: What may stand above the second part.
_CONTINUED: Final = re.compile(
    r"\b(?:cont(?:inued|['’]?d|\.)|suite|fortsetzung|forts\.|continuación|continuação|segue|продолжение)"
    r"|續|续表|続き",
    re.IGNORECASE,
)
_MAX_CONTINUED: Final = 200


def join_tables(pages: list[DraftPage], roles: dict[int, Role]) -> None:
    """Append the rows of tables to those that they go on from, on the page where these begin."""
    whole: Draft | None = None
    before: DraftPage | None = None
    for page in pages:
        if not page.has(HOLDS):
            whole, before = None, page
            continue
        shown = [
            draft for draft in page.drafts if draft.level and not draft.hidden and _is_text(draft, roles)
        ]
        first = _first_table(shown)
        if whole is not None and before is not None and first is not None and page.index == before.index + 1:
            last = _last_part(whole)
            if _goes_on(last, first, before, page):
                _append(whole, first, page)
                page.leave_out({id(first)})
                if shown[-1] is not first:
                    whole = shown[-1] if shown[-1].table is not None else None
                before = page
                continue
        whole = shown[-1] if shown and shown[-1].table is not None else None
        before = page


def _is_text(draft: Draft, roles: dict[int, Role]) -> bool:
    return draft.block is None and roles.get(id(draft), "body") in ("body", "caption")


def _first_table(shown: list[Draft]) -> Draft | None:
    """Return the table that a page begins with; a line may stand above that says it is continued."""
    for draft in shown[:2]:
        if draft.table is not None:
            return draft
        if len(draft.text) > _MAX_CONTINUED or not _CONTINUED.search(draft.text):
            break
    return None


def _last_part(draft: Draft) -> Draft:
    table = draft.table
    return table.parts[-1][2] if table is not None and table.parts else draft


def _goes_on(last: Draft, first: Draft, before: DraftPage, page: DraftPage) -> bool:
    above, below = last.table, first.table
    if above is None or below is None:
        return False
    if last.box.bottom < _FOOT * before.height or first.box.top > _HEAD * page.height:
        return False
    if not above.edges or not below.edges:  # declared: its parts may stand in other columns of their pages
        is_one = above.goes_on and below.goes_on_from and not below.header_rows
        return _width(above) == _width(below) and (is_one or repeated_rows(above, below) > 0)
    if len(above.edges) != len(below.edges):
        return False
    apart = max(abs(a - b) for a, b in zip(above.edges, below.edges, strict=True))
    if apart > _NEAR:
        return False
    if repeated_rows(above, below):
        return True
    return not below.header_rows and apart <= _SAME


def _width(table: TableDraft) -> int:
    return max((cell.column + cell.col_span for row in table.rows for cell in row), default=0)


def repeated_rows(above: TableDraft, below: TableDraft) -> int:
    """Count the rows that head both."""
    most = min(max(above.header_rows, 1), _MAX_HEADING, len(above.rows), len(below.rows) - 1)
    for count in range(most, 0, -1):
        rows = zip(above.rows[:count], below.rows[:count], strict=True)
        if all(_says(a) == _says(b) for a, b in rows) and any(_says(above.rows[0])):
            return count
    return 0


def _says(row: list[CellDraft]) -> list[tuple[int, int, str]]:
    return [
        (cell.column, cell.col_span, " ".join(draft.text for draft in cell.drafts).casefold()) for cell in row
    ]


def _append(whole: Draft, following: Draft, page: DraftPage) -> None:
    table, more = whole.table, following.table
    if table is None or more is None:
        return
    repeated = repeated_rows(table, more)
    if repeated:
        table.header_rows = max(table.header_rows, repeated)
        if repeated == table.header_rows:
            table.headed_pages.append(page.index + 1)
    joined = join_row(table, more, repeated, page.index + 1)
    table.parts.append((len(table.rows), page, following))
    table.rows += more.rows[repeated + joined :]
    table.goes_on = more.goes_on
