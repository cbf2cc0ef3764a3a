"""A first review with the network gone, after *Load everything now*."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from e2e.live_site import LiveSite
from e2e.made_files import write_text
from e2e.review.letter import LETTER, MAIL
from e2e.review_page import ReviewPage


def test_what_was_loaded_ahead_is_enough_for_a_review(
    review: ReviewPage, site: LiveSite, tmp_path: Path
) -> None:
    page = review.page
    page.get_by_text("See for yourself").click()
    page.get_by_role("button", name="Load everything now").click()
    expect(page.get_by_text("Everything is here.")).to_be_visible()
    page.context.set_offline(True)
    site.stop()
    review.open(write_text(tmp_path / "letter.txt", LETTER))
    assert MAIL in review.mark(MAIL).first.inner_text()
    assert MAIL not in review.see_payload()
