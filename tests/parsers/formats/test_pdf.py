"""PDF as a whole: the samples of tests/corpus/pdf, read through the public API."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import docsieve
import pytest
from docsieve import FormField, Heading, LimitExceededError, Limits, ListItem, Note, Options, Paragraph

from tests.corpus.pdf.make_samples import Pdf, text

CORPUS = Path(__file__).parents[2] / "corpus" / "pdf"


def read(name: str, **options: Any) -> docsieve.Document:
    return docsieve.parse((CORPUS / name).read_bytes(), filename=name, options=Options(**options))


def texts(document: docsieve.Document, page: int = 1) -> list[str]:
    blocks = document.pages[page - 1].blocks
    return ["".join(s.text for s in b.spans) for b in blocks if isinstance(b, Paragraph)]


def test_samples_are_what_their_script_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = importlib.util.spec_from_file_location("make_pdf_samples", CORPUS / "make_samples.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "HERE", tmp_path)
    module.article()
    module.annotated()
    for written in tmp_path.iterdir():
        assert written.read_bytes() == (CORPUS / written.name).read_bytes()


def test_paragraphs_join_lines_and_hyphens() -> None:
    first = texts(read("article.pdf"))[1]
    assert "Measurements that fell outside of the usual range were" in first
    assert first.endswith("the same day.")


def test_columns_headings_and_lists_in_order() -> None:
    blocks = read("article.pdf").pages[0].blocks
    assert [(b.level, b.spans[0].text) for b in blocks if isinstance(b, Heading)] == [
        (1, "Tides and Traffic"),
        (2, "1. What was measured in part 1"),
    ]
    assert [b.marker for b in blocks if isinstance(b, ListItem)] == ["•"] * 3
    order = [b.spans[0].text[:9] for b in blocks if isinstance(b, Paragraph | ListItem) and b.role == "body"]
    assert order == ["The gauge", "Ships wer", "coasters ", "fishing b", "tugs with", "The right"]


def test_running_text_has_its_role() -> None:
    for page in read("article.pdf").pages:
        roles = [b.role for b in page.blocks if b.role != "body"]
        assert roles == ["header", "page_number"]


def test_metadata_outline_and_pages() -> None:
    document = read("article.pdf", pages=[(2, 3), (9, 9)])
    assert document.metadata.title == "Tides and Traffic"
    assert document.metadata.created == "2024-02-29T12:34:56+01:00"
    assert document.metadata.keywords == ["tide", "traffic"]
    assert [(entry.title, entry.page) for entry in document.outline] == [
        ("1. What was measured in part 1", 1),
        ("Second part", 2),
    ]
    assert [page.number for page in document.pages] == [2, 3]


def test_spaces_are_where_a_reader_sees_them() -> None:
    found = "\n".join(texts(read("spacing.pdf")))
    for wanted in (
        "Words set without a space character",
        "Words hardly apart | yet two",
        "Spaced a bit of 84-2",
        "SPACED OUT",
        "kerned tight",
        "plain, bold and slanted.",
        "The space is elsewhere",
        "Seen as self-made",
        "Sun whole and shadow",
        "Read from the bottom up",
    ):
        assert wanted in found
    assert found.count("Printed twice") == found.count("whole") == 1


def test_an_entry_of_a_table_of_contents_ends_with_its_page() -> None:
    found = texts(read("spacing.pdf"))
    assert "1.2.1 Begin here............ 7" in found
    assert "1.2.2 Go on from here....... 12" in found


def test_raised_and_lowered_text() -> None:
    spans = [s for b in read("spacing.pdf").pages[0].blocks if isinstance(b, Paragraph) for s in b.spans]
    assert [s.text for s in spans if s.superscript] == ["1"]
    assert [s.text for s in spans if s.subscript] == ["2"]


def test_a_mark_from_a_slanted_font_is_not_emphasised() -> None:
    spans = [s for b in read("spacing.pdf").pages[0].blocks if isinstance(b, Paragraph) for s in b.spans]
    assert [s.italic for s in spans if s.text == "9.6 times as many"] == [False]
    assert [s.text for s in spans if s.italic] == [" and slanted."]


def test_unseen_text_is_flagged() -> None:
    hidden = {b.spans[0].text: b.hidden for b in read("spacing.pdf").pages[0].blocks if b.hidden}  # type: ignore[union-attr]
    assert hidden == {"cannot be seen": "invisible", "beyond the edge": "off_page"}


def test_boxes_are_as_the_reader_sees_the_page() -> None:
    pages = read("spacing.pdf").pages
    assert (pages[1].width, pages[1].height) == (595.0, 420.0)
    assert (pages[2].width, pages[2].height) == (300.0, 300.0)
    turned = pages[1].blocks[0].where.bbox
    cropped = pages[2].blocks[0].where.bbox
    assert turned is not None
    assert cropped is not None
    assert turned.width < turned.height  # its text now runs down the page
    assert 535 <= turned.x0 <= 545
    assert cropped.x0 == pytest.approx(40, abs=0.2)
    assert 40 < cropped.top < 60 < cropped.bottom < 70


def test_form_comments_links_and_labels() -> None:
    document = read("annotated.pdf")
    blocks = document.pages[0].blocks
    fields = {b.name: (b.kind, b.value, b.checked) for b in blocks if isinstance(b, FormField)}
    assert fields["name"] == ("text", "Ada Lovelace", None)
    assert fields["city"] == ("choice", "Bonn", None)
    assert fields["agreed"][0] == "checkbox"
    assert fields["agreed"][2] is True
    notes = [b for b in blocks if isinstance(b, Note)]
    assert [(n.author, n.reply_to) for n in notes[:2]] == [("Ada", None), ("Grace", notes[0].id)]
    assert notes[0].date == "2024-01-02T03:04:05Z"
    links = {s.text: s.link for b in blocks if isinstance(b, Paragraph) for s in b.spans if s.link}
    assert links == {"Our web site": "https://example.org/a?b=c"}
    assert [page.label for page in document.pages] == ["i", "7"]


def test_attached_documents_are_read_within_the_depth() -> None:
    document = read("annotated.pdf")
    children = {a.name: a.document for a in document.attachments}
    note = children["list.txt"]
    assert note is not None
    assert texts(note) == ["apples\npears"]
    child = children["one_line.pdf"]
    assert child is not None
    assert texts(child) == ["Inside of the other file"]
    shallow = read("annotated.pdf", limits=Limits(max_children_depth=0))
    assert all(a.document is None for a in shallow.attachments)
    assert "child_too_deep" in {w.code for w in shallow.warnings}


def test_a_broken_page_loses_no_other() -> None:
    document = read("broken_page.pdf")
    assert texts(document, page=1) == ["The first page is whole"]
    assert texts(document, page=3) == ["The third page is whole too"]
    assert [(w.code, w.where and w.where.page) for w in document.warnings] == [("page_unreadable", 2)]


def test_a_lost_end_is_mended() -> None:
    document = read("no_xref.pdf")
    assert texts(document, page=3) == ["The third page is whole too"]
    assert document.warnings[0].code == "repaired"


@pytest.mark.parametrize("cut", [0.3, 0.5, 0.8, 0.97])
def test_cut_files_give_what_is_left(cut: float) -> None:
    data = (CORPUS / "article.pdf").read_bytes()
    document = docsieve.parse(data[: int(len(data) * cut)], filename="cut.pdf")
    assert "repaired" in {w.code for w in document.warnings}
    assert texts(document)[1].startswith("The gauge at the mole")


def test_scans_are_never_silently_empty() -> None:
    document = read("scan.pdf")
    first, second = document.pages
    assert first.text_quality is not None
    assert first.text_quality.needs_ocr
    assert first.text_quality.reasons == ["no_text_layer", "mostly_image"]
    assert [w.code for w in document.warnings] == ["needs_ocr"]
    assert texts(document, page=2) == ["Recognised text under the picture"]
    assert second.blocks[0].hidden is None


def test_a_compression_bomb_is_stopped() -> None:
    with pytest.raises(LimitExceededError):
        read("bomb.pdf")


def test_progress_counts_pages() -> None:
    seen: list[tuple[int, int | None]] = []
    docsieve.parse((CORPUS / "article.pdf").read_bytes(), on_progress=lambda *done: seen.append(done))
    assert seen == [(done, 5) for done in range(1, 6)]


@pytest.mark.parametrize(
    ("collection", "codes"), [("/Collection << /View /D >>", ["pdf_portfolio"]), ("", [])]
)
def test_a_portfolio_is_named_as_such(collection: str, codes: list[str]) -> None:
    pdf = Pdf()
    content = pdf.stream(b"A letter.", b" /Type /EmbeddedFile")
    named = pdf.add(b"<< /Type /Filespec /F (letter.txt) /UF (letter.txt) /EF << /F %d 0 R >> >>" % content)
    names = f"/Names << /EmbeddedFiles << /Names [(letter.txt) {named} 0 R] >> >>"
    pdf.catalog = f"{collection} {names}".encode()
    pdf.page(text(50, 500, 10, "Open this with another program."))
    document = docsieve.parse(pdf.file(), filename="made.pdf")
    assert [warning.code for warning in document.warnings] == codes
    assert [attachment.name for attachment in document.attachments] == ["letter.txt"]
    assert document.attachments[0].document is not None
