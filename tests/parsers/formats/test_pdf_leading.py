"""Paragraphs of briefs, laws and manuscripts: text that is set wide, first lines that are set in."""

from __future__ import annotations

import random

import docsieve
import pytest
from docsieve.formats._pdf.lines import Line

from tests.corpus.pdf.make_samples import Pdf, lines, text
from tests.parsers.formats.test_pdf_grouping import by_both, random_page

WIDE = 2.3
SENTENCE = [
    "The defendant moved to dismiss the complaint because the harbour office, in its an-",
    "swer of the third of May, had named no injury that the tides alone could not have",
    "caused. Counsel for the plaintiff answered that every pilot on the coast had read",
    "The Tidal Gazette of that week and knew the hour at which the lighthouse had been",
    "dark.",
]
JOINED = " ".join(SENTENCE).replace("an- swer", "answer")


def text_of(page: str) -> str:
    pdf = Pdf()
    pdf.page(page)
    return docsieve.render(docsieve.parse(pdf.file(), filename="made.pdf"), "text").strip()


@pytest.mark.parametrize("leading", [1.15, 1.9, 2.1, 2.3, 2.7, 3.0])
def test_lines_far_apart_are_a_paragraph_where_the_page_is_set_so(leading: float) -> None:
    page = lines(40, 560, 9, *SENTENCE, leading=leading)
    page += lines(40, 560 - 5 * 9 * leading, 9, *SENTENCE, leading=leading)
    assert text_of(page) == f"{JOINED}\n\n{JOINED}"


def test_text_set_solid_below_is_a_paragraph_of_its_own() -> None:
    page = lines(40, 560, 9, *SENTENCE, *SENTENCE, leading=WIDE)
    page += lines(40, 560 - 10 * 9 * WIDE, 9, *SENTENCE)
    assert text_of(page) == f"{JOINED}\n\n{JOINED}\n\n{JOINED}"


def test_paragraphs_of_one_line_stay_apart_where_text_is_set_solid() -> None:
    one = "The first of these notes fills its line from the one margin to the other, and more."
    two = "Another note that fills its own line as well, set apart by an empty one of its own."
    page = lines(40, 560, 9, *SENTENCE[:4])
    page += text(40, 500, 9, one) + text(40, 480, 9, two) + text(40, 460, 9, one)
    assert text_of(page).split("\n\n")[1:] == [one, two, one]


def test_labels_far_apart_stay_apart() -> None:
    labels = ["position of the buoy", "depth of the channel", "name of the pilot", "hour of the tide"]
    assert text_of(lines(40, 560, 9, *labels, leading=WIDE)).split("\n\n") == labels


def test_a_counted_paragraph_with_only_its_first_line_set_in_is_whole() -> None:
    first = "(a) " + SENTENCE[0][4:]
    page = text(52, 560, 9, first) + lines(40, 550, 9, SENTENCE[1], "caused.", leading=10 / 9)
    page += text(52, 500, 9, "(b) The clerk noted it.") + text(40, 490, 9, "No entry follows.")
    assert [block.removeprefix("  ") for block in text_of(page).split("\n") if block] == [
        "(a) " + JOINED[4 : JOINED.index("caused.")] + "caused.",
        "(b) The clerk noted it.",
        "No entry follows.",
    ]


def wide_page(rng: random.Random) -> list[Line]:
    """Lines most of which go on, a wide step after the one before."""
    found: list[Line] = []
    y, leading = 80.0, rng.choice([1.9, 2.1, 2.3, 2.8, 3.1, 3.3])
    for line in random_page(rng):
        size = rng.choice([10.0] * 9 + [line.size])
        y += size * rng.choice([leading] * 6 + [1.2, 1.2, leading * 1.03, leading * 1.1])
        x0 = 50.0 + rng.choice([0.0, 0.0, 0.0, 5.0, 40.0])
        first = rng.choice(["words", "words", "of", "Words", "\u4e2d\u6587", "\u01c5a", "1"])
        flags = rng.choice([0, 0, 0, line.flags])
        found.append(
            line._replace(
                x0=x0, x1=x0 + rng.choice([230.0, 230.0, 228.5, 190.0, 100.0]), y=y, top=y - 9.0,
                bottom=y + 2.0, size=size, first=first, flags=flags, bold=0.0, mono=0,
                direction=(1.0, 0.0), hidden=None, box=None,
                runs=[("", 0, None, first), (" ", 0, None, "more words")], characters=len(first) + 10,
            )
        )  # fmt: skip
    return found


@pytest.mark.parametrize("seed", range(200))
def test_wide_pages_are_grouped_alike(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    by_extension, by_python = by_both(wide_page(random.Random(seed)), None, monkeypatch)
    assert by_extension == by_python


def test_wide_pages_are_of_both_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [wide_page(random.Random(seed)) for seed in range(200)]
    drafts = [by_both(page, None, monkeypatch)[1] for page in pages]
    shares = [len(found) / len(page) for found, page in zip(drafts, pages, strict=True) if len(page) > 10]
    assert min(shares) < 0.4 < 0.9 < max(shares)
