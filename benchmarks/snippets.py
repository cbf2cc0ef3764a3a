"""How a text is judged: the comparison that the corpus' README prescribes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: Soft hyphens, zero-width and bidi control characters: they are no part of the words.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACE = re.compile(r"\s+")


def normalise(text: str) -> str:
    """Bring both sides to one form: NFKC, no invisible characters, runs of white space as one space."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).strip()


@dataclass(frozen=True, kw_only=True)
class Recall:
    """How many of the expected snippets a text holds, and whether they come in the document's order."""

    found: int
    wanted: int
    in_order: bool | None


def recall(expect: Mapping[str, Any], text: str) -> Recall:
    """Judge one text by one manifest entry's `expect`."""
    squeeze: Callable[[str], str] = (
        (lambda s: s.replace(" ", "")) if expect.get("match") == "nospace" else str
    )
    haystack = squeeze(normalise(text))
    wanted = [squeeze(normalise(snippet)) for snippet in expect.get("contains", ())]
    found = sum(snippet in haystack for snippet in wanted)
    rows = [[squeeze(normalise(cell)) for cell in row] for row in expect.get("same_row", ())]
    if rows:
        # CSV doubles quotation marks: that loses nothing.
        lines = [squeeze(normalise(line.replace('""', '"'))) for line in text.splitlines()]
        found += sum(any(_stand_in(line, row) for line in lines) for row in rows)
    in_order: bool | None = None
    if expect.get("ordered"):
        position = 0
        for snippet in wanted:
            position = haystack.find(snippet, position)
            if position < 0:
                break
            position += len(snippet)
        in_order = position >= 0
    return Recall(found=found, wanted=len(wanted) + len(rows), in_order=in_order)


def _stand_in(line: str, cells: Sequence[str]) -> bool:
    """Tell whether the cells of a row stand in one line, in their order."""
    position = 0
    for cell in cells:
        position = line.find(cell, position)
        if position < 0:
            return False
        position += len(cell)
    return True
