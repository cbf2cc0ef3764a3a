"""The order in which a PDF's text is read, against pages whose order is known."""

from __future__ import annotations

import random
import textwrap
from pathlib import Path

import docsieve
import pytest
from docsieve import Heading, Note, Paragraph, Span, Table
from docsieve.formats._pdf.bidi import mend_brackets
from docsieve.formats._pdf.column_order import by_columns
from docsieve.formats._pdf.drafts import Draft
from docsieve.formats._pdf.glyph_fallback import SEGMENT
from docsieve.formats._pdf.glyphs import GAP_BEFORE, Font, Glyphs, Segment
from docsieve.formats._pdf.layout import page_lines
from docsieve.formats._pdf.lines import Line, build_lines
from docsieve.formats._pdf.order import in_reading_order
from docsieve.geometry import BBox

from tests.corpus.pdf import make_layouts, make_orders
from tests.corpus.pdf.make_layouts import LEFT, MIDDLE, RIGHT, SIDE, rows
from tests.corpus.pdf.make_samples import Pdf, lines, text
from tests.corpus.pdf.make_tagged import NUMBERS, SENTENCES, VERTICAL

CORPUS = Path(__file__).parents[2] / "corpus" / "pdf"


def prose(*columns: tuple[str, ...]) -> list[str]:
    return [" ".join(lines) for lines in columns]


def read(data: bytes, page: int = 1) -> list[str]:
    blocks = docsieve.parse(data, filename="made.pdf").pages[page - 1].blocks
    return ["".join(s.text for s in b.spans) for b in blocks if isinstance(b, Paragraph | Heading)]


def test_layout_samples_are_what_their_script_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    written: dict[str, bytes] = {}
    monkeypatch.setattr(Pdf, "write", lambda pdf, name: written.update({name: pdf.file()}))
    for make in make_layouts.LAYOUTS:
        make()
    assert written
    assert written == {name: (CORPUS / name).read_bytes() for name in written}


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (1, ["A short history of the port", *prose(LEFT, RIGHT), "Printed by the harbour press"]),
        (2, prose(LEFT, MIDDLE, RIGHT)),
        (
            3,
            [
                *prose(LEFT, MIDDLE),
                "Both columns end above this line, which runs over the whole width of the page.",
                *prose(RIGHT, LEFT),
            ],
        ),
    ],
)
def test_columns_painted_row_by_row_are_read_one_after_the_other(page: int, expected: list[str]) -> None:
    assert read((CORPUS / "columns.pdf").read_bytes(), page) == expected


@pytest.mark.parametrize(("letters", "gutter"), [(20, 14), (22, 12), (26, 10)])
def test_three_narrow_columns_painted_row_by_row_are_no_table(letters: int, gutter: float) -> None:
    columns = [textwrap.wrap(" ".join(part * 3), letters) for part in (LEFT, MIDDLE, RIGHT)]
    pdf = Pdf()
    pdf.page(rows([(20 + i * (4.6 * letters + gutter), column) for i, column in enumerate(columns)], 560))
    assert " ".join(read(pdf.file())) == " ".join(prose(LEFT * 3, MIDDLE * 3, RIGHT * 3))


def test_columns_may_come_near_each_other_in_a_line() -> None:
    pdf = Pdf()
    pdf.page(rows([(50, LEFT * 2), (211, RIGHT * 2)], 500))
    assert " ".join(read(pdf.file())) == " ".join(prose(LEFT * 2, RIGHT * 2))


def test_a_side_bar_stays_whole() -> None:
    assert set(read((CORPUS / "columns.pdf").read_bytes(), 4)) == {*prose(RIGHT, SIDE)}


def test_columns_in_the_right_order_stay_as_they_are() -> None:
    pdf = Pdf()
    pdf.page(rows([(50, RIGHT)], 500) + rows([(230, LEFT)], 500))
    pdf.page(rows([(50, LEFT[:3])], 500) + rows([(230, RIGHT[:3])], 500) + rows([(50, MIDDLE)], 300))
    assert read(pdf.file(), 1) == prose(RIGHT, LEFT)
    assert read(pdf.file(), 2) == prose(LEFT[:3], RIGHT[:3], MIDDLE)


