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
    hyphenated = _hyphenated_words(whole)
    for draft in broken:
        _resolve(draft, hyphenated, whole)


def _hyphenated_words(whole: str) -> set[str]:
    words: set[str] = set()
    at = whole.find("-")
    while at >= 0:
        before = _LAST_WORD.search(whole[max(at - _REACH, 0) : at])
        after = _WORD.match(whole, at + 1)
        if before and after:
            words.add(f"{before.group()}-{after.group()}")
        at = whole.find("-", at + 1)
    return words


def _resolve(draft: Draft, hyphenated: set[str], whole: str) -> None:
    text = draft.text
    decisions = []
    for found in re.finditer(LINE_END_HYPHEN, text):
        before = _LAST_WORD.search(text[max(found.start() - _REACH, 0) : found.start()])
        after = _WORD.match(text, found.end())
        first = before.group().casefold() if before else ""
        second = after.group().casefold() if after else ""
        keep = f"{first}-{second}" in hyphenated and first + second not in whole
        decisions.append("-" if keep or not second else "")
    choice = iter(decisions)
    for span in draft.spans:
        if LINE_END_HYPHEN in span.text:
            span.text = re.sub(LINE_END_HYPHEN, lambda _: next(choice), span.text)
