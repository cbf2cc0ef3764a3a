"""Finds the word that says what a number is: before it, in the cell above its column, or right behind it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from docsieve.redaction.rules import _label_words as words
from docsieve.redaction.rules._page_text import PageText

#: Characters before a number in which its label stands.
_BEFORE: Final = 64
#: Between a label and its number: nothing that ends a sentence, apart from the dots of "No." and the like.
_BEHIND: Final = re.compile(r"[ \t]?[(\[,]?[ ]?([^\W\d_][\w.\- ]{1,24})")


def _split(text: str) -> list[str]:
    return [word for word in (piece.strip() for piece in text.replace("\n", "").split("|")) if word]


@cache
def _table() -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    from docsieve.redaction.rules._id_formats import FORMATS  # noqa: PLC0415 - a large table, on first need

    tags: dict[str, set[str]] = {}
    loose: set[str] = set()
    for tag, spaced, unspaced in (
        ("phone", words.PHONE, words.PHONE_UNSPACED),
        ("card", words.CARD, ""),
        ("other", words.OTHER, words.OTHER_UNSPACED),
        ("birth", words.BIRTH, words.BIRTH_UNSPACED),
        ("national_id", words.NATIONAL, ""),
        ("tax_id", words.TAX, ""),
    ):
        for word in _split(spaced) + _split(unspaced):
            tags.setdefault(word, set()).add(tag)
        loose |= set(_split(unspaced))
    for declared in FORMATS:
        for word in _split(declared.labels):
            tags.setdefault(word, set()).add(declared.name)
            if any(ord(mark) >= 0x2E80 for mark in word) or any(0xE00 <= ord(mark) < 0xE80 for mark in word):
                loose.add(word)
    for word, found in tags.items():
        if "other" in found and len(found) > 1:
            tags[word] = found - {"other"}
    ordered = sorted(tags, key=len, reverse=True)
    bounded = "|".join(re.escape(word) for word in ordered if word not in loose)
    free = "|".join(re.escape(word) for word in ordered if word in loose)
    pattern = re.compile(rf"(?<!\w)(?:{bounded})(?!\w)|{free}")
    return pattern, {word: frozenset(found) for word, found in tags.items()}


def labels_in(lower: str) -> frozenset[str]:
    """Return what the last label in a text (in lower case) speaks of: names of kinds and formats."""
    pattern, tags = _table()
    last = None
    for last in pattern.finditer(lower):  # noqa: B007 - the last one is wanted
        pass
    return tags[last.group()] if last else frozenset()


def labels_of(page: PageText, start: int, end: int) -> frozenset[str]:
    """Return what the label of a passage speaks of: "phone", "other", "tax_id", "de_idnr", ..."""
    found = labels_in(page.lower[max(0, start - _BEFORE) : start])
    if found and found != {"other"}:
        return found
    header = page.header_of(start)
    above = labels_in(header) if header else frozenset()
    if above:
        return above
    behind = _BEHIND.match(page.lower, end, end + 28)
    after = labels_in(behind.group(1)) if behind else frozenset()
    return after if after and not found else found
