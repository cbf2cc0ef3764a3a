"""Text recognition as a person meets it: offered, agreed to, watched, stopped, marked in the result."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader, PdfWriter

from e2e.drop_page import DropPage
from e2e.guard import Guard
from e2e.live_site import LiveSite
from e2e.samples import SHARED
from e2e.scans import WORDS, scan_of, write_png, write_scanned_pdf
from e2e.test_recognition_client import wait_until_gone

ONE, SEVERAL = "Read it with text recognition", "Read them with text recognition"


@pytest.fixture
def drop(page: Page, guard: Guard) -> DropPage:
    return DropPage(page)


def recognition_requests(site: LiveSite) -> list[str]:
    return [path for _, path in site.requests if "recognition" in path or "recognise" in path]


def panel(drop: DropPage, name: str) -> Locator:
    return drop.row(name).get_by_role("group", name="Text recognition")


def test_a_scan_says_what_it_is_and_nothing_is_loaded_before_the_person_agrees(
    drop: DropPage, site: LiveSite, tmp_path: Path
) -> None:
    drop.choose(write_scanned_pdf(tmp_path / "mixed.pdf", [scan_of(), "A page of text.", scan_of(seed=2)]))
    offer = panel(drop, "mixed.pdf")
    expect(offer).to_contain_text("2 of 3 pages are pictures of text.")
    expect(offer).to_contain_text(re.compile(r"Loads about \d\.\d MB from this site.*Nothing is uploaded\."))
    expect(offer.get_by_label("Language of the text")).to_have_value("eng")
    drop.page.wait_for_timeout(500)
    assert recognition_requests(site) == []
    drop.button(SEVERAL).click()
    drop.select("mixed.pdf")
    for word in WORDS:
        expect(drop.shown()).to_contain_text(word)
    expect(drop.row("mixed.pdf")).to_contain_text("text recognised")
    expect(offer).to_have_count(0)
    note = drop.page.get_by_text(re.compile(r"2 pages were read by text recognition, \d\d % sure on average"))
    expect(note).to_be_visible()
    loaded = [path.rpartition("/")[2] for path in recognition_requests(site)]
    assert sorted(name for name in loaded if not name.endswith(".js")) == [
        "eng.traineddata",
        "tesseract.wasm",
    ]


def test_a_picture_is_offered_recognition_in_the_place_of_an_error(drop: DropPage, tmp_path: Path) -> None:
    drop.choose(write_png(tmp_path / "photo.png", scan_of()))
    offer = panel(drop, "photo.png")
    expect(offer).to_contain_text("This is a PNG picture of 2,550 × 3,300 pixels.")
    expect(drop.row("photo.png").get_by_role("alert")).to_have_count(0)
    drop.button(ONE).click()
    drop.wait_until_read("photo.png")
    drop.select("photo.png")
    expect(drop.shown()).to_contain_text("harbour")


def test_recognition_is_watched_page_by_page_and_stopped(
    drop: DropPage, site: LiveSite, tmp_path: Path
) -> None:
    drop.choose(write_scanned_pdf(tmp_path / "long.pdf", [scan_of(seed=n) for n in range(4)]))
    drop.button(SEVERAL).click()
    offer = panel(drop, "long.pdf")
    expect(offer).to_contain_text(re.compile("Recognising page [1-3] of 4"))
    expect(offer.get_by_role("progressbar")).to_be_visible()
    offer.get_by_role("button", name="Cancel", exact=True).click()
    expect(drop.button(SEVERAL)).to_be_visible()
    expect(drop.page.get_by_role("status").first).to_be_attached()
    expect(drop.page.get_by_text("Text recognition of long.pdf was cancelled.")).to_be_attached()
    # The worker is gone, and a second attempt starts from what is here.
    expect(offer).to_contain_text("Runs on this device. Nothing is uploaded.")
    wait_until_gone(drop.page)


def test_the_keyboard_is_enough(drop: DropPage, tmp_path: Path) -> None:
    drop.choose(write_scanned_pdf(tmp_path / "scan.pdf", [scan_of()]))
    page = drop.page
    expect(drop.button(ONE)).to_be_visible()
    panel(drop, "scan.pdf").get_by_label("Language of the text").focus()
    page.keyboard.press("Tab")
    expect(drop.button(ONE)).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel(drop, "scan.pdf").get_by_role("button", name="Cancel", exact=True)).to_be_focused()
    expect(drop.row("scan.pdf")).to_contain_text("text recognised")
    expect(drop.row("scan.pdf").get_by_role("button", name=re.compile(r"scan\.pdf"))).to_be_focused()


def test_another_language_can_be_chosen(drop: DropPage, site: LiveSite, tmp_path: Path) -> None:
    drop.choose(write_scanned_pdf(tmp_path / "scan.pdf", [scan_of(("Ein kurzer Brief an das Hafenamt.",))]))
    choice = panel(drop, "scan.pdf").get_by_label("Language of the text")
    names = ["Dutch", "English", "French", "German", "Italian", "Polish", "Portuguese", "Spanish"]
    expect(choice.locator("option")).to_have_text(names)
    choice.select_option("German")
    drop.button(ONE).click()
    drop.select("scan.pdf")
    expect(drop.shown()).to_contain_text("Hafenamt")
    assert any(path.endswith("/deu.traineddata") for path in recognition_requests(site))
    assert not any(path.endswith("/eng.traineddata") for path in recognition_requests(site))


def test_a_removed_file_is_no_longer_recognised(drop: DropPage, tmp_path: Path) -> None:
    drop.choose(write_scanned_pdf(tmp_path / "scan.pdf", [scan_of(), scan_of(seed=2)]))
    drop.button(SEVERAL).click()
    expect(panel(drop, "scan.pdf")).to_contain_text(re.compile("Recognising page"))
    drop.row("scan.pdf").get_by_role("button", name="Remove", exact=True).click()
    expect(drop.page.get_by_role("listitem").filter(has_text="scan.pdf")).to_have_count(0)
    wait_until_gone(drop.page)


PASSWORD = "Quizzaciously open 4711"


def in_memory_of(page: Page, text: str) -> bool:
    """Look for a text in all that the page's JavaScript still holds."""
    session = page.context.new_cdp_session(page)
    pieces: list[str] = []
    session.on("HeapProfiler.addHeapSnapshotChunk", lambda event: pieces.append(event["chunk"]))
    session.send("HeapProfiler.collectGarbage")
    session.send("HeapProfiler.takeHeapSnapshot")
    session.detach()
    return text in "".join(pieces)


