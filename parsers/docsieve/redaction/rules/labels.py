"""Finds the word that says what a number is: before it, in the cell above its column, or right behind it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from docsieve.redaction.rules import _label_words as words
from docsieve.redaction.rules._id_formats import FORMATS
from docsieve.redaction.rules._page_text import PageText

#: Characters before a number in which its label stands.
_BEFORE: Final = 64
_WORDS: Final = re.compile(r"\w+")
_MOST_WORDS: Final = 6
#: Chinese, Japanese, Korean, Thai: no space tells where a label starts.
_UNSPACED: Final = re.compile("[\u0e00-\u0e7f\u2e80-\ud7a3]")
#: And in which a label of something else stands: "order" at the start of a sentence says nothing of its end.
_NEAR: Final = 28
#: Between a label and its number: nothing that ends a sentence, apart from the dots of "No." and the like.
_BEHIND: Final = re.compile(r"[ \t]?[(\[,]?[ ]?([^\W\d_][\w.\- ]{1,24})")


def _split(text: str) -> list[str]:
    return [word for word in (piece.strip() for piece in text.replace("\n", "").split("|")) if word]


@cache
def _table() -> tuple[dict[str, frozenset[str]], re.Pattern[str]]:
    """Return what labels speak of, by their words with one space between; and those that no space ends."""
    tags: dict[str, set[str]] = {}
    loose: set[str] = set()
    sources = [(declared.name, word) for declared in FORMATS for word in _split(declared.labels)]
    for tag, text in (
        ("phone", words.PHONE + "|" + words.PHONE_UNSPACED),
        ("card", words.CARD),
        ("other", words.OTHER + "|" + words.OTHER_UNSPACED),
        ("birth", words.BIRTH + "|" + words.BIRTH_UNSPACED),
        ("national_id", words.NATIONAL),
        ("tax_id", words.TAX),
    ):
        sources += [(tag, word) for word in _split(text)]
    for tag, word in sources:
        spaced = not _UNSPACED.search(word)
        key = " ".join(_WORDS.findall(word)) if spaced else word
        tags.setdefault(key, set()).add(tag)
        if not spaced:
            loose.add(key)
    for key, found in tags.items():
        if "other" in found and len(found) > 1:
            tags[key] = found - {"other"}
    unspaced = re.compile("|".join(re.escape(word) for word in sorted(loose, key=len, reverse=True)))
    return {word: frozenset(found) for word, found in tags.items()}, unspaced


@lru_cache(maxsize=8)
def labels_in(lower: str) -> frozenset[str]:
    """Return what the last label in a text (in lower case) speaks of: names of kinds and formats."""
    tags, unspaced = _table()
    if not lower.isascii():
        last = None
        for last in unspaced.finditer(lower):  # noqa: B007 - the last one is wanted
            pass
        if last:
            return tags[last.group()]
    tokens = _WORDS.findall(lower)
    for end in range(len(tokens), 0, -1):
        if tokens[end - 1].isdecimal():
            continue
        for start in range(max(0, end - _MOST_WORDS), end):
            found = tags.get(" ".join(tokens[start:end]))
            if found:
                return found
    return frozenset()


def labels_of(page: PageText, start: int, end: int) -> frozenset[str]:
    """Return what the label of a passage speaks of: "phone", "other", "tax_id", "de_idnr", ..."""
    before = page.lower[max(0, start - _BEFORE) : start]
    above, line_break, line = before.rpartition("\n")
    found = labels_in(line)
    if found == {"other"} and not labels_in(line[-_NEAR:]):
        found = frozenset()
    if found and found != {"other"}:
        return found
    header = page.header_of(start)
    title = labels_in(header) if header else frozenset()
    if title:
        return title
    if not found and line_break and not header:
        found = _labels_above(above, line)
        if found and found != {"other"}:
            return found
    behind = _BEHIND.match(page.lower, end, end + 28)
    after = labels_in(behind.group(1)) if behind else frozenset()
    return after if after and not found else found


def _labels_above(above: str, line: str) -> frozenset[str]:
    """Return the labels of the line above: a sentence that goes on, or a title over the number."""
    last = above.rpartition("\n")[2].rstrip()
    if any(map(str.isdecimal, last)) or (not line.strip() and last.endswith((".", ",", ";"))):
        return frozenset()
    found = labels_in(last)
    if "other" in found or not line.strip():
        # Over the number: nothing but the label, or the label at the end.
        ends = labels_in(" ".join(last.rstrip(" :").split()[-3:]))
        return found if ends == found and (last.endswith(":") or len(last) < 40) else frozenset()
    return found
