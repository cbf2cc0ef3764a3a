"""`python -m benchmarks.quality`: every library over the corpus' PDFs, natively."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path

from benchmarks.docs_page import write_section
from benchmarks.documents import REPOSITORY, BenchFile, all_files
from benchmarks.quality import bench_venv
from benchmarks.quality.extract_one import installed_libraries
from benchmarks.quality.printed import printed_files
from benchmarks.quality.structure_scores import StructureScore, score_structure, structure_table
from benchmarks.quality.table_scores import TableScore, cell_table, score_tables

PROJECT_PYTHON = REPOSITORY / ".venv" / "bin" / "python"
LOCAL = REPOSITORY / "benchmarks" / "results" / "local"
EXTRACT = Path(__file__).with_name("extract_one.py")


@dataclass(frozen=True, kw_only=True)
class Score:
    """One library on one file; the text measures only where the whole text is known."""

    library: str
    file: str
    seconds: float
    error: str | None
    found: int
    wanted: int
    in_order: bool | None
    only_without_spaces: int
    order_correlation: float | None
    similarity: float | None
    word_precision: float | None
    word_recall: float | None
    space_errors: float | None


def main() -> int:
    """Score and print; installs the libraries into an environment of their own on the first run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("--libraries", default=",".join(installed_libraries()))
    parser.add_argument("--files", metavar="GLOB", default="*")
    parser.add_argument("--limit-s", type=float, default=120)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--no-tables", dest="tables", action="store_false", help="leave out the made tables")
    parser.add_argument("--out", type=Path)
    parser.add_argument(
        "--peers", type=Path, metavar="FILE", help="take the other libraries from this run's file"
    )
    parser.add_argument("--write-docs", action="store_true", help="put the table into docs/benchmarks.md")
    arguments = parser.parse_args()
    if not bench_venv.is_inside():
        # The scorer's own environment has not all that this imports.
        from benchmarks.peer_site import install_packages

        install_packages()
        return bench_venv.run_inside("benchmarks.quality")
    libraries = arguments.libraries.split(",")
    earlier = _earlier(arguments.peers, libraries) if arguments.peers else None
    corpus = all_files("pdf", arguments.files)
    printed = [file for file in printed_files() if fnmatch(file.name, arguments.files)]
    files = corpus + printed
    with ThreadPoolExecutor(arguments.jobs) as pool:
        jobs = [(library, file, arguments.limit_s) for file in files for library in libraries]
        scores = []
        for score in pool.map(lambda job: _score(*job), jobs):
            scores.append(score)
            _tell(f"{len(scores)}/{len(jobs)} {score.library} {score.file} {score.seconds:.1f} s")
        structure = score_structure(libraries, printed, pool, arguments.limit_s)
        tables = score_tables(libraries, printed, pool, arguments.limit_s) if arguments.tables else []
    day = datetime.now(UTC)
    if earlier:
        scores, tables = scores + earlier.scores, tables + earlier.tables
        structure += earlier.structure
        libraries += [name for name in installed_libraries() if name in {score.library for score in scores}]
        libraries = list(dict.fromkeys(libraries))
    out = (
        arguments.out or REPOSITORY / "benchmarks" / "results" / "local" / f"quality-{day:%Y%m%d-%H%M%S}.json"
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    rows = {
        "started": day.isoformat(timespec="seconds"),
        "peers_started": earlier.started if earlier else None,
        "scores": [asdict(score) for score in scores],
        "structure": [asdict(score) for score in structure],
        "tables": [asdict(score) for score in tables],
    }
    out.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    sections = []
    for title, group in ((f"The corpus, {len(corpus)} files:", corpus), (_printed_title(printed), printed)):
        if group:
            names = {file.name for file in group}
            mine = [score for score in scores if score.file in names]
            sections.append(f"{title}\n\n{_table(mine, libraries)}")
    if structure:
        files_of = len({score.file for score in structure})
        sections.append(f"Headings and lists (F1), {files_of} printed files:\n\n{structure_table(structure)}")
    if tables:
        made = len({score.file for score in tables})
        sections.append(f"Table cells (F1), {made} files:\n\n{cell_table(tables)}")
    table = "\n\n".join(sections)
    print(table)
    if arguments.write_docs:
        write_section("quality", os.path.relpath(out, REPOSITORY), table)
    print(f"\nWritten to {os.path.relpath(out)}")
    return 0


@dataclass(frozen=True)
class _Earlier:
    """What an earlier run found of the libraries that this one leaves out."""

    started: str
    scores: list[Score]
    structure: list[StructureScore]
    tables: list[TableScore]


def _earlier(path: Path, libraries: list[str]) -> _Earlier:
    rows = json.loads(path.read_text(encoding="utf-8"))
    scores = [Score(**row) for row in rows["scores"] if row["library"] not in libraries]
    tables = [TableScore(**row) for row in rows["tables"] if row["library"] not in libraries]
    # Runs of before have no structure.
    structure = [
        StructureScore(**row) for row in rows.get("structure", ()) if row["library"] not in libraries
    ]
    return _Earlier(rows["started"], scores, structure, tables)


def _printed_title(printed: list[BenchFile]) -> str:
    makers = Counter(file.name.split("__")[1].split("-")[0] for file in printed)
    by_maker = ", ".join(f"{count} by {maker}" for maker, count in sorted(makers.items()))
    return f"Printed from sources, {len(printed)} files ({by_maker}):"


def _tell(what: str) -> None:
    """Show how far the run is, on one line where that is possible."""
    end = "\r" if sys.stderr.isatty() else "\n"
    print(f"{what:<78.78}", end=end, file=sys.stderr, flush=True)


def _score(library: str, file: BenchFile, limit_s: float) -> Score:
    from benchmarks.quality import measures
    from benchmarks.quality.truth import true_text
    from benchmarks.snippets import recall

    text, seconds, error = _extract(library, file, limit_s)
    verdict = recall(file.expect, text)
    truth = true_text(file)
    precision, word_recall = measures.word_scores(text, truth) if truth else (None, None)
    return Score(
        library=library,
        file=file.name,
        seconds=seconds,
        error=error,
        found=verdict.found,
        wanted=verdict.wanted,
        in_order=verdict.in_order,
        only_without_spaces=measures.only_without_spaces(file.expect, text),
        order_correlation=measures.order_correlation(file.expect, text),
        similarity=measures.similarity(text, truth) if truth else None,
        word_precision=precision,
        word_recall=word_recall,
        space_errors=measures.space_errors(text, truth) if truth else None,
    )


def _extract(library: str, file: BenchFile, limit_s: float) -> tuple[str, float, str | None]:
    python = PROJECT_PYTHON if library == "docsieve" else sys.executable
    command = [python, EXTRACT, library, file.path]
    try:
        answer = subprocess.run(command, capture_output=True, timeout=limit_s, check=False)
    except subprocess.TimeoutExpired:
        return "", limit_s, f"over {limit_s:g} s"
    if answer.returncode != 0:
        return "", 0.0, f"died ({answer.returncode})"
    row = json.loads(answer.stdout)
    return row["text"], row["seconds"], row["error"]


#: The columns that are a mean over the files where the measure can be taken, with their digits.
_MEANS = {
    "order_correlation": ("order (tau)", 3),
    "similarity": ("similarity", 3),
    "word_precision": ("word precision", 3),
    "word_recall": ("word recall", 3),
    "space_errors": ("space errors / 1,000", 2),
}


def _table(scores: list[Score], libraries: list[str]) -> str:
    header = ["library", "snippets found", "files in order", "found but for a space", "no text", "seconds"]
    header += [title for title, _ in _MEANS.values()]
    lines = ["| " + " | ".join(header) + " |", "| --- |" + " ---: |" * (len(header) - 1)]
    for library in libraries:
        mine = [score for score in scores if score.library == library]
        ordered = [score.in_order for score in mine if score.in_order is not None]
        wanted = sum(score.wanted for score in mine)
        cells = [library, f"{100 * sum(score.found for score in mine) / max(1, wanted):.1f} %"]
        cells.append(f"{sum(ordered)}/{len(ordered)}")
        cells.append(str(sum(score.only_without_spaces for score in mine)))
        cells.append(str(sum(bool(score.error) for score in mine)))
        cells.append(f"{sum(score.seconds for score in mine):.1f}")
        for name, (_, digits) in _MEANS.items():
            cells.append(_mean([getattr(score, name) for score in mine], digits))
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _mean(values: list[float | None], digits: int) -> str:
    known = [value for value in values if value is not None]
    return f"{statistics.fmean(known):.{digits}f}" if known else ""


if __name__ == "__main__":
    sys.exit(main())
