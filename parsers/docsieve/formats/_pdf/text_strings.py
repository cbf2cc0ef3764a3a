"""Text strings (ISO 32000-1, 7.9.2.2)."""

from __future__ import annotations

import re
from typing import Final

#: What the bytes from 0x18, and from 0x80 on, stand for in PDFDocEncoding (annex D.2); pdfglyphs has it too.
_FROM_18: Final = "\u02d8\u02c7\u02c6\u02d9\u02dd\u02db\u02da\u02dc"
_FROM_80: Final = (
    "\u2022\u2020\u2021\u2026\u2014\u2013\u0192\u2044\u2039\u203a\u2212\u2030\u201e\u201c\u201d\u2018\u2019"
    "\u201a\u2122\ufb01\ufb02\u0141\u0152\u0160\u0178\u017d\u0131\u0142\u0153\u0161\u017e\0\u20ac"
)
_CODES: Final = (
    dict(enumerate(_FROM_18, 0x18)) | dict(enumerate(_FROM_80, 0x80)) | dict.fromkeys((0x7F, 0xAD), "\0")
)
#: By what a string begins with.
_ENCODINGS: Final = {b"\xfe\xff": "utf-16-be", b"\xff\xfe": "utf-16-le", b"\xef\xbb\xbf": "utf-8"}
#: A language within it (14.9.2.2).
_LANGUAGE: Final = re.compile("\x1b[^\x1b]*\x1b")


def text_of(string: bytes) -> str:
    """Return the text of a string."""
    for mark, encoding in _ENCODINGS.items():
        if string.startswith(mark):
            return _LANGUAGE.sub("", string[len(mark) :].decode(encoding, "replace"))
    return string.decode("latin-1").translate(_CODES)
