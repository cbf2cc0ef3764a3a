"""Hyphens at line ends: dropped or kept as the document itself writes the word elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from docsieve.formats._pdf.drafts import LINE_END_HYPHEN, Draft

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*$")
#: No word is longer; looking further back would only cost time.
_REACH: Final = 60


def undo_hyphenation(drafts: Iterable[Draft]) -> None:
    """Resolve every `LINE_END_HYPHEN` of a document.

    "exam-/ple" becomes "example" unless the document writes "exam-ple" elsewhere and "example" nowhere.
    """
    texts: list[str] = []
    broken: list[Draft] = []
    for draft in drafts:
        text = draft.text
        texts.append(text)
        if LINE_END_HYPHEN in text:
            broken.append(draft)
    if not broken:
        return
    whole = "\n".join(texts).casefold()
    halves = [_halves(draft.text) for draft in broken]
    hyphenated = _hyphenated_words(
        whole, {(first[-1:], second[:1]) for half in halves for first, second in half}
    )
    for draft, half in zip(broken, halves, strict=True):
        _resolve(draft, half, hyphenated, whole)


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


def _hyphenated_words(whole: str, letters: set[tuple[str, str]]) -> set[str]:
    """List the words written with a hyphen that has these letters around it."""
    words: set[str] = set()
    at = whole.find("-")
    while at >= 0:
        if (whole[at - 1 : at], whole[at + 1 : at + 2]) in letters:
            before = _LAST_WORD.search(whole[max(at - _REACH, 0) : at])
            after = _WORD.match(whole, at + 1)
            if before and after:
                words.add(f"{before.group()}-{after.group()}")
        at = whole.find("-", at + 1)
    return words


def _resolve(draft: Draft, halves: list[tuple[str, str]], hyphenated: set[str], whole: str) -> None:
    decisions = []
    for first, second in halves:
        keep = f"{first}-{second}" in hyphenated and first + second not in whole
        decisions.append("-" if keep or not second else "")
    choice = iter(decisions)
    for span in draft.spans:
        if LINE_END_HYPHEN in span.text:
            span.text = re.sub(LINE_END_HYPHEN, lambda _: next(choice), span.text)
