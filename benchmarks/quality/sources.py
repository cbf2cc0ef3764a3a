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
    """One document: its HTML, and of it the text of its blocks in order and the rows of its tables."""

    name: str
    html: str
    blocks: list[str]
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
    return SourcePage(name=name, html=html, blocks=[block for block in blocks if block], rows=rows)


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
