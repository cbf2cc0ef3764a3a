"""Text recognition as a person meets it: offered, agreed to, watched, stopped, marked in the result."""

from __future__ import annotations

import base64
import re
import zipfile
from email.message import EmailMessage
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader, PdfWriter

from e2e.drop_page import DropPage
from e2e.guard import Guard
from e2e.live_site import LiveSite
from e2e.made_files import write_text
from e2e.scans import WORDS, Scan, part_of, scan_of, write_png, write_scanned_pdf
from e2e.test_recognition_client import wait_until_gone
from tests.corpus.pdf.make_samples import Pdf

#: Counts the pictures that the recognising worker is given.
_COUNT_READS = """
() => {
  globalThis.reads = 0;
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, transfer) {
    if (message?.type === "read") globalThis.reads += 1;
    return post.call(this, message, transfer);
  };
}
"""
ONE, SEVERAL = "Read it with text recognition", "Read them with text recognition"


def recognition_requests(site: LiveSite) -> list[str]:
    return [path for _, path in site.requests if "recognition" in path or "recognise" in path]


def panel(drop: DropPage, name: str) -> Locator:
    return drop.row(name).get_by_role("group", name="Text recognition")


def test_a_scan_says_what_it_is_and_nothing_is_loaded_before_the_person_agrees(
    fresh_drop: DropPage, site: LiveSite, tmp_path: Path
) -> None:
    fresh_drop.choose(
        write_scanned_pdf(tmp_path / "mixed.pdf", [scan_of(), "A page of text.", scan_of(seed=2)])
    )
    offer = panel(fresh_drop, "mixed.pdf")
    expect(offer).to_contain_text("2 of 3 pages may be pictures of text.")
    expect(offer).to_contain_text(re.compile(r"Loads about \d\.\d MB from this site.*Nothing is uploaded\."))
    expect(offer.get_by_label("Language of the text")).to_have_value("eng")
    fresh_drop.page.wait_for_timeout(500)
    assert recognition_requests(site) == []
    fresh_drop.button(SEVERAL).click()
    fresh_drop.select("mixed.pdf")
    for word in WORDS:
        expect(fresh_drop.shown()).to_contain_text(word)
    expect(fresh_drop.row("mixed.pdf")).to_contain_text("text recognised")
    expect(offer).to_have_count(0)
    note = fresh_drop.page.get_by_text(re.compile(r"2 pages were read by .*, \d\d\s% sure on average"))
    expect(note).to_be_visible()
    loaded = [path.rpartition("/")[2] for path in recognition_requests(site)]
    assert sorted(name for name in loaded if not name.endswith(".js")) == [
        "eng.traineddata",
        "tesseract.wasm",
    ]


def test_a_picture_is_offered_recognition_in_the_place_of_an_error(drop: DropPage, tmp_path: Path) -> None:
    drop.choose(write_png(tmp_path / "photo.png", scan_of()))
    offer = panel(drop, "photo.png")
    expect(offer).to_contain_text("This is a PNG picture of 2,550 × 933 pixels.")
    expect(drop.row("photo.png").get_by_role("alert")).to_have_count(0)
    drop.button(ONE).click()
    drop.wait_until_read("photo.png")
    drop.select("photo.png")
    expect(drop.shown()).to_contain_text("harbour")


def test_recognition_is_watched_page_by_page_and_stopped(
    fresh_drop: DropPage, site: LiveSite, tmp_path: Path
) -> None:
    fresh_drop.choose(write_scanned_pdf(tmp_path / "long.pdf", [scan_of(seed=n) for n in range(4)]))
    fresh_drop.button(SEVERAL).click()
    offer = panel(fresh_drop, "long.pdf")
    expect(offer).to_contain_text(re.compile("Recognising page [1-3] of 4"))
    expect(offer.get_by_role("progressbar")).to_be_visible()
    offer.get_by_role("button", name="Cancel", exact=True).click()
    expect(offer.get_by_role("button", name=re.compile("text recognition"))).to_be_visible()
    expect(fresh_drop.page.get_by_role("status").first).to_be_attached()
    expect(fresh_drop.page.get_by_text("Text recognition of long.pdf was cancelled.")).to_be_attached()
    # The worker is gone, and a second attempt starts from what is here.
    expect(offer).to_contain_text("Runs on this device. Nothing is uploaded.")
    wait_until_gone(fresh_drop.page)


def test_what_was_read_before_it_was_stopped_is_not_read_again(fresh_drop: DropPage, tmp_path: Path) -> None:
    fresh_drop.choose(write_scanned_pdf(tmp_path / "long.pdf", [scan_of(seed=n) for n in range(3)]))
    fresh_drop.button(SEVERAL).click()
    offer = panel(fresh_drop, "long.pdf")
    expect(offer).to_contain_text("Recognising page 2 of 3")
    offer.get_by_role("button", name="Cancel", exact=True).click()
    fresh_drop.page.evaluate(_COUNT_READS)
    rest = offer.get_by_role("button", name="Go on with text recognition")
    # A page may have been finished between what was shown and the click.
    read = re.search(r"\((\d) read\)", rest.inner_text())
    assert read is not None
    rest.click()
    expect(fresh_drop.row("long.pdf")).to_contain_text("text recognised")
    assert fresh_drop.page.evaluate("reads") == 3 - int(read[1])
    fresh_drop.select("long.pdf")
    fresh_drop.tab("JSON").click()
    expect(fresh_drop.shown()).to_contain_text("recognised")
    assert len(re.findall('"recognised": ?true', fresh_drop.shown().text_content() or "")) == 3


