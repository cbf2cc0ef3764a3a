"""What a single stream may make pdfium do: open marks, long meanings of codes, pictures in a line."""

from __future__ import annotations

import re
from typing import Final

from docsieve.formats._pdf.expansion import TooLargeError, unpacked_size
from docsieve.options import Limits

_ENDS: Final = rb"(?![^\0\t\n\f\r ()<>\[\]{}/%])"
_BEGINS: Final = rb"(?<![^\0\t\n\f\r ()<>\[\]{}/%])"
#: What opens and what closes: marks of content (ISO 32000-1, 14.6), and saved states (8.4.2).
_MARKS: Final = re.compile(_BEGINS + rb"(?:(B[DM]C)|EMC)" + _ENDS)
_STATES: Final = re.compile(_BEGINS + rb"(?:(q)|Q)" + _ENDS)
#: A saved state takes less than the marks that each object holds.
_STATES_PER_MARK: Final = 50
#: The shortest mark: "/ BMC".
_SHORTEST_MARK: Final = 5
#: How what begins a list of meanings begins: one for codes, one for ranges of them.
_MEANINGS: Final = b"beginbf"
_MEANING: Final = rb"<[0-9A-Fa-f\0\t\n\f\r ]{%d,}"
#: Figures of one character (9.10.3).
_FIGURES: Final = 4
_LINE_PICTURE: Final = re.compile(
    rb"BI" + _ENDS + rb"((?:(?!\bID\b).){0,2000}?/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL|A85)\b"
    rb"(?:(?!\bID\b).){0,2000}?)\bID[\0\t\n\f\r ]",
    re.DOTALL,
)


def opens_too_much(content: bytes, limits: Limits) -> bool:
    """Tell whether content has too many marks or states open at once."""
    allowed = limits.max_open_marks
    if len(content) < allowed * _SHORTEST_MARK:
        return False
    if content.count(b"BMC") + content.count(b"BDC") > allowed and _goes_deeper(_MARKS, content, allowed):
        return True
    allowed *= _STATES_PER_MARK
    return (
        len(content) > 2 * allowed
        and content.count(b"q") > allowed
        and _goes_deeper(_STATES, content, allowed)
    )


def _goes_deeper(pattern: re.Pattern[bytes], content: bytes, allowed: int) -> bool:
    depth = 0
    for found in pattern.finditer(content):
        if found[1] is not None:
            depth += 1
            if depth > allowed:
                return True
        elif depth:
            depth -= 1
    return False


def means_too_much(content: bytes, limits: Limits) -> bool:
    """Tell whether content is a map of codes (9.10.3) of which one stands for too many characters."""
    most = limits.max_code_characters * _FIGURES
    if len(content) < most or _MEANINGS not in content:
        return False
    return re.search(_MEANING % (most + 1), content) is not None


def has_large_pictures(content: bytes, limits: Limits) -> bool:
    """Tell whether pictures in lines of content (8.9.7), whose ends pdfium looks for, are too large."""
    if len(content) < limits.max_stream_bytes >> 10 or b"BI" not in content:
        return False
    left = limits.max_stream_bytes
    for found in _LINE_PICTURE.finditer(content):
        end = content.find(b"EI", found.end())
        entries = b"/Filter" + found[1].partition(b"/F")[2] if b"/Filter" not in found[1] else found[1]
        try:
            left -= unpacked_size(content, entries, found.end(), len(content) if end < 0 else end, left)
        except TooLargeError:
            return True
    return False
