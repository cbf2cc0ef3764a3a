"""What of the drafts of each page the passes over the whole document must look at: seen in one go.

Most passes are about few drafts: which these can be is told by their first character, place and look.
"""

from __future__ import annotations

from math import inf
from typing import Final

from docsieve.formats._pdf.captions import INITIALS
from docsieve.formats._pdf.drafts import (
    CAPTION,
    FIELDS,
    GOES_ON,
    HOLDS,
    HYPHENED,
    IN_MARGIN,
    LINE_END_HYPHEN,
    LINE_END_TORN,
    NOTE,
    QUOTE,
    TITLE,
    Draft,
    DraftPage,
)
from docsieve.formats._pdf.footnotes import FOOT, SIGNS
from docsieve.formats._pdf.headings import MAX_LINES
from docsieve.formats._pdf.pdfium import native
from docsieve.formats._pdf.quotes import INDENT, MIN_CHARACTERS, MIN_LINES
from docsieve.formats._pdf.running import MARGIN

_HYPHENS: Final = (LINE_END_HYPHEN, "-")


class Survey:
    """How many characters a document has of each size and weight; each page is seen as soon as it is made."""

    def __init__(self) -> None:
        self.sizes: dict[float, int] = {}
        #: Of what is shown, by size and weight.
        self.shown: dict[tuple[float, bool], int] = {}
        #: Some draft was read by the structure tree of a tagged file.
        self.is_tagged = False
        self._alike: dict[bytes, bytes] = {}  # many pages of long documents look alike

    @classmethod
    def of(cls, pages: list[DraftPage]) -> Survey:
        """See all of some pages."""
        survey = cls()
        for page in pages:
            survey.see(page)
        return survey

    def see(self, page: DraftPage) -> None:
        """Set the flags of the drafts of a page, which are still at hand, and count their characters."""
        found = native()
        see = flags_of if found is None else found[0].survey
        low, high, foot = MARGIN * page.height, (1 - MARGIN) * page.height, FOOT * page.height
        flags, is_declared = see(
            page.drafts, low, high, foot, bool(page.bars), INITIALS, SIGNS, FIELDS, self.sizes, self.shown
        )
        page.flags = self._alike.setdefault(flags, flags)
        self.is_tagged = self.is_tagged or is_declared


def flags_of(
    drafts: list[Draft],
    low: float,
    high: float,
    foot: float,
    has_bars: bool,
    initials: str,
    signs: str,
    _fields: object,
    sizes: dict[float, int],
    shown: dict[tuple[float, bool], int],
) -> tuple[bytes, bool]:
    """Do what `survey` of the extension does (survey.c), to the bit; change both."""
    leftmost = min([draft.box.x0 for draft in drafts], default=0.0)
    nearest, is_first, has_quotes = inf, True, False
    flags = bytearray()
    for draft in drafts:
        sizes[draft.size] = sizes.get(draft.size, 0) + draft.characters
        is_shown = draft.level and not draft.hidden
        if is_shown and draft.spans:
            look = draft.size, draft.bold
            shown[look] = shown.get(look, 0) + draft.characters
        initial = draft.spans[0].text[:1] if draft.spans else ""
        is_in_margin = draft.box.bottom < low or draft.box.top >= high
        is_marked = draft.marker is not None or initial.isdigit() or (initial != "" and initial in signs)
        is_reached = is_first or has_bars or draft.box.x0 > nearest
        found = (
            is_in_margin * IN_MARGIN
            | (is_shown and initial != "" and initial in initials and _may_name(draft)) * CAPTION
            | _may_be_note(draft, foot, is_marked=is_marked) * NOTE
            | (is_shown and _may_be_title(draft)) * TITLE
            | (is_shown and _may_be_quote(draft, leftmost)) * QUOTE
            | (is_reached and (initial.islower() or initial == LINE_END_TORN)) * GOES_ON
            | (draft.table is not None or bool(draft.ends)) * HOLDS
            | any(sign in span.text for span in draft.spans for sign in _HYPHENS) * HYPHENED
        )
        flags.append(found)
        has_quotes = has_quotes or found & QUOTE > 0
        may_be_passed_over = has_quotes or found & (IN_MARGIN | CAPTION | NOTE) > 0 or _is_more(draft)
        nearest = min(nearest, draft.box.x1) if may_be_passed_over else draft.box.x1
        is_first = is_first and may_be_passed_over
    return bytes(flags), any(draft.declared is not None for draft in drafts)


def _may_name(draft: Draft) -> bool:
    """Tell whether a figure follows after a word, a full stop and spaces, and a letter."""
    rest = draft.spans[0].text
    rest = rest[next((at for at, character in enumerate(rest) if not character.isalpha()), len(rest)) :]
    rest = rest.removeprefix(".").lstrip()
    return rest[rest[:1].isalpha() :][:1].isdecimal()


def _is_more(draft: Draft) -> bool:
    """Tell whether a draft is no text that goes on, or its tags may say so."""
    return bool(
        draft.hidden or draft.table is not None or draft.block is not None or draft.declared is not None
    )


def _may_be_note(draft: Draft, foot: float, *, is_marked: bool) -> bool:
    return bool(draft.spans) and (
        draft.declared is not None or (draft.box.top > foot and (is_marked or draft.spans[0].superscript))
    )


def _may_be_title(draft: Draft) -> bool:
    return (
        not draft.mono
        and draft.block is None
        and draft.table is None
        and draft.lines <= MAX_LINES
        and not (draft.marker and not draft.ordered)
    )


def _may_be_quote(draft: Draft, leftmost: float) -> bool:
    return (
        bool(draft.spans)
        and not draft.mono
        and draft.marker is None
        and draft.declared is None
        and draft.lines >= MIN_LINES - 1
        and draft.characters >= MIN_CHARACTERS
        and draft.box.x0 > leftmost + INDENT * draft.size
    )
