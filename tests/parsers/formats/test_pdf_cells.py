"""The C extension and Python put the lines of a page into the same cells, and make the same drafts."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from docsieve.formats._pdf import paragraphs
from docsieve.formats._pdf.aligned_rows import Chunk, seek_chunks
from docsieve.formats._pdf.cell_lines import DividedLine, Taken, divide_line, in_cells, seek_in_cells
from docsieve.formats._pdf.glyph_fallback import SEGMENT
from docsieve.formats._pdf.glyphs import Font, Glyphs, read_glyphs
from docsieve.formats._pdf.grids import Grid, GridCell
from docsieve.formats._pdf.layout import page_lines
from docsieve.formats._pdf.lines import APART, GLUED, SPACED, Line, pieces_of
from docsieve.formats._pdf.paragraphs import build_cells
from docsieve.formats._pdf.pdfium import PdfFile
from docsieve.formats._pdf.spans import MAKERS

CORPUS = Path(__file__).parents[2] / "corpus" / "pdf"
extension = pytest.importorskip("_docsieve_pdfglyphs")
FILES = ("spacing.pdf", "annotated.pdf", "tables.pdf", "arabic_numbers.pdf", "columns.pdf", "ideographs.pdf")


def pages(name: str) -> Iterator[tuple[Glyphs, list[Line]]]:
    with PdfFile((CORPUS / name).read_bytes(), None) as file:
        for index in range(file.page_count):
            with file.page(index) as page:
                glyphs = read_glyphs(page, 100_000)
                frame = page.frame
            yield glyphs, page_lines(glyphs, frame.width, frame.height, ocr_layer=False)


def random_grid(rng: random.Random, lines: list[Line]) -> Grid:
    """Columns and rows that run through words and beside them, some joined, with places that are no cell."""
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
    xs = sorted(rng.uniform(x0 - 20, x1 + 20) for _ in range(rng.randint(2, 8)))
    ys = sorted(rng.uniform(top - 20, bottom + 20) for _ in range(rng.randint(2, 12)))
    cells: list[GridCell] = []
    owner = []
    for row in range(len(ys) - 1):
        of_row: list[int] = []
        while len(of_row) < len(xs) - 1:
            column, wide = len(of_row), rng.randint(1, min(3, len(xs) - 1 - len(of_row)))
            if rng.random() < 0.2:
                of_row += [-2] * wide
                continue
            of_row += [len(cells)] * wide
            cells.append(GridCell(row, column, 1, wide, xs[column], ys[row], xs[column + wide], ys[row + 1]))
        owner.append(of_row)
    return Grid(xs, ys, cells, owner)


def told(taken: Taken, glyphs: Glyphs) -> object:
    """All that there is to a line, its pieces read out."""

    def tell(lines: list[Line]) -> list[object]:
        return [
            (
                line._replace(members=b""),
                [(*piece.segment, piece.text, piece.before) for piece in pieces_of(line, glyphs)],
            )
            for line in lines
        ]

    texts = {cell: tell(lines) for cell, lines in taken.texts.items()}
    return repr((texts, tell(taken.rest), taken.first, taken.stray))


@pytest.mark.parametrize("name", FILES)
def test_lines_are_put_into_the_same_cells(name: str) -> None:
    rng = random.Random(name)
    taken_any = False
    for glyphs, lines in pages(name):
        for _ in range(40 if lines else 0):
            grid = random_grid(rng, lines)
            members = None if rng.random() < 0.7 else {line.start for line in lines if rng.random() < 0.8}
            found = in_cells(grid, members, lines, glyphs)

            def cut(line: Line, grid: Grid = grid, glyphs: Glyphs = glyphs) -> DividedLine:
                return divide_line(line, grid, glyphs)

            wanted = seek_in_cells(grid, members, lines, cut)
            assert told(found, glyphs) == told(wanted, glyphs)
            taken_any = taken_any or bool(found.texts)
    assert taken_any


@pytest.mark.parametrize("name", FILES)
def test_the_cells_of_a_table_have_the_same_drafts(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(name)
    made = []
    for glyphs, lines in pages(name):
        cells = [lines[at : at + rng.randint(1, 4)] for at in range(0, len(lines), 3)]
        made.append(
            (cells, glyphs, [list(map(msgspec.to_builtins, of)) for of in build_cells(cells, glyphs, None)])
        )
    monkeypatch.setattr(paragraphs, "native", lambda: None)
    assert any(drafts for _, _, drafts in made)
    for cells, glyphs, drafts in made:
        assert [list(map(msgspec.to_builtins, of)) for of in build_cells(cells, glyphs, None)] == drafts


@pytest.mark.parametrize("name", FILES)
def test_the_same_stands_together(name: str) -> None:
    lines = [(line, glyphs) for glyphs, lines in pages(name) for line in lines]
    for line, glyphs in lines:
        for is_typed in (False, True):
            if isinstance(line.members, bytes):
                found = extension.chunks(
                    line.members, glyphs.text, glyphs.records, glyphs.starts, is_typed, Chunk
                )
                assert found == seek_chunks(line, glyphs, is_typed=is_typed)
    assert lines


@pytest.mark.parametrize("seed", range(30))
def test_figures_are_told_apart_alike(seed: int) -> None:
    rng = random.Random(seed)
    signs = "1234567890" * 2 + "٣-+(−–$€£¥<>≥≤±.,:%)ab    \u00a0"
    parted = 0
    for _ in range(200):
        words = ["".join(rng.choice(signs) for _ in range(rng.randint(1, 7))).strip(" ") for _ in range(3)]
        glyphs, members = typeset([word for word in words if word] or ["0"], rng)
        line = page_lines(glyphs, 900.0, 900.0, ocr_layer=False)[0]._replace(members=members)
        for is_typed in (False, True):
            found = extension.chunks(members, glyphs.text, glyphs.records, glyphs.starts, is_typed, Chunk)
            assert found == seek_chunks(line, glyphs, is_typed=is_typed)
            parted += len(found) > 1
    assert 0 < parted < 400


def typeset(words: list[str], rng: random.Random) -> tuple[Glyphs, bytes]:
    """Set words beside each other, with gaps of all sizes between them and within."""
    text, x, records, starts, members = "", 50.0, [], [], []
    for number, word in enumerate(words):
        x0, begin = x, len(text)
        for character in word:
            starts.append(round(100 * x))
            x += rng.choice([5.0, 5.0, 3.6, 8.0, 13.0]) if character == " " else 5.0
        place = (x0, 90.0, x, 102.0, x0, 100.0, x, 100.0, 10.0, 1.0, 0.0)
        text += word
        records.append(SEGMENT.pack(*place, begin, len(text), 255, 0, 0, 0))
        members.append(struct.pack("<2I", number, rng.choice([GLUED, SPACED, SPACED, APART])))
        x += rng.choice([0.0, 2.0, 3.5, 3.6, 7.4, 7.6])
    font = Font("", bold=False, italic=False, mono=False, bits=0)
    packed = struct.pack(f"<{len(starts)}i", *starts)
    return Glyphs(text, b"".join(records), packed, [font], len(text), 0), b"".join(members)


def test_what_does_not_fit_is_refused() -> None:
    grid: tuple[object, ...] = ([0.0, 1.0], [0.0, 1.0], [[0]])
    for arguments, error in (
        (([1], None, "", b"", b"", *grid), TypeError),
        (([], None, "", b"", b"", [0.0], [0.0, 1.0], [[0]]), ValueError),
        (([], None, "", b"", b"", [0.0, 1.0], [0.0, 1.0], [[0, 0]]), ValueError),
        (([], None, "", bytes(112), b"", *grid), ValueError),
        (([], [], "", b"", b"", *grid), ValueError),
    ):
        with pytest.raises(error):
            extension.in_cells(*arguments, Line, print)
    with pytest.raises(ValueError, match="do not fit"):
        extension.chunks(bytes(8), "", b"", b"", False, Chunk)
    with pytest.raises(TypeError):
        extension.each(([1],), MAKERS, print, (1.0, 0.0), None)
