from __future__ import annotations

from docsieve import Cell, CodeBlock, FormField, Formula, Group, Image, Row, Span, Table, render

from tests.builders import HERE, doc, heading, item, note, page, pages_doc, para, table


def test_styles_links_and_code() -> None:
    document = doc(
        para(
            Span("bold ", bold=True),
            Span("both", bold=True, italic=True),
            " ",
            Span("old", strike=True),
            " ",
            Span("a`b", code=True),
            Span("2", superscript=True),
            Span(" site", link="https://example.org/a b"),
        )
    )
    assert render(document, "markdown") == (
        "**bold** ***both*** ~~old~~ ``a`b``<sup>2</sup>[ site](https://example.org/a%20b)\n"
    )


def test_links_that_must_not_be_followed_keep_their_text_only() -> None:
    document = doc(para(Span("run", link="javascript:alert(1)"), " ", Span("go", link="#anchor")))
    assert render(document, "markdown") == "run go\n"


def test_only_what_would_be_markup_is_escaped() -> None:
    document = doc(para("AT&T pays 5 < 6, a_b - c + d = e (x) #tag 1.5 e.g. a/b!"))
    assert render(document, "markdown") == "AT&T pays 5 < 6, a_b - c + d = e (x) #tag 1.5 e.g. a/b!\n"


def test_lists_nest_and_keep_their_numbers() -> None:
    document = doc(
        item("1.", "one"),
        item("•", "sub", level=1),
        item("2.", "two"),
        para("still two", list_level=0),
        item("7.", "seven"),
        item("(iv)", "roman", level=1),
        item("3.", "three", level=2),
        item("•", "open", checked=False),
    )
    assert render(document, "markdown") == (
        "1. one\n   - sub\n2. two\n\n   still two\n7) seven\n   - (iv) roman\n\n     3. three\n- [ ] open\n"
    )


def test_a_table_is_a_pipe_table_with_an_empty_header_where_it_has_none() -> None:
    assert render(doc(table(["a|b", "c"], ["1", "x\ny"], header_rows=1)), "markdown") == (
        "| a\\|b | c |\n| --- | --- |\n| 1 | x<br>y |\n"
    )
    assert render(doc(table(["a", "b"])), "markdown") == "|  |  |\n| --- | --- |\n| a | b |\n"


def test_spans_and_nested_blocks_make_it_an_html_table_without_empty_lines() -> None:
    rows = [
        Row([Cell("head <&>", col_span=2, header=True)]),
        Row([Cell(blocks=[item("1.", "x"), table(["in", "ner"])]), Cell("a\n\nb")]),
    ]
    assert render(doc(Table(where=HERE, rows=rows)), "markdown") == (
        "<table>\n"
        '<tr><th colspan="2">head &lt;&amp;&gt;</th></tr>\n'
        "<tr><td><p>1. x</p><table><tr><td>in</td><td>ner</td></tr></table></td><td>a<br><br>b</td></tr>\n"
        "</table>\n"
    )


def test_called_notes_are_footnotes_and_others_stand_where_they_are() -> None:
    document = doc(
        para("Body", Span("1", superscript=True, note="f1"), Span(" phrase", note="c1"), "."),
        note("f1", "Foot.", "More.", label="1"),
        note("c1", "Why?", role="comment", author="Ann"),
        note("f2", "Uncalled.", label="2"),
        note("c2", "Remark", role="comment"),
        para("After"),
    )
    assert render(document, "markdown") == (
        "Body[^1] phrase[^comment-1].\n\n"
        "<sup>2</sup> Uncalled.\n\n"
        "> **Comment:**\n>\n> Remark\n\n"
        "After\n\n"
        "[^1]: Foot.\n\n    More.\n\n"
        "[^comment-1]: **Comment (Ann):** Why?\n"
    )


def test_two_notes_with_one_label_stay_apart() -> None:
    document = doc(
        para(Span("1", note="a"), " ", Span("1", note="b")),
        note("a", "A", label="1"),
        note("b", "B", label="1"),
    )
    assert render(document, "markdown") == "[^1] [^note-1]\n\n[^1]: A\n\n[^note-1]: B\n"


def test_formulas_code_pictures_and_fields() -> None:
    document = doc(
        para("so ", Span("x+y", math=True), " and ", Span("a_1", math=True)),
        Formula(where=HERE, latex="\\frac{a}{b}"),
        CodeBlock(where=HERE, text="a ``` b\n\nc", language="py"),
        CodeBlock(where=HERE, text="x", language="not a\nlanguage"),
        Image(where=HERE, alt="A *cat*\non a mat"),
        FormField(where=HERE, name="Name", value="A_n_n"),
        FormField(where=HERE, name="agree", checked=False),
        heading(8, "Deep"),
    )
    assert render(document, "markdown") == (
        "so $x+y$ and $`a_1`$\n\n"
        "```math\n\\frac{a}{b}\n```\n\n"
        "````py\na ``` b\n\nc\n````\n\n"
        "```\nx\n```\n\n"
        "*\\[Image: A \\*cat\\* on a mat\\]*\n\n"
        "Name: A_n_n\n\n"
        "- [ ] agree\n\n"
        "###### Deep\n"
    )


def test_quotations_sheets_and_slides() -> None:
    document = pages_doc(
        page(1, Group(where=HERE, role="quote", blocks=[para("a\nb"), item("•", "c")]), kind="slide"),
        page(2, para("next"), kind="slide", hidden="slide"),
        page(3, table(["x"]), kind="sheet", label="Q1 [plan]", hidden="sheet"),
    )
    assert render(document, "markdown") == (
        "> a\\\n> b\n>\n> - c\n\n---\n\n## Slide 2 (hidden)\n\nnext\n\n"
        "## Q1 \\[plan\\] (hidden)\n\n|  |\n| --- |\n| x |\n"
    )


def test_hidden_text_is_marked_where_it_is_asked_for() -> None:
    document = doc(para("a ", Span("b", hidden="vanish"), " c"), para("d", hidden="tiny"))
    assert render(document, "markdown") == "a  c\n"
    assert render(document, "markdown", hidden="include") == "a \\[hidden: b\\] c\n\n*\\[hidden:\\]*\n\nd\n"
