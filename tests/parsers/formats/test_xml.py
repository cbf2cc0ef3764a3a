from __future__ import annotations

import docsieve
import pytest
from docsieve import Block, CodeBlock, Heading, Image, LimitExceededError, ListItem, Note, Paragraph, Table
from docsieve.formats._xml.reader import laid_out


def blocks(text: str, encoding: str = "utf-8") -> list[Block]:
    return docsieve.parse(text.encode(encoding), filename="x.xml").pages[0].blocks


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("<?xml version='1.0'?><a/>", None, "xml"),
        ("<?xml version='1.0'?><a/>", "x.html", "xml"),
        ("\ufeff<?xml version='1.0'?>\n<!-- c --><!DOCTYPE a [<!ELEMENT a ANY>]>\n<a>b</a>", None, "xml"),
        ("<a><title/><p/><table/></a>", "x.xml", "xml"),
        ("<a>b</a>\n", None, "xml"),
        ("<?xml version='1.0'?><html><p>a</p></html>", None, "html"),
        ("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", "x.xml", "html"),
        ("<div>a</div>", "x.xml", "html"),
        ("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "x.xml", "svg"),
        ("<not xml", "x.txt", "plain_text"),
        ("<ann@example.org> wrote:\nhello", None, "plain_text"),
    ],
)
def test_the_root_decides(text: str, name: str | None, wanted: str) -> None:
    assert docsieve.detect(text.encode(), filename=name).name == wanted


def test_data_is_kept_as_written_with_its_letters() -> None:
    text = "<?xml version='1.0'?>\n<a b='1'>\n  <!-- c --><d>&#252;&#60;&amp;&#x1F600;</d>\n</a>"
    (found,) = blocks(text)
    assert isinstance(found, CodeBlock)
    assert found.text == text.replace("&#252;", "ü").replace("&#x1F600;", "😀")


def test_the_declared_encoding_is_obeyed() -> None:
    (found,) = blocks("<?xml version='1.0' encoding='windows-1251'?><a>Привет</a>", "cp1251")
    assert isinstance(found, CodeBlock)
    assert "Привет" in found.text


def test_setting_out_keeps_text_between_its_tags() -> None:
    assert laid_out("<a><b>x <i>y</i> z</b><c/><d></d></a>") == (
        "<a>\n  <b>x <i>y</i> z</b>\n  <c/>\n  <d></d>\n</a>"
    )


def test_documents_have_structure() -> None:
    found = blocks(
        "<article><front><article-title>T</article-title></front><body><sec><title>S</title>"
        "<p>a <italic>b</italic><xref ref-type='fn'>1</xref><fn><p>note</p></fn></p>"
        "<list list-type='order'><list-item><p>c</p></list-item></list>"
        "<fig><graphic href='f.png'/></fig><table><tr><th>h</th></tr><tr><td>d<p>e</p></td></tr></table>"
        "</sec></body></article>"
    )
    kinds = [type(block) for block in found]
    assert kinds == [Heading, Heading, Paragraph, Note, ListItem, Image, Table]
    assert isinstance(item := found[4], ListItem)
    assert (item.ordered, item.marker) == (True, "1.")


def test_comments_of_a_document_are_flagged() -> None:
    found = blocks("<a><!-- secret --><p>seen</p></a>")
    assert [block.hidden for block in found] == [None, "vanish"]


@pytest.mark.parametrize(
    ("entity", "is_read"),
    [("'Example Ltd'", True), ("'&a;&a;'", False), ("SYSTEM 'file:///etc/passwd'", True)],
)
def test_entities_are_never_expanded(entity: str, is_read: bool) -> None:
    data = (
        f"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY a 'x'><!ENTITY b {entity}>]><a><p>t &b;</p></a>".encode()
    )
    if is_read:
        assert "&b;" in docsieve.render(docsieve.parse(data), "text")
    else:
        with pytest.raises(LimitExceededError):
            docsieve.parse(data)


def test_damaged_xml_is_shown_as_found() -> None:
    document = docsieve.parse(b"<?xml version='1.0'?><a><b>text</a>")
    assert [warning.code for warning in document.warnings] == ["damaged_xml"]
    assert "text" in docsieve.render(document, "text")


def test_depth_is_bounded() -> None:
    with pytest.raises(LimitExceededError):
        docsieve.parse(b"<?xml version='1.0'?>" + b"<a>" * 100_000)
    nested = "<p>" * 250 + "x" + "</p>" * 250
    assert "x" in docsieve.render(docsieve.parse(f"<?xml version='1.0'?><a>{nested}</a>".encode()), "text")


def test_other_formats_in_xml_may_be_named_so() -> None:
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><text>a</text></svg>"
    assert not docsieve.parse(svg, filename="x.xml").warnings
    assert [warning.code for warning in docsieve.parse(b"a,b\n", filename="x.xml").warnings] == [
        "format_mismatch"
    ]
