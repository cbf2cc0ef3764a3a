r"""The text of Word's EQ fields, which have no result of their own: `EQ \o\ad(\s\up 10(reading),base)`."""

from __future__ import annotations

import re
from typing import Final

_EQ: Final = re.compile(r"\s*EQ\b", re.IGNORECASE)
#: How Word writes a reading above a word.
_READING: Final = re.compile(
    r"\\o ?(?:\\a[lrcd] ?)?\(\\s ?\\up ?-?\d+ ?\(([^()\\]*)\) ?[,;] ?([^()\\]*)\)", re.IGNORECASE
)
#: Switches with their numbers, and what `\*` says of fonts.
_SWITCH: Final = re.compile(r'\\\* ?(?:"[^"]*"|[^\s\\]+(?: ?"[^"]*")?)|\\[a-z]+ ?-?\d*', re.IGNORECASE)


def eq_text(instruction: str) -> str:
    """Return what a field shows: the base and its reading in brackets, or the arguments as written."""
    start = _EQ.match(instruction)
    if start is None:
        return ""
    found = _READING.search(instruction)
    if found is not None:
        return f"{found[2].strip()}({found[1].strip()})" if found[1].strip() else found[2].strip()
    return _SWITCH.sub("", instruction[start.end() :]).strip()
