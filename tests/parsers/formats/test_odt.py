"""Text documents of OpenDocument: what the samples do not show."""

from __future__ import annotations

import docsieve
import pytest
from docsieve import (
    Confidence,
    CorruptError,
    Document,
    EncryptedError,
    Heading,
    LimitExceededError,
    Limits,
    ListItem,
    Options,
    Paragraph,
    Table,
)
from docsieve.format import Source
from docsieve.formats import odp, odt

from tests.parsers.formats.odf_builder import cell, flat, h, items, manifest, media_type, odf, p, row, zipped


def read(body: str, *, automatic: str = "", styles: str = "") -> Document:
    return docsieve.parse(odf(body, automatic=automatic, styles=styles))


def markers(document: Document) -> list[str]:
    return [block.marker for block in document.pages[0].blocks if isinstance(block, ListItem)]


def level(number: int, form: str, more: str = "") -> str:
    return f'<text:list-level-style-number text:level="{number}" style:num-format="{form}"{more}/>'


def list_style(*levels: str) -> str:
    return f'<text:list-style style:name="L">{"".join(levels)}</text:list-style>'


@pytest.mark.parametrize(
    ("form", "more", "expected"),
    [
        ("1", ' style:num-prefix="§ " style:num-suffix=":"', ["§ 1:", "§ 2:"]),
        ("a", ' text:start-value="26" style:num-letter-sync="true"', ["z", "aa"]),
        ("a", ' text:start-value="27" style:num-letter-sync="false"', ["aa", "ab"]),
        ("I", ' text:start-value="9" style:num-suffix="."', ["IX.", "X."]),
        ("①", "", ["①", "②"]),
        ("1", ' loext:num-list-format="[%1%]"', ["[1]", "[2]"]),
    ],
)
def test_a_list_shows_the_numbers_its_style_says(form: str, more: str, expected: list[str]) -> None:
    document = read(items(p("x"), p("y"), style="L"), automatic=list_style(level(1, form, more)))
    assert markers(document) == expected


def test_a_list_counts_on_where_it_says_so_and_begins_anew_where_not() -> None:
    style = list_style(level(1, "1"), level(2, "1", ' text:display-levels="2"'))
    body = (
        items(p("one") + items(p("one one"), p("one two")), p("two") + items(p("two one")), style="L")
        + p("between")
        + items(p("three"), style="L", more=' text:continue-numbering="true"')
        + items(p("one again"), style="L")
    )
    assert markers(read(body, automatic=style)) == ["1", "1.1", "1.2", "2", "2.1", "3", "1"]


def test_an_entry_may_set_its_number() -> None:
    body = (
        '<text:list text:style-name="L"><text:list-item><text:p>a</text:p></text:list-item>'
        '<text:list-item text:start-value="7"><text:p>b</text:p></text:list-item></text:list>'
    )
    assert markers(read(body, automatic=list_style(level(1, "1")))) == ["1", "7"]


def test_headings_are_numbered_by_the_outline() -> None:
    outline = (
        '<office:styles><text:outline-style style:name="Outline">'
        '<text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format=""/></text:outline-style></office:styles>'
    )
    document = read(h(1, "a") + h(2, "b") + h(1, "c"), styles=outline)
    headings = [block for block in document.pages[0].blocks if isinstance(block, Heading)]
    assert [(one.level, one.marker) for one in headings] == [(1, "I."), (2, None), (1, "II.")]


def test_a_deletion_of_paragraphs_stands_where_it_was_and_is_flagged() -> None:
    body = (
        '<text:tracked-changes><text:changed-region text:id="d"><text:deletion><office:change-info>'
        "<dc:creator>A</dc:creator><dc:date>2024-01-01T00:00:00</dc:date></office:change-info>"
        "<text:p>gone</text:p><text:p>too</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        + p('before <text:change text:change-id="d"/>after')
    )
    document = read(body)
    block = document.pages[0].blocks[0]
    assert isinstance(block, Paragraph)
    assert [(span.text, span.hidden) for span in block.spans] == [
        ("before ", None),
        ("gone\ntoo", "deleted"),
        ("after", None),
    ]
    assert [(one.kind, one.author) for one in document.revisions] == [("deleted", "A")]


def test_blanks_collapse_as_the_standard_has_it() -> None:
    document = read(p('  a \n b<text:s text:c="2"/> c<text:line-break/>  d  '))
    block = document.pages[0].blocks[0]
    assert isinstance(block, Paragraph)
    assert "".join(span.text for span in block.spans) == "a b   c\nd"


