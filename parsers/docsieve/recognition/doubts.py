"""Words that the recognition was unsure of, as spans of their own in what was made of their lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from docsieve.formats._pdf.drafts import LINE_END_HYPHEN, Draft
from docsieve.model import Span
from docsieve.recognition.layout import HYPHENS, PlacedWord

#: Of a word, 0 to 100. What it means was measured: docs/ocr.md.
DOUBTFUL: Final = 70
#: What the layout puts between two words, and what it may leave out before one: a marker, a full stop.
_BETWEEN: Final = 12


def mark_doubts(draft: Draft, words: Sequence[PlacedWord]) -> None:
    """Cut the spans of a draft at the doubtful among its words, which are given in reading order."""
    if len(draft.spans) != 1 or all(word.confidence >= DOUBTFUL for word in words):
        return
    text = draft.spans[0].text
    pieces: list[Span] = []
    begin = 0
    for start, end, confidence in _doubtful(text, words):
        if start > begin:
            pieces.append(Span(text[begin:start]))
        pieces.append(Span(text[start:end], confidence=round(confidence / 100, 2)))
        begin = end
    if begin < len(text):
        pieces.append(Span(text[begin:]))
    draft.spans = pieces


def _doubtful(text: str, words: Sequence[PlacedWord]) -> Iterator[tuple[int, int, float]]:
    """Yield where doubtful words are in a text, and how sure they are; halves of a word are one."""
    open_start = open_end = -1
    sureness = 100.0
    for start, end, confidence in _places(text, words):
        if confidence >= DOUBTFUL:
            continue
        start, end = _whole_word(text, start, end)
        if start < open_end:
            open_end, sureness = max(end, open_end), min(confidence, sureness)
            continue
        if open_end >= 0:
            yield open_start, open_end, sureness
        open_start, open_end, sureness = start, end, confidence
    if open_end >= 0:
        yield open_start, open_end, sureness


def _places(text: str, words: Sequence[PlacedWord]) -> Iterator[tuple[int, int, float]]:
    """Yield where each word stands in a text made of them, in order; what is not there is left out."""
    at = 0
    for word in words:
        for written in (word.text, word.text.rstrip(HYPHENS)):
            found = text.find(written, at, at + len(written) + _BETWEEN) if written else -1
            if found >= 0:
                at = found + len(written)
                yield found, at, word.confidence
                break


def _whole_word(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the other half of a word that a line's end has cut."""
    if text[end : end + 1] == LINE_END_HYPHEN:
        while end < len(text) and not text[end].isspace():
            end += 1
    if text[start - 1 : start] == LINE_END_HYPHEN:
        while start and not text[start - 1].isspace():
            start -= 1
    return start, end
