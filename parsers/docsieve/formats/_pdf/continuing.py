"""Paragraphs that the end of a column or page breaks in two: joined where the sentence clearly goes on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import msgspec

from docsieve.formats._pdf.drafts import LINE_END_HYPHEN, Draft, DraftPage
from docsieve.model import Image, Role

_HYPHENS: Final = "-\u2010\u00ad"
#: Shorter pieces are labels; they seldom are half a sentence.
_MIN_LENGTH: Final = 40
_SAME_SIZE: Final = 0.96


def join_broken(pages: list[DraftPage], roles: dict[int, Role], headings: dict[int, int]) -> None:
    """Append what goes on at the top of a column or page to what it goes on from, which keeps its place."""
    gone: dict[int, DraftPage] = {}
    whole: Draft | None = None
    for (page, draft), (next_page, following) in pairwise(_texts(pages, roles, headings)):
        if draft is None or following is None:
            whole = None
            continue
        if id(draft) not in gone:
            whole = draft
        if whole is not None and _goes_on(draft, following, page.index, next_page.index):
            _append(whole, following)
            gone[id(following)] = next_page
    for touched in {id(page): page for page in gone.values()}.values():
        touched.drafts = [draft for draft in touched.drafts if id(draft) not in gone]


def _texts(
    pages: list[DraftPage], roles: dict[int, Role], headings: dict[int, int]
) -> Iterator[tuple[DraftPage, Draft | None]]:
    """Go through the body's paragraphs, past what floats between them; None stands for a heading."""
    for page in pages:
        for draft in page.drafts:
            if roles.get(id(draft), "body") != "body" or draft.hidden or draft.table is not None:
                continue
            if isinstance(draft.block, Image):
                continue
            is_text = draft.block is None and not draft.mono and draft.level and id(draft) not in headings
            yield page, draft if is_text else None


def _goes_on(draft: Draft, following: Draft, page: int, next_page: int) -> bool:
    is_break = next_page == page + 1 or (
        next_page == page
        and following.box.x0 > draft.box.x1
        and following.box.top < draft.box.bottom - 2 * draft.size
    )
    if not is_break or following.marker is not None or not following.spans or not draft.spans:
        return False
    small, large = sorted((draft.size, following.size))
    if small < _SAME_SIZE * large or draft.bold != following.bold:
        return False
    end, start = draft.spans[-1].text[-1:], following.spans[0].text[:1]
    if not start.islower() or len(draft.text) < _MIN_LENGTH:
        return False
    return end.isalnum() or end in _HYPHENS or end == ","


def _append(draft: Draft, following: Draft) -> None:
    last, first = draft.spans[-1], following.spans[0]
    end = last.text[-1]
    if end in _HYPHENS and last.text[-2:-1].isalpha():
        last.text = last.text[:-1] + (LINE_END_HYPHEN if end != "\u00ad" else "")
    else:
        last.text += " "
    if msgspec.structs.replace(last, text="") == msgspec.structs.replace(first, text=""):
        last.text += first.text
        draft.spans += following.spans[1:]
    else:
        draft.spans += following.spans
    draft.lines += following.lines
