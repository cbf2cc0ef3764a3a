"""List entries laid out as nested HTML lists."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from docsieve.model import ListItem
from docsieve.renderers.markdown_escape import html_text
from docsieve.renderers.markdown_list import BULLETS, MAX_NESTING

_NUMBER: Final = re.compile(r"(\d{1,9})[.)]")


class _Open(NamedTuple):
    """A list whose last entry is still open."""

    level: int
    tag: str


class HtmlList:
    """Collects the entries of neighbouring lists; `finish` gives them as one piece."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._stack: list[_Open] = []

    def finish(self) -> str:
        """Close what is open and return what was collected; empty where there was nothing."""
        while self._stack:
            self._close()
        text, self._parts = "".join(self._parts), []
        return text

    def add(self, item: ListItem, text: str) -> None:
        """Add an entry; `text` is finished HTML."""
        level = min(max(item.level, 0), MAX_NESTING)
        numbered = _NUMBER.fullmatch(item.marker) if item.ordered else None
        tag, value = ("ol", f' value="{int(numbered[1])}"') if numbered is not None else ("ul", "")
        if numbered is None and item.marker and item.marker not in BULLETS:
            text = f"{html_text(item.marker)} {text}"
        if item.checked is not None:
            text = f"[{'x' if item.checked else ' '}] {text}"
        while self._stack and self._stack[-1].level > level:
            self._close()
        if self._stack and self._stack[-1].level == level:
            if self._stack[-1].tag == tag:
                self._parts.append("</li>\n")
            else:
                self._close()
        if not self._stack or self._stack[-1].level < level:
            self._parts.append(f"<{tag}>\n")
            self._stack.append(_Open(level, tag))
        self._parts.append(f"<li{value}>{text.strip()}")

    def continue_entry(self, level: int, written: str) -> bool:
        """Add a paragraph to the entry of that level; False where there is none."""
        while len(self._stack) > 1 and self._stack[-1].level > level:
            self._close()
        if not self._stack:
            return False
        self._parts.append(written)
        return True

    def _close(self) -> None:
        self._parts.append(f"</li>\n</{self._stack.pop().tag}>\n")
