"""Recognised words become text of the document: pure data in, pure data out."""

from __future__ import annotations

import pytest
from docsieve import (
    SCHEMA_VERSION,
    BBox,
    Block,
    Document,
    Heading,
    Image,
    LimitExceededError,
    Limits,
    ListItem,
    Locator,
    Metadata,
    Page,
    Paragraph,
    ParseWarning,
    Span,
    Table,
    TextQuality,
    chunk,
    redact,
    render,
)
from docsieve.model import Note
from docsieve.recognition import RecognisedPage, Word, add_recognised

WIDE, HIGH = 600.0, 800.0
SCAN = TextQuality(needs_ocr=True, reasons=["no_text_layer", "mostly_image"])


def scan(number: int = 1, *blocks: Block, quality: TextQuality | None = SCAN) -> Page:
    picture = Image(where=Locator(page=number, bbox=BBox(0.0, 0.0, WIDE, HIGH)))
    return Page(number=number, width=WIDE, height=HIGH, blocks=[picture, *blocks], text_quality=quality)


def document(*pages: Page) -> Document:
    left = sum(1 for page in pages if page.text_quality and page.text_quality.needs_ocr)
    warnings = [ParseWarning("needs_ocr", f"{left} pages"), ParseWarning("other", "Something else.")]
    return Document(
        format="pdf",
        schema_version=SCHEMA_VERSION,
        metadata=Metadata(),
        pages=list(pages),
        warnings=warnings,
    )


def line(
    text: str, top: float = 100.0, *, confidence: float = 90.0, step: float = 10, high: float = 40
) -> list[Word]:
    """A line of words, each ten pixels a letter wide and 40 high."""
    words, x = [], 200.0
    for word in text.split(" "):
        words.append(Word(x, top, x + step * len(word), top + high, confidence, word))
        x += step * len(word) + 10
    return words


def recognised(*paragraphs: list[list[Word]], number: int = 1) -> RecognisedPage:
    """Words of a picture with two pixels for each point."""
    return RecognisedPage(number=number, width=1200, height=1600, paragraphs=list(paragraphs))


def texts(page: Page) -> list[str]:
    return ["".join(s.text for s in b.spans) for b in page.blocks if isinstance(b, Paragraph)]


def test_a_paragraph_has_its_text_its_place_in_points_and_how_sure_it_is() -> None:
    words = recognised([line("Dear Sir", 100), line("or Madam", 150, confidence=80.0)])
    [page] = add_recognised(document(scan()), [words]).pages
    paragraph = page.blocks[1]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.spans == [Span("Dear Sir or Madam")]
    assert paragraph.where == Locator(page=1, bbox=BBox(100.0, 50.0, 140.0, 95.0))
    assert (paragraph.source, paragraph.confidence) == ("ocr", 0.85)
    assert page.text_quality == TextQuality(
        reasons=["no_text_layer", "mostly_image"], recognised=True, confidence=0.85
    )


def test_the_document_that_was_given_stays_as_it_is() -> None:
    before = document(scan())
    as_it_was = render(before, "json")
    after = add_recognised(before, [recognised([line("new")])])
    assert render(before, "json") == as_it_was != render(after, "json")


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("the old sam-", "ple that", "the old sample that"),
        ("since 1990-", "2000 it", "since 1990-2000 it"),
        ("the Smith-", "Jones case", "the Smith-Jones case"),
        ("sol\u00ad", "dier", "soldier"),
        ("and -", "dash", "and - dash"),
        ("\u6587\u66f8", "\u306e\u6bb5\u843d", "\u6587\u66f8\u306e\u6bb5\u843d"),
    ],
)
def test_words_cut_at_line_ends_are_put_together(first: str, second: str, whole: str) -> None:
    [page] = add_recognised(document(scan()), [recognised([line(first, step=24), line(second, 150)])]).pages
    assert texts(page) == [whole]


def test_a_hyphen_stays_where_the_document_writes_the_word_so_elsewhere() -> None:
    pages = [
        recognised([line("the well-", step=24), line("known one", 150)]),
        recognised([line("The well-known one")], number=2),
    ]
    after = add_recognised(document(scan(1), scan(2)), pages)
    assert texts(after.pages[0]) == ["the well-known one"]


def printed(text: str, top: float, size: float = 30, left: float = 200) -> list[Word]:
    """A line of type of that size in pixels, each word as high as its letters are."""
    words, x = [], left
    for word in text.split(" "):
        rises = any(c not in "acemnorsuvwxz" for c in word if c.isalnum())
        falls = any(c in "gjpqy,;()" for c in word)
        above, below = (0.7 if rises else 0.48) * size, (0.21 if falls else 0.0) * size
        wide = 0.5 * size * len(word)
        words.append(Word(x, top - above, x + wide, top + below, 93.0, word))
        x += wide + 0.3 * size
    return words


BODY = [
    "The harbour office opens at nine in the morning and closes",
    "at five in the evening, but on Saturdays it stays closed for",
    "all but the pilots, who may use the door at the back of it.",
]


