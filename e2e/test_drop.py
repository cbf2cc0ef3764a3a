"""What a person does with the page: drop, watch, read, copy, save, unlock, stop, clear."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e.drop_page import DropPage
from e2e.guard import Guard
from e2e.made_files import SECRET, write_broken_pdf, write_docx, write_pdf, write_text
from e2e.samples import own_sample


def test_dropped_files_are_read_and_shown(drop: DropPage, tmp_path: Path) -> None:
    drop.drop(
        [
            write_pdf(tmp_path / "contract.pdf", pages=2),
            write_docx(tmp_path / "letter.docx"),
            write_text(tmp_path / "note.txt", "A plain note"),
        ]
    )
    for name in ("contract.pdf", "letter.docx", "note.txt"):
        drop.wait_until_read(name)
    drop.select("letter.docx")
    expect(drop.shown()).to_contain_text(SECRET)
    drop.tab("Markdown").click()
    expect(drop.shown()).to_contain_text("# Heading of the document")
    drop.tab("JSON").click()
    expect(drop.shown()).to_contain_text('"heading"')
    drop.select("note.txt")
    drop.tab("Text").click()
    expect(drop.shown()).to_contain_text("A plain note")


def test_dropped_folder_is_read_with_what_lies_deeper(drop: DropPage, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    (folder / "2026" / "may").mkdir(parents=True)
    write_text(folder / "top.txt", "On top")
    write_pdf(folder / "2026" / "may" / "deep.pdf", text="Down below")
    drop.drop([folder])
    drop.wait_until_read("top.txt")
    drop.wait_until_read("deep.pdf")
    drop.select("deep.pdf")
    expect(drop.shown()).to_contain_text("Down below")


def test_forty_files_are_queued_and_read(drop: DropPage, tmp_path: Path) -> None:
    drop.drop([write_text(tmp_path / f"note{n}.txt", f"Note number {n}.") for n in range(40)])
    expect(drop.page.get_by_text("40 of 40 files read", exact=True)).to_be_visible()
    drop.select("note39.txt")
    expect(drop.shown()).to_contain_text("Note number 39.")


def test_progress_is_told_by_page_and_a_long_file_can_be_stopped(
    fresh_drop: DropPage, tmp_path: Path
) -> None:
    fresh_drop.choose(
        write_pdf(tmp_path / "long.pdf", pages=3000), write_text(tmp_path / "after.txt", "Afterwards")
    )
    row = fresh_drop.row("long.pdf")
    expect(row).to_contain_text(re.compile(r"Reading page [\d,]+ of 3,000"))
    expect(row.get_by_role("progressbar")).to_be_visible()
    row.get_by_role("button", name="Cancel", exact=True).click()
    expect(row).to_contain_text("Cancelled")
    fresh_drop.wait_until_read("after.txt")


def test_copying_takes_the_shown_text(drop: DropPage, tmp_path: Path) -> None:
    drop.choose(write_docx(tmp_path / "letter.docx"))
    drop.wait_until_read("letter.docx")
    drop.tab("Markdown").click()
    drop.button("Copy").click()
    expect(drop.button("Copied")).to_be_visible()
    copied = drop.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("# Heading of the document")
    assert SECRET in copied


def test_one_result_is_saved_in_the_form_that_is_shown(drop: DropPage, tmp_path: Path) -> None:
    drop.choose(write_docx(tmp_path / "letter.docx"))
    drop.wait_until_read("letter.docx")
    for tab, suffix in (("Text", ".txt"), ("Markdown", ".md"), ("JSON", ".json")):
        drop.tab(tab).click()
        with drop.page.expect_download() as download:
            drop.button("Download").click()
        assert download.value.suggested_filename.endswith(suffix)
        saved = Path(download.value.path()).read_text(encoding="utf-8")
        assert SECRET in saved
        if tab == "JSON":
            assert json.loads(saved)["format"] == "docx"


def test_all_results_are_saved_as_one_archive(drop: DropPage, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    same = [write_text(tmp_path / "note.txt", "First"), write_text(tmp_path / "other" / "note.txt", "Second")]
    drop.choose(*same, write_pdf(tmp_path / "paper.pdf"))
    drop.wait_until_read("paper.pdf")
    expect(drop.page.get_by_text("3 of 3 files read", exact=True)).to_be_visible()
    with drop.page.expect_download() as download:
        drop.button("Download all").click()
    with zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as archive:
        assert archive.testzip() is None
        texts = [archive.read(name).decode() for name in archive.namelist()]
    for wanted in ("First", "Second", SECRET):
        assert any(wanted in text for text in texts), f"nothing in the archive holds {wanted!r}"


def test_password_is_asked_for_until_it_is_right(drop: DropPage, tmp_path: Path) -> None:
    drop.choose(write_pdf(tmp_path / "locked.pdf", password="open sesame"))
    field = drop.page.get_by_label("Password", exact=True)
    expect(field).to_be_focused()
    field.fill("wrong one")
    drop.button("Open").click()
    expect(drop.page.get_by_role("alert")).to_contain_text("Wrong password, try again")
    expect(field).to_have_value("")
    field.fill("open sesame")
    field.press("Enter")
    drop.wait_until_read("locked.pdf")
    expect(drop.shown()).to_contain_text(SECRET)


@pytest.mark.parametrize(
    "name", ["encrypted_office/standard.docx", "encrypted_office/agile.xlsx", "odt/argon2_gcm.odt"]
)
def test_locked_document_is_opened_with_its_password(fresh_drop: DropPage, guard: Guard, name: str) -> None:
    sample = own_sample(name)
    assert sample.password is not None
    fresh_drop.choose(sample.path)
    field = fresh_drop.page.get_by_label("Password", exact=True)
    field.fill("wrong one")
    fresh_drop.button("Open").click()
    expect(fresh_drop.page.get_by_role("alert")).to_contain_text("Wrong password, try again")
    field.fill(sample.password)
    field.press("Enter")
    fresh_drop.wait_until_read(sample.path.name)
    expect(fresh_drop.shown()).to_contain_text("Alpha")
    asked = " ".join(guard.requests)
    assert "pycryptodome" in asked
    assert ("argon2" in asked) == ("argon2" in name)


def test_bad_file_is_explained_and_the_others_are_read(drop: DropPage, tmp_path: Path) -> None:
    drop.choose(write_broken_pdf(tmp_path / "broken.pdf"), write_docx(tmp_path / "letter.docx"))
    drop.wait_until_read("letter.docx")
    alert = drop.row("broken.pdf").get_by_role("alert")
    expect(alert).to_be_visible()
    expect(alert).not_to_contain_text("Traceback")


def test_pasted_text_and_pasted_files_are_read(drop: DropPage) -> None:
    drop.page.evaluate("navigator.clipboard.writeText('Words from elsewhere')")
    drop.page.keyboard.press("ControlOrMeta+v")
    expect(drop.shown()).to_contain_text("Words from elsewhere")
    drop.page.evaluate(
        """() => {
          const clipboardData = new DataTransfer();
          clipboardData.items.add(new File(["A pasted file"], "pasted.txt", { type: "text/plain" }));
          document.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
        }"""
    )
    drop.wait_until_read("pasted.txt")


def test_files_are_removed_one_by_one_or_all_at_once(drop: DropPage, tmp_path: Path) -> None:
    drop.choose(*(write_text(tmp_path / f"{name}.txt", name) for name in ("one", "two", "three")))
    expect(drop.page.get_by_text("3 of 3 files read", exact=True)).to_be_visible()
    drop.row("two.txt").get_by_role("button", name="Remove", exact=True).click()
    expect(drop.row("two.txt")).to_have_count(0)
    expect(drop.row("one.txt")).to_have_count(1)
    drop.button("Clear all").click()
    expect(drop.page.get_by_role("listitem")).to_have_count(0)
    expect(drop.page.get_by_text("one.txt")).to_have_count(0)


def test_keyboard_alone_is_enough(fresh_drop: DropPage, tmp_path: Path) -> None:
    page = fresh_drop.page
    # Listening turns the interception of file choosers on, which takes a moment: well before the key press.
    page.on("filechooser", lambda _: None)
    expect(page.get_by_text("Ready", exact=True)).to_be_visible()
    fresh_drop.button("Choose files").focus()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(
        [write_docx(tmp_path / "letter.docx"), write_text(tmp_path / "note.txt", "Plain")]
    )
    expect(page.get_by_text("2 of 2 files read", exact=True)).to_be_visible()
    _tab_to(page, "note.txt")
    page.keyboard.press("Enter")
    expect(fresh_drop.shown()).to_contain_text("Plain")
    _tab_to(page, "Text")
    page.keyboard.press("ArrowRight")
    expect(fresh_drop.tab("Markdown")).to_be_focused()
    expect(fresh_drop.tab("Markdown")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("End")
    expect(fresh_drop.tab("JSON")).to_be_focused()
    _tab_to(page, "Copy")
    page.keyboard.press("Space")
    expect(fresh_drop.button("Copied")).to_be_visible()


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what shows this name."""
    focused = """() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.textContent ?? "";
    }"""
    for _ in range(40):
        page.keyboard.press("Tab")
        if name in page.evaluate(focused):
            return
    pytest.fail(f"Tab never reached {name!r}")
