"""The page for people who do not see it, or otherwise: names, announcements, themes, narrow screens."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from e2e.drop_page import DropPage
from e2e.guard import Guard
from e2e.made_files import write_docx, write_pdf, write_text
from e2e.scans import scan_of, write_png, write_scanned_pdf
from pyodide_bundle.paths import WEB

AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
def drop(page: Page, guard: Guard) -> DropPage:
    return DropPage(page)


def _violations(page: Page) -> list[str]:
    """Run axe-core in both themes; through the debugger, which the page's policy does not bind."""
    page.evaluate(f"{AXE.read_text(encoding='utf-8')}; 0")
    return [*_violations_in(page, "dark"), *_violations_in(page, "light")]


def _violations_in(page: Page, theme: Literal["dark", "light"]) -> list[str]:
    # Without motion, or colours would be measured on their way from one theme to the other.
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations)")
    return [
        f"{theme}: {v['id']}: {v['help']}: {[node['html'][:120] for node in v['nodes'][:3]]}" for v in found
    ]


def test_axe_finds_nothing_in_any_state(drop: DropPage, tmp_path: Path) -> None:
    assert _violations(drop.page) == []
    locked = write_pdf(tmp_path / "locked.pdf", password="secret")
    broken = write_text(tmp_path / "broken.pdf", "%PDF-1.7 but no more")
    drop.choose(write_docx(tmp_path / "letter.docx"), locked, broken)
    drop.wait_until_read("letter.docx")
    expect(drop.page.get_by_label("Password", exact=True)).to_be_visible()
    expect(drop.row("broken.pdf")).not_to_contain_text("Waiting")
    assert _violations(drop.page) == []


def test_axe_finds_nothing_while_text_recognition_is_offered_at_work_and_done(
    drop: DropPage, tmp_path: Path
) -> None:
    drop.choose(
        write_scanned_pdf(tmp_path / "scan.pdf", [scan_of(), scan_of(seed=2)]),
        write_png(tmp_path / "photo.png", scan_of()),
    )
    expect(drop.button("Read it with text recognition")).to_be_visible()
    drop.button("Read them with text recognition").focus()
    assert _violations(drop.page) == []
    drop.button("Read them with text recognition").click()
    expect(drop.row("scan.pdf")).to_contain_text("Recognising page")
    assert _violations(drop.page) == []
    expect(drop.row("scan.pdf")).to_contain_text("text recognised")
    drop.select("scan.pdf")
    assert _violations(drop.page) == []


def test_landmarks_headings_and_names(drop: DropPage) -> None:
    page = drop.page
    assert page.title()
    assert page.locator("html").get_attribute("lang") == "en"
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(drop.button("Choose files")).to_be_enabled()


def test_what_happens_is_announced(drop: DropPage, tmp_path: Path) -> None:
    status = drop.page.get_by_role("status")
    drop.choose(write_text(tmp_path / "note.txt"))
    expect(status.filter(has_text="note.txt has been read.")).to_have_count(1)
    drop.row("note.txt").get_by_role("button", name="Remove", exact=True).click()
    expect(status.filter(has_text="note.txt removed.")).to_have_count(1)
    expect(drop.button("Choose files")).to_be_focused()


def test_tabs_follow_the_tab_pattern(drop: DropPage, tmp_path: Path) -> None:
    drop.choose(write_text(tmp_path / "note.txt"))
    drop.wait_until_read("note.txt")
    tabs = drop.page.get_by_role("tablist").get_by_role("tab")
    assert tabs.all_inner_texts() == ["Text", "Markdown", "JSON"]
    selected = [tab.get_attribute("aria-selected") for tab in tabs.all()]
    reachable = [tab.get_attribute("tabindex") for tab in tabs.all()]
    assert selected == ["true", "false", "false"]
    assert reachable == ["0", "-1", "-1"]
    expect(drop.shown()).to_have_accessible_name("Text")


def test_buttons_say_which_file_they_are_for(drop: DropPage, tmp_path: Path) -> None:
    drop.choose(write_text(tmp_path / "note.txt"))
    drop.wait_until_read("note.txt")
    remove = drop.row("note.txt").get_by_role("button", name=re.compile("^Remove"))
    expect(remove).to_have_accessible_description(re.compile("note.txt"))


def test_narrow_screen_needs_no_sideways_scrolling(drop: DropPage, tmp_path: Path) -> None:
    drop.page.set_viewport_size({"width": 320, "height": 640})
    drop.choose(write_docx(tmp_path / f"{'a very long name ' * 8}.docx"))
    expect(drop.page.get_by_text("1 of 1 file read", exact=True)).to_be_visible()
    width = drop.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320
