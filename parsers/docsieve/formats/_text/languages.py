"""Which programming language a text is in; prose is in none, even where it speaks of code."""

from __future__ import annotations

import functools
import re
from typing import Final, NamedTuple

from docsieve.formats._text.language_tables import INTERPRETERS, LANGUAGES

_SHEBANG: Final = re.compile(r"\ufeff?#! ?/\S+(?: +-\S+)*(?: +(?:-S +)?(\S+))?")
_NAME_AND_VERSION: Final = re.compile(r"([A-Za-z]+)[\d.]*\Z")
#: Comments and strings hold prose in any program. Linear: nothing here backtracks over line ends.
_SAID: Final = re.compile(
    r'"""[^"]*(?:"{1,2}[^"]+)*(?:"""|\Z)|/\*[^*]*(?:\*(?!/)[^*]*)*(?:\*/|\Z)'
    r"|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|(?:^|(?<=\s))(?://|#|--|;|%|REM )[^\n]*",
    re.MULTILINE,
)
_PROSE: Final = re.compile(r"(?:\b[A-Za-z][a-z]*,? ){4}[a-z]{2,}|[a-z]{3}\. [A-Za-z][a-z]* [a-z]+ ")
#: Signs of a text about code.
_MARKDOWN: Final = re.compile(
    r"^ {0,3}(?:```|~~~)|\]\((?:https?:|#|\.{0,2}/)|^#{1,6} .+\n\n[A-Z\[]", re.MULTILINE
)
_MOST_PROSE: Final = 0.1
_ENOUGH_SIGNS: Final = 3


class Guess(NamedTuple):
    """A language, and whether the content alone says so."""

    language: str
    is_sure: bool


def extensions() -> tuple[str, ...]:
    """Return the extensions of all languages."""
    return tuple(extension for language in LANGUAGES for extension in language.extensions)


@functools.cache
def _signs() -> dict[str, tuple[re.Pattern[str], ...]]:
    return {
        language.name: tuple(re.compile(sign, re.MULTILINE) for sign in language.signs)
        for language in LANGUAGES
    }


@functools.lru_cache(maxsize=4)
def language_of(sample: str, suffix: str) -> Guess | None:
    """Tell the language of a text by its beginning; None where it is no program.

    Args:
        sample: the first few thousand characters.
        suffix: of the file's name; it is believed where the text has any sign of that language, and decides
            between languages that look alike.
    """
    named = next((found.name for found in LANGUAGES if suffix in found.extensions), None)
    shebang = _interpreter(sample)
    if shebang is not None:
        return Guess(shebang, is_sure=True)
    if sample.startswith("<?php"):
        return Guess("php", is_sure=True)
    if named is None and _MARKDOWN.search(sample):
        return None
    code = _SAID.sub(" ", sample)
    lines = [line for line in code.split("\n") if line.strip()]
    prose = sum(_PROSE.search(line) is not None for line in lines)
    if named is not None:
        if not lines:  # comments, which may be all that the beginning of a program holds
            return Guess(named, is_sure=False)
        signs = _count(named, code, sample)
        if signs >= 1 and prose * 2 <= len(lines):
            is_sure = signs >= _ENOUGH_SIGNS and prose <= len(lines) * _MOST_PROSE
            return Guess(named, is_sure=is_sure)
    if len(lines) < 3 or prose > len(lines) * _MOST_PROSE:
        return None
    counts = {language.name: _count(language.name, code, sample) for language in LANGUAGES}
    best = max(counts, key=counts.__getitem__)
    return Guess(best, is_sure=True) if counts[best] >= _ENOUGH_SIGNS else None


def _count(language: str, code: str, sample: str) -> int:
    # "#" opens a comment in most languages and a directive in C; "--" a comment in SQL and a file in a diff.
    text = sample if language in ("c", "cpp", "css", "diff", "rust") else code
    return sum(sign.search(text) is not None for sign in _signs()[language])


def _interpreter(sample: str) -> str | None:
    first = sample.partition("\n")[0]
    found = _SHEBANG.match(first)
    if found is None:
        return None
    for word in (found[1], first.split()[0].rpartition("/")[2], first.rpartition("/")[2]):
        name = _NAME_AND_VERSION.match((word or "").rpartition("/")[2])
        if name is not None and name[1] in INTERPRETERS:
            return INTERPRETERS[name[1]]
    return "text"
