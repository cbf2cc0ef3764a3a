"""Hidden content is counted, and taken out where that is asked for, whatever the format."""

from __future__ import annotations

from pathlib import Path

import docsieve
import msgspec
import pytest
from docsieve import (
    Attachment,
    Cell,
    Document,
    Group,
    Locator,
    Note,
    Options,
    OutlineEntry,
    Page,
    Paragraph,
    Revision,
    Row,
    Span,
    Table,
)
from docsieve.bridge import handle
from docsieve.hidden_content import settle_hidden
from docsieve.model import SCHEMA_VERSION, Metadata
from docsieve.protocol import PROTOCOL_VERSION
from docsieve.report import Report

HERE = Locator(page=1)
CORPUS = Path(__file__).parents[1] / "corpus"


def doc(*pages: Page, **more: object) -> Document:
    return Document(format="x", schema_version=SCHEMA_VERSION, metadata=Metadata(), pages=list(pages), **more)  # type: ignore[arg-type]


def para(*spans: Span, **more: object) -> Paragraph:
    return Paragraph(where=HERE, spans=list(spans), **more)  # type: ignore[arg-type]


def note(identity: str, *blocks: Paragraph, reply_to: str | None = None) -> Note:
    return Note(where=HERE, role="comment", id=identity, blocks=list(blocks), reply_to=reply_to)


def settle(document: Document, *, is_excluded: bool = True) -> str:
    report = Report()
    settle_hidden(document, report, is_excluded=is_excluded)
    return " ".join(f"{warning.code} {warning.message}" for warning in report.warnings)


def test_a_document_that_hides_nothing_is_left_alone() -> None:
    document = doc(Page(number=1, blocks=[para(Span("a"))]))
    for is_excluded in (False, True):
        assert settle(document, is_excluded=is_excluded) == ""
    assert document == doc(Page(number=1, blocks=[para(Span("a"))]))


def test_passages_are_counted_by_reason_once_each() -> None:
    document = doc(
        Page(
            number=1,
            blocks=[
                para(Span("a"), Span("b", hidden="deleted"), Span("c", bold=True, hidden="deleted")),
                para(Span("whole", hidden="vanish"), hidden="vanish"),
            ],
        ),
        Page(number=2, hidden="sheet", blocks=[para(Span("x", hidden="tiny"))]),
    )
    before = msgspec.json.encode(document)
    told = settle(document, is_excluded=False)
    assert told == (
        "hidden_content The file holds 3 passages that a reader of the original would not see "
        "(1 hidden sheet, 1 deleted, 1 formatted as hidden)."
    )
    assert msgspec.json.encode(document) == before


def test_what_is_taken_out_takes_what_hangs_on_it_along() -> None:
    inner = doc(Page(number=1, blocks=[para(Span("deep", hidden="tiny")), para(Span("seen"))]))
    document = doc(
        Page(
            number=1,
            blocks=[
                para(
                    Span("a", revision=1),
                    Span("b", note="gone", revision=0, hidden="deleted"),
                    Span("", note="kept"),
                ),
                Group(where=HERE, blocks=[para(Span("c", hidden="vanish"))]),
                note("gone", para(Span("called by gone", note="nested"))),
                note("nested", para(Span("n"))),
                note("answer", para(Span("to gone")), reply_to="gone"),
                note("kept", para(Span("k"))),
                note("by itself", para(Span("s"))),
            ],
        ),
        Page(number=2, hidden="slide", blocks=[para(Span("secret"))]),
        outline=[OutlineEntry("two", page=2, children=[OutlineEntry("one", page=1)])],
        revisions=[Revision(kind="deleted", where=HERE), Revision(kind="inserted", where=HERE)],
        attachments=[
            Attachment(name="of the slide", where=Locator(page=2)),
            Attachment(name="free", document=inner),
        ],
    )
    assert settle(document).startswith("hidden_excluded Left out: 4 passages")
    assert [page.number for page in document.pages] == [1]
    assert document.outline == [OutlineEntry("one", page=1)]
    assert document.revisions == [Revision(kind="inserted", where=HERE)]
    assert [each.name for each in document.attachments] == ["free"]
    first, *notes = document.pages[0].blocks
    assert first == para(Span("a", revision=0), Span("", note="kept"))
    assert [each.id for each in notes if isinstance(each, Note)] == ["kept", "by itself"]
    assert len(notes) == 2
    assert inner.pages[0].blocks == [para(Span("seen"))]
    assert settle(document) == ""


def test_a_table_keeps_its_shape() -> None:
    rows = [
        Row([Cell("a1"), Cell("b1", hidden="column"), Cell("c1")]),
        Row([Cell("merged", row_span=3), Cell("b2", hidden="column"), Cell("c2")], hidden="row"),
        Row([Cell("b3", hidden="column"), Cell("c3")]),
        Row([Cell("b4", hidden="column"), Cell("c4")], hidden="row"),
        Row([Cell("tall", row_span=2), Cell("b5", hidden="column"), Cell("c5")]),
        Row([Cell("c6", column=2)], hidden="row"),
    ]
    document = doc(Page(number=1, kind="sheet", blocks=[Table(where=HERE, rows=rows, header_rows=2)]))
    before = msgspec.json.encode(document)
    assert "3 hidden rows, 1 hidden column" in settle(document, is_excluded=False)
    assert msgspec.json.encode(document) == before
    assert "3 hidden rows, 1 hidden column" in settle(document)
    table = document.pages[0].blocks[0]
    assert isinstance(table, Table)
    assert table.header_rows == 1
    assert table.rows == [
        Row([Cell("a1", column=0), Cell("c1", column=2)]),
        Row([Cell("merged", column=0), Cell("c3", column=2)], number=3),
        Row([Cell("tall", column=0), Cell("c5", column=2)], number=5),
    ]


@pytest.mark.parametrize("name", ["xlsx/structure.xlsx", "docx/tracked_changes.docx", "pptx/talk.pptx"])
def test_nothing_hidden_is_left_of_a_file(name: str) -> None:
    path = CORPUS / name
    data = path.read_bytes()
    document = docsieve.parse(data, filename=path.name)
    assert [each.code for each in document.warnings].count("hidden_content") == 1
    assert b'"hidden"' in msgspec.json.encode(document)
    document = docsieve.parse(data, filename=path.name, options=Options(hidden="exclude"))
    assert [each.code for each in document.warnings].count("hidden_excluded") == 1
    assert b'"hidden"' not in msgspec.json.encode(document)
    for output in ("text", "markdown", "json", "html"):
        docsieve.render(document, output)


def test_the_page_can_choose() -> None:
    data = (CORPUS / "docx/tracked_changes.docx").read_bytes()

    def ask(**options: str) -> dict[str, str]:
        request: dict[str, object] = {"type": "parse", "v": PROTOCOL_VERSION, "id": 1, "options": options}
        request["outputs"] = ["text", "json"]
        answer: dict[str, str] = msgspec.json.decode(handle(msgspec.json.encode(request).decode(), data))
        assert answer["type"] == "result"
        return answer

    usual, shown, gone = ask(), ask(hidden="include"), ask(hidden="exclude")
    assert "[hidden:" in shown["text"]
    assert "[hidden:" not in usual["text"]
    assert usual["json"] == shown["json"]
    assert '"hidden":"' not in gone["json"]
