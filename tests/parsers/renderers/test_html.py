"""HTML output: read back with an HTML parser, it holds the same text and nothing that could run."""

from __future__ import annotations

import string

import lxml.html
from docsieve import Attachment, Cell, CodeBlock, Document, Formula, Group, Image, Metadata, Span, render
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import HERE, doc, heading, item, note, page, pages_doc, para, table

TAGS = {
    *("html", "head", "meta", "title", "body", "section", "h1", "h2", "h3", "h4", "h5", "h6", "p", "a"),
    *("strong", "em", "del", "u", "sub", "sup", "code", "pre", "br", "hr", "ul", "ol", "li", "table", "tr"),
    *("th", "td", "div", "aside", "blockquote", "header", "footer", "tbody"),
}
ATTRIBUTES = {
    *("charset", "http-equiv", "content", "name", "id", "href", "role", "value", "colspan", "rowspan"),
    *("class", "lang"),
}


def body(document_html: str) -> str:
    return document_html.partition("<body>\n")[2].rpartition("\n</body>")[0]


def inner(document_html: str) -> str:
    return body(document_html).removeprefix('<section id="page-1">\n').removesuffix("\n</section>")


def test_headings_styles_and_a_whole_file() -> None:
    document = doc(para("Rules", role="title"), heading(2, "Scope", marker="1.1"), para(Span("b", bold=True)))
    document.metadata = Metadata(title="A < B", language="en-GB")
    written = render(document, "html")
    assert written.startswith('<!DOCTYPE html>\n<html lang="en-GB">\n')
    assert "<title>A &lt; B</title>" in written
    assert inner(written) == "<h1>Rules</h1>\n<h2>1.1 Scope</h2>\n<p><strong>b</strong></p>"


def test_lists_nest_and_keep_their_numbers() -> None:
    document = doc(
        item("1.", "one"),
        item("•", "sub", level=1),
        item("2.", "two"),
        para("still two", list_level=0),
        item("7.", "seven"),
        item("(iv)", "roman", level=1),
        item("•", "open", checked=False),
    )
    assert inner(render(document, "html")).replace("\n", "") == (
        '<ol><li value="1">one<ul><li>sub</li></ul></li>'
        '<li value="2">two<p>still two</p></li>'
        '<li value="7">seven<ul><li>(iv) roman</li></ul></li></ol>'
        "<ul><li>[ ] open</li></ul>"
    )


def test_tables_keep_spans_lists_and_code() -> None:
    cells = [
        Cell("wide", col_span=2, header=True),
        Cell("tall", row_span=2),
    ]
    blocks = Cell(blocks=[item("•", "x"), CodeBlock(where=HERE, text="a\n<b>")])
    assert inner(render(doc(table(cells, [blocks, "z"])), "html")) == (
        '<table>\n<tr><th colspan="2">wide</th><td rowspan="2">tall</td></tr>\n'
        "<tr><td><ul>\n<li>x</li>\n</ul>\n<pre><code>a\n&lt;b&gt;</code></pre></td><td>z</td></tr>\n</table>"
    )


def test_notes_stand_at_the_end_with_links_there_and_back() -> None:
    document = doc(
        para("Text", Span("1", superscript=True, note="f1"), " and ", Span("words", note="c1"), "."),
        note("c1", "Really?", role="comment", author="Ann"),
        note("f1", "See there.", label="1"),
        note("f2", "Nobody calls me.", label="2"),
    )
    tree = lxml.html.fromstring(render(document, "html"))
    for link in tree.iter("a"):
        target = str(link.get("href")).removeprefix("#")
        assert [element.get("id") for element in tree.iter()].count(target) == 1
    assert body(render(document, "html")).replace("\n", "") == (
        '<section id="page-1"><p>Text<sup id="call-1"><a href="#note-1" role="doc-noteref">1</a></sup>'
        " and words"
        '<sup id="call-2"><a href="#note-2" role="doc-noteref">[comment 2]</a></sup>.</p>'
        "<aside><p>2</p><p>Nobody calls me.</p></aside></section>"
        '<section role="doc-endnotes"><hr>'
        '<div id="note-1"><p>1 <a href="#call-1" role="doc-backlink">↩</a></p><p>See there.</p></div>'
        '<div id="note-2"><p>Comment (Ann): <a href="#call-2" role="doc-backlink">↩</a></p>'
        "<p>Really?</p></div>"
        "</section>"
    )


