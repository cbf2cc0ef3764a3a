"""The C extension and its ctypes twin give the same bytes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from docsieve import CorruptError
from docsieve.formats._pdf import (
    alternatives,
    content_fallback,
    glyph_fallback,
    layout,
    link_fallback,
    shape_fallback,
    spans,
)
from docsieve.formats._pdf.annotations import FormReader
from docsieve.formats._pdf.glyphs import Font, Glyphs, Segment, _font, read_glyphs
from docsieve.formats._pdf.layout import page_lines
from docsieve.formats._pdf.lines import Line, Piece, Run, pieces_of
from docsieve.formats._pdf.paragraphs import seek_short_lines
from docsieve.formats._pdf.pdfium import PdfFile, address, raw
from docsieve.formats._pdf.pdfium import native as find_extension
from docsieve.formats._pdf.spans import join_lines
from docsieve.formats._pdf.widgets import widgets
from docsieve.geometry import BBox
from docsieve.model import Locator

CORPUS = Path(__file__).parents[2] / "corpus" / "pdf"
extension = pytest.importorskip("_docsieve_pdfglyphs")


def random_pdf(seed: int) -> bytes:
    """A page of text in random places, sizes, directions, gaps and modes, with rules and curves."""
    rng = random.Random(seed)
    parts = []
    for _ in range(60):
        size = rng.choice([1, 6.5, 9, 12, 31])
        a, b = rng.choice([(1, 0), (0, 1), (-1, 0), (0, -1), (0.996, 0.087), (1.3, 0)])
        word = "".join(rng.choice("abc de-fi.,()\x80\x95 ") for _ in range(rng.randint(1, 14)))
        word = word.replace("(", "\\(").replace(")", "\\)")
        pieces = f"({word}) {rng.randint(-1500, 600)} (x y) {rng.choice([-110, -100, -150, -333, 0])} (z)"
        parts.append(
            f"BT {rng.choice([0, 0, 0.4, 3])} Tc {rng.choice([0, 0, 2, 3])} Tr /F1 {size} Tf "
            f"{a} {b} {-b} {a} {rng.uniform(-20, 600):.3f} {rng.uniform(-20, 800):.3f} Tm [{pieces}] TJ ET"
        )
        x, y = rng.uniform(0, 500), rng.uniform(0, 700)
        parts.append(
            rng.choice(
                [
                    f"{x:.2f} {y:.2f} 80 0.5 re f",
                    f"{x:.2f} {y:.2f} m {x + 90:.2f} {y:.2f} l {x + 90:.2f} {y - 30:.2f} l S",
                    f"{x:.2f} {y:.2f} m {x + 9:.2f} {y:.2f} {x:.2f} {y + 9:.2f} {x + 5:.2f} {y:.2f} c S",
                ]
            )
        )
    content = "\n".join(parts).encode("latin-1")
    return (
        b"%%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [7 -5 600 800] /Rotate %d /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >> >> >> >>\n"
        b"endobj\n"
        b"4 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%%%EOF\n"
    ) % (90 * (seed % 4), len(content), content)


def both(data: bytes, limit: int = 100_000) -> Iterator[tuple[object, object]]:
    pdfium = raw()
    addresses = tuple(address(getattr(pdfium, name)) for name in extension.FUNCTIONS)
    with PdfFile(data, None) as file, FormReader.of(file) as form:
        for index in range(file.page_count):
            try:
                with file.page(index) as page:
                    matrix = page.frame.matrix
                    for wanted in range(3):
                        yield (
                            extension.segments(
                                addresses, address(file.handle), address(page.handle), wanted, matrix, limit
                            ),
                            glyph_fallback.segments(pdfium, file.handle, page.handle, wanted, matrix, limit),
                        )
                    yield (
                        extension.shapes(addresses, address(page.handle), matrix, limit),
                        shape_fallback.shapes(pdfium, page.handle, matrix, limit),
                    )
                    for begin in range(2):
                        yield (
                            extension.links(
                                addresses, address(file.handle), address(page.handle), begin, limit
                            ),
                            link_fallback.links(pdfium, file.handle, page.handle, begin, limit),
                        )
                    if form is not None:
                        count = page.annotation_count
                        yield (
                            extension.widgets(addresses, address(page.handle), address(form.handle), count),
                            widgets(pdfium, page.handle, form.handle, count),
                        )
                    yield (
                        extension.tree(addresses, address(page.handle), limit),
                        content_fallback.tree(pdfium, page.handle, limit),
                    )
                    yield (
                        extension.images(addresses, address(page.handle), limit),
                        alternatives.images(pdfium, page.handle, limit),
                    )
            except CorruptError:
                continue


@pytest.mark.parametrize("seed", range(8))
def test_same_bytes_on_random_pages(seed: int) -> None:
    pairs = list(both(random_pdf(seed)))
    assert len(pairs[0][0][1]) > 100 * 104  # type: ignore[index]
    for native, twin in pairs:
        assert native == twin


@pytest.mark.parametrize(
    "name", ["article.pdf", "spacing.pdf", "annotated.pdf", "scan.pdf", "tagged_pictures.pdf"]
)
def test_same_bytes_on_samples(name: str) -> None:
    for native, twin in both((CORPUS / name).read_bytes()):
        assert native == twin


def test_limit_is_kept() -> None:
    for native, twin in both((CORPUS / "article.pdf").read_bytes(), limit=10):
        assert native == twin


def lines_of(data: bytes, *, ocr_layer: bool, monkeypatch: pytest.MonkeyPatch) -> list[list[list[Line]]]:
    """The lines of each page, by the extension and by Python alone."""
    found = []
    with PdfFile(data, None) as file:
        for index in range(file.page_count):
            with file.page(index) as page, monkeypatch.context() as patched:
                glyphs = read_glyphs(page, 100_000)
                size = page.frame.width, page.frame.height
                by_extension = page_lines(glyphs, *size, ocr_layer=ocr_layer)
                patched.setattr(layout, "native", lambda: None)
                found.append([by_extension, page_lines(glyphs, *size, ocr_layer=ocr_layer)])
                for first, second in zip(*found[-1], strict=True):
                    assert first[:16] + first[17:] == second[:16] + second[17:]
                    assert members(first, glyphs) == members(second, glyphs)
    return found


def members(line: Line, glyphs: Glyphs) -> list[tuple[Segment, str, int]]:
    return [(piece.segment, piece.text, piece.before) for piece in pieces_of(line, glyphs)]


@pytest.mark.parametrize("ocr_layer", [False, True])
@pytest.mark.parametrize("seed", range(8))
def test_same_lines_on_random_pages(seed: int, ocr_layer: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    (pair,) = lines_of(random_pdf(seed), ocr_layer=ocr_layer, monkeypatch=monkeypatch)
    assert len(pair[0]) > 20
    assert len({(line.hidden, line.direction) for line in pair[0]}) > 2


@pytest.mark.parametrize("name", ["article.pdf", "spacing.pdf", "annotated.pdf", "scan.pdf"])
def test_same_lines_on_samples(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = lines_of((CORPUS / name).read_bytes(), ocr_layer=False, monkeypatch=monkeypatch)
    assert name == "scan.pdf" or any(isinstance(line.members, bytes) for line in pages[0][0])


def words_on_a_line(words: list[tuple[float, float, float, str, int]]) -> bytes:
    """Segments at (x, baseline, em) of half an em a character, with flags; fonts 0 and 1 by turns."""
    packed, at = [], 0
    for number, (x, y, em, text, flags) in enumerate(words):
        x1 = x + 0.5 * em * len(text)
        box = (x, y - 0.9 * em, x1, y + 0.2 * em, x, y, x1, y, em, 1.0, 0.0)
        packed.append(
            glyph_fallback.SEGMENT.pack(*box, at, at + len(text), 255, number % 2, number % 3, flags)
        )
        at += len(text)
    return b"".join(packed)


@pytest.mark.parametrize("seed", range(40))
def test_same_lines_of_random_segments(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    words, x, y = [], 40.0, 100.0
    for _ in range(300):
        text = rng.choice(["a", "b", "word", "x2", "\u4e2d\u6587", "\u05d0\u05d1", ".", "\U00020000", "-"])
        em = rng.choice([10.0, 10.0, 10.0, 7.0, 12.5])
        words.append((x, y + rng.choice([0, 0, 0, 2, -3]), em, text, rng.choice([0, 0, 0, 1, 2, 4, 16, 64])))
        x += 0.5 * em * len(text) + rng.choice([0, 0.5, 1.5, 2, 2.5, 3.5, 6, 15, 25, -8, -30])
        if rng.random() < 0.1:
            words.append(words[-1])
        if x > 500:
            x, y = 40.0, y + 12
    text = "".join(word[3] for word in words)
    fonts = [Font("", False, False, False, 0), Font("", True, False, True, 5)]
    glyphs = Glyphs(text, words_on_a_line(words), b"", fonts, len(text), 0)
    by_extension = page_lines(glyphs, 600, 800, ocr_layer=False)
    monkeypatch.setattr(layout, "native", lambda: None)
    by_python = page_lines(glyphs, 600, 800, ocr_layer=False)
    assert len(by_python) > 10
    for first, second in zip(by_extension, by_python, strict=True):
        assert first[:16] + first[17:] == second[:16] + second[17:]
        assert members(first, glyphs) == members(second, glyphs)


#: Endings and beginnings that `separate` tells apart, and what only Python replaces.
_ENDS = [
    "exam-",
    "exam\u2010",
    "-",
    "3-",
    "a\u2014",
    "/usr/share/",
    "of/",
    "\u4e2d\u6587",
    "word",
    "odd\u00ad",
    "x\ufb01",
]
_BEGINNINGS = [
    "ple",
    "Ple",
    "\u6587\u4e2d",
    "-",
    "3rd",
    "\u05d0\u05d1",
    "\u2022 item",
    "a b",
    "longer words here",
]


def random_lines(rng: random.Random) -> list[Line]:
    """Lines with runs of several styles, about as long as each other, in two columns."""
    found: list[Line] = []
    for number in range(rng.randint(1, 30)):
        x0 = rng.choice([50.0, 50.0, 50.0, 62.5, 300.0])
        x1 = x0 + rng.choice([200.0, 198.5, 120.25, 40.0])
        y, size = 80.0 + 12.0 * number + rng.choice([0, 0, -200, 30]), rng.choice([10.0, 10.0, 7.5, 14.0])
        first = rng.choice(_BEGINNINGS)
        words = [
            first,
            *rng.choices(["plain", "bold words", " ", "x", "\t"], k=rng.randint(0, 3)),
            rng.choice(_ENDS),
        ]
        runs: list[Run] = [
            (rng.choice(["", " ", "\t"]), rng.choice([0, 0, 1, 2, 8, 20]), None, word) for word in words
        ]
        runs[0] = ("", runs[0][1], None, first)
        characters = sum(len(word) for word in words)
        found.append(
            Line(
                x0, y - 0.9 * size, x1, y + 0.2 * size, y, size, 0.0, 0, number, characters,
                rng.choice([0, 0, 0, 1, 2]), first, 5.0 * len(first), size, len(words[-1]), runs, b"",
                (1.0, 0.0), None, None,
            )
        )  # fmt: skip
    return found


@pytest.mark.parametrize("seed", range(200))
def test_lines_are_joined_and_found_short_alike(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    lines = random_lines(rng)
    assert extension.short_lines(lines) == seek_short_lines(lines)
    breaks = [rng.random() < 0.2 for _ in lines]
    skip = rng.choice([0, 0, 1, 3])
    fonts = [Font("", False, False, False, bits) for bits in range(8)]
    glyphs = Glyphs("\ufb01", b"", b"", fonts, 0, 0)  # some of the page's text is odd, so Python looks for it
    lines = [line._replace(members=pieces(line)) for line in lines]
    joined = join_lines(lines, breaks, glyphs, None, skip)
    monkeypatch.setattr(spans, "native", lambda: None)
    assert joined == join_lines(lines, breaks, glyphs, None, skip)


def test_most_random_lines_are_joined_by_the_extension() -> None:
    by_extension = sum(
        extension.join(lines, [False] * len(lines), 0, spans.MAKERS) is not None
        for lines in (random_lines(random.Random(seed)) for seed in range(200))
    )
    assert 20 < by_extension < 200


def pieces(line: Line) -> list[Piece]:
    """Pieces that give the line's runs, for Python to take apart."""
    found = []
    for separator, style, _, text in line.runs:
        size = line.size * (0.5 if style & 24 else 1.0)
        y = line.y - (0.4 * line.size if style & 8 else -0.2 * line.size if style & 16 else 0.0)
        segment = Segment(0, 0, 0, 0, 0, y, 0, y, size, 1, 0, 0, len(text), 255, style & 7, 0, 0)
        found.append(Piece(segment, text, 0 if not separator else 1))
    return found


