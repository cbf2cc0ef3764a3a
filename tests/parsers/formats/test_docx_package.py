# ruff: noqa: E501 - XML is data here
from __future__ import annotations

import io
import zipfile

import docsieve
import pytest
from docsieve import CorruptError, LimitExceededError, Limits, Note, Options, Table
from docsieve.errors import DocsieveError

from tests.parsers.formats.docx_builder import (
    MAIN_TYPE,
    cell,
    content_types,
    docx,
    paragraph,
    relationships,
    row,
    run,
    table,
    text_box,
    xml,
    zipped,
)


def text_of(data: bytes, *, filename: str | None = None) -> str:
    return docsieve.render(docsieve.parse(data, filename=filename), "text")


def without(data: bytes, *names: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist() if name not in names})


@pytest.mark.parametrize(
    "main_type",
    [
        MAIN_TYPE,
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
        "application/wrong",
    ],
)
def test_all_kinds_of_word_documents_are_recognised_by_content(main_type: str) -> None:
    data = docx(paragraph("x"), main_type=main_type)
    assert docsieve.detect(data, filename="x.zip").name == "docx"
    assert text_of(data) == "x\n"


def test_the_main_part_may_have_another_name() -> None:
    types = content_types().replace("/word/document.xml", "/word/document22.xml")
    data = zipped(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": relationships({"rId1": ("officeDocument", "/word/document22.xml")}),
            "word/document22.xml": xml("w:document", f"<w:body>{paragraph('x')}</w:body>"),
        }
    )
    assert docsieve.detect(data).name == "docx"
    assert text_of(data) == "x\n"


def test_a_document_alone_in_its_package_is_read() -> None:
    data = without(docx(paragraph("x")), "[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels")
    assert text_of(data) == "x\n"


def test_a_package_without_its_document_is_corrupt() -> None:
    with pytest.raises(CorruptError):
        docsieve.parse(without(docx(paragraph("x")), "word/document.xml"), filename="x.docx")


