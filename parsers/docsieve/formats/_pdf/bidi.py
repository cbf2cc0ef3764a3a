"""Lines with right-to-left text: from the places of their pieces to the order in which they are read.

pdfium turns such text around run by run, and not always rightly: neutral characters stay where they were, and
words in presentation forms stay as they are painted. What is seen does not lie: this is the Unicode
Bidirectional Algorithm (UAX 9, L2) the other way round. `reorder` in parsers/pdfglyphs/lines.c does the same
as `in_reading_order`; change both.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from docsieve.formats._pdf.glyphs import GAP_BEFORE, RIGHT_TO_LEFT, SPACE_BEFORE, UNMAPPED, Segment
from docsieve.formats._pdf.scripts import ARABIC_NUMBERS
from docsieve.model import Span

#: More pieces on one line are no text.
MAX_PIECES: Final = 512
#: In em: what lies between two words at least, where the file or pdfium has a space near, and where not.
NEAR_SPACE: Final = 0.13
NO_SPACE: Final = 0.18

_RIGHTWARDS, _NEUTRAL, _LEFTWARDS, _UNKNOWN = -1, 0, 1, 2
_PAIRS: Final = ("()", "[]", "{}", "\u00ab\u00bb", "\u2039\u203a")
_BRACKETS: Final = frozenset("".join(_PAIRS))


class Place(NamedTuple):
    """A piece in the order of reading, by its index, and from where to where its run reaches."""

    piece: int
    run: int
    x0: float
    x1: float


def in_reading_order(pieces: list[tuple[Segment, str]]) -> list[Place]:
    """Return the places of the pieces of a line in the order in which they are read."""
    ways = [_way(segment, text) for segment, text in pieces]
    leftwards = sum(len(text) for (_, text), way in zip(pieces, ways, strict=True) if way == _LEFTWARDS)
    rightwards = sum(
        sum(map(str.isalpha, text)) for (_, text), way in zip(pieces, ways, strict=True) if way == _RIGHTWARDS
    )
    base = _LEFTWARDS if leftwards >= rightwards else _RIGHTWARDS
    # Stable, as in C.
    order = sorted(range(len(pieces)), key=lambda i: -base * (pieces[i][0].x0 + pieces[i][0].x1))
    places: list[Place] = []
    start = 0
    while start < len(order):
        end = after = start  # `after` is one behind the last piece of the run
        # A run against the line's direction, and what is neutral within it.
        while end < len(order) and ways[order[end]] in (-base, _NEUTRAL):
            if ways[order[end]] == -base:
                after = end + 1
            elif after == start:
                break
            end += 1
        after = max(after, start + 1)
        run = [pieces[i][0] for i in order[start:after]]
        x0, x1 = min([segment.x0 for segment in run]), max([segment.x1 for segment in run])
        places += [Place(i, start, x0, x1) for i in reversed(order[start:after])]
        start = after
    return places


def _way(segment: Segment, text: str) -> int:
    if segment.flags & RIGHT_TO_LEFT:
        return _LEFTWARDS
    if segment.flags & UNMAPPED:
        return _UNKNOWN  # its characters are a guess: as the line
    if ARABIC_NUMBERS.isdisjoint(text):
        return _RIGHTWARDS if any(map(str.isalnum, text)) else _NEUTRAL
    # It stands among leftward text, though its digits run rightwards.
    return _RIGHTWARDS if any(c.isalnum() for c in text if c not in ARABIC_NUMBERS) else _LEFTWARDS


def gap_between(before: Segment, after: Segment, place: Place, next_place: Place) -> tuple[float, bool]:
    """Return the gap in em between two pieces that follow each other, and whether it is a space."""
    em = min(before.size, after.size)
    if place.run == next_place.run:
        gap = max(after.x0 - before.x1, before.x0 - after.x1)
    else:
        gap = max(next_place.x0 - place.x1, place.x0 - next_place.x1)
    if em <= 0:
        return 0.0, True
    least = NEAR_SPACE if (before.flags | after.flags) & (SPACE_BEFORE | GAP_BEFORE) else NO_SPACE
    return gap / em, gap > least * em


def mend_brackets(spans: Iterable[Span]) -> None:
    """Let brackets open before they close: pdfium mirrors some of them, by what stands beside them."""
    found: dict[str, list[tuple[Span, int]]] = {}
    for span in spans:
        if _BRACKETS.isdisjoint(span.text):
            continue
        for at, character in enumerate(span.text):
            if character in _BRACKETS:
                pair = next(pair for pair in _PAIRS if character in pair)
                found.setdefault(pair, []).append((span, at))
    for pair, places in found.items():
        shown = "".join(span.text[at] for span, at in places)
        if len(places) % 2 or _is_balanced(shown, pair):
            continue
        turned = shown.translate({ord(pair[0]): pair[1], ord(pair[1]): pair[0]})
        right = turned if _is_balanced(turned, pair) else pair * (len(places) // 2)
        for (span, at), character in zip(places, right, strict=True):
            span.text = span.text[:at] + character + span.text[at + 1 :]


def _is_balanced(shown: str, pair: str) -> bool:
    depth = 0
    for character in shown:
        depth += 1 if character == pair[0] else -1
        if depth < 0:
            return False
    return depth == 0
