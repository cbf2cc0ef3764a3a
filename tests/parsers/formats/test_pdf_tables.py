"""Tables of a PDF, against pages whose cells are known."""

from __future__ import annotations

from pathlib import Path

import docsieve
import pytest
from docsieve import ListItem, Paragraph, Table

from tests.corpus.pdf import make_orders
from tests.corpus.pdf.make_layouts import HARBOURS, LEFT, RIGHT, TIDES, rows
from tests.corpus.pdf.make_samples import Pdf, text

CORPUS = Path(__file__).parents[2] / "corpus" / "pdf"


def read(data: bytes, page: int = 1) -> list[docsieve.Block]:
    return docsieve.parse(data, filename="made.pdf").pages[page - 1].blocks


def sample(page: int) -> list[docsieve.Block]:
    return read((CORPUS / "tables.pdf").read_bytes(), page)


def the_table(blocks: list[docsieve.Block]) -> Table:
    (table,) = [block for block in blocks if isinstance(block, Table)]
    return table


def words(cell: docsieve.Cell) -> str:
    if not cell.blocks:
        return cell.text
    assert not cell.text
    return " ".join("".join(s.text for s in b.spans) for b in cell.blocks if isinstance(b, Paragraph))


def cells(table: Table) -> list[list[str]]:
    return [[words(cell).replace("\n", " ") for cell in row.cells] for row in table.rows]


def test_a_ruled_table_keeps_its_cells_and_spans() -> None:
    table = the_table(sample(1))
    expected = [[(t.replace("|", " "), wide, high) for t, wide, high in row] for row in HARBOURS]
    found = [[(words(c).replace("\n", " "), c.col_span, c.row_span) for c in row.cells] for row in table.rows]
    assert found == expected
    assert table.rows[0].cells[0].header


def test_text_around_a_table_stays_around_it() -> None:
    before, table, after = sample(1)
    assert isinstance(table, Table)
    assert isinstance(before, Paragraph)
    assert isinstance(after, Paragraph)
    assert before.spans[0].text.startswith("Before")
    assert after.spans[0].text.startswith("After")


def test_rows_without_rules_between_them_are_told_apart() -> None:
    table = the_table(sample(2))
    assert cells(table) == [list(row) for row in TIDES]
    assert table.header_rows == 1


def test_aligned_columns_without_rules_are_a_table() -> None:
    before, table, after = sample(3)
    assert isinstance(table, Table)
    assert cells(table) == [list(row) for row in TIDES]
    assert table.header_rows == 1
    assert isinstance(before, Paragraph)
    assert isinstance(after, Paragraph)


CONTENTS = [(f"{n}. {line[:24]}", str(3 * n)) for n, line in enumerate(LEFT + RIGHT, 1)]
STEPS = [(f"{n}.", line) for n, line in enumerate(LEFT + RIGHT, 1)]
TERMS = [(line.split()[1], line) for line in LEFT]
FORMULAS = [(f"f(x) = {n}x + {n * n}", f"({n})") for n in range(1, 8)]


@pytest.mark.parametrize("entries", [CONTENTS, STEPS, TERMS, FORMULAS])
def test_what_is_aligned_but_no_table(entries: list[tuple[str, str]]) -> None:
    pdf = Pdf()
    left, right = zip(*entries, strict=True)
    pdf.page(rows([(50, left), (230, right)], 500))
    document = docsieve.parse(pdf.file(), filename="made.pdf")
    assert not any(isinstance(block, Table) for block in document.pages[0].blocks)
    written = docsieve.render(document, "text").split()
    assert sorted(written) == sorted(" ".join((*left, *right)).split())


def test_columns_of_prose_in_a_frame_are_no_table() -> None:
    pdf = Pdf()
    frame = "40 400 340 110 re S\n"
    pdf.page(frame + rows([(50, LEFT), (230, RIGHT)], 500))
    assert not any(isinstance(block, Table) for block in read(pdf.file()))


