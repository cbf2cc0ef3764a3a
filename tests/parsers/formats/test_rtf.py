r"""Rich Text: what the samples do not show."""

from __future__ import annotations

import docsieve
import pytest
from docsieve import DocsieveError, Document, Heading, LimitExceededError, ListItem, Note, Paragraph, Table


def read(body: bytes, head: bytes = b"") -> Document:
    return docsieve.parse(b"{\\rtf1\\ansi\\ansicpg1252" + head + b" " + body + b"}")


def text(body: bytes, head: bytes = b"") -> str:
    return docsieve.render(read(body, head), "text").strip()


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (rb"caf\'e9", "café"),
        (rb"\u8212-x", "—x"),
        (rb"\uc0\u8212 x", "—x"),
        (rb"\uc2\u8212 --x", "—x"),
        (rb"\u8212\lquote x", "—x"),
        (rb"\u8212\par x", "—\n\nx"),
        (rb"{\uc0\u65}\u66 ?c", "ABc"),
        (rb"\u-10179\'3f\u-8704\'3f", "😀"),
        (rb"\uc0\u-10179\b\u-8704", "😀"),
        (rb"\u128512?x", "😀x"),
        (rb"\u150 ?", "–"),
        (rb"a\~b\-c\_d", "a\xa0bc\u2011d"),
        (b"one\r\n two", "one two"),
        (b"one\\\ntwo", "one\n\ntwo"),
        (rb"x{\*\nobody knows {this}}y", "xy"),
        (b"x{\\pict\\bin4 }}{{}y", "xy"),
        (rb"{\field{\*\fldinst PAGE}{\fldrslt 7}}", "7"),
        (rb"{\field{\*\fldinst SYMBOL 183 \\f Symbol}}", "•"),
        (rb"{\upr{x}{\*\ud{\u937 ?}}}", "Ω"),
    ],
)
def test_characters(body: bytes, shown: str) -> None:
    assert text(body) == shown


@pytest.mark.parametrize(
    ("charset", "raw", "shown"),
    [
        (204, rb"\'cf\'f0", "Пр"),
        (128, rb"\'83\'65\'83e", "テテ"),
        (128, rb"\'95\\", "表"),
        (134, rb"\'d6\'d0", "中"),
        (136, rb"\'a4\'a4", "中"),
        (129, rb"\'c7\'d1", "한"),
        (161, rb"\'e1", "α"),
        (177, rb"\'e0", "א"),
        (238, rb"\'e8", "č"),
    ],
)
def test_a_font_brings_its_encoding(charset: int, raw: bytes, shown: str) -> None:
    fonts = b"{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset%d Any;}}" % charset
    assert text(rb"{\f1 " + raw + rb"} \'e9", fonts) == f"{shown} é"


def test_fonts_without_groups_and_with_a_code_page() -> None:
    assert text(rb"\f1\'cf\f0\'e9", rb"{\fonttbl\f0\fnil One;\f1\fnil\cpg1251 Two;}") == "Пé"


def test_hidden_and_deleted_text_is_flagged() -> None:
    document = read(rb"a{\v b}{\deleted\revauthdel1 c}{\fs2 d}", rb"{\*\revtbl{Unknown;}{Ada;}}")
    block = document.pages[0].blocks[0]
    assert isinstance(block, Paragraph)
    assert [span.hidden for span in block.spans] == [None, "vanish", "deleted", "tiny"]
    assert [(change.kind, change.author) for change in document.revisions] == [("deleted", "Ada")]


def test_headings_by_name_and_by_level() -> None:
    blocks = read(
        rb"\s1 A\par\pard\outlinelevel2 B\par\pard\outlinelevel9 C\par", rb"{\stylesheet{\s1 heading 2;}}"
    )
    found = [block.level if isinstance(block, Heading) else None for block in blocks.pages[0].blocks]
    assert found == [2, 3, None]


def test_a_row_without_a_definition_and_without_its_end() -> None:
    blocks = read(rb"\intbl a\cell b\cell").pages[0].blocks
    assert isinstance(blocks[0], Table)
    assert [cell.text for cell in blocks[0].rows[0].cells] == ["a", "b"]


def test_spans_follow_from_edges() -> None:
    body = rb"\trowd\cellx1000\cellx2000\intbl a\cell b\cell\row\trowd\cellx2000 c\cell\row"
    table = read(body).pages[0].blocks[0]
    assert isinstance(table, Table)
    assert [[cell.col_span for cell in row.cells] for row in table.rows] == [[1, 1], [2]]


