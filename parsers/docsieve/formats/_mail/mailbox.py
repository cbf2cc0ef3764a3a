"""Messages one after another in one file (RFC 4155): where each begins, and its lines as they were sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

#: "From ", whoever it was, the time. Behind an empty line: in the text such a line could stand as well.
_SEPARATOR: Final = re.compile(
    rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]{0,500}?\d\d:\d\d[^\r\n]{0,200}\r?\n(?=[!-9;-~]{1,100}:)"
)
_QUOTED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)


def has_several(data: bytes) -> bool:
    """Tell whether there are two messages or more."""
    if not data.startswith(b"From "):
        return False
    found = _SEPARATOR.finditer(data)
    return next(found, None) is not None and next(found, None) is not None


def spans_of(data: bytes) -> Iterator[tuple[int, int]]:
    """Return where each message begins, behind its "From " line, and where it ends."""
    begin: int | None = None
    for found in _SEPARATOR.finditer(data):
        if begin is not None:
            yield begin, found.start()
        begin = found.end()
    if begin is not None:
        yield begin, len(data)


def unquoted(message: bytes) -> bytes:
    """Take away the mark before lines that begin with "From " and were quoted when the message was stored."""
    return _QUOTED.sub(rb"\1", message)
