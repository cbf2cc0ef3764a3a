"""What a person does on the screen of a review, and what that makes of the payload."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.live_site import LiveSite
from e2e.made_files import write_pdf, write_text
from e2e.review.letter import IBAN, LETTER, MAIL
from e2e.review_page import ReviewPage, bodies, focused_text, posts, stored_rows, tab_to
from e2e.test_accessibility import _violations


@pytest.mark.usefixtures("may_send")
def test_the_keyboard_is_enough(review: ReviewPage, database: Path, tmp_path: Path) -> None:
    page = review.page
    page.on("filechooser", lambda _: None)
    expect(page.get_by_text("Ready", exact=True)).to_be_visible()
    review.button("Choose files").focus()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files([write_text(tmp_path / "letter.txt", LETTER)])
    expect(page.get_by_text("1 of 1 file read", exact=True)).to_be_visible()
    tab_to(page, "Review and send")
    page.keyboard.press("Enter")
    expect(review.heading("Review: letter.txt")).to_be_focused()
    expect(review.mark(MAIL)).to_have_count(2)
    # From match to match, by both pairs of keys.
    page.keyboard.press("n")
    expect(review.mark("Schmidt").first).to_be_focused()
    page.keyboard.press("F8")
    expect(review.mark(MAIL).first).to_be_focused()
    page.keyboard.press("Space")
    expect(review.mark(MAIL).first).to_have_attribute("aria-pressed", "false")
    expect(review.mark(MAIL).first).to_be_focused()
    page.keyboard.press("Control+z")
    expect(review.mark(MAIL).first).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Control+Shift+z")
    expect(review.mark(MAIL).first).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("a")
    expect(review.mark(MAIL).first).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("a")
    expect(review.mark(MAIL).last).to_have_attribute("aria-pressed", "false")
    expect(review.sent_side()).to_contain_text(f"Again: {MAIL}")
    page.keyboard.press("p")
    expect(review.mark("Schmidt").first).to_be_focused()
    page.keyboard.press("Shift+F8")
    page.keyboard.press("Shift+Tab")
    # The form, and back up to the button that goes on.
    review.heading("Review: letter.txt").focus()
    tab_to(page, re.compile("^$|Word, phrase"), most=40)
    page.keyboard.type("Bluebird")
    page.keyboard.press("Enter")
    expect(review.sent_side()).to_contain_text("[CUSTOM-1]")
    review.heading("Review: letter.txt").focus()
    tab_to(page, "See what will be sent")
    page.keyboard.press("Enter")
    expect(review.heading("What will be sent")).to_be_focused()
    shown = review.shown_payload()
    tab_to(page, re.compile("^Send$"))
    page.keyboard.press("Enter")
    expect(review.button("Save receipt")).to_be_visible()
    assert bodies(stored_rows(database)) == [shown]
    assert focused_text(page).strip() == "What will be sent"
    tab_to(page, "Save receipt")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert json.loads(Path(download.value.path()).read_text())["payload"]["bytes"] == len(shown.encode())


@pytest.mark.usefixtures("may_send")
def test_axe_finds_nothing_on_any_screen(review: ReviewPage, tmp_path: Path) -> None:
    review.open(
        write_text(tmp_path / "letter.txt", LETTER),
        write_pdf(tmp_path / "report.pdf", pages=3, text=f"To {MAIL} on"),
    )
    review.mark(MAIL).last.click()
    review.page.get_by_role("button", name="Values: E-mail addresses").click()
    review.redact("(", expression=True)
    expect(review.page.get_by_role("alert").filter(has_text=re.compile("."))).to_have_count(1)
    assert _violations(review.page) == []
    review.page.get_by_role("button", name=re.compile("^report.pdf")).click()
    expect(review.heading("Review: report.pdf")).to_be_visible()
    review.unfold("Pages")
    review.page.get_by_text("Keys", exact=True).click()
    review.page.get_by_role("checkbox", name="Send Page 2", exact=True).first.uncheck()
    expect(review.sent_side(1)).to_contain_text("Left out")
    assert _violations(review.page) == []
    review.see_payload()
    review.page.get_by_text("When an answer comes back", exact=True).click()
    assert _violations(review.page) == []
    review.send()
    assert _violations(review.page) == []
    review.button("Back to the review").click()
    review.button("Back to the files").click()
    expect(review.uploads()).to_be_visible()
    assert _violations(review.page) == []


def test_phrases_selections_and_expressions(review: ReviewPage, tmp_path: Path) -> None:
    page = review.page
    review.open(write_text(tmp_path / "letter.txt", f"{LETTER}\nOrder AB-1234, then AB-9876."))
    review.redact(r"AB-\d+", expression=True)
    expect(review.mark("AB-")).to_have_count(2)
    review.redact("(a+)+$", expression=True)
    expect(page.get_by_role("alert").filter(has_text=re.compile("."))).to_be_visible()
    review.redact("nowhere to be found")
    expect(page.get_by_role("alert").filter(has_text="nowhere in these documents")).to_be_visible()
    everywhere = review.button("Redact selection everywhere")
    expect(everywhere).to_be_disabled()
    page.locator(".original").get_by_text("about Bluebird").evaluate(
        """(element) => {
          const node = [...element.childNodes].find((each) => each.textContent.includes("Bluebird"));
          const at = node.textContent.indexOf("Bluebird");
          element.getRootNode().host.focus();
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + "Bluebird".length);
          const selection = getSelection();
          selection.removeAllRanges();
          selection.setBaseAndExtent(node, at, node, at + "Bluebird".length);
        }"""
    )
    expect(everywhere).to_be_enabled()
    page.keyboard.press("r")
    expect(review.mark("Bluebird")).to_have_count(1)
    expect(review.sent_side()).not_to_contain_text("Bluebird")
    review.button("Undo").click()
    expect(review.mark("Bluebird")).to_have_count(0)
    review.button("Redo").click()
    expect(review.mark("Bluebird")).to_have_count(1)


def test_kinds_values_and_operators(review: ReviewPage, tmp_path: Path) -> None:
    page = review.page
    review.open(write_text(tmp_path / "letter.txt", LETTER))
    review.decide_kind("Bank accounts (IBAN)").uncheck()
    expect(review.sent_side()).to_contain_text(IBAN)
    chosen = page.get_by_label("E-mail addresses: replaced by")
    chosen.select_option("mask")
    expect(review.sent_side()).to_contain_text(f"write to {'■' * len(MAIL)} about")
    chosen.select_option("drop")
    expect(review.sent_side()).to_contain_text(re.compile("write to +about"))
    chosen.select_option("hash")
    expect(review.sent_side()).to_contain_text(re.compile(r"write to \[EMAIL-[0-9a-f]{6,}\] about"))
    page.keyboard.press("Control+z")
    page.locator("docsieve-review-pages").focus()
    page.keyboard.press("Control+z")
    expect(chosen).not_to_have_value("hash")
    page.get_by_role("button", name="Values: E-mail addresses").click()
    page.get_by_role("checkbox", name=MAIL).uncheck()
    expect(review.mark(MAIL).first).to_have_attribute("aria-pressed", "false")
    expect(review.mark(MAIL).last).to_have_attribute("aria-pressed", "false")
    expect(review.decide_kind("E-mail addresses")).not_to_be_checked()


@pytest.mark.usefixtures("may_send")
def test_a_thousand_pages(review: ReviewPage, database: Path, tmp_path: Path) -> None:
    page = review.page
    review.open(write_pdf(tmp_path / "long.pdf", pages=1000, text=f"Write to {MAIL} from"))
    sections = page.locator("docsieve-review-pages .page")
    assert sections.count() < 40
    scroller = page.locator("docsieve-review-pages")
    scroller.evaluate("(e) => { e.scrollTop = e.scrollHeight; }")
    expect(page.locator(".page[data-index='999'] .original")).to_contain_text("page 1000")
    expect(page.locator(".page[data-index='999'] .payload")).to_contain_text("[EMAIL-1] from page 1000")
    assert sections.count() < 40
    review.unfold("Pages")
    ranges = page.get_by_label("Leave out pages")
    ranges.fill("11-1000")
    ranges.press("Enter")
    expect(review.sent_side(999)).to_contain_text("Left out")
    review.see_payload()
    review.send()
    [row] = stored_rows(database)
    assert len(json.loads(row.body)["document"]["pages"]) == 10


def test_the_original_page_is_drawn_here(review: ReviewPage, site: LiveSite, tmp_path: Path) -> None:
    page = review.page
    review.open(write_pdf(tmp_path / "report.pdf", pages=30, text=f"Write to {MAIL} from"))
    expect(page.locator("canvas")).to_have_count(0)
    page.get_by_role("checkbox", name="Show original page").check()
    first = page.get_by_role("img", name="Picture of Page 1", exact=True)
    dark = """(canvas) => {
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return canvas.width === 900 && data.some((value, at) => at % 4 === 0 && value < 90);
    }"""
    expect(first).to_be_visible()
    page.wait_for_function(
        """() => document.querySelector("docsieve-drop").shadowRoot.querySelector("docsieve-review")
          .shadowRoot.querySelector("canvas")?.width === 900"""
    )
    assert first.evaluate(dark)
    assert _violations(page) == []
    page.get_by_role("checkbox", name="Show original page").uncheck()
    expect(page.locator("canvas")).to_have_count(0)
    assert posts(site) == []


def test_narrow_screens_need_no_sideways_scrolling(review: ReviewPage, tmp_path: Path) -> None:
    review.page.set_viewport_size({"width": 320, "height": 640})
    review.open(write_text(tmp_path / f"{'a very long name ' * 6}.txt", LETTER))
    assert review.page.evaluate("document.documentElement.scrollWidth") <= 320
    review.see_payload()
    assert review.page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.usefixtures("may_send")
def test_pages_left_out_are_not_sent(review: ReviewPage, database: Path, tmp_path: Path) -> None:
    review.open(write_pdf(tmp_path / "report.pdf", pages=4, text=f"Write to {MAIL} from"))
    review.page.get_by_role("checkbox", name="Send Page 2", exact=True).first.uncheck()
    expect(review.sent_side(1)).to_contain_text("Left out")
    review.unfold("Pages")
    ranges = review.page.get_by_label("Leave out pages")
    ranges.fill("3-9")
    ranges.press("Enter")
    expect(review.page.get_by_role("alert").filter(has_text="from 1 to 4")).to_be_visible()
    ranges.fill("4")
    ranges.press("Enter")
    expect(review.sent_side(3)).to_contain_text("Left out")
    expect(review.page.get_by_text("4 passages redacted, 0 kept, 2 pages left out")).to_be_visible()
    review.see_payload()
    review.send()
    [row] = stored_rows(database)
    document = json.loads(row.body)["document"]
    assert [page["number"] for page in document["pages"]] == [1, 3]
    assert document["withheld"]["pages"] == [2, 4]


def test_labels_can_be_turned_back_and_stay_here(review: ReviewPage, site: LiveSite, tmp_path: Path) -> None:
    page = review.page
    review.open(write_text(tmp_path / "letter.txt", LETTER))
    review.see_payload()
    page.get_by_text("When an answer comes back", exact=True).click()
    page.get_by_label("Answer with labels").fill("I wrote to [EMAIL-1] about [IBAN-1].")
    review.button("Put the values back").click()
    expect(page.get_by_label("With the values")).to_have_value(f"I wrote to {MAIL} about {IBAN}.")
    with page.expect_download() as download:
        review.button("Save what the labels stand for").click()
    assert MAIL in Path(download.value.path()).read_text()
    assert posts(site) == []
    assert MAIL.encode() not in site.received


@pytest.mark.usefixtures("may_send")
def test_a_value_split_over_runs_and_cells_is_redacted(
    review: ReviewPage, database: Path, tmp_path: Path
) -> None:
    import docx

    document = docx.Document()
    paragraph = document.add_paragraph("Write to anna.sch")
    paragraph.add_run("midt@exam").bold = True
    paragraph.add_run("ple.com today, account DE89 3704 ")
    paragraph.add_run("0044 0532").italic = True
    paragraph.add_run(" 0130 00.")
    path = tmp_path / "split.docx"
    document.save(str(path))
    review.open(path)
    review.see_payload()
    review.page.get_by_role("checkbox", name="Markdown", exact=True).check()
    shown = review.shown_payload()
    review.send()
    [row] = stored_rows(database)
    assert row.body.decode() == shown
    page = json.loads(shown)["document"]["pages"][0]
    assert page["text"] == "Write to [EMAIL-1] today, account [IBAN-1].\n"
    for part in ("anna", "midt@", "example", "DE89", "0044", "0130"):
        assert part not in json.dumps(json.loads(shown)["document"]["pages"])


@pytest.mark.usefixtures("may_send")
def test_forty_files_are_one_set(review: ReviewPage, site: LiveSite, database: Path, tmp_path: Path) -> None:
    paths = [
        write_text(tmp_path / f"note{n}.txt", f"Note {n} to {MAIL} and mail{n}@example.org.")
        for n in range(40)
    ]
    review.open(*paths)
    review.see_payload()
    expect(
        review.page.get_by_text(re.compile(r"^Send these 40 payloads, [\d,]+ bytes in all, to http"))
    ).to_be_visible()
    review.page.get_by_role("checkbox", name="Send note7.txt", exact=True).uncheck()
    expect(review.page.get_by_text(re.compile("^Send these 39 payloads"))).to_be_visible()
    review.send()
    expect(review.button("Save receipt")).to_have_count(39)
    texts = bodies(stored_rows(database))
    assert len(texts) == 39
    # The same value has the same label everywhere, another one another.
    assert all("to [EMAIL-1] and [EMAIL-" in text for text in texts)
    assert len({re.findall(r"\[EMAIL-\d+\]", text)[1] for text in texts}) == 39
    assert not any("Note 7 " in text for text in texts)
    assert len(posts(site)) == 39
