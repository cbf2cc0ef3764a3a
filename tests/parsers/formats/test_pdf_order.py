"""The order in which a PDF's text is read, against pages whose order is known."""

from __future__ import annotations

import random
from pathlib import Path

import docsieve
import pytest
from docsieve import Heading, Paragraph, Span
from docsieve.formats._pdf.bidi import mend_brackets

from tests.corpus.pdf import make_layouts
from tests.corpus.pdf.make_layouts import LEFT, MIDDLE, RIGHT, SIDE, rows
from tests.corpus.pdf.make_samples import Pdf, text
from tests.corpus.pdf.make_tagged import SENTENCES, VERTICAL

CORPUS = Path(__file__).parents[2] / "corpus" / "pdf"


def prose(*columns: tuple[str, ...]) -> list[str]:
    return [" ".join(lines) for lines in columns]


def read(data: bytes, page: int = 1) -> list[str]:
    blocks = docsieve.parse(data, filename="made.pdf").pages[page - 1].blocks
    return ["".join(s.text for s in b.spans) for b in blocks if isinstance(b, Paragraph | Heading)]


def test_layout_samples_are_what_their_script_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    written: dict[str, bytes] = {}
    monkeypatch.setattr(Pdf, "write", lambda pdf, name: written.update({name: pdf.file()}))
    for make in make_layouts.LAYOUTS:
        make()
    assert written
    assert written == {name: (CORPUS / name).read_bytes() for name in written}


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (1, ["A short history of the port", *prose(LEFT, RIGHT), "Printed by the harbour press"]),
        (2, prose(LEFT, MIDDLE, RIGHT)),
        (
            3,
            [
                *prose(LEFT, MIDDLE),
                "Both columns end above this line, which runs over the whole width of the page.",
                *prose(RIGHT, LEFT),
            ],
        ),
    ],
)
def test_columns_painted_row_by_row_are_read_one_after_the_other(page: int, expected: list[str]) -> None:
    assert read((CORPUS / "columns.pdf").read_bytes(), page) == expected


def test_a_side_bar_stays_whole() -> None:
    assert set(read((CORPUS / "columns.pdf").read_bytes(), 4)) == {*prose(RIGHT, SIDE)}


def test_columns_in_the_right_order_stay_as_they_are() -> None:
    pdf = Pdf()
    pdf.page(rows([(50, RIGHT)], 500) + rows([(230, LEFT)], 500))
    pdf.page(rows([(230, RIGHT)], 500) + rows([(50, LEFT)], 500))
    assert read(pdf.file(), 1) == prose(RIGHT, LEFT)
    assert read(pdf.file(), 2) == prose(RIGHT, LEFT)  # odd, but nothing on the page contradicts it


def test_columns_of_short_entries_are_no_prose() -> None:
    names = [("Ada Lovelace", "Bonn"), ("Grace Hopper", "Arlington"), ("Emmy Noether", "Bryn Mawr")] * 3
    pdf = Pdf()
    pdf.page(rows([(50, [a for a, _ in names]), (230, [b for _, b in names])], 500))
    found = docsieve.render(docsieve.parse(pdf.file(), filename="made.pdf"), "text")
    assert " ".join(found.split()).startswith("Ada Lovelace Bonn Grace Hopper Arlington")


@pytest.mark.parametrize("seed", range(6))
def test_paragraphs_painted_in_any_order_are_read_from_top_to_bottom(seed: int) -> None:
    paragraphs = [LEFT, MIDDLE, RIGHT, LEFT[:4], MIDDLE[2:]]
    painted = [rows([(60, lines)], 540 - 100 * i) for i, lines in enumerate(paragraphs)]
    random.Random(seed).shuffle(painted)
    pdf = Pdf()
    pdf.page("".join(painted) + text(60, 20, 8, "12"))
    assert read(pdf.file()) == [*prose(*paragraphs), "12"]


def test_brackets_among_right_to_left_text_open_before_they_close() -> None:
    assert read((CORPUS / "brackets.pdf").read_bytes()) == [words for _, words in SENTENCES]


def test_upright_glyphs_painted_one_by_one_are_read_downwards() -> None:
    assert read((CORPUS / "vertical.pdf").read_bytes()) == list(VERTICAL)


@pytest.mark.parametrize(
    ("shown", "mended"),
    [
        (")א( ב", "(א) ב"),
        ("(א) ב", "(א) ב"),
        ("(א( ב", "(א) ב"),
        ("]א[ )ב(", "[א] (ב)"),
        (")א) ב", "(א) ב"),
        ("1) א", "1) א"),
    ],
)
def test_only_brackets_that_do_not_match_are_turned(shown: str, mended: str) -> None:
    spans = [Span(shown[:2]), Span(shown[2:], bold=True)]
    mend_brackets(spans)
    assert "".join(span.text for span in spans) == mended
