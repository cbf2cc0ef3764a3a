"""Puts the pieces of a paragraph together: equal neighbours become one span, display formulas stand alone."""

from __future__ import annotations

from typing import NamedTuple

from docsieve.formats._docx.run_properties import (
    BOLD,
    CODE,
    ITALIC,
    STRIKE,
    SUBSCRIPT,
    SUPERSCRIPT,
    UNDERLINE,
)
from docsieve.model import Formula, Hidden, Span

_SHOWN = BOLD | ITALIC | UNDERLINE | STRIKE | CODE | SUPERSCRIPT | SUBSCRIPT
#: Formatting that shows on blanks too.
_ON_BLANKS = UNDERLINE | STRIKE | CODE


class Look(NamedTuple):
    """All that two pieces of text must share to be one span; `mask` is of `run_properties`."""

    mask: int = 0
    link: str | None = None
    revision: int | None = None
    hidden: Hidden | None = None


class SpanBuilder:
    """Collects one paragraph."""

    def __init__(self) -> None:
        self.parts: list[Span | Formula] = []
        self._look = Look()
        self._texts: list[str] = []

    def add(self, text: str, look: Look) -> None:
        """Append text."""
        if look != self._look:
            if self._texts and not self._joins(text, look):
                self._flush()
            if not self._texts:
                self._look = look
        self._texts.append(text)

    @property
    def pending(self) -> int:
        """Number of pieces of text not yet in `parts`."""
        return len(self._texts)

    def add_span(self, span: Span) -> None:
        """Append a finished span: a note's mark, a formula in the line."""
        self._flush()
        self.parts.append(span)

    def add_formula(self, formula: Formula) -> None:
        """Append a formula that stands on a line of its own."""
        self._flush()
        self.parts.append(formula)

    def finish(self) -> list[Span | Formula]:
        """Return all parts in order."""
        self._flush()
        return self.parts

    def _joins(self, text: str, look: Look) -> bool:
        """Tell whether blanks may take the look of the text before: a bold blank is no change of style."""
        before = self._look
        return (
            not text.strip(" ")
            and look[1:] == before[1:]
            and not (look.mask | before.mask) & _ON_BLANKS
            and not (look.mask ^ before.mask) & (SUPERSCRIPT | SUBSCRIPT)
        )

    def _flush(self) -> None:
        if not self._texts:
            return
        text = "".join(self._texts)
        self._texts.clear()
        mask, link, revision, hidden = self._look
        if text:
            self.parts.append(_span(text, mask & _SHOWN, link, revision, hidden))


def _span(text: str, mask: int, link: str | None, revision: int | None, hidden: Hidden | None) -> Span:
    if not mask and link is None and revision is None and hidden is None:
        return Span(text)
    return Span(
        text,
        bold=bool(mask & BOLD),
        italic=bool(mask & ITALIC),
        underline=bool(mask & UNDERLINE) and link is None,
        strike=bool(mask & STRIKE),
        code=bool(mask & CODE),
        superscript=bool(mask & SUPERSCRIPT),
        subscript=bool(mask & SUBSCRIPT),
        link=link,
        revision=revision,
        hidden=hidden,
    )
