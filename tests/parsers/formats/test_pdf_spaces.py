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


#: Letters half an em apart, by tracking; by painted spaces; the letters of a form and of a table.
TRACKED = "6 Tc (APPLICATION NOTES) Tj 0 Tc"
TYPED = "(K O S T E N R E C H N U N G) Tj"
TYPED_WORDS = "(O R D E R   O F   T H E   C O U R T) Tj"
NO_WORDS = "(M M D D Y Y Y Y) Tj"
ROW = "[(H)-900(X)-900(X)-900(L)-900(H)-900(L)-900(X)] TJ"


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (TRACKED, "APPLICATION NOTES"),
        (TYPED, "KOSTENRECHNUNG"),
        (TYPED_WORDS, "ORDER OF THE COURT"),
        (NO_WORDS, "M M D D Y Y Y Y"),
        (ROW, "H X X L H L X"),
    ],
)
def test_letters_far_apart_are_a_word_where_they_read_like_one(shown: str, text: str) -> None:
    pdf = Pdf()
    pdf.page(f"BT /F1 12 Tf 40 540 Td {shown} ET\n")
    assert text_of(pdf.file()) == text


#: Text aslant along each axis.
SLANTED = ("1 0 0.35 1 40 540", "0 1 -1 0.35 340 40", "-1 0 -0.35 -1 340 540", "0 -1 1 -0.35 40 540")


@pytest.mark.parametrize("matrix", SLANTED)
def test_words_stay_apart_that_their_matrix_slants(matrix: str) -> None:
    pdf = Pdf()
    pdf.page(f"BT /F1 12 Tf {matrix} Tm [(slanted)-300(words)-300(of)-300(a)-300(line)] TJ ET\n")
    assert text_of(pdf.file()) == "slanted words of a line"


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


def in_squares(content: str, *, first: int = 97, wide: str = "") -> bytes:
    """A page in a font of squares, whose letters are those from `first` on; some have boxes of six em."""
    pdf = Pdf()
    square = pdf.stream(b"500 0 0 0 500 700 d1 0 0 500 700 re f")
    long = pdf.stream(b"500 0 0 0 6500 700 d1 0 0 500 700 re f")
    procs = b" ".join(
        b"/%c %d 0 R" % (code, long if chr(code) in wide else square) for code in range(97, 123)
    )
    names = b" ".join(b"/%c" % code for code in range(97, 123))
    characters = pdf.stream(
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange"
        b" 1 beginbfrange <61> <7a> <%04x> endbfrange endcmap end" % first
    )
    font = pdf.add(
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 700] /FontMatrix [0.001 0 0 0.001 0 0]"
        b" /FirstChar 97 /LastChar 122 /Widths [%s] /Encoding << /Differences [97 %s] >>"
        b" /CharProcs << %s >> /Resources << >> /ToUnicode %d 0 R >>"
        % (b" 500" * 26, names, procs, characters)
    )
    pdf.resources = pdf.resources[:-2] + b"/F9 %d 0 R >>" % font
    pdf.page(f"BT /F9 12 Tf {content} ET\n")
    return pdf.file()


FALSE_BOX = in_squares("40 540 Td [(the)-300(latest)-300(news)-300(now)-300(so)-300(you)] TJ", wide="w")
#: Words of Hebrew in different colours, a sixth of an em apart.
HEBREW = in_squares("100 540 Td (cba) Tj 1 0 0 rg -19.8 0 Td (fed) Tj 0 g -8.2 0 Td (g) Tj", first=0x5D0)


def test_a_box_of_many_em_does_not_tear_its_line() -> None:
    assert text_of(FALSE_BOX) == "the latest news now so you"


def test_words_that_run_leftwards_are_a_sixth_of_an_em_apart() -> None:
    assert text_of(HEBREW) == "\u05d0\u05d1\u05d2 \u05d3\u05d4\u05d5 \u05d6"


def test_python_alone_closes_the_same_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = Pdf()
    shown = enumerate([TRACKED, TYPED, TYPED_WORDS, NO_WORDS, ROW])
    pdf.page(
        "".join(f"BT /F1 12 Tf 40 {540 - 25 * i} Td {text} ET\n" for i, text in shown)
        + "".join(f"BT /F1 12 Tf {matrix} Tm [(slanted)-300(words)] TJ ET\n" for matrix in SLANTED)
    )
    for data in (pdf.file(), FALSE_BOX, HEBREW):
        assert lines_of(data, ocr_layer=False, monkeypatch=monkeypatch)
        for native, twin in both(data):
            assert native == twin


#: Gaps that no space was written for: none at marks and brackets, but for French and before page numbers.
NARROW_GAPS = {
    "[(the word)-200(, and)-300(more)]": "the word, and more",
    "[(\\223the word)-180(\\224 and)-300(more)]": "\u201cthe word\u201d and more",
    "[(see)-300(\\()-200(there)-200(\\))-300(or)-300(here)]": "see (there) or here",
    "[(a list)-300([)-200(of two)-200(])-300(here)]": "a list [of two] here",
    "[(the tag)-200(,chardata)-300(of it)]": "the tag ,chardata of it",
    "[(it is)-200(.net)-300(that)-300(he)-300(names)]": "it is .net that he names",
    "[(lists)-200(. . .)-300(of)-300(more)]": "lists . . . of more",
    "[(a)-300(word)-300(, apart)]": "a word , apart",
    "[(la question)-125(? Une r)] TJ [(eponse)-125(: oui)]": "la question ? Une reponse : oui",
    "[(The first part .........)-120(7)]": "The first part ......... 7",
    "[(E X P O N E:)]": "EXPONE:",
}


@pytest.mark.parametrize(("shown", "text"), NARROW_GAPS.items())
def test_marks_close_up_to_words_where_no_space_was_written(shown: str, text: str) -> None:
    assert text_of(made(shown)) == text


def test_python_alone_closes_up_the_same_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    data = made(*NARROW_GAPS, "[(it came f)-40(rom a)-140(sea of)-60(waves)]")
    assert lines_of(data, ocr_layer=False, monkeypatch=monkeypatch)
    for native, twin in both(data):
        assert native == twin


def test_an_f_that_begins_a_word_keeps_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = Pdf()
    pdf.page("BT /F3 12 Tf 40 540 Td (it came f) Tj ET BT /F3 12 Tf 87.55 540 Td (rom us) Tj ET\n")
    assert text_of(pdf.file()) == "it came from us"
    assert lines_of(pdf.file(), ocr_layer=False, monkeypatch=monkeypatch)
    for native, twin in both(pdf.file()):
        assert native == twin
