"""Chinese, Japanese and Korean text in fonts that a PDF names and does not hold, level and vertical."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import docsieve
import pytest
from docsieve import Paragraph

from tests.corpus.pdf.make_ideographs import (
    CHINESE,
    HEADING,
    IDEOGRAPHS,
    LOWER,
    UPPER,
    painted_one_by_one,
)
from tests.corpus.pdf.make_samples import Pdf
from tools import stand_in_font

SAMPLE = Path(__file__).parents[2] / "corpus" / "pdf" / "ideographs.pdf"


def test_the_sample_is_what_its_script_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    written: dict[str, bytes] = {}
    monkeypatch.setattr(Pdf, "write", lambda pdf, name: written.update({name: pdf.file()}))
    for make in IDEOGRAPHS:
        make()
    assert written == {SAMPLE.name: SAMPLE.read_bytes()}


def test_the_stand_in_font_is_what_its_script_draws() -> None:
    assert stand_in_font.FONT.read_bytes() == stand_in_font.draw()


def test_tiers_are_read_one_after_the_other_and_a_high_heading_first() -> None:
    text = "".join(chain.from_iterable(block_texts(0)))
    assert text == "".join((HEADING, *UPPER, *LOWER))


def test_level_lines_of_such_a_font_are_read_too() -> None:
    assert block_texts(1) == list(CHINESE)


def test_characters_of_such_a_font_have_their_places() -> None:
    page = docsieve.parse(SAMPLE.read_bytes()).pages[0]
    for block in page.blocks:
        assert block.where is not None
        box = block.where.bbox
        assert box is not None
        assert box.x1 - box.x0 >= 10
        assert box.bottom - box.top >= 80


def test_room_that_ideographs_leave_beside_them_is_no_space() -> None:
    made = painted_one_by_one("港口每天早上开放", [0, 1, 2, 3.15, 4.15, 5.15, 7, 8])
    assert docsieve.render(docsieve.parse(made), "text") == "港口每天早上 开放\n"


def block_texts(page: int) -> list[str]:
    blocks = docsieve.parse(SAMPLE.read_bytes()).pages[page].blocks
    return ["".join(span.text for span in block.spans) for block in blocks if isinstance(block, Paragraph)]
