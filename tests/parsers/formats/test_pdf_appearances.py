"""Text that only the appearance of an annotation shows: stamps, typed text, buttons, signatures."""

from __future__ import annotations

import docsieve
import pytest
from docsieve import Block, FormField, Note, Paragraph
from docsieve.formats._pdf.pdfium import Handle, raw

from tests.corpus.pdf.make_samples import Pdf, lines, text


def page_with(*annotations: tuple[str, str], contents: str = "", form: bool = True) -> list[Block]:
    """The blocks of a page of two lines with annotations, each its entries and the words of its face."""
    pdf = Pdf()
    numbers = []
    for entries, words in annotations:
        face = pdf.stream(
            text(2, 5, 9, words).encode(),
            b" /Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << %s >>" % pdf.resources,
        )
        appearance = f"/AP << /N {face} 0 R >>" if words else ""
        numbers.append(pdf.add(f"<< /Type /Annot {entries} {appearance} >>".encode()))
    listed = " ".join(f"{number} 0 R" for number in numbers)
    both = text(50, 540, 10, "Above it") + text(50, 300, 10, "Below it") + contents
    pdf.page(both, f"/Annots [{listed}]")
    if form:
        pdf.catalog = f"/AcroForm << /Fields [{listed}] >>".encode()
    return docsieve.parse(pdf.file()).pages[0].blocks


def said(blocks: list[Block]) -> list[str]:
    return [each.spans[0].text for each in blocks if isinstance(each, Paragraph)]


PLACE = "/Rect [50 400 250 420]"


@pytest.mark.parametrize("kind", ["Stamp", "FreeText", "Watermark"])
def test_words_of_a_stamp_stand_where_it_is(kind: str) -> None:
    blocks = page_with((f"/Subtype /{kind} {PLACE}", "Approved by the pilot"))
    assert said(blocks) == ["Above it", "Approved by the pilot", "Below it"]
    assert isinstance(blocks[1], Paragraph)
    assert (blocks[1].role, blocks[1].hidden) == ("text_box", None)
    assert blocks[1].where.bbox is not None


def test_words_declared_for_those_of_a_stamp_do_not_take_their_place() -> None:
    pdf = Pdf()
    painted = f"/Span << /ActualText (All is well) >> BDC {text(2, 5, 9, 'Not approved')} EMC"
    face = pdf.stream(
        painted.encode(),
        b" /Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << %s >>" % pdf.resources,
    )
    stamp = pdf.add(f"<< /Type /Annot /Subtype /Stamp {PLACE} /AP << /N {face} 0 R >> >>".encode())
    pdf.page(text(50, 540, 10, "Above it"), f"/Annots [{stamp} 0 R]")
    assert said(docsieve.parse(pdf.file()).pages[0].blocks) == ["Above it", "Not approved"]


def test_a_stamp_with_a_comment_has_both() -> None:
    blocks = page_with((f"/Subtype /Stamp {PLACE} /Contents (Seen on Monday)", "Approved"))
    assert said(blocks) == ["Above it", "Approved", "Below it"]
    [note] = [each for each in blocks if isinstance(each, Note)]
    assert said(note.blocks) == ["Seen on Monday"]


def test_a_stamp_whose_comment_is_its_words_says_them_once() -> None:
    blocks = page_with((f"/Subtype /Stamp {PLACE} /Contents (It is approved by  all)", "approved by all"))
    assert said(blocks) == ["Above it", "Below it"]


def test_typed_text_is_not_said_twice() -> None:
    blocks = page_with((f"/Subtype /FreeText {PLACE} /Contents (Typed) /DA (/F1 9 Tf)", "Typed"))
    assert said(blocks) == ["Above it", "Typed", "Below it"]


def test_words_that_the_page_has_at_that_place_are_not_said_twice() -> None:
    painted = text(52, 405, 9, "Painted already")
    blocks = page_with((f"/Subtype /Stamp {PLACE}", "Painted already"), contents=painted)
    assert sorted(said(blocks)) == ["Above it", "Below it", "Painted already"]


def test_a_hidden_stamp_shows_nothing() -> None:
    assert said(page_with((f"/Subtype /Stamp /F 2 {PLACE}", "Approved"))) == ["Above it", "Below it"]


@pytest.mark.parametrize(
    ("entries", "field"),
    [
        ("/FT /Tx /T (Sum)", ("Sum", "12 crowns", None)),
        ("/FT /Tx /T (Sum) /V (13)", ("Sum", "13", None)),
        ("/FT /Sig /T (Signed)", ("Signed", "12 crowns", None)),
        ("/FT /Btn /Ff 65536 /T (B1)", ("B1", "", "12 crowns")),
        ("/FT /Btn /Ff 65536 /T (B1) /TU (Pay)", ("B1", "12 crowns", "Pay")),
        ("/FT /Btn /Ff 65536 /T (B1) /TU (12 crowns)", ("B1", "", "12 crowns")),
    ],
)
def test_a_field_without_a_value_has_what_it_shows(entries: str, field: tuple[str, str, str | None]) -> None:
    blocks = page_with((f"/Subtype /Widget {PLACE} {entries}", "12 crowns"))
    [found] = [each for each in blocks if isinstance(each, FormField)]
    assert (found.name, found.value, found.label) == field
    assert blocks.index(found) == 1


