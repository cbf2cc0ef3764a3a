"""Text that can leave the program: no half of a surrogate pair, which UTF-8 has no form for."""

from __future__ import annotations

import re
from typing import Final

_HALF_PAIR: Final = re.compile("[\ud800-\udfff]")


def well_formed(text: str) -> str:
    """Return the text with U+FFFD for each lone surrogate; the text itself where there is none."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return _HALF_PAIR.sub("\ufffd", text)
    return text
