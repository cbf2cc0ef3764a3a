"""The C extension and its ctypes twin give the same bytes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from docsieve import CorruptError
from docsieve.formats._pdf import glyph_fallback, shape_fallback
from docsieve.formats._pdf.pdfium import PdfFile, address, raw

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
    with PdfFile(data, None) as file:
        for index in range(file.page_count):
            try:
                with file.page(index) as page:
                    text = pdfium.FPDFText_LoadPage(page.handle)
                    matrix = page.frame.matrix
                    yield (
                        extension.segments(addresses, address(text), matrix, limit),
                        glyph_fallback.segments(pdfium, text, matrix, limit),
                    )
                    pdfium.FPDFText_ClosePage(text)
                    yield (
                        extension.shapes(addresses, address(page.handle), matrix, limit),
                        shape_fallback.shapes(pdfium, page.handle, matrix, limit),
                    )
            except CorruptError:
                continue


@pytest.mark.parametrize("seed", range(8))
def test_same_bytes_on_random_pages(seed: int) -> None:
    pairs = list(both(random_pdf(seed)))
    assert len(pairs[0][0][1]) > 100 * 104  # type: ignore[index]
    for native, twin in pairs:
        assert native == twin


@pytest.mark.parametrize("name", ["article.pdf", "spacing.pdf", "annotated.pdf", "scan.pdf"])
def test_same_bytes_on_samples(name: str) -> None:
    for native, twin in both((CORPUS / name).read_bytes()):
        assert native == twin


def test_limit_is_kept() -> None:
    for native, twin in both((CORPUS / "article.pdf").read_bytes(), limit=10):
        assert native == twin


def test_addresses_are_checked() -> None:
    with pytest.raises(ValueError, match="addresses"):
        extension.segments((1, 2), 1, (1, 0, 0, 1, 0, 0), 1)
    with pytest.raises(ValueError, match="null"):
        extension.segments((0,) * len(extension.FUNCTIONS), 1, (1, 0, 0, 1, 0, 0), 1)
