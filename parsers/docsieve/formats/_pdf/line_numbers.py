"""Numbers of lines in the left margin: of pleadings, transcripts, bills and manuscripts under review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from docsieve.formats._pdf.leading import goes_on, is_narrow
from docsieve.formats._pdf.lines import GAP_AFTER_FIRST, HYPHEN, LEVEL, RTL, Line
from docsieve.formats._pdf.typewritten import is_code
from docsieve.geometry import BBox, union

#: Digits of a number. The extension asks for numbers as short before it hands over the lines of a page.
_MAX_DIGITS: Final = 4
#: How far lines may be counted on from number to number, and how many numbers there must be at the least.
_LEAST: Final = {1: 8, 5: 4}
#: More candidates are a table.
_MAX_NUMBERS: Final = 400
#: In em: how far off its column a number may stand.
_OFF: Final = 0.6
#: How much of the text must stand to the right of the numbers, how many of its lines must be counted, and how
#: much of it must be sentences that go on where a long line ended: rows of a table have numbers, too.
_MOST: Final = 0.8
_COVERED: Final = 0.5
_FLOW: Final = 0.2
_LONG: Final = 0.6
_MAX_STEP: Final = 3.5


class LineNumbers(NamedTuple):
    """The numbers of a page's lines."""

    #: Index of the first character of each, and what they are, from the top.
    starts: frozenset[int]
    texts: Sequence[str]
    box: BBox


class _Number(NamedTuple):
    value: int
    line: Line

    @property
    def box(self) -> BBox:
        line = self.line
        return BBox(line.x0, line.top, line.x0 + line.first_width, line.bottom)


def find_line_numbers(lines: Sequence[Line]) -> LineNumbers | None:
    """Find the numbers in the left margin that count the lines of a page; None where there are none."""
    # Most lines are told apart by the first test.
    numbers = [
        _Number(int(line.first), line) for line in lines if line.first.isdigit() and _may_be_number(line)
    ]
    if len(numbers) > _MAX_NUMBERS or not _may_count(numbers):
        return None
    column = _longest_count(_in_column(numbers))
    if not column:
        return None
    box = union(number.box for number in column)
    if box is None or not _counts_sentences(lines, column, box.x1):
        return None
    return LineNumbers(
        frozenset(number.line.start for number in column), [number.line.first for number in column], box
    )


def _may_be_number(line: Line) -> bool:
    """Tell whether the line, which begins with digits alone, may begin with its number, or be one.

    `line_number` of the extension (pages.c) asks for no more than this; change both.
    """
    first = line.first
    return (
        len(first) <= _MAX_DIGITS
        and first.isascii()
        and (bool(line.flags & GAP_AFTER_FIRST) or line.characters == len(first))
        and not line.flags & RTL
        and line.direction == LEVEL
        and line.hidden is None
    )


def _may_count(numbers: list[_Number]) -> bool:
    """Tell whether some count on as they are painted, as `is_plain_page` (C) does; change both."""
    steps = [after.value - before.value for before, after in pairwise(numbers)]
    return sum([step in _LEAST for step in steps]) >= min(_LEAST.values()) - 1


def _in_column(numbers: list[_Number]) -> list[_Number]:
    """Return those that stand below each other, from the top: their left edges or their right ones agree."""
    best: list[_Number] = []
    for edge in (_left, _right):
        places = sorted(numbers, key=edge)
        begin = 0
        for end, number in enumerate(places):
            while edge(number) - edge(places[begin]) > _OFF * number.line.first_size:
                begin += 1
            if end + 1 - begin > len(best):
                best = places[begin : end + 1]
    return sorted(best, key=lambda number: number.line.y)


def _left(number: _Number) -> float:
    return number.line.x0


def _right(number: _Number) -> float:
    return number.line.x0 + number.line.first_width


def _longest_count(column: list[_Number]) -> list[_Number]:
    """Return the longest part that counts on evenly, if that is long enough."""
    steps = Counter(after.value - before.value for before, after in pairwise(column))
    best: list[_Number] = []
    for step, least in _LEAST.items():
        run: list[_Number] = []
        for number in column if steps[step] >= least - 1 else ():
            goes = run and number.value - run[-1].value == step and number.line.y > run[-1].line.y
            run = [*run, number] if goes else [number]
            if len(run) >= max(least, len(best) + 1):
                best = run
    return best


def _counts_sentences(lines: Sequence[Line], column: list[_Number], edge: float) -> bool:
    """Tell whether what stands beside the numbers up to that edge is prose, and most of the page."""
    numbered = {id(number.line) for number in column}
    texts = list(_texts(lines, numbered))
    step = column[1].value - column[0].value
    if len(column) * step < _COVERED * len(texts) or is_code("".join([text for _, text in texts])):
        return False
    beside = sum(line.x0 >= edge or id(line) in numbered for line, _ in texts)
    reach = _LONG * (max(line.x1 for line, _ in texts) - edge)
    flowing = 0
    for (before, _), (line, text) in pairwise(texts):
        is_next = 0.0 < line.y - before.y <= _MAX_STEP * line.size
        is_long = before.x1 - edge >= reach and not is_narrow(before, before.size)
        flowing += is_next and is_long and (goes_on(text) or bool(before.flags & HYPHEN))
    return beside >= _MOST * len(texts) and flowing >= max(3.0, _FLOW * len(texts))


def _texts(lines: Sequence[Line], numbered: set[int]) -> Iterator[tuple[Line, str]]:
    """Yield the level lines seen that have text, and that text without the number."""
    for line in lines:
        if line.direction != LEVEL or line.hidden is not None:
            continue
        if id(line) not in numbered:
            yield line, line.first
        elif line.characters > len(line.first):
            text = "".join([run[0] + run[3] for run in line.runs])
            yield line, text[len(line.first) :].lstrip()
