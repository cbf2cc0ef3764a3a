"""Whether the characters a page gives are its text: fonts may tell none, or others than they show."""

from __future__ import annotations

import re
from typing import Final

#: The most frequent first.
_VOWELS: Final = "eaiou"
#: Share of a text: every European language has more, unless it is mostly figures.
_FEW_VOWELS: Final = 0.16
#: A word as it stands in running text, in letters of ASCII only, and one without a vowel in it.
_WORD: Final = re.compile(r"(?<![^\W_])[A-Za-z][a-z]{3,}(?![^\W_])")
_VOWEL: Final = re.compile(r"[aeiouyAEIOUY]")
#: Different words, and the share of them without a vowel, from which on letters stand for others.
_MANY_WORDS: Final = 25
_ENCIPHERED: Final = 0.25
#: Letters and figures among what is printed, where the codes of a font are taken for characters.
_ASCII: Final = 0.93
_FEW_LETTERS: Final = 20
_LEAST_VOWELS: Final = 0.3
_MOST_VOWELS: Final = 0.6


def is_enciphered(text: str) -> bool:
    """Tell whether the letters of a long text stand for other letters, by its words without vowels."""
    many, vowels = _FEW_VOWELS * len(text), 0
    for vowel in _VOWELS:
        vowels += text.count(vowel)
        if vowels > many:
            return False
    words = set(_WORD.findall(text))
    without = sum(_VOWEL.search(word) is None for word in words)
    return len(words) >= _MANY_WORDS and without >= _ENCIPHERED * len(words)


def codes_are_text(text: str) -> bool:
    """Tell whether codes that a font gives no characters for read like text, as they do in many fonts."""
    printed = [character for character in text if not character.isspace()]
    plain = [c for c in printed if c.isascii() and c.isprintable()]
    if not printed or len(plain) < _ASCII * len(printed):
        return False
    letters = [character for character in plain if character.isalpha()]
    if len(letters) < _FEW_LETTERS:
        return sum(character.isdigit() for character in plain) * 2 > len(plain)
    vowels = sum(character in "aeiouAEIOU" for character in letters)
    return _LEAST_VOWELS <= vowels / len(letters) <= _MOST_VOWELS
