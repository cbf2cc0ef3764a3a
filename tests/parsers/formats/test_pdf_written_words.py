"""The C extension and Python find the same words in the text of a document."""

from __future__ import annotations

import random

import pytest
from docsieve.formats._pdf import written_words
from docsieve.formats._pdf.drafts import FIELDS, Draft
from docsieve.formats._pdf.written_words import holding, look_up, seek
from docsieve.geometry import BBox
from docsieve.model import Span

extension = pytest.importorskip("_docsieve_pdfglyphs")

_SIGNS = "aaabbcdeAB\u00e9\u00c9\u00df\u0130\ufb01\u03a3\u0149\u4e2d\u05d0_-'\u2019 .\x02\x03\u00b2\u066319"


def _text(rng: random.Random, most: int) -> str:
    return "".join(rng.choices(_SIGNS, k=rng.randint(0, most)))


def _draft(rng: random.Random) -> Draft:
    spans = [Span(_text(rng, 30)) for _ in range(rng.randint(0, 4))]
    return Draft(spans, BBox(0.0, 0.0, 1.0, 1.0))


@pytest.mark.parametrize("apostrophes", [False, True])
def test_both_find_the_same_words(apostrophes: bool) -> None:
    rng = random.Random(7)
    found = 0
    for _ in range(400):
        texts = [_draft(rng) if rng.random() < 0.5 else _text(rng, 60) for _ in range(rng.randint(0, 6))]
        words = {_text(rng, rng.choice((2, 7))).casefold() for _ in range(rng.randint(0, 12))}
        parts = {_text(rng, rng.choice((2, 7))).casefold() for _ in range(rng.randint(0, 12))}
        for item in texts:
            whole = (item if isinstance(item, str) else item.text).casefold()
            at = rng.randint(0, len(whole))
            parts.add(whole[at : at + rng.randint(1, 9)])
            words.update(whole.split()[:2])
        expected = seek([texts], parts, words, apostrophes=apostrophes)
        assert look_up([texts[:2], texts[2:]], parts, words, apostrophes=apostrophes) == expected
        found += len(expected.parts) + len(expected.words)
    assert found > 1000


def test_both_find_the_same_drafts(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(8)
    drafts = [_draft(rng) for _ in range(200)]
    held = holding(drafts, "\x02-")
    monkeypatch.setattr(written_words, "native", lambda: None)
    assert all(held)
    assert held == holding(drafts, "\x02-")


def test_a_part_stands_within_words_and_a_word_does_not() -> None:
    words = {"example", "known", "reexamples", ""}
    found = look_up([["Reexamples, un\x02known"]], {"example", "sample"}, words)
    assert found == ({"example"}, {"reexamples", ""})


def test_words_go_on_behind_an_apostrophe_where_they_have_them() -> None:
    assert look_up([["the dog\u2019s a_b"]], (), {"dog", "the", "b"}, apostrophes=True).words == {"the"}
    assert look_up([["the dog\u2019s a_b"]], (), {"dog", "the", "b"}).words == {"dog", "the", "b"}


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(TypeError, match="no such field"):
        extension.words([[7]], {"a"}, set(), False, FIELDS)
    with pytest.raises(TypeError, match="texts must be in lists"):
        extension.words(["a"], {"a"}, set(), False, FIELDS)
    with pytest.raises(TypeError, match="a word must be a str"):
        extension.words([["a"]], {7}, set(), False, FIELDS)
