"""What the characters beside a gap tell of it: marks close up to words, and to what is of a word's own size.

parsers/pdfglyphs/word_gaps.c does the same, to the bit; change both.
"""

from __future__ import annotations

from typing import Final

#: No space stands before these where none was written.
CLOSING: Final = frozenset(",)]’”")
#: In em. A narrower gap that no space was written for is none before what closes and behind what opens: an
#: italic correction, what stands behind an index, a grid of characters. Two styles may leave more room.
_NO_SPACE: Final = 0.25
_NO_SPACE_BETWEEN_STYLES: Final = 0.35
#: Full stops and quotation marks may also be what is written of.
_NO_SPACE_AT_MARKS: Final = 0.2
_BEFORE_MARKS: Final = frozenset(")]”’.,?!…")
#: In em, a little less than the eighth that is the thin space before these marks in French.
_THIN_SPACE: Final = 0.12
_AFTER_THIN_SPACE: Final = frozenset(":;?!»")


def is_word(text: str) -> bool:
    """Tell whether it begins with more than one letter, or a mark that stands apart as words do.

    Single letters may be spaced out.
    """
    return text[0] in "|§•" or text[1:2] not in ("", " ")


def is_lone_letter(text: str) -> bool:
    """Tell whether it begins with a letter that stands alone."""
    return text[0].isalpha() and not is_word(text)


def closes_up(before: str, after: str, gap: float, *, same_style: bool) -> bool:
    """Tell whether no space is between two texts `gap` em apart, though there is room for a narrow one."""
    if gap >= (_NO_SPACE if same_style else _NO_SPACE_BETWEEN_STYLES):
        return False
    first, second, last = after[0], after[1:2], before[-1]
    if first == ",":
        return last not in ".," and not second.isalnum()
    if first in ")]":
        return last not in ",;" and not second.isalnum()
    if first in ".’”":
        if gap >= _NO_SPACE_AT_MARKS or second.isalnum() or not (last.isalnum() or last in _BEFORE_MARKS):
            return False
        # Full stops of one style may be leaders.
        return first != "." or not (same_style or last in ".,?!…" or second == "." or after[1:3] == " .")
    if gap >= _NO_SPACE:
        return False
    if last in "(“‘":
        return last == "(" or before[-2:-1] in ("", " ", "(", "[")
    return last == "[" and not before[-2:-1].isdigit()


def is_thin_space(before: str, after: str, gap: float) -> bool:
    """Tell whether a gap of a tenth to a seventh of an em, in one style, is a space for its marks."""
    if before[-3:] == "...":
        return after[0].isalnum()  # the number of a page behind its leaders
    is_mark = after[0] in _AFTER_THIN_SPACE and after[1:2] in ("", " ")
    is_after_word = before[-1].isalnum() or before[-1] in _BEFORE_MARKS
    return gap > _THIN_SPACE and is_mark and is_after_word and len(before) > 1 and before[-2] != " "
