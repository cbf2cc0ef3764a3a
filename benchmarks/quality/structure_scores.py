"""How well libraries find headings, their levels, and the entries of lists: F1 over their texts."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.documents import REPOSITORY, BenchFile
from benchmarks.quality.extract_structure import LIBRARIES
from benchmarks.snippets import normalise

_PROJECT_PYTHON = REPOSITORY / ".venv" / "bin" / "python"
_EXTRACT = Path(__file__).with_name("extract_structure.py")
#: Letters and figures that an entry of a list is known by: some libraries end it with its first line.
_BEGINNING: Final = 30


@dataclass(frozen=True, kw_only=True)
class StructureScore:
    """One library on one printed file: what it found that is true, what it gave, what there is."""

    library: str
    file: str
    kind: str
    headings_right: int
    headings_given: int
    headings_wanted: int
    #: Of the right headings, those of the true rank: a page shows no level that is skipped.
    levels_right: int
    items_right: int
    items_given: int
    items_wanted: int


def score_structure(
    libraries: list[str], printed: list[BenchFile], pool: ThreadPoolExecutor, limit_s: float
) -> list[StructureScore]:
    """Run those of the libraries that tell structure over the printed files with headings."""
    able = [library for library in libraries if library in LIBRARIES]
    jobs = [(library, file) for file in printed if file.expect.get("headings") for library in able]
    return list(pool.map(lambda job: _score(job[0], job[1], limit_s), jobs))


def _score(library: str, file: BenchFile, limit_s: float) -> StructureScore:
    python = _PROJECT_PYTHON if library == "docsieve" else sys.executable
    command = [python, _EXTRACT, library, file.path]
    try:
        answer = subprocess.run(command, capture_output=True, timeout=limit_s, check=True)
        # PyMuPDF prints hints before the answer.
        headings, items = json.loads(answer.stdout.splitlines()[-1])
    except (subprocess.SubprocessError, IndexError, json.JSONDecodeError):
        headings, items = [], []
    true_headings = [(level, text) for level, text in file.expect["headings"]]
    given, wanted = _texts(text for _, text in headings), _texts(text for _, text in true_headings)
    true_items = file.expect.get("items")
    given_items = _texts(items, _BEGINNING) if true_items is not None else Counter[str]()
    wanted_items = _texts(true_items or (), _BEGINNING)
    return StructureScore(
        library=library,
        file=file.name,
        kind=file.name.split("__")[1].split("-")[0],
        headings_right=(given & wanted).total(),
        headings_given=given.total(),
        headings_wanted=wanted.total(),
        levels_right=ranks_right(headings, true_headings),
        items_right=(given_items & wanted_items).total(),
        items_given=given_items.total(),
        items_wanted=wanted_items.total(),
    )


def ranks_right(headings: list[tuple[int, str]], true_headings: list[tuple[int, str]]) -> int:
    """Count the headings found that rank among each other as the true ones do."""
    wanted = _texts(text for _, text in true_headings)
    common = _texts(text for _, text in headings) & wanted
    ranked = []
    for found in (headings, true_headings):
        left, kept = common.copy(), []
        for level, text in found:
            if left[_key(text)] > 0:
                left[_key(text)] -= 1
                kept.append((level, _key(text)))
        ranks = {level: rank for rank, level in enumerate(sorted({level for level, _ in kept}))}
        ranked.append(Counter((ranks[level], key) for level, key in kept))
    return (ranked[0] & ranked[1]).total()


def _texts(texts: Iterable[str], length: int | None = None) -> Counter[str]:
    return Counter(key for text in texts if (key := _key(text)[:length]))


def _key(text: str) -> str:
    """Its letters and figures: marks of Markdown and of lists do not count."""
    return re.sub(r"[\W_]+", "", normalise(text)).casefold()


def structure_table(scores: list[StructureScore]) -> str:
    """Write F1 of headings and entries and the agreement of levels, per library and printer, as Markdown."""
    kinds = sorted({score.kind for score in scores})
    titles = [f"headings {kind}" for kind in (*(f"by {kind}" for kind in kinds), "all")]
    header = ["library", *titles, "level of those found", "entries of lists"]
    lines = ["| " + " | ".join(header) + " |", "| --- |" + " ---: |" * (len(header) - 1)]
    for library in dict.fromkeys(score.library for score in scores):
        mine = [score for score in scores if score.library == library]
        groups = [[score for score in mine if score.kind == kind] for kind in kinds] + [mine]
        values = [_heading_f1(group) for group in groups]
        found = sum(score.headings_right for score in mine)
        values.append(sum(score.levels_right for score in mine) / max(found, 1))
        right = sum(score.items_right for score in mine)
        values.append(2 * right / max(sum(score.items_given + score.items_wanted for score in mine), 1))
        lines.append(f"| {library} | " + " | ".join(f"{value:.3f}" for value in values) + " |")
    return "\n".join(lines)


def _heading_f1(scores: list[StructureScore]) -> float:
    right = sum(score.headings_right for score in scores)
    return 2 * right / max(sum(score.headings_given + score.headings_wanted for score in scores), 1)
