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
_FOLDED_MARKS: Final = frozenset(map(chr, _FOLD))
_INVISIBLE_MARKS: Final = frozenset(_INVISIBLE)
_LONGEST_ROW: Final = 4_000
#: A letter-and-digit word, from its first digit on.
_FROM_DIGIT: Final = re.compile(r"\d[0-9A-Za-z]*")
_SHAPE: Final = (
    {ord("0") + digit: "9" for digit in range(10)}
    | {letter: "A" for start in "Aa" for letter in range(ord(start), ord(start) + 26)}
    | {ord("\t"): " ", ord("\n"): " "}
)


def _is_header(line: str) -> bool:
    """Tell whether a line of a table starts another one: no digit in it, and a label in one of its cells."""
    from docsieve.redaction.rules.labels import labels_in  # noqa: PLC0415 - which reads pages itself

    return not any(map(str.isdecimal, line)) and any(map(labels_in, line.split("\t")))


class PageText:
    """A page as rules read it. `text` has the characters of the page, folded; offsets lead back by `hit`."""

    def __init__(self, original: str) -> None:
        self._origins: list[int] | None = None
        text = original
        # Few pages have much to fold: asking which characters there are beats translating all of them.
        present = set() if text.isascii() else set(text)
        if not _INVISIBLE_MARKS.isdisjoint(present):
            self._origins = [index for index, mark in enumerate(text) if mark not in _INVISIBLE_MARKS]
            text = "".join(map(text.__getitem__, self._origins))
        for mark in present & _FOLDED_MARKS:
            text = text.replace(mark, _FOLD[ord(mark)])
        if "\r" in text:
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
    def groups(self) -> list[tuple[int, int]]:
        """Words of Latin letters and digits with a digit in them: start and end."""
        text, found = self.text, []
        for match in _FROM_DIGIT.finditer(text):
            start, end = match.span()
            while start and text[start - 1].isascii() and text[start - 1].isalpha():
                start -= 1
            found.append((start, end))
        return found

    def shape(self, start: int, end: int) -> str:
        """Return a passage with 9 for each digit, A for each Latin letter, a space for tab and newline."""
        return self.text[start:end].translate(_SHAPE)

    @cached_property
    def tables(self) -> list[tuple[int, int, list[str]]]:
        """Runs of lines with tabs: start, end, and the cells of the first line in lower case."""
        tables: list[tuple[int, int, list[str]]] = []
        if "\t" not in self.text:
            return tables
        at, inside = 0, False
        for line in self.lower.split("\n"):
            if "\t" not in line:
                inside = False
            elif inside and not _is_header(line):
                start, _, cells = tables[-1]
                tables[-1] = start, at + len(line), cells
            else:
                inside = True
                tables.append((at, at + len(line), line.split("\t")))
            at += len(line) + 1
        return tables

    def header_of(self, at: int) -> str:
        """Return the first cell of the column that holds a position of a table, in lower case; else nothing."""
        index = bisect_right(self.tables, at, key=lambda table: table[0]) - 1
        if index < 0 or at > self.tables[index][1]:
            return ""
        start, _, cells = self.tables[index]
        # No row that a person reads is longer; looking back further would cost a square on one endless line.
        line = self.text.rfind("\n", max(0, at - _LONGEST_ROW), at) + 1
        if not line:
            return ""
        column = self.text.count("\t", line, at)
        return cells[column] if line > start and column < len(cells) else ""

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


def at_starts(text: str, body: re.Pattern[str], inner: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Match at the start of a text and, with `inner`, which begins with the mark before it, inside.

    A pattern that begins with a look-behind is tried at each character; one that begins with a character is not.
    """
    first = body.match(text)
    if first:
        yield first
    yield from inner.finditer(text)
