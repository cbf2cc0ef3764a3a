"""Hyphens at line ends: dropped or kept as the document itself writes the word elsewhere."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from docsieve.formats._pdf.drafts import HOLDS, HYPHENED, LINE_END_HYPHEN, Draft, DraftPage, with_cells
from docsieve.formats._pdf.written_words import Written, holding, look_up

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: What a hyphen belongs to though it ends a line: an address, a path, a number of letters too ("407f-/a055").
_ADDRESS: Final = re.compile(r"://|www\.|@|/\S*/|\\")
_NUMBERED: Final = re.compile(r"\d[^\W\d_]{1,2}\Z")
_HEXADECIMAL: Final = re.compile(r"(?<![^\W_])[0-9a-f]*\d[0-9a-f]*(?:-[0-9a-f]+)*\Z", re.I)
_SHORT_NUMBERED: Final = re.compile(r"[^\W\d_]{1,2}\d")
#: The end of a name of a file; names of firms end like hosts, and are broken like words.
_SUFFIX: Final = re.compile(r"[\w-]*\.(?!(?:com|org|net|edu|gov)\b)[a-z]{2,4}(?!\w)")
#: No word is longer; looking further back would only cost time.
_REACH: Final = 60
#: Words broken at a line's end that are looked for elsewhere: enough to know what the document does.
_MAX_LOOKED_AT: Final = 200
#: What is no longer and no word elsewhere is taken for a part of one.
_SYLLABLE: Final = 3
#: A word of so many hyphens is a compound ("state-of-the-/art"), where what it ends in is one elsewhere.
_CHAIN: Final = 2


class _Halves(NamedTuple):
    """What of a word stands before and after a hyphen at a line's end, without regard to case."""

    first: str
    second: str
    #: The second begins with a capital, or ends as names of files do.
    is_name: bool
    is_code: bool


def undo_hyphenation(pages: list[DraftPage]) -> None:
    """Resolve every `LINE_END_HYPHEN` of a document.

    "exam-/ple" becomes "example" unless the document writes "exam-ple" elsewhere and "example" nowhere. Where
    it writes others of its words that way and none that ends a line without, it does not hyphenate at all.
    """
    broken, hyphened = holding(
        [
            draft
            for page in pages
            for draft in (with_cells(page.drafts) if page.has(HOLDS) else page.marked(HYPHENED))
        ],
        LINE_END_HYPHEN + "-",
    )
    if not broken:
        return
    halves = dict.fromkeys(half for draft in broken for half in _halves(draft.text))
    letters = {(half.first[-1:], half.second[:1]) for half in halves}
    hyphenated: set[str] = set()
    for draft in hyphened:
        hyphenated |= _hyphenated_words(draft.text.casefold(), letters)
    del hyphened  # what follows takes the most room
    seen = {half for half in halves if f"{half.first}-{half.second}" in hyphenated}
    others = [half for half in halves if half.second and not half.is_code and half not in seen]
    del others[_MAX_LOOKED_AT:]
    small = [half for half in others if not half.is_name]
    written = look_up(
        (list(with_cells(page.drafts)) if page.has(HOLDS) else page.drafts for page in pages),
        {half.first + half.second for half in (*seen, *others)},
        {word for half in small for word in _words_beside(half)},
    )
    joined = {half for half in (*seen, *others) if half.first + half.second in written.parts}
    kept = {half for half in halves if half not in joined and (half in seen or half.is_name)}
    if not seen <= joined and not any(_is_broken(half, written) for half in small):
        kept.update(half for half in halves if half not in joined)
    compounds = [half for half in small if half not in kept and "-" in half.first + half.second]
    kept.update(half for half in compounds if written.words.issuperset(_words_beside(half)))
    chains = [half for half in compounds if half.first.count("-") >= _CHAIN]
    kept.update(half for half in chains if _words_beside(half)[0] in written.words)
    for draft in broken:
        _resolve(draft, kept)


def _is_broken(half: _Halves, written: Written) -> bool:
    """Tell whether the hyphen is seen not to be the word's own: its halves are no words."""
    words = _words_beside(half)
    if half.first + half.second in written.parts:
        return not written.words.issuperset(words)
    return any(len(word) <= _SYLLABLE and word not in written.words for word in words)


def _words_beside(half: _Halves) -> tuple[str, str]:
    """Return what stands beside the hyphen at the line's end, of a word of several hyphens too.

    Where both are words, "end-/to-end" is a compound; "self-con-/tained" is none.
    """
    return half.first.rpartition("-")[2], half.second.partition("-")[0]


def _halves(text: str) -> list[_Halves]:
    """Return the halves around each hyphen at a line's end."""
    halves = []
    for found in re.finditer(LINE_END_HYPHEN, text):
        reached = text[max(found.start() - _REACH, 0) : found.start()]
        after = _WORD.match(text, found.end())
        first, second = _last_word(reached), after.group() if after else ""
        is_code = _is_code(reached.rpartition(" ")[2], text, found.end())
        is_name = not second[:1].islower() or _SUFFIX.match(text, found.end()) is not None
        halves.append(_Halves(first.casefold(), second.casefold(), is_name, is_code))
    return halves


def _last_word(text: str) -> str:
    """Return the word that ends a text: the first one of it backwards, since words look alike both ways."""
    found = _WORD.match(text[::-1])
    return found.group()[::-1] if found else ""


def _is_code(before: str, text: str, at: int) -> bool:
    """Tell whether what `before` begins and the text goes on with is no word, but an address or a number."""
    if _SHORT_NUMBERED.match(text, at):
        return True
    if before.isalpha():
        return False
    return any(code.search(before) for code in (_ADDRESS, _NUMBERED, _HEXADECIMAL))


def _hyphenated_words(text: str, letters: set[tuple[str, str]]) -> set[str]:
    """List the words written with a hyphen that has these letters around it."""
    words: set[str] = set()
    at = text.find("-")
    while at >= 0:
        if (text[at - 1 : at], text[at + 1 : at + 2]) in letters:
            before = _last_word(text[max(at - _REACH, 0) : at])
            after = _WORD.match(text, at + 1)
            if before and after:
                words.add(f"{before}-{after.group()}")
        at = text.find("-", at + 1)
    return words


def _resolve(draft: Draft, kept: set[_Halves]) -> None:
    halves = _halves(draft.text)
    choice = iter(["-" if half.is_code or half in kept or not half.second else "" for half in halves])
    for span in draft.spans:
        if LINE_END_HYPHEN in span.text:
            span.text = re.sub(LINE_END_HYPHEN, lambda _: next(choice), span.text)
