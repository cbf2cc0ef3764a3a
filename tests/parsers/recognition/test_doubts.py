"""Words that the recognition was unsure of are spans of their own, and nothing else of the text changes."""

from __future__ import annotations

import json

import pytest
from docsieve import Document, Paragraph, Table, redact, render
from docsieve.recognition import RecognisedPage, Word, add_recognised
from docsieve.review.messages import PageView, ReviewOpened, ReviewPages
from docsieve.review.service import ReviewService

from tests.parsers.recognition.test_merge import document, line, printed, scan


def unsure(words: list[Word], *doubtful: str, confidence: float = 40.0) -> list[Word]:
    """Make a recogniser unsure of these words of a line."""
    return [
        Word(word.x0, word.y0, word.x1, word.y1, confidence, word.text) if word.text in doubtful else word
        for word in words
    ]


def read(*lines: list[Word]) -> Document:
    page = RecognisedPage(number=1, width=1200, height=1600, paragraphs=[list(lines)])
    return add_recognised(document(scan()), [page])


def doubts(found: Document) -> list[tuple[str, float]]:
    """All doubtful words of paragraphs, and of the paragraphs in cells."""
    told: list[tuple[str, float]] = []
    blocks = list(found.pages[0].blocks)
    while blocks:
        block = blocks.pop(0)
        if isinstance(block, Table):
            blocks += [inner for row in block.rows for cell in row.cells for inner in cell.blocks]
        elif isinstance(block, Paragraph):
            told += [(span.text, span.confidence) for span in block.spans if span.confidence is not None]
    return told


FIRST = "The quick brovvn fox jumps over the lazy hound, and the ware-"
SECOND = "houses by the harbour stayed empty until the fox was gone."


def test_a_doubtful_word_is_a_span_and_the_text_is_the_same() -> None:
    sure = read(line(FIRST, 100), line(SECOND, 145))
    found = read(unsure(line(FIRST, 100), "brovvn"), unsure(line(SECOND, 145), "fox", confidence=69))
    assert doubts(found) == [("brovvn", 0.4), ("fox", 0.69)]
    assert doubts(sure) == []
    for output in ("text", "markdown", "html"):
        assert render(found, output) == render(sure, output)


@pytest.mark.parametrize("half", ["ware-", "houses"])
def test_a_word_that_a_line_end_cuts_is_doubtful_as_a_whole(half: str) -> None:
    found = read(unsure(line(FIRST, 100), half), unsure(line(SECOND, 145), half))
    assert doubts(found) == [("warehouses", 0.4)]


def test_of_equal_words_the_one_that_is_doubtful_is_marked() -> None:
    words = line("the fox and the hound and the hare")
    second = words[5]
    words[5] = Word(second.x0, second.y0, second.x1, second.y1, 30.0, second.text)
    [block] = [block for block in read(words).pages[0].blocks if isinstance(block, Paragraph)]
    assert [span.text for span in block.spans] == ["the fox and the hound ", "and", " the hare"]


def test_doubts_in_cells_of_a_table_are_kept() -> None:
    rows = [("Harbour", "Ships", "Tons"), ("North", "17", "2,300"), ("South", "4", "810"), ("Old", "9", "95")]

    def table(*doubtful: str) -> Document:
        return read(
            *(
                unsure(
                    [
                        word
                        for place, cell in enumerate(row)
                        for word in printed(cell, 300 + 40 * at, left=200 + 300 * place)
                    ],
                    *doubtful,
                )
                for at, row in enumerate(rows)
            )
        )

    found = table("810")
    assert any(isinstance(block, Table) for block in found.pages[0].blocks)
    assert doubts(found) == [("810", 0.4)]
    for output in ("text", "markdown"):
        assert render(found, output) == render(table(), output)


def answer(service: ReviewService, data: bytes = b"", **request: object) -> object:
    return service.answer(json.dumps({"v": 1, "id": 1, **request}), data, lambda *_: None)


def view(found: Document) -> tuple[ReviewOpened, PageView]:
    service = ReviewService()
    opened = answer(service, render(found, "json").encode(), type="review_open", document="a")
    pages = answer(service, type="review_view", document="a", first=0, last=0)
    assert isinstance(opened, ReviewOpened)
    assert isinstance(pages, ReviewPages)
    return opened, pages.pages[0]


def test_a_review_counts_the_doubtful_words_of_a_page_and_says_where_they_are() -> None:
    text = "Grüße \U0001d518 an anna.muster@example.org aus Wlen"
    opened, page = view(read(unsure(line(text), "Wlen", "anna.muster@example.org", "Grüße")))
    assert [each.doubts for each in opened.pages] == [3]
    units = page.text.encode("utf-16-le")
    told = [units[2 * doubt.start : 2 * doubt.end].decode("utf-16-le") for doubt in page.doubts]
    assert told == ["Grüße", "anna.muster@example.org", "Wlen"]
    [mark] = page.marks
    assert units[2 * mark.start : 2 * mark.end].decode("utf-16-le") == "anna.muster@example.org"
    assert page.payload_text is not None
    assert "[EMAIL-1] aus Wlen" in page.payload_text


def test_what_stands_in_the_place_of_a_doubtful_word_is_not_doubtful() -> None:
    redacted, _ = redact(read(unsure(line("Write to anna.muster@example.org"), "anna.muster@example.org")))
    assert doubts(redacted) == []
    assert "[EMAIL-1]" in render(redacted, "text")
