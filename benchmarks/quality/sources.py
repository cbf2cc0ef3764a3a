"""Documents whose text and tables are known because this repository wrote them: its own pages as HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.documents import REPOSITORY

#: Changes with every run of a benchmark.
_NOT: Final = ("benchmarks.md",)
_MIN_WORDS: Final = 400
_BLOCKS: Final = frozenset(("p", "h1", "h2", "h3", "h4", "li", "pre", "blockquote", "td", "th"))


@dataclass(frozen=True, kw_only=True)
class SourcePage:
    """One document: its HTML, and of it the text of its blocks in order, its headings, entries and rows."""

    name: str
    html: str
    blocks: list[str]
    #: With their levels.
    headings: list[tuple[int, str]]
    #: Of lists, each without those within it.
    items: list[str]
    rows: list[list[str]]


def source_pages() -> Iterator[SourcePage]:
    """Read the pages of docs/, the longer ones."""
    # Only the scorer's own environment has it.
    import markdown  # type: ignore[import-untyped]

    for path in sorted(Path(REPOSITORY, "docs").glob("**/*.md")):
        written = path.read_text(encoding="utf-8")
        if path.name in _NOT or len(written.split()) < _MIN_WORDS:
            continue
        yield _page(path.stem, markdown.markdown(written, extensions=["tables", "fenced_code"]))


def _page(name: str, html: str) -> SourcePage:
    from lxml import html as parser

    tree = parser.fromstring(f"<div>{html}</div>")
    blocks = [
        _text(element)
        for element in tree.iter(*_BLOCKS)
        if not any(child.tag in _BLOCKS for child in element.iterdescendants())
    ]
    rows = [[_text(cell) for cell in row.iter("td", "th")] for row in tree.iter("tr")]
    items = [_own_text(item) for item in tree.iter("li")]
    blocks = [block for block in blocks if block]
    return SourcePage(name=name, html=html, blocks=blocks, headings=headings_of(tree), items=items, rows=rows)


def headings_of(tree: Any) -> list[tuple[int, str]]:
    """Return the headings of a page of HTML with their levels."""
    return [(int(element.tag[1]), _text(element)) for element in tree.iter("h1", "h2", "h3", "h4")]


def _own_text(item: Any) -> str:
    """Return the text of an entry before its next block, an entry within it or another paragraph."""
    parts = [item.text or ""]
    for child in item:
        if child.tag in ("ul", "ol", "pre", "table", "p"):
            parts += [] if "".join(parts).strip() else ["".join(child.itertext())]
            break
        parts += ["".join(child.itertext()), child.tail or ""]
    return " ".join("".join(parts).split())


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
