"""Characters of fonts that name none, by the codes of TeX."""

from __future__ import annotations

from pathlib import Path

import docsieve
import pytest
from docsieve import Paragraph
from docsieve.formats._pdf.glyph_fallback import SEGMENT
from docsieve.formats._pdf.tex_codes import with_characters

from tests.corpus.pdf import make_orders

CORPUS = Path(__file__).parents[2] / "corpus" / "pdf"


def test_ligatures_of_bitmap_fonts_of_tex_are_read_by_their_codes() -> None:
    document = docsieve.parse((CORPUS / "tex_fonts.pdf").read_bytes(), filename="tex_fonts.pdf")
    blocks = [block for block in document.pages[0].blocks if isinstance(block, Paragraph)]
    assert ["".join(span.text for span in block.spans) for block in blocks] == list(make_orders.TEX_SHOWN)


@pytest.mark.parametrize(
    ("name", "words", "shown"),
    [
        ("", "x\x0b = y\x0c", "x\ufffd = y\ufffd"),  # of a formula: no words
        ("Symbols", "o\x0bered o\x0bers", "o\ufffdered o\ufffders"),  # not TeX's: its codes may be anything
        ("", "o\x1bered o\x1bers", "o\ufb00ered o\ufb00ers"),
    ],
)
def test_codes_are_characters_only_in_nameless_fonts_of_words(name: str, words: str, shown: str) -> None:
    record = SEGMENT.pack(0, 0, 90, 9, 0, 0, 90, 9, 9, 1, 0, 0, len(words), 255, 0, 0, 0)
    assert with_characters(words, record, [name]) == shown
