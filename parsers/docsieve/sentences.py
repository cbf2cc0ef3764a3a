"""Text cut where a reader would pause: after sentences, else between words, else anywhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_END: Final = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+|[。！？]+[”’」』）]*\s*|\n+")
#: Before a full stop these end no sentence: initials, ordinals, common abbreviations of European languages.
_ABBREVIATED: Final = re.compile(
    r"(?:^|[\s(])(?:\w|\d{2}|Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Nr|Art|Abs|Sec|Fig|vs|cf|pp|ca|bzw|vgl|z\.B|e\.g|i\.e)$"
)
_LOOK_BACK: Final = 8


def sentences_of(text: str) -> list[str]:
    """Cut after sentences and at line feeds; the parts put together are the text."""
    parts: list[str] = []
    start = 0
    for found in _END.finditer(text):
        end = found.end()
        mark = found[0][0]
        if mark in ".!?…":
            if text[end : end + 1].islower():
                continue
            before = text[max(0, found.start() - _LOOK_BACK) : found.start()]
            if mark == "." and _ABBREVIATED.search(before):
                continue
        parts.append(text[start:end])
        start = end
    if start < len(text):
        parts.append(text[start:])
    return parts


def cut_to(text: str, limit: int, count_tokens: Callable[[str], int]) -> list[str]:
    """Cut a text into parts of at most `limit` tokens, between words where there are any near the middle."""
    done: list[str] = []
    pending = [text]
    while pending:
        part = pending.pop()
        if len(part) <= 1 or count_tokens(part) <= limit:
            done.append(part)
            continue
        third, middle = len(part) // 3, len(part) // 2
        at = part.rfind(" ", third, middle) + 1
        if at <= third:
            at = middle
        pending += [part[at:], part[:at]]
    return done
