"""Leaders in Markdown and HTML: their length is that of the page, and says nothing."""

from __future__ import annotations

import docsieve
import pytest
from docsieve import Span
from docsieve.renderers.leaders import shortened

from tests.builders import doc, para


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Tides........................7", "Tides … 7"),
        ("Tides . . . . . . . . . . . 7", "Tides … 7"),
        ("Tides ………………7", "Tides … 7"),
        ("Tides ..................", "Tides …"),
        ("Tides........\t7", "Tides … 7"),
        ("Name: ____________________ Date: __________", "Name: ____ Date: ____"),
        ("wait ... what ....", "wait ... what ...."),
        ("a__b and ____", "a__b and ____"),
        ("from ........ to ........,", "from … to …,"),
        ("........ 7", " … 7"),
        ("first ........\n........ second", "first …\n… second"),
    ],
)
def test_dots_become_an_ellipsis_and_lines_to_write_on_short(text: str, written: str) -> None:
    assert shortened(text) == written


def test_the_text_keeps_leaders_and_code_does() -> None:
    document = doc(para(Span("Tides ............ 7 "), Span("x ............ y", code=True)))
    assert docsieve.render(document, "text") == "Tides ............ 7 x ............ y\n"
    assert docsieve.render(document, "markdown") == "Tides … 7 `x ............ y`\n"
    assert "Tides … 7 <code>x ............ y</code>" in docsieve.render(document, "html")