def test_a_button_that_shows_nothing_is_no_field() -> None:
    blocks = page_with((f"/Subtype /Widget {PLACE} /FT /Btn /Ff 65536 /T (B1)", ""))
    assert said(blocks) == ["Above it", "Below it"]
    assert len(blocks) == 2


def test_a_field_of_a_page_without_a_form_has_what_it_shows() -> None:
    blocks = page_with((f"/Subtype /Widget {PLACE} /T (Sum)", "12 crowns"), form=False)
    [found] = [each for each in blocks if isinstance(each, FormField)]
    assert (found.name, found.value) == ("Sum", "12 crowns")


def test_lines_of_a_face_stay_lines() -> None:
    pdf = Pdf()
    face = pdf.stream(
        lines(2, 40, 9, "Signed by Olga", "on the first of May").encode(),
        b" /Type /XObject /Subtype /Form /BBox [0 0 200 60] /Resources << %s >>" % pdf.resources,
    )
    number = pdf.add(
        f"<< /Type /Annot /Subtype /Stamp /Rect [50 400 250 460] /AP << /N {face} 0 R >> >>".encode()
    )
    pdf.page("", f"/Annots [{number} 0 R]")
    blocks = docsieve.parse(pdf.file()).pages[0].blocks
    assert said(blocks) == ["Signed by Olga\non the first of May"]


def test_words_in_a_form_of_a_face_are_read() -> None:
    pdf = Pdf()
    inner = pdf.stream(
        text(2, 5, 9, "Approved").encode(),
        b" /Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << %s >>" % pdf.resources,
    )
    assert said(stamped(pdf, b"/X Do", b"/XObject << /X %d 0 R >>" % inner)) == ["Approved"]


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[Handle]:
    """The pages on which faces are painted."""
    pages: list[Handle] = []
    flatten = raw().FPDFPage_Flatten

    def paint(page: Handle, use: int) -> int:
        pages.append(page)
        return int(flatten(page, use))

    monkeypatch.setattr(raw(), "FPDFPage_Flatten", paint)
    return pages


def test_a_face_without_words_is_not_painted(painted: list[Handle]) -> None:
    assert stamped(Pdf(), b"/Tx BMC q 0 0 200 20 re f Q EMC", b"") == []
    assert stamped(Pdf(), b"/Tx BMC BT /F1 9 Tf () Tj <>Tj ET EMC", b"") == []
    assert painted == []
    pdf = Pdf()
    assert said(stamped(pdf, text(2, 5, 9, "Approved").encode(), pdf.resources)) == ["Approved"]
    assert len(painted) == 1


def buttons(*pages: tuple[str, str]) -> list[str | None]:
    """What a button on each of some pages is called, by its words and the width of its place."""
    pdf = Pdf()
    for words, width in pages:
        entries = b" /Type /XObject /Subtype /Form /BBox [0 0 %b 20] /Resources << %b >>"
        face = pdf.stream(text(2, 5, 9, words).encode(), entries % (width.encode(), pdf.resources))
        place = f"/Rect [50 400 {50 + int(width)} 420]"
        button = (
            f"<< /Type /Annot /Subtype /Widget {place} /FT /Btn /Ff 65536 /T (B) /AP << /N {face} 0 R >> >>"
        )
        pdf.page("", f"/Annots [{pdf.add(button.encode())} 0 R]")
    return [
        block.label or block.value
        for page in docsieve.parse(pdf.file()).pages
        for block in page.blocks
        if isinstance(block, FormField)
    ]


def test_a_button_on_every_page_is_painted_once(painted: list[Handle]) -> None:
    assert buttons(*[("Clear all", "80")] * 5) == ["Clear all"] * 5
    assert len(painted) == 1


def test_buttons_that_differ_are_painted_each(painted: list[Handle]) -> None:
    assert buttons(("Clear", "80"), ("Send", "80"), ("Clear", "90")) == ["Clear", "Send", "Clear"]
    assert len(painted) == 3


def test_a_page_that_does_not_move_its_paper_back_does_not_move_stamps() -> None:
    blocks = page_with((f"/Subtype /Stamp {PLACE}", "Approved"), contents="\nq .5 0 0 .5 200 90 cm q\n")
    assert said(blocks) == ["Above it", "Approved", "Below it"]


def stamped(pdf: Pdf, face: bytes, resources: bytes) -> list[Block]:
    """The blocks of an empty page with one stamp."""
    entries = b" /Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << %b >>" % resources
    number = pdf.stream(face, entries)
    stamp = pdf.add(f"<< /Type /Annot /Subtype /Stamp {PLACE} /AP << /N {number} 0 R >> >>".encode())
    pdf.page("", f"/Annots [{stamp} 0 R]")
    return docsieve.parse(pdf.file()).pages[0].blocks
