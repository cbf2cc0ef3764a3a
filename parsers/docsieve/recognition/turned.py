"""Pages whose text does not run to the right: turned upright for their layout, and places turned back."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from msgspec.structs import replace

from docsieve.formats._pdf.scripts import is_rtl_text
from docsieve.geometry import BBox
from docsieve.recognition.words import Line, RecognisedPage, Word


class Turn(NamedTuple):
    """By how many quarters, clockwise, a page of that size in points is turned."""

    quarters: int
    width: float
    height: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page once it is upright, in points."""
        return (self.height, self.width) if self.quarters % 2 else (self.width, self.height)

    def back(self, box: BBox) -> BBox:
        """Return where a box of the upright page is on the page as it is."""
        x0, y0, x1, y1 = box.x0, box.top, box.x1, box.bottom
        if self.quarters == 1:
            return BBox(self.width - y1, x0, self.width - y0, x1)
        if self.quarters == 2:
            return BBox(self.width - x1, self.height - y1, self.width - x0, self.height - y0)
        if self.quarters == 3:
            return BBox(y0, self.height - x1, y1, self.height - x0)
        return box


def upright(page: RecognisedPage) -> tuple[RecognisedPage, int]:
    """Turn a page upright, and tell by how many quarters, clockwise, it was turned."""
    quarters = _quarters(page)
    if not quarters:
        return page, 0
    width, height = page.width, page.height
    paragraphs = [
        [[_turned(word, quarters, width, height) for word in line] for line in lines]
        for lines in page.paragraphs
    ]
    size = (height, width) if quarters % 2 else (width, height)
    return replace(page, width=size[0], height=size[1], paragraphs=paragraphs), quarters


def _quarters(page: RecognisedPage) -> int:
    """Return where most letters of the page run to: right, down, left or up."""
    found: Counter[int] = Counter()
    for line in (line for lines in page.paragraphs for line in lines):
        quarters = _direction(line)
        if quarters is not None:
            found[quarters] += sum(len(word.text) for word in line)
    return found.most_common(1)[0][0] if found else 0


def _direction(line: Line) -> int | None:
    """Return it for a line; None for one of a single word, or one that is read from right to left."""
    if len(line) < 2 or any(map(is_rtl_text, line[0].text)):
        return None
    first, last = line[0], line[-1]
    across = (last.x0 + last.x1 - first.x0 - first.x1) / 2
    down = (last.y0 + last.y1 - first.y0 - first.y1) / 2
    if abs(across) >= abs(down):
        return 0 if across >= 0 else 2
    return 1 if down > 0 else 3


def _turned(word: Word, quarters: int, width: float, height: float) -> Word:
    x0, y0, x1, y1 = word.x0, word.y0, word.x1, word.y1
    if quarters == 1:
        x0, y0, x1, y1 = y0, width - x1, y1, width - x0
    elif quarters == 2:
        x0, y0, x1, y1 = width - x1, height - y1, width - x0, height - y0
    else:
        x0, y0, x1, y1 = height - y1, x0, height - y0, x1
    return Word(x0, y0, x1, y1, word.confidence, word.text)
