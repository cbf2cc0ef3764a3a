"""Footnotes: small text at the foot of a page whose mark is called, raised, in the text above."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from docsieve.formats._pdf.drafts import NOTE, Draft, DraftPage
from docsieve.model import Locator, Note, Paragraph, Role, Span

_MARK: Final = re.compile(r"^[(\[]?(\d{1,3}|[*†‡§¶#]{1,3})[)\].]?$")
#: The mark is part of the text where it is not raised.
_LEADING_MARK: Final = re.compile(r"^(\d{1,3}|[*†‡§¶#]{1,3})[.)]?(?:\s+|(?=[^\W\d_]))")
#: Share of the page's height below which footnotes stand.
FOOT: Final = 0.4
#: A note that does not begin with a raised mark is smaller than the text.
_SMALLER: Final = 0.95
#: How a note's text begins, and a word or an address in it: without them it is the exponent of a formula.
_OPENING: Final = re.compile(r"[^\W\d_]|[\"“‘'«„(\[*]")
_WORD: Final = re.compile(r"[^\W\d_]{4}|://|[\u2e80-\U0003ffff]{2}")
_MAX_DECLARED_MARK: Final = 5
#: Marks that are no figures.
SIGNS: Final = "*†‡§¶#"
_RAISED_DIGITS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def find_footnotes(pages: list[DraftPage], roles: dict[int, Role], body_size: float) -> dict[int, Note]:
    """Return the note that stands for a draft, by the draft's `id`; links the calls to them."""
    found: dict[int, Note] = {}
    small = _SMALLER * body_size
    for page in pages:
        foot_from = FOOT * page.height
        foot = [
            draft
            for draft in page.marked(NOTE)
            if (
                (draft.box.top > foot_from and (draft.size <= small or draft.spans[0].superscript))
                if draft.declared is None
                else draft.declared.kind == "note"
            )
            and mark_of(draft, body_size)
            and _may_be(draft, roles)
        ]
        if foot:
            _link(page, foot, body_size, found)
    return found


def _is_declared(draft: Draft) -> bool:
    return draft.declared is not None and draft.declared.kind == "note"


def _has_mark_apart(draft: Draft) -> bool:
    """Tell whether a declared note begins with a mark in a style of its own, or a link back to the text."""
    if not _is_declared(draft) or len(draft.spans) < 2:
        return False
    mark = draft.spans[0].text.strip()
    return (
        len(mark) <= _MAX_DECLARED_MARK
        and mark.isalnum()
        and (
            draft.spans[0].superscript
            or (draft.spans[0].link or "").startswith("#page=")
            or draft.spans[1].text[:1].isspace()
        )
    )


def _may_be(draft: Draft, roles: dict[int, Role]) -> bool:
    return (
        draft.level
        and not draft.hidden
        and draft.block is None
        and draft.table is None
        and roles.get(id(draft), "body") == "body"
        and _WORD.search(draft.text) is not None
    )


def mark_of(draft: Draft, body_size: float) -> str | None:
    """Return the mark a note begins with."""
    first = draft.spans[0]
    if _has_mark_apart(draft):
        return first.text.strip()
    if first.superscript and len(draft.spans) > 1:
        found = _MARK.match(first.text.strip())
        return found.group(1) if found else None
    if draft.size > _SMALLER * body_size and not _is_declared(draft):
        return None
    if draft.marker is not None:
        found = _MARK.match(draft.marker)
        return found.group(1) if found else None
    initial = first.text[:1]
    if not initial.isdigit() and (not initial or initial not in SIGNS):
        return None  # as nearly all text
    found = _LEADING_MARK.match(first.text.translate(_RAISED_DIGITS))
    return found.group(1) if found and len(draft.text) > found.end() else None


def _link(page: DraftPage, foot: list[Draft], body_size: float, found: dict[int, Note]) -> None:
    """Make notes of those whose mark is called above them."""
    notes = {id(draft) for draft in foot}
    marks = [mark_of(draft, body_size) for draft in foot]
    calls = _calls(page, {mark for mark in marks if mark is not None}, notes)
    where = page.index + 1
    called_by = [
        [span for at, span in calls.get(mark or "", ()) if at is not draft]
        for draft, mark in zip(foot, marks, strict=True)
    ]
    listed = _listed(page, {id(draft) for draft, called in zip(foot, called_by, strict=True) if called})
    for number, (draft, mark, called) in enumerate(zip(foot, marks, called_by, strict=True), 1):
        if mark is None or not called or id(draft) in listed or _stands_above_text(draft, page, notes):
            continue
        spans = without_mark(draft)
        if not spans or not _OPENING.match(spans[0].text):
            continue
        note_id = f"page{where}-note{number}"
        for span in called:
            if span.note is None:
                span.note = note_id
        place = Locator(page=where, bbox=draft.box.rounded())
        draft.spans, draft.marker = spans, None
        found[id(draft)] = Note(
            where=place,
            role="footnote",
            id=note_id,
            label=mark,
            blocks=[Paragraph(where=place, spans=draft.spans)],
        )


def _calls(page: DraftPage, marks: set[str], notes: set[int]) -> dict[str, list[tuple[Draft, Span]]]:
    """Return the raised spans of a page, but for those that begin notes, that say one of the marks."""
    calls: dict[str, list[tuple[Draft, Span]]] = {}
    for draft in page.drafts:
        drafts = (
            [draft] if draft.table is None else [d for r in draft.table.rows for c in r for d in c.drafts]
        )
        for inner in drafts:
            for span in [span for span in inner.spans if span.superscript]:
                mark = span.text.strip().strip("()[]")
                if mark in marks and not (id(inner) in notes and span is inner.spans[0]):
                    calls.setdefault(mark, []).append((inner, span))
    return calls


def _listed(page: DraftPage, called: set[int]) -> set[int]:
    """Return the entries of numbered lists, as references are, of which not all are called."""
    listed: set[int] = set()
    run: list[int] = []
    for draft in [*page.drafts, None]:
        if draft is not None and draft.marker is not None and draft.ordered:
            run.append(id(draft))
            continue
        if not called.issuperset(run):
            listed.update(run)
        run = []
    return listed


def _stands_above_text(draft: Draft, page: DraftPage, notes: set[int]) -> bool:
    """Tell whether running text follows below it: the names of authors have marks too."""
    return any(
        other.lines > 2
        and other.box.top >= draft.box.bottom
        and other.box.x0 < draft.box.x1
        and draft.box.x0 < other.box.x1
        and other.level
        and not other.hidden
        and id(other) not in notes
        for other in page.drafts
    )


def without_mark(draft: Draft) -> list[Span]:
    """Return the text of a note without the mark it begins with."""
    first = draft.spans[0]
    if (first.superscript and len(draft.spans) > 1) or _has_mark_apart(draft):
        rest = draft.spans[1:]
    else:
        found = _LEADING_MARK.match(first.text.translate(_RAISED_DIGITS)) if draft.marker is None else None
        rest = [msgspec.structs.replace(first, text=first.text[found.end() :] if found else first.text)]
        rest += draft.spans[1:]
    rest = [span for span in rest if span.text.strip()]
    if rest:
        rest[0] = msgspec.structs.replace(rest[0], text=rest[0].text.lstrip())
    return rest
