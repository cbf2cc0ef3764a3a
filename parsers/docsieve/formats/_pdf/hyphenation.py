"""Hyphens at line ends: dropped or kept as the document itself writes the word elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from docsieve.formats._pdf.drafts import LINE_END_HYPHEN, Draft

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*$")
#: No word is longer; looking further back would only cost time.
_REACH: Final = 60
#: Words broken at a line's end that are looked for elsewhere: enough to know what the document does.
_MAX_LOOKED_AT: Final = 200
#: What is no longer and no word elsewhere is taken for a part of one.
_SYLLABLE: Final = 3
#: Characters of text looked through at a time.
_PORTION: Final = 1 << 16


class _Halves(NamedTuple):
    """What of a word stands before and after a hyphen at a line's end, without regard to case."""

    first: str
    second: str
    is_capital: bool


def undo_hyphenation(drafts: list[Draft]) -> None:
    """Resolve every `LINE_END_HYPHEN` of a document.

    "exam-/ple" becomes "example" unless the document writes "exam-ple" elsewhere and "example" nowhere. Where
    it writes others of its words that way and none that ends a line without, it does not hyphenate at all.
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
    halves = dict.fromkeys(half for draft in broken for half in _halves(draft.text))
    letters = {(half.first[-1:], half.second[:1]) for half in halves}
    hyphenated: set[str] = set()
    for portion in portions(with_hyphen):
        hyphenated |= _hyphenated_words(portion, letters)
    seen = {half for half in halves if f"{half.first}-{half.second}" in hyphenated}
    others = [half for half in halves if half.second and half not in seen][:_MAX_LOOKED_AT]
    whole = _Text(drafts)
    joined = whole.joined([*seen, *others]) if seen or any(half.is_capital for half in others) else set()
    kept = {half for half in halves if half not in joined and (half in seen or half.is_capital)}
    small = [half for half in others if not half.is_capital]
    if not seen <= joined and not any(_is_broken(half, joined, whole) for half in small):
        kept.update(half for half in halves if half not in joined)
    kept.update(half for half in small if half not in kept and _is_compound(half, whole))
    for draft in broken:
        _resolve(draft, kept)


class _Text:
    """The text of a document, looked through without regard to case."""

    def __init__(self, drafts: list[Draft]) -> None:
        self._drafts = drafts
        self._words: dict[str, bool] = {}

    def joined(self, halves: Iterable[_Halves]) -> set[_Halves]:
        """Return those that are written somewhere without the hyphen."""
        left = set(halves)
        found: set[_Halves] = set()
        for portion in portions(draft.text for draft in self._drafts):
            found |= {half for half in left if half.first + half.second in portion}
            left -= found
        return found

    def has_word(self, word: str) -> bool:
        """Tell whether it stands somewhere as a word of its own, not beside a hyphen at a line's end."""
        if word not in self._words:
            pattern = re.compile(
                rf"(?<![^\W\d_]|{LINE_END_HYPHEN}){re.escape(word)}(?![^\W\d_]|{LINE_END_HYPHEN})"
            )
            texts = portions(draft.text for draft in self._drafts)
            self._words[word] = any(word in portion and pattern.search(portion) for portion in texts)
        return self._words[word]


def _is_broken(half: _Halves, joined: set[_Halves], text: _Text) -> bool:
    """Tell whether the hyphen is seen not to be the word's own: its halves are no words."""
    words = half.first.rpartition("-")[2], half.second.partition("-")[0]
    if half in joined:
        return not all(map(text.has_word, words))
    return any(len(word) <= _SYLLABLE and not text.has_word(word) for word in words)


def _is_compound(half: _Halves, text: _Text) -> bool:
    """Tell whether a word of several hyphens is broken at one: "end-/to-end", not "self-con-/tained"."""
    if "-" not in half.first + half.second:
        return False
    return text.has_word(half.first.rpartition("-")[2]) and text.has_word(half.second.partition("-")[0])


def portions(texts: Iterable[str]) -> Iterator[str]:
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


def _halves(text: str) -> list[_Halves]:
    """Return the halves around each hyphen at a line's end."""
    halves = []
    for found in re.finditer(LINE_END_HYPHEN, text):
        before = _LAST_WORD.search(text[max(found.start() - _REACH, 0) : found.start()])
        after = _WORD.match(text, found.end())
        first, second = before.group() if before else "", after.group() if after else ""
        halves.append(_Halves(first.casefold(), second.casefold(), not second[:1].islower()))
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


def _resolve(draft: Draft, kept: set[_Halves]) -> None:
    choice = iter(["-" if half in kept or not half.second else "" for half in _halves(draft.text)])
    for span in draft.spans:
        if LINE_END_HYPHEN in span.text:
            span.text = re.sub(LINE_END_HYPHEN, lambda _: next(choice), span.text)