def test_the_left_column_is_read_first_though_it_is_painted_last() -> None:
    pdf = Pdf()
    title = text(50, 540, 16, "A title over both of the columns", "F2")
    pdf.page(title + lines(230, 500, 9, *RIGHT) + lines(50, 500, 9, *LEFT) + text(50, 30, 8, "12"))
    assert read(pdf.file()) == ["A title over both of the columns", *prose(LEFT, RIGHT), "12"]


def test_a_column_painted_in_the_midst_of_another_is_read_after_it() -> None:
    pdf = Pdf()
    upper = text(50, 500, 9, "Of dredging", "F2") + lines(50, 480, 9, *LEFT)
    lower = text(50, 400, 9, "Of grain", "F2") + lines(50, 380, 9, *MIDDLE)
    pdf.page(upper + lines(230, 500, 9, *RIGHT, *LEFT, *MIDDLE) + lower)
    found = read(pdf.file())
    assert found[:4] == ["Of dredging", *prose(LEFT), "Of grain", *prose(MIDDLE)]
    assert " ".join(found[4:]) == " ".join(prose(RIGHT, LEFT, MIDDLE))


def test_heads_and_lists_painted_after_the_paragraphs_of_their_column_go_to_their_places() -> None:
    pdf = Pdf()
    entries = [text(50, 420 - 14 * i, 9, f"What the pilots ask, number {i}") for i in range(1, 5)]
    early, late = text(230, 510, 12, "Grain", "F2"), text(50, 510, 12, "Pilots", "F2")
    body = lines(50, 490, 9, *LEFT) + lines(230, 490, 9, *MIDDLE)
    pdf.page(early + "".join(entries[2:]) + body + "".join(entries[:2]) + late)
    numbered = [f"What the pilots ask, number {i}" for i in range(1, 5)]
    found = " ".join(read(pdf.file()))
    assert found == " ".join(["Pilots", *prose(LEFT), *numbered, "Grain", *prose(MIDDLE)])


def test_columns_of_names_with_leaders_are_no_prose() -> None:
    pdf = Pdf()
    names = [f"{name} " + "." * 24 for name in ("Aiken", "Bamberg", "Calhoun", "Chester", "Dillon", "Yemen")]
    pdf.page(lines(230, 500, 9, *names) + lines(50, 500, 9, *names[::-1]))
    assert " ".join(read(pdf.file())).startswith("Aiken")


def paragraph(x: float, y: float, words: str) -> Draft:
    box = BBox(x, y, x + 200, y + 60)
    return Draft([Span(words)], box, size=9.0, lines=5, characters=len(words.replace(" ", "")))


WORDS = "the harbour was dredged " * 5


@pytest.mark.parametrize(("words", "is_leftwards"), [(WORDS, False), ("הנמל הועמק פעמיים " * 5, True)])
def test_the_first_column_is_at_the_right_where_text_runs_leftwards(words: str, is_leftwards: bool) -> None:
    left, right = ([paragraph(x, y, words) for y in (100, 200, 300)] for x in (50, 300))
    first, second = (right, left) if is_leftwards else (left, right)
    assert in_reading_order(first + second) == first + second
    out_of_turn = [second[0], *first, *second[1:]]
    assert is_leftwards or in_reading_order(out_of_turn) == first + second


def test_paragraphs_in_two_languages_painted_side_by_side_stay_in_rows() -> None:
    rows = [paragraph(x, 100 * y, WORDS) for y in range(1, 5) for x in (50, 300)]
    head = Draft([Span("In two languages")], BBox(50, 60, 200, 72), size=9.0, characters=14)
    assert in_reading_order([*rows, head]) == [*rows, head]


def test_a_box_far_below_the_rest_of_its_column_stays_where_it_is_painted() -> None:
    left, right = [paragraph(50, 100, WORDS)], [paragraph(300, y, WORDS) for y in (100, 200, 300)]
    box = paragraph(50, 330, WORDS)
    assert in_reading_order([*left, *right, box]) == [*left, *right, box]


