"""Recognised words -> paragraphs, with boxes in points, before the hyphens at line ends are settled."""

from __future__ import annotations

from typing import Final, NamedTuple

from docsieve.formats._pdf.drafts import LINE_END_HYPHEN, Draft
from docsieve.formats._pdf.scripts import is_ideographic
from docsieve.geometry import BBox, union
from docsieve.model import Span
from docsieve.recognition.words import Line, Lines, RecognisedPage, Word

_HYPHENS: Final = "-\u00ad\u2010\u00ac"
#: The model holds none of them; the first are marks of our own.
_NO_CONTROLS: Final = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")


class RecognisedParagraph(NamedTuple):
    """A paragraph, and how sure its letters are: the sum over them, 0 to 100 each, and their number."""

    draft: Draft
    sureness: float
    letters: int


def read_paragraphs(page: RecognisedPage, width: float, height: float) -> list[RecognisedParagraph]:
    """Return the paragraphs of a page that is so many points wide and high, none of them empty."""
    if not (page.width > 0 and page.height > 0):
        return []
    across, down = width / page.width, height / page.height
    found = (_paragraph(lines, across, down) for lines in page.paragraphs)
    return [paragraph for paragraph in found if paragraph is not None]


def _paragraph(lines: Lines, across: float, down: float) -> RecognisedParagraph | None:
    texts: list[str] = []
    boxes: list[BBox] = []
    sureness, letters, count = 0.0, 0, 0
    for line in lines:
        text, words = _line(line)
        if not text:
            continue
        if texts:
            texts.append(_between(texts, text))
        texts.append(text)
        count += 1
        for word, cleaned in words:
            boxes.append(BBox(word.x0 * across, word.y0 * down, word.x1 * across, word.y1 * down))
            sureness += min(max(word.confidence, 0.0), 100.0) * len(cleaned)
            letters += len(cleaned)
    box = union(boxes)
    if box is None:
        return None
    draft = Draft([Span("".join(texts))], box, lines=count, characters=letters)
    return RecognisedParagraph(draft, sureness, letters)


def _line(line: Line) -> tuple[str, list[tuple[Word, str]]]:
    words = [(word, "".join(word.text.translate(_NO_CONTROLS).split())) for word in line]
    words = [(word, text) for word, text in words if text]
    joined = ""
    for _, text in words:
        is_apart = joined and not (is_ideographic(joined[-1]) and is_ideographic(text[0]))
        joined += f" {text}" if is_apart else text
    return joined, words


def _between(texts: list[str], following: str) -> str:
    """Return what belongs between two lines; a hyphen at the end of the first may become a mark."""
    last = texts[-1]
    if last[-1] in _HYPHENS and last[-2:-1].isalpha():
        if last[-1] == "\u00ad":
            texts[-1] = last[:-1]
        elif following[0].islower():
            texts[-1] = last[:-1] + LINE_END_HYPHEN
        return ""
    return "" if is_ideographic(last[-1]) and is_ideographic(following[0]) else " "
