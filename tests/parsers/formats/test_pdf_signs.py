"""Text in fonts of signs: what a reader sees, not the letters at whose places the signs are."""

from __future__ import annotations

from pathlib import Path

import docsieve
import pytest
from docsieve import ListItem, Paragraph
from docsieve.formats._pdf.glyph_fallback import SEGMENT
from docsieve.formats._pdf.symbol_codes import with_signs

from tests.corpus.pdf import make_signs
from tests.corpus.pdf.make_samples import Pdf

CORPUS = Path(__file__).parents[2] / "corpus" / "pdf"
_GUESS = 8


def test_the_sample_is_what_its_script_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    written: dict[str, bytes] = {}
    monkeypatch.setattr(Pdf, "write", lambda pdf, name: written.update({name: pdf.file()}))
    make_signs.signs()
    assert written == {"signs.pdf": (CORPUS / "signs.pdf").read_bytes()}


def test_letters_of_fonts_of_signs_are_the_bullets_and_boxes_they_show() -> None:
    document = docsieve.parse((CORPUS / "signs.pdf").read_bytes(), filename="signs.pdf")
    items = [block for block in document.pages[0].blocks if isinstance(block, ListItem)]
    assert [(item.marker, item.spans[0].text) for item in items] == [
        (sign, words) for _, _, words, sign in make_signs.ENTRIES
    ]


def test_words_in_a_font_named_like_one_of_signs_stay() -> None:
    document = docsieve.parse((CORPUS / "signs.pdf").read_bytes(), filename="signs.pdf")
    last = document.pages[0].blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.spans[0].text == make_signs.WORDS


@pytest.mark.parametrize(
    ("name", "flags", "text", "shown"),
    [
        ("Wingdings-Regular", 0, "\uf0fc\uf020", "✓\u200b"),
        ("Wingdings-Regular", _GUESS, "\xbe", "➢"),  # the number of a glyph
        ("Wingdings-Regular", 0, "!", "!"),  # a number given by macOS
        ("Wingdings2", 0, "P", "✓"),
        ("Wingdings2", 0, "\u201a", "\u201a"),
        ("ZapfDingbatsITC", _GUESS, "4", "✔"),
        ("SymbolMT", _GUESS, "x", "•"),  # the number of a glyph
        ("SymbolMT", 0, "x(\uf06d)", "x(μ)"),
        ("Symbol", _GUESS, "\xa3", "≤"),
        ("Symbol", 0, "\xd7", "×"),
        ("CMSY10", _GUESS, "h", "⟨"),
        ("CMSY10", 0, "F", "F"),
        ("UniversalStd-NewswithCommPi", _GUESS, "a", "▶"),
        ("Symbolic-Sans", _GUESS, "a", "a"),
        ("Helvetica", _GUESS, "n", "n"),
    ],
)
def test_characters_of_fonts_of_signs_are_read_by_name_and_by_what_the_file_is_sure_of(
    name: str, flags: int, text: str, shown: str
) -> None:
    record = SEGMENT.pack(0, 0, 90, 9, 0, 0, 90, 9, 9, 1, 0, 0, len(text), 255, 0, 0, flags)
    assert with_signs(text, record, [name]) == shown


def test_a_stroke_painted_before_a_sign_goes_through_it() -> None:
    stroke = SEGMENT.pack(0, 0, 9, 9, 0, 0, 9, 9, 9, 1, 0, 1, 2, 255, 0, 0, _GUESS)
    equals = SEGMENT.pack(0, 0, 9, 9, 0, 0, 9, 9, 9, 1, 0, 2, 3, 255, 1, 0, 0)
    assert with_signs("a6=b", stroke + equals, ["CMSY10", "CMR10"]) == "a≠\u200bb"