def test_a_paragraph_that_lies_over_both_columns_leaves_the_order_to_the_file() -> None:
    left, right = ([paragraph(x, y, WORDS) for y in (100, 200, 300)] for x in (50, 300))
    over = Draft([Span(WORDS)], BBox(50, 150, 500, 290), size=9.0, lines=3, characters=100)
    found = [*left[:2], over, *right, left[2]]
    assert by_columns(found) is None


def test_columns_of_short_entries_are_no_prose() -> None:
    names = [("Ada Lovelace", "Bonn"), ("Grace Hopper", "Arlington"), ("Emmy Noether", "Bryn Mawr")] * 3
    pdf = Pdf()
    pdf.page(rows([(50, [a for a, _ in names]), (230, [b for _, b in names])], 500))
    found = docsieve.render(docsieve.parse(pdf.file(), filename="made.pdf"), "text")
    assert " ".join(found.split()).startswith("Ada Lovelace Bonn Grace Hopper Arlington")


@pytest.mark.parametrize("seed", range(6))
def test_paragraphs_painted_in_any_order_are_read_from_top_to_bottom(seed: int) -> None:
    paragraphs = [LEFT, MIDDLE, RIGHT, LEFT[:4], MIDDLE[2:]]
    painted = [rows([(60, lines)], 540 - 100 * i) for i, lines in enumerate(paragraphs)]
    random.Random(seed).shuffle(painted)
    pdf = Pdf()
    pdf.page("".join(painted) + text(60, 20, 8, "12"))
    assert read(pdf.file()) == [*prose(*paragraphs), "12"]


def sample(name: str, page: int = 1) -> list[str]:
    return read((CORPUS / name).read_bytes(), page)


def test_order_samples_are_what_their_script_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    written: dict[str, bytes] = {}
    monkeypatch.setattr(Pdf, "write", lambda pdf, name: written.update({name: pdf.file()}))
    for make in make_orders.ORDERS:
        make()
    assert written == {name: (CORPUS / name).read_bytes() for name in written}


def test_a_running_header_painted_last_delays_no_column() -> None:
    assert sample("orders.pdf") == [make_orders.TITLE, *prose(LEFT, RIGHT), make_orders.HEADER]


def test_what_is_painted_late_is_fetched_to_its_place_and_holds_up_nothing_else() -> None:
    pdf = Pdf()
    columns = rows([(50, LEFT)], 480) + rows([(230, RIGHT)], 500) + rows([(50, MIDDLE)], 200)
    late = text(50, 510, 9, "This stands over the left column")
    pdf.page(text(50, 540, 16, "A title", "F2") + columns + late)
    assert read(pdf.file())[1:] == ["This stands over the left column", *prose(LEFT, RIGHT, MIDDLE)]


def test_a_footer_painted_first_waits_for_the_line_at_the_top_too() -> None:
    pdf = Pdf()
    footer, top = text(50, 30, 8, "Printed by the harbour press"), text(50, 560, 9, "Table 1. Of the port")
    late = text(50, 520, 9, "Written by the pilots")
    pdf.page(footer + top + lines(50, 480, 9, *LEFT) + late)
    assert read(pdf.file()) == [
        "Table 1. Of the port",
        "Written by the pilots",
        *prose(LEFT),
        "Printed by the harbour press",
    ]


def test_addresses_of_authors_above_the_text_are_no_footnotes() -> None:
    document = docsieve.parse((CORPUS / "orders.pdf").read_bytes(), filename="orders.pdf")
    assert not [block for block in document.pages[1].blocks if isinstance(block, Note)]
    assert sample("orders.pdf", 2)[2:4] == list(make_orders.NAMES)


def test_entries_of_a_numbered_list_are_no_footnotes_because_one_number_is_raised_above() -> None:
    pdf = Pdf()
    entries = [f"{i}. Annals of the pilots, volume {i}" for i in range(1, 6)]
    body = lines(50, 500, 9, *LEFT) + text(205, 444, 6, "2")
    pdf.page(body + lines(50, 200, 8, *entries))
    blocks = docsieve.parse(pdf.file(), filename="made.pdf").pages[0].blocks
    assert not [block for block in blocks if isinstance(block, Note)]


