"""Texts side by side that the file paints one after the other, as addresses: cells, not columns of rows."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from docsieve.formats._pdf.lines import Line

#: Texts of so many lines, as many as are needed; shorter ones are painted whole in any table.
_MIN_LINES: Final = 3
_MIN_TEXTS: Final = 2
#: Share of the lines of each that hold a word: figures below each other are rows, whatever paints them.
_MIN_WORDS: Final = 0.6
_WORD: Final = re.compile(r"[^\W\d_]{3}")


def are_painted_whole(columns: list[list[Line]]) -> bool:
    """Tell whether each column, from the left, is painted downwards and wholly before the next one.

    Columns of as many lines each may be rows all the same.
    """
    long = [lines for lines in columns if len(lines) >= _MIN_LINES]
    if len(long) < _MIN_TEXTS or len({len(lines) for lines in columns}) == 1:
        return False
    if any(
        after.start < before.start for before, after in pairwise(line for lines in columns for line in lines)
    ):
        return False
    if any(after.y <= before.y for lines in columns for before, after in pairwise(lines)):
        return False
    return all(sum(map(_has_word, lines)) >= _MIN_WORDS * len(lines) for lines in long)


def _has_word(line: Line) -> bool:
    return any(_WORD.search(words) for _, _, _, words in line.runs)
