from __future__ import annotations

import contextlib

import docsieve
import pytest
from docsieve import (
    Block,
    CodeBlock,
    Formula,
    Heading,
    LimitExceededError,
    Limits,
    ListItem,
    Note,
    Options,
    Paragraph,
    Table,
)


def blocks(body: str, **limits: int) -> list[Block]:
    text = "\\documentclass{article}\n\\begin{document}\n" + body + "\n\\end{document}\n"
    options = Options(limits=Limits(**limits))
    return docsieve.parse(text.encode(), filename="x.tex", options=options).pages[0].blocks


def shown(block: Block) -> str:
    assert isinstance(block, Paragraph | Heading | ListItem)
    return "".join(span.text for span in block.spans)


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("\\documentclass{a}\n", None, "latex"),
        ("% c\n\\section{a}\n\\begin{itemize}\n\\item b\n", None, "latex"),
        ("\\emph{a}", "x.tex", "latex"),
        ("\\emph{a}", None, "plain_text"),
        ("A path: C:\\section\\title\\item\n", None, "plain_text"),
        ("# Use it\n\n```tex\n\\documentclass{a}\n```\n", "x.md", "markdown"),
        ("{\\rtf1 \\section \\title x}", None, "rtf"),
    ],
)
def test_commands_at_the_start_of_lines_decide(text: str, name: str | None, wanted: str) -> None:
    assert docsieve.detect(text.encode(), filename=name).name == wanted


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("\\'{e}\\\"o\\c{c}\\v s\\^\\i", "éöçšî"),
        ("a~b -- c --- ``d'' 5\\,\\%", "a\u00a0b – c — “d” 5 %"),
        ("\\unknown{kept} \\other[x=1]{too}", "kept too"),
        ("{\\bf a} b\\LaTeX{} c", "a bLaTeX c"),
        ("one\ntwo % three\nfour", "one two four"),
        ("\\verb|a%{b|", "a%{b"),
        ("costs $5 and no more", "costs $5 and no more"),
        ("} stray \\end{nothing} &", "stray &"),
        ("\\cite{a, b} \\ref{c}", "[a, b] [c]"),
    ],
)
def test_text_is_what_is_typeset(source: str, wanted: str) -> None:
    assert shown(blocks(source)[0]) == wanted


def test_macros_are_expanded() -> None:
    source = "\\newcommand{\\a}[2][d]{#1-#2}\\def\\b#1{<#1>}\\a{x} \\a[y]{z} \\b{\\a{q}}"
    assert shown(blocks(source)[0]) == "d-x y-z <d-q>"


@pytest.mark.parametrize(
    "source",
    [
        "\\def\\a{\\a}\\a text",
        "\\def\\a{\\a\\a}\\a text",
        "\\def\\a#1{\\a{#1#1#1#1#1#1#1#1#1}}\\a{xxxxxxxxxxxxxxx} text",
        "".join(f"\\def\\{chr(98 + n)}{{\\{chr(97 + n)}\\{chr(97 + n)}}}" for n in range(24)) + "\\y text",
    ],
)
def test_macros_that_unfold_without_end_are_left(source: str) -> None:
    document = docsieve.parse(f"\\begin{{document}}\n{source}".encode(), filename="x.tex")
    assert "text" in docsieve.render(document, "text")
    assert "macros_not_expanded" in [warning.code for warning in document.warnings]


def test_what_no_reader_sees_is_flagged() -> None:
    source = (
        "a % one\nb\n\n% two\n\\iffalse three \\fi\n\\begin{comment}\nfour\n\\end{comment}\n"
        "\\textcolor{white}{five}"
    )
    found = blocks(source + "\n\\end{document}\nsix")
    hidden = [shown(block) for block in found if block.hidden == "vanish"]
    assert hidden == ["one", "two", "three", "four", "six\n\\end{document}"]
    last = next(block for block in found if isinstance(block, Paragraph) and shown(block) == "five")
    assert last.spans[0].hidden == "same_colour"


def test_lists_nest_and_keep_their_marks() -> None:
    items = [
        block
        for block in blocks(
            "\\begin{enumerate}\\item a\\begin{enumerate}\\item b\\end{enumerate}\\item[x)] c\\end{enumerate}"
        )
        if isinstance(block, ListItem)
    ]
    assert [(item.level, item.marker, shown(item)) for item in items] == [
        (0, "1.", "a"),
        (1, "a.", "b"),
        (0, "x)", "c"),
    ]


def test_tables_with_spans_and_a_heading() -> None:
    (table,) = blocks(
        "\\begin{tabular}{ll}\\hline A & B \\\\ \\hline \\multirow{2}{*}{c} & d\\\\ & e \\\\"
        "\\multicolumn{2}{l}{f} \\end{tabular}"
    )
    assert isinstance(table, Table)
    assert table.header_rows == 1
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["A", "B"], ["c", "d"], ["e"], ["f"]]
    assert table.rows[1].cells[0].row_span == 2
    assert table.rows[3].cells[0].col_span == 2


def test_notes_formulas_and_code() -> None:
    found = blocks(
        "a\\footnote{n $x$}\\[ y \\]\\begin{equation*}z\\end{equation*}\\begin{verbatim}\n%{\n\\end{verbatim}"
    )
    assert [type(block) for block in found] == [Paragraph, Note, Formula, Formula, CodeBlock]


def test_title_and_authors_are_metadata() -> None:
    front = "\\documentclass{a}\\title{A \\emph{b}\\thanks{c}}\\author{D \\and E}"
    document = docsieve.parse((front + "\\begin{document}x\\end{document}").encode())
    assert (document.metadata.title, document.metadata.authors) == ("A b", ["D", "E"])
    assert [shown(block) for block in document.pages[0].blocks] == ["x"]


def test_a_class_with_chapters_begins_with_them() -> None:
    found = blocks("\\chapter{a}\\section{b}\\subsection{c}")
    assert [block.level for block in found if isinstance(block, Heading)] == [1, 2, 3]


def test_limits() -> None:
    with pytest.raises(LimitExceededError):
        blocks("{" * 300)
    with pytest.raises(LimitExceededError):
        blocks("a\n\n" * 30, max_blocks=20)
    with pytest.raises(LimitExceededError):
        blocks("\\begin{tabular}{l}" + "a&" * 30 + "\\end{tabular}", max_cells=20)


@pytest.mark.parametrize(
    "piece",
    ["\\label{", "\\x[", "$", "\\footnote[", "\\begin{tabular}", "\\verb|", "\\item[", "{a}", "\\def\\a{"],
)
def test_damaged_source_costs_no_more_than_it_is_long(piece: str) -> None:
    with contextlib.suppress(LimitExceededError):
        blocks(piece * 20_000)