def test_a_table_within_a_cell_stays_in_its_cell() -> None:
    document = docsieve.parse((CORPUS / "orders.pdf").read_bytes(), filename="orders.pdf")
    (table,) = document.pages[2].blocks
    assert isinstance(table, Table)
    outer = table.rows[1].cells[1].blocks
    assert [type(block) for block in outer] == [Paragraph, Table, Paragraph]
    inner = outer[1]
    assert isinstance(inner, Table)
    assert [[cell.text for cell in row.cells] for row in inner.rows] == [
        ["in metres", "rate"],
        ["to 20", "4.10"],
        ["to 40", "7.90"],
    ]


def test_a_form_of_unlike_boxes_is_read_in_the_order_of_the_file() -> None:
    assert sample("orders.pdf", 4) == list(make_orders.STEPS)


def test_letters_of_a_type_3_font_make_words_and_lines() -> None:
    assert " ".join(sample("odd_fonts.pdf")) == " ".join(make_orders.TINY)


def test_text_of_negative_size_in_a_turned_matrix_is_read_rightwards() -> None:
    assert sample("odd_fonts.pdf", 2) == [make_orders.MIRRORED]


def test_a_recognised_text_without_opacity_is_the_text_of_the_scan() -> None:
    assert sample("transparent_layer.pdf") == prose(LEFT, MIDDLE)


def test_titles_that_count_chapters_are_no_running_headers() -> None:
    document = docsieve.parse((CORPUS / "chapters.pdf").read_bytes(), filename="chapters.pdf")
    roles = [[block.role for block in page.blocks] for page in document.pages]
    assert roles[0] == ["header", "body", "body"]
    assert roles[1] == ["header", "body"]


def _roles(pages: list[tuple[str, str]]) -> list[str]:
    """Roles of what stands at the top and the bottom of pages of body text."""
    pdf = Pdf()
    for top, bottom in pages:
        edges = (text(50, 570, 8, top) if top else "") + (text(50, 30, 8, bottom) if bottom else "")
        pdf.page(edges + lines(50, 420, 9, *LEFT))
    document = docsieve.parse(pdf.file(), filename="made.pdf")
    return [block.role for page in document.pages for block in page.blocks if block.where.bbox.height < 15]  # type: ignore[union-attr]


def test_the_head_of_a_table_that_returns_here_and_there_is_no_running_header() -> None:
    heads = ["", "Bit 7, bit 0", "", "", "Bit 7, bit 0", "", "", "", "Bit 7, bit 0", "", "", "Bit 7, bit 0"]
    assert _roles([(head, "") for head in heads]) == ["body"] * 4
    assert _roles([("Bit 7, bit 0", "")] * 4) == ["header"] * 4


def test_what_stands_below_a_title_of_the_page_is_no_running_header() -> None:
    pdf = Pdf()
    for number in range(1, 6):
        over = text(50, 575, 9, f"Table of {'ABCDE'[number - 1]}") + text(50, 560, 9, "Ships and their ports")
        pdf.page(over + lines(50, 420, 9, *LEFT))
    document = docsieve.parse(pdf.file(), filename="made.pdf")
    assert {block.role for page in document.pages for block in page.blocks} == {"body"}


def test_titles_of_slides_that_return_are_no_running_headers() -> None:
    pdf = Pdf()
    for number in range(12):
        title = "Grain and its ships" if number < 3 else "Of dredgers and of cats"[number:]
        pdf.page(text(50, 560, 20, title) + text(300, 575, 8, "Ports") + lines(50, 420, 9, *LEFT))
    document = docsieve.parse(pdf.file(), filename="made.pdf")
    roles = {block.spans[0].text: block.role for block in document.pages[1].blocks}  # type: ignore[union-attr]
    assert roles["Grain and its ships"] == "body"
    assert roles["Ports"] == "header"


