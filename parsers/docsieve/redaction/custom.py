"""What somebody asks for by name: a phrase, or a regular expression that cannot run away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple, TypeAlias

from docsieve.errors import BadExpressionError
from docsieve.redaction.expressions import compile_safely
from docsieve.redaction.model import Custom, Hit
from docsieve.redaction.scan_text import clean, fold, folded_words

#: Finds hits in a text, cleaned or folded.
CustomFinder: TypeAlias = Callable[[str], Iterator[Hit]]

_MOST_CHARACTERS: Final = 1000
#: A line is searched in pieces of this size, each with the end of the one before.
_WINDOW: Final = 4000
_LAP: Final = 1000


def phrase_finder(phrase: str, *, whole_words: bool) -> CustomFinder:
    """Return what finds a phrase in folded text (`scan_text.fold`).

    Raises:
        BadExpressionError: there is nothing to find in it, or it is very long.
    """
    words = fold(clean(phrase[: _MOST_CHARACTERS + 1])).text.split()
    if not words:
        raise BadExpressionError("There is nothing to look for: the phrase has no visible character.")
    if len(phrase) > _MOST_CHARACTERS:
        raise BadExpressionError(f"The phrase is longer than the {_MOST_CHARACTERS:,} characters allowed.")
    written = r"\s+".join(map(re.escape, words))
    if whole_words:
        start = r"(?<!\w)" if re.match(r"\w", words[0]) else ""
        end = r"(?!\w)" if re.search(r"\w$", words[-1]) else ""
        written = f"{start}{written}{end}"
    pattern = re.compile(written)
    longest = max(words, key=len)
    value = " ".join(words)

    def find(folded: str) -> Iterator[Hit]:
        if longest in folded:
            for found in pattern.finditer(folded):
                yield Hit(found.start(), found.end(), value)

    return find


def expression_finder(expression: str) -> CustomFinder:
    """Return what finds a regular expression in cleaned text (`scan_text.clean`), in each line by itself.

    Raises:
        BadExpressionError: it is not valid, or could take very long.
    """
    pattern = compile_safely(expression)

    def find(cleaned: str) -> Iterator[Hit]:
        at = 0
        for line in cleaned.split("\n"):
            for start, end in _in_line(pattern, line):
                yield Hit(at + start, at + end, folded_words(" ".join(line[start:end].split())))
            at += len(line) + 1

    return find


def _in_line(pattern: re.Pattern[str], line: str) -> Iterator[tuple[int, int]]:
    if len(line) <= _WINDOW:
        for found in pattern.finditer(line):
            if found.end() > found.start():
                yield found.span()
        return
    done = 0
    for low in range(0, len(line), _WINDOW - _LAP):
        high = min(low + _WINDOW, len(line))
        for found in pattern.finditer(line, max(low, done), high):
            start, end = found.span()
            if end == high < len(line):  # cut by the window: where does it end?
                whole = pattern.match(line, start)
                end = whole.end() if whole is not None else end
            if end > start >= done:
                yield start, end
                done = end
        if high == len(line):
            return


class Wish(NamedTuple):
    """Something to be found on somebody's wish."""

    find: CustomFinder
    #: Whether it reads folded rather than cleaned text.
    reads_folded: bool = True
    whole_words: bool = True


def wish_of(custom: Custom) -> Wish:
    """Return what finds a custom wish.

    Raises:
        BadExpressionError: it cannot be looked for; also where it is neither phrase nor expression, or both.
    """
    if (custom.phrase is None) == (custom.expression is None):
        raise BadExpressionError("Something to redact is either a phrase or a regular expression.")
    if custom.phrase is not None:
        find = phrase_finder(custom.phrase, whole_words=custom.whole_words)
        return Wish(find, whole_words=custom.whole_words)
    return Wish(expression_finder(custom.expression or ""), reads_folded=False)
