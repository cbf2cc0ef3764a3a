"""Drafts of all pages -> the document's blocks: what only the whole document can tell is decided here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docsieve.formats._pdf.captions import find_captions
from docsieve.formats._pdf.cell_code import unwrap_code
from docsieve.formats._pdf.continuing import join_broken
from docsieve.formats._pdf.declared import (
    continue_items,
    declared_block,
    declared_headings,
    declared_notes,
    declared_roles,
)
from docsieve.formats._pdf.drafts import FIELDS, CellDraft, Draft, DraftPage, TableDraft
from docsieve.formats._pdf.footnotes import find_footnotes
from docsieve.formats._pdf.headings import body_style, find_headings
from docsieve.formats._pdf.hyphenation import undo_hyphenation
from docsieve.formats._pdf.pdfium import native
from docsieve.formats._pdf.quotes import find_quotes
from docsieve.formats._pdf.running import find_running
from docsieve.formats._pdf.survey import Survey
from docsieve.formats._pdf.table_pages import join_tables
from docsieve.formats._pdf.torn_words import join_torn
from docsieve.geometry import BBox
from docsieve.model import (
    Block,
    Cell,
    CodeBlock,
    Heading,
    ListItem,
    Locator,
    Note,
    OutlineEntry,
    Paragraph,
    Role,
    Row,
    Span,
    Table,
)

#: What the extension makes the place of a block of.
_PLACE: Final = (Locator, BBox, *BBox.__struct_fields__)
#: And paragraphs: with the names of what they are called with, and the role that no paragraph has.
_PARAGRAPH: Final = (
    Locator,
    BBox,
    Paragraph,
    ("where", "spans"),
    ("where", "spans", "hidden"),
    ("where", "spans", "role"),
    "footnote",
)
#: They begin lists, but the only text of a cell more often says where something goes.
_ARROWS: Final = ("→", "⇨")


def write_blocks(
    pages: list[DraftPage], outline: list[OutlineEntry], seen: Survey | None = None
) -> list[list[Block]]:
    """Return the blocks of each page, in reading order. The pages give up their drafts: they are as large.

    `seen` is what was seen of them as they were made; it counts where nothing was added since.
    """
    is_all = seen is not None and all(len(page.flags) == len(page.drafts) for page in pages)
    looks = seen if seen is not None and is_all else Survey.of(pages)
    roles = find_running(pages, looks.sizes)
    is_tagged = looks.is_tagged
    if is_tagged:
        continue_items(pages)
        roles.update(declared_roles(pages))
    captions = find_captions(pages, roles)
    body_size, body_bold = body_style(looks.shown)
    notes = find_footnotes(pages, roles, body_size)
    if is_tagged:
        notes.update(declared_notes(pages, notes, roles, body_size))
    roles.update(dict.fromkeys(captions, "caption"))
    roles.update(dict.fromkeys(notes, "footnote"))
    headings = find_headings(pages, outline, set(roles), (body_size, body_bold))
    if is_tagged:
        headings = declared_headings(pages, headings, roles, body_size)
    roles.update(dict.fromkeys(find_quotes(pages, roles, headings), "quote"))
    join_torn(pages)
    join_broken(pages, roles, headings)
    join_tables(pages, roles)
    undo_hyphenation(pages)
    blocks: list[list[Block]] = []
    for page in pages:
        blocks.append(_page_blocks(page, roles, headings, notes))
        page.drafts = []
    return blocks


def _page_blocks(
    page: DraftPage, roles: dict[int, Role], headings: dict[int, int], notes: dict[int, Note]
) -> list[Block]:
    blocks: list[Block] = []
    indents: list[float] = []
    for draft, made in zip(page.drafts, _places(page, roles, headings), strict=True):
        if not isinstance(made, Locator):
            blocks.append(made)
            if made.role == "body":
                indents.clear()
            continue
        role = roles.get(id(draft), "body")
        if role == "footnote":
            note = notes[id(draft)]
            if not blocks or blocks[-1] is not note:  # else another paragraph of it
                blocks.append(note)
            continue
        block = _block(page, draft, made, role, headings.get(id(draft)), indents)
        if not isinstance(block, ListItem) and role == "body":
            indents.clear()
        blocks.append(block)
    return blocks


def _places(
    page: DraftPage, roles: dict[int, Role], headings: dict[int, int]
) -> Sequence[Locator | Paragraph]:
    """Return the place of each draft, or the paragraph there where it is nothing else."""
    found = native()
    if found is None:
        return [Locator(page.index + 1, draft.box.rounded()) for draft in page.drafts]
    number = page.index + 1
    made: list[Locator | Paragraph] = found[0].plain(page.drafts, number, roles, headings, FIELDS, _PARAGRAPH)
    return made


def _place(page: int, box: BBox) -> Locator:
    found = native()
    if found is None:
        return Locator(page, box.rounded())
    place: Locator = found[0].locator(page, box, _PLACE)
    return place


def _block(
    page: DraftPage, draft: Draft, where: Locator, role: Role, level: int | None, indents: list[float]
) -> Block:
    if draft.block is not None:
        return draft.block
    if draft.table is not None:
        return _table(page, draft.table, where)
    if role != "body":
        return Paragraph(where=where, role=role, spans=_with_marker(draft))
    if level is not None:
        spans = _with_marker(draft)
        for span in spans:
            span.text = span.text.replace("\n", " ")
            span.bold = span.bold and not draft.bold  # that it is bold throughout is what a heading is
        return Heading(where=where, level=level, spans=spans)
    if draft.declared is not None and (block := declared_block(draft, where)):
        return block
    if draft.mono and (len(draft.code) > 1) and not draft.hidden:
        return CodeBlock(where=where, text="\n".join(draft.code))
    if draft.marker is not None:
        return ListItem(
            where=where,
            hidden=draft.hidden,
            level=_list_level(draft, indents),
            ordered=draft.ordered,
            marker=draft.marker,
            spans=draft.spans,
        )
    return Paragraph(where=where, hidden=draft.hidden, spans=draft.spans)


def _table(page: DraftPage, table: TableDraft, where: Locator) -> Table:
    unwrap_code(table)
    rows = []
    first = page
    starts = {start: part for start, part, _ in table.parts}
    for number, row in enumerate(table.rows):
        page = starts.get(number, page)
        cells = []
        column = 0
        for draft in row:
            cell = _cell(page, draft, is_header=draft.is_header or number < table.header_rows)
            # Only where it is not the next free one: rows covered from above, cells that are not there.
            cell.column = draft.column if draft.column != column or draft.row_span > 1 else None
            column = draft.column + draft.col_span
            cells.append(cell)
        rows.append(Row(cells, page=None if page is first else page.index + 1))
    return Table(where=where, rows=rows, header_rows=table.header_rows, headed_pages=table.headed_pages)


def _cell(page: DraftPage, draft: CellDraft, *, is_header: bool) -> Cell:
    cell = Cell(col_span=draft.col_span, row_span=draft.row_span, header=is_header)
    if not draft.drafts:
        return cell
    only = draft.drafts[0] if len(draft.drafts) == 1 else None
    counting = [inner for inner in draft.drafts if inner.ordered]
    if len(counting) == 1:
        _unmark(counting[0])  # "3.1 m" alone in a cell begins no list
    if only and only.marker in _ARROWS:
        _unmark(only)
    if is_header:
        for inner in draft.drafts:
            for span in inner.spans:
                span.bold = span.bold and not inner.bold  # that it is bold throughout is what a heading is
    spans = only.spans if only and only.marker is None and not only.hidden else []
    if len(spans) == 1 and spans[0] == Span(spans[0].text):
        cell.text = spans[0].text
    else:
        indents: list[float] = []
        places = [_place(page.index + 1, inner.box) for inner in draft.drafts]
        cell.blocks = [
            _block(page, inner, where, "body", None, indents)
            for inner, where in zip(draft.drafts, places, strict=True)
        ]
    return cell


def _unmark(draft: Draft) -> None:
    draft.spans = _with_marker(draft)
    draft.marker = None


def _with_marker(draft: Draft) -> list[Span]:
    if draft.marker and draft.spans:
        draft.spans[0].text = f"{draft.marker} {draft.spans[0].text}"
    return draft.spans


def _list_level(draft: Draft, indents: list[float]) -> int:
    """Find the level by how far the marker is indented among the entries before it; keeps `indents`."""
    slack = 0.6 * draft.size
    while indents and draft.box.x0 < indents[-1] - slack:
        indents.pop()
    if not indents or draft.box.x0 > indents[-1] + slack:
        indents.append(draft.box.x0)
    return len(indents) - 1
