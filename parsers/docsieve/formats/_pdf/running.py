"""Running headers, footers and page numbers: what returns in the margins of page after page."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import Final

from docsieve.formats._pdf.drafts import Draft, DraftPage
from docsieve.model import Role

#: Share of the page's height at its top and bottom where running text stands.
MARGIN: Final = 0.13
_DIGITS: Final = re.compile(r"\d+")
_PAGE_NUMBER: Final = re.compile(
    r"^[\W_]*(?:page|seite|p\.|s\.|página|pág\.|pagina|стр\.?|第)?\s*(\d{1,5}|[ivxlc]{1,7})"
    r"(?:\s*(?:of|von|de|sur|di|из|/|\|)\s*\d{1,5})?[\W_]*(?:页|頁|ページ)?$",
    re.IGNORECASE,
)
_MAX_LENGTH: Final = 250
_MAX_DIGITS: Final = 12
#: Share of the steps from page to page in which a figure stays, or goes on as the pages do.
_MOST: Final = 0.6
#: In a shorter document what returns is as likely its content.
_MIN_PAGES: Final = 4


def find_running(pages: list[DraftPage]) -> dict[int, Role]:
    """Return the role of each draft, by its `id`, that is a running header, a footer or a page number."""
    if len(pages) < _MIN_PAGES:
        return {}
    places: dict[tuple[bool, str], list[tuple[int, Draft]]] = defaultdict(list)
    numbers: dict[bool, list[tuple[int, int | None, Draft]]] = defaultdict(list)
    for page in pages:
        if all(_in_margin(draft, page) for draft in page.drafts):
            continue  # then it is all the page has
        for draft in page.drafts:
            at_top = draft.box.bottom < MARGIN * page.height
            if not at_top and draft.box.top < (1 - MARGIN) * page.height:
                continue
            if not draft.level or draft.hidden or draft.block is not None:
                continue
            text = draft.text
            if draft.marker:
                text = f"{draft.marker} {text}"
            if not text or len(text) > _MAX_LENGTH:
                continue
            found = _PAGE_NUMBER.match(text)
            if found:
                shown = found.group(1)
                numbers[at_top].append((page.index, int(shown) if shown.isdecimal() else None, draft))
            else:
                places[at_top, _DIGITS.sub("#", text).casefold()].append((page.index, draft))
    roles: dict[int, Role] = {}
    for (at_top, _), found_drafts in places.items():
        indexes = {index for index, _ in found_drafts}
        if (
            len(indexes) >= 3
            and _same_place([draft for _, draft in found_drafts])
            and _counts_pages(found_drafts)
        ):
            for _, draft in found_drafts:
                roles[id(draft)] = "header" if at_top else "footer"
    for entries in numbers.values():
        _mark_numbers(entries, roles)
    return roles


def is_page_number(text: str) -> bool:
    """Tell whether a text in the margin is nothing but the number of its page."""
    return len(text) <= _MAX_LENGTH and _PAGE_NUMBER.match(text) is not None


def _in_margin(draft: Draft, page: DraftPage) -> bool:
    return draft.box.bottom < MARGIN * page.height or draft.box.top >= (1 - MARGIN) * page.height


def _same_place(drafts: list[Draft]) -> bool:
    tops = sorted(draft.box.top for draft in drafts)
    middle = tops[len(tops) // 2]
    return sum(abs(top - middle) < 12.0 for top in tops) >= 0.7 * len(tops)


def _counts_pages(entries: list[tuple[int, Draft]]) -> bool:
    """Tell whether the figures in a text that returns stay, or run along with the pages."""
    figures = [
        (
            index,
            [int(number[:_MAX_DIGITS]) for number in _DIGITS.findall(f"{draft.marker or ''} {draft.text}")],
        )
        for index, draft in entries
    ]
    steps = [
        (page - page_before, after - before)
        for (page_before, numbers_before), (page, numbers) in pairwise(figures)
        for before, after in zip(numbers_before, numbers, strict=True)
    ]
    return sum(step in (0, pages) for pages, step in steps) >= _MOST * len(steps)


def _mark_numbers(entries: list[tuple[int, int | None, Draft]], roles: dict[int, Role]) -> None:
    """Numbers count as page numbers where they run along with the pages."""
    offsets: dict[int, int] = defaultdict(int)
    for index, number, _ in entries:
        if number is not None:
            offsets[number - index] += 1
    for index, number, draft in entries:
        if (number is None and len(entries) >= 2) or (number is not None and offsets[number - index] >= 2):
            roles[id(draft)] = "page_number"
