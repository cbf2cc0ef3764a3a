"""Tagged PDFs: what their structure tree declares is what is read, where it can be believed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docsieve
import pytest
from docsieve import CodeBlock, Document, Heading, Image, ListItem, Note, Paragraph, Table

from tests.corpus.pdf import make_structures
from tests.corpus.pdf.make_layouts import LEFT, RIGHT
from tests.corpus.pdf.make_samples import Pdf, text
from tests.corpus.pdf.make_structures import Tag, TaggedPdf, artifact, marked, nonsense, tag

CORPUS = Path(__file__).parents[2] / "corpus" / "pdf"


def parse(data: bytes) -> Document:
    return docsieve.parse(data, filename="made.pdf")


def made(content: str, *elements: Tag, believed: bool = True) -> Document:
    pdf = TaggedPdf()
    pdf.tagged_page(content)
    pdf.write_tree(tag("Document", *elements), believed=believed)
    return parse(pdf.file())


def words(block: Any) -> str:
    return "".join(span.text for span in block.spans)


def texts(document: Document) -> list[str]:
    return [words(block) for page in document.pages for block in page.blocks if hasattr(block, "spans")]


@pytest.fixture(scope="module")
def tree() -> Document:
    return parse((CORPUS / "structure_tree.pdf").read_bytes())


def of_kind(document: Document, kind: type) -> list[Any]:
    return [block for page in document.pages for block in page.blocks if isinstance(block, kind)]


def test_structure_samples_are_what_their_script_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    written: dict[str, bytes] = {}
    monkeypatch.setattr(Pdf, "write", lambda pdf, name: written.update({name: pdf.file()}))
    for make in make_structures.STRUCTURES:
        make()
    assert written
    assert written == {name: (CORPUS / name).read_bytes() for name in written}


def test_text_is_read_in_the_order_of_the_tree(tree: Document) -> None:
    read = texts(tree)
    assert read.index("The keepers of the light") < read.index(" ".join(LEFT)) < read.index(" ".join(RIGHT))


def test_headings_have_the_level_that_is_declared_whatever_they_look_like(tree: Document) -> None:
    headings = [(heading.level, words(heading)) for heading in of_kind(tree, Heading)]
    assert headings == [(1, "The keepers of the light"), (2, "The reef")]


def test_lists_nest_as_they_are_declared(tree: Document) -> None:
    entries = [(item.level, item.marker, item.ordered, words(item)) for item in of_kind(tree, ListItem)]
    assert entries == [
        (0, "a.", True, "the light on the mole,"),
        (1, "o", False, "with its bell,"),
        (0, "b.", True, "the light on the reef."),
    ]


def test_cells_have_the_spans_that_are_declared(tree: Document) -> None:
    (table,) = of_kind(tree, Table)
    assert table.header_rows == 2
    rows = [[(cell.text, cell.row_span, cell.col_span) for cell in row.cells] for row in table.rows]
    assert rows == [
        [("Light", 2, 1), ("Lamps in use", 1, 2)],
        [("1870", 1, 1), ("1890", 1, 1)],
        [("Mole", 1, 1), ("two", 1, 1), ("nine", 1, 1)],
        [("Reef", 1, 1), ("", 1, 1), ("one", 1, 1)],
    ]
    assert [cell.header for cell in table.rows[3].cells] == [True, False, False]


def test_captions_quotations_and_code_are_told_apart(tree: Document) -> None:
    roles = {block.role: words(block) for block in of_kind(tree, Paragraph)}
    assert roles["caption"] == "What the lights burn"
    assert roles["quote"].startswith("No keeper sleeps")
    assert roles["quote"].endswith("the keeper sleeps.")
    assert [block.text for block in of_kind(tree, CodeBlock)] == ["if fog:\n    ring(bell)"]


def test_a_drawing_has_its_alternative_text(tree: Document) -> None:
    assert [image.alt for image in of_kind(tree, Image)] == ["A grey wall, seen from the sea"]


def test_a_note_is_called_and_stands_at_the_end_of_its_page(tree: Document) -> None:
    (note,) = of_kind(tree, Note)
    assert (note.label, words(note.blocks[0])) == ("1", "It was painted on the wall of the first tower.")
    (caller,) = (block for block in of_kind(tree, Paragraph) if words(block).startswith("The rule"))
    assert [span.text for span in caller.spans if span.note == note.id] == ["1"]
    assert tree.pages[0].blocks.index(note) > tree.pages[0].blocks.index(caller)


def test_text_is_replaced_by_what_is_to_be_read_for_it(tree: Document) -> None:
    (caller,) = (words(block) for block in of_kind(tree, Paragraph) if words(block).startswith("The rule"))
    assert caller == "The rule is old1 and the lighthouse older."


def test_artifacts_in_the_margins_are_running_text(tree: Document) -> None:
    for page in tree.pages:
        roles = {block.role: words(block) for block in page.blocks if isinstance(block, Paragraph)}
        assert roles["header"] == "The harbour press, a quarterly"
        assert roles["page_number"] == f"Page {page.number}"


@pytest.mark.parametrize("page", range(4))
def test_tags_not_to_be_believed_change_nothing(page: int) -> None:
    tagged, plain = parse(nonsense(believed=True)), parse(nonsense(believed=False))
    assert tagged.pages[page] == plain.pages[page]
    assert tagged.pages[page].blocks


def test_what_the_tree_leaves_out_is_read_all_the_same() -> None:
    long = marked(0, "".join(text(50, 500 - 12 * i, 9, line) for i, line in enumerate(LEFT)))
    document = made(long + text(50, 400, 9, "Left out."), tag("P", 0))
    assert texts(document) == [" ".join(LEFT), "Left out."]


def test_an_artifact_that_says_something_in_the_middle_of_the_page_is_kept() -> None:
    long = marked(0, "".join(text(50, 500 - 12 * i, 9, line) for i, line in enumerate(LEFT)))
    leader = artifact(text(50, 300, 9, ". . . . . . ."))
    document = made(long + artifact(text(50, 400, 9, "Continued.")) + leader, tag("P", 0))
    assert texts(document) == [" ".join(LEFT), "Continued."]


def test_content_of_two_elements_is_read_once() -> None:
    shown = marked(0, text(50, 500, 9, "Read once.")) + marked(1, text(50, 480, 9, "And this after it."))
    assert texts(made(shown, tag("P", 0), tag("P", 0, 1))) == ["Read once. And this after it."]


def test_text_to_be_read_for_other_cannot_take_away_a_paragraph() -> None:
    lines = "".join(text(50, 500 - 12 * i, 9, line) for i, line in enumerate(LEFT))
    document = made(marked(0, lines), tag("P", 0, entries="/ActualText (x)"))
    assert texts(document) == [" ".join(LEFT)]


def test_a_span_that_changes_within_a_word_leaves_it_whole() -> None:
    # "Harb" and "our" are painted by two operators, each in marked content of its own.
    first, second = (
        f"/Span << /MCID {i} >> BDC ({part}) Tj EMC" for i, part in enumerate(("Harb", "our dues"))
    )
    painted = f"BT /F1 9 Tf 50 500 Td {first} {second} ET\n"
    assert texts(made(painted, tag("P", tag("Span", 0), tag("Span", 1)))) == ["Harbour dues"]


def test_words_of_a_line_listed_out_of_order_are_read_as_they_stand() -> None:
    painted = (
        marked(0, text(50, 500, 9, "The"))
        + marked(1, text(70, 500, 9, "old"))
        + marked(2, text(88, 500, 9, "mole"))
    )
    assert texts(made(painted, tag("P", 1, 0, 2))) == ["The old mole"]


def test_a_title_larger_than_the_declared_headings_stands_above_them() -> None:
    painted = (
        marked(0, text(50, 540, 24, "The title"))
        + marked(1, text(50, 500, 14, "A chapter", "F2"))
        + marked(2, "".join(text(50, 480 - 12 * i, 9, line) for i, line in enumerate(LEFT)))
        + marked(3, text(50, 390, 9, "Bold, and a paragraph by its tag", "F2"))
    )
    document = made(painted, tag("P", 0), tag("H1", 1), tag("P", 2), tag("P", 3))
    assert [(heading.level, words(heading)) for heading in of_kind(document, Heading)] == [
        (1, "The title"),
        (1, "A chapter"),
    ]


def test_a_label_that_ends_within_a_word_is_no_marker() -> None:
    lines = "".join(
        marked(2 + i, text(50, 270 - 12 * i, 9, "Of lamps the keepers have many.")) for i in range(3)
    )
    painted = marked(0, text(50, 300, 9, "Part 1. L")) + marked(1, text(84, 300, 9, "oading"), "LBody")
    item = tag("LI", tag("Lbl", 0), tag("LBody", 1))
    document = made(painted + lines, tag("L", item), tag("P", 2, 3, 4))
    assert texts(document)[0] == "Part 1. Loading"
    assert not [block for block in of_kind(document, ListItem) if block.marker]


def test_a_table_of_one_column_is_text_in_a_frame() -> None:
    painted = marked(0, text(50, 500, 9, "First.")) + marked(1, text(50, 480, 9, "Second."))
    document = made(painted, tag("Table", tag("TR", tag("TD", 0)), tag("TR", tag("TD", 1))))
    assert not of_kind(document, Table)
    assert texts(document) == ["First.", "Second."]


def test_a_ruled_table_the_tags_do_not_tell_of_is_a_table() -> None:
    rules = "".join(
        f"50 {y} m 250 {y} l S {x} 440 m {x} 500 l S\n" for x, y in ((50, 500), (150, 470), (250, 440))
    )
    places = ((60, 480, "Mole"), (160, 480, "two"), (60, 450, "Reef"), (160, 450, "one"))
    cells = "".join(marked(i, text(x, y, 9, word)) for i, (x, y, word) in enumerate(places))
    document = made(rules + cells, *(tag("P", i) for i in range(4)))
    assert [[cell.text for cell in row.cells] for row in of_kind(document, Table)[0].rows] == [
        ["Mole", "two"],
        ["Reef", "one"],
    ]


def test_code_within_a_paragraph_or_a_cell_is_part_of_its_text() -> None:
    content = marked(0, text(50, 500, 9, "ring", "F4")) + marked(1, text(75, 500, 9, "rings the bell."))
    places = ((50, 460, "name"), (150, 460, "what"), (50, 440, "fog"), (150, 440, "hides ships"))
    for number, (x, y, cell) in enumerate(places, 2):
        content += marked(number, text(x, y, 9, cell, "F4" if cell == "fog" else "F1"))
    rows = [
        tag("TR", tag("TH", 2), tag("TH", 3)),
        tag("TR", tag("TD", tag("Code", 4)), tag("TD", 5)),
    ]
    document = made(content, tag("P", tag("Code", 0), 1), tag("Table", *rows))
    paragraph, table = document.pages[0].blocks
    assert isinstance(paragraph, Paragraph)
    assert [(span.text, span.code) for span in paragraph.spans] == [
        ("ring", True),
        (" rings the bell.", False),
    ]
    assert isinstance(table, Table)
    assert [words(block) for block in table.rows[1].cells[0].blocks] == ["fog"]
