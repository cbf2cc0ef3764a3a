"""Text recognition as a page of another developer uses it: words out of scans, offline, sealed, stoppable."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import pytest
from docsieve import bridge
from playwright.sync_api import BrowserContext, Page
from pypdf import PdfReader, PdfWriter

from e2e.guard import Guard
from e2e.in_browser import BrowserClient
from e2e.live_site import LiveSite
from e2e.samples import SHARED
from e2e.scans import (
    LETTER,
    WORDS,
    askew,
    mirrored,
    scan_of,
    turned,
    with_orientation,
    write_png,
    write_scanned_pdf,
    write_tiff,
)

_RECOGNISE = """
async ({ options, abortAt }) => {
  const [file] = document.getElementById("file").files;
  const controller = new AbortController();
  const progress = [];
  const onProgress = ({ stage, done, total }) => {
    progress.push([stage, done, total ?? null]);
    if (abortAt && stage === abortAt[0] && done >= abortAt[1]) controller.abort();
  };
  try {
    const parsed = await client.recognise(file, {
      languages: ["eng"], ...options, signal: controller.signal, onProgress,
    });
    return {
      format: parsed.format, warnings: parsed.warnings.map((w) => w.code), text: parsed.text,
      pages: parsed.document?.pages, json: parsed.json, progress,
    };
  } catch (error) {
    if (error.name !== "DocumentError") throw error;
    return { code: error.code, message: error.message, progress };
  }
}
"""


#: Keeps what the page hands to Python: the words as they came, and the document they belong to.
_KEEP_WORDS = """
() => {
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, transfer) {
    if (message?.request?.type === "recognise_add") {
      globalThis.words = message.data.text().then((json) => ({ request: message.request, json }));
    }
    return post.call(this, message, transfer);
  };
}
"""


_AS_JPEG = """
async () => {
  const [file] = document.getElementById("file").files;
  const bitmap = await createImageBitmap(file);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext("2d").drawImage(bitmap, 0, 0);
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: "image/jpeg" })).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
"""


def recognise(
    client: BrowserClient, path: Path, *, abort_at: tuple[str, float] | None = None, **options: Any
) -> dict[str, Any]:
    client.page.set_input_files("#file", path)
    found: dict[str, Any] = client.page.evaluate(_RECOGNISE, {"options": options, "abortAt": abort_at})
    return found


def wait_until_gone(page: Page) -> None:
    """Wait for the recognising worker to end: a browser gives a busy one two seconds."""
    for _ in range(50):
        if not any("worker-recognition" in worker.url for worker in page.workers):
            return
        page.wait_for_timeout(100)
    raise AssertionError("the recognising worker is still there")


def test_words_of_scanned_pages_enter_the_document_with_their_places(
    client_page: BrowserClient, tmp_path: Path
) -> None:
    path = write_scanned_pdf(tmp_path / "mixed.pdf", [scan_of(), "This page is text.", scan_of(seed=2)])
    found = recognise(client_page, path)
    assert found.get("message") is None
    first, second, _ = found["pages"]
    paragraphs = [block for block in first["blocks"] if block["type"] == "paragraph"]
    text = " ".join(span["text"] for block in paragraphs for span in block["spans"])
    assert [word for word in WORDS if word not in text] == []
    assert {block["source"] for block in paragraphs} == {"ocr"}
    assert min(block["confidence"] for block in paragraphs) > 0.8
    left, top, right, bottom = paragraphs[0]["where"]["bbox"]
    # Where `pdf_of_lines` writes: from 72 points right and down, four lines of 14.
    assert abs(left - 72) < 3
    assert 55 < top < 65
    assert right < 400
    assert abs(bottom - (top + 4 * 14)) < 6
    assert first["text_quality"]["recognised"]
    assert "text_quality" not in second
    assert found["warnings"] == ["recognised"]
    assert found["text"].count("northern") == 2
    stages = [stage for stage, _, _ in found["progress"]]
    assert stages[0] == "packages"
    done = [done for stage, done, total in found["progress"] if stage == "recognise"]
    assert done == sorted(done)
    assert done[-1] == 2
    assert any(0 < value < 1 for value in done)


def test_a_picture_file_is_a_document(used_client: BrowserClient, tmp_path: Path) -> None:
    found = recognise(used_client, write_png(tmp_path / "scan.png", scan_of()))
    assert found["format"] == "png"
    assert [word for word in WORDS if word not in found["text"]] == []


def test_a_tiff_file_has_a_page_for_each_picture(used_client: BrowserClient, tmp_path: Path) -> None:
    first, second = scan_of(LETTER), scan_of(("Another page altogether.",))
    found = recognise(used_client, write_tiff(tmp_path / "fax.tif", [first, second]))
    assert found["format"] == "tiff"
    assert [word for word in WORDS if word not in found["text"]] == []
    assert "Another page altogether." in found["text"]
    assert [page["number"] for page in found["pages"]] == [1, 2]


def test_a_tiff_file_says_how_its_pictures_are_turned(used_client: BrowserClient, tmp_path: Path) -> None:
    scan = scan_of()
    # As stored: what orientation 6 turns clockwise lies to the left, what 3 turns stands on its head.
    stored = [turned(scan, 3), turned(scan, 2), turned(scan, 2), mirrored(scan)]
    found = recognise(used_client, write_tiff(tmp_path / "fax.tif", stored, [6, 3, 1, 2]))
    assert {word: found["text"].count(word) for word in WORDS} == dict.fromkeys(WORDS, 4)
    # The third does not say so; it is noticed.
    shapes = [(page["width"] > page["height"]) for page in found["pages"]]
    assert shapes == [True] * 4
    tops = [block["where"]["bbox"][1] for page in found["pages"] for block in page["blocks"][1:2]]
    assert tops[0] < 300 < tops[2]


def test_a_photograph_is_turned_as_its_camera_was_held(used_client: BrowserClient, tmp_path: Path) -> None:
    png = write_png(tmp_path / "stored.png", turned(scan_of(), 3))
    used_client.page.set_input_files("#file", png)
    jpeg = base64.b64decode(used_client.page.evaluate(_AS_JPEG))
    path = tmp_path / "photo.jpg"
    path.write_bytes(with_orientation(jpeg, 6))
    found = recognise(used_client, path)
    assert [word for word in WORDS if word not in found["text"]] == []
    [page] = found["pages"]
    assert page["width"] > page["height"]
    left, top, *_ = page["blocks"][1]["where"]["bbox"]
    assert (left, top) == (pytest.approx(72 * 3.125, abs=9), pytest.approx(60 * 3.125, abs=12))


@pytest.mark.parametrize("degrees", [-3, 2])
def test_a_scan_that_lies_askew_is_read(used_client: BrowserClient, tmp_path: Path, degrees: int) -> None:
    lines = [*LETTER, *[f"Another line of the letter, which is number {number}." for number in range(5, 25)]]
    found = recognise(used_client, write_png(tmp_path / "askew.png", askew(scan_of(tuple(lines)), degrees)))
    assert [word for word in WORDS if word not in found["text"]] == []
    assert found["text"].count("Another line of the letter") == 20


@pytest.mark.skipif(not SHARED.exists(), reason="the shared corpus is not here")
def test_a_real_scan_is_read(used_client: BrowserClient) -> None:
    found = recognise(used_client, SHARED / "pdf" / "ocrmypdf__linn.pdf")
    for words in ("LinnSequencer", "32 Track MIDI Sequence Recorder", "state-of-the-art composition"):
        assert words in found["text"]


def test_pages_on_their_side_and_on_their_head_are_read(used_client: BrowserClient, tmp_path: Path) -> None:
    pages = [turned(scan_of(), quarters) for quarters in (1, 2, 3)]
    found = recognise(used_client, write_scanned_pdf(tmp_path / "turned.pdf", pages))
    assert {word: found["text"].count(word) for word in WORDS} == dict.fromkeys(WORDS, 3)
    # On its head, what is written at the top left is at the bottom right.
    [block] = [block for block in found["pages"][1]["blocks"] if block["type"] == "paragraph"]
    _, _, right, bottom = block["where"]["bbox"]
    assert abs(right - (612 - 72)) < 3
    assert abs(bottom - (found["pages"][1]["height"] - 60)) < 6


def test_the_same_words_give_the_same_bytes_as_natively(page: Page, guard: Guard, tmp_path: Path) -> None:
    client = BrowserClient(page)
    page.evaluate(_KEEP_WORDS)
    found = recognise(client, write_scanned_pdf(tmp_path / "scan.pdf", [scan_of(), "A page of text."]))
    kept = page.evaluate("words")
    native = json.loads(bridge.handle(json.dumps(kept["request"]), kept["json"].encode()))
    assert native["json"] == found["json"]
    assert native["text"] == found["text"]


def test_recognition_is_stopped_and_its_workers_are_gone(client_page: BrowserClient, tmp_path: Path) -> None:
    path = write_scanned_pdf(tmp_path / "long.pdf", [scan_of(), scan_of(seed=2)])
    found = recognise(client_page, path, abort_at=("recognise", 0.3))
    assert found["code"] == "cancelled"
    wait_until_gone(client_page.page)
    assert max(done for stage, done, _ in found["progress"] if stage == "recognise") < 1


def test_it_can_be_stopped_while_it_is_loading(client_page: BrowserClient, tmp_path: Path) -> None:
    path = write_scanned_pdf(tmp_path / "scan.pdf", [scan_of()])
    assert recognise(client_page, path, abort_at=("packages", 1))["code"] == "cancelled"
    assert recognise(client_page, path)["warnings"] == ["recognised"]


def test_a_page_that_takes_too_long_is_left_as_it_is(client_page: BrowserClient, tmp_path: Path) -> None:
    path = write_scanned_pdf(tmp_path / "scan.pdf", [scan_of()])
    found = recognise(client_page, path, pageTimeout=50)
    assert found["code"] == "timeout"


def test_a_language_that_the_site_does_not_have_is_named(
    client_page: BrowserClient, site: LiveSite, tmp_path: Path
) -> None:
    path = write_scanned_pdf(tmp_path / "scan.pdf", [scan_of()])
    found = recognise(client_page, path, languages=["tlh"])
    assert found["code"] == "load_failed"
    assert found["message"] == 'This site does not have the language "tlh".'
    assert not any("recognition/" in name for _, name in site.requests)


def test_what_is_no_scan_is_an_error_of_its_own(used_client: BrowserClient, tmp_path: Path) -> None:
    path = tmp_path / "broken.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x64\0\0\0\x64" + bytes(60))
    found = recognise(used_client, path)
    assert found["code"] == "unsupported_format"
    assert "cannot decode" in found["message"]
    path.write_bytes(b"\x7fELF" + bytes(100))
    assert recognise(used_client, path)["message"] == "This is a program. It is no document."


def test_a_protected_scan_is_recognised_with_its_password(used_client: BrowserClient, tmp_path: Path) -> None:
    plain = write_scanned_pdf(tmp_path / "scan.pdf", [scan_of()]).read_bytes()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(plain)))
    writer.encrypt("open sesame", algorithm="RC4-128")
    path = tmp_path / "locked.pdf"
    writer.write(path)
    assert recognise(used_client, path)["code"] == "encrypted"
    found = recognise(used_client, path, password="open sesame")
    assert "harbour" in found["text"]


def test_once_loaded_it_works_without_a_network(
    client_page: BrowserClient, context: BrowserContext, site: LiveSite, tmp_path: Path
) -> None:
    path = write_scanned_pdf(tmp_path / "scan.pdf", [scan_of()])
    recognise(client_page, path)
    context.set_offline(True)
    site.stop()
    requests = len(site.requests)
    found = recognise(client_page, path)
    assert "harbour" in found["text"]
    assert len(site.requests) == requests


def test_two_languages_can_be_read_together(used_client: BrowserClient, tmp_path: Path) -> None:
    path = write_scanned_pdf(tmp_path / "scan.pdf", [scan_of(("A short letter.", "Ein kurzer Brief."))])
    found = recognise(used_client, path, languages=["deu", "eng"])
    assert "A short letter." in found["text"]
    assert "Ein kurzer Brief." in found["text"]