def test_a_truncated_file_is_corrupt() -> None:
    data = docx(paragraph("x" * 500))
    with pytest.raises(CorruptError, match="damaged"):
        docsieve.parse(data[: len(data) // 2], filename="x.docx")


def test_damaged_xml_is_read_as_far_as_it_goes_and_said() -> None:
    broken = xml("w:document", f"<w:body>{paragraph('kept')}<w:p><w:r><w:t>also kept</w:t>")
    document = docsieve.parse(docx("", parts={"word/document.xml": broken.removesuffix("</w:document>")}))
    assert docsieve.render(document, "text") == "kept\n\nalso kept\n"
    assert [warning.code for warning in document.warnings] == ["part_damaged"]


def test_damaged_styles_cost_the_styles_only() -> None:
    document = docsieve.parse(docx(paragraph("kept"), parts={"word/styles.xml": "not XML"}))
    assert docsieve.render(document, "text") == "kept\n"
    assert [warning.code for warning in document.warnings] == ["part_damaged"]


def test_an_entity_bomb_is_refused() -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>' + xml("w:document", "&c;").partition("?>")[2]
    with pytest.raises(LimitExceededError):
        docsieve.parse(docx("", parts={"word/document.xml": bomb}))


def test_nesting_without_end_is_refused() -> None:
    depth = 3000
    nested = "<w:sdt><w:sdtContent>" * depth + paragraph("x") + "</w:sdtContent></w:sdt>" * depth
    with pytest.raises(LimitExceededError):
        docsieve.parse(docx(nested))


def test_nesting_is_limited_by_the_options() -> None:
    nested = paragraph("x")
    for _ in range(6):
        nested = table(row(cell(blocks=nested)))
    assert text_of(docx(nested)) == "x\n"
    with pytest.raises(LimitExceededError):
        docsieve.parse(docx(nested), options=Options(limits=Limits(max_depth=4)))


def test_blocks_and_cells_are_limited() -> None:
    data = docx(paragraph("x") * 10 + table(row(cell("y") * 10)))
    for limits in (Limits(max_blocks=5), Limits(max_cells=5)):
        with pytest.raises(LimitExceededError):
            docsieve.parse(data, options=Options(limits=limits))


def test_text_boxes_in_text_boxes_are_read_once_each() -> None:
    inner = paragraph("outer", runs=text_box(paragraph("inner")))
    assert text_of(docx(paragraph("text", runs=text_box(inner)))) == "text\n\nouter\n\ninner\n"


def test_page_numbers_choose_sections() -> None:
    section = '<w:sectPr><w:type w:val="nextPage"/></w:sectPr>'
    data = docx(paragraph("one", section) + paragraph("two", section) + paragraph("three") + section)
    document = docsieve.parse(data, options=Options(pages=[(2, 3)]))
    assert [page.number for page in document.pages] == [2, 3]


def test_merged_cells_become_spans_on_the_grid() -> None:
    data = docx(
        table(
            row(cell("a", '<w:vMerge w:val="restart"/>'), cell("b", '<w:gridSpan w:val="2"/>')),
            row(cell("", "<w:vMerge/>"), cell("c"), cell("d")),
            row(
                cell("e"), cell("f", '<w:hMerge w:val="restart"/>'), cell("", '<w:hMerge w:val="continue"/>')
            ),
        )
    )
    found = docsieve.parse(data).pages[0].blocks[0]
    assert isinstance(found, Table)
    shape = [[(one.text, one.col_span, one.row_span) for one in found_row.cells] for found_row in found.rows]
    assert shape == [
        [("a", 1, 2), ("b", 2, 1)],
        [("c", 1, 1), ("d", 1, 1)],
        [("e", 1, 1), ("f", 2, 1)],
    ]


def test_text_under_a_merge_is_kept_and_flagged() -> None:
    data = docx(table(row(cell("seen", '<w:vMerge w:val="restart"/>')), row(cell("covered", "<w:vMerge/>"))))
    found = docsieve.parse(data).pages[0].blocks[0]
    assert isinstance(found, Table)
    assert [block.hidden for block in found.rows[0].cells[0].blocks] == [None, "invisible"]


def test_rows_and_cells_in_content_controls_are_read() -> None:
    inner = f"<w:sdt><w:sdtContent>{row(cell('a'))}</w:sdtContent></w:sdt>"
    held = f"<w:tr><w:sdt><w:sdtContent>{cell('b')}</w:sdtContent></w:sdt></w:tr>"
    assert text_of(docx(f"<w:tbl>{inner}{held}</w:tbl>")) == "a\nb\n"


def test_a_table_style_with_a_first_row_makes_it_a_header() -> None:
    styles = (
        '<w:style w:type="table" w:styleId="T"><w:name w:val="T"/><w:tblStylePr w:type="firstRow"/></w:style>'
    )
    properties = '<w:tblStyle w:val="T"/><w:tblLook w:val="0020"/>'
    data = docx(table(row(cell("a")), row(cell("b")), properties=properties), styles=styles)
    found = docsieve.parse(data).pages[0].blocks[0]
    assert isinstance(found, Table)
    assert found.header_rows == 1


def test_a_note_that_nothing_calls_is_kept_and_flagged() -> None:
    footnotes = f'<w:footnote w:id="5">{paragraph("orphan")}</w:footnote>'
    blocks = docsieve.parse(docx(paragraph("x"), footnotes=footnotes)).pages[0].blocks
    assert [block.hidden for block in blocks if isinstance(block, Note)] == ["invisible"]


def test_a_call_of_a_note_that_is_missing_is_a_warning() -> None:
    body = paragraph("x", runs='<w:r><w:footnoteReference w:id="9"/></w:r>')
    document = docsieve.parse(docx(body, footnotes=""))
    assert [warning.code for warning in document.warnings] == ["footnote_missing"]


def test_notes_are_numbered_as_the_settings_say() -> None:
    calls = "".join(f'<w:r><w:footnoteReference w:id="{n}"/></w:r>' for n in (7, 3))
    footnotes = "".join(f'<w:footnote w:id="{n}">{paragraph(f"note {n}")}</w:footnote>' for n in (3, 7))
    settings = '<w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numStart w:val="2"/></w:footnotePr>'
    blocks = (
        docsieve.parse(docx(paragraph("x", runs=calls), footnotes=footnotes, settings=settings))
        .pages[0]
        .blocks
    )
    notes = [block for block in blocks if isinstance(block, Note)]
    assert [(note.id, note.label) for note in notes] == [("footnote-7", "b"), ("footnote-3", "c")]


def test_separate_changes_are_separate_revisions() -> None:
    def inserted(text: str) -> str:
        return f'<w:ins w:author="Ann" w:date="2026-01-01T00:00:00Z">{run(text)}</w:ins>'

    data = docx(paragraph(runs=inserted("a") + inserted("b") + run(" and ") + inserted("c")))
    assert [revision.kind for revision in docsieve.parse(data).revisions] == ["inserted", "inserted"]


def test_the_same_header_in_two_sections_is_told_once() -> None:
    sections = "".join(
        paragraph(f"s{n}", f'<w:sectPr><w:headerReference w:type="default" r:id="h{n}"/></w:sectPr>')
        for n in (1, 2)
    )
    data = docx(
        sections,
        parts={f"word/header{n}.xml": xml("w:hdr", paragraph("Running head")) for n in (1, 2)},
        related={f"h{n}": ("header", f"header{n}.xml") for n in (1, 2)},
    )
    document = docsieve.parse(data)
    headers = [block for page in document.pages for block in page.blocks if block.role == "header"]
    assert len(headers) == 1


def test_metadata_comes_from_core_extended_and_custom_properties() -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        "<dc:title>T</dc:title><dc:creator>Ann; Bob</dc:creator><cp:keywords>a, b</cp:keywords>"
        "<dcterms:created>2026-01-02T03:04:05Z</dcterms:created></cp:coreProperties>"
    )
    data = docx(paragraph("x"), parts={"docProps/core.xml": core})
    metadata = docsieve.parse(data).metadata
    assert (metadata.title, metadata.authors, metadata.keywords) == ("T", ["Ann", "Bob"], ["a", "b"])
    assert metadata.created == "2026-01-02T03:04:05Z"


def test_errors_and_warnings_never_quote_the_text() -> None:
    secret = "Kneazle"
    broken = xml("w:document", f"<w:body>{paragraph(secret)}<{secret}>").removesuffix("</w:document>")
    document = docsieve.parse(docx("", parts={"word/document.xml": broken}))
    assert document.warnings
    assert not any(secret in warning.message for warning in document.warnings)


def test_an_encrypted_package_without_its_content_is_damaged_whatever_the_password() -> None:
    from tests.corpus.docx.make_samples import protected

    for password in (None, "x"):
        with pytest.raises(CorruptError, match="damaged"):
            docsieve.parse(protected(), options=Options(password=password))


def test_an_ole_file_that_is_not_encrypted_is_not_said_to_be() -> None:
    from tests.corpus.docx.make_samples import protected

    name = "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(DocsieveError) as caught:
        docsieve.parse(protected().replace(name, "SomethingElse...".encode("utf-16-le")))
    assert caught.value.code == "unsupported_format"
