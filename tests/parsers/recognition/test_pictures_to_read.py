"""Picture files, and pages of PDFs, as what a recogniser takes."""

from __future__ import annotations

import base64
import io
import json
import struct
import zlib
from pathlib import Path
from typing import Any

import docsieve
import msgspec
import pytest
from docsieve import (
    CorruptError,
    Document,
    EncryptedError,
    Image,
    LimitExceededError,
    Limits,
    UnsupportedFormatError,
    WrongPasswordError,
    bridge,
)
from docsieve.protocol import PROTOCOL_VERSION
from docsieve.recognition import draw_grey, pages_to_recognise, picture_document, picture_frames
from pypdf import PdfWriter

CORPUS = Path(__file__).parents[2] / "corpus"
SCAN = (CORPUS / "pdf" / "scan.pdf").read_bytes()


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + bytes(40)


def tiff(*sizes: tuple[int, int, int], order: str = "<", last: int = 0) -> bytes:
    """A chain of directories: width, length, subfile type; `last` is where the last one points."""
    data = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    for place, (width, height, kind) in enumerate(sizes, 1):
        data += struct.pack(f"{order}H", 3)
        data += struct.pack(f"{order}HHII", 254, 4, 1, kind)
        data += struct.pack(f"{order}HHIHH", 256, 3, 1, width, 0)
        data += struct.pack(f"{order}HHII", 257, 4, 1, height)
        data += struct.pack(f"{order}I", last if place == len(sizes) else 8 + place * 42)
    return data


def ask(kind: str, data: bytes, **fields: Any) -> dict[str, Any]:
    request = {"type": f"recognise_{kind}", "v": PROTOCOL_VERSION, "id": 3, **fields}
    answer: dict[str, Any] = json.loads(bridge.handle(json.dumps(request), data))
    assert (answer["v"], answer["id"]) == (PROTOCOL_VERSION, 3)
    return answer


def test_a_tiff_picture_has_its_size_as_it_is_shown() -> None:
    data = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 3)
    for tag, value in ((256, 300), (257, 200), (274, 6)):
        data += struct.pack("<HHIHH", tag, 3, 1, value, 0)
    assert picture_frames(data + bytes(4)) == [(200, 300, 8)]
    nonsense = data[:-4] + struct.pack("<HH", 99, 0)
    assert picture_frames(nonsense + bytes(4)) == [(300, 200, 8)]


def test_a_picture_is_a_document_of_one_page_still_to_be_recognised() -> None:
    document = picture_document(png(1200, 800))
    [page] = document.pages
    assert (document.format, page.width, page.height) == ("png", 900.0, 600.0)
    [picture] = page.blocks
    assert isinstance(picture, Image)
    assert (picture.width, picture.height, picture.media_type) == (1200, 800, "image/png")
    assert pages_to_recognise(document.pages) == [1]
    assert [warning.code for warning in document.warnings] == ["needs_ocr"]


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_tiff_file_has_a_page_for_each_picture_but_not_for_small_copies(order: str) -> None:
    data = tiff((1200, 800, 0), (60, 40, 1), (600, 400, 2), order=order)
    assert picture_frames(data) == [(1200, 800, 8), (600, 400, 92)]
    assert [page.number for page in picture_document(data).pages] == [1, 2]


@pytest.mark.parametrize(("orientation", "size"), [(1, (1200, 800)), (3, (1200, 800)), (6, (800, 1200))])
@pytest.mark.parametrize("order", ["<", ">"])
def test_a_photograph_is_as_its_camera_was_held(orientation: int, size: tuple[int, int], order: str) -> None:
    exif = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}IH", 8, 1)
    exif = b"Exif\0\0" + exif + struct.pack(f"{order}HHIHH", 274, 3, 1, orientation, 0)
    jpeg = b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    jpeg += b"\xff\xc2\0\x11\x08" + struct.pack(">HH", 800, 1200) + bytes(20)
    assert picture_frames(jpeg) == [(*size, None)]


def test_a_chain_of_pictures_in_a_circle_ends() -> None:
    assert picture_frames(tiff((9, 9, 0), (8, 8, 0), last=8)) == [(9, 9, 8), (8, 8, 50)]


@pytest.mark.parametrize("length", range(8, 92, 7))
def test_a_cut_tiff_file_is_read_as_far_as_it_goes_or_refused(length: int) -> None:
    data = tiff((9, 9, 0), (8, 8, 0))[:length]
    assert len(picture_frames(data)) <= 2
    if not picture_frames(data):
        with pytest.raises(UnsupportedFormatError):
            picture_document(data)


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"plain text", png(0, 0), b"\xff\xd8\xff\xe0"])
def test_what_is_no_picture_of_a_known_size_is_refused(data: bytes) -> None:
    with pytest.raises(UnsupportedFormatError):
        picture_document(data)


