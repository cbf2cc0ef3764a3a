"""Declared tables that the end of a column or page breaks, or whose tree leaves cells out."""

from __future__ import annotations

import docsieve
import pytest
from docsieve import CodeBlock, Paragraph, Table

from tests.corpus.pdf.make_samples import text
from tests.corpus.pdf.make_structures import Tag, TaggedPdf, marked, tag

HEAD = ("Light", "Lamps", "Since")
LIGHTS = (
    ("Mole", "two", "1870"),
    ("Reef", "one", "1890"),
    ("Pier", "nine", "1901"),
    ("Quay", "three", "1912"),
    ("Bank", "none", "1920"),
)


class TaggedTable:
    """Paints rows of a table into a page, with rules around its cells or none, and declares them."""

    def __init__(self, *, ruled: bool = True) -> None:
        self.painted = ""
        self.rows: list[Tag] = []
        self.next = 0
        self.ruled = ruled

    def row(self, x: float, y: float, cells: tuple[str, ...], kind: str = "TD", page: int = 0) -> None:
        """Add a row whose cells without text are not in the tree."""
        declared = []
        for number, cell in enumerate(cells):
            if cell:
                declared.append(tag(kind, self.paint(x + 50 * number, y, cell), page=page))
        self.rule(x, y)
        self.rows.append(tag("TR", *declared, page=page))

    def paint(self, x: float, y: float, words: str, font: str = "F1") -> int:
        """Paint words into marked content of their own and return its id."""
        self.painted += marked(self.next, text(x, y, 8, words, font))
        self.next += 1
        return self.next - 1

    def rule(self, x: float, y: float) -> None:
        for i in range(3 * self.ruled):
            self.painted += f"{x - 4 + 50 * i} {y - 5} 50 16 re S\n"


def tables(document: docsieve.Document) -> list[Table]:
    return [block for page in document.pages for block in page.blocks if isinstance(block, Table)]


def said(table: Table) -> list[tuple[str, ...]]:
    return [tuple(words(cell) for cell in row.cells) for row in table.rows]


def words(cell: docsieve.Cell) -> str:
    parts = [cell.text or ""]
    parts += ["".join(span.text for span in block.spans) for block in cell.blocks if hasattr(block, "spans")]
    return "".join(parts)


def read(pdf: TaggedPdf, root: Tag) -> docsieve.Document:
    pdf.write_tree(root)
    return docsieve.parse(pdf.file(), filename="made.pdf")


def one_page(made: TaggedTable) -> Table:
    pdf = TaggedPdf()
    pdf.tagged_page(made.painted)
    (table,) = tables(read(pdf, tag("Document", tag("Table", *made.rows))))
    return table


def test_a_table_that_goes_on_in_the_next_column_is_one_with_its_head_once() -> None:
    made = TaggedTable()
    heads = [(made.paint(30 + 50 * i, 100, name), name) for i, name in enumerate(HEAD)]
    made.rule(30, 100)
    copies = [made.paint(220 + 50 * i, 500, name) for i, name in enumerate(HEAD)]
    made.rule(220, 500)
    made.rows.append(tag("TR", *(tag("TH", one, two) for (one, _), two in zip(heads, copies, strict=True))))
    for number, light in enumerate(LIGHTS[:2]):
        made.row(30, 84 - 16 * number, light)
    for number, light in enumerate(LIGHTS[2:]):
        made.row(220, 484 - 16 * number, light)
    table = one_page(made)
    assert said(table) == [HEAD, *LIGHTS]
    assert table.header_rows == 1


def test_words_that_a_head_says_twice_in_one_place_stay() -> None:
    made = TaggedTable()
    head = [tag("TH", made.paint(30 + 50 * i, 300, "so"), made.paint(45 + 50 * i, 300, "so")) for i in (0, 1)]
    made.rows.append(tag("TR", *head))
    made.row(30, 284, ("Mole", "two"))
    assert said(one_page(made)) == [("so so", "so so"), ("Mole", "two")]


@pytest.mark.parametrize("ruled", [True, False])
def test_a_cell_that_the_tree_leaves_out_is_an_empty_one_in_its_column(ruled: bool) -> None:
    made = TaggedTable(ruled=ruled)
    made.row(30, 300, HEAD, "TH")
    lights = [("Mole", "two", "1870"), ("", "one", "1890"), ("Pier", "", "1901"), ("Quay", "three", "")]
    for number, light in enumerate(lights, 1):
        made.row(30, 300 - 16 * number, light)
    assert said(one_page(made)) == [HEAD, *lights]


@pytest.mark.parametrize("order", [(1, 0, 2), (0, 2, 1)])
def test_columns_that_all_rows_list_out_of_turn_stand_as_they_are_seen(order: tuple[int, ...]) -> None:
    made = TaggedTable(ruled=False)
    for number, light in enumerate((HEAD, *LIGHTS)):
        made.row(30, 300 - 16 * number, light)
        made.rows[-1].kids[:] = [made.rows[-1].kids[i] for i in order]
    assert said(one_page(made)) == [HEAD, *LIGHTS]


def test_a_row_that_lists_its_cells_as_no_other_does_leaves_the_columns_as_they_are() -> None:
    made = TaggedTable(ruled=False)
    for number, light in enumerate((HEAD, *LIGHTS)):
        made.row(30, 300 - 16 * number, light)
    made.rows[2].kids.reverse()
    assert said(one_page(made))[:2] == [HEAD, LIGHTS[0]]


