"""Layers of a PDF: what is off is kept, marked as hidden."""

from __future__ import annotations

from pathlib import Path

import docsieve
import pytest
from docsieve import Paragraph, render
from docsieve.formats._pdf import glyphs, layout
from docsieve.formats._pdf.glyphs import MARKS, MARKS_AND_FORMS, NO_CONTENTS
from docsieve.formats._pdf.layers import contents_for_layers

from tests.corpus.pdf import make_layers
from tests.corpus.pdf.make_samples import Pdf, text

SAMPLE = Path(__file__).parents[2] / "corpus" / "pdf" / "layers.pdf"
SHOWN = [
    "The quay is drawn to scale.",
    "The plan shows three sheds.",
    "A membership of either.",
]
OFF = [
    "The draft shows a fourth.",
    "Within the plan there is more draft.",
    "A membership of the draft.",
    "A form of the draft.",
]


def told(data: bytes) -> dict[str, str]:
    """Return all text that is seen, and all that is on a layer, under the reason."""
    found: dict[str, str] = {}
    for block in docsieve.parse(data, filename="made.pdf").pages[0].blocks:
        assert isinstance(block, Paragraph)
        key = block.hidden or ""
        found[key] = found.get(key, "") + "".join(span.text for span in block.spans) + "\n"
    return found


def test_layer_samples_are_what_their_script_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    written: dict[str, bytes] = {}
    monkeypatch.setattr(Pdf, "write", lambda pdf, name: written.update({name: pdf.file()}))
    make_layers.layers()
    assert written == {"layers.pdf": SAMPLE.read_bytes()}


def test_text_on_layers_that_are_off_is_hidden() -> None:
    found = told(SAMPLE.read_bytes())
    assert set(found) == {"", "layer"}
    for words in SHOWN:
        assert words in found[""]
        assert words not in found["layer"]
    for words in OFF:
        assert words in found["layer"]
        assert words not in found[""]
    # The form that is shown is painted again under a mark that is off.
    assert found[""].count("A form on the plan.") == 1
    assert found["layer"].count("A form on the plan.") == 1


def test_hidden_layers_are_left_out_of_the_text_unless_wanted() -> None:
    document = docsieve.parse(SAMPLE.read_bytes(), filename="layers.pdf")
    assert "fourth" not in render(document, "text")
    assert "fourth" in render(document, "text", hidden="include")


def test_it_is_the_same_without_the_extension(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = docsieve.parse(SAMPLE.read_bytes(), filename="layers.pdf")
    monkeypatch.setattr(glyphs, "native", lambda: None)
    monkeypatch.setattr(layout, "native", lambda: None)
    assert docsieve.parse(SAMPLE.read_bytes(), filename="layers.pdf") == compiled


def test_a_word_that_a_layer_ends_in_is_cut_there() -> None:
    pdf = Pdf()
    layer = pdf.add(b"<< /Type /OCG /Name (Answers) >>")
    pdf.catalog = b"/OCProperties << /OCGs [%d 0 R] /D << /OFF [%d 0 R] >> >>" % (layer, layer)
    pdf.page(
        "BT /F1 10 Tf 50 500 Td (The answer: ) Tj /OC /L BDC (forty-two) Tj EMC ( is given.) Tj ET",
        resources=b"/Properties << /L %d 0 R >>" % layer,
    )
    found = told(pdf.file())
    assert "forty" not in found[""]
    assert "The answer:" in found[""]
    assert found["layer"].strip() == "forty-two"


def test_of_a_form_only_what_is_cut_off_is_hidden_where_all_layers_are_on() -> None:
    pdf = Pdf()
    layer = pdf.add(b"<< /Type /OCG /Name (On) >>")
    pdf.catalog = b"/OCProperties << /OCGs [%d 0 R] /D << >> >>" % layer
    words = text(10, 300, 10, "Cut off.") + text(10, 10, 10, "Within the frame.")
    form = pdf.stream(
        words.encode(),
        b" /Type /XObject /Subtype /Form /BBox [0 0 200 100] /Resources << %s >> /OC %d 0 R"
        % (pdf.resources, layer),
    )
    pdf.page("q 1 0 0 1 50 200 cm /F Do Q\n", resources=b"/XObject << /F %d 0 R >>" % form)
    found = told(pdf.file())
    assert found[""].strip() == "Within the frame."
    assert found["layer"].strip() == "Cut off."


def test_what_is_not_seen_for_another_reason_is_not_said_to_be_on_a_layer() -> None:
    pdf = Pdf()
    layer = pdf.add(b"<< /Type /OCG /Name (On) >>")
    pdf.catalog = b"/OCProperties << /OCGs [%d 0 R] /D << >> >>" % layer
    lines = text(50, 500, 10, "Painted.") + "3 Tr\n" + text(50, 480, 10, "Not painted.") + "0 Tr\n"
    far = text(900, 460, 10, "Far away.")
    pdf.page(f"/OC /L BDC\n{lines}{far}EMC\n", resources=b"/Properties << /L %d 0 R >>" % layer)
    found = told(pdf.file())
    assert found[""].strip() == "Painted."
    assert set(found) == {"", "invisible", "off_page"}


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"%PDF-1.4 /Type /Catalog", NO_CONTENTS),
        (b"%PDF-1.5 /Type /ObjStm", MARKS),
        (b"%PDF-1.5 /OCProperties 4 0 R", MARKS),
        (b"%PDF-1.5 /OCProperties 4 0 R /Subtype /Form /OC 7 0 R", MARKS_AND_FORMS),
        (b"%PDF-1.5 /OCProperties 4 0 R /Subtype /Form /O#43 7 0 R", MARKS_AND_FORMS),
        (b"%PDF-1.5 /OCPropert#69es 4 0 R", MARKS),
        (b"%PDF-1.5 /Type /#4fbj#53tm", MARKS),
        (b"%PDF-1.5 /A#20B /Type /Catalog", NO_CONTENTS),
    ],
)
def test_files_without_layers_are_not_searched_for_them(data: bytes, wanted: int) -> None:
    assert contents_for_layers(data) == wanted