def test_a_line_that_is_none_is_refused() -> None:
    for lines in ([()], [("a",) * 20], [None]):
        with pytest.raises(TypeError):
            extension.short_lines(lines)
        with pytest.raises(TypeError):
            extension.join(lines, [False], 0, spans.MAKERS)
    with pytest.raises(ValueError, match="breaks"):
        extension.join([], [], 0, spans.MAKERS)
    with pytest.raises(TypeError, match="makers"):
        extension.join([], [], 0, ())


def test_segments_are_checked() -> None:
    good = words_on_a_line([(0, 0, 10, "ab", 0)])
    rest = (600, 800, False, None, Line, None, None, None, None)
    assert extension.lines("ab", good, b"", b"\0", *rest)[0]
    for text, records, fonts in (("a", good, b"\0"), ("ab", good[:-1], b"\0"), ("ab", good, b"")):
        with pytest.raises(ValueError, match="segments"):
            extension.lines(text, records, b"", fonts, *rest)
    with pytest.raises(ValueError, match="segments"):
        extension.lines("ab", good, b"", b"\0", *rest[:-4], [], spans.MAKERS, print, None)
    with pytest.raises(ValueError, match="tuple"):
        extension.lines("ab", good, b"", b"\0", *rest[:4], int, *rest[5:])


