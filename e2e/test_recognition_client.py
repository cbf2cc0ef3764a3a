"""Text recognition as a page of another developer uses it: words out of scans, offline, sealed, stoppable."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from e2e.in_browser import BrowserClient
from e2e.scans import LETTER, WORDS, scan_of, write_png, write_scanned_pdf, write_tiff

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
      pages: parsed.document?.pages, progress,
    };
  } catch (error) {
    if (error.name !== "DocumentError") throw error;
    return { code: error.code, message: error.message, progress };
  }
}
"""


def recognise(
    client: BrowserClient, path: Path, *, abort_at: tuple[str, float] | None = None, **options: Any
) -> dict[str, Any]:
    client.page.set_input_files("#file", path)
    found: dict[str, Any] = client.page.evaluate(_RECOGNISE, {"options": options, "abortAt": abort_at})
    return found


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


def test_a_picture_file_is_a_document(client_page: BrowserClient, tmp_path: Path) -> None:
    found = recognise(client_page, write_png(tmp_path / "scan.png", scan_of()))
    assert found["format"] == "png"
    assert [word for word in WORDS if word not in found["text"]] == []


def test_a_tiff_file_has_a_page_for_each_picture(client_page: BrowserClient, tmp_path: Path) -> None:
    first, second = scan_of(LETTER), scan_of(("Another page altogether.",))
    found = recognise(client_page, write_tiff(tmp_path / "fax.tif", [first, second]))
    assert found["format"] == "tiff"
    assert [word for word in WORDS if word not in found["text"]] == []
    assert "Another page altogether." in found["text"]
    assert [page["number"] for page in found["pages"]] == [1, 2]
