"""What a tagged file declares its drafts to be -> roles, levels and blocks; what is seen has no say in it."""

from __future__ import annotations

from docsieve.formats._pdf.drafts import Declared, Draft, DraftPage
from docsieve.formats._pdf.footnotes import mark_of, without_mark
from docsieve.formats._pdf.headings import is_larger
from docsieve.formats._pdf.running import MARGIN, is_page_number
from docsieve.model import Block, CodeBlock, ListItem, Locator, Note, Paragraph, Role, Span

_ROLES: dict[str, Role] = {"quote": "quote", "caption": "caption", "toc": "toc"}
_MAX_LEVEL = 6
#: So many on one page may be too many.
_MANY_HEADINGS = 5
#: Characters that a table counts for.
_TABLE_TEXT = 400


def continue_items(pages: list[DraftPage]) -> None:
    """Make what goes on in an entry of a list at the top of a page no entry of its own: it has no marker."""
    marker: str | None = None
    for page in pages:
        is_first = True
        for draft in page.drafts:
            if draft.declared is None or draft.declared.kind != "item":
                continue
            if is_first and marker and not draft.marker:
                draft.declared = Declared("continued_item", draft.declared.level)
            is_first, marker = False, draft.marker


def declared_roles(pages: list[DraftPage]) -> dict[int, Role]:
    """Return the role of each draft, by its `id`, whose tags tell one."""
    found: dict[int, Role] = {}
    for page in pages:
        for draft in page.drafts:
            if draft.declared is None or not draft.spans or draft.hidden:
                continue
            kind = draft.declared.kind
            if kind in _ROLES:
                found[id(draft)] = _ROLES[kind]
            elif kind == "artifact":
                at_top = draft.box.bottom < MARGIN * page.height
                is_number = is_page_number(draft.text)
                found[id(draft)] = "page_number" if is_number else "header" if at_top else "footer"
    return found


def declared_notes(
    pages: list[DraftPage], notes: dict[int, Note], roles: dict[int, Role], body_size: float
) -> dict[int, Note]:
    """Return a note for each draft declared one that nothing on its own page calls by a raised mark.

    What follows a note without a mark of its own is another paragraph of that note.
    """
    found: dict[int, Note] = {}
    calls: dict[str, list[tuple[int, Span]]] = {}
    for page in pages:
        number = page.index + 1
        for draft in page.drafts:
            for span in draft.spans:
                if span.note is None and (span.superscript or _leads_to_a_page(span)):
                    calls.setdefault(span.text.strip(), []).append((number, span))
        last: Note | None = None
        for count, draft in enumerate(page.drafts, 1):
            if draft.declared is None or draft.declared.kind != "note" or not draft.spans:
                last = None
                continue
            if id(draft) in notes or id(draft) in roles:
                last = notes.get(id(draft))
                continue
            mark = mark_of(draft, body_size)
            where = Locator(page=number, bbox=draft.box.rounded())
            if mark is None and last is not None and last.label and draft.hidden == last.hidden:
                last.blocks.append(Paragraph(where=where, spans=draft.spans))
                found[id(draft)] = last
                continue
            note_id = f"page{number}-declared{count}"
            called_on = _call(calls.get(mark, []), draft, number, note_id) if mark else None
            if called_on is not None or (mark and draft.spans[0].superscript):
                draft.spans = without_mark(draft)
            last = found[id(draft)] = Note(
                where=where,
                role="endnote" if mark and called_on != number else "footnote",
                id=note_id,
                label=mark or "",
                hidden=draft.hidden,
                blocks=[Paragraph(where=where, spans=draft.spans)],
            )
    return found


def _leads_to_a_page(span: Span) -> bool:
    return span.link is not None and span.link.startswith("#page=")


def _call(calls: list[tuple[int, Span]], note: Draft, page: int, note_id: str) -> int | None:
    """Link the first mark that may call a note, not one that leads elsewhere; return the page it is on."""
    for index, (called_on, span) in enumerate(calls):
        if any(span is own for own in note.spans):
            continue
        if not _leads_to_a_page(span) or span.link == f"#page={page}":
            span.note = note_id
            del calls[index]
            return called_on
    return None


def declared_headings(
    pages: list[DraftPage], seen: dict[int, int], roles: dict[int, Role], body_size: float
) -> dict[int, int]:
    """Return the level of each draft, by its `id`, that is a heading, where `seen` are those by their looks.

    Where the tags tell headings, looks make one only of what is larger than the text: a title often is a
    paragraph by its tags. What is declared an entry of a list or the like is no heading.
    """
    found: dict[int, int] = {}
    declared: list[tuple[float, int]] = []
    by_looks: list[Draft] = []
    for page in pages:
        is_believed = _has_text_below(page)
        for draft in page.drafts:
            key = id(draft)
            if draft.declared is None or (draft.declared.kind == "heading" and not is_believed):
                if key in seen:
                    found[key] = seen[key]
            elif draft.declared.kind == "heading":
                if key not in roles and draft.spans and not draft.hidden:
                    found[key] = draft.declared.level
                    declared.append((draft.size, draft.declared.level))
            elif draft.declared.kind == "paragraph" and key in seen:
                by_looks.append(draft)
    for draft in by_looks:
        if not declared:
            found[id(draft)] = seen[id(draft)]
        elif is_larger(draft, body_size):
            above = max((level for size, level in declared if size > draft.size + 0.5), default=0)
            found[id(draft)] = min(above + 1, _MAX_LEVEL)
    return found


def _has_text_below(page: DraftPage) -> bool:
    """Tell whether the headings of a page are not most of its text: then their author wanted their looks."""
    headings = [draft for draft in page.drafts if draft.declared and draft.declared.kind == "heading"]
    if len(headings) < _MANY_HEADINGS:
        return True
    tables = sum(draft.table is not None for draft in page.drafts)
    total = sum(draft.characters for draft in page.drafts) + _TABLE_TEXT * tables
    return 2 * sum(draft.characters for draft in headings) <= total


def declared_block(draft: Draft, where: Locator) -> Block | None:
    """Return the block that the tags alone make of a draft; None where its looks decide."""
    kind, level = draft.declared or Declared("paragraph")
    if kind == "item":
        return ListItem(
            where=where,
            hidden=draft.hidden,
            level=level,
            ordered=draft.ordered,
            marker=draft.marker or "",
            spans=draft.spans,
        )
    if kind == "continued_item":
        return Paragraph(where=where, hidden=draft.hidden, list_level=level, spans=draft.spans)
    if kind == "code" and not draft.hidden:
        return CodeBlock(where=where, text="\n".join(draft.code) or draft.text)
    return None
