"""What pages of a PDF cost: a range opens what it names, and memory is given back page by page."""

from __future__ import annotations

import tracemalloc

import docsieve
import pytest
from docsieve import Limits, Options
from docsieve.formats._pdf.pdfium import PdfFile, PdfPage

from e2e.made_files import pdf_of_lines

LINES = 40


def book(pages: int) -> bytes:
    """Pages of running text with a heading and a page number, and words broken at line ends."""
    return pdf_of_lines(
        [
            [
                f"Chapter {page}",
                *(f"line {line} of page {page} tells of ships, tides and the mea-" for line in range(LINES)),
                "sured heights of all of them",
                str(page),
            ]
            for page in range(1, pages + 1)
        ]
    )


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The index of every page that is opened."""
    indexes: list[int] = []
    open_page = PdfFile.seen_page

    def counted(self: PdfFile, index: int, *wanted: int, stays: bool) -> PdfPage:
        indexes.append(index)
        return open_page(self, index, *wanted, stays=stays)

    monkeypatch.setattr(PdfFile, "seen_page", counted)
    return indexes


def test_a_range_of_a_long_file_opens_the_pages_of_the_range(opened: list[int]) -> None:
    document = docsieve.parse(book(930), options=Options(pages=[(1, 10)]))
    assert [page.number for page in document.pages] == list(range(1, 11))
    assert opened == list(range(10))


def test_an_open_range_reads_to_the_end_and_none_twice(opened: list[int]) -> None:
    document = docsieve.parse(book(50), options=Options(pages=[(45, 2**31 - 1), (2, 3), (3, 4)]))
    assert [page.number for page in document.pages] == [2, 3, 4, *range(45, 51)]
    assert opened == [number - 1 for number in (2, 3, 4, *range(45, 51))]


def test_no_page_is_opened_behind_the_one_where_the_blocks_end(opened: list[int]) -> None:
    for most in (1, 7, 30):
        opened.clear()
        document = docsieve.parse(book(50), options=Options(limits=Limits(max_blocks=most)))
        assert document.pages[-1].number == opened[-1] + 1 < 50
        assert "block_limit" in [warning.code for warning in document.warnings]


def beyond_the_document(data: bytes) -> tuple[int, int]:
    """Return how many bytes the document takes, and how many more were needed while it was read."""
    tracemalloc.start()
    try:
        document = docsieve.parse(data)
        left, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert document.pages
    return left, most - left


def test_what_reading_needs_beside_the_document_hardly_grows_with_its_pages() -> None:
    beyond_the_document(book(600))  # what is loaded once, and caches
    small, few = beyond_the_document(book(60))
    large, many = beyond_the_document(book(600))
    # Of what a page adds at the worst moment, all but a little is the document's own.
    assert many - few < 0.3 * (large - small)