def test_a_protected_scan_is_recognised_without_its_password_being_typed_again(
    drop: DropPage, tmp_path: Path
) -> None:
    real = SHARED / "pdf" / "ocrmypdf__linn.pdf"
    scan = real if real.exists() else write_scanned_pdf(tmp_path / "plain.pdf", [scan_of()])
    writer = PdfWriter(clone_from=PdfReader(scan))
    writer.encrypt(PASSWORD, algorithm="AES-256")
    writer.write(tmp_path / "locked.pdf")
    drop.choose(tmp_path / "locked.pdf")
    row = drop.row("locked.pdf")
    for typed in ("not this one 4711", PASSWORD):
        row.get_by_label("Password").fill(typed)
        row.get_by_role("button", name="Open").click()
    expect(drop.button(ONE)).to_be_visible()
    assert not in_memory_of(drop.page, "not this one 4711")
    drop.button(ONE).click()
    expect(row).to_contain_text("text recognised")
    drop.select("locked.pdf")
    expect(drop.shown()).to_contain_text("LinnSequencer" if scan == real else "harbour")
    assert not in_memory_of(drop.page, PASSWORD)


def test_a_protected_scan_that_is_taken_out_takes_its_password_along(drop: DropPage, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(write_scanned_pdf(tmp_path / "plain.pdf", [scan_of()])))
    writer.encrypt(PASSWORD, algorithm="AES-256")
    writer.write(tmp_path / "locked.pdf")
    drop.choose(tmp_path / "locked.pdf")
    row = drop.row("locked.pdf")
    row.get_by_label("Password").fill(PASSWORD)
    row.get_by_role("button", name="Open").click()
    expect(drop.button(ONE)).to_be_visible()
    assert in_memory_of(drop.page, PASSWORD)
    row.get_by_role("button", name="Remove", exact=True).click()
    expect(drop.button("Choose files")).to_be_focused()
    assert not in_memory_of(drop.page, PASSWORD)


def test_what_was_recognised_is_reviewed_like_any_text(drop: DropPage, tmp_path: Path) -> None:
    lines = ("Please write to erika.muster@example.org today.",)
    drop.choose(write_scanned_pdf(tmp_path / "scan.pdf", [scan_of(lines)]))
    drop.button(ONE).click()
    expect(drop.row("scan.pdf")).to_contain_text("text recognised")
    drop.button("Review and send").click()
    review = drop.page.locator("docsieve-review")
    expect(review).to_contain_text("erika.muster@example.org")
    expect(review).to_contain_text(re.compile("e-?mail", re.I))
