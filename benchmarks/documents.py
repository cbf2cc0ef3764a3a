"""Which files are measured: the large ones of the shared corpus, and a fixed choice of its small ones."""

from __future__ import annotations

import fnmatch
import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared" / "corpus"
OWN = REPOSITORY / "tests" / "corpus"

#: Chosen once by this seed, so that every run and every reader measures the same files.
SEED = 20261122
SMALL_FILES = {"pdf": 30, "docx": 20}
SMALL_BYTES = 1_000_000

#: Measured by default; the others of the folder with `--full` (pypdf needs minutes for them).
LARGE_BY_DEFAULT = ("pdf_471p_*", "docx_*", "xlsx_*", "pptx_*")


@dataclass(frozen=True, kw_only=True)
class BenchFile:
    """One document: `group` is `large` (reported by itself) or `small` (reported as a sum)."""

    name: str
    path: Path
    format: str
    group: str
    size: int
    pages: int | None
    expect: Mapping[str, Any]


def choose(formats: Sequence[str], *, full: bool, quick: bool, pattern: str | None) -> list[BenchFile]:
    """The files of a run, large ones first; `quick` keeps one large and five small ones of a format."""
    chosen: list[BenchFile] = []
    for name in formats:
        large = [file for file in _large() if file.format == name]
        if not full and not pattern:
            large = [f for f in large if any(fnmatch.fnmatch(f.path.name, p) for p in LARGE_BY_DEFAULT)]
        small = _sample(name, 5 if quick else SMALL_FILES.get(name, 10))
        chosen += (large[:1] if quick else large) + small
    if pattern:
        chosen = [file for file in chosen if fnmatch.fnmatch(file.name, pattern)]
    return chosen


def first_file(format_name: str) -> BenchFile | None:
    """The small file that a start is finished with: the one of median size among the sample."""
    sample = sorted(_sample(format_name, SMALL_FILES.get(format_name, 10)), key=lambda file: file.size)
    return sample[len(sample) // 2] if sample else None


def _large() -> Iterator[BenchFile]:
    yield from _read(SHARED / "bench" / "manifest.jsonl", "large")


def _sample(format_name: str, count: int) -> list[BenchFile]:
    usable = sorted((f for f in _small() if f.format == format_name), key=lambda file: file.name)
    if len(usable) <= count:
        return usable
    return sorted(random.Random(SEED).sample(usable, count), key=lambda file: file.name)


def _small() -> Iterator[BenchFile]:
    if not (SHARED / "manifest.jsonl").exists():
        yield from _own()
        return
    for file in _read(SHARED / "manifest.jsonl", "small"):
        if file.size <= SMALL_BYTES and file.path.parent.name != "hostile":
            yield file


def _read(manifest: Path, group: str) -> Iterator[BenchFile]:
    if not manifest.exists():
        return
    for line in manifest.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        expect = row.get("expect") or {}
        if row.get("password") or expect.get("error") or not expect.get("contains"):
            continue
        path = manifest.parent / row["path"]
        yield BenchFile(
            name=path.relative_to(SHARED).as_posix().replace("/", "__"),
            path=path,
            format=row["format"],
            group=group,
            size=row["size"],
            pages=row.get("pages"),
            expect=expect,
        )


def _own() -> Iterable[BenchFile]:
    """Without the shared corpus: the project's own samples, timed but not judged."""
    for path in sorted(OWN.glob("*/*")):
        if path.suffix.lstrip(".") == path.parent.name:
            yield BenchFile(
                name=f"{path.parent.name}__{path.name}",
                path=path,
                format=path.parent.name,
                group="small",
                size=path.stat().st_size,
                pages=None,
                expect={},
            )


def all_files(format_name: str, pattern: str) -> list[BenchFile]:
    """Every readable file of a format that the corpus expects text of, of any size, by name."""
    everything = [*_read(SHARED / "manifest.jsonl", "small"), *_large()]
    return sorted(
        (f for f in everything if f.format == format_name and fnmatch.fnmatch(f.name, pattern)),
        key=lambda file: file.name,
    )
