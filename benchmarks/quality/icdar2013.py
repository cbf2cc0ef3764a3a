"""`python -m benchmarks.quality.icdar2013 FOLDER`: tables of the ICDAR 2013 competition, against its truth.

The set is not part of this repository (see docs/benchmarks.md). The measure is the competition's own, on
whole documents: pairs of neighbouring cells with their direction, empty ones passed over, white space aside.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from benchmarks.docs_page import write_section
from benchmarks.documents import REPOSITORY
from benchmarks.quality import bench_venv
from benchmarks.quality.extract_tables import LIBRARIES
from benchmarks.quality.table_scores import tables_of

#: What stands at a row and column: the number of its cell, and that cell's text.
Places = dict[tuple[int, int], tuple[int, str]]
Relations = Counter[tuple[str, str, str]]


@dataclass(frozen=True, kw_only=True)
class Score:
    """One library on one document: relations it found that are true, all it found, all true ones."""

    library: str
    file: str
    right: int
    given: int
    wanted: int


def main() -> int:
    """Score and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.icdar2013", description=__doc__)
    parser.add_argument("folder", type=Path, help="of the PDFs and their *-str.xml, in folders or not")
    parser.add_argument("--libraries", default=",".join(LIBRARIES))
    parser.add_argument("--limit-s", type=float, default=120)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=Path)
    parser.add_argument(
        "--peers", type=Path, metavar="FILE", help="take the other libraries from this run's file"
    )
    parser.add_argument("--write-docs", action="store_true", help="put the table into docs/benchmarks.md")
    arguments = parser.parse_args()
    if not bench_venv.is_inside():
        return bench_venv.run_inside("benchmarks.quality.icdar2013")
    documents = list(_documents(arguments.folder))
    if not documents:
        parser.error(f"no PDF with a *-str.xml beside it in {arguments.folder}")
    libraries = arguments.libraries.split(",")
    jobs = [(library, path) for library in libraries for path in documents]
    with ThreadPoolExecutor(arguments.jobs) as pool:
        scores = list(pool.map(lambda job: _score(job[0], job[1], arguments.limit_s), jobs))
    if arguments.peers:
        earlier = json.loads(arguments.peers.read_text(encoding="utf-8"))["scores"]
        scores += [Score(**row) for row in earlier if row["library"] not in libraries]
    day = datetime.now(UTC)
    results = REPOSITORY / "benchmarks" / "results" / "local"
    out = arguments.out or results / f"icdar2013-{day:%Y%m%d-%H%M%S}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    rows = {"started": day.isoformat(timespec="seconds"), "scores": [asdict(score) for score in scores]}
    out.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    table = f"ICDAR 2013, {len(documents)} documents:\n\n{_table(scores)}"
    print(table)
    if arguments.write_docs:
        write_section("icdar2013", os.path.relpath(out, REPOSITORY), table)
    print(f"\nWritten to {os.path.relpath(out)}")
    return 0


def _documents(folder: Path) -> Iterator[Path]:
    """List the PDFs that have their truth beside them."""
    return (path for path in sorted(folder.rglob("*.pdf")) if _truth_of(path).exists())


def _truth_of(path: Path) -> Path:
    return path.with_name(f"{path.stem}-str.xml")


def _score(library: str, path: Path, limit_s: float) -> Score:
    found = tables_of(library, path, limit_s)
    given = sum((relations(grid_places(table)) for table in found), Relations())
    wanted = sum((relations(places) for places in true_tables(_truth_of(path))), Relations())
    return Score(
        library=library,
        file=path.name,
        right=(given & wanted).total(),
        given=given.total(),
        wanted=wanted.total(),
    )


def grid_places(table: list[list[str]]) -> Places:
    """Return the places of a table that is given as rows of texts."""
    places: Places = {}
    for row, texts in enumerate(table):
        for column, text in enumerate(texts):
            if said := _plain(text):
                places[row, column] = len(places), said
    return places


def true_tables(path: Path) -> Iterator[Places]:
    """Read the tables of a truth file; what goes on over pages comes as regions of one table."""
    from lxml import etree

    for table in etree.parse(path).iter("table"):
        places: Places = {}
        number = 0
        for region in table.iter("region"):
            below = region.get("row-increment") or "0"
            first = int(below) if below.isdigit() else 0
            for cell in region.iter("cell"):
                number += 1
                top, left = int(cell.get("start-row", "0")), int(cell.get("start-col", "0"))
                bottom, right = int(cell.get("end-row") or top), int(cell.get("end-col") or left)
                said = _plain(cell.findtext("content") or "")
                for row in range(top, bottom + 1):
                    for column in range(left, right + 1):
                        if said:
                            places.setdefault((row + first, column), (number, said))
        yield places


def relations(places: Places) -> Relations:
    """Count the pairs of cells that are next to each other, with nothing but empty ones between them."""
    texts = dict(places.values())
    by_row = sorted((row, column, cell) for (row, column), (cell, _) in places.items())
    by_column = sorted((column, row, cell) for (row, column), (cell, _) in places.items())
    found = {
        (before[2], after[2], direction)
        for direction, line in (("right", by_row), ("down", by_column))
        for before, after in pairwise(line)
        if before[0] == after[0] and before[2] != after[2]
    }
    return Relations((texts[first], texts[second], direction) for first, second, direction in found)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).replace("\u00ad", "").split()).lower()


def _table(scores: list[Score]) -> str:
    lines = ["| library | precision | recall | F1 |", "| --- | ---: | ---: | ---: |"]
    for library in dict.fromkeys(score.library for score in scores):
        mine = [score for score in scores if score.library == library]
        right = sum(score.right for score in mine)
        given, wanted = sum(score.given for score in mine), sum(score.wanted for score in mine)
        values = (right / max(1, given), right / max(1, wanted), 2 * right / max(1, given + wanted))
        lines.append(f"| {library} | " + " | ".join(f"{value:.3f}" for value in values) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
