"""Text that HTML hides with the style of its element."""

from __future__ import annotations

import docsieve
import pytest


@pytest.mark.parametrize(
    ("style", "reason"),
    [
        ("color:#FFF;background:white", "same_colour"),
        ("color: rgb(255, 255, 255); background-color: #ffffff", "same_colour"),
        ("color:#fff;background:#000", None),
        ("color:white", None),
        ("font-size:1px", "tiny"),
        ("font-size:0", "tiny"),
        ("font-size:.5pt", "tiny"),
        ("font-size:1em", None),
        ("font-size:10px", None),
        ("font-size:", None),
        ("font-weight:bold", None),
        ("mso-hide:all", "vanish"),
    ],
)
def test_hidden_by_style(style: str, reason: str | None) -> None:
    html = f"<!DOCTYPE html><p>seen <span style='{style}'>unseen</span></p>"
    document = docsieve.parse(html.encode())
    spans = document.pages[0].blocks[0].spans  # type: ignore[union-attr]
    assert {span.hidden for span in spans if "unseen" in span.text} == {reason}


def test_a_body_that_scripts_show_later_is_not_hidden() -> None:
    page = b"<!DOCTYPE html><body style='display:none'><p>shown<b hidden>never</b></p></body>"
    document = docsieve.parse(page)
    assert docsieve.render(document, "text") == "shown\n"


def test_a_page_of_frames_shows_its_text_for_readers_without_them() -> None:
    page = b"<html><frameset><frame src=a.htm><noframes><body><p>Go to A &amp; B</noframes></frameset>"
    document = docsieve.parse(page)
    assert docsieve.render(document, "text") == "Go to A & B\n"
    assert [warning.code for warning in document.warnings] == ["frames_not_read"]


def test_a_page_that_begins_with_a_script_is_a_page() -> None:
    page = b"<script>var a = function () { return 1; };</script>\n<p>seen"
    assert docsieve.render(docsieve.parse(page, filename="a.htm"), "text") == "seen\n"