def test_text_over_a_rule_is_cut_between_words_only() -> None:
    pdf = Pdf()
    rules = "".join(f"50 {y} m 250 {y} l S\n" for y in (500, 480, 460))
    rules += "".join(f"{x} 500 m {x} 460 l S\n" for x in (50, 150, 250))
    pdf.page(
        rules + text(112, 486, 9, "to the end of it") + text(54, 466, 9, "one") + text(154, 466, 9, "two")
    )
    found = " ".join(" ".join(row) for row in cells(the_table(read(pdf.file()))))
    assert found.split() == ["to", "the", "end", "of", "it", "one", "two"]


@pytest.mark.parametrize("page", [1, 2, 3])
def test_plain_text_of_a_table_is_one_line_a_row(page: int) -> None:
    document = docsieve.parse(
        (CORPUS / "tables.pdf").read_bytes(), options=docsieve.Options(pages=[(page, page)])
    )
    written = docsieve.render(document, "text")
    for row in HARBOURS[2:4] if page == 1 else TIDES:
        expected = " ".join(cell[0].replace("|", " ") if page == 1 else str(cell) for cell in row).strip()
        assert expected in [" ".join(line.split()) for line in written.splitlines()]


def ship_tables() -> list[list[docsieve.Table]]:
    document = docsieve.parse((CORPUS / "table_pages.pdf").read_bytes(), filename="table_pages.pdf")
    return [[block for block in page.blocks if isinstance(block, docsieve.Table)] for page in document.pages]


def test_a_table_that_goes_on_over_the_page_is_one_and_keeps_its_heading_once() -> None:
    first, second, *_ = ship_tables()
    assert len(first) == 1
    assert second == []
    assert [[cell.text for cell in row.cells] for row in first[0].rows] == [
        list(row) for row in (make_orders.SHIP_HEADER, *make_orders.SHIPS[:18])
    ]
    assert first[0].header_rows == 1


def test_a_table_goes_on_without_its_heading_where_its_columns_stay() -> None:
    _, _, third, fourth, *_ = ship_tables()
    assert [len(table.rows) for table in third] == [15]
    assert fourth == []


def test_a_table_with_another_heading_on_the_next_page_is_another_table() -> None:
    *_, fifth, sixth = ship_tables()
    assert [len(table.rows) for table in fifth + sixth] == [10, 5]


def test_texts_in_the_middle_of_their_cells_are_one_row() -> None:
    cells = (
        (50, 80, ("the long", "name of a", "harbour")),
        (130, 90, ("what it is", "used for in", "winter")),
    )
    painted = "0.7 w\n"
    for y in (400, 440):
        for x, wide, parts in (*cells, (220, 80, ("grain", "and ice"))):
            painted += f"{x} {y} {wide} 40 re S\n"
            top = y + 28 if len(parts) == 3 else y + 22.7
            painted += "".join(text(x + 4, top - 10.6 * i, 8.5, part) for i, part in enumerate(parts))
    pdf = Pdf()
    pdf.page(painted)
    assert [[words(cell) for cell in row.cells] for row in the_table(read(pdf.file())).rows] == [
        ["the long name of a harbour", "what it is used for in winter", "grain and ice"]
    ] * 2


def test_lists_side_by_side_in_cells_are_no_rows() -> None:
    painted = "0.7 w\n" + "".join(f"{x} 400 130 70 re S {x} 470 130 20 re S\n" for x in (50, 180))
    for x, name in ((54, "A"), (184, "B")):
        painted += text(x, 476, 9, f"Column {name}") + text(x, 458, 9, f"What {name} needs:")
        for number, entry in enumerate(("a bell", "a lamp", "some coal")):
            painted += text(x + 8, 446 - 12 * number, 9, f"• {entry}")
    pdf = Pdf()
    pdf.page(painted)
    table = the_table(read(pdf.file()))
    assert len(table.rows) == 2
    assert [block.marker for block in table.rows[1].cells[0].blocks if isinstance(block, ListItem)] == [
        "•"
    ] * 3