@pytest.mark.parametrize(
    ("bottoms", "role"),
    [
        (["i", "ii", "iii", "iv", "v"], "page_number"),
        (["7", "8", "9", "10", "11"], "page_number"),
        (["mild", "ill", "dim", "cc", "C"], "body"),
        (["I", "C", "V", "X", "L"], "body"),
        (["12", "3", "99", "40", "7"], "body"),
    ],
)
def test_a_page_number_runs_along_with_the_pages(bottoms: list[str], role: str) -> None:
    assert _roles([("", bottom) for bottom in bottoms]) == [role] * 5


def test_a_wide_title_does_not_make_the_lines_below_it_short() -> None:
    pdf = Pdf()
    pdf.page(
        text(50, 530, 16, "A title much wider than the column under it", "F2") + lines(50, 505, 9, *LEFT)
    )
    assert read(pdf.file())[1:] == prose(LEFT)


def test_brackets_among_right_to_left_text_open_before_they_close() -> None:
    assert read((CORPUS / "brackets.pdf").read_bytes()) == [words for _, words in SENTENCES]


def test_arabic_digits_run_rightwards_among_words_that_run_leftwards() -> None:
    assert read((CORPUS / "arabic_numbers.pdf").read_bytes()) == [words for _, words in NUMBERS]


def test_upright_glyphs_painted_one_by_one_are_read_downwards() -> None:
    assert read((CORPUS / "vertical.pdf").read_bytes()) == list(VERTICAL)


@pytest.mark.parametrize(
    ("shown", "mended"),
    [
        (")א( ב", "(א) ב"),
        ("(א) ב", "(א) ב"),
        ("(א( ב", "(א) ב"),
        ("]א[ )ב(", "[א] (ב)"),
        (")א) ב", "(א) ב"),
        ("1) א", "1) א"),
    ],
)
def test_only_brackets_that_do_not_match_are_turned(shown: str, mended: str) -> None:
    spans = [Span(shown[:2]), Span(shown[2:], bold=True)]
    mend_brackets(spans)
    assert "".join(span.text for span in spans) == mended


@pytest.mark.parametrize(
    ("pieces", "gap", "expected"),
    [
        (("见", "Wiseman"), 0.25, "见Wiseman"),
        (("见", "Wiseman"), 0.7, "见 Wiseman"),
        (("第二", "段落"), 0.3, "第二段落"),
        (("two", "words"), 0.12, "two words"),
        (("let", "ters"), 0.05, "letters"),
        (("o", "ne"), 0.12, "one"),
        (("to", "a"), 0.17, "to a"),
        (("a", "source"), 0.17, "a source"),
        (("s o", "f"), 0.17, "s of"),
    ],
)
def test_a_gap_is_a_space_where_it_is_wide_enough_for_its_script(
    pieces: tuple[str, str], gap: float, expected: str
) -> None:
    segments, start, x = [], 0, 50.0
    for number, words in enumerate(pieces):
        end = x + 10 * len(words)
        flags = GAP_BEFORE if number and gap > 0.2 else 0
        place = (x, 90.0, end, 102.0, x, 100.0, end, 100.0, 10.0, 1.0, 0.0)
        segments.append(Segment(*place, start, start + len(words), 255, 0, 0, flags))
        start, x = start + len(words), end + 10 * gap
    font = Font("Serif", False, False, False, 0)
    glyphs = Glyphs(
        "".join(pieces), SEGMENT.pack(*segments[0]) + SEGMENT.pack(*segments[1]), b"", [font], start, 0
    )
    for found in (page_lines(glyphs, 600, 800, ocr_layer=False), _by_python(glyphs, segments)):
        (line,) = found
        assert "".join(separator + words for separator, _, _, words in line.runs) == expected


def _by_python(glyphs: Glyphs, segments: list[Segment]) -> list[Line]:
    return [line.finish(glyphs.fonts, (1.0, 0.0), None, None) for line in build_lines(glyphs, segments)]


def test_text_without_height_at_the_foot_of_a_page_is_no_footer() -> None:
    page = [paragraph(60, y, "Sentences of a page") for y in (300, 100, 200)]
    flat = paragraph(60, 700, "Of no height")
    flat.box = BBox(60, 700, 260, 700)
    assert in_reading_order([*page, flat])[-1] is flat