def write_letter(path: Path) -> Path:
    """Write a Word file with a scan pasted into it."""
    import docx
    from docx.shared import Inches

    document = docx.Document()
    document.add_paragraph("The letter of last week:")
    document.add_picture(str(write_png(path.with_suffix(".png"), scan_of())), width=Inches(6))
    document.add_paragraph("The end of the file.")
    document.save(str(path))
    return path


def test_a_scan_pasted_into_a_word_file_is_read_where_it_stands(
    fresh_drop: DropPage, site: LiveSite, tmp_path: Path
) -> None:
    fresh_drop.choose(write_letter(tmp_path / "letter.docx"))
    offer = panel(fresh_drop, "letter.docx")
    expect(offer).to_contain_text("A picture or page inside this file may show text.")
    assert recognition_requests(site) == []
    fresh_drop.button(ONE).click()
    expect(fresh_drop.row("letter.docx")).to_contain_text("text recognised")
    expect(offer).to_have_count(0)
    text = fresh_drop.shown().inner_text()
    places = [text.index(word) for word in ("last week", *WORDS, "end of the file")]
    assert places == sorted(places)
    note = fresh_drop.page.get_by_text("1 picture or page inside this file was read by text recognition")
    expect(note.first).to_be_visible()


def test_pictures_and_scans_in_an_archive_or_a_mail_are_read(drop: DropPage, tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "Two scans"
    message.set_content("See below.")
    scan = write_scanned_pdf(tmp_path / "scan.pdf", [scan_of(("The first attachment is a scan.",))])
    photo = write_png(tmp_path / "photo.png", scan_of(("The second attachment is a photograph.",)))
    message.add_attachment(scan.read_bytes(), "application", "pdf", filename="scan.pdf")
    message.add_attachment(photo.read_bytes(), "image", "png", filename="photo.png")
    (tmp_path / "mail.eml").write_bytes(message.as_bytes())
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as archive:
        archive.write(photo, "holiday/photo.png")
    for name, offered, found in (
        ("mail.eml", "2 pictures or pages inside this file", ("first attachment", "second attachment")),
        ("photos.zip", "A picture or page inside this file", ("second attachment",)),
    ):
        drop.choose(tmp_path / name)
        offer = panel(drop, name)
        expect(offer).to_contain_text(offered)
        offer.get_by_role("button", name=re.compile("text recognition")).click()
        expect(drop.row(name)).to_contain_text("text recognised")
        drop.select(name)
        for words in found:
            expect(drop.shown()).to_contain_text(words)


def write_page_with(path: Path, scan: Scan) -> Path:
    """Write a PDF page of text with a picture of 340 points among it."""
    pdf = Pdf()
    size = b" /Type /XObject /Subtype /Image /ColorSpace /DeviceGray /BitsPerComponent 8"
    size += b" /Width %d /Height %d" % (scan.width, scan.height)
    picture = pdf.stream(scan.pixels, size, packed=True)
    text = "BT /F1 11 Tf 40 540 Td (The page has text.) Tj ET BT /F1 11 Tf 40 90 Td (The end.) Tj ET"
    shown = f"q 340 0 0 {round(340 * scan.height / scan.width)} 40 250 cm /A Do Q"
    pdf.page(f"{text} {shown}", resources=f"/XObject << /A {picture} 0 R >>".encode())
    path.write_bytes(pdf.file())
    return path


def test_pictures_in_a_web_page_and_among_the_text_of_a_pdf_are_read(drop: DropPage, tmp_path: Path) -> None:
    scan = part_of(scan_of(), 250, 200, 1950, 900)
    address = base64.b64encode(write_png(tmp_path / "scan.png", scan).read_bytes()).decode()
    page = f'<p>The page has text.</p><img src="data:image/png;base64,{address}"><p>The end.</p>'
    write_text(tmp_path / "page.html", f"<!doctype html><html><body>{page}</body></html>")
    write_page_with(tmp_path / "page.pdf", scan)
    for name in ("page.html", "page.pdf"):
        drop.choose(tmp_path / name)
        offer = panel(drop, name)
        expect(offer).to_contain_text("A picture or page inside this file may show text.")
        offer.get_by_role("button", name=ONE).click()
        expect(drop.row(name)).to_contain_text("text recognised")
        drop.select(name)
        in_order = ".*".join(map(re.escape, ("The page has text.", *WORDS, "The end.")))
        expect(drop.shown()).to_contain_text(re.compile(in_order, re.DOTALL))


def test_what_cannot_be_loaded_is_said_and_tried_again(
    fresh_drop: DropPage, guard: Guard, tmp_path: Path
) -> None:
    fresh_drop.choose(write_scanned_pdf(tmp_path / "scan.pdf", [scan_of()]))
    guard.expect("^console: Failed to load resource: net::ERR_FAILED$")
    fresh_drop.page.route("**/*.traineddata", lambda route: route.abort())
    fresh_drop.button(ONE).click()
    said = panel(fresh_drop, "scan.pdf").get_by_role("alert")
    expect(said).to_contain_text("Text recognition could not be loaded:")
    expect(fresh_drop.row("scan.pdf").get_by_role("button", name=re.compile(r"scan\.pdf"))).to_be_focused()
    fresh_drop.page.unroute_all()
    fresh_drop.button(ONE).click()
    expect(fresh_drop.row("scan.pdf")).to_contain_text("text recognised")
    expect(said).to_have_count(0)


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


def test_another_language_can_be_chosen(fresh_drop: DropPage, site: LiveSite, tmp_path: Path) -> None:
    fresh_drop.choose(
        write_scanned_pdf(tmp_path / "scan.pdf", [scan_of(("Ein kurzer Brief an das Hafenamt.",))])
    )
    choice = panel(fresh_drop, "scan.pdf").get_by_label("Language of the text")
    names = ["Dutch", "English", "French", "German", "Italian", "Polish", "Portuguese", "Spanish"]
    expect(choice.locator("option")).to_have_text(names)
    choice.select_option("German")
    fresh_drop.button(ONE).click()
    fresh_drop.select("scan.pdf")
    expect(fresh_drop.shown()).to_contain_text("Hafenamt")
    assert any(path.endswith("/deu.traineddata") for path in recognition_requests(site))
    assert not any(path.endswith("/eng.traineddata") for path in recognition_requests(site))


def test_a_removed_file_is_no_longer_recognised(fresh_drop: DropPage, tmp_path: Path) -> None:
    fresh_drop.choose(write_scanned_pdf(tmp_path / "scan.pdf", [scan_of(), scan_of(seed=2)]))
    fresh_drop.button(SEVERAL).click()
    expect(panel(fresh_drop, "scan.pdf")).to_contain_text(re.compile("Recognising page"))
    fresh_drop.row("scan.pdf").get_by_role("button", name="Remove", exact=True).click()
    expect(fresh_drop.page.get_by_role("listitem").filter(has_text="scan.pdf")).to_have_count(0)
    wait_until_gone(fresh_drop.page)


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
    fresh_drop: DropPage, tmp_path: Path
) -> None:
    writer = PdfWriter(clone_from=PdfReader(write_scanned_pdf(tmp_path / "plain.pdf", [scan_of()])))
    writer.encrypt(PASSWORD, algorithm="AES-256")
    writer.write(tmp_path / "locked.pdf")
    fresh_drop.choose(tmp_path / "locked.pdf")
    row = fresh_drop.row("locked.pdf")
    for typed in ("not this one 4711", PASSWORD):
        row.get_by_label("Password").fill(typed)
        row.get_by_role("button", name="Open").click()
    expect(fresh_drop.button(ONE)).to_be_visible()
    assert not in_memory_of(fresh_drop.page, "not this one 4711")
    fresh_drop.button(ONE).click()
    expect(row).to_contain_text("text recognised")
    fresh_drop.select("locked.pdf")
    expect(fresh_drop.shown()).to_contain_text("harbour")
    assert not in_memory_of(fresh_drop.page, PASSWORD)