def test_larger_lines_are_headings_and_numbered_lines_a_list() -> None:
    page = recognised(
        [printed("Report of the harbour", 150, 60)],
        [printed("Opening times", 260, 42)],
        [printed(text, 320 + 36 * number) for number, text in enumerate(BODY)],
        [printed("1. Bring your papers along.", 480), printed("2. Wait outside.", 516)],
        [printed("Fees", 610, 42)],
        [printed(text, 670 + 36 * number) for number, text in enumerate(BODY)],
    )
    [after] = add_recognised(document(scan()), [page]).pages
    shown = [
        (type(block).__name__, getattr(block, "level", None), block.source)
        for block in after.blocks
        if not isinstance(block, Image)
    ]
    assert shown == [
        ("Heading", 1, "ocr"),
        ("Heading", 2, "ocr"),
        ("Paragraph", None, "ocr"),
        ("ListItem", 0, "ocr"),
        ("ListItem", 0, "ocr"),
        ("Heading", 2, "ocr"),
        ("Paragraph", None, "ocr"),
    ]
    assert texts(after)[0] == " ".join(BODY)
    assert all(block.confidence == 0.93 for block in after.blocks if block.source)


def test_a_small_sign_above_the_baseline_is_the_bullet_that_it_was() -> None:
    lines = []
    for number, (sign, text) in enumerate((("e", "Bring your papers along."), ("eo", "Wait outside."))):
        y = 480.0 + 36 * number
        bullet = Word(200, y - 13.5, 211, y - 3.3, 24.0, sign)
        lines.append([bullet, *printed(text, y, left=230)])
    lines.append(printed("e con il porto di Genova.", 600))
    [after] = add_recognised(document(scan()), [recognised(*([words] for words in lines))]).pages
    items = [block for block in after.blocks if isinstance(block, ListItem)]
    assert [(item.marker, item.spans[0].text) for item in items] == [
        ("•", "Bring your papers along."),
        ("•", "Wait outside."),
    ]
    assert texts(after)[-1] == "e con il porto di Genova."


def test_columns_of_short_entries_are_a_table() -> None:
    rows = [("Harbour", "Ships", "Tons"), ("North", "17", "2,300"), ("South", "4", "810"), ("Old", "9", "95")]
    lines = [
        [
            word
            for place, cell in enumerate(row)
            for word in printed(cell, 300 + 40 * at, left=200 + 300 * place)
        ]
        for at, row in enumerate(rows)
    ]
    [after] = add_recognised(document(scan()), [recognised(lines)]).pages
    [table] = [block for block in after.blocks if isinstance(block, Table)]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [list(row) for row in rows]
    assert (table.source, table.confidence) == ("ocr", 0.93)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_that_is_turned_is_laid_out_upright(quarters: int) -> None:
    upright = recognised(
        [printed("Opening times", 260, 42)],
        [printed(text, 320 + 36 * number) for number, text in enumerate(BODY)],
        [printed("1. Bring your papers along.", 480), printed("2. Wait outside.", 516)],
    )

    def turned(word: Word) -> Word:
        x0, y0, x1, y1 = word.x0, word.y0, word.x1, word.y1
        wide, high = 1200.0, 1600.0
        for _ in range(quarters):
            x0, y0, x1, y1 = high - y1, x0, high - y0, x1
            wide, high = high, wide
        return Word(x0, y0, x1, y1, word.confidence, word.text)

    size = (1600, 1200) if quarters % 2 else (1200, 1600)
    paragraphs = [[list(map(turned, words)) for words in lines] for lines in upright.paragraphs]
    page = RecognisedPage(number=1, width=size[0], height=size[1], paragraphs=paragraphs)
    own = scan()
    own.width, own.height = size[0] / 2, size[1] / 2
    [plain] = add_recognised(document(scan()), [upright]).pages
    [after] = add_recognised(document(own), [page]).pages
    fresh = [block for block in after.blocks if block.source]
    assert list(map(type, fresh)) == [type(block) for block in plain.blocks if block.source]
    assert texts(after) == texts(plain)
    box = fresh[0].where.bbox
    assert box is not None
    # The heading at the top left is at the top right, the bottom right, the bottom left.
    assert (box.x0 > own.width / 2, box.top > own.height / 2) == {
        1: (True, False),
        2: (True, True),
        3: (False, True),
    }[quarters]


def test_specks_and_drawings_are_no_headings() -> None:
    page = recognised(
        [[Word(300, 100, 420, 260, 31.0, "aXv")]],
        [printed("of", 900, 400)],
        [printed(text, 1000 + 36 * number) for number, text in enumerate(BODY)],
    )
    [after] = add_recognised(document(scan()), [page]).pages
    assert not any(isinstance(block, Heading) for block in after.blocks)
    assert "aXv" in "".join(texts(after))


def test_paragraphs_keep_their_order_and_empty_ones_are_left_out() -> None:
    page = recognised([line("second column")], [[Word(0, 0, 9, 9, 95, " ")]], [], [line("first column")])
    [after] = add_recognised(document(scan()), [page]).pages
    assert texts(after) == ["second column", "first column"]


