"""Paragraphs of a PDF painted out of their places: few are moved, and nothing else for their sake."""

from __future__ import annotations

import random

import pytest
from docsieve.formats._pdf.drafts import Declared, Draft, TableDraft
from docsieve.formats._pdf.order import in_reading_order
from docsieve.formats._pdf.tag_order import by_tags
from docsieve.geometry import BBox
from docsieve.model import Span

from tests.corpus.pdf.make_layouts import LEFT, MIDDLE, RIGHT
from tests.corpus.pdf.make_samples import Pdf, lines, text
from tests.corpus.pdf.make_structures import artifact, marked, tag
from tests.parsers.formats.test_pdf_order import prose, read
from tests.parsers.formats.test_pdf_tags import made, texts

WORDS = "the harbour was dredged twice "


def draft(words: str, x0: float, top: float, x1: float, lines: int = 1, size: float = 9.0) -> Draft:
    box = BBox(x0, top, x1, top + 1.3 * size * lines)
    return Draft([Span(words)], box, size=size, lines=lines, characters=len(words.replace(" ", "")))


def paragraph(top: float, lines: int = 3, x0: float = 150, x1: float = 550) -> Draft:
    return draft(WORDS * 2 * lines, x0, top, x1, lines)


def names_in_the_margin() -> list[Draft]:
    """Three paragraphs, each after a name that stands at its left."""
    found = []
    for top in (100, 200, 400):
        found += [draft(f"At {top}", 40, top - 2, 110, size=12), paragraph(top)]
    return found


def test_names_in_the_margin_stay_with_their_paragraphs_when_a_table_is_painted_last() -> None:
    page = names_in_the_margin()
    table = Draft([], BBox(150, 260, 550, 370), table=TableDraft([]))
    assert in_reading_order([*page, table]) == [*page[:4], table, *page[4:]]


def test_names_in_the_margin_stay_with_their_paragraphs_when_a_footer_is_painted_first() -> None:
    page = names_in_the_margin()
    footer = [draft("The harbour press", 40, 765, 140, size=7), draft("June 1908", 510, 765, 570, size=7)]
    assert in_reading_order([*footer, *page]) == [*page, *footer]


def test_small_print_below_columns_of_lines_is_moved_rather_than_they() -> None:
    addresses = [
        draft(f"Harbour Road {i}, Bremen", x, 100 + 12 * i, x + 120) for x in (40, 220) for i in range(9)
    ]
    small = paragraph(560, 9, 36)
    assert in_reading_order([small, *addresses]) == [*addresses, small]


@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_lost_or_doubled_on_pages_of_hidden_and_turned_text(seed: int) -> None:
    dice = random.Random(seed)
    page = [paragraph(dice.randrange(700), dice.randrange(1, 9), dice.randrange(300)) for _ in range(12)]
    for each in page:
        each.level = dice.random() < (seed % 4) / 3
        each.hidden = "invisible" if dice.random() < (seed % 3) / 2 else None
    assert sorted(map(id, in_reading_order(page))) == sorted(map(id, page))
    assert sorted(map(id, by_tags(page, dice.sample(range(12), 12)))) == sorted(map(id, page))


def test_labels_of_a_drawing_painted_last_stay_there() -> None:
    page = [paragraph(100), paragraph(160), paragraph(400, 5)]
    labels = [
        draft(words, 200 + 30 * i, 330 - 20 * i, 225 + 30 * i) for i, words in enumerate(("RD", "WR", "CS"))
    ]
    assert in_reading_order([*page, *labels]) == [*page, *labels]


@pytest.mark.parametrize("words", ["Table 5. Depths of the harbour", "The harbour, its depths and its ships"])
def test_the_name_of_a_table_at_the_top_is_no_running_header_painted_last(words: str) -> None:
    page, first = [paragraph(100, 5), paragraph(200, 5)], draft(words, 150, 60, 400)
    expected = [first, *page] if words.startswith("Table") else [*page, first]
    assert in_reading_order([*page, first]) == expected


def columns(top: float) -> list[Draft]:
    return [paragraph(y, 4, x, x + 230) for x in (40, 320) for y in (top, top + 60)]


def test_sections_in_two_columns_each_are_read_one_after_the_other() -> None:
    page = [*columns(100), *columns(240), *columns(380)]
    assert in_reading_order(page) == page


def test_a_note_at_the_foot_of_the_left_column_that_is_painted_last_is_read_last() -> None:
    page = columns(100)
    note = draft(WORDS * 6, 40, 240, 270, lines=3, size=7)
    assert in_reading_order([*page, note]) == [*page, note]


def test_names_above_columns_painted_out_of_turn_stay_above_them() -> None:
    left, right = columns(200)[:2], columns(200)[2:]
    authors = [
        draft(name, x, 120, x + 90) for x, name in ((60, "Ada Lovelace, Bonn"), (380, "Grace Hopper, Kiel"))
    ]
    assert in_reading_order([*authors, *right, *left]) == [*authors, *left, *right]


def test_a_listing_beside_prose_is_no_column_of_it() -> None:
    listing = "".join(
        text(220, 500 - 12 * i, 9, name) + text(290, 500 - 12 * i, 9, f"keep the {name} of each ship")
        for i, name in enumerate(("load", "store", "shift", "carry", "jump", "call", "push", "pull"))
    )
    prose_beside = lines(20, 500, 9, *LEFT, *MIDDLE, *RIGHT)
    pdf = Pdf()
    pdf.page(listing + prose_beside)
    found = " ".join(read(pdf.file()))
    assert found.endswith(" ".join(prose(LEFT + MIDDLE + RIGHT)))


def test_what_the_tags_and_the_file_order_otherwise_follows_the_page() -> None:
    page = [paragraph(100), paragraph(160), draft("Fig 2. The harbour", 150, 230, 300), paragraph(300)]
    tags = [page[0], page[1], page[3], page[2]]
    assert by_tags(tags, [0, 1, 3, 2]) == page
    assert by_tags(tags, [0, 1, 2, 3]) == tags
    page[2].declared = Declared("note")
    assert by_tags(tags, [0, 1, 3, 2]) == tags


def test_a_title_that_the_tags_leave_out_comes_first() -> None:
    long = marked(0, lines(50, 400, 9, *LEFT))
    title = artifact(text(250, 450, 20, "Of the harbour"))
    assert texts(made(long + title, tag("P", 0))) == ["Of the harbour", *prose(LEFT)]
