"""A page of a PDF as it would be were it the whole document: what can be shown while others are read."""

from __future__ import annotations

import copy

import msgspec

from docsieve.formats._pdf.drafts import CellDraft, Draft, DraftPage, TableDraft
from docsieve.formats._pdf.structure import write_blocks
from docsieve.model import Page


def page_ahead(page: Page, drafted: DraftPage) -> Page:
    """Write a page of its own from the drafts, which stay as they are for the document."""
    twin = DraftPage(drafted.index, drafted.width, drafted.height, list(map(_copied, drafted.drafts)))
    [blocks] = write_blocks([twin], [])
    return msgspec.structs.replace(page, blocks=blocks)


def _copied(draft: Draft) -> Draft:
    twin = copy.copy(draft)
    if draft.table is not None:
        rows = [[_copied_cell(cell) for cell in row] for row in draft.table.rows]
        twin.table = TableDraft(rows, draft.table.header_rows)
    else:
        twin.spans = list(map(copy.copy, draft.spans))
    return twin


def _copied_cell(cell: CellDraft) -> CellDraft:
    return CellDraft(cell.column, cell.col_span, cell.row_span, list(map(_copied, cell.drafts)))
