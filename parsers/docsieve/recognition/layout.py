"""Recognised words as lines for the code that makes paragraphs, list entries and tables of a PDF's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from statistics import median
from typing import Final, NamedTuple

from docsieve.formats._pdf.drafts import DraftPage
from docsieve.formats._pdf.glyph_fallback import SEGMENT
from docsieve.formats._pdf.glyphs import HYPHEN_AFTER, RIGHT_TO_LEFT, Font, Glyphs, Segment
from docsieve.formats._pdf.lines import APART, GLUED, SPACED, WIDE_GAP, Line, OpenLine, Piece
from docsieve.formats._pdf.order import in_reading_order
from docsieve.formats._pdf.scripts import is_ideographic, is_rtl_text
from docsieve.formats._pdf.tables import read_drafts, take_tables
from docsieve.recognition.words import RecognisedPage

#: Heights in em, as in most typefaces: of small letters, of letters that rise, and below the baseline.
_SMALL: Final = 0.48
_RISING: Final = 0.7
_FALLING: Final = 0.21
_FLAT: Final = frozenset("acemnorsuvwxz")
_DEEP: Final = frozenset("gjpqy")
_DEEP_MARKS: Final = frozenset(",;()[]{}|/")
#: Sizes that differ less are one: boxes are true to a pixel or two.
_SAME_SIZE: Final = 0.18
#: With which lines end.
HYPHENS: Final = "-\u00ad\u2010\u00ac"
_FONT: Final = Font("", False, False, False, 0)
#: What bullets are read as; in em, how far above the baseline they end at least, how high they are at most.
#: Letters end within 0.03 of it; bullets 0.1 to 0.14 above, and are 0.35 to 0.4 high.
_BULLET_LIKE: Final = re.compile("[ecoaCO0]{1,2}|[©®¢°*«»§@]")
_BULLET_ABOVE: Final = 0.07
_BULLET_HEIGHT: Final = 0.45
#: The model holds none of them.
_NO_CONTROLS: Final = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")


class PlacedWord(NamedTuple):
    """A word in points, its em and baseline by its letters, and how sure it is, 0 to 100."""

    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    y: float
    confidence: float
    text: str


def placed_lines(page: RecognisedPage, width: float, height: float) -> list[list[PlacedWord]]:
    """Return the lines of a page that is so many points wide and high, none of them empty."""
    if not (page.width > 0 and page.height > 0):
        return []
    across, down = width / page.width, height / page.height
    lines = []
    for line in (line for paragraph in page.paragraphs for line in paragraph):
        words = []
        for word in line:
            text = "".join(word.text.translate(_NO_CONTROLS).split())
            if text:
                top, bottom = word.y0 * down, word.y1 * down
                size, y = _measured(text, top, bottom)
                sure = min(max(word.confidence, 0.0), 100.0)
                words.append(PlacedWord(word.x0 * across, top, word.x1 * across, bottom, size, y, sure, text))
        if words:
            lines.append(_with_bullet(words))
    return lines


def _with_bullet(words: list[PlacedWord]) -> list[PlacedWord]:
    """Put a bullet where a line begins with what Tesseract takes it for: a small sign above the baseline."""
    first, rest = words[0], words[1:]
    if not rest or not _BULLET_LIKE.fullmatch(first.text):
        return words
    y, size = median(word.y for word in rest), _size_of(rest)
    is_raised = y - first.bottom > _BULLET_ABOVE * size and first.bottom - first.top < _BULLET_HEIGHT * size
    return [first._replace(text="\u2022", size=size, y=y), *rest] if is_raised else words


def _measured(text: str, top: float, bottom: float) -> tuple[float, float]:
    """Return em and baseline of a word, by which of its letters rise above others and fall below the line."""
    height = bottom - top
    over = _SMALL if all(c in _FLAT or not c.isalnum() for c in text) else _RISING
    under = _FALLING if any(c in _DEEP or c in _DEEP_MARKS for c in text) else 0.0
    size = height / (over + under)
    return size, bottom - under * size


def draft_page(lines: Sequence[Sequence[PlacedWord]], index: int, width: float, height: float) -> DraftPage:
    """Make paragraphs, list entries and tables of the lines of a page."""
    glyphs, finished = _as_lines(lines)
    left, tables = take_tables(None, finished, glyphs, None)
    return DraftPage(index, width, height, in_reading_order(read_drafts(left, tables, glyphs, None)))


def _as_lines(lines: Sequence[Sequence[PlacedWord]]) -> tuple[Glyphs, list[Line]]:
    text: list[str] = []
    starts: list[int] = []
    records: list[bytes] = []
    sizes = _settled([_size_of(line) for line in lines])
    opened: list[OpenLine] = []
    for words, size in zip(lines, sizes, strict=True):
        y = median(word.y for word in words)
        current: OpenLine | None = None
        for number, word in enumerate(words):
            begin = len(starts)
            step = (word.x1 - word.x0) / len(word.text)
            starts += [round(100 * (word.x0 + step * at)) for at in range(len(word.text))]
            text.append(word.text)
            flags = RIGHT_TO_LEFT if any(map(is_rtl_text, word.text)) else 0
            if number == len(words) - 1 and word.text[-1] in HYPHENS and word.text[-2:-1].isalpha():
                flags |= HYPHEN_AFTER
            segment = Segment(
                word.x0, word.top, word.x1, word.bottom, word.x0, y, word.x1, y,
                size, 1.0, 0.0, begin, begin + len(word.text), 255, 0, 0, flags,
            )  # fmt: skip
            records.append(SEGMENT.pack(*segment))
            if current is None:
                current = OpenLine(Piece(segment, word.text, GLUED))
            else:
                current.add(Piece(segment, word.text, _before(words[number - 1], word, size)))
        if current is not None:
            opened.append(current)
    glyphs = Glyphs("".join(text), b"".join(records), _packed(starts), [_FONT], len(starts), 0)
    return glyphs, [line.finish(glyphs.fonts, (1.0, 0.0), None, None) for line in opened]


def _before(previous: PlacedWord, word: PlacedWord, size: float) -> int:
    if word.x0 - previous.x1 > WIDE_GAP * size:
        return APART
    return GLUED if is_ideographic(previous.text[-1]) and is_ideographic(word.text[0]) else SPACED


def _size_of(words: Sequence[PlacedWord]) -> float:
    """Return the em of a line: that of most of its letters."""
    return median(word.size for word in words for _ in word.text)


def _settled(sizes: Sequence[float]) -> list[float]:
    """Make sizes that are one within what can be measured one number, the largest groups first."""
    settled = list(sizes)
    waiting = sorted(range(len(sizes)), key=lambda at: sizes[at])
    while waiting:
        middle = sizes[waiting[len(waiting) // 2]]
        group = [at for at in waiting if abs(sizes[at] - middle) <= _SAME_SIZE * middle]
        common = round(2 * median(sizes[at] for at in group)) / 2
        for at in group:
            settled[at] = max(common, 0.5)
        taken = set(group)
        waiting = [at for at in waiting if at not in taken]
    return settled


def _packed(values: Iterable[int]) -> bytes:
    return b"".join(value.to_bytes(4, "little", signed=True) for value in values)
