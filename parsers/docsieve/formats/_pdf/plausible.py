"""Whether the characters a page gives are its text: fonts may tell none, or others than they show."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import Final

from docsieve.formats._pdf.letter_pairs import surprise
from docsieve.formats._pdf.pdfium import native

#: Letters that follow each other in every European language, and the least share they have of its letters.
_PAIRS: Final = (b"er", b"in", b"en", b"an", b"re", b"on")
_USUAL_PAIRS: Final = 0.03
_BY_CHANCE: Final = 3
_NO_LETTERS: Final = bytes(set(range(256)) - set(b"abcdefghijklmnopqrstuvwxyz"))
#: What stands at the start of most pages speaks for them.
_START: Final = 800
#: A word in letters of ASCII only; longer ones are sequences and codes.
_WORD: Final = re.compile(r"(?<![^\W_])[A-Za-z]{4,20}(?![^\W_])")
#: Different words that are looked at, and from how many on they speak for a page.
_MOST_WORDS: Final = 200
_ENOUGH_WORDS: Final = 6
_ENOUGH_OF_CODES: Final = 3
#: Words of one letter ("xxxx") tell nothing, nor do rows of the alphabet; sequences have one length.
_FEW_LETTERS: Final = 3
_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz"
_ONE_LENGTH: Final = 0.6
#: Bits a letter: text has 3.5, pages of signal names up to 5; letters that stand for others have 6 to 7.
_UNLIKE_TEXT: Final = 5.2
#: Letters and figures among what is printed, where the codes of a font are taken for characters.
_KNOWN: Final = 0.93
_PLAIN: Final = re.compile("[!-~‘’“”„‚–—…•·°´\ufb00\ufb01\ufb02\ufb03\ufb04]")
_FEW: Final = 20
_LEAST_VOWELS: Final = 0.3
_MOST_VOWELS: Final = 0.6
#: Japanese has a syllable sign among every four; codes that only look like ideographs have none.
_KANA: Final = re.compile("[\u3041-\u30fe]")
_JAPANESE: Final = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff60!-~]")
_SYLLABLES: Final = 0.25
#: Text has more different signs than this; pictograms and fillings, repeated over and over, have not.
_FEW_SIGNS: Final = 8
_OFTEN: Final = 4
#: Signs of Latin 1 beside those that stand in texts anywhere, and the share no language has of them: there
#: fonts of other alphabets have their letters.
_COMMON: Final = bytes(range(0xA1)) + "§©«®°·»".encode("latin-1")
_OTHER_ALPHABET: Final = 0.2
_ENOUGH: Final = 30
#: In lists of all signs that a font has each stands once.
_REPEATED: Final = 3


def has_usual_pairs(text: str) -> bool:
    """Tell quickly that letters follow each other as they do in text; of few texts it cannot."""
    found = native()
    if found is None:
        return seek_usual_pairs(text)
    are_usual: bool = found[0].usual_pairs(text)
    return are_usual


def seek_usual_pairs(text: str) -> bool:
    """Do what `usual_pairs` of the extension does (pairs.c); change both."""
    for part in (text[:_START], text):
        letters = part.encode("ascii", "ignore").lower().translate(None, _NO_LETTERS)
        wanted, found = _USUAL_PAIRS * len(letters) + _BY_CHANCE, 0
        for pair in _PAIRS:
            found += letters.count(pair)
            if found > wanted:
                return True
    return False


def is_enciphered(text: str) -> bool:
    """Tell whether the letters of a text stand for other letters, by how they follow each other."""
    words = _words(text)
    return len(words) >= _ENOUGH_WORDS and _is_unlike_text(words)


def is_in_another_alphabet(text: str) -> bool:
    """Tell whether most of a text are signs of Latin 1 that stand for letters of another alphabet."""
    if text.isascii():
        return False
    signs = text.encode("latin-1", "ignore").translate(None, _COMMON)
    if len(signs) < _ENOUGH or len(signs) < _OTHER_ALPHABET / 2 * len(text):
        return False
    signs_of_alphabet = len(set(signs))
    is_alphabet = signs_of_alphabet > _FEW_SIGNS and len(signs) >= _REPEATED * signs_of_alphabet
    return is_alphabet and len(signs) >= _OTHER_ALPHABET * len("".join(text.split()))


def codes_are_text(text: str) -> bool:
    """Tell whether codes that a font gives no characters for read like text, as they do in many fonts."""
    printed = "".join(text.split())
    plain = _PLAIN.findall(printed)
    if not printed or len(plain) < _KNOWN * len(printed):
        return _is_japanese(printed)
    words = _words(text)
    if len(words) >= _ENOUGH_OF_CODES:
        return not _is_unlike_text(words)
    letters = [character for character in plain if character.isalpha()]
    if len(letters) < _FEW:
        figures = sum(character.isdigit() for character in plain)
        return figures * 4 > len(plain) and len(letters) * 2 < len(plain)
    vowels = sum(character in "aeiouAEIOU" for character in letters)
    return _LEAST_VOWELS <= vowels / len(letters) <= _MOST_VOWELS


def are_pictograms(text: str) -> bool:
    """Tell whether codes are a few signs over and over: arrows, stitches of a pattern, no words."""
    signs = set(text)
    spaces = set(filter(str.isspace, signs))
    signs -= spaces
    if len(signs) > _FEW_SIGNS or "\ufffd" in signs:
        return False
    return len(signs) * _OFTEN <= len(text) - sum(map(text.count, spaces))


def _words(text: str) -> list[str]:
    """Return the different words of a text that can tell something, in small letters."""
    words = dict.fromkeys(found[0].lower() for found in islice(_WORD.finditer(text), _MOST_WORDS * 2))
    telling = (word for word in words if len(set(word)) >= _FEW_LETTERS and word not in _ALPHABET)
    return list(islice(telling, _MOST_WORDS))


def _is_unlike_text(words: list[str]) -> bool:
    letters = sum(len(word) + 1 for word in words)
    if sum(map(surprise, words)) < _UNLIKE_TEXT * letters:
        return False
    most = max(Counter(map(len, words)).values())
    return len(words) < _ENOUGH_WORDS or most < _ONE_LENGTH * len(words)


def _is_japanese(printed: str) -> bool:
    if not printed:
        return False
    return len(_KANA.findall(printed)) >= _SYLLABLES * len(printed) and len(
        _JAPANESE.findall(printed)
    ) >= _KNOWN * len(printed)
