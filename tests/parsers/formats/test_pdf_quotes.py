"""Block quotes of a PDF without tags: set in from both sides, or beside a bar."""

from __future__ import annotations

import docsieve
import pytest

from tests.corpus.pdf.make_samples import Pdf, lines, text

BEFORE = (
    "The keeper of the lighthouse answered the letter of the council in the",
    "spring, and since nobody had asked him before, he took his time and wrote",
    "what he thought of it on both sides of the page:",
)
WORDS = (
    "A light that goes out at night is worse than no light at all,",
    "for the ships have learned to steer by it, and will not look",
    "for the rock that it stood on until they have found it.",
)
AFTER = (
    "Nobody read it aloud. The council went on to the next matter, which was the",
    "price of coal, and it was decided to burn less of it in the summer nights.",
)


def made(painted: str, size: float = 9) -> list[tuple[str, str]]:
    pdf = Pdf()
    pdf.page(lines(50, 540, 9, *BEFORE) + painted + lines(50, 430, 9, *AFTER))
    blocks = docsieve.parse(pdf.file(), filename="made.pdf").pages[0].blocks
    return [(block.role, "".join(span.text for span in block.spans)) for block in blocks]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "painted",
    [lines(75, 490, 9, *WORDS), lines(75, 490, 9, *WORDS[:2], font="F3")],
    ids=["three lines", "slanted"],
)
def test_what_is_set_in_from_both_sides_is_a_quote(painted: str) -> None:
    before, quote, after = made(painted)
    assert (before[0], quote[0], after[0]) == ("body", "quote", "body")
    assert quote[1].startswith("A light that goes out")


def test_a_sentence_that_its_lines_break_is_one_quote() -> None:
    pieces = lines(75, 490, 9, *WORDS[:2], "which nobody") + lines(
        75, 454, 9, "has ever seen who came back from the sea to"
    )
    pieces += text(75, 442.75, 9, "tell of it, as far as the council has been told.")
    quotes = [words for role, words in made(pieces) if role == "quote"]
    assert len(quotes) == 1
    assert "which nobody has ever seen" in quotes[0]


def test_what_stands_beside_a_bar_is_a_quote() -> None:
    painted = "0.6 g 54 466 2 30 re f 0 g\n" + lines(66, 487, 9, *BEFORE[:2])
    assert [role for role, _ in made(painted)] == ["body", "quote", "body"]


def test_a_bar_outside_the_column_marks_a_change_and_no_quote() -> None:
    painted = "0 g 40 466 2 30 re f\n" + lines(50, 487, 9, *BEFORE[:2])
    assert "quote" not in [role for role, _ in made(painted)]


@pytest.mark.parametrize(
    "painted",
    [
        lines(75, 490, 9, *BEFORE),
        lines(75, 490, 9, "Abstract. " + WORDS[0][:48], *WORDS[1:]),
        lines(75, 490, 9, "The Council of the Port", "Quay 7", "At the old light"),
        lines(75, 490, 9, *WORDS[:2]),
        "".join(text(75, 490 - 12 * i, 9, f"- {line}") for i, line in enumerate(WORDS)),
    ],
    ids=["set in at the left only", "abstract", "address", "two plain lines", "list"],
)
def test_what_is_set_in_but_no_quote(painted: str) -> None:
    assert "quote" not in [getattr(role, "role", role) for role, _ in made(painted)]


def test_markdown_of_a_quote_is_marked_as_one() -> None:
    pdf = Pdf()
    pdf.page(lines(50, 540, 9, *BEFORE) + lines(75, 490, 9, *WORDS) + lines(50, 430, 9, *AFTER))
    written = docsieve.render(docsieve.parse(pdf.file(), filename="made.pdf"), "markdown")
    assert "\n> A light that goes out at night" in written