def test_loose_lines_of_text_below_a_table_without_rules_do_not_hide_it() -> None:
    y = 410 - 12 * (len(TIDES) - 1)
    painted = rows([(x, column) for x, column in zip((60, 190), zip(*TIDES, strict=True), strict=False)], 410)
    for number, loose in enumerate(("which nobody has ever", "who came back here")):
        places = (50, 100, 160, 220)
        below = (
            text(x, y - 24 - 12 * number, 9, word) for x, word in zip(places, loose.split(), strict=True)
        )
        painted += "".join(below)
    pdf = Pdf()
    pdf.page(painted)
    assert cells(the_table(read(pdf.file()))) == [list(row[:2]) for row in TIDES]


def test_a_typed_table_of_figures_is_a_table_and_typed_code_is_none() -> None:
    names = ["0.99 .........", "0.95 .........", "0.90 .........", "0.85 ........."]
    figures = ["8.00 8.80 1.04 1.12", "1.60 1.76 1.20 1.22", "1.80 1.88 1.10 1.11", "1.53 1.59 1.06 1.07"]
    typed = [f"{name}   {row}" for name, row in zip(names, figures, strict=True)]
    pdf = Pdf()
    pdf.page("".join(text(50, 500 - 12 * i, 9, line, "F4") for i, line in enumerate(typed)))
    code = [
        "if (a == 1)  return 20;",
        "if (b == 2)  return 40;",
        "if (c == 3)  return 60;",
        "if (d == 4)  exit( 1 );",
    ]
    pdf.page("".join(text(50, 500 - 12 * i, 9, line, "F4") for i, line in enumerate(code)))
    table = the_table(read(pdf.file()))
    assert [[words(cell) for cell in row.cells][1:] for row in table.rows] == [row.split() for row in figures]
    assert not any(isinstance(block, Table) for block in read(pdf.file(), 2))


def test_a_row_may_begin_late() -> None:
    pdf = Pdf()
    rules = "".join(
        f"{x} {y} {width} 20 re S\n" for x, y, width in ((50, 480, 80), (130, 480, 80), (130, 460, 80))
    )
    names = ((54, 486, "light"), (134, 486, "lamps"), (134, 466, "two"))
    pdf.page(rules + "".join(text(x, y, 9, name) for x, y, name in names))
    table = the_table(read(pdf.file()))
    assert cells(table) == [["light", "lamps"], ["two"]]
    assert table.rows[1].cells[0].column == 1


def test_a_table_that_touches_the_lines_of_the_cell_it_stands_in_is_within_it() -> None:
    pdf = Pdf()
    boxes = [(x, y, 150, height) for y, height in ((480, 20), (400, 80)) for x in (50, 200)]
    boxes += [(54 + 50 * i, 480 - 20 * j, 50, 20) for i in (0, 1) for j in (1, 2)]
    rules = "".join(f"{x} {y} {width} {height} re S\n" for x, y, width, height in boxes)
    outer = ((54, 486, "light"), (204, 486, "what it burns"), (204, 440, "oil"), (56, 410, "and no other"))
    inner = ((58, 466, "mole"), (108, 466, "two"), (58, 446, "reef"), (108, 446, "one"))
    pdf.page(rules + "".join(text(x, y, 9, word) for x, y, word in (*outer, *inner)))
    table = the_table(read(pdf.file()))
    assert cells(table)[0] == ["light", "what it burns"]
    within, below = table.rows[1].cells[0].blocks
    assert isinstance(within, Table)
    assert cells(within) == [["mole", "two"], ["reef", "one"]]
    assert isinstance(below, Paragraph)
    assert below.spans[0].text == "and no other"
    assert words(table.rows[1].cells[1]) == "oil"


