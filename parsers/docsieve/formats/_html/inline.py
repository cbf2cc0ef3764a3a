"""Collects text into spans the way a browser lays it out: white space collapsed, styles nested."""

from __future__ import annotations

import re
from typing import Any, Final

import msgspec

from docsieve.model import Hidden, Span

#: Collapsible white space (CSS Text 3, 4.1.1); a no-break space is not.
_SPACE: Final = re.compile(r"[ \t\n\r\f]+")
#: C0 and C1 controls other than tab and line feed: never shown.
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Style(msgspec.Struct, frozen=True, gc=False):
    """The styles in force at one point of the walk."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    code: bool = False
    superscript: bool = False
    subscript: bool = False
    math: bool = False
    link: str | None = None
    note: str | None = None
    hidden: Hidden | None = None

    def with_fields(self, fields: dict[str, Any]) -> Style:
        """Return the style with some fields set otherwise."""
        return msgspec.structs.replace(self, **fields)


PLAIN: Final = Style()


class Inline:
    """The text of the block that is being read."""

    def __init__(self) -> None:
        self._runs: list[tuple[Style, str]] = []
        self._ends_in_space = True

    def add(self, text: str, style: Style, *, preformatted: bool = False) -> None:
        """Append text, collapsing white space unless it is preformatted."""
        text = _CONTROLS.sub("", text) if not text.isprintable() and _CONTROLS.search(text) else text
        if not preformatted:
            text = _SPACE.sub(" ", text)
            if self._ends_in_space and text.startswith(" "):
                text = text[1:]
        if not text:
            return
        self._ends_in_space = text[-1] in " \n"
        self._append(text, style)

    def line_break(self, style: Style) -> None:
        """Append a forced line break, without the space before it."""
        self._strip_end()
        self._append("\n", style)
        self._ends_in_space = True

    def _append(self, text: str, style: Style) -> None:
        if self._runs and self._runs[-1][0] == style:
            self._runs[-1] = (style, self._runs[-1][1] + text)
        else:
            self._runs.append((style, text))

    def _strip_end(self) -> None:
        while self._runs:
            style, text = self._runs[-1]
            text = text.rstrip(" ")
            if text:
                self._runs[-1] = (style, text)
                return
            self._runs.pop()

    def take(self) -> list[Span]:
        """Hand over what was collected, as spans without white space at either end, and start anew."""
        runs, self._runs = self._runs, []
        self._ends_in_space = True
        while runs and not runs[-1][1].rstrip(" \n\t"):
            runs.pop()
        while runs and not runs[0][1].lstrip(" \n\t"):
            runs.pop(0)
        if not runs:
            return []
        runs[0] = (runs[0][0], runs[0][1].lstrip(" \n\t"))
        runs[-1] = (runs[-1][0], runs[-1][1].rstrip(" \n\t"))
        return [
            Span(
                text,
                bold=style.bold,
                italic=style.italic,
                underline=style.underline,
                strike=style.strike,
                code=style.code,
                superscript=style.superscript,
                subscript=style.subscript,
                math=style.math,
                link=style.link,
                note=style.note,
                hidden=style.hidden,
            )
            for style, text in runs
        ]
