"""Pictures among the text of a PDF page: offered where they may hold text, read where they stand."""

from __future__ import annotations

import docsieve
import pytest
from docsieve import Image, render
from docsieve.recognition import OpenedFile, RecognisedPage, Word

from tests.corpus.pdf.make_samples import Pdf

_SIZE = b" /Type /XObject /Subtype /Image /Width 2 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"


def pdf_with(width: int, height: int, *, more: str = "") -> bytes:
    """A page of text above and below a picture, black at its left and white at its right."""
    pdf = Pdf()
    picture = pdf.stream(b"\x00\xff", _SIZE)
    text = " ".join(
        f"BT /F1 11 Tf 50 {y} Td (A line of the letter of last week, number {y}.) Tj ET"
        for y in (560, 546, 532, 100, 86)
    )
    shown = f"q {width} 0 0 {height} 60 250 cm /A Do Q"
    pdf.page(f"{text} {shown} {more}", resources=f"/XObject << /A {picture} 0 R >>".encode())
    return pdf.file()


def codes(data: bytes) -> list[str]:
    return [warning.code for warning in docsieve.parse(data).warnings]


def test_a_picture_is_offered_drawn_and_read_where_it_stands() -> None:
    data = pdf_with(300, 200)
    assert codes(data) == ["needs_ocr_inside"]
    opened = OpenedFile.open(data)
    [target] = opened.targets
    assert target.media_type is None
    drawn = opened.draw(1)
    assert drawn.width == pytest.approx(1250, abs=2)
    assert drawn.height == pytest.approx(833, abs=2)
    row = drawn.pixels[400 * drawn.width : 401 * drawn.width]
    assert (row[100], row[1100]) == (0, 255)
    words = [Word(100, 80, 400, 120, 93.0, "Figure"), Word(420, 80, 700, 120, 93.0, "text")]
    page = RecognisedPage(number=1, width=drawn.width, height=drawn.height, paragraphs=[[words]])
    document = opened.add([page])
    text = render(document, "text")
    assert text.index("number 532") < text.index("Figure text") < text.index("number 100")
    [block] = [block for block in document.pages[0].blocks if block.source == "ocr"]
    assert block.where.bbox is not None
    assert block.where.bbox.x0 == pytest.approx(60 + 100 * 0.24, abs=0.5)
    assert [warning.code for warning in document.warnings] == ["recognised"]
    assert not any(block.needs_ocr for block in document.pages[0].blocks if isinstance(block, Image))


@pytest.mark.parametrize(
    "data",
    [
        pdf_with(150, 100),
        pdf_with(350, 36),
        pdf_with(300, 200, more="BT /F1 11 Tf 100 350 Td (Its text is text.) Tj ET"),
    ],
    ids=["small", "a banner", "with text on it"],
)
def test_pictures_that_can_hold_no_text_of_their_own_are_not_offered(data: bytes) -> None:
    assert codes(data) == []
    assert OpenedFile.open(data).targets == []


def test_on_a_page_that_is_to_be_recognised_the_page_is_offered_alone() -> None:
    pdf = Pdf()
    picture = pdf.stream(b"\x00\xff", _SIZE)
    pdf.page("q 350 0 0 500 30 50 cm /A Do Q", resources=f"/XObject << /A {picture} 0 R >>".encode())
    data = pdf.file()
    assert codes(data) == ["needs_ocr"]
    assert len(OpenedFile.open(data).targets) == 1
