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
