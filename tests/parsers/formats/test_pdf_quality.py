"""Whether what a page gives is its text: letters that stand for others, codes that fonts do not explain."""

from __future__ import annotations

import random

import docsieve
import pytest
from docsieve import TextQuality
from docsieve.formats._pdf.letter_pairs import surprise
from docsieve.formats._pdf.plausible import (
    are_pictograms,
    codes_are_text,
    has_usual_pairs,
    is_enciphered,
    is_in_another_alphabet,
    seek_usual_pairs,
)

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


SUBSTITUTED = str.maketrans("abcdefghijklmnopqrstuvwxyz", "qzhxvkwjygbfpdcmlotrnsuaei")


def quality(text: str) -> TextQuality | None:
    words = text.split()
    lines = [" ".join(words[i : i + 12]) for i in range(0, len(words), 12)]
    return docsieve.parse(pdf_of_lines([lines])).pages[0].text_quality


def test_letters_that_stand_for_others_need_recognition() -> None:
    found = quality(shifted(PROSE))
    assert found is not None
    assert found.needs_ocr
    assert found.reasons == ["garbled_encoding"]


@pytest.mark.parametrize("first", range(0, 54, 6))
def test_a_few_words_are_enough_to_tell_a_cipher(first: int) -> None:
    words = [word for word in PROSE.split() if len(word) > 3]
    few = " ".join(words[first % 24 : first % 24 + 7])
    assert is_enciphered(shifted(few))
    assert is_enciphered(few.translate(SUBSTITUTED))
    assert not is_enciphered(few)


def test_a_page_of_one_line_is_told_too() -> None:
    line = "The harbour was dredged twice before the railway reached the outer quay"
    assert quality(line) is None
    found = quality(shifted(line))
    assert found is not None
    assert found.reasons == ["garbled_encoding"]


def test_letters_of_another_case_are_told_too() -> None:
    # A font whose codes count from its first sign: "a" is "D".
    codes = "".join(chr(ord(c) - 29) if c.islower() else c for c in PROSE)
    found = quality(codes)
    assert found is not None
    assert found.reasons == ["garbled_encoding"]


def test_a_heading_that_can_be_read_does_not_hide_a_cipher() -> None:
    assert quality("Annual Report of the Port Authority " + PROSE.translate(SUBSTITUTED)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Tänään kokous päättyi myöhään, koska viljelijöiden edustajat vaativat tarkempia selvityksiä tukien "
        "jakamisesta ennen seuraavaa äänestystä",
        "Wczoraj przedstawiciele gminy podpisali porozumienie dotyczące przebudowy skrzyżowania",
        "Cynhaliwyd cyfarfod cyhoeddus gan y cyngor ddydd Mercher ynghylch dyfodol ysgolion cynradd",
        "Hội nghị thường niên được tổ chức tại thành phố nhằm đánh giá kết quả hoạt động trong nhiệm kỳ",
        "Mkutano wa wakulima ulifanyika mjini ambapo wajumbe walijadili mpango wa umwagiliaji na mazao",
        "MKTAYIAKQR QISFVKSHFS RQLEERLGLI EVQAPILSRV GDGTQDNLSG AEKAVQVKVK ALPDAQFEVV HSLAKWKRQT LGQHDFSAGE",
        "xxxx xxxxxx xxxxxxxx xxx xxxxx xxxxxxx xxxxxxxxxx xxxxxxxxxxxx xxxxxxxxx",
        "abcde fghij klmno pqrst uvwxy abcd efgh ijkl mnop qrst uvwx",
    ],
)
def test_other_languages_and_what_is_no_language_are_no_cipher(text: str) -> None:
    assert not is_enciphered(text)


def test_most_text_is_told_by_a_few_pairs_of_letters() -> None:
    assert has_usual_pairs(PROSE)
    assert has_usual_pairs(PROSE.upper())
    assert not has_usual_pairs(shifted(PROSE))


