"""Letters that are set apart, by tracking or by spaces: which of them are words.

parsers/pdfglyphs/spaced_out.c does the same, to the bit; change both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docsieve.formats._pdf.letter_pairs import thirds
from docsieve.formats._pdf.scripts import is_ideographic

#: Nobody spaces out whole paragraphs.
MAX_SPACED: Final = 128
#: Fewer letters may be symbols, or the letters of a table.
_FEW_LETTERS: Final = 6
_FEW_IDEOGRAPHS: Final = 4
#: Thirds of a bit to a letter, that no text has.
_UNLIKELY: Final = 17
#: What tells a word of one letter less.
_LIKELY: Final = 14
_VOWELS: Final = frozenset("аеиоуыэюяёі")


def spaced_words(letters: str, gaps: Sequence[float], em: float) -> list[bool] | None:
    """Tell of each gap whether a word ends there; None where the letters are no spaced out words."""
    if not _FEW_IDEOGRAPHS <= len(letters) <= MAX_SPACED:
        return None
    usual = sorted(gaps)[len(gaps) // 2]
    if usual < 0.1 * em or usual > (1.25 if is_ideographic(letters[0]) else 0.9) * em:
        return None
    is_space = [gap - usual > 0.2 * em and gap - usual > 0.3 * usual for gap in gaps]
    within = [gap - usual for gap, ends in zip(gaps, is_space, strict=True) if not ends]
    off = 0.0
    for more in within:
        off += abs(more)
    if off > 0.07 * em * len(within) or not _reads_like_words(letters, is_space):
        return None
    return is_space


def _reads_like_words(letters: str, is_space: Sequence[bool]) -> bool:
    count, different = len(letters), len(set(letters))
    if all(map(is_ideographic, letters)):
        return 2 * different > count
    if count < _FEW_LETTERS - 1 or different < 4:
        return False
    if all("\u0400" <= letter <= "\u045f" for letter in letters):
        vowels = sum(letter.lower() in _VOWELS for letter in letters)
        return count >= _FEW_LETTERS and 4 * vowels >= count and 3 * vowels <= 2 * count
    told = known = 0
    before: str | None = " "
    for letter, is_first in zip(letters, (False, *is_space), strict=True):
        if is_first:
            told += thirds(before, " ") if before else 0
            before = " "
        if not (letter.isascii() and letter.isalpha()):
            before = None  # nothing is known of it
            continue
        letter = letter.lower()
        known += 1
        told += thirds(before, letter) if before else _UNLIKELY // 2
        before = letter
    told += thirds(before, " ") if before else 0
    return 4 * known >= 3 * count and told < (_LIKELY if count < _FEW_LETTERS else _UNLIKELY) * known
