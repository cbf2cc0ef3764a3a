"""RTF as tokens: one regular expression over the bytes (RTF 1.9.1, "RTF Syntax")."""

from __future__ import annotations

import re
from typing import Final

#: Group numbers of `TOKEN`, as `Match.lastindex` tells them.
TEXT: Final = 1
UNICODE: Final = 2
WORD: Final = 3
NUMBER: Final = 4
OPEN: Final = 5
CLOSE: Final = 6
SYMBOL: Final = 7

#: A run of text takes in hexadecimal and escaped characters, for a letter of two bytes may be written as one
#: of each. A run of `\u` with a sign of fallback each or none is one token: whole documents are.
TOKEN: Final = re.compile(
    rb"((?:[^\\{}]++|\\'[0-9a-fA-F]{2}|\\[\\{}])++)"
    rb"|((?:\\u-?[0-9]{1,6}+ ?(?:\\'[0-9a-fA-F]{2}|\?)?+)++)"
    rb"|\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?"
    rb"|(\{)|(\})|\\(.)",
    re.DOTALL,
)
UNICODE_NUMBER: Final = re.compile(rb"\\u(-?[0-9]+)")
UNICODE_FALLBACK: Final = re.compile(rb"\\u-?[0-9]+ ?(\\'..|\?)?", re.DOTALL)
_ESCAPE: Final = re.compile(rb"\\(?:'(..)|(.))", re.DOTALL)
_BRACE: Final = re.compile(rb"\\bin([0-9]{1,10}) ?|\\.|([{}])", re.DOTALL)
#: All control bytes but the tab: line breaks mean nothing in RTF, the others are no text.
_DROPPED: Final = bytes(code for code in (*range(32), 127) if code != 9)


def plain_bytes(raw: bytes) -> bytes:
    """Return the bytes that a token of text stands for."""
    raw = raw.translate(None, _DROPPED)
    if b"\\" in raw:
        raw = unescaped_bytes(raw).translate(None, _DROPPED)
    return raw


def unescaped_bytes(raw: bytes) -> bytes:
    """Return the bytes of a token, control bytes included."""
    return _ESCAPE.sub(_unescaped, raw)


def _unescaped(match: re.Match[bytes]) -> bytes:
    return bytes.fromhex(match[1].decode()) if match[1] is not None else match[2]


def end_of_group(data: bytes, position: int) -> int:
    """Return where the brace stands that closes the group `position` lies in, or the end of the data."""
    depth = 0
    while True:
        found = _BRACE.search(data, position)
        if found is None:
            return len(data)
        position = found.end()
        if found[1] is not None:
            position += int(found[1])
        elif found[2] == b"{":
            depth += 1
        elif found[2] == b"}":
            if depth == 0:
                return found.start()
            depth -= 1
