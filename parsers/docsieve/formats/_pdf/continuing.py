"""Paragraphs that the end of a column or page breaks in two: joined where the sentence clearly goes on."""

from __future__ import annotations

from typing import Final

import msgspec

from docsieve.formats._pdf.drafts import LINE_END_HYPHEN, Draft, DraftPage
from docsieve.model import Image, Role

_HYPHENS: Final = "-\u2010\u00ad"
#: Shorter pieces are labels; they seldom are half a sentence.
_MIN_LENGTH: Final = 40
_SAME_SIZE: Final = 0.96


def join_broken(pages: list[DraftPage], roles: dict[int, Role], headings: dict[int, int]) -> None:
    """Append what goes on at the top of a column or page to what it goes on from, which keeps its place.

    What floats between the two, pictures and tables, is passed over.
    """
    previous: Draft | None = None  # None for a heading
    whole: Draft | None = None
    whole_page = previous_page = -1
    for page in pages:
        gone: set[int] = set()
        for draft in page.drafts:
            key, block = id(draft), draft.block
            if key in roles or draft.hidden or draft.table is not None or isinstance(block, Image):
                continue
            if block is not None or draft.mono or not draft.level or key in headings or not draft.spans:
                previous = None
                continue
            if (
                previous is not None
                and whole is not None
                and draft.spans[0].text[:1].islower()
                and _goes_on(previous, draft, previous_page, page.index)
            ):
                append_text(whole, draft, None if page.index == whole_page else page.index + 1)
                gone.add(key)
            else:
                whole, whole_page = draft, page.index
            previous, previous_page = draft, page.index
        if gone:
            page.drafts = [draft for draft in page.drafts if id(draft) not in gone]


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