def test_a_protected_scan_that_is_taken_out_takes_its_password_along(
    fresh_drop: DropPage, tmp_path: Path
) -> None:
    writer = PdfWriter(clone_from=PdfReader(write_scanned_pdf(tmp_path / "plain.pdf", [scan_of()])))
    writer.encrypt(PASSWORD, algorithm="AES-256")
    writer.write(tmp_path / "locked.pdf")
    fresh_drop.choose(tmp_path / "locked.pdf")
    row = fresh_drop.row("locked.pdf")
    row.get_by_label("Password").fill(PASSWORD)
    row.get_by_role("button", name="Open").click()
    expect(fresh_drop.button(ONE)).to_be_visible()
    assert in_memory_of(fresh_drop.page, PASSWORD)
    row.get_by_role("button", name="Remove", exact=True).click()
    expect(fresh_drop.button("Choose files")).to_be_focused()
    assert not in_memory_of(fresh_drop.page, PASSWORD)


def test_what_was_recognised_is_reviewed_like_any_text(drop: DropPage, tmp_path: Path) -> None:
    lines = ("Please write to erika.muster@example.org today.",)
    drop.choose(write_scanned_pdf(tmp_path / "scan.pdf", [scan_of(lines)]))
    drop.button(ONE).click()
    expect(drop.row("scan.pdf")).to_contain_text("text recognised")
    drop.button("Review and send").click()
    review = drop.page.locator("docsieve-review")
    expect(review).to_contain_text("erika.muster@example.org")
    expect(review).to_contain_text(re.compile("e-?mail", re.I))
