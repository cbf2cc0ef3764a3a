"""Which paragraphs are headings, and of which level: from the whole document's sizes and its outline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from docsieve.formats._pdf.drafts import TITLE, Draft, DraftPage
from docsieve.model import OutlineEntry

_LARGER: Final = 1.12
_MAX_LENGTH: Final = 200
MAX_LINES: Final = 3
_MAX_BOLD_LENGTH: Final = 120
_MAX_LEVEL: Final = 6
_LETTER: Final = re.compile(r"[^\W\d_]")
_BLANKS: Final = re.compile(r"[\W_]+")


def find_headings(
    pages: list[DraftPage], outline: list[OutlineEntry], running: set[int], style: tuple[float, bool]
) -> dict[int, int]:
    """Return the level (1 is highest) of each draft, by its `id`, that is a heading."""
    body, body_bold = style
    if not body:
        return {}
    titles = {(page, _key(title)): depth for title, page, depth in _walk(outline, 1)}
    #: First characters of the titles on each page: most paragraphs begin with another.
    initials: dict[int | None, set[str]] = {}
    for page_number, title in titles:
        initials.setdefault(page_number, set()).add(title[:1])
    found: dict[int, tuple[float, bool]] = {}
    from_outline: dict[int, int] = {}
    larger = _LARGER * body
    for page in pages:
        of_page = initials.get(page.index + 1)
        for draft in page.marked(TITLE):
            in_outline = of_page is not None and _may_match(draft, of_page)
            if not in_outline and not draft.bold and draft.size < larger:
                continue
            if id(draft) in running:
                continue
            text = heading_text(draft)
            depth = titles.get((page.index + 1, _key(text))) if in_outline else None
            if depth is not None:
                from_outline[id(draft)] = min(depth, _MAX_LEVEL)
                found[id(draft)] = (draft.size, draft.bold)
            elif _looks_like(draft, text, body, body_bold):
                found[id(draft)] = (draft.size, draft.bold)
    levels = _levels(found)
    # Where a larger title stands above what the outline lists first, the outline begins below it.
    top = min((levels[key] for key, depth in from_outline.items() if depth == 1), default=1)
    for key, depth in from_outline.items():
        levels[key] = min(top + depth - 1, _MAX_LEVEL)
    return levels


def _may_match(draft: Draft, initials: set[str]) -> bool:
    """Tell whether its text may be one of the titles with these initials."""
    first = (draft.marker or draft.text)[:1]
    return not first.isalnum() or first.casefold()[:1] in initials


def heading_text(draft: Draft) -> str:
    """The whole text of a draft, its number included."""
    text = draft.text
    return f"{draft.marker} {text}" if draft.marker else text


def body_style(lengths: dict[tuple[float, bool], int]) -> tuple[float, bool]:
    """Return the size of most of the text, and whether most of that is bold; `lengths` are of each look."""
    if not lengths:
        return 0.0, False
    sizes: Counter[float] = Counter()
    bold: Counter[float] = Counter()
    for (exact, is_bold), length in lengths.items():
        size = round(exact * 2) / 2
        sizes[size] += length
        if is_bold:
            bold[size] += length
    size = max(sizes, key=lambda key: (sizes[key], key))
    return size, 2 * bold[size] > sizes[size]


def _looks_like(draft: Draft, text: str, body: float, body_bold: bool) -> bool:
    if len(text) > _MAX_LENGTH or len(text) < 2 or not _LETTER.search(text) or "\t" in text:
        return False
    if is_larger(draft, body):
        return not text.endswith((",", ";"))
    return (
        draft.bold
        and not body_bold
        and draft.size >= 0.95 * body
        and draft.lines <= 2
        and len(text) <= _MAX_BOLD_LENGTH
        and not text.endswith((".", ",", ";", ":"))
    )


def is_larger(draft: Draft, body: float) -> bool:
    """Tell whether a draft is so much larger than the text that it is a heading by that."""
    return draft.size >= _LARGER * body and draft.size > body + 0.9


def _rank(size: float, bold: bool) -> tuple[float, bool]:
    return round(size * 2) / 2, bold


def _levels(found: dict[int, tuple[float, bool]]) -> dict[int, int]:
    ranks = sorted({_rank(*style) for style in found.values()}, reverse=True)
    levels: dict[tuple[float, bool], int] = {}
    level, last = 0, 0.0
    for size, bold in ranks:
        if not last or size < 0.96 * last or level == 0:
            level = min(level + 1, _MAX_LEVEL)
            last = size
        levels[size, bold] = level
    return {key: levels[_rank(*style)] for key, style in found.items()}


def _walk(entries: list[OutlineEntry], depth: int) -> Iterator[tuple[str, int | None, int]]:
    stack = [(entry, depth) for entry in reversed(entries)]
    while stack:
        entry, depth = stack.pop()
        yield entry.title, entry.page, depth
        stack.extend((child, depth + 1) for child in reversed(entry.children))


def _key(text: str) -> str:
    return _BLANKS.sub("", text).casefold()
