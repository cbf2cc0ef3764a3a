"""Hyphens at line ends: dropped or kept as the document itself writes the word elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from docsieve.formats._pdf.drafts import LINE_END_HYPHEN, Draft

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*$")
#: No word is longer; looking further back would only cost time.
_REACH: Final = 60
#: Characters of text looked through at a time.
_PORTION: Final = 1 << 16


def undo_hyphenation(drafts: list[Draft]) -> None:
    """Resolve every `LINE_END_HYPHEN` of a document.

    "exam-/ple" becomes "example" unless the document writes "exam-ple" elsewhere and "example" nowhere.
    """
    broken: list[Draft] = []
    with_hyphen: list[str] = []
    for draft in drafts:
        text = draft.text
        if LINE_END_HYPHEN in text:
            broken.append(draft)
        if "-" in text:
            with_hyphen.append(text)
    if not broken:
        return
    halves = {half for draft in broken for half in _halves(draft.text)}
    letters = {(first[-1:], second[:1]) for first, second in halves}
    hyphenated: set[str] = set()
    for portion in _portions(with_hyphen):
        hyphenated |= _hyphenated_words(portion, letters)
    kept = {(first, second) for first, second in halves if f"{first}-{second}" in hyphenated}
    for portion in _portions(draft.text for draft in drafts) if kept else ():
        kept = {(first, second) for first, second in kept if first + second not in portion}
    for draft in broken:
        _resolve(draft, kept)


def _portions(texts: Iterable[str]) -> Iterator[str]:
    """Write out the text without regard to case, portion by portion; no paragraph is cut."""
    folded: list[str] = []
    size = 0
    for text in texts:
        folded.append(text.casefold())  # each for itself: for plain ASCII it takes a twentieth of the time
        size += len(text)
        if size >= _PORTION:
            yield "\n".join(folded)
            folded, size = [], 0
    yield "\n".join(folded)


def _halves(text: str) -> list[tuple[str, str]]:
    """Return what of a word stands before and after each hyphen at a line's end."""
    halves = []
    for found in re.finditer(LINE_END_HYPHEN, text):
        before = _LAST_WORD.search(text[max(found.start() - _REACH, 0) : found.start()])
        after = _WORD.match(text, found.end())
        halves.append(
            (before.group().casefold() if before else "", after.group().casefold() if after else "")
        )
    return halves


def _hyphenated_words(text: str, letters: set[tuple[str, str]]) -> set[str]:
    """List the words written with a hyphen that has these letters around it."""
    words: set[str] = set()
    at = text.find("-")
    while at >= 0:
        if (text[at - 1 : at], text[at + 1 : at + 2]) in letters:
            before = _LAST_WORD.search(text[max(at - _REACH, 0) : at])
            after = _WORD.match(text, at + 1)
            if before and after:
                words.add(f"{before.group()}-{after.group()}")
        at = text.find("-", at + 1)
    return words


def _resolve(draft: Draft, kept: set[tuple[str, str]]) -> None:
    choice = iter(["-" if half in kept or not half[1] else "" for half in _halves(draft.text)])
    for span in draft.spans:
        if LINE_END_HYPHEN in span.text:
            span.text = re.sub(LINE_END_HYPHEN, lambda _: next(choice), span.text)