def form_with_boxes(full: tuple[int, ...]) -> bytes:
    """Write names of rows, some in two lines, left of boxes; the rules at `full` reach over the names."""
    pdf = Pdf()
    ys = (500, 480, 464, 436, 420)
    rules = "".join(f"{50 if y in full else 250} {y} m 380 {y} l S\n" for y in ys)
    rules += "".join(f"{x} 500 m {x} 420 l S\n" for x in (250, 270, 380))
    said = [(60, 488, "what it is"), (290, 488, "how many")]
    said += [(60, 470, "1 lamps in use"), (255, 470, "1"), (290, 470, "nine")]
    said += [
        (60, 454, "2 lamps that were lit at"),
        (60, 442, "least once"),
        (255, 442, "2"),
        (290, 442, "seven"),
    ]
    said += [(60, 426, "3 bells"), (255, 426, "3"), (290, 426, "two")]
    pdf.page(rules + "".join(text(x, y, 9, words) for x, y, words in said))
    return pdf.file()


def test_names_of_rows_beside_boxes_are_a_column_where_the_outer_rules_reach_over_them() -> None:
    table = the_table(read(form_with_boxes((500, 420))))
    assert cells(table) == [
        ["what it is", "", "how many"],
        ["1 lamps in use", "1", "nine"],
        ["2 lamps that were lit at least once", "2", "seven"],
        ["3 bells", "3", "two"],
    ]


def test_names_beside_boxes_are_text_where_no_rule_reaches_over_them() -> None:
    table = the_table(read(form_with_boxes(())))
    assert cells(table)[1:] == [["1", "nine"], ["2", "seven"], ["3", "two"]]


ADDRESSES = (
    ("Harbour office", "1 Mole Road", "Westport", "the pier", "Tel: 12 34"),
    ("Light and bell works", "at the old quay", "Eastport", "by the church"),
)


@pytest.mark.parametrize("by_row", [False, True])
def test_addresses_side_by_side_are_one_row_where_each_is_painted_whole(by_row: bool) -> None:
    pdf = Pdf()
    rules = "".join(f"50 {y} m 370 {y} l S\n" for y in (500, 480, 410, 390))
    rules += "".join(f"{x} 500 m {x} 390 l S\n" for x in (50, 210, 370))
    painted = [
        (54 + 160 * i, 470 - 11 * j, line)
        for i, lines in enumerate(ADDRESSES)
        for j, line in enumerate(lines)
    ]
    if by_row:
        painted.sort(key=lambda line: (-line[1], line[0]))
    named = [(54, 486, "here"), (214, 486, "there"), *painted, (54, 396, "open"), (214, 396, "shut")]
    pdf.page(rules + "".join(text(x, y, 9, words) for x, y, words in named))
    found = cells(the_table(read(pdf.file())))
    assert found[0] == ["here", "there"]
    assert len(found) == (7 if by_row else 3)
    if not by_row:
        assert found[1] == [" ".join(lines) for lines in ADDRESSES]


def test_a_cell_may_have_more_lines_than_its_table_has_levels() -> None:
    pdf = Pdf()
    rules = "".join(f"50 {y} m 370 {y} l S\n" for y in (500, 480, 410, 390))
    rules += "".join(f"{x} 500 m {x} 390 l S\n" for x in (50, 210, 370))
    left = [(54, 470 - 11 * j, "west") for j in range(5)] + [(150, 470 - 11 * j, "east") for j in range(5)]
    right = [(214, 470 - 11 * j, "north") for j in range(4)]
    named = [(54, 486, "here"), (214, 486, "there"), *left, *right, (54, 396, "open"), (214, 396, "shut")]
    pdf.page(rules + "".join(text(x, y, 9, words) for x, y, words in named))
    said = " ".join(" ".join(row) for row in cells(the_table(read(pdf.file()))))
    assert sorted(said.split()) == sorted(" ".join(words for _, _, words in named).split())