def test_places_are_rounded_alike() -> None:
    rng = random.Random(5)
    makers = (Locator, BBox, *BBox.__struct_fields__)
    for number in range(20_000):
        sides = [
            (rng.uniform(-1, 1), rng.uniform(-900, 2000), rng.randrange(-9000, 20_000) / 100)[number % 3]
            for _ in "four"
        ]
        box = BBox(*sides)
        assert repr(extension.locator(number, box, makers)) == repr(Locator(number, box.rounded()))
    for wrong in (BBox(0.0, 0.0, float("nan"), 0.0), BBox(0.0, float("inf"), 0.0, 0.0)):
        with pytest.raises(ValueError, match="finite"):
            extension.locator(1, wrong, makers)
    here = BBox(0.0, 0.0, 1.0, 1.0)
    for arguments in ((), (1, here, ()), (1, here, makers, 2)):
        with pytest.raises(TypeError):
            extension.locator(*arguments)


def test_addresses_are_checked() -> None:
    with pytest.raises(ValueError, match="addresses"):
        extension.segments((1, 2), 1, 1, 0, (1, 0, 0, 1, 0, 0), 1)
    with pytest.raises(ValueError, match="null"):
        extension.segments((0,) * len(extension.FUNCTIONS), 1, 1, 0, (1, 0, 0, 1, 0, 0), 1)


def test_a_build_of_another_layout_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    find = find_extension.__wrapped__
    assert find() is not None
    monkeypatch.setattr(extension, "LAYOUT", extension.LAYOUT - 1)
    assert find() is None


@pytest.mark.parametrize(
    ("name", "weight", "bold"),
    [
        ("AAAAAA+NotoSansMono-Regular", 700, False),
        ("AAAAAA+Oddly", 700, True),
        ("NotoSans-Bold", 400, True),
        ("CMR10", 744, False),  # measured
        ("CIDFont+F1", 2540, False),
        ("CMSSBX10", 680, True),
        ("MyriadBdIt", 400, True),
        ("HelveticaNeueLTStd-BlkCn", 400, True),
        ("Abdo-Roman", 400, False),
    ],
)
def test_a_font_is_bold_by_its_name_or_by_the_weight_its_file_gives(
    name: str, weight: int, bold: bool
) -> None:
    assert _font(name.encode(), 0, weight).bold is bold
