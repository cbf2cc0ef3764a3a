"""Leaders: the dots of a table of contents, the line to write on in a form, as short as they can be.

The model keeps them as they are, so that search, redaction and plain text see what the file has.
"""

from __future__ import annotations

import re
from typing import Final

#: From so many signs on, their number says nothing.
_MANY: Final = 8
_SPACE: Final = r"[ \t\xa0]?"
_DOTS: Final = re.compile(
    "|".join(
        rf"{_SPACE}(?:{sign}{_SPACE}){{{least},}}" for sign, least in ((r"\.", _MANY), ("·", _MANY), ("…", 4))
    )
)
_LINE: Final = re.compile(rf"_{{{_MANY},}}")
_SHORT_LINE: Final = "____"
#: What a text with any of these has.
_PROBES: Final = ("....", ". . .", "____", "····", "· · ·", "……")


def shortened(text: str) -> str:
    """Write dots that lead to a number as one ellipsis, and lines of underscores as four."""
    if not any(probe in text for probe in _PROBES):
        return text
    return _LINE.sub(_SHORT_LINE, _DOTS.sub(_ellipsis, text))


def _ellipsis(found: re.Match[str]) -> str:
    text = found.string
    before = "" if text[: found.start()][-1:].isspace() else " "
    after = " " if found.end() < len(text) and text[found.end()].isalnum() else ""
    return f"{before}…{after}"
