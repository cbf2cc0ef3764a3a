"""Pictures inside other files: flagged when a file is read, and their text put where they stand."""

from __future__ import annotations

import base64
import email.message
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import docsieve
import pytest
from docsieve import Document, Limits, Options, Paragraph, UnsupportedFormatError, bridge, render
from docsieve.protocol import PROTOCOL_VERSION
from docsieve.recognition import OpenedFile, RecognisedPage, Word

from tests.parsers.recognition.other_pictures import (
    doc_with,
    epub_with,
    fodt_with,
    html_with,
    ppt_with,
    rtf_with,
    xls_with,
)
from tests.parsers.recognition.pictures import docx_with, noise_png, odt_with, pptx_with, xlsx_with

CORPUS = Path(__file__).parents[2] / "corpus"
SCAN = (CORPUS / "pdf" / "scan.pdf").read_bytes()
LETTER = noise_png(800, 600)
LOGO = noise_png(120, 60)


def read(number: int, text: str = "Dear Sirs", *, failed: bool = False) -> RecognisedPage:
    line = [Word(80, 60, 240, 90, 92.0, word) for word in text.split()]
    return RecognisedPage(number=number, width=800, height=600, paragraphs=[[line]], failed=failed)


def mail_with(*files: tuple[str, bytes]) -> bytes:
    message = email.message.EmailMessage()
    message["Subject"] = "The letter"
    message.set_content("See attached.")
    for name, data in files:
        kind = "pdf" if name.endswith(".pdf") else "png"
        message.add_attachment(
            data, maintype="application" if kind == "pdf" else "image", subtype=kind, filename=name
        )
    return message.as_bytes()


def zip_with(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def codes(document: Document) -> list[str]:
    return [warning.code for warning in document.warnings]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("letter.docx", docx_with(LETTER)),
        ("letter.pptx", pptx_with(LETTER)),
        ("letter.odt", odt_with(LETTER)),
        ("letter.xlsx", xlsx_with(LETTER)),
        ("letter.eml", mail_with(("scan.png", LETTER))),
        ("letter.zip", zip_with(("scan.png", LETTER))),
        ("mail.zip", zip_with(("letter.docx", docx_with(LETTER)))),
        ("letter.html", html_with(LETTER)),
        ("letter.epub", epub_with(LETTER)),
        ("drawn.epub", epub_with(LETTER, as_drawing=True)),
        ("letter.rtf", rtf_with(LETTER)),
        ("raw.rtf", rtf_with(LETTER, raw=True)),
        ("letter.fodt", fodt_with(LETTER)),
        ("letter.ppt", ppt_with(LETTER)),
        ("letter.xls", xls_with(LETTER)),
        ("letter.doc", doc_with(LETTER)),
        ("floating.doc", doc_with(LETTER, floating=True)),
    ],
)
def test_a_picture_that_may_hold_text_is_flagged_and_its_text_put_there(name: str, data: bytes) -> None:
    parsed = docsieve.parse(data, filename=name)
    [warning] = [warning for warning in parsed.warnings if warning.code == "needs_ocr_inside"]
    assert warning.message.startswith("1 picture inside this file may show text")
    assert '"needs_ocr":true' in render(parsed, "json")
    opened = OpenedFile.open(data, filename=name)
    [target] = opened.targets
    assert (target.media_type, target.width, target.height) == ("image/png", 800, 600)
    assert opened.picture(target.number) == LETTER
    document = opened.add([read(1)])
    assert "Dear Sirs" in render(document, "text")
    assert "needs_ocr_inside" not in codes(document)
    assert "recognised" in codes(document)
    assert '"source":"ocr"' in render(document, "json")
    assert '"needs_ocr":true' not in render(document, "json")


def test_the_text_stands_behind_its_picture() -> None:
    document = OpenedFile.open(docx_with(LETTER)).add([])
    [page] = document.pages
    kinds = [block.type if hasattr(block, "type") else type(block).__name__ for block in page.blocks]
    opened = OpenedFile.open(docx_with(LETTER))
    [page] = opened.add([read(1)]).pages
    at = kinds.index("Image")
    fresh = page.blocks[at + 1]
    assert isinstance(fresh, Paragraph)
    assert (fresh.source, fresh.confidence) == ("ocr", 0.92)
    assert len(page.blocks) == len(kinds) + 1