def test_repeated_blanks_and_cells_are_bounded() -> None:
    document = read(p('a<text:s text:c="999999999"/>b'))
    assert [warning.code for warning in document.warnings] == ["spaces_left_out"]
    wide = "<table:table>" + row(cell(p("x"), ' table:number-columns-repeated="99999999"')) + "</table:table>"
    with pytest.raises(LimitExceededError):
        read(wide)
    empty = row(cell("", ' table:number-columns-repeated="99999999"'), cell(p("y")))
    blank = row(cell(""), more=' table:number-rows-repeated="99999999"')
    tall = f"<table:table>{empty}{blank}</table:table>"
    table = read(tall).pages[0].blocks[0]
    assert isinstance(table, Table)
    assert len(table.rows) == 2


def test_nesting_is_bounded() -> None:
    deep = "<text:section>" * 60 + p("x") + "</text:section>" * 60
    with pytest.raises(LimitExceededError):
        docsieve.parse(odf(deep), options=Options(limits=Limits(max_depth=50)))


def test_a_new_master_page_begins_a_section() -> None:
    automatic = (
        '<style:style style:name="N" style:family="paragraph" style:master-page-name="Second"/>'
        '<style:style style:name="K" style:family="paragraph" style:parent-style-name="N"/>'
    )
    document = read(p("a") + p("b", "N") + p("c", "K"), automatic=automatic)
    assert [len(page.blocks) for page in document.pages] == [1, 2]


def test_a_wrong_or_broken_package_says_what_is_wrong() -> None:
    with pytest.raises(CorruptError):
        docsieve.parse(b"not a zip", filename="letter.odt")
    assert docsieve.detect(b"not a zip", filename="letter.txt").name == "plain_text"
    data = odf(p("x" * 500))
    with pytest.raises(CorruptError):
        docsieve.parse(data[:-200])
    without = zipped({"mimetype": media_type("text"), "META-INF/manifest.xml": manifest("text")})
    with pytest.raises(CorruptError):
        docsieve.parse(without)


def test_a_package_encrypted_as_a_whole_needs_a_password() -> None:
    entry = (
        '<manifest:file-entry manifest:full-path="encrypted-package"><manifest:encryption-data/>'
        "</manifest:file-entry>"
    )
    parts: dict[str, str | bytes] = {
        "mimetype": media_type("text"),
        "META-INF/manifest.xml": manifest("text", entry),
        "encrypted-package": b"?",
    }
    with pytest.raises(EncryptedError):
        docsieve.parse(zipped(parts))


def test_the_media_type_tells_the_formats_apart() -> None:
    slides = odf("", kind="presentation-template")
    assert odp.sniff(Source(slides, "a.odt")) is Confidence.CERTAIN
    assert odt.sniff(Source(slides, "a.odt")) is Confidence.NO
    assert odt.sniff(Source(flat(p("x")))) is Confidence.CERTAIN
    unnamed = zipped({"META-INF/manifest.xml": manifest("text"), "content.xml": b"<x/>"})
    assert odt.sniff(Source(unnamed)) is Confidence.CERTAIN


def test_changes_in_a_header_are_told_too() -> None:
    header = (
        '<office:master-styles><style:master-page style:name="Standard"><style:header><text:tracked-changes>'
        '<text:changed-region text:id="r"><text:deletion><office:change-info/><text:p>old</text:p>'
        "</text:deletion></text:changed-region></text:tracked-changes>"
        '<text:p>new <text:change text:change-id="r"/></text:p></style:header></style:master-page>'
        "</office:master-styles>"
    )
    document = read(p("body"), styles=header)
    assert [one.kind for one in document.revisions] == ["deleted"]
    group = document.pages[0].blocks[0]
    assert group.role == "header"
    assert '"text":"old","revision":0,"hidden":"deleted"' in docsieve.render(document, "json")


def test_a_deletion_that_no_text_refers_to_is_kept_and_flagged() -> None:
    body = (
        '<text:tracked-changes><text:changed-region text:id="d"><text:deletion><office:change-info/>'
        "<text:p>lost</text:p></text:deletion></text:changed-region></text:tracked-changes>" + p("body")
    )
    document = read(body)
    assert [block.hidden for block in document.pages[0].blocks] == [None, "deleted"]
    assert [one.kind for one in document.revisions] == ["deleted"]
