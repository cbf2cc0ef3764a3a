"""Text as rules and phrases read it: without characters that nobody sees, one form for what looks alike.

Both forms know where each of their characters stands in the original.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

#: Soft hyphen, zero-width space, joiners and word joiner, byte order mark, directional marks and embeddings.
_UNSEEN: Final = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
)
_UNSEEN_RUN: Final = re.compile(f"[{_UNSEEN}]+")
#: Spaces, hyphens and full-width forms of ASCII: one character for one.
_ALIKE: Final = {
    **dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " "),
    **dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2212, 0xFE63], "-"),
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
}
_ALIKE_ANY: Final = re.compile(
    "[\u00a0\u1680\u2000-\u200a\u2010-\u2012\u202f\u205f\u2212\u3000\ufe63\uff01-\uff5e]"
)
_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]+")


class ScanText(NamedTuple):
    """`text`, and for each of its characters and its end the index in the original; None: the same."""

    text: str
    offsets: Sequence[int] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the passage of the original; it takes in unseen characters within, not those around."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], (self.offsets[end - 1] + 1 if end > start else self.offsets[start])


def clean(text: str) -> ScanText:
    """Leave out what is not seen; write spaces, hyphens and full-width characters in ASCII."""
    if text.isascii():
        return ScanText(text)
    alike = text.translate(_ALIKE) if _ALIKE_ANY.search(text) else text
    if _UNSEEN_RUN.search(alike) is None:
        return ScanText(alike)
    parts: list[str] = []
    offsets: list[int] = []
    at = 0
    for unseen in _UNSEEN_RUN.finditer(alike):
        parts.append(alike[at : unseen.start()])
        offsets.extend(range(at, unseen.start()))
        at = unseen.end()
    parts.append(alike[at:])
    offsets.extend(range(at, len(alike) + 1))
    return ScanText("".join(parts), offsets)


def fold(cleaned: ScanText) -> ScanText:
    """Write what differs only in case or in how Unicode composes it in one form (NFKC, case folded)."""
    text = cleaned.text
    if text.isascii():
        return ScanText(text.lower(), cleaned.offsets)
    if unicodedata.is_normalized("NFKC", text):
        folded = text.casefold()
        if len(folded) == len(text):
            return ScanText(folded, cleaned.offsets)
    before = cleaned.offsets
    parts: list[str] = []
    offsets: list[int] = []
    at = 0
    for run in _BEYOND_ASCII.finditer(text):
        # A letter before the run may carry the accent that begins it.
        start = max(run.start() - 1, at) if unicodedata.combining(run[0][0]) else run.start()
        parts.append(text[at:start].lower())
        offsets.extend(range(at, start))
        while start < run.end():
            stop = start + 1
            while stop < run.end() and unicodedata.combining(text[stop]):
                stop += 1
            written = folded_words(text[start:stop])
            parts.append(written)
            offsets.extend([start] * len(written))
            start = stop
        at = run.end()
    parts.append(text[at:].lower())
    offsets.extend(range(at, len(text) + 1))
    return ScanText("".join(parts), offsets if before is None else [before[index] for index in offsets])


def folded_words(text: str) -> str:
    """Return text in the form of `fold`."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def whole_characters(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a passage so that it ends no letter before its accents, nor starts with another letter's."""
    while end < len(text) and _extends(text[end]):
        end += 1
    while 0 < start < end and _extends(text[start]):
        start -= 1
    return start, end


def _extends(character: str) -> bool:
    return character >= "\u0300" and (
        unicodedata.combining(character) != 0 or unicodedata.category(character) in ("Mn", "Me")
    )
