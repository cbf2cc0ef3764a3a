"""Which of some words the text of a document holds, without regard to case, all looked for in one pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final, NamedTuple, TypeAlias

from docsieve.formats._pdf.drafts import FIELDS, LINE_END_HYPHEN, Draft
from docsieve.formats._pdf.pdfium import native

#: Characters of text looked through at a time.
_PORTION: Final = 1 << 16
_WORD_BEFORE: Final = re.compile(r"\w['’]?\Z")
_WORD_AFTER: Final = re.compile(r"['’]?\w")
_Texts: TypeAlias = list[str] | list[Draft] | list[str | Draft]


class Written(NamedTuple):
    """What was found: parts of words anywhere, and words by themselves."""

    parts: set[str]
    words: set[str]


def holding(drafts: list[Draft], signs: str) -> tuple[list[Draft], ...]:
    """Return for each character those of the drafts whose text holds it."""
    found = native()
    if found is None:
        return tuple([draft for draft in drafts if sign in draft.text] for sign in signs)
    held: tuple[list[Draft], ...] = found[0].holding(drafts, signs, FIELDS)
    return held


def look_up(
    lists: Iterable[_Texts], parts: Iterable[str], words: Iterable[str], *, apostrophes: bool = False
) -> Written:
    """Return which parts stand anywhere in the texts of these lists, and which words as words of their own.

    All are given in small letters, without line breaks; nothing, as a word, stands everywhere. A word ends
    where no letter follows, nor the hyphen of a line's end. Where words have `apostrophes`, it goes on behind
    one, and with figures and underscores, and over hyphens at line ends.
    """
    found = native()
    if found is None:
        return seek(lists, parts, words, apostrophes=apostrophes)
    return Written(*found[0].words(lists, parts, words, apostrophes, FIELDS))


def seek(
    lists: Iterable[_Texts], parts: Iterable[str], words: Iterable[str], *, apostrophes: bool
) -> Written:
    """Do what `words` of the extension does (words.c), to the bit; change both."""
    is_beside = _is_within_word if apostrophes else _is_beside_letter
    wanted_parts, wanted_words = set(parts), set(words)
    found = Written(wanted_parts & {""}, wanted_words & {""})
    for text in _portions(chain.from_iterable(lists), "" if apostrophes else LINE_END_HYPHEN):
        found.parts.update([part for part in wanted_parts if part in text])
        found.words.update([word for word in wanted_words if _stands_alone(word, text, is_beside)])
        wanted_parts -= found.parts
        wanted_words -= found.words
        if not wanted_parts and not wanted_words:
            break
    return found


def _portions(texts: Iterable[str | Draft], hyphen: str) -> Iterator[str]:
    """Write out the text without regard to case, portion by portion; no paragraph is cut."""
    folded: list[str] = []
    size = 0
    for item in texts:
        text = (item if isinstance(item, str) else item.text).replace(LINE_END_HYPHEN, hyphen)
        folded.append(text.casefold())  # each for itself: for plain ASCII it takes a twentieth of the time
        size += len(text)
        if size >= _PORTION:
            yield "\n".join(folded)
            folded, size = [], 0
    yield "\n".join(folded)


def _stands_alone(word: str, text: str, is_beside: Callable[[str, int, int], bool]) -> bool:
    """Tell whether the word stands somewhere where nothing tells that it is part of another one."""
    start = text.find(word) if word else -1
    while start >= 0 and is_beside(text, start, start + len(word)):
        start = text.find(word, start + 1)
    return start >= 0


def _is_beside_letter(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return before.isalpha() or after.isalpha() or before == LINE_END_HYPHEN or after == LINE_END_HYPHEN


def _is_within_word(text: str, start: int, end: int) -> bool:
    """Tell whether what stands there is part of a word, of one with an apostrophe too."""
    return _WORD_BEFORE.search(text, max(start - 2, 0), start) is not None or bool(
        _WORD_AFTER.match(text, end)
    )
