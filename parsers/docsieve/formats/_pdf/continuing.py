"""Paragraphs that the end of a column or page breaks in two: joined where the sentence clearly goes on."""

from __future__ import annotations

from typing import Final

import msgspec

from docsieve.formats._pdf.drafts import GOES_ON, HYPHENED, LINE_END_HYPHEN, Draft, DraftPage
from docsieve.model import Image, Role

_HYPHENS: Final = "-\u2010\u00ad"
#: Shorter pieces are labels; they seldom are half a sentence.
_MIN_LENGTH: Final = 40
_SAME_SIZE: Final = 0.96


def join_broken(pages: list[DraftPage], roles: dict[int, Role], headings: dict[int, int]) -> None:
    """Append what goes on at the top of a column or page to what it goes on from, which keeps its place.

    What floats between the two, pictures and tables, is passed over.
    """
    gone: dict[int, tuple[Draft, DraftPage]] = {}  # with what each was appended to, and on which page that is
    changed: list[DraftPage] = []
    for number, page in enumerate(pages):
        count = len(gone)
        for at in page.positions(GOES_ON):
            draft = page.drafts[at]
            if not draft.spans[0].text[:1].islower() or not _is_text(draft, headings):
                continue
            if _is_passed_over(draft, roles):
                continue
            found = _before(pages, number, at, roles)
            if found is None or not _is_text(found[0], headings):
                continue
            previous, previous_page = found
            if _goes_on(previous, draft, previous_page.index, page.index):
                whole, whole_page = gone.get(id(previous), found)
                append_text(whole, draft, None if page is whole_page else page.index + 1)
                whole_page.mark_all(HYPHENED)
                gone[id(draft)] = whole, whole_page
        if len(gone) > count:
            changed.append(page)
    for page in changed:
        page.leave_out(gone)


def _is_passed_over(draft: Draft, roles: dict[int, Role]) -> bool:
    return (
        id(draft) in roles or bool(draft.hidden) or draft.table is not None or isinstance(draft.block, Image)
    )


def _is_text(draft: Draft, headings: dict[int, int]) -> bool:
    return (
        draft.block is None
        and not draft.mono
        and draft.level
        and bool(draft.spans)
        and id(draft) not in headings
    )


def _before(
    pages: list[DraftPage], number: int, at: int, roles: dict[int, Role]
) -> tuple[Draft, DraftPage] | None:
    """Return what stands before a draft, on its page or the one before, and on which."""
    for page in (pages[number], *pages[max(number - 1, 0) : number]):
        drafts = page.drafts
        for index in range(at if page is pages[number] else len(drafts), 0, -1):
            if not _is_passed_over(drafts[index - 1], roles):
                return drafts[index - 1], page
    return None


def _goes_on(draft: Draft, following: Draft, page: int, next_page: int) -> bool:
    is_break = next_page == page + 1 or (
        next_page == page
        and following.box.x0 > draft.box.x1
        and following.box.top < draft.box.bottom - 2 * draft.size
    )
    if not is_break or following.marker is not None or not _may_go_on(draft, following, page == next_page):
        return False
    small, large = sorted((draft.size, following.size))
    if small < _SAME_SIZE * large or draft.bold != following.bold:
        return False
    end = draft.spans[-1].text[-1:]
    if len(draft.text) < _MIN_LENGTH:
        return False
    return end.isalnum() or end in _HYPHENS or end == ","


def _may_go_on(draft: Draft, following: Draft, is_same_page: bool) -> bool:
    """Tell whether the tags allow it: on one page they tell paragraphs apart."""
    if draft.declared is None or following.declared is None:
        return draft.declared is following.declared
    kinds = (draft.declared.kind, following.declared.kind)
    return not is_same_page and kinds in (("paragraph", "paragraph"), ("item", "continued_item"))


def append_text(draft: Draft, following: Draft, page: int | None) -> None:
    """Append it; `page` is the number of the page it stands on, where that is another."""
    last, first = draft.spans[-1], following.spans[0]
    end = last.text[-1]
    if end in _HYPHENS and last.text[-2:-1].isalpha():
        last.text = last.text[:-1] + (LINE_END_HYPHEN if end != "\u00ad" else "")
    else:
        last.text += " "
    for span in following.spans:
        span.page = page
    if msgspec.structs.replace(last, text="") == msgspec.structs.replace(first, text=""):
        last.text += first.text
        draft.spans += following.spans[1:]
    else:
        draft.spans += following.spans
    draft.lines += following.lines
