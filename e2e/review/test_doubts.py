"""Words that text recognition may have misread: marked in the review, counted, gone to one by one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from e2e.made_files import write_text
from e2e.review_page import ReviewPage
from e2e.scans import LETTER, Scan, scan_of, worn, write_scanned_pdf
from e2e.test_accessibility import _violations

#: As `pdf_of_lines` writes, in pixels of 300 to the inch: where lines begin, and how far apart they are.
LEFT, TOP, STEP = 300, 245, 58
ADDRESS = "erika.muster@example.org"


def faded() -> list[Scan]:
    """Two pages: a word of the first is faded, and the same word and an address of the second."""
    quarterly = (LEFT + 80, TOP, LEFT + 270, TOP + 50)
    last = TOP + 4 * STEP
    second = worn(scan_of((*LETTER, f"Write to {ADDRESS}"), seed=2), *quarterly)
    return [worn(scan_of(), *quarterly), worn(second, LEFT + 160, last, LEFT + 290, last + 50)]


def doubts(review: ReviewPage) -> Locator:
    return review.page.locator(".original .doubt")


@pytest.fixture
def doubtful(review: ReviewPage, tmp_path: Path) -> ReviewPage:
    """Pages with words that can hardly be read, recognised and in review."""
    review.choose(write_scanned_pdf(tmp_path / "scan.pdf", faded()))
    review.button("Read them with text recognition").click()
    expect(review.row("scan.pdf")).to_contain_text("text recognised")
    review.button("Review and send").click()
    expect(review.heading("Review: scan.pdf")).to_be_visible()
    expect(doubts(review).first).to_be_visible()
    return review


def test_doubtful_words_are_marked_counted_and_gone_to_by_keys(doubtful: ReviewPage) -> None:
    page = doubtful.page
    expect(doubtful.page.locator(".page[data-index='1'] .doubt").first).to_be_attached()
    marked = doubts(doubtful)
    count = marked.count()
    assert count >= 3
    # A few words of two pages are doubtful, not the pages.
    assert count < 12
    assert "harbour" not in marked.all_inner_texts()
    group = page.get_by_role("group", name=f"{count} words may be misread")
    expect(group).to_be_visible()
    first = marked.first
    expect(first).to_have_attribute("role", "mark")
    expect(first).to_have_accessible_description("may be misread")
    assert "wavy" in first.evaluate(
        "(e) => getComputedStyle(e).textDecorationLine + getComputedStyle(e).textDecorationStyle"
    )
    doubtful.heading("Review: scan.pdf").focus()
    for at in range(count):
        page.keyboard.press("d")
        expect(marked.nth(at)).to_be_focused()
    page.keyboard.press("d")
    expect(page.get_by_role("status").filter(has_text="No more words that may be misread.")).to_have_count(1)
    expect(marked.last).to_be_focused()
    page.keyboard.press("Shift+d")
    expect(marked.nth(count - 2)).to_be_focused()
    group.get_by_role("button", name="Next").click()
    expect(marked.first).to_be_focused()
    assert _violations(page) == []


def test_a_doubtful_word_that_is_a_match_is_both_and_redacted(doubtful: ReviewPage) -> None:
    page = doubtful.page
    both = page.locator(".page[data-index='1'] .mark").filter(has=page.locator(".doubt"))
    expect(both).to_have_text(ADDRESS)
    expect(doubtful.sent_side(1)).to_contain_text("[EMAIL-1]")
    expect(doubtful.sent_side(1).locator(".doubt")).to_have_count(0)
    both.locator(".doubt").click()
    expect(both).to_have_attribute("aria-pressed", "false")
    expect(both.locator(".doubt")).to_have_text(ADDRESS)
    expect(doubtful.sent_side(1)).to_contain_text(ADDRESS)


def test_what_was_not_recognised_has_no_doubts(review: ReviewPage, tmp_path: Path) -> None:
    review.open(write_text(tmp_path / "note.txt", "brovvn f0x"))
    expect(doubts(review)).to_have_count(0)
    expect(review.page.get_by_role("group", name=re.compile("misread"))).to_have_count(0)
