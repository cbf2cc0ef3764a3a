"""Words that cells of a PDF break without a hyphen."""

from __future__ import annotations

import textwrap

import docsieve
from docsieve import CodeBlock, Paragraph, Table

from tests.corpus.pdf.make_samples import Pdf, lines, text

PROSE = "Lighthouses along the northern coastline are inspected by the authorities before every winter."
#: What its cells hold; no line has room for more than nine letters.
HOUSES = ("lighthouses along the coastline", "authorities", "inspected by the authorities every winter")
WIDE = 9


def table_page(cells: tuple[str, ...], prose: str) -> bytes:
    """Set cells beside their numbers, each as a browser does that may break words anywhere."""
    pdf, font = Pdf(), "F4"
    painted = lines(50, 540, 9, *textwrap.wrap(prose, 50), font=font)
    top = 480.0
    rules = [top]
    for number, cell in enumerate(cells, 1):
        wrapped = broken(cell)
        painted += text(54, top - 12, 9, str(number), font) + lines(84, top - 12, 9, *wrapped, font=font)
        top -= 12 * len(wrapped) + 8
        rules.append(top)
    painted += "".join(f"50 {y} m 136 {y} l S\n" for y in rules)
    painted += "".join(f"{x} {rules[0]} m {x} {rules[-1]} l S\n" for x in (50, 80, 136))
    pdf.page(painted)
    return pdf.file()


def broken(words: str) -> list[str]:
    """Break text into lines, a word only where it has no room on a line of its own."""
    found = [""]
    for word in words.split():
        if len(found[-1]) + len(word) < WIDE:
            found[-1] = f"{found[-1]} {word}".strip()
        else:
            found += [word[i : i + WIDE] for i in range(0, len(word), WIDE)]
    return [line for line in found if line]


def cells(data: bytes) -> list[str]:
    (table,) = [
        block
        for block in docsieve.parse(data, filename="made.pdf").pages[0].blocks
        if isinstance(block, Table)
    ]
    return [row.cells[1].text or " ".join(map(words, row.cells[1].blocks)) for row in table.rows]


def words(block: docsieve.Block) -> str:
    if isinstance(block, CodeBlock):
        return block.text.replace("\n", " ")
    assert isinstance(block, Paragraph)
    return "".join(span.text for span in block.spans).replace("\n", " ")


def test_words_that_the_document_knows_are_put_together() -> None:
    assert cells(table_page(HOUSES, PROSE)) == list(HOUSES)


def test_other_words_are_put_together_where_enough_of_those_it_knows_are_broken() -> None:
    houses = (*HOUSES, "inspections")
    assert cells(table_page(houses, PROSE)) == list(houses)
    assert cells(table_page(houses[3:] * 2, PROSE)) == ["inspectio ns"] * 2


def test_words_that_fill_their_lines_stay_apart() -> None:
    words = "coastline winter", "inspected northern", "coastline along the authority"
    assert cells(table_page(words, f"{PROSE} The authority of the coastline.")) == list(words)


def test_a_mark_never_begins_a_line() -> None:
    cut = ("coastline, northern",)
    assert broken(cut[0])[:2] == ["coastline", ","]
    assert cells(table_page((*HOUSES, *cut), PROSE)) == [*HOUSES, *cut]
