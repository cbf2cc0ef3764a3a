"""The text of a page as rules read it: one kind of digit, space and hyphen, nothing invisible, and the way back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Final

from docsieve.redaction.model import Hit

#: Code points of the digit zero in scripts whose digits stand in documents.
_ZEROS: Final = (
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0xED0, 0xF20,
    0x1040, 0x17E0, 0x1810, 0xFF10, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6,
)  # fmt: skip
_SPACES: Final = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_HYPHENS: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
#: Soft hyphen, zero width, direction marks, BOM: nobody sees them, so they must not hide anything.
_INVISIBLE: Final = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_FOLD: Final[dict[int, str]] = (
    {0xFF01 + index: chr(0x21 + index) for index in range(94)}
    | {zero + digit: str(digit) for zero in _ZEROS for digit in range(10)}
    | dict.fromkeys(map(ord, _SPACES), " ")
    | dict.fromkeys(map(ord, _HYPHENS), "-")
    | {ord("\u2044"): "/", ord("\u2215"): "/", ord("\u3002"): ".", ord("\uff61"): ".", ord("\r"): "\n"}
)
_FIND_INVISIBLE: Final = re.compile(f"[{_INVISIBLE}]+")
_SHAPE: Final = (
    {ord("0") + digit: "9" for digit in range(10)}
    | {letter: "A" for start in "Aa" for letter in range(ord(start), ord(start) + 26)}
    | {ord("\t"): " ", ord("\n"): " "}
)


class PageText:
    """A page as rules read it. `text` has the characters of the page, folded; offsets lead back by `hit`."""

    def __init__(self, original: str) -> None:
        self._origins: list[int] | None = None
        text = original
        if not text.isascii():
            if _FIND_INVISIBLE.search(text):
                self._origins = [index for index, mark in enumerate(text) if mark not in _INVISIBLE]
                text = _FIND_INVISIBLE.sub("", text)
            text = text.translate(_FOLD)
        elif "\r" in text:
            text = text.replace("\r", "\n")
        self.text = text

    @cached_property
    def lower(self) -> str:
        """The text in lower case, offset by offset the same (a letter that grows in lower case stays)."""
        lower = self.text.lower()
        if len(lower) == len(self.text):
            return lower
        return "".join(low if len(low := mark.lower()) == 1 else mark for mark in self.text)

    @cached_property
    def shape(self) -> str:
        """The text with 9 for each digit, A for each Latin letter, a space for tab and newline."""
        return self.text.translate(_SHAPE)

    @cached_property
    def _tables(self) -> tuple[list[int], list[tuple[int, list[str]]]]:
        """Where runs of lines with tabs start, and for each its end and the cells of its first line."""
        starts: list[int] = []
        tables: list[tuple[int, list[str]]] = []
        if "\t" not in self.text:
            return starts, tables
        at, inside = 0, False
        for line in self.lower.split("\n"):
            if "\t" not in line:
                inside = False
            elif inside:
                tables[-1] = (at + len(line), tables[-1][1])
            else:
                inside = True
                starts.append(at)
                tables.append((at + len(line), line.split("\t")))
            at += len(line) + 1
        return starts, tables

    def header_of(self, at: int) -> str:
        """Return the first cell of the column that holds a position of a table, in lower case; else nothing."""
        starts, tables = self._tables
        index = bisect_right(starts, at) - 1
        if index < 0 or at > tables[index][0]:
            return ""
        line = self.text.rfind("\n", 0, at) + 1
        column = self.text.count("\t", line, at)
        cells = tables[index][1]
        return cells[column] if line > starts[index] and column < len(cells) else ""

    def hit(self, start: int, end: int, value: str, confidence: float = 1.0) -> Hit:
        """Return the hit in characters of the page as it is."""
        if self._origins is not None:
            start, end = self._origins[start], self._origins[end - 1] + 1
        return Hit(start, end, value, confidence)

    def digits(self, start: int, end: int) -> str:
        """Return the digits of a passage."""
        return "".join(filter(str.isdecimal, self.text[start:end]))


@lru_cache(maxsize=1)
def page_text(text: str) -> PageText:
    """Fold the text of a page. The last one is kept, because every rule asks for it in turn."""
    return PageText(text)


def matches(
    page: PageText, pattern: re.Pattern[str], needed: tuple[str, ...] = ()
) -> Iterator[re.Match[str]]:
    """Search the folded text, unless it has none of the strings that every match has."""
    if needed and not any(one in page.text for one in needed):
        return iter(())
    return pattern.finditer(page.text)
