"""Text painted with a gradient, which pdfium calls white, beside text that is white."""

from __future__ import annotations

import docsieve
import pytest
from docsieve.formats._pdf import patterned

from tests.corpus.pdf.make_samples import Pdf

GRADIENT = (
    b"<< /PatternType 2 /Shading << /ShadingType 2 /ColorSpace /DeviceRGB /Coords [40 0 200 0]"
    b" /Extend [true true]"
    b" /Function << /FunctionType 2 /Domain [0 1] /C0 %s /C1 %s /N 1 >> >> >>"
)
BLUE, RED, WHITE = b"[0 0 1]", b"[0.5 0 0]", b"[1 1 1]"
PAINTED = "BT /Pattern cs /P0 scn /F1 20 Tf 40 %d Td (%s) Tj ET\n"
HIDDEN = "BT 1 g /F1 20 Tf 40 %d Td (%s) Tj ET\n"
SEEN = "BT 0 g /F1 20 Tf 40 %d Td (%s) Tj ET\n"


def hidden_in(
    content: str, start: bytes = BLUE, end: bytes = RED, pages: int = 1
) -> list[tuple[str, str | None]]:
    """Return the paragraphs of the file's last page, and why they are not seen."""
    pdf = Pdf()
    pattern = pdf.add(GRADIENT % (start, end))
    for _ in range(pages):
        pdf.page(content, resources=b"/Pattern << /P0 %d 0 R >>" % pattern)
    document = docsieve.parse(pdf.file(), filename="made.pdf")
    return [
        ("".join(span.text for span in block.spans), block.hidden)
        for block in document.pages[-1].blocks
        if isinstance(block, docsieve.Paragraph | docsieve.Heading)
    ]


def test_text_in_a_gradient_is_seen_and_white_text_beside_it_is_not() -> None:
    content = PAINTED % (500, "Gradient") + HIDDEN % (400, "Unseen") + SEEN % (300, "Black")
    assert hidden_in(content) == [("Gradient", None), ("Unseen", "same_colour"), ("Black", None)]


def test_a_gradient_of_nothing_but_white_is_not_seen() -> None:
    assert hidden_in(PAINTED % (500, "Gradient"), WHITE, WHITE) == [("Gradient", "same_colour")]


def test_white_text_over_a_little_of_other_text_is_not_seen() -> None:
    content = SEEN % (500, ".") + HIDDEN % (500, "Unseen words")
    assert ("Unseen words", "same_colour") in hidden_in(content)


def test_only_so_many_pages_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterned, "_MAX_PAGES", 2)
    content = PAINTED % (500, "Gradient")
    assert hidden_in(content, pages=2) == [("Gradient", None)]
    assert hidden_in(content, pages=3) == [("Gradient", "same_colour")]


def test_nothing_is_drawn_for_a_file_without_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    def draw_patch(*_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(patterned, "draw_patch", draw_patch)
    pdf = Pdf()
    pdf.page(HIDDEN % (500, "Unseen") + SEEN % (300, "Black"))
    assert docsieve.render(docsieve.parse(pdf.file(), filename="made.pdf"), "text").split() == ["Black"]