def figures(rules: str, names: tuple[tuple[int, int, str], ...]) -> docsieve.Table:
    """Read a table of which one ruled row holds two levels of figures, beside these names."""
    pdf = Pdf()
    rules += "".join(f"50 {y} m 350 {y} l S\n" for y in (500, 480, 440, 420))
    rules += "".join(f"{x} 500 m {x} 420 l S\n" for x in (50, 150, 200, 250, 350))
    said = [(160, 485, "first"), (210, 485, "second"), (260, 485, "third")]
    said += [(160, 466, "6,841"), (160, 450, "9,371"), (210, 466, "142"), (210, 450, "154")]
    said += [(260, 466, "12.5 / 1%"), (260, 450, "-11.6 / 3%")]
    said += [(60, 426, "reefs"), (160, 426, "1"), (210, 426, "2"), (260, 426, "3")]
    pdf.page(rules + "".join(text(x, y, 9, word) for x, y, word in (*said, *names)))
    return the_table(read(pdf.file()))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (((60, 466, "moles"), (60, 450, "bells")), ["moles", "bells"]),
        (((60, 458, "both of them"),), ["both of them", ""]),
        (((60, 470, "moles of"), (60, 460, "stone"), (60, 450, "bells")), ["moles of stone", "bells"]),
    ],
)
def test_figures_below_each_other_are_rows_whatever_names_them(
    names: tuple[tuple[int, int, str], ...], expected: list[str]
) -> None:
    assert cells(figures("", names)) == [
        ["", "first", "second", "third"],
        [expected[0], "6,841", "142", "12.5 / 1%"],
        [expected[1], "9,371", "154", "-11.6 / 3%"],
        ["reefs", "1", "2", "3"],
    ]


def open_table(extra: str) -> bytes:
    """Write a table with no lines at its sides, but for what `extra` draws."""
    pdf = Pdf()
    rules = "".join(f"50 {y} m 350 {y} l S\n" for y in (500, 480, 460, 440))
    rules += "".join(f"{x} 500 m {x} 440 l S\n" for x in (150, 250))
    said = [(60, 485, "reef"), (160, 485, "depth"), (260, 485, "unit")]
    said += [(60, 465, "outer"), (160, 465, "12"), (260, 465, "m")]
    said += [(60, 445, "inner"), (160, 445, "9"), (260, 445, "ft")]
    pdf.page(rules + extra + "".join(text(x, y, 9, word) for x, y, word in said))
    return pdf.file()


@pytest.mark.parametrize("extra", ["", "50 500 m 50 480 l S\n350 500 m 350 480 l S\n"])
def test_a_table_is_open_at_its_sides_though_its_heading_is_in_a_box(extra: str) -> None:
    table = the_table(read(open_table(extra)))
    assert cells(table) == [["reef", "depth", "unit"], ["outer", "12", "m"], ["inner", "9", "ft"]]


def test_a_frame_that_touches_a_table_is_no_part_of_it() -> None:
    pdf = Pdf()
    rules = "".join(f"200 {y} m 350 {y} l S\n" for y in (500, 480, 460, 440))
    rules += "".join(f"{x} 500 m {x} 440 l S\n" for x in (200, 250, 300, 350))
    rules += "80 380 220 80 re S\n"
    said = [
        (x, y, word)
        for y, row in ((485, "abc"), (465, "def"), (445, "ghi"))
        for x, word in zip((210, 260, 310), row, strict=True)
    ]
    said += [(90, 400 - 12 * n, "words of the page that go on below and beside it all") for n in range(2)]
    pdf.page(rules + "".join(text(x, y, 9, word) for x, y, word in said))
    found = read(pdf.file())
    assert cells(the_table(found)) == [list("abc"), list("def"), list("ghi")]
    said_below = " ".join("".join(s.text for s in b.spans) for b in found if isinstance(b, Paragraph))
    assert said_below.count("words of the page that go on below and beside it all") == 2


