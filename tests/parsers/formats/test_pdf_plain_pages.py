"""What the C extension reads in one call, from segments to paragraphs, is what the steps one by one give."""

from __future__ import annotations

import random
import struct
from itertools import pairwise

import msgspec
import pytest
from docsieve.formats._pdf.glyph_fallback import SEGMENT
from docsieve.formats._pdf.glyphs import Font, Glyphs
from docsieve.formats._pdf.grids import Edge
from docsieve.formats._pdf.layout import page_lines, page_text
from docsieve.formats._pdf.rule_bands import find_bands
from docsieve.formats._pdf.tables import Ruling, read_drafts, take_tables

pytest.importorskip("_docsieve_pdfglyphs")

SIZE = 600.0, 800.0
_WORDS = ["plain", "of", "12.5", "-3", "Table 1", "1.", "•", "字", "ß", "ﬁx", "no-", "A b c d", "x" * 50]
_STEPS = (2.5, 2.5, 3.0, 4.0, 0.0)


def random_page(rng: random.Random) -> tuple[Glyphs, list[Edge]]:
    """Lines of words, some in columns, between rules."""
    text, starts, records = "", [], b""
    rules = []
    often = rng.choice([0.0, 0.06, 0.15])
    is_table = rng.random() < 0.2
    y, gaps, leading = 60.0, rng.choice([0.0, 0.0, 0.0, 0.02, 0.3, 0.6]), rng.choice([12.0, 18.0])
    while y < 700:
        if rng.random() < often:
            rules.append(Edge(y + 3, 40.0 + rng.choice([0, 0, 30]), rng.choice([300.0, 450.0, 450.0])))
        x, em = 50.0 + rng.choice([0, 0, 0, 20]), rng.choice([10.0, 10.0, 10.0, 7.0, 14.0])
        for _ in range(rng.randint(1, 6)):
            word = rng.choice(_WORDS)
            width = 0.5 * em * len(word)
            place = x, y - 9, x + width, y + 2, x, y, x + width, y, em, 1.0, 0.0, len(text), len(text + word)
            records += SEGMENT.pack(*place, 255, rng.choice([0, 0, 0, 1]), 0, rng.choice([0, 0, 1, 1, 64]))
            wide = rng.choice([0.0, 0.0, 0.6]) * em
            starts += [int((x + 0.5 * em * i + wide * word[:i].count(" ")) * 100) for i in range(len(word))]
            text += word
            if is_table:
                x = max(x + width + 9, 50.0 + 130.0 * ((x - 40.0) // 130.0 + 1))
                continue
            x += width + rng.choice((30.0, 90.0) if rng.random() < gaps else _STEPS)
        y += leading
    fonts = [Font("", False, False, False, 0), Font("", True, False, False, 1)]
    glyphs = Glyphs(text, records, struct.pack(f"<{len(starts)}i", *starts), fonts, len(text), 0)
    return glyphs, rules if len(rules) > 2 else []


def step_by_step(glyphs: Glyphs, rules: list[Edge]) -> tuple[int, list[object]]:
    lines, tables = take_tables(
        Ruling([], rules, rules) if rules else None, page_lines(glyphs, *SIZE, ocr_layer=False), glyphs, None
    )
    return len(tables), list(map(msgspec.structs.astuple, read_drafts(lines, tables, glyphs, None)))


def test_plain_pages_are_read_as_step_by_step() -> None:
    plain = with_rules = tables = bandless = 0
    for seed in range(300):
        glyphs, rules = random_page(random.Random(seed))
        lines, drafts, may_be_banded = page_text(glyphs, *SIZE, ocr_layer=False, unseen={}, rules=rules)
        if drafts is None and not may_be_banded:
            assert not find_bands(rules, rules, lines, glyphs), seed
            bandless += bool(rules)
        count, wanted = step_by_step(glyphs, rules)
        tables += count > 0
        if drafts is not None:
            assert count == 0, seed
            assert list(map(msgspec.structs.astuple, drafts)) == wanted, seed
            plain += 1
            with_rules += bool(rules)
    assert plain > 40
    assert with_rules > 10
    assert tables > 4
    assert bandless > 4


def test_pages_with_links_or_hidden_text_are_left_to_python() -> None:
    glyphs, _ = random_page(random.Random(1))
    assert page_text(glyphs, *SIZE, ocr_layer=False, unseen={}, rules=None)[1] is None
    assert page_text(glyphs, *SIZE, ocr_layer=False, unseen={0: "layer"}, rules=[])[1] is None


def test_more_rules_than_are_worth_a_look_are_left_to_python() -> None:
    glyphs = next(g for seed in range(50) for g, rules in [random_page(random.Random(seed))] if not rules)
    rules = [Edge(float(at), 40.0, 450.0) for at in range(60, 120)]
    lines, drafts, _ = page_text(glyphs, *SIZE, ocr_layer=False, unseen={}, rules=rules)
    assert drafts is None
    assert all(a.start < b.start for a, b in pairwise(lines))
