"""How well libraries find the cells of tables: F1 over cells in their right row and column."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.documents import REPOSITORY, BenchFile
from benchmarks.quality import measures
from benchmarks.quality.extract_tables import LIBRARIES
from benchmarks.quality.made_tables import MadeFile, make_files
from benchmarks.quality.printed import true_rows

_PROJECT_PYTHON = REPOSITORY / ".venv" / "bin" / "python"
_EXTRACT = Path(__file__).with_name("extract_tables.py")


@dataclass(frozen=True, kw_only=True)
class TableScore:
    """One library on one made page: its cells in their places, its cells, the true ones."""

    library: str
    file: str
    kind: str
    right: int
    given: int
    wanted: int


def score_tables(
    libraries: list[str], printed: list[BenchFile], pool: ThreadPoolExecutor, limit_s: float
) -> list[TableScore]:
    """Run those of the libraries that know tables over the made pages and the printed files with tables."""
    able = [library for library in libraries if library in LIBRARIES]
    others = [
        MadeFile(file.name, f"by {file.name.split('__')[1].split('-')[0]}", file.path, rows)
        for file in printed
        if (rows := true_rows(file))
    ]
    with tempfile.TemporaryDirectory() as folder:
        jobs = [(library, made) for made in [*make_files(Path(folder)), *others] for library in able]
        return list(pool.map(lambda job: _score(job[0], job[1], limit_s), jobs))


def _score(library: str, made: MadeFile, limit_s: float) -> TableScore:
    right, given, wanted = measures.cell_matches(tables_of(library, made.path, limit_s), made.cells)
    return TableScore(
        library=library, file=made.name, kind=made.kind, right=right, given=given, wanted=wanted
    )


def tables_of(library: str, path: Path, limit_s: float) -> list[list[list[str]]]:
    """Return the tables that a library finds in a file, none where it fails."""
    python = _PROJECT_PYTHON if library == "docsieve" else sys.executable
    command = [python, _EXTRACT, library, path]
    try:
        answer = subprocess.run(command, capture_output=True, timeout=limit_s, check=True)
        # PyMuPDF prints hints before the answer.
        tables: list[list[list[str]]] = json.loads(answer.stdout.splitlines()[-1])
    except (subprocess.SubprocessError, IndexError, json.JSONDecodeError):
        return []
    return tables


def cell_table(scores: list[TableScore]) -> str:
    """Write F1 per library and kind of table, as Markdown."""
    kinds = sorted({score.kind for score in scores})
    lines = ["| library | " + " | ".join([*kinds, "all"]) + " |", "| --- |" + " ---: |" * (len(kinds) + 1)]
    for library in dict.fromkeys(score.library for score in scores):
        mine = [score for score in scores if score.library == library]
        values = [_f1([score for score in mine if score.kind == kind]) for kind in kinds] + [_f1(mine)]
        lines.append(f"| {library} | " + " | ".join(f"{value:.3f}" for value in values) + " |")
    return "\n".join(lines)


def _f1(scores: list[TableScore]) -> float:
    right = sum(score.right for score in scores)
    total = sum(score.given + score.wanted for score in scores)
    return 2 * right / total if total else 0.0
