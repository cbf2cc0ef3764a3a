"""Running headers, footers and page numbers: what returns in the margins of page after page."""

from __future__ import annotations

import re
import string
from collections import defaultdict
from itertools import pairwise
from typing import Final

from docsieve.formats._pdf.captions import is_named
from docsieve.formats._pdf.drafts import IN_MARGIN, Draft, DraftPage
from docsieve.formats._pdf.headings import heading_text
from docsieve.model import Role

#: Share of the page's height at its top and bottom where running text stands.
MARGIN: Final = 0.13
_DIGITS: Final = re.compile(r"\d+")
_PAGE_NUMBER: Final = re.compile(
    # Possessive: no sign that is given back could begin what follows, and lines of "____" would be tried on.
    r"^[\W_]*+(?:page|seite|p\.|s\.|página|pág\.|pagina|стр\.?|第)?\s*(\d{1,5}|[ivxlc]{1,7})"
    r"(?:\s*(?:of|von|de|sur|di|из|/|\|)\s*\d{1,5})?[\W_]*(?:页|頁|ページ)?$",
    re.IGNORECASE,
)
#: What no number of a page begins with.
_NO_NUMBER: Final = frozenset(set(string.ascii_letters) - set("pPsSiIvVxXlLcC"))
_ROMAN: Final = re.compile(r"c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_VALUES: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_MAX_LENGTH: Final = 250
_MAX_DIGITS: Final = 12
#: Share of the steps from page to page in which a figure stays, or goes on as the pages do.
_MOST: Final = 0.6
#: In a shorter document what returns is as likely its content.
_MIN_PAGES: Final = 4
_MIN_RUN: Final = 3
#: Times the em of most text, and share of the pages: what is larger and on fewer is a slide's title.
_LARGEST: Final = 1.35
_FEW: Final = 0.3


def find_running(pages: list[DraftPage], sizes: dict[float, int]) -> dict[int, Role]:
    """Return the role of each draft, by its `id`, that is a running header, a footer or a page number."""
    if len(pages) < _MIN_PAGES:
        return {}
    places: dict[tuple[bool, str], list[tuple[int, Draft]]] = defaultdict(list)
    numbers: dict[tuple[bool, bool], list[tuple[int, int, Draft]]] = defaultdict(list)
    for page in pages:
        low = MARGIN * page.height
        margin = list(page.marked(IN_MARGIN))
        if len(margin) == len(page.drafts):
            continue  # then it is all the page has
        for draft in margin:
            at_top = draft.box.bottom < low
            if not draft.level or draft.hidden or draft.block is not None:
                continue
            text = heading_text(draft)
            if not text or len(text) > _MAX_LENGTH or is_named(text):
                continue
            found = _PAGE_NUMBER.match(text) if text[0] not in _NO_NUMBER else None
            shown = found.group(1) if found else ""
            number = int(shown) if shown.isdecimal() else _roman(shown) if shown else 0
            if number:
                numbers[at_top, shown.isdecimal()].append((page.index, number, draft))
            elif not shown.isdecimal():
                places[at_top, _DIGITS.sub("#", text).casefold()].append((page.index, draft))
    roles: dict[int, Role] = {}
    for entries in numbers.values():
        _mark_numbers(entries, roles)
    returning = [
        (at_top, entries)
        for (at_top, text), entries in places.items()
        if len(entries) >= _MIN_RUN
        and _follow_each_other([index for index, _ in entries])
        and _same_place([draft for _, draft in entries])
        and ("#" not in text or _counts_pages(entries))
    ]
    if returning:
        _mark_returning(returning, pages, sizes, roles)
    return roles


def _mark_returning(
    returning: list[tuple[bool, list[tuple[int, Draft]]]],
    pages: list[DraftPage],
    sizes: dict[float, int],
    roles: dict[int, Role],
) -> None:
    """Mark what returns, but for the titles of slides and what text of the page's own stands outside of."""
    of_page = {page.index: page for page in pages}
    largest: float | None = None
    # From the edge of the page inwards.
    for at_top, entries in sorted(returning, key=lambda group: _depth(group, of_page)):
        beyond = sum([_is_within(draft, of_page[index], roles, at_top) for index, draft in entries])
        if 2 * beyond > len(entries):
            continue
        if at_top and len(entries) < _FEW * len(pages):
            largest = largest or _LARGEST * _usual_size(sizes)
            if min(draft.size for _, draft in entries) > largest:
                continue  # a title
        for _, draft in entries:
            roles[id(draft)] = "header" if at_top else "footer"


def _depth(group: tuple[bool, list[tuple[int, Draft]]], pages: dict[int, DraftPage]) -> float:
    at_top, ((index, draft), *_) = group
    return draft.box.top if at_top else pages[index].height - draft.box.bottom


def _is_within(draft: Draft, page: DraftPage, roles: dict[int, Role], at_top: bool) -> bool:
    """Tell whether text of the page's own stands nearer to its edge."""
    edge = draft.box.top if at_top else draft.box.bottom
    for other in page.marked(IN_MARGIN):
        is_outside = other.box.bottom <= edge if at_top else other.box.top >= edge
        if is_outside and other.level and not other.hidden and other.block is None and id(other) not in roles:
            return True
    return False


def _usual_size(sizes: dict[float, int]) -> float:
    """Return the em of most text."""
    characters: dict[float, int] = defaultdict(int)
    for size, count in sizes.items():
        characters[round(size, 1)] += count
    return max(characters, key=lambda size: (characters[size], size))


def is_page_number(text: str) -> bool:
    """Tell whether a text in the margin is nothing but the number of its page."""
    return len(text) <= _MAX_LENGTH and _PAGE_NUMBER.match(text) is not None


def _follow_each_other(indexes: list[int]) -> bool:
    """Tell whether it stands on three pages, none far from the next: the head of a table may return, too."""
    run = 1
    for before, after in pairwise(sorted(set(indexes))):
        run = run + 1 if after - before <= 2 else 1
        if run >= _MIN_RUN:
            return True
    return False


def _same_place(drafts: list[Draft]) -> bool:
    tops = sorted(draft.box.top for draft in drafts)
    middle = tops[len(tops) // 2]
    return sum(abs(top - middle) < 12.0 for top in tops) >= 0.7 * len(tops)


def _counts_pages(entries: list[tuple[int, Draft]]) -> bool:
    """Tell whether the figures in a text that returns stay, or run along with the pages."""
    figures = [
        (index, [int(number[:_MAX_DIGITS]) for number in _DIGITS.findall(heading_text(draft))])
        for index, draft in entries
    ]
    steps = kept = 0
    for (page_before, numbers_before), (page, numbers) in pairwise(figures):
        going_on = page - page_before
        for before, after in zip(numbers_before, numbers, strict=True):
            steps += 1
            kept += after - before in (0, going_on)
    return kept >= _MOST * steps


def _mark_numbers(entries: list[tuple[int, int, Draft]], roles: dict[int, Role]) -> None:
    """Numbers count as page numbers where they run along with the pages."""
    pages: dict[int, set[int]] = defaultdict(set)
    for index, number, _ in entries:
        pages[number - index].add(index)
    for index, number, draft in entries:
        if any(index + step in pages[number - index] for step in (-2, -1, 1, 2)):
            roles[id(draft)] = "page_number"


def _roman(text: str) -> int:
    """Return the value of a Roman numeral, 0 where the letters are none."""
    if not _ROMAN.fullmatch(text):
        return 0
    values = [_VALUES[letter] for letter in text.lower()]
    return sum(-a if a < b else a for a, b in pairwise([*values, 0]))
