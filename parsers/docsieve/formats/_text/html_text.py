"""The text of a piece of HTML that stands inside another format. Linear on any input, well-formed or not."""

from __future__ import annotations

import html
import re
from typing import Final

_TAG: Final = re.compile(r"<!--|</?([A-Za-z][A-Za-z0-9]*)[^<>]*>")
_ALT: Final = re.compile(r"""\balt\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')""", re.IGNORECASE)
_NEW_LINE: Final = frozenset(
    {"br", "p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_NEW_CELL: Final = frozenset({"td", "th"})
#: Their content is for programs.
_UNSEEN: Final = frozenset({"script", "style", "template"})


def html_text(fragment: str) -> str:
    """Return the text a reader sees: a line for each block, a tab between cells. Scripts and styles go."""
    parts: list[str] = []
    inside = ""  # the unseen element we are in
    at = 0
    while (tag := _TAG.search(fragment, at)) is not None:
        if not inside:
            parts.append(" ".join(fragment[at : tag.start()].split("\n")))
        at = tag.end()
        if tag[0] == "<!--":
            end = fragment.find("-->", at)
            if end < 0:
                return _lines(parts)
            at = end + 3
            continue
        name = tag[1].lower()
        if inside:
            if name == inside and tag[0].startswith("</"):
                inside = ""
        elif name in _UNSEEN:
            inside = "" if tag[0].startswith("</") else name
        elif name in _NEW_LINE:
            parts.append("\n")
        elif name in _NEW_CELL:
            parts.append("" if tag[0].startswith("</") else "\t")
        elif name == "img" and (alt := _ALT.search(tag[0])) is not None:
            parts.append(alt[1] or alt[2] or "")
    if not inside:
        parts.append(" ".join(fragment[at:].split("\n")))
    return _lines(parts)


def _lines(parts: list[str]) -> str:
    lines: list[str] = []
    for line in html.unescape("".join(parts)).split("\n"):
        cells = [" ".join(cell.split()) for cell in line.strip().split("\t")]
        if any(cells):
            lines.append("\t".join(cells))
    return "\n".join(lines)
