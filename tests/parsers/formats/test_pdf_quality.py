"""Whether what a page gives is its text: letters that stand for others, codes that fonts do not explain."""

from __future__ import annotations

import docsieve
import pytest
from docsieve import TextQuality
from docsieve.formats._pdf.plausible import codes_are_text, is_enciphered

from e2e.made_files import pdf_of_lines
from tests.corpus.pdf.make_samples import Pdf

PROSE = (
    "The harbour was dredged twice in the years before the war and each time the spoil was carried out to "
    "the bank that now shelters the outer mole from the west Nobody had planned it so yet the pilots soon "
    "steered by it When the railway reached the quay the ships grew larger than the lock so another basin "
    "was dug north of it"
)


def shifted(text: str) -> str:
    """Every letter as the one before it, as fonts with a wrong table of characters give them."""
    return "".join(chr(ord(c) - 1) if c.isalpha() and c not in "aA" else c for c in text)


def quality(text: str) -> TextQuality | None:
    words = text.split()
    lines = [" ".join(words[i : i + 12]) for i in range(0, len(words), 12)]
    return docsieve.parse(pdf_of_lines([lines])).pages[0].text_quality


def test_letters_that_stand_for_others_need_recognition() -> None:
    found = quality(shifted(PROSE))
    assert found is not None
    assert found.needs_ocr
    assert found.reasons == ["garbled_encoding"]


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "L C X U " * 100,
        " ".join(f"NVDA MSFT {n}.50" for n in range(100)),
        " ".join(f"if (cnt{n} < src->len) memcpy(dst, src->ptr, cnt{n});" for n in range(60)),
        "Strč prst skrz krk. " * 40 + PROSE,
    ],
)
def test_text_with_few_vowels_is_no_cipher(text: str) -> None:
    assert quality(text) is None


def test_a_page_of_hashes_is_no_cipher() -> None:
    digits = "0123456789abcdef"
    hashes = " ".join("".join(digits[(n * k * k + k) % 16] for k in range(40)) for n in range(80))
    assert not is_enciphered(hashes)


@pytest.mark.parametrize(
    ("codes", "is_text"),
    [
        ("Cost per Million Pages (USD, log scale)", True),
        ("0.5 1.0 1.5 10.0 20.0 (k)", True),
        ("0RGHO GRRU GH 5DDG YRRU 2QURHUHQGH =DNHQ", False),
        ("\u00d7\u00b2\u00a8\u00c6\u00b1\u00ba\u00b4\u00bd\u00a8", False),
        ("<!<!<!<!<!<!<!<!<!<!<!<!<!", False),
        ("", False),
    ],
)
def test_codes_count_as_text_where_they_read_like_it(codes: str, is_text: bool) -> None:
    assert codes_are_text(codes) == is_text


def picture_alone(width: float, height: float) -> TextQuality | None:
    pdf = Pdf()
    entries = (
        b" /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    image = pdf.stream(b"\0", entries)
    pdf.page(f"q {width} 0 0 {height} 51 301 cm /A Do Q", resources=f"/XObject << /A {image} 0 R >>".encode())
    return docsieve.parse(pdf.file()).pages[0].text_quality


def test_a_page_with_a_picture_that_could_hold_words_needs_recognition() -> None:
    found = picture_alone(120, 60)
    assert found is not None
    assert found.needs_ocr
    assert picture_alone(4, 4) is None
