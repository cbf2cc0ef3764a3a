"""The straight lines of a page, and its place, by the extension and by Python alone: the same, to the bit."""

from __future__ import annotations

import random
import struct
from pathlib import Path

import pytest
from docsieve import CorruptError
from docsieve.formats._pdf import pdfium
from docsieve.formats._pdf.glyphs import Shapes
from docsieve.formats._pdf.grids import Edge
from docsieve.formats._pdf.pdfium import PdfFile
from docsieve.formats._pdf.quality import DRAWING, IMAGE, RECTANGLE, RULE
from docsieve.formats._pdf.quotes import find_bars, seek_bars
from docsieve.formats._pdf.ruling import find_grids, painted_lines, seek_painted_lines
from docsieve.formats._pdf.spans import MAKERS

CORPUS = Path(__file__).parents[2] / "corpus" / "pdf"
extension = pytest.importorskip("_docsieve_pdfglyphs")
WIDTH, HEIGHT = 595.0, 842.0


def shapes_of(boxes: list[tuple[float, float, float, float, int]]) -> Shapes:
    return Shapes(b"".join(struct.pack("<4d2I", *box, 1) for box in boxes))


def random_shapes(rng: random.Random, count: int, kinds: tuple[int, ...]) -> Shapes:
    """Lines nearly on a few others, touching each other or not, some off the page, and bars."""
    places = [rng.uniform(-20, 800) for _ in range(6)]
    boxes = []
    for _ in range(count):
        x, y = (round(rng.choice(places) + rng.uniform(-3, 3), 2) for _ in "xy")
        long = rng.choice((2, 5.9, 6, 40, 200, 300))
        thick = rng.choice((0, 0.5, 2.9, 3, 5, 80))
        wide, high = (long, thick) if rng.random() < 0.6 else (thick, long)
        boxes.append((x, y, round(x + wide, 2), round(y + high, 2), rng.choice(kinds)))
    return shapes_of(boxes)


@pytest.mark.parametrize("seed", range(80))
def test_lines_and_bars_are_found_alike(seed: int) -> None:
    rng = random.Random(seed)
    kinds = ((RULE,), (RULE, IMAGE, DRAWING), (RULE, RECTANGLE), (RECTANGLE,))[seed % 4]
    shapes = random_shapes(rng, rng.choice((0, 3, 30, 199, 200, 201)), kinds)
    found, wanted = (find(shapes, WIDTH, HEIGHT) for find in (painted_lines, seek_painted_lines))
    assert repr(found[:3]) == repr(wanted[:3])
    assert find_bars(shapes) == seek_bars(shapes)
    if found.is_gridless:
        assert not find_grids(wanted, shapes, WIDTH, HEIGHT)


def _line_between(
    rng: random.Random, places: list[float], *, is_level: bool
) -> tuple[float, float, float, float, int]:
    """A line from one of the places to another one, most often from the first to the last."""
    whole = rng.random() < 0.6
    start, end = (places[0], places[-1]) if whole else sorted(rng.choice(places) for _ in range(2))
    at, start, end = rng.choice(places), start + rng.uniform(-2, 2), end + rng.uniform(-2, 2)
    return (start, at, end, at, RULE) if is_level else (at, start, at, end, RULE)


def test_few_lines_that_make_no_grid_are_told() -> None:
    told = grids = 0
    for seed in range(2000):
        rng = random.Random(seed)
        places = sorted(rng.uniform(50, 500) for _ in range(rng.randint(3, 5)))
        count = rng.randint(6, 16)
        shapes = shapes_of([_line_between(rng, places, is_level=i % 2 == 0) for i in range(count)])
        is_gridless = painted_lines(shapes, WIDTH, HEIGHT).is_gridless
        found = find_grids(seek_painted_lines(shapes, WIDTH, HEIGHT), shapes, WIDTH, HEIGHT)
        assert not (found and is_gridless), seed
        told += is_gridless
        grids += bool(found)
    assert told > 500
    assert grids > 300


def test_a_page_with_too_many_lines_has_none() -> None:
    line = (50.0, 100.0, 300.0, 100.5, RULE)
    assert painted_lines(shapes_of([line] * 4000), WIDTH, HEIGHT).level == [Edge(100.25, 50.0, 300.0)]
    box = (50.0, 200.0, 300.0, 240.0, RECTANGLE)
    for boxes in ([line] * 4001, [box] * 1001, [box] * 4001):
        for find in (painted_lines, seek_painted_lines):
            assert find(shapes_of(boxes), WIDTH, HEIGHT)[:3] == ([], [], False)


def test_what_are_no_shapes_is_refused() -> None:
    with pytest.raises(ValueError, match="shapes"):
        extension.rules(b"123", WIDTH, HEIGHT, Edge)
    with pytest.raises(ValueError, match="shapes"):
        extension.bars(b"123", MAKERS)
    with pytest.raises(ValueError, match="tuple"):
        extension.rules(b"", WIDTH, HEIGHT, int)


@pytest.mark.parametrize("name", ["spacing.pdf", "annotated.pdf", "scan.pdf"])
def test_pages_are_opened_alike(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def places() -> list[object]:
        found: list[object] = []
        with PdfFile((CORPUS / name).read_bytes(), None) as file:
            for index in range(file.page_count):
                with file.page(index) as page:
                    found.append((page.frame, page.annotation_count, bool(page.handle)))
            with pytest.raises(CorruptError):
                file.page(file.page_count)
        return found

    by_extension = places()
    monkeypatch.setattr(pdfium, "native", lambda: None)
    assert by_extension == places()
    assert by_extension