def test_pairs_of_letters_are_counted_alike_by_the_extension() -> None:
    extension = pytest.importorskip("_docsieve_pdfglyphs")
    found = []
    for seed in range(400):
        rng = random.Random(seed)
        letters = rng.choice(("eErRnNxyzqabcdfgh", "erinanzzxq -1ſKé字", "@[`{aeornx" + "xyz" * seed))
        text = "".join(rng.choices(letters, k=rng.choice((0, 3, 200, 799, 800, 801, 3000))))
        found.append(extension.usual_pairs(text))
        assert found[-1] == seek_usual_pairs(text), seed
    assert 50 < sum(found) < 350
    with pytest.raises(TypeError):
        extension.usual_pairs(b"er")


def test_how_letters_follow_each_other_is_known_for_all_of_them() -> None:
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    assert all(surprise(a + b) > 0 for a in alphabet for b in alphabet)
    assert surprise("qu") < surprise("qg")


def test_signs_of_latin_1_that_stand_for_another_alphabet_are_told() -> None:
    russian = "Совет директоров утвердил годовой отчёт и рекомендовал собранию не выплачивать дивиденды"
    assert is_in_another_alphabet(russian.encode("cp1251").decode("latin-1"))
    assert not is_in_another_alphabet(russian)
    icelandic = "Það er óþarfi að óttast því það verður áfram útför frá Ísafirði á þriðjudögum í ágúst"
    assert not is_in_another_alphabet(icelandic)
    assert not is_in_another_alphabet("".join(map(chr, range(0xA1, 0x100))))
    assert not is_in_another_alphabet("Chapter one ············································· 7")


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
        ("The \ufb01rst \u201cof\ufb01cial\u201d \ufb01les differ on 1\u20132 floors", True),
        ("1.5 1.0 0.5 log([NII]/H) 0.0 0.5 1.0 log([OIII]/H) SL 322", True),
        ("Linux Kernel Internals Spring 2000 Song Jiang TCP 1", True),
        ("メニューの「スタート」⇒「コントロールパネル」を押下します。一覧の中にある。", True),
        ("㩈ا⤶䋔ຊ᧽䆀ᮑ㶜♑㦇ⵇ⪖", False),
        ("", False),
    ],
)
def test_codes_count_as_text_where_they_read_like_it(codes: str, is_text: bool) -> None:
    assert codes_are_text(codes) == is_text


def test_a_few_signs_over_and_over_are_pictograms() -> None:
    assert are_pictograms("<!<!<!<!<!<!<!<!<!<!<!<!<!")
    assert not are_pictograms("\ufffd" * 60)
    assert not are_pictograms("0RGHO GRRU GH 5DDG YRRU 2QURHUHQGH =DNHQ")


def painted(codes: bytes, step: float) -> TextQuality | None:
    """The quality of a page of prose and of glyphs that no table explains, `step` points from each other."""
    pdf = Pdf()
    glyph = pdf.stream(b"500 0 0 0 750 750 d1 0 0 750 750 re f")
    names = b" ".join(b"/g%d %d 0 R" % (code, glyph) for code in set(codes))
    differences = b" ".join(b"%d /g%d" % (code, code) for code in sorted(set(codes)))
    font = pdf.add(
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 750 750] /FontMatrix [0.001 0 0 0.001 0 0] "
        b"/FirstChar 0 /LastChar 255 /Widths [" + b"500 " * 256 + b"] /Encoding << /Type /Encoding "
        b"/Differences [" + differences + b"] >> /CharProcs << " + names + b" >> >>"
    )
    content = "BT /F1 10 Tf 40 540 Td 12 TL " + " ".join(
        f"({line}) Tj T*" for line in (PROSE[:80], PROSE[80:160], PROSE[160:240], PROSE[240:])
    )
    for row, code in enumerate(codes):
        content += f" /G 10 Tf 1 0 0 1 {40 + row % 50 * step} {400 - row // 50 * 12} Tm <{code:02X}> Tj"
    pdf.page(content + " ET", resources=b"/Font << /F1 3 0 R /G %d 0 R >>" % font)
    return docsieve.parse(pdf.file()).pages[0].text_quality


def test_glyphs_painted_over_each_other_are_a_filling_and_no_text() -> None:
    codes = bytes(33 + i % 15 for i in range(400))
    letters = painted(codes, 6.0)
    assert letters is not None
    assert letters.reasons == ["garbled_encoding"]
    assert painted(codes, 1.2) is None


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
