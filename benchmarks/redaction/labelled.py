"""A text with known truth, and its markup: `[[person|Anna Muster]]` is a value of that kind."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"\[\[([\w.]+)\|(.*?)\]\]", re.DOTALL)


@dataclass(frozen=True)
class Truth:
    """Characters `start` to `end` are a value of a kind; `detail` says which sort of it."""

    start: int
    end: int
    kind: str
    detail: str = ""


@dataclass(frozen=True)
class Labelled:
    """A text, what is in it, and where it comes from: "generated", "written", "templates"."""

    text: str
    truths: tuple[Truth, ...]
    source: str


def read_markup(marked: str, source: str) -> Labelled:
    """Take the markup out of a text; its places are the truth."""
    pieces: list[str] = []
    truths: list[Truth] = []
    length = at = 0
    for match in _MARK.finditer(marked):
        before = marked[at : match.start()]
        kind, _, detail = match.group(1).partition("__")
        pieces += [before, match.group(2)]
        length += len(before)
        truths.append(Truth(length, length + len(match.group(2)), kind, detail))
        length += len(match.group(2))
        at = match.end()
    return Labelled("".join(pieces) + marked[at:], tuple(truths), source)


def mark(kind: str, value: str, detail: str = "") -> str:
    """Return a value in markup."""
    return f"[[{kind}__{detail}|{value}]]" if detail else f"[[{kind}|{value}]]"
