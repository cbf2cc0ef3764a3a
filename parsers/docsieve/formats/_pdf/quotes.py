"""Block quotes: paragraphs set in from both sides of the column they stand in, or beside a bar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from docsieve.formats._pdf.drafts import HYPHENED, QUOTE, Draft, DraftPage
from docsieve.formats._pdf.glyphs import Shapes
from docsieve.formats._pdf.pdfium import native
from docsieve.formats._pdf.quality import RECTANGLE, RULE
from docsieve.formats._pdf.spans import MAKERS
from docsieve.geometry import BBox
from docsieve.model import Role

#: In em: how far in from the left and from the right of the column.
INDENT: Final = 1.2
_INDENT_RIGHT: Final = 1.0
#: In em: what begins no further from the edge of the column is at it.
_AT_EDGE: Final = 0.8
#: In em: from the text to a bar at its left, and from paragraph to paragraph.
_BAR_GAP: Final = 2.5
_MAX_GAP: Final = 4.0
#: Upright text of the usual size is a quote from this on; of another look with one line less.
MIN_LINES: Final = 3
#: Share of its lines' width that its letters fill, each reckoned as wide as this, in em: verse and
#: addresses fill less.
_FILL: Final = 0.7
_LETTER: Final = 0.58
_SMALLER: Final = 0.96
#: Points, and share of a paragraph's height: a bar beside it; more shapes are a table or a drawing.
_MAX_WIDTH: Final = 6.0
_MIN_HEIGHT: Final = 9.0
_ALONG: Final = 0.8
_MAX_SHAPES: Final = 200
_THIN: Final = 3.0
#: Share of the column's width; narrower are labels and addresses.
_MIN_WIDTH: Final = 0.6
#: What is set in likewise.
_ABSTRACT: Final = re.compile(
    r"(?:abstract|summary|key ?words|zusammenfassung|schlüsselwörter|r[ée]sum[ée]|mots[- ]cl[ée]s"
    r"|resumen|resumo|palabras clave|palavras-chave|riassunto|аннотация)\b",
    re.IGNORECASE,
)
#: What a sentence ends in.
_ENDS: Final = frozenset(".!?:;)]\"'’”»…")
#: Fewer letters are no sentence.
MIN_CHARACTERS: Final = 60
_MIN_BESIDE: Final = 25


def find_quotes(pages: list[DraftPage], roles: dict[int, Role], headings: dict[int, int]) -> set[int]:
    """Return the `id` of each draft that is a quote."""
    found: set[int] = set()
    for page in pages:
        begins = page.has(QUOTE)
        if not begins and not page.bars:
            continue
        drafts = [draft for draft in page.drafts if not draft.hidden and id(draft) not in roles]
        if page.bars:
            found.update(_beside_bars(page.bars, drafts, headings))
        gone: set[int] = set()
        quote: Draft | None = None
        for before, draft in pairwise(drafts) if begins else ():
            if id(draft) in headings or id(before) in headings:
                continue
            if (
                draft.box.x0 > before.box.x0 + INDENT * draft.size
                and _may_be(draft)
                and _is_prose(before)
                and _is_set_in(draft, before, drafts)
            ):
                quote = draft
                found.add(id(draft))
                _join_lines(draft)
            elif (
                quote is not None and (id(before) in found or id(before) in gone) and _goes_on(before, draft)
            ):
                _join_lines(draft)
                if draft.text[:1].islower() and quote.text[-1:] not in _ENDS:
                    _append(quote, draft)
                    gone.add(id(draft))
                else:
                    quote = draft
                    found.add(id(draft))
        if gone:
            page.mark_all(HYPHENED)
            page.leave_out(gone)
    return found


def _append(quote: Draft, draft: Draft) -> None:
    """Let a quote go on with the next piece of its sentence."""
    quote.spans[-1].text += " "
    quote.extend(draft)
    quote.lines += draft.lines


def _join_lines(draft: Draft) -> None:
    """Undo the breaks between its lines: they seemed to end early beside the wider column."""
    for span in draft.spans:
        span.text = span.text.replace("\n", " ")


def find_bars(shapes: Shapes) -> list[BBox]:
    """Return the upright bars of a page that stand alone: tables and frames have several."""
    if not shapes.count(RULE) + shapes.count(RECTANGLE):
        return []
    found = native()
    bars: list[BBox] = seek_bars(shapes) if found is None else found[0].bars(shapes.records, MAKERS)
    return bars


def seek_bars(shapes: Shapes) -> list[BBox]:
    """Do what `bars` of the extension does (ruled.c), to the bit; change both."""
    if not 0 < shapes.count(RULE) + shapes.count(RECTANGLE) <= _MAX_SHAPES:
        return []
    boxes = shapes.boxes(RULE, RECTANGLE)
    upright = [x1 - x0 <= _MAX_WIDTH and bottom - top >= _MIN_HEIGHT for x0, top, x1, bottom, _ in boxes]
    if True not in upright:
        return []
    bars: list[BBox] = []
    across: list[BBox] = []
    for x0, top, x1, bottom, _ in boxes:
        is_bar = x1 - x0 <= _MAX_WIDTH and bottom - top >= max(_MIN_HEIGHT, 3 * (x1 - x0))
        (bars if is_bar else across).append(BBox(x0, top, x1, bottom))
    return [bar for bar in bars if not _has_neighbours(bar, bars, across)]


def _has_neighbours(bar: BBox, bars: list[BBox], across: list[BBox]) -> bool:
    """Tell whether another bar stands beside it, or a rule meets its end."""
    return any(
        (other.x0 > bar.x1 or other.x1 < bar.x0) and other.top < bar.bottom and bar.top < other.bottom
        for other in bars
    ) or any(
        other.height < _THIN
        and other.x0 <= bar.x1 + _THIN
        and bar.x0 - _THIN <= other.x1
        and min(abs(other.top - bar.top), abs(other.top - bar.bottom)) < _THIN
        for other in across
    )


def _may_be(draft: Draft) -> bool:
    """Tell whether it is a paragraph of words, of no kind that tags or a marker name."""
    return (
        bool(draft.spans)
        and draft.level
        and not draft.mono
        and draft.marker is None
        and draft.declared is None
        and draft.characters >= MIN_CHARACTERS
        and _fill(draft) >= _FILL
    )


def _fill(draft: Draft) -> float:
    width = draft.box.width * draft.lines
    return draft.characters * _LETTER * draft.size / width if width > 0 else 0.0


def _is_prose(draft: Draft) -> bool:
    return bool(draft.spans) and draft.level and draft.marker is None and draft.declared is None


def _is_set_in(draft: Draft, before: Draft, drafts: list[Draft]) -> bool:
    """Tell whether it is set in at both sides of the column that the paragraph before it stands in."""
    size, box = draft.size, draft.box
    gap = box.top - before.box.bottom
    if not -0.5 * size < gap < _MAX_GAP * size:
        return False
    is_other = draft.size < _SMALLER * before.size or (_is_italic(draft) and not _is_italic(before))
    text = draft.text
    if draft.lines < MIN_LINES - is_other or not _flows(text):
        return False
    if _ABSTRACT.match(text) or (text[0].islower() and not is_other):
        return False
    left = before.box.x0
    column = [
        other
        for other in drafts
        if other.lines > 1 and _is_prose(other) and abs(other.box.x0 - left) <= _AT_EDGE * size
    ]
    if not column:
        return False
    right = max(other.box.x1 for other in column)
    return box.x1 <= right - _INDENT_RIGHT * size and box.width >= _MIN_WIDTH * (right - left)


def _flows(text: str) -> bool:
    """Tell whether its lines go on with each other, as those of an address or a list do not."""
    breaks = [at for at, c in enumerate(text[:-1]) if c == "\n"]
    return 2 * sum(text[at + 1].islower() for at in breaks) >= len(breaks)


def _is_italic(draft: Draft) -> bool:
    return all(span.italic for span in draft.spans if span.text.strip())


def _goes_on(quote: Draft, draft: Draft) -> bool:
    """Tell whether a paragraph stands right below a quote at the same edges."""
    return (
        _may_be(draft)
        and _flows(draft.text)
        and abs(draft.box.x0 - quote.box.x0) <= _AT_EDGE * draft.size
        and draft.box.x1 <= quote.box.x1 + _AT_EDGE * draft.size
        and abs(draft.size - quote.size) < 0.5
        and -0.5 * draft.size < draft.box.top - quote.box.bottom < _MAX_GAP * draft.size
    )


def _beside_bars(bars: list[BBox], drafts: list[Draft], headings: dict[int, int]) -> Iterator[int]:
    """Yield the `id` of what a bar runs along within the column; one outside of it marks a change."""
    prose = [draft for draft in drafts if _is_prose(draft) and id(draft) not in headings]
    for draft in prose:
        box = draft.box
        if draft.characters < _MIN_BESIDE:
            continue
        for bar in bars:
            if 0.0 < box.x0 - bar.x1 < _BAR_GAP * draft.size and (
                min(bar.bottom, box.bottom) - max(bar.top, box.top) > _ALONG * box.height
            ):
                others = [o for o in prose if o is not draft and o.box.x0 < box.x1 and box.x0 < o.box.x1]
                if any(other.box.x0 <= bar.x0 + 1.0 and other.lines > 1 for other in others):
                    yield id(draft)
