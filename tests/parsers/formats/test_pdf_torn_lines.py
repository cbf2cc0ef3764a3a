"""Lines that the tags of a PDF tear apart at a link."""

from __future__ import annotations

import pytest
from docsieve.formats._pdf.drafts import Declared, Draft
from docsieve.formats._pdf.torn_lines import mended_lines
from docsieve.geometry import BBox
from docsieve.model import Span

ADDRESS = "https://example.org/"


def paragraph(words: str, x0: float, x1: float, *, lines: int = 1, link: str | None = None) -> Draft:
    """A paragraph whose last line stands at the same height in all of them."""
    box = BBox(x0, 110.0 - 10 * lines, x1, 110.0)
    return Draft([Span(words, link=link)], box, size=8.0, lines=lines, declared=Declared("paragraph"))


def written(drafts: list[Draft]) -> list[str]:
    return [draft.text for draft in mended_lines(drafts)]


def test_a_link_declared_beside_its_paragraph_stays_in_its_line() -> None:
    drafts = [
        paragraph("Ask the pilots at", 40, 110),
        paragraph(ADDRESS, 112, 180, link=ADDRESS),
        paragraph(", or write.", 180, 220),
    ]
    assert written(drafts) == [f"Ask the pilots at {ADDRESS}, or write."]
    assert [span.link for span in mended_lines(drafts)[0].spans][-1] is None


def test_a_link_on_the_last_of_several_lines_goes_on_with_them() -> None:
    drafts = [
        paragraph("Where the harbour is dredged, ask the pilots at", 40, 300, lines=3),
        paragraph(ADDRESS, 90, 160, link=ADDRESS),
    ]
    assert written(drafts) == [f"Where the harbour is dredged, ask the pilots at {ADDRESS}"]


@pytest.mark.parametrize(
    ("x0", "link"),
    [
        (112, None),  # labels of a form
        (140, ADDRESS),  # another column
        (20, ADDRESS),  # before it
    ],
)
def test_other_paragraphs_on_one_line_stay_apart(x0: float, link: str | None) -> None:
    drafts = [paragraph("Ask the pilots at", 40, 110), paragraph("Emden", x0, x0 + 30, link=link)]
    assert written(drafts) == ["Ask the pilots at", "Emden"]
