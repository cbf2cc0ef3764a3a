"""The running text of imported HTML, block by block; nothing of it is run or fetched."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

_SILENT: Final = frozenset(("script", "style", "head", "template", "noscript"))
_BLOCKS: Final = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt",
        "fieldset", "figcaption", "figure",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
        "li", "main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
    )
)  # fmt: skip


def html_paragraphs(text: str) -> list[str]:
    """Return the texts of the blocks of an HTML document, in order, blank ones included."""
    reader = _HtmlText()
    reader.feed(text)
    reader.close()
    return reader.paragraphs()


class _HtmlText(HTMLParser):
    """The running text of HTML, one string a block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._texts: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag in _BLOCKS:
            self._texts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()
        elif tag in _BLOCKS:
            self._texts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._texts.append(re.sub(r"\s+", " ", data))

    def paragraphs(self) -> list[str]:
        """Return the texts of the blocks in order."""
        return "".join(self._texts).split("\n")
