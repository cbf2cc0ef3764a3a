"""What stands beside the text of a PDF: portfolios, comments and their answers, annotations on layers."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docsieve
import pypdf
import pytest
from docsieve import Document, FormField, Image, Note, Options, Paragraph, Policy
from docsieve.formats._pdf import annotation_layers, picture_layers
from docsieve.formats._pdf.pdfium import PdfPage
from docsieve.geometry import BBox

from tests.corpus.pdf import make_parts
from tests.corpus.pdf.make_samples import Pdf, text
from tests.parsers.formats.test_pdf_broken import packed

CORPUS = Path(__file__).parents[2] / "corpus" / "pdf"


def sample(name: str) -> bytes:
    return (CORPUS / name).read_bytes()


def codes(document: Document) -> list[str]:
    return [warning.code for warning in document.warnings]


def test_the_samples_are_what_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.corpus.pdf.make_samples.HERE", tmp_path)
    for make in make_parts.PARTS:
        make()
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {name: sample(name) for name in made}
    assert len(made) == len(make_parts.PARTS)


def encrypted(data: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt("open", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("made", [bytes, packed, encrypted])
def test_a_portfolio_has_its_files_with_folders_and_descriptions(made: object) -> None:
    assert callable(made)
    document = docsieve.parse(made(sample("portfolio.pdf")), options=Options(password="open"))
    assert "pdf_portfolio" in codes(document)
    assert [
        (each.name, each.description, each.where and each.where.part) for each in document.attachments
    ] == [
        ("spring.txt", "Of the first voyage", "Letters/spring.txt"),
        ("autumn.txt", None, "Letters/1890/autumn.txt"),
        ("crew.txt", "All who sailed", None),
    ]
    spring = document.attachments[0].document
    assert spring is not None
    assert docsieve.render(spring, "text") == "What spring.txt tells.\n"


def test_the_word_alone_makes_no_portfolio() -> None:
    data = sample("portfolio.pdf").replace(b"/Collection << /Type", b"/Collectiom << /Type")
    document = docsieve.parse(data)
    assert codes(document) == []
    assert [each.description for each in document.attachments] == [None, None, None]


def test_descriptions_of_files_are_redacted() -> None:
    data = sample("portfolio.pdf").replace(b"(All who sailed)", b"(To ann@ex.org  )")
    redacted, matches = docsieve.redact(docsieve.parse(data), Policy())
    assert redacted.attachments[2].description == "To [EMAIL-1]"
    assert [match.kind for match in matches] == ["email"]


@pytest.fixture(scope="module")
def harbour() -> Document:
    return docsieve.parse(sample("annotation_layers.pdf"))


def notes(document: Document) -> list[Note]:
    return [block for block in document.pages[0].blocks if isinstance(block, Note)]


def said(note: Note) -> str:
    (block,) = note.blocks
    assert isinstance(block, Paragraph)
    return block.spans[0].text


def test_comments_and_fields_on_layers_that_are_off_are_hidden(harbour: Document) -> None:
    hidden = {said(note): note.hidden for note in notes(harbour)}
    assert hidden["On a layer that is on"] is None
    assert hidden["On a layer that is off"] == "layer"
    assert hidden["Where both are on"] == "layer"
    assert hidden["Where the other is off"] is None
    fields = [block for block in harbour.pages[0].blocks if isinstance(block, FormField)]
    assert [(field.value, field.hidden) for field in fields] == [("Seven", "layer")]
    assert "On a layer that is off" not in docsieve.render(harbour, "text")


@pytest.mark.parametrize("made", [bytes, packed])
def test_pypdf_is_asked_only_where_some_layer_may_be_off(
    made: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bytes] = []
    monkeypatch.setattr(annotation_layers, "open_objects", lambda data, _: asked.append(data))
    data = sample("annotation_layers.pdf")
    docsieve.parse(made(data))
    assert len(asked) == 1
    # Of the same length: the places of the objects stay.
    all_on = data.replace(b"/D << /OFF [8 0 R]", b"/D << /ON  [8 0 R]").replace(b"/VE [", b"/Vx [")
    docsieve.parse(made(all_on))
    assert len(asked) == 1


def test_all_layers_may_be_off_but_some() -> None:
    data = sample("annotation_layers.pdf")
    off = data.replace(b"/D << /OFF [", b"/D << /BaseState /OFF /ON [")
    hidden = {said(note): note.hidden for note in notes(docsieve.parse(off))}
    assert hidden["On a layer that is on"] == "layer"
    assert hidden["On a layer that is off"] is None
    assert hidden["Where the other is off"] == "layer"


def test_answers_name_what_they_answer_and_who_gave_them_when(harbour: Document) -> None:
    by_text = {said(note): note for note in notes(harbour)}
    asked = by_text["Who was the pilot?"]
    assert (asked.author, asked.date, asked.reply_to) == ("Anna", "2024-01-02T03:04:05Z", None)
    first, second = by_text["Olga was."], by_text["It was not Olga."]
    assert (first.author, first.date, first.reply_to) == ("Berta", "2024-01-03", asked.id)
    assert (second.author, second.date, second.reply_to) == ("Clara", "2024-01-04", asked.id)


def test_an_answer_to_a_mark_without_words_stands_for_itself(harbour: Document) -> None:
    assert {said(note): note.reply_to for note in notes(harbour)}["About what is marked"] is None


def pictures(painted: str, default: str = "/OFF [{1} 0 R]", usage: str = "") -> list[str | None]:
    """Why each picture of a page is hidden; of /A and /B, the second names a layer that is off.

    /C is a form with /A in it, /D such a form on a layer that is off; /E is larger, on one that is on.
    """
    pdf = Pdf()
    on = pdf.add(b"<< /Type /OCG /Name (On) >>")
    off = pdf.add(f"<< /Type /OCG /Name (Off) {usage} >>".encode())
    entries = b" /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8"
    plain = pdf.stream(b"\xff\xff\xff", entries)
    layered = pdf.stream(b"\0\0\0", entries + b" /OC %d 0 R" % off)
    larger = pdf.stream(bytes(6), entries.replace(b"/Width 1", b"/Width 2") + b" /OC %d 0 R" % on)
    form = b" /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /A %d 0 R >> >>" % plain
    held = pdf.stream(b"/A Do", form)
    held_off = pdf.stream(b"/A Do", form + b" /OC %d 0 R" % off)
    objects = f"/A {plain} 0 R /B {layered} 0 R /C {held} 0 R /D {held_off} 0 R /E {larger} 0 R"
    names = f"/XObject << {objects} >> /Properties << /On {on} 0 R /Off {off} 0 R >>"
    pdf.page(text(50, 540, 10, "Pictures") + painted, resources=names.encode())
    catalog = "/OCProperties << /OCGs [{0} 0 R {1} 0 R] /D << " + default + " >> >>"
    pdf.catalog = catalog.format(on, off).encode()
    blocks = docsieve.parse(pdf.file()).pages[0].blocks
    return [block.hidden for block in blocks if isinstance(block, Image)]


def placed(name: str, top: int, layer: str = "") -> str:
    painted = f"q 60 0 0 60 50 {top} cm /{name} Do Q\n"
    return f"/OC /{layer} BDC\n{painted}EMC\n" if layer else painted


def test_pictures_on_layers_that_are_off_are_hidden() -> None:
    assert pictures(placed("A", 400) + placed("B", 300)) == [None, "layer"]
    assert pictures(placed("A", 400, "On") + placed("A", 300, "Off")) == [None, "layer"]


def test_pictures_on_layers_that_are_only_for_paper_are_hidden() -> None:
    usage = "/Usage << /View << /ViewState /OFF >> >>"
    assert pictures(placed("A", 400) + placed("B", 300), "/OFF []", usage) == [None, "layer"]


@pytest.mark.parametrize(
    "default",
    [
        "/#4fFF [{1} 0 R]",
        "/OFF%\n[{1} 0 R]",
        "/BaseState /O#46F /ON [{0} 0 R]",
        "/BaseState(OFF)/ON[{0} 0 R]",
    ],
)
def test_pictures_on_layers_that_are_off_are_hidden_however_it_is_written(default: str) -> None:
    assert pictures(placed("A", 400) + placed("B", 300), default) == [None, "layer"]


def test_pictures_are_not_painted_where_all_layers_are_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_layers, "_is_painted", None)
    assert pictures(placed("A", 400) + placed("B", 300), "/ON [{1} 0 R] /OFF [ ]") == [None, None]


def test_pictures_that_name_a_layer_that_is_on_are_not_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[BBox] = []
    is_painted = picture_layers._is_painted

    def paint(page: PdfPage, box: BBox) -> bool:
        asked.append(box)
        return is_painted(page, box)

    monkeypatch.setattr(picture_layers, "_is_painted", paint)
    assert pictures(placed("E", 400) + placed("B", 300)) == [None, "layer"]
    assert len(asked) == 1


def test_pictures_in_forms_on_layers_that_are_off_are_hidden() -> None:
    assert pictures(placed("C", 400) + placed("D", 300)) == [None, "layer"]
    assert pictures(placed("C", 400, "On") + placed("C", 300, "Off")) == [None, "layer"]
    assert set(pictures(placed("D", 400) + placed("A", 400))) == {None}


def test_a_picture_over_one_that_is_off_is_seen() -> None:
    assert set(pictures(placed("B", 400) + placed("A", 400))) == {None}
