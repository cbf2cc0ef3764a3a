"""Hyphens at line ends: dropped or kept as the document itself writes the word elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from docsieve.formats._pdf.drafts import LINE_END_HYPHEN, Draft

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN: Final = re.compile(rf"([^\W\d_]+(?:-[^\W\d_]+)*){LINE_END_HYPHEN}([^\W\d_]*)")


def undo_hyphenation(drafts: Iterable[Draft]) -> None:
    """Resolve every `LINE_END_HYPHEN` of a document.

    "exam-/ple" becomes "example" unless the document writes "exam-ple" elsewhere and "example" nowhere.
    """
    every = list(drafts)
    broken = [draft for draft in every if any(LINE_END_HYPHEN in span.text for span in draft.spans)]
    if not broken:
        return
    joined: set[str] = set()
    hyphenated: set[str] = set()
    for draft in broken:
        for first, second in _BROKEN.findall(draft.text):
            joined.add((first + second).lower())
            hyphenated.add(f"{first}-{second}".lower())
    known: set[str] = set()
    wanted = joined | hyphenated
    for draft in every:
        known.update(wanted.intersection(word.lower() for word in _WORD.findall(draft.text)))
    for draft in broken:
        _resolve(draft, known)


def _resolve(draft: Draft, known: set[str]) -> None:
    text = draft.text
    decisions = []
    for found in re.finditer(LINE_END_HYPHEN, text):
        before = _WORD.findall(text[: found.start()][-60:])
        after = _WORD.match(text[found.end() : found.end() + 60])
        first = before[-1].lower() if before else ""
        second = after.group().lower() if after else ""
        keep = f"{first}-{second}" in known and first + second not in known
        decisions.append("-" if keep or not second else "")
    choice = iter(decisions)
    for span in draft.spans:
        if LINE_END_HYPHEN in span.text:
            span.text = re.sub(LINE_END_HYPHEN, lambda _: next(choice), span.text)
