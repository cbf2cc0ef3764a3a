"""Paragraphs and tables that go on over the end of a page: what of them stands on which page.

The model keeps them whole on the page where they begin. A page that is left out takes its part of them along,
and where the page is left out on which they begin, the other parts stand on their own pages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec.structs import replace

from docsieve.model import Block, Heading, Image, ListItem, Page, Paragraph, Row, Span, Table


class Continued:
    """Which pages hold what stands on others; pages are known by their index."""

    def __init__(self, pages: Sequence[tuple[tuple[int, ...], Page]]) -> None:
        """Look through the pages of a document and of the files inside it, each with the path of its file."""
        index_of = {(path, page.number): index for index, (path, page) in enumerate(pages)}
        #: From a page to those with parts of what begins on it, and the other way round.
        self.goes_on: dict[int, list[int]] = {}
        self.comes_from: dict[int, list[int]] = {}
        #: By `id`, the page on which a span or cell stands, where its block begins on another.
        self._stands_on: dict[int, int] = {}
        for index, (path, page) in enumerate(pages):
            for owner, number in _places(page):
                self._stands_on[owner] = index_of.get((path, number), index)
            numbers = {part.page for block in page.blocks for part in _parts(block) if part.page is not None}
            for other in sorted(index_of[path, each] for each in numbers if (path, each) in index_of):
                self.goes_on.setdefault(index, []).append(other)
                self.comes_from.setdefault(other, []).append(index)

    def stands_on(self, owner: object, index: int) -> int:
        """Return the page on which a span or cell stands whose block is on that of an index."""
        return self._stands_on.get(id(owner), index)

    def touched(self, pages: Collection[int]) -> set[int]:
        """Return the pages that look different when these do."""
        touched: set[int] = set()
        for index in pages:
            touched.update(self.goes_on.get(index, ()), self.comes_from.get(index, ()))
            for begins in self.comes_from.get(index, ()):
                touched.update(self.goes_on[begins])
        return touched


def _parts(block: Block) -> Sequence[Span | Row]:
    if isinstance(block, Paragraph | ListItem):
        return block.spans
    return block.rows if isinstance(block, Table) else ()


def take_parts_out(page: Page, numbers: Collection[int]) -> None:
    """Take out of a page what stands on pages of these numbers."""
    for block in page.blocks:
        if not any(part.page in numbers for part in _parts(block)):
            continue
        if isinstance(block, Table):
            block.rows = [row for row in block.rows if row.page not in numbers]
            block.headed_pages = [number for number in block.headed_pages if number not in numbers]
        elif isinstance(block, Paragraph | ListItem):
            block.spans = [span for span in block.spans if span.page not in numbers]
            if block.spans:
                block.spans[-1].text = block.spans[-1].text.rstrip()


def parts_on(page: Page, number: int) -> list[Block]:
    """Return what of a page's blocks stands on another page, as blocks of that page."""
    found: list[Block] = []
    for block in page.blocks:
        parts = [part for part in _parts(block) if part.page == number]
        if not parts:
            continue
        where = replace(block.where, page=number, bbox=None)
        if isinstance(block, Table):
            headings = block.rows[: block.header_rows] if number in block.headed_pages else []
            rows = [replace(row, page=None) for row in (*headings, *parts) if isinstance(row, Row)]
            found.append(Table(where=where, role=block.role, rows=rows, header_rows=len(headings)))
        elif isinstance(block, Paragraph | ListItem):
            level = block.level if isinstance(block, ListItem) else block.list_level
            spans = [replace(span, page=None) for span in parts if isinstance(span, Span)]
            spans[-1].text = spans[-1].text.rstrip()
            found.append(Paragraph(where=where, role=block.role, spans=spans, list_level=level))
    return found


def put_first(page: Page, parts: Sequence[Block]) -> None:
    """Put parts before the text of a page: tables before all of it, paragraphs below tables and pictures."""
    for part in reversed(parts):
        floating = () if isinstance(part, Table) else (Table, Image)
        at = next(
            (
                index
                for index, block in enumerate(page.blocks)
                if block.role == "body" and block.hidden is None and not isinstance(block, floating)
            ),
            len(page.blocks),
        )
        page.blocks.insert(at, part)


def _places(page: Page) -> Iterator[tuple[int, int]]:
    """Yield the `id` of every span and cell that stands on another page, and the number of that."""
    for block in page.blocks:
        for part in _parts(block):
            if part.page is None:
                continue
            if isinstance(part, Span):
                yield id(part), part.page
                continue
            for cell in part.cells:
                yield id(cell), part.page
                for inner in cell.blocks:
                    if isinstance(inner, Paragraph | ListItem | Heading):
                        yield from ((id(span), part.page) for span in inner.spans)