def test_a_figure_that_is_not_seen_makes_its_table_no_larger() -> None:
    made = TaggedTable(ruled=False)
    made.row(30, 300, HEAD, "TH")
    made.row(30, 284, LIGHTS[0])
    made.rows[-1].kids.append(tag("TD", tag("Figure", made.paint(0, 0, ""))))
    table = one_page(made)
    assert said(table) == [(*HEAD, ""), (*LIGHTS[0], "")]
    assert table.where is not None
    assert table.where.bbox is not None
    assert (table.where.bbox.x0, table.where.bbox.top) == (30.0, 287.4)


def two_pages(above: list[tuple[str, ...]], below: list[tuple[str, ...]]) -> list[Table]:
    pdf = TaggedPdf()
    parts = []
    for page, (top, part) in enumerate(((20 + 16 * len(above), above), (560, below))):
        made = TaggedTable()
        made.row(30, top, HEAD, "TH", page)
        for number, light in enumerate(part, 1):
            made.row(30, top - 16 * number, light, page=page)
        pdf.tagged_page(made.painted)
        parts.append(tag("Table", *made.rows, page=page))
    return tables(read(pdf, tag("Document", *parts)))


def test_a_table_that_repeats_its_head_on_the_next_page_is_one() -> None:
    (table,) = two_pages([*LIGHTS[:3]], [*LIGHTS[3:]])
    assert said(table) == [HEAD, *LIGHTS]
    assert table.headed_pages == [2]


@pytest.mark.parametrize(("is_one", "body"), [(True, False), (True, True), (False, False)])
def test_one_declared_table_on_two_pages_is_one_without_its_head_again(is_one: bool, body: bool) -> None:
    pdf = TaggedPdf()
    parts: list[list[Tag]] = []
    for page, (top, lights) in enumerate(((68, (HEAD, *LIGHTS[:2])), (560, LIGHTS[2:]))):
        made = TaggedTable(ruled=False)
        for number, light in enumerate(lights):
            made.row(30, top - 16 * number, light, page=page)
        pdf.tagged_page(made.painted)
        parts.append(made.rows)
    tagged = [parts[0] + parts[1]] if is_one else parts
    tagged_tables = [tag("Table", tag("TBody", *rows)) if body else tag("Table", *rows) for rows in tagged]
    found = tables(read(pdf, tag("Document", *tagged_tables)))
    assert len(found) == (1 if is_one else 2)
    assert [row for table in found for row in said(table)] == [HEAD, *LIGHTS]
    if is_one:
        assert [row.page for row in found[0].rows] == [None] * 3 + [2] * 3


def test_a_row_that_the_page_breaks_is_one() -> None:
    (table,) = two_pages(
        [*LIGHTS[:2], ("Pier", "nine, of", "1901")], [("", "which six are red", ""), *LIGHTS[3:]]
    )
    assert said(table)[3:5] == [("Pier", "nine, of which six are red", "1901"), LIGHTS[3]]
    (block,) = table.rows[3].cells[1].blocks
    assert isinstance(block, Paragraph)
    assert block.spans[-1].page == 2


def test_a_row_without_a_name_is_one_of_its_own_where_others_have_none_either() -> None:
    above: list[tuple[str, ...]] = [LIGHTS[0], ("", "two more", ""), LIGHTS[1]]
    (table,) = two_pages(above, [("", "another", ""), *LIGHTS[2:]])
    assert said(table) == [HEAD, *above, ("", "another", ""), *LIGHTS[2:]]


def test_code_that_the_width_of_a_column_breaks_is_text_and_a_listing_stays_one() -> None:
    made = TaggedTable()
    made.row(30, 300, ("what", "how"), "TH")
    commands = [("ring --bell", "--loud now"), ("light it", "go")]
    for number, lines in enumerate(commands):
        y = 284 - 24 * number
        cell = tag(
            "TD", tag("Code", *(made.paint(30, y - 9 * i, line, "F4") for i, line in enumerate(lines)))
        )
        made.rows.append(tag("TR", cell, tag("TD", made.paint(180, y, "it is done by all who are awake"))))
    table = one_page(made)
    (wrapped,) = table.rows[1].cells[0].blocks
    assert isinstance(wrapped, Paragraph)
    assert wrapped.spans[0].text == "ring --bell --loud now"
    (listing,) = table.rows[2].cells[0].blocks
    assert isinstance(listing, CodeBlock)
    assert listing.text == "light it\ngo"


def test_a_number_that_begins_a_line_makes_no_list_of_a_cell() -> None:
    made = TaggedTable()
    made.row(30, 300, ("what", "how"), "TH")
    parts = [tag("P", made.paint(30, y, part)) for y, part in ((284, "Lights of"), (275, "1.1 and 2.1"))]
    made.rows.append(tag("TR", tag("TD", *parts), tag("TD", made.paint(130, 284, "dim"))))
    assert said(one_page(made))[1] == ("Lights of1.1 and 2.1", "dim")


def test_an_arrow_in_a_cell_begins_no_list() -> None:
    made = TaggedTable()
    made.row(30, 300, ("what", "how"), "TH")
    arrow = "BT /F9 8 Tf 30 284 Td (\\256) Tj /F1 8 Tf 10 0 Td (page) Tj ET\n"
    made.painted += marked(made.next, arrow)
    made.rows.append(tag("TR", tag("TD", made.next), tag("TD", made.next + 1)))
    made.next += 1
    made.paint(80, 284, "goes there")
    pdf = TaggedPdf()
    pdf.resources = pdf.resources.replace(
        b"/Font <<", b"/Font << /F9 << /Type /Font /Subtype /Type1 /BaseFont /Symbol >>"
    )
    pdf.tagged_page(made.painted)
    (table,) = tables(read(pdf, tag("Document", tag("Table", *made.rows))))
    assert said(table)[1] == ("\N{RIGHTWARDS ARROW} page", "goes there")
