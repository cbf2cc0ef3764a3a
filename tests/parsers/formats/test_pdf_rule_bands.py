"""Tables of a PDF with level rules alone: above and below their heading, and at their end."""

from __future__ import annotations

from docsieve import Block, Table

from tests.corpus.pdf.make_samples import Pdf, lines, text
from tests.parsers.formats.test_pdf_tables import cells, read, the_table
from tests.parsers.formats.test_pdf_undivided_tables import level

PLACES = (50, 170, 220, 270, 330)
YEARS = ["1997", "1998", "1999", "2000"]
ROWS = [
    ["Household income", "$49,497", "$51,295", "$52,587", "$52,500"],
    ["Inequality", "0.4590", "0.4560", "0.4580", "0.4620"],
    ["Years of life lost", "7108.3", "6960.6", "6920.0", "6899.5"],
]


def row(y: float, words: list[str], places: tuple[int, ...] = PLACES) -> str:
    return "".join(text(x, y, 8, word) for x, word in zip(places, words, strict=True) if word)


def rules(*places: float) -> str:
    return level(*places, left=48, right=360)


def blocks(painted: str) -> list[Block]:
    pdf = Pdf()
    pdf.page(painted)
    return read(pdf.file())


def test_a_table_between_level_rules_keeps_its_heading_and_groups() -> None:
    painted = rules(500, 480, 380) + row(486, ["Measure", *YEARS])
    painted += text(50, 464, 8, "Men") + row(450, ROWS[0]) + row(436, ROWS[1])
    painted += text(50, 422, 8, "Women") + text(50, 408, 8, "of all ages") + row(394, ROWS[2])
    table = the_table(blocks(painted))
    assert cells(table)[:4] == [["Measure", *YEARS], ["Men", "", "", "", ""], ROWS[0], ROWS[1]]
    assert cells(table)[-1] == ROWS[2]


def test_its_rows_are_found_in_whatever_order_the_file_paints_them() -> None:
    name = lines(50, 432, 8, "Inequality in all", "of the country", leading=1.1)
    painted = rules(500, 480, 400) + row(428, ["", *ROWS[1][1:]]) + row(408, ROWS[2])
    painted += name + row(464, ROWS[0]) + row(486, ["Measure", *YEARS])
    inequality = ["Inequality in all of the country", *ROWS[1][1:]]
    assert cells(the_table(blocks(painted))) == [["Measure", *YEARS], ROWS[0], inequality, ROWS[2]]


def test_lines_of_a_heading_are_one_row_unless_a_rule_divides_them() -> None:
    first = row(490, ["", "Total", "Total", "", ""]) + row(481, ["Measure", "men", "women", "boys", "girls"])
    body = "".join(row(450 - 14 * i, words) for i, words in enumerate(ROWS))
    joined = the_table(blocks(rules(500, 474, 414) + first + body))
    assert cells(joined)[0] == ["Measure", "Total men", "Total women", "boys", "girls"]
    painted = rules(500, 474, 414) + level(488.5, left=165, right=260) + first + body
    assert cells(the_table(blocks(painted)))[:2] == [
        ["", "Total", "Total", "", ""],
        ["Measure", "men", "women", "boys", "girls"],
    ]


def test_prose_between_level_rules_is_no_table() -> None:
    prose = ("The pilot wrote it down and nobody", "read it before the winter had come", "to the north")
    columns = lines(50, 486, 9, *prose * 3) + lines(215, 486, 9, *prose * 3)
    painted = rules(500, 380) + columns + rules(370, 350) + text(50, 356, 9, "Printed in the harbour")
    assert not any(isinstance(block, Table) for block in blocks(painted))


def test_a_caption_below_a_rule_is_not_in_the_table() -> None:
    painted = rules(520, 500, 480, 420) + text(50, 506, 8, "Table 3    Income     in     four     years")
    painted += row(486, ["Measure", *YEARS])
    painted += "".join(row(464 - 14 * i, words) for i, words in enumerate(ROWS))
    assert cells(the_table(blocks(painted))) == [["Measure", *YEARS], *ROWS]


def test_figures_with_little_between_them_are_cells_of_their_own() -> None:
    places = (50, 173, 202, 230, 259)
    shares = [
        [f"Share of {name}", *(f"0.{number}5{i}0" for i in range(4))] for number, name in enumerate("ABC")
    ]
    painted = rules(500, 480, 420) + row(486, ["Measure", *YEARS], places)
    for number, (name, *figures) in enumerate(shares):
        y = 464 - 14 * number
        painted += text(50, y, 8, name) + text(170, y, 8, " ".join(figures), before="1.9 Tw")
        painted += "0 Tw\n"
    assert cells(the_table(blocks(painted))) == [["Measure", *YEARS], *shares]


def test_a_few_cells_that_stand_in_two_columns_do_not_make_them_one() -> None:
    shares = ["0.5", "0.6", "0.7", "0.8"]
    body = "".join(row(464 - 14 * i, [f"Share {i}", *shares[i:], *shares[:i]]) for i in range(4))
    wide = text(50, 408, 8, "Share of all the land at sea") + text(240, 408, 8, "between 0.6 and 0.7")
    painted = rules(500, 480, 400) + row(486, ["Measure", *YEARS]) + body + wide + text(172, 408, 8, "0.5")
    table = the_table(blocks(painted))
    assert cells(table)[1] == ["Share 0", *shares]
    assert [cell.col_span for cell in table.rows[-1].cells][:2] == [1, 1]
    assert cells(table)[-1][0] == "Share of all the land at sea"
    assert "between 0.6 and 0.7" in cells(table)[-1]


ASIA = ["Asia", "Room 1219", "Golden Plaza", "Hong Kong", "Tel: 852 2721"]
EUROPE = ["Europe", "Le Krebs", "Rue Timbaud", "Yvelines"]
JAPAN = ["Japan", "Tonetsu", "Shinkawa", "Chuo-ku, Tokyo"]


def test_addresses_painted_one_after_the_other_are_a_cell_each() -> None:
    painted = rules(520, 500, 420, 390) + row(506, ["Atmel", "East", "", "West", ""])
    painted += "".join(
        lines(x, 486, 8, *of_one) for x, of_one in zip((50, 170, 270), (ASIA, EUROPE, JAPAN), strict=True)
    )
    painted += row(396, ["Web Site", "Help", "", "Sales", ""])
    found = cells(the_table(blocks(painted)))
    assert len(found) == 3
    assert [" ".join(cell.split()) for cell in found[1] if cell] == [
        " ".join(words) for words in (ASIA, EUROPE, JAPAN)
    ]


def test_figures_below_each_other_are_rows_though_each_column_is_painted_whole() -> None:
    columns = list(zip(*ROWS, ["All", "0.1", "0.2", "0.3", ""], strict=True))
    painted = rules(500, 480, 400) + row(486, ["Measure", *YEARS])
    painted += "".join(
        text(x, 464 - 14 * i, 8, word)
        for x, column in zip(PLACES, columns, strict=True)
        for i, word in enumerate(column)
        if word
    )
    assert cells(the_table(blocks(painted)))[1:4] == ROWS
