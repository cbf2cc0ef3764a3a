"""List entries laid out as nested Markdown lists."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from docsieve.model import ListItem
from docsieve.renderers.markdown_escape import escape_inline

_NUMBER: Final = re.compile(r"(\d{1,9})[.)]")
#: Signs that say no more than a Markdown bullet does.
BULLETS: Final = frozenset("•·◦○●▪▫■–-*+‣⁃∙➢➤►▶❖◆◇⬧⬥⧫§o\uf0b7\uf0a7\uf0d8\uf0fc\uf02d")
#: Deeper entries stand at this depth: indentation grows with depth, and so would the output with its square.
MAX_NESTING: Final = 30


class _Open(NamedTuple):
    """An open list: its level, where its entries' text begins, its delimiter and the last number."""

    level: int
    indent: int
    delimiter: str
    number: int


class ListLayout:
    """Collects the entries of neighbouring lists; `finish` gives them as one chunk of lines."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._stack: list[_Open] = []

    @property
    def is_open(self) -> bool:
        """Tell whether there is an entry that a paragraph could continue."""
        return bool(self._lines)

    def finish(self) -> str:
        """Return what was collected, and be empty again."""
        text = "\n".join(self._lines)
        self._lines = []
        self._stack = []
        return text

    def add(self, item: ListItem, text: str) -> None:
        """Add an entry; `text` is finished inline Markdown, its lines divided by hard breaks."""
        level = min(max(item.level, 0), MAX_NESTING)
        previous: _Open | None = None
        while self._stack and self._stack[-1].level >= level:
            popped = self._stack.pop()
            previous = popped if popped.level == level else None
        outer = self._stack[-1].indent if self._stack else 0
        delimiter, number, text = self._marker(item, text, previous)
        marker = f"{number}{delimiter}" if delimiter in (".", ")") else delimiter
        if item.checked is not None:
            text = f"[{'x' if item.checked else ' '}] {text}".rstrip()
        if self._lines and previous is None and self._stack and (number > 1 or not text):
            self._lines.append("")  # only a list that starts with 1 interrupts a paragraph (CommonMark 5.2)
        indent = outer + len(marker) + 1
        body = text.replace("\n", "\n" + " " * indent)
        self._lines.append(f"{' ' * outer}{marker} {body}".rstrip())
        self._stack.append(_Open(level, indent, delimiter, number))

    def _marker(self, item: ListItem, text: str, previous: _Open | None) -> tuple[str, int, str]:
        """Return delimiter, number (0 for bullets) and the text, behind its marker where that is text."""
        numbered = _NUMBER.fullmatch(item.marker) if item.ordered else None
        if numbered is None:
            if item.marker and item.marker not in BULLETS:
                text = f"{escape_inline(item.marker)} {text}"
            return "-", 0, text
        number = int(numbered[1])
        delimiter = item.marker[-1]
        if previous is not None and previous.number:
            if number == previous.number + 1:
                delimiter = previous.delimiter
            else:  # Markdown counts on by itself; another delimiter starts a list of its own
                delimiter = ")" if previous.delimiter == "." else "."
        return delimiter, number, text

    def continue_entry(self, level: int, text: str) -> bool:
        """Add a paragraph to the entry of that level; False where there is none."""
        while len(self._stack) > 1 and self._stack[-1].level > level:
            self._stack.pop()
        if not self._stack or not self._lines:
            return False
        if text:
            indent = " " * self._stack[-1].indent
            self._lines.append("")
            self._lines.append(indent + text.replace("\n", "\n" + indent))
        return True
