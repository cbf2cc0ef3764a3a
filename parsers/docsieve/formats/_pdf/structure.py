"""Drafts of all pages -> the document's blocks: what only the whole document can tell is decided here."""

from __future__ import annotations

from docsieve.formats._pdf.drafts import Draft, DraftPage
from docsieve.formats._pdf.headings import find_headings
from docsieve.formats._pdf.hyphenation import undo_hyphenation
from docsieve.formats._pdf.running import find_running
from docsieve.model import Block, CodeBlock, Heading, ListItem, Locator, OutlineEntry, Paragraph, Role, Span


def write_blocks(pages: list[DraftPage], outline: list[OutlineEntry]) -> list[list[Block]]:
    """Return the blocks of each page, in reading order."""
    undo_hyphenation(draft for page in pages for draft in page.drafts)
    roles = find_running(pages)
    headings = find_headings(pages, outline, set(roles))
    return [_page_blocks(page, roles, headings) for page in pages]


def _page_blocks(page: DraftPage, roles: dict[int, Role], headings: dict[int, int]) -> list[Block]:
    blocks: list[Block] = []
    indents: list[float] = []
    for draft in page.drafts:
        role = roles.get(id(draft), "body")
        block = _block(page, draft, role, headings.get(id(draft)), indents)
        if not isinstance(block, ListItem) and role == "body":
            indents.clear()
        blocks.append(block)
    return blocks


def _block(page: DraftPage, draft: Draft, role: Role, level: int | None, indents: list[float]) -> Block:
    if draft.block is not None:
        return draft.block
    where = Locator(page=page.index + 1, bbox=draft.box.rounded())
    if role != "body":
        return Paragraph(where=where, role=role, spans=_with_marker(draft))
    if level is not None:
        spans = _with_marker(draft)
        for span in spans:
            span.text = span.text.replace("\n", " ")
            span.bold = span.bold and not draft.bold  # that it is bold throughout is what a heading is
        return Heading(where=where, level=level, spans=spans)
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


def _with_marker(draft: Draft) -> list[Span]:
    if draft.marker is not None and draft.spans:
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
