"""Tables of a PDF whose rules draw fewer columns than there are, or are drowned in shading."""

from __future__ import annotations

from docsieve import Table

from tests.corpus.pdf.make_samples import Pdf, lines, text
from tests.parsers.formats.test_pdf_tables import cells, read, the_table

HEADER = ["Harbour", "2006", "2007"]
ROWS = [["Austria", "109", "0.9"], ["Germany", "123", "0.8"], ["Spain", "36", "7.1"], ["Total", "268", "8.8"]]
PLACES = (50, 150, 220)
EDGES = (50, 150, 220, 290)


def row(y: float, words: list[str], font: str = "F1", size: float = 9) -> str:
    return "".join(text(x + 8, y, size, word, font) for x, word in zip(PLACES, words, strict=True))


def level(*places: float, left: float = 50, right: float = 290) -> str:
    return "0.5 w\n" + "".join(f"{left} {y} m {right} {y} l S\n" for y in places)


def upright(top: float, bottom: float, *places: float) -> str:
    return "".join(f"{x} {top} m {x} {bottom} l S\n" for x in places)


def page(painted: str) -> Table:
    pdf = Pdf()
    pdf.page(painted)
    return the_table(read(pdf.file()))


def test_every_other_row_without_upright_rules_is_cut_at_those_of_the_others() -> None:
    painted = level(*range(400, 501, 20)) + upright(500, 480, *EDGES) + upright(500, 400, 50, 290)
    painted += upright(460, 440, *EDGES) + upright(420, 400, *EDGES)
    painted += row(486, HEADER) + "".join(row(466 - 20 * i, words) for i, words in enumerate(ROWS))
    assert cells(page(painted)) == [HEADER, *ROWS]


def test_a_title_over_all_columns_stays_one_cell() -> None:
    painted = level(520, *range(400, 501, 20)) + upright(500, 400, *EDGES) + upright(520, 400, 50, 290)
    painted += text(58, 506, 9, "Ships that were counted in the harbours")
    painted += row(486, HEADER) + "".join(row(466 - 20 * i, words) for i, words in enumerate(ROWS))
    table = page(painted)
    assert cells(table) == [["Ships that were counted in the harbours"], HEADER, *ROWS]
    assert table.rows[0].cells[0].col_span == 3


def test_columns_of_figures_within_a_ruled_column_are_columns() -> None:
    painted = level(500, 480, 390) + upright(500, 390, 50, 150, 290)
    painted += text(58, 486, 9, HEADER[0]) + text(158, 486, 9, "Ships by year")
    painted += "".join(row(466 - 20 * i, words, "F3") for i, words in enumerate(ROWS))
    table = page(painted)
    assert cells(table) == [["Harbour", "Ships by year"], *ROWS]
    assert [cell.col_span for cell in table.rows[0].cells] == [1, 2]


def test_shading_behind_the_words_of_a_cell_makes_no_cells() -> None:
    notes = ["Open to all who come", "Shut for the winter", "For ships of grain"]
    painted = "1 1 0.6 rg\n"
    for left, right in ((50, 150), (150, 290)):
        painted += f"{left + 5.4} 480 {right - left - 10.8} 20 re f\n"
    painted += "55.4 454 89.2 12 re f\n55.4 442 89.2 12 re f\n0 g\n"
    painted += level(500, 480, 440, 400, 360) + upright(500, 360, 50, 150, 290)
    painted += text(58, 486, 9, "Harbour") + text(158, 486, 9, "Notes")
    for number, note in enumerate(notes):
        top = 466 - 40 * number
        words = note.split()
        painted += text(58, top, 9, ROWS[number][0])
        painted += text(158, top, 9, " ".join(words[:2])) + text(158, top - 12, 9, " ".join(words[2:]))
    assert cells(page(painted)) == [
        ["Harbour", "Notes"],
        *([row[0], note] for row, note in zip(ROWS[:3], notes, strict=True)),
    ]


def test_columns_within_a_cell_are_read_one_after_the_other() -> None:
    left, right = (
        ("Limits of load", "Supply of coal", "Input of salt"),
        ("Note 1: they", "hold for all", "ships"),
    )
    painted = (
        level(500, 420, 400, 380, left=50, right=290) + upright(500, 380, 50, 290) + upright(420, 380, 150)
    )
    painted += lines(60, 486, 9, *left) + lines(135, 486, 9, *right)
    painted += row(406, ["Bremen", "12", ""]) + row(386, ["Emden", "7", ""])
    found = " ".join(cells(page(painted))[0][0].split())
    assert found == " ".join((*left, *right))
