"""The head of a declared table, painted again where the table goes on in the next column of the page."""

from __future__ import annotations

from math import gcd
from typing import Final

from docsieve.formats._pdf.glyph_fallback import SEGMENT
from docsieve.formats._pdf.glyphs import Segment
from docsieve.formats._pdf.marked_text import MarkedText

#: Columns of a page.
_MAX_COPIES: Final = 12
#: Points that the cells of a copy may be moved unlike each other: Chromium moves lines to whole pixels.
_SAME: Final = 1.6


def leave_out_copies(marked: MarkedText, cells: list[list[int]]) -> None:
    """Keep of a row the first of its copies; `cells` are the ids of the marked content of each cell."""
    records = [marked.within(contents) for contents in cells]
    segments = [[Segment._make(SEGMENT.unpack(record)) for record in found] for found in records if found]
    if not segments:
        return
    for count in range(min(gcd(*map(len, segments)), _MAX_COPIES), 1, -1):
        if _are_copies(marked, segments, count):
            for contents, found in zip(cells, records, strict=True):
                marked.leave_out(contents, found[len(found) // count :])
            return


def _are_copies(marked: MarkedText, cells: list[list[Segment]], count: int) -> bool:
    """Tell whether all cells hold the same `count` times, each time as far away in all of them."""
    moved: list[tuple[float, float]] = []
    for number, cell in enumerate(cells):
        length = len(cell) // count
        said = [marked.text_between(segment.start, segment.end) for segment in cell]
        if any(said[i * length : (i + 1) * length] != said[:length] for i in range(1, count)):
            return False
        moves = [(cell[i * length].x0 - cell[0].x0, cell[i * length].y - cell[0].y) for i in range(1, count)]
        if not number:
            moved = moves
        if any(abs(a - c) > _SAME or abs(b - d) > _SAME for (a, b), (c, d) in zip(moved, moves, strict=True)):
            return False
    # What is merely said twice in each cell stands there twice.
    firsts = [segment for cell in cells for segment in cell[: len(cell) // count]]
    width = max(segment.x1 for segment in firsts) - min(segment.x0 for segment in firsts)
    return all(abs(x) > width for x, _ in moved)