def test_control_characters_do_not_enter_the_model() -> None:
    words = [Word(0, 0, 50, 20, 90, "a\x02b\x9d"), Word(60, 0, 90, 20, 90, "c\n\td")]
    [page] = add_recognised(document(scan()), [recognised([words])]).pages
    assert texts(page) == ["ab cd"]


def test_the_warning_of_scans_gives_way_to_one_that_names_the_pages() -> None:
    pages = [recognised([line("text")], number=number) for number in (1, 2, 3, 5)]
    after = add_recognised(document(*(scan(number) for number in range(1, 6))), pages)
    assert [(w.code, w.where.page if w.where else None) for w in after.warnings] == [
        ("needs_ocr", 4),
        ("recognised", 1),
        ("other", None),
    ]
    assert after.warnings[0].message.startswith("1 of 5 pages may show text")
    assert after.warnings[1].message.startswith("Pages 1 to 3 and 5 were read by text recognition")


def test_nothing_is_left_to_say_of_scans_once_all_are_read() -> None:
    after = add_recognised(document(scan()), [recognised([line("text")])])
    assert [warning.code for warning in after.warnings] == ["recognised", "other"]


def test_an_unsure_page_an_empty_one_and_one_that_failed_are_named() -> None:
    pages = [
        recognised([line("guess", confidence=40.0)], number=1),
        recognised(number=2),
        RecognisedPage(number=3, width=1, height=1, failed=True),
    ]
    after = add_recognised(document(scan(1), scan(2), scan(3)), pages)
    noted = {warning.code: warning for warning in after.warnings}
    assert noted["low_confidence"].where == Locator(page=1)
    assert "40 %" in noted["low_confidence"].message
    assert noted["nothing_recognised"].where == Locator(page=2)
    assert noted["recognition_failed"].where == Locator(page=3)
    assert after.pages[2].text_quality == SCAN
    assert not any("guess" in warning.message for warning in after.warnings)


def test_text_that_was_recognised_again_is_not_there_twice() -> None:
    where = Locator(page=1)
    stamp = Paragraph(where=where, spans=[Span("Copy No. 7")])
    margin = Paragraph(where=where, spans=[Span("Margin")])
    note = Note(where=where, id="n1", role="comment", blocks=[])
    before = document(scan(1, stamp, margin, note))
    [page] = add_recognised(before, [recognised([line("COPY NO 7")], [line("The letter")])]).pages
    assert texts(page) == ["COPY NO 7", "The letter", "Margin"]
    assert [type(block) for block in page.blocks] == [Image, Paragraph, Paragraph, Paragraph, Note]


def test_garbled_text_gives_way_and_hidden_text_stays() -> None:
    where = Locator(page=1)
    garbled = Paragraph(where=where, spans=[Span("\ufffd\ufffd x")])
    hidden = Paragraph(where=where, spans=[Span("secret")], hidden="invisible")
    quality = TextQuality(needs_ocr=True, reasons=["garbled_encoding"])
    before = document(scan(1, garbled, hidden, quality=quality))
    [page] = add_recognised(before, [recognised([line("clear")])]).pages
    assert texts(page) == ["clear", "secret"]


def test_recognising_a_page_again_replaces_what_was_recognised() -> None:
    once = add_recognised(document(scan()), [recognised([line("frist try")])])
    twice = add_recognised(once, [recognised([line("first try")])])
    assert texts(twice.pages[0]) == ["first try"]


def test_pages_that_are_not_there_change_nothing() -> None:
    before = document(scan())
    assert add_recognised(before, [recognised([line("text")], number=9)]).pages == before.pages


def test_a_picture_without_a_size_gives_no_text() -> None:
    page = RecognisedPage(number=1, width=0, height=0, paragraphs=[[line("text")]])
    assert texts(add_recognised(document(scan()), [page]).pages[0]) == []


@pytest.mark.parametrize("limits", [Limits(max_page_characters=3), Limits(max_blocks=1)])
def test_there_is_a_limit_on_text(limits: Limits) -> None:
    with pytest.raises(LimitExceededError):
        add_recognised(document(scan()), [recognised([line("text")], [line("more")])], limits=limits)


def test_redaction_chunks_and_texts_work_on_it() -> None:
    words = recognised([line("Write to erika@example.org today.")])
    after = add_recognised(document(scan()), [words])
    assert render(after, "text") == "Write to erika@example.org today.\n"
    assert [piece.text for piece in chunk(after)] == ["Write to erika@example.org today."]
    redacted, _ = redact(after)
    assert "erika@example.org" not in render(redacted, "json")
    [paragraph] = [block for block in redacted.pages[0].blocks if isinstance(block, Paragraph)]
    assert (paragraph.source, paragraph.confidence) == ("ocr", 0.9)


def test_many_pages_are_counted_in_the_warning() -> None:
    numbers = range(1, 100, 2)
    pages = [recognised([line("text")], number=number) for number in numbers]
    after = add_recognised(document(*(scan(number) for number in numbers)), pages)
    assert after.warnings[0].message.startswith("50 pages, the first of them page 1, were read by")