def test_there_is_a_limit_on_pixels_and_on_pictures() -> None:
    with pytest.raises(LimitExceededError, match="pixels"):
        picture_document(png(20_000, 20_000))
    with pytest.raises(LimitExceededError, match="pictures"):
        picture_document(tiff((9, 9, 0), (8, 8, 0)), limits=Limits(max_pages=1))


def test_a_page_is_drawn_in_grey_at_300_dots_to_the_inch() -> None:
    article = (CORPUS / "pdf" / "article.pdf").read_bytes()
    page = docsieve.parse(article).pages[0]
    assert page.width is not None
    assert page.height is not None
    image = draw_grey(article, 1)
    assert (image.width, image.height) == (round(page.width / 0.24), round(page.height / 0.24))
    assert len(image.pixels) == image.width * image.height
    # Mostly paper, and some ink.
    assert image.pixels.count(255) > len(image.pixels) / 2
    assert min(image.pixels) < 64


def test_a_page_too_large_for_that_is_drawn_more_coarsely() -> None:
    wide = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>"
        b"endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 14400 7200]>>endobj\ntrailer<</Root 1 0 R>>"
    )
    image = draw_grey(wide, 1)
    assert 19_900_000 < image.width * image.height <= 20_000_000
    assert image.width == pytest.approx(2 * image.height, rel=0.001)


def test_a_page_that_is_not_there_cannot_be_drawn() -> None:
    with pytest.raises(CorruptError):
        draw_grey(SCAN, 99)


def test_a_protected_file_is_drawn_with_its_password() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(SCAN))
    writer.encrypt("open sesame", algorithm="RC4-128")
    protected = io.BytesIO()
    writer.write(protected)
    assert draw_grey(protected.getvalue(), 1, password="open sesame") == draw_grey(SCAN, 1)
    with pytest.raises(WrongPasswordError):
        draw_grey(protected.getvalue(), 1, password="not it")
    with pytest.raises(EncryptedError):
        draw_grey(protected.getvalue(), 1)


def test_the_bridge_draws_a_page() -> None:
    answer = ask("draw", SCAN, page=1)
    image = draw_grey(SCAN, 1)
    assert (answer["type"], answer["width"], answer["height"]) == (
        "recognise_draw",
        image.width,
        image.height,
    )
    assert zlib.decompress(base64.b64decode(answer["pixels"])) == image.pixels


def test_the_bridge_tells_what_is_in_a_picture_file() -> None:
    answer = ask("picture", tiff((9, 9, 0), (8, 8, 0)), filename="fax.tif")
    assert answer["media_type"] == "image/tiff"
    assert answer["frames"] == [
        {"width": 9, "height": 9, "offset": 8},
        {"width": 8, "height": 8, "offset": 50},
    ]
    document = msgspec.json.decode(answer["document"], type=Document)
    assert pages_to_recognise(document.pages) == [1, 2]
    assert ask("picture", b"no picture")["error"]["code"] == "unsupported_format"


def test_the_bridge_adds_words_and_answers_as_to_a_file_that_was_read() -> None:
    json_text = docsieve.render(docsieve.parse(SCAN), "json")
    words = [[[[0, 0, 90, 40, 91, "Dear"], [100, 0, 190, 40, 95, "Sir"]]]]
    page = {"number": 1, "width": 1000, "height": 1000, "paragraphs": words}
    answer = ask("add", json_text.encode(), pages=[page], outputs=["text", "json", "chunks"])
    assert (answer["type"], answer["format"], answer["pages"]) == ("result", "pdf", 2)
    assert answer["text"].startswith("Dear Sir\n")
    assert [warning["code"] for warning in answer["warnings"]] == ["recognised"]
    document = msgspec.json.decode(answer["json"], type=Document)
    assert docsieve.render(document, "text") == answer["text"]
    assert json.loads(answer["chunks"])


@pytest.mark.parametrize(
    "pages", ["x", [{"number": 1}], [{"number": 1, "width": 1, "height": 1, "paragraphs": [1]}]]
)
def test_words_in_another_form_are_refused(pages: Any) -> None:
    json_text = docsieve.render(docsieve.parse(SCAN), "json")
    assert ask("add", json_text.encode(), pages=pages)["error"]["code"] == "internal"
