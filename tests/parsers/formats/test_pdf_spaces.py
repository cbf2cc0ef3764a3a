"""Spaces within and between the words of a PDF: what is seen decides, not what pdfium or the file says."""

from __future__ import annotations

import docsieve
import pytest

from tests.corpus.pdf.make_samples import Pdf
from tests.parsers.formats.test_pdf_glyphs import both, lines_of


def made(*shown: str, font: str = "F1") -> bytes:
    pdf = Pdf()
    pdf.page("".join(f"BT /{font} 12 Tf 40 {540 - 25 * i} Td {text} TJ ET\n" for i, text in enumerate(shown)))
    return pdf.file()


def text_of(data: bytes) -> str:
    return docsieve.render(docsieve.parse(data, filename="made.pdf"), "text").strip()


#: Letters spaced out, as layers of OCR fit words to their pictures; pdfium sees a gap before the last one.
SPACED = "[(A)] TJ 1.8 Tc [( lette)] TJ 0 Tc [(r from a maker, )] TJ 1.8 Tc [(ltd)] TJ 0 Tc [(, came)]"


def test_a_spaced_out_word_is_closed_to_its_last_letter() -> None:
    assert text_of(made(SPACED)) == "A letter from a maker, ltd, came"


def test_the_arm_of_an_f_leans_over_the_space_after_it() -> None:
    assert text_of(made("[(Journal of)-140(Soft Matter)]", font="F3")) == "Journal of Soft Matter"


def test_a_space_that_the_next_letter_is_painted_over_is_none() -> None:
    data = made("[(On the wav )260(es, howev )270(er, rode a small boat)]")
    assert text_of(data) == "On the waves, however, rode a small boat"


def test_python_alone_finds_the_same_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    data = made(
        SPACED,
        "[(The wav )260(es of)-140(a sea)]",
        "[(x)-120(=)-130(y)-130( z)-110(a)-120(b)]",
        font="F3",
    )
    assert lines_of(data, ocr_layer=False, monkeypatch=monkeypatch)
    for native, twin in both(data):
        assert native == twin