def test_on_a_slide_it_has_its_place() -> None:
    opened = OpenedFile.open(pptx_with(LETTER))
    [page] = opened.add([read(1)]).pages
    [block] = [block for block in page.blocks if block.source == "ocr"]
    # The picture is 600 points wide, 800 pixels, and 72 points from the left.
    assert block.where.bbox is not None
    assert block.where.bbox.x0 == pytest.approx(72 + 80 * 0.75, abs=0.2)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("logo.docx", docx_with(LOGO)),
        ("logo.eml", mail_with(("logo.png", LOGO))),
        ("header.docx", docx_with(LETTER, in_header=True)),
        ("small.docx", docx_with(LETTER, inches_wide=0.8)),
        ("logo.html", html_with(LOGO)),
        ("logo.epub", epub_with(LOGO)),
        ("logo.rtf", rtf_with(LOGO)),
    ],
)
def test_logos_and_letterheads_are_not_flagged(name: str, data: bytes) -> None:
    assert "needs_ocr_inside" not in codes(docsieve.parse(data, filename=name))


def test_a_picture_shown_twice_is_read_once() -> None:
    opened = OpenedFile.open(docx_with(LETTER, times=2))
    assert len(opened.targets) == 1
    assert render(opened.add([read(1)]), "text").count("Dear Sirs") == 1


def test_no_more_pictures_are_offered_than_allowed() -> None:
    data = docx_with(LETTER, noise_png(801, 600), noise_png(802, 600))
    options = Options(limits=Limits(max_pictures_inside=2))
    document = docsieve.parse(data, options=options)
    assert "pictures_over_limit" in codes(document)
    assert len(OpenedFile.open(data, options=options).targets) == 2


def test_a_scan_attached_to_a_mail_is_drawn_and_read() -> None:
    data = mail_with(("scan.pdf", SCAN))
    parsed = docsieve.parse(data, filename="mail.eml")
    assert "needs_ocr_inside" in codes(parsed)
    opened = OpenedFile.open(data, filename="mail.eml")
    pages = len(opened.targets)
    assert pages >= 1
    assert opened.targets[0].media_type is None
    image = opened.draw(1)
    assert len(image.pixels) == image.width * image.height
    document = opened.add([read(number) for number in range(1, pages + 1)])
    [attachment] = document.attachments
    assert attachment.document is not None
    qualities = [page.text_quality for page in attachment.document.pages if page.text_quality]
    assert sum(quality.recognised for quality in qualities) == pages
    assert not any(quality.needs_ocr for quality in qualities)
    assert "needs_ocr_inside" not in codes(document)


def test_what_could_not_be_read_stays_flagged() -> None:
    opened = OpenedFile.open(docx_with(LETTER, noise_png(801, 600)))
    document = opened.add([read(1), read(2, failed=True)])
    [waiting] = [warning for warning in document.warnings if warning.code == "needs_ocr_inside"]
    assert waiting.message.startswith("1 picture inside")
    assert "recognition_failed" in codes(document)


def test_an_archive_of_pictures_too_small_for_text_is_refused_as_before() -> None:
    with pytest.raises(UnsupportedFormatError, match="pictures or recordings"):
        docsieve.parse(zip_with(("logo.png", LOGO)), filename="logos.zip")


def ask(kind: str, data: bytes | None = None, **fields: Any) -> dict[str, Any]:
    request = {"type": f"recognise_{kind}", "v": PROTOCOL_VERSION, "id": 3, **fields}
    answer: dict[str, Any] = json.loads(bridge.handle(json.dumps(request), data))
    return answer


def test_the_bridge_opens_a_file_gives_its_pictures_and_takes_their_words() -> None:
    data = mail_with(("letter.png", LETTER), ("scan.pdf", SCAN))
    opened = ask("open", data, filename="mail.eml")
    assert opened["targets"][0] == {"media_type": "image/png", "width": 800, "height": 600}
    assert base64.b64decode(ask("take", target=1)["data"]) == LETTER
    drawn = ask("take", target=2)
    assert drawn["type"] == "recognise_draw"
    assert ask("take", target=99)["error"]["code"] == "corrupt"
    page = {"number": 1, "width": 800, "height": 600, "paragraphs": [[[[80, 60, 240, 90, 92, "Dear"]]]]}
    result = ask("add", pages=[page], outputs=["text"])
    assert "Dear" in result["text"]
    assert "needs_ocr_inside" in [warning["code"] for warning in result["warnings"]]
