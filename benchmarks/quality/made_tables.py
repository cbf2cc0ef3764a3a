"""Pages with tables whose cells are known, because they are made here: ruled, with fewer rules, with none."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from tests.corpus.pdf.make_samples import Pdf, text

#: Cells by row, as text.
Cells = list[list[str]]

_WORDS: Final = (
    "anchor",
    "barge",
    "basin",
    "cats",
    "council",
    "gauge",
    "grain",
    "lantern",
    "mole",
    "pilot",
    "quay",
)
_KINDS: Final = ("ruled", "lines under rows", "frame and header", "none")
_PROSE: Final = "The pilot of the harbour wrote it down, and nobody read it before the winter had come."


class MadeFile(NamedTuple):
    """A file of one page, the kind of its table and the table's cells."""

    name: str
    kind: str
    path: Path
    cells: Cells


def make_files(folder: Path, count: int = 40) -> Iterator[MadeFile]:
    """Write the files, the same on every run."""
    for seed in range(count):
        rng = random.Random(seed)
        kind = _KINDS[seed % len(_KINDS)]
        cells = _cells(rng)
        pdf = Pdf()
        pdf.page(_page(rng, kind, cells))
        path = folder / f"table{seed:02}.pdf"
        path.write_bytes(pdf.file())
        yield MadeFile(path.name, kind, path, cells)


def _cells(rng: random.Random) -> Cells:
    columns, rows = rng.randint(3, 5), rng.randint(4, 12)
    header = ["Name"] + [rng.choice(_WORDS).title() for _ in range(columns - 1)]
    body = [
        [" ".join(rng.sample(_WORDS, rng.randint(1, 2)))] + [str(rng.randint(1, 99_999)) for _ in header[1:]]
        for _ in range(rows)
    ]
    return [header, *body]


def _page(rng: random.Random, kind: str, cells: Cells) -> str:
    size, step = rng.choice((7, 8, 9)), rng.choice((14, 16, 20))
    widths = [90] + [(330 - 90) / (len(cells[0]) - 1)] * (len(cells[0]) - 1)
    xs = [45 + sum(widths[:i]) for i in range(len(widths) + 1)]
    top = 500
    bottom = top - step * len(cells)
    painted = (
        text(45, 540, 9, _PROSE) + text(45, 528, 9, _PROSE) + text(45, bottom - 30, 9, _PROSE) + "0.5 w\n"
    )
    ys = [top - step * i for i in range(len(cells) + 1)]
    if kind == "ruled":
        painted += "".join(f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in ys)
        painted += "".join(f"{x} {top} m {x} {bottom} l S\n" for x in xs)
    elif kind == "lines under rows":
        painted += "".join(f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in ys)
    elif kind == "frame and header":
        painted += f"{xs[0]} {bottom} {xs[-1] - xs[0]} {top - bottom} re S\n"
        painted += f"{xs[0]} {ys[1]} m {xs[-1]} {ys[1]} l S\n"
    for i, row in enumerate(cells):
        for j, cell in enumerate(row):
            # Figures end at their column's right, near enough: Helvetica's are 0.556 em wide.
            x = xs[j] + 4 if j == 0 or i == 0 else xs[j + 1] - 6 - 0.556 * size * len(cell)
            painted += text(round(x, 2), ys[i] - step / 2 - size / 3, size, cell, "F2" if i == 0 else "F1")
    return painted
