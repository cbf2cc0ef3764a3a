"""Whatever the text, a Markdown parser reads back the same text: nothing is lost, nothing becomes markup."""

from __future__ import annotations

import html
import re
import string

import pytest
from docsieve import Block, Cell, Document, Heading, ListItem, Paragraph, Row, Span, Table, render
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.builders import HERE, doc, heading, item, para, table

GITHUB = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])
INLINE_TAG = re.compile(r"</?(?:strong|em|del|sup|sub|code)>")


def read_back(markdown: str) -> str:
    """Return the text a Markdown reader shows, white space normalised."""
    return normal(" ".join(text_of(token) for token in GITHUB.parse(markdown)))


def text_of(token: Token) -> str:
    if token.type in ("text", "code_inline", "fence", "code_block"):
        return token.content
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type == "html_inline":
        assert INLINE_TAG.fullmatch(token.content) or token.content == "<br>", token.content
        return " " if token.content == "<br>" else ""
    if token.type == "html_block":
        return html.unescape(re.sub(r"<[^<>]+>", " ", token.content))
    assert token.type != "image"
    return "".join(text_of(child) for child in token.children or ())


def normal(text: str) -> str:
    return "".join(text.split())


def plain(block: Block) -> str:
    if isinstance(block, Table):
        return normal("".join(cell.text for row in block.rows for cell in row.cells))
    assert isinstance(block, Paragraph | Heading | ListItem)
    return normal("".join(span.text for span in block.spans))


MARKUP = st.text(alphabet=string.punctuation + "ab1 \n", max_size=24)
LETTERS = st.text(
    alphabet=st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), include_characters="\n"), max_size=24
)
LINES = st.sampled_from(
    [
        "# no heading",
        "1. no list",
        "12) no list",
        "- no list",
        "+ no list",
        "> no quotation",
        "---",
        "===",
        "***",
        "```",
        "~~~",
        "    no code",
        "| a | b |\n| - | - |\n| c | d |",
        "a | b\n:- | -:\nc | d",
        "[no]: link",
        "[^1]: no note",
        "![no](image)",
        "<b>no tag</b>",
        "<!-- no comment -->",
        "&amp; &#65; &copy;",
        "https://example.org/a_b_c?x=1&y=2",
        "a  \nb\\\nc",
        "snake_case __init__ _x_",
        "$5 and $6",
        "~~no~~ /~user/",
        "<https://no.autolink>",
        "C:\\temp\\x",
        "Setext\n------",
    ]
)
TEXT = st.one_of(MARKUP, LETTERS, LINES, st.tuples(LINES, MARKUP).map("\n".join))
FLAG = st.booleans()
SPAN = st.builds(
    Span,
    TEXT,
    bold=FLAG,
    italic=FLAG,
    strike=FLAG,
    code=st.sampled_from([False, False, True]),
    superscript=st.sampled_from([False, False, True]),
    link=st.sampled_from([None, None, "https://example.org/a(b)_c", "#anchor", "javascript:alert(1)"]),
).filter(lambda span: span.text != "" or span.link is None)
SPANS = st.lists(SPAN, min_size=1, max_size=4)
PARAGRAPH = SPANS.map(lambda spans: para(*spans))
HEADING = st.builds(lambda level, spans: heading(level, *spans), st.integers(1, 9), SPANS)
ITEM = st.builds(
    lambda marker, level, spans: item(marker, *spans, level=level),
    st.sampled_from(["•", "1.", "2.", "7)"]),
    st.integers(0, 4),
    SPANS,
)
CELL = st.one_of(
    TEXT.map(Cell),
    SPANS.map(lambda spans: Cell(blocks=[para(*spans)])),
    st.builds(Cell, TEXT, col_span=st.just(2)),
)
TABLE = st.lists(st.lists(CELL, min_size=1, max_size=3).map(Row), min_size=1, max_size=3).map(
    lambda rows: Table(where=HERE, rows=rows, header_rows=1)
)
BLOCK = st.one_of(PARAGRAPH, HEADING, ITEM)


def whole_text(document: Document) -> str:
    return "".join(plain(block) for block in document.pages[0].blocks)


@settings(max_examples=250, deadline=None)
@given(st.lists(BLOCK, min_size=1, max_size=5))
@example([para(Span("a,", bold=True), "b")])
@example([para(Span("a", bold=True), Span("b", italic=True), Span("c", bold=True, italic=True))])
@example([item("1.", "a"), item("5.", "b", level=1), item("7.", "c")])
@example([para("see!", Span("x", link="https://example.org"))])
@example([para(Span("a", bold=True, strike=True), "b")])
def test_markdown_reads_back_as_the_same_text(blocks: list[Block]) -> None:
    document = doc(*blocks)
    assert read_back(render(document, "markdown")) == whole_text(document)


@settings(max_examples=120, deadline=None)
@given(TABLE)
@example(table(["a|b", "`c|d`"], ["\\|", "\\"], header_rows=1))
def test_tables_read_back_as_the_same_text(built: Table) -> None:
    shown = read_back(render(doc(built), "markdown"))
    wanted = normal(
        "".join(
            cell.text + "".join(span.text for block in cell.blocks for span in getattr(block, "spans", []))
            for row in built.rows
            for cell in row.cells
        )
    )
    assert shown == wanted


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(TEXT, min_size=2, max_size=2), min_size=1, max_size=4))
def test_a_pipe_table_keeps_its_rows_and_columns(rows: list[list[str]]) -> None:
    tokens = GITHUB.parse(render(doc(table(*rows, header_rows=1)), "markdown"))
    if any(any(text.strip() for text in row) for row in rows):
        assert sum(token.type == "tr_open" for token in tokens) == len(rows)
        assert sum(token.type in ("th_open", "td_open") for token in tokens) == 2 * len(rows)


@pytest.mark.parametrize("level", range(1, 10))
def test_a_heading_stays_a_heading(level: int) -> None:
    tokens = GITHUB.parse(render(doc(heading(level, "# 1. - x #")), "markdown"))
    assert [token.tag for token in tokens if token.type == "heading_open"] == [f"h{min(level, 6)}"]
