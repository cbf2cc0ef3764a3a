from __future__ import annotations

from typing import Any

import docsieve
import pytest
from docsieve import (
    CodeBlock,
    Document,
    Group,
    LimitExceededError,
    Limits,
    ListItem,
    Note,
    Options,
    Paragraph,
    Table,
)


def rows_of(data: bytes, name: str = "x.csv", **limits: Any) -> list[list[str]]:
    document = docsieve.parse(data, filename=name, options=Options(limits=Limits(**limits)))
    block = document.pages[0].blocks[0]
    assert isinstance(block, Table)
    return [[cell.text for cell in row.cells] for row in block.rows]


def read(text: str, name: str) -> Document:
    return docsieve.parse(text.encode(), filename=name)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_by_content(delimiter: str) -> None:
    rows = [["name", "amount", "note"], ["a", "1.5", "x"], ["b", "2.5", "y"]]
    data = "\n".join(delimiter.join(row) for row in rows).encode()
    assert rows_of(data) == rows


def test_decimal_commas_do_not_divide_cells() -> None:
    assert rows_of(b"a;b\n1,5;2,5\n3,5;4,5\n") == [["a", "b"], ["1,5", "2,5"], ["3,5", "4,5"]]


def test_quoted_cells_hold_delimiters_line_breaks_and_quotes() -> None:
    assert rows_of(b'a,b\n"x, ""y""\nz",2\n') == [["a", "b"], ['x, "y"\nz', "2"]]


def test_a_declared_delimiter_is_obeyed() -> None:
    assert rows_of(b"sep=#\na#b\n1#2\n") == [["a", "b"], ["1", "2"]]


def test_empty_cells_are_left_out_and_the_next_one_names_its_column() -> None:
    document = read("a,b,c\n1,,3\n\n,,6\n", "x.csv")
    block = document.pages[0].blocks[0]
    assert isinstance(block, Table)
    assert [[(cell.column, cell.text) for cell in row.cells] for row in block.rows[1:]] == [
        [(None, "1"), (2, "3")],
        [(2, "6")],
    ]
    assert [row.number for row in block.rows] == [None, None, 4]


def test_a_quote_that_is_never_closed_does_not_swallow_the_file() -> None:
    document = read('a,b\n"x,1\n' + "y,2\n" * 50_000, "x.csv")
    block = document.pages[0].blocks[0]
    assert isinstance(block, Table)
    assert len(block.rows) == 50_002
    assert [warning.code for warning in document.warnings] == ["unclosed_quote"]


@pytest.mark.parametrize(
    ("text", "has_header"),
    [("name,age\nAnn,3\n", True), ("1,2\n3,4\n", False), ("a,a\nb,c\n", False), ("only,one\n", False)],
)
def test_a_header_is_names_over_values(text: str, has_header: bool) -> None:
    block = read(text, "x.csv").pages[0].blocks[0]
    assert isinstance(block, Table)
    assert block.header_rows == int(has_header)


def test_too_many_cells_are_refused() -> None:
    with pytest.raises(LimitExceededError):
        rows_of(b"a,b\n" * 20, max_cells=10)


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("a,b\n1,2\n", "x.csv", "csv"),
        ("a,b\n1,2\n", None, "csv"),
        ("a,b\n1,2\n", "x.txt", "plain_text"),
        ("a\tb\tc\n" * 6, "x.txt", "csv"),
        ("one\ntwo\n", "x.csv", "csv"),
        ("Dear Ann, hello\nso, goodbye\n", "x.txt", "plain_text"),
        ("# T\n\n- a\n- [l](x)\n", None, "markdown"),
        ("# T\n\n- a\n- [l](x)\n", "x.txt", "plain_text"),
        ("words", "x.md", "markdown"),
        ("words", None, "plain_text"),
        ("words", "x.unknown", "plain_text"),
    ],
)
def test_among_text_formats_content_decides_and_the_name_breaks_ties(
    text: str, name: str | None, wanted: str
) -> None:
    assert docsieve.detect(text.encode(), filename=name).name == wanted


def test_paragraphs_of_plain_text_keep_their_lines() -> None:
    blocks = read("one\ntwo\n \t\n\n\nthree\fnext page\n", "x.txt").pages[0].blocks
    assert [block.spans[0].text for block in blocks if isinstance(block, Paragraph)] == [
        "one\ntwo",
        "three",
        "next page",
    ]


def test_set_out_text_is_kept_to_the_character() -> None:
    blocks = read("words\n\na    b\nc    d\n\n\nif x:\n    y = 1\n    z = 2\n", "x.txt").pages[0].blocks
    assert isinstance(blocks[1], CodeBlock)
    assert blocks[1].text == "a    b\nc    d\n\nif x:\n    y = 1\n    z = 2"


def test_a_long_text_is_divided_into_sections() -> None:
    document = read(("word " * 2000 + "\n\n") * 300, "x.txt")
    assert [page.number for page in document.pages] == [1, 2, 3]
    assert sum(len(page.blocks) for page in document.pages) == 300


def test_one_endless_paragraph_is_refused() -> None:
    with pytest.raises(LimitExceededError):
        docsieve.parse(b"a" * 100, options=Options(limits=Limits(max_page_characters=99)))


def test_front_matter_becomes_metadata() -> None:
    document = read("---\ntitle: 'T'\nauthor: A\ntags: x\n---\ntext", "x.md")
    assert (document.metadata.title, document.metadata.authors) == ("T", ["A"])
    assert document.metadata.custom["tags"] == "x"
    assert docsieve.render(document, "text") == "text\n"


@pytest.mark.parametrize("text", ["---\na paragraph\n---\nb", "---\n- list: x\n---\nb"])
def test_what_is_not_front_matter_stays_text(text: str) -> None:
    assert "list" in docsieve.render(read(text, "x.md"), "text") or "paragraph" in docsieve.render(
        read(text, "x.md"), "text"
    )


def test_markdown_lists_quotations_and_notes() -> None:
    document = read("> q\n> 1. a\n>    - [x] b\n\nsee[^k]\n\n[^k]: note\n    more\n", "x.md")
    quotation, paragraph, note = document.pages[0].blocks
    assert isinstance(quotation, Group)
    first, second = quotation.blocks[1:]
    assert isinstance(first, ListItem)
    assert isinstance(second, ListItem)
    assert (first.level, first.marker, second.level, second.checked) == (0, "1.", 1, True)
    assert isinstance(paragraph, Paragraph)
    assert isinstance(note, Note)
    assert paragraph.spans[-1].note == note.id


def test_scripts_inside_markdown_are_not_text() -> None:
    document = read("<div><script>evil()</script><b>kept</b><!-- not --></div>\n", "x.md")
    assert docsieve.render(document, "text") == "kept\n"


@pytest.mark.parametrize(
    "piece", ["[", "<div a=", "<!-- ", "![[]()", "a**b", "> ", "- ", "|", "[^1]: a\n\n\n", "&", "~~a "]
)
def test_repeated_markup_is_read_in_reasonable_time(piece: str) -> None:
    document = read("x\n\n" + piece * (20_000 // len(piece)), "x.md")
    docsieve.render(document, "markdown")
