"""The C extension and Python see the same in the drafts of a page, and make the same paragraphs of them."""

from __future__ import annotations

import copy
import random

import pytest
from docsieve.formats._pdf import structure, survey
from docsieve.formats._pdf.drafts import (
    CAPTION,
    FIELDS,
    GOES_ON,
    HOLDS,
    HYPHENED,
    IN_MARGIN,
    NOTE,
    QUOTE,
    TITLE,
    Declared,
    Draft,
    DraftPage,
    TableDraft,
)
from docsieve.geometry import BBox
from docsieve.model import Image, Locator, Paragraph, Span

extension = pytest.importorskip("_docsieve_pdfglyphs")

_TEXTS = (
    "Figure 3 shows", "fig. A2", "Table of figures", "Tabelle 12", "图3", "Abb. 1", "and so on", "1 See",
    "* By hand", "\x03torn", "exam\x02ple", "well-known", "", "\u00b2 Raised", "\u00e9t\u00e9", "Page 3", "S",
)  # fmt: skip


def _draft(rng: random.Random) -> Draft:
    x0, top = rng.uniform(40, 300), rng.uniform(0, 780)
    draft = Draft(
        [Span(rng.choice(_TEXTS), superscript=rng.random() < 0.1) for _ in range(rng.randint(0, 3))],
        BBox(x0, top, x0 + 200, top + 12),
        size=rng.choice((9.0, 10.0, 10, 14.5)),
        bold=rng.random() < 0.3,
        mono=rng.random() < 0.1,
        lines=rng.randint(1, 5),
        hidden="invisible" if rng.random() < 0.1 else None,
        characters=rng.randint(0, 200),
        level=rng.random() < 0.9,
        marker=rng.choice((None, None, None, "1.", "")),
        ordered=rng.random() < 0.5,
        declared=Declared("note") if rng.random() < 0.1 else None,
        ends=rng.choice((None, None, [], [3.0])),
    )
    if rng.random() < 0.1:
        draft.spans, draft.table = [], TableDraft([])
    elif rng.random() < 0.1:
        draft.spans, draft.block = [], Image(where=Locator(1))
    return draft


def _page(rng: random.Random) -> DraftPage:
    bars = [BBox(1.0, 2.0, 3.0, 40.0)] if rng.random() < 0.2 else []
    return DraftPage(0, 612.0, 792.0, [_draft(rng) for _ in range(rng.randint(0, 20))], bars)


def test_both_see_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(3)
    pages = [_page(rng) for _ in range(300)]
    looks = survey.Survey.of(pages)
    flags = [page.flags for page in pages]
    monkeypatch.setattr(survey, "native", lambda: None)
    assert vars(survey.Survey.of(pages)) == vars(looks)
    assert [page.flags for page in pages] == flags
    for flag in (IN_MARGIN, CAPTION, NOTE, TITLE, QUOTE, GOES_ON, HOLDS, HYPHENED):
        assert 50 < sum(flag & each > 0 for each in b"".join(flags)) < sum(map(len, flags)) - 50


def test_both_make_the_same_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(4)
    pages = [_page(rng) for _ in range(60)]
    others = copy.deepcopy(pages)
    made = structure.write_blocks(pages, [])
    monkeypatch.setattr(structure, "native", lambda: None)
    assert structure.write_blocks(others, []) == made


def test_what_was_added_to_a_page_since_it_was_seen_is_seen_as_well() -> None:
    rng = random.Random(5)
    pages = [_page(rng) for _ in range(60)]
    others = copy.deepcopy(pages)
    seen = survey.Survey.of(pages)
    assert structure.write_blocks(copy.deepcopy(pages), [], seen) == structure.write_blocks(others, [])
    box = BBox(40.0, 300.0, 240.0, 312.0)
    page = DraftPage(0, 612.0, 792.0, [Draft([Span("a")], box, characters=1)])
    seen = survey.Survey.of([page])
    page.drafts.append(Draft([Span("lan\x02tern")], box, characters=7))
    [*_, last] = structure.write_blocks([page], [], seen)[0]
    assert isinstance(last, Paragraph)
    assert last.spans[0].text == "lantern"


def test_what_is_no_draft_is_refused() -> None:
    with pytest.raises(TypeError, match="no such field"):
        extension.survey([7], 1.0, 2.0, 3.0, False, "", "", FIELDS, {}, {})
    with pytest.raises(TypeError, match="a descriptor of each field"):
        extension.plain([], 1, {}, {}, (), structure._PARAGRAPH)