def test_an_index_whose_pages_stand_in_another_font_is_no_table() -> None:
    pdf = Pdf()
    said = [(50, "go to, Goto,"), (120, "287,"), (150, "296,"), (180, "299")]
    pdf.page("".join(text(x, 500 - 12 * n, 9, word) for n in range(6) for x, word in said))
    assert not [block for block in read(pdf.file()) if isinstance(block, Table)]


def test_boxes_behind_words_are_no_table() -> None:
    pdf = Pdf()
    boxes = "".join(f"0.9 g {x} {y} {wide} 12 re f\n" for y in (440, 452) for x, wide in ((50, 30), (80, 42)))
    said = "".join(
        text(x, y + 3, 10, word, "F4", before)
        for y in (440, 452)
        for x, word, before in ((50, "class", "1 0 0 rg"), (80, "harbour", "0 0 1 rg"))
    )
    pdf.page(f"{boxes}0 g\n{said}")
    assert not [block for block in read(pdf.file()) if isinstance(block, Table)]


def test_boxes_whose_lines_run_from_one_into_the_next_are_a_form() -> None:
    pdf = Pdf()
    rules = "".join(f"50 {y} m 350 {y} l S\n" for y in (500, 480, 440, 400))
    rules += "50 500 m 50 400 l S\n350 500 m 350 400 l S\n250 480 m 250 440 l S\n150 440 m 150 400 l S\n"
    rules += "300 480 m 300 400 l S\n120 500 m 120 480 l S\n"
    said = [(60, 485, "Part one"), (130, 485, "of the whole year")]
    said += [
        (60, 466, "7 What the ship has carried over the sea in all of the year, if any"),
        (305, 450, "7"),
    ]
    said += [(60, 426, "8 What it has carried back again in the same year, enter it here"), (305, 405, "8")]
    pdf.page(rules + "".join(text(x, y, 9, word) for x, y, word in said))
    found = read(pdf.file())
    assert not [block for block in found if isinstance(block, Table)]
    shown = " ".join(
        words for block in found if isinstance(block, Paragraph) for words in [block.spans[0].text]
    )
    assert "over the sea in all of the year, if any" in shown


def test_what_a_wide_table_divides_is_read_above_and_below_it() -> None:
    pdf = Pdf()
    rules = "".join(f"50 {y} m 350 {y} l S\n" for y in (500, 480, 460))
    rules += "".join(f"{x} 500 m {x} 460 l S\n" for x in (50, 200, 350))
    said = [(50, 580, "Harbour press"), (50, 440, "Of the deep"), (50, 520, "Of the shallow")]
    said += [(60, 485, "reef"), (210, 485, "depth"), (60, 465, "outer"), (210, 465, "12")]
    said += [(50, 420, "not told"), (60, 60, "Printed last")]
    pdf.page(rules + "".join(text(x, y, 9, word) for x, y, word in said))
    order = [
        "table" if isinstance(block, Table) else block.spans[0].text
        for block in read(pdf.file())
        if isinstance(block, Table | Paragraph | docsieve.Heading)
    ]
    assert order == ["Harbour press", "Of the shallow", "table", "Of the deep", "not told", "Printed last"]


def test_captions_that_differ_in_their_numbers_are_no_running_header() -> None:
    pdf = Pdf()
    for page in range(1, 6):
        shown = text(50, 580, 10, f"Table 2-{page}: What lamp {50 + page} burns")
        shown += "".join(text(50, 480 - 14 * n, 10, f"word {page} and {n} of this page") for n in range(9))
        pdf.page(shown)
    document = docsieve.parse(pdf.file(), filename="made.pdf")
    found = docsieve.render(document, "text")
    assert all(f"What lamp {50 + page} burns" in found for page in range(1, 6))
