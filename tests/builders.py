"""Short constructors for documents in tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docsieve import (
    SCHEMA_VERSION,
    Block,
    Cell,
    Document,
    Heading,
    ListItem,
    Locator,
    Metadata,
    Note,
    Page,
    Paragraph,
    Row,
    Span,
    Table,
)

HERE = Locator(page=1)


def doc(*blocks: Block, kind: Any = "section", **page: Any) -> Document:
    return pages_doc(Page(number=1, kind=kind, blocks=list(blocks), **page))


def pages_doc(*pages: Page) -> Document:
    return Document(format="test", schema_version=SCHEMA_VERSION, metadata=Metadata(), pages=list(pages))


def page(number: int, *blocks: Block, kind: Any = "page", **rest: Any) -> Page:
    return Page(number=number, kind=kind, blocks=list(blocks), **rest)


def spans(*parts: str | Span) -> list[Span]:
    return [Span(part) if isinstance(part, str) else part for part in parts]


def para(*parts: str | Span, **rest: Any) -> Paragraph:
    return Paragraph(where=HERE, spans=spans(*parts), **rest)


def heading(level: int, *parts: str | Span, **rest: Any) -> Heading:
    return Heading(where=HERE, level=level, spans=spans(*parts), **rest)


def item(marker: str, *parts: str | Span, level: int = 0, **rest: Any) -> ListItem:
    ordered = marker[:1].isalnum() or marker[:1] == "("
    return ListItem(where=HERE, level=level, ordered=ordered, marker=marker, spans=spans(*parts), **rest)


def table(*rows: Sequence[str | Cell], header_rows: int = 0, **rest: Any) -> Table:
    built = [Row([Cell(cell) if isinstance(cell, str) else cell for cell in row]) for row in rows]
    return Table(where=HERE, rows=built, header_rows=header_rows, **rest)


def note(note_id: str, *parts: str | Block, role: Any = "footnote", **rest: Any) -> Note:
    blocks = [para(part) if isinstance(part, str) else part for part in parts]
    return Note(where=HERE, id=note_id, role=role, blocks=blocks, **rest)