def test_only_links_that_open_a_page_or_a_message_are_links() -> None:
    document = doc(
        para(Span("a", link="javascript:alert(1)"), Span("b", link="#x"), Span("c", link="file:///etc/x")),
        para(Span("d", link="data:text/html,x"), Span("e", link="//evil.example"), Span("f", link="a.html")),
        para(Span("g", link='https://example.org/?a=1&b="2"'), Span("h", link="mailto:a@example.org")),
        table([Cell("i", link="vbscript:x"), Cell("j", link="HTTP://example.org")]),
    )
    tree = lxml.html.fromstring(render(document, "html"))
    assert [(link.text, link.get("href")) for link in tree.iter("a")] == [
        ("g", "https://example.org/?a=1&b=%222%22"),
        ("h", "mailto:a@example.org"),
        ("j", "HTTP://example.org"),
    ]


def test_formulas_pictures_and_groups() -> None:
    document = doc(
        para(Span("x<y", math=True)),
        Formula(where=HERE, latex="a & b"),
        Image(where=HERE, alt="A <cat>"),
        Image(where=HERE),
        Group(where=HERE, role="quote", blocks=[para("said")]),
    )
    assert inner(render(document, "html")) == (
        '<p><code class="math">x&lt;y</code></p>\n<pre><code class="math">a &amp; b</code></pre>\n'
        "<p>[Image: A &lt;cat&gt;]</p>\n<blockquote>\n<p>said</p>\n</blockquote>"
    )


def test_hidden_text_is_left_out_unless_asked_for() -> None:
    document = doc(
        para("seen", Span(" unseen", hidden="vanish"), Span(" gone", hidden="deleted")),
        para("off", hidden="off_page"),
        item("•", "entry", hidden="vanish"),
    )
    assert inner(render(document, "html")) == "<p>seen</p>"
    shown = inner(render(document, "html", hidden="include"))
    assert "[hidden:  unseen]" in shown
    assert shown.count("[hidden:]") == 2
    assert "entry" in shown
    assert "[hidden:  gone]" in shown


def test_running_headers_are_written_once_and_page_numbers_never() -> None:
    document = pages_doc(
        *(
            page(number, para(f"Annual {number}", role="header"), para(str(number), role="page_number"))
            for number in (1, 2, 3)
        )
    )
    assert body(render(document, "html")) == '<section id="page-1">\n<p>Annual 1</p>\n</section>'


def test_files_inside_the_file_follow_with_ids_of_their_own() -> None:
    def child() -> Document:
        return doc(para(Span("1", note="n")), note("n", "inner", label="1"))

    document = doc(para(Span("1", note="n")), note("n", "outer", label="1"))
    document.attachments = [
        Attachment(name="<a>.docx", document=child()),
        Attachment(name="b.bin"),
    ]
    written = render(document, "html")
    tree = lxml.html.fromstring(written)
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) == 5
    assert "<h2>Attachment: &lt;a&gt;.docx</h2>" in written
    assert "<h2>Attachment: b.bin (not read)</h2>" in written


TEXT = st.text(alphabet=string.punctuation + "ab \n\u00e9\u4e2d\x00\u2028", max_size=24)


@given(TEXT, TEXT, TEXT, TEXT, TEXT)
def test_whatever_the_text_it_reads_back_and_nothing_else_is_there(
    text: str, link: str, cell: str, code: str, name: str
) -> None:
    document = doc(
        heading(3, text),
        para(Span(text, link=link, bold=True), Span(cell, math=True)),
        item("<b>", cell),
        table([cell, Cell(text, link=link)]),
        CodeBlock(where=HERE, text=code),
        Group(where=HERE, role="text_box", title=name, blocks=[para(name)]),
    )
    document.metadata = Metadata(title=name, language=name)
    tree = lxml.html.fromstring(render(document, "html"))
    assert {str(element.tag) for element in tree.iter()} <= TAGS
    assert {attribute for element in tree.iter() for attribute in element.attrib} <= ATTRIBUTES
    for target in (element.get("href") for element in tree.iter("a")):
        assert str(target).lower().startswith(("http:", "https:", "mailto:", "#"))
    found = squeezed("".join(str(text) for text in tree[1].itertext()))
    expected = [text, text or link, cell, f"<b>{cell}", cell, text, code, name, name]
    assert found == squeezed("".join(expected))


def squeezed(text: str) -> str:
    return "".join(text.replace("\x00", " ").split())