def test_notes_are_numbered_and_told_after_the_text() -> None:
    body = rb"\ftnnalc a\chftn{\footnote\chftn one}b\chftn{\footnote two}"
    notes = [block for block in read(body).pages[0].blocks if isinstance(block, Note)]
    assert [(note.role, note.label) for note in notes] == [("footnote", "a"), ("footnote", "b")]


def test_a_bullet_that_is_a_letter_is_a_bullet() -> None:
    (entry,) = read(rb"{\listtext o\tab}Entry\par").pages[0].blocks
    assert isinstance(entry, ListItem)
    assert (entry.marker, entry.ordered) == ("o", False)


def test_an_embedded_package_is_read_as_a_child() -> None:
    inner = b"{\\rtf1 Inside}"
    native = b"\2\0in.rtf\0C:\\in.rtf\0\0\0\3\0" + (4).to_bytes(4, "little") + b"tmp\0"
    native += len(inner).to_bytes(4, "little") + inner
    ole = (0x501).to_bytes(4, "little") + (2).to_bytes(4, "little") + (8).to_bytes(4, "little") + b"Package\0"
    ole += bytes(8) + len(native).to_bytes(4, "little") + native
    body = rb"x{\object\objemb{\*\objclass Package}{\*\objdata " + ole.hex().encode() + rb"}{\result y}}"
    document = read(body)
    (attachment,) = document.attachments
    assert attachment.name == "in.rtf"
    assert attachment.document is not None
    assert docsieve.render(attachment.document, "text").strip() == "Inside"


def test_groups_in_groups_are_limited() -> None:
    with pytest.raises(LimitExceededError):
        read(b"{" * 100_000)


@pytest.mark.parametrize(
    "data", [rb"{\rtf", rb"{\rtf1\u", b"{\\rtf1\\bin99999999999 ", rb"{\rtf1}}}}", b"{\\rtf1\\'"]
)
def test_scraps_end_in_our_errors(data: bytes) -> None:
    with pytest.raises(DocsieveError) as caught:
        docsieve.parse(data)
    assert caught.value.code == "empty"


def test_what_follows_a_group_too_many_is_read() -> None:
    document = docsieve.parse(b"{\\rtf1 a\\par}} b\\par c\\par}")
    assert docsieve.render(document, "text").split() == ["a", "b", "c"]
    assert [warning.code for warning in document.warnings] == ["unbalanced_groups"]


def test_a_footer_comes_behind_all_sections_of_its_page() -> None:
    assert text(rb"{\footer Foot\par}One\par\sect\sectd\sbknone Two\par").split() == ["One", "Two", "Foot"]


@pytest.mark.parametrize(
    ("body", "is_hidden"),
    [
        (rb"{\cf2 x}", True),
        (rb"{\cf1 x}", False),
        (rb"{\cf0 x}", False),
        (rb"{\cf2\highlight1 x}", False),
        (rb"{\cf2\highlight2 x}", True),
        (rb"{\cf2\chcbpat1 x}", False),
        (rb"\pard\cbpat1{\cf2 x}", False),
        (rb"\pard\cbpat1\cf2\pard x", True),
        (rb"\trowd\cellx100\pard\intbl{\cf2 x}\cell\row", False),
    ],
)
def test_white_text_on_nothing_is_flagged(body: bytes, is_hidden: bool) -> None:
    head = rb"{\colortbl;\red0\green0\blue128;\red255\green255\blue255;}"
    document = read(rb"seen\par " + body, head)
    assert ("same_colour" in docsieve.render(document, "json")) == is_hidden
    assert ("x" in docsieve.render(document, "text")) != is_hidden


@pytest.mark.parametrize(("fill", "is_hidden"), [(b"5287936", False), (b"16777215", True), (b"", True)])
def test_white_text_on_a_coloured_page_is_seen(fill: bytes, is_hidden: bool) -> None:
    head = rb"{\colortbl;\red0\green0\blue128;\red255\green255\blue255;}"
    shape = rb"{\*\background {\shp{\*\shpinst{\sp{\sn fillColor}{\sv " + fill + rb"}}}}}"
    document = read(shape + rb"seen\par {\cf2 x}", head)
    assert ("x" in docsieve.render(document, "text")) != is_hidden


def test_text_that_is_white_throughout_was_written_on_a_dark_ground() -> None:
    document = read(rb"\cf1 one\par two\par", rb"{\colortbl;\red255\green255\blue255;}")
    assert docsieve.render(document, "text").split() == ["one", "two"]
    assert not document.warnings


def test_old_numbering_is_passed_over_as_a_group_only() -> None:
    assert text(rb"{\*\pn \pnlvlblt{\pntxtb x}}one\par \pard\pn\pnlvlblt\ql two\par") == "one\n\ntwo"
