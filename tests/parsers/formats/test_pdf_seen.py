"""What the extension tells of a whole page at once, against what it and Python tell bit by bit."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from docsieve import CorruptError
from docsieve.formats._pdf import order
from docsieve.formats._pdf.around_tables import around_tables
from docsieve.formats._pdf.drafts import FIELDS, Draft, TableDraft
from docsieve.formats._pdf.glyphs import MARKS_AND_FORMS, Glyphs, read_glyphs, read_shapes
from docsieve.formats._pdf.pdfium import PdfFile
from docsieve.geometry import BBox
from docsieve.model import Span

extension = pytest.importorskip("_docsieve_pdfglyphs")
CORPUS = Path(__file__).parents[2] / "corpus" / "pdf"
LIMIT = 10_000


def turned(rotation: int, box: str) -> bytes:
    content = b"BT /F1 12 Tf 100 100 Td (turned) Tj ET 50 50 80 0.5 re f"
    return (
        b"%%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /Rotate %d /MediaBox [%s] /Contents 4 0 R /Resources "
        b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>\nendobj\n"
        b"4 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n"
        b"trailer\n<< /Root 1 0 R >>\n%%%%EOF\n"
    ) % (rotation, box.encode(), len(content), content)


def parts(glyphs: Glyphs) -> tuple[object, ...]:
    contents = len(glyphs.contents)  # which has addresses of objects
    return (glyphs.text, glyphs.records, bytes(glyphs.starts), glyphs.fonts, contents, glyphs.layers)


def assert_told_alike(data: bytes) -> None:
    with PdfFile(data, None) as file:
        for index in range(file.page_count):
            for stays in (False, True):
                with (
                    file.page(index) as page,
                    file.seen_page(index, MARKS_AND_FORMS, LIMIT, LIMIT, stays=stays) as seen,
                ):
                    assert seen.told
                    assert (seen.frame, seen.annotation_count) == (page.frame, page.annotation_count)
                    assert parts(read_glyphs(seen, LIMIT)) == parts(
                        read_glyphs(page, LIMIT, contents=MARKS_AND_FORMS)
                    )
                    assert read_shapes(seen, LIMIT).records == read_shapes(page, LIMIT).records


@pytest.mark.parametrize("name", ["article.pdf", "annotated.pdf", "layers.pdf"])
def test_a_page_that_is_seen_in_one_call_is_the_same(name: str) -> None:
    assert_told_alike((CORPUS / name).read_bytes())


@pytest.mark.parametrize("rotation", [0, 90, 180, 270, -90, 45])
@pytest.mark.parametrize("box", ["0 0 612 792", "-20.5 10 300.25 500", "7 7 7 7"])
def test_a_page_is_framed_alike_however_it_is_turned(rotation: int, box: str) -> None:
    assert_told_alike(turned(rotation, box))


def test_a_page_that_is_not_there_is_refused() -> None:
    with PdfFile((CORPUS / "article.pdf").read_bytes(), None) as file, pytest.raises(CorruptError):
        file.seen_page(999, MARKS_AND_FORMS, LIMIT, LIMIT, stays=False)


def draft(rng: random.Random, above: float) -> Draft:
    x0 = rng.choice((50.0, 50.0, 50.0, 320.0, rng.uniform(0, 400)))
    top = above + rng.choice((14.0, 14.0, 30.0, 0.0, -4.0, -60.0))
    lines = rng.randint(1, 4)
    width = rng.choice((230.0, 500.0, 60.0))
    made = Draft(
        [Span("prose that is long enough for its lines " * lines)],
        BBox(x0, top, x0 + width, top + 12.0 * lines),
        size=10.0,
        lines=lines,
        hidden="invisible" if rng.random() < 0.05 else None,
        characters=33 * lines,
        level=rng.random() < 0.97,
    )
    if rng.random() < 0.03:
        made.table = TableDraft([])
    return made


def test_drafts_that_surely_stay_are_left_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(7)
    told: list[bool] = []
    moved = 0
    for _ in range(3000):
        drafts: list[Draft] = []
        for _ in range(rng.randint(0, 9)):
            drafts.append(draft(rng, drafts[-1].box.bottom - 12.0 if drafts else 60.0))
        told.append(extension.stay(drafts, FIELDS))
        arranged = around_tables(order._mended(drafts))
        moved += arranged != drafts
        assert not told[-1] or arranged == drafts
        assert order.in_reading_order(drafts) == arranged
    assert min(moved, sum(told), len(told) - sum(told)) > 100


def test_places_that_are_no_numbers_are_left_to_python() -> None:
    odd = Draft([], BBox(0.0, float("nan"), 1.0, 1.0))
    assert not extension.stay([odd], FIELDS)
    with pytest.raises(TypeError, match="no such field"):
        extension.stay([7], FIELDS)
