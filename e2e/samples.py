"""The files that are parsed: the repository's own samples, and the shared corpus where it is there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
OWN = REPOSITORY / "tests" / "corpus"
#: Beside the repository, or where DOCSIEVE_CORPUS says.
SHARED = Path(os.environ.get("DOCSIEVE_CORPUS", REPOSITORY.parent / "shared" / "corpus"))


@dataclass(frozen=True)
class Sample:
    """A file to parse."""

    #: Short, for test names.
    name: str
    path: Path
    #: What the content is, as the folder or the corpus says.
    format: str
    password: str | None = None


def own_samples() -> list[Sample]:
    """Return the files of tests/corpus/<format>/, expectations and notes left out."""
    return [
        Sample(f"{path.parent.name}/{path.name}", path, path.parent.name, _password_of(path))
        for path in sorted(OWN.glob("*/*"))
        if path.is_file() and ".expected." not in path.name and path.suffix != ".password"
        if path.name != "README.md"
    ]


def _password_of(path: Path) -> str | None:
    beside = path.with_name(f"{path.name}.password")
    return beside.read_text(encoding="utf-8").splitlines()[0] if beside.exists() else None


def shared_samples() -> list[Sample]:
    """Return the files of the shared corpus; none where it is absent."""
    return list(_read_manifest(SHARED / "manifest.jsonl"))


def _read_manifest(manifest: Path) -> Iterator[Sample]:
    if not manifest.is_file():
        return
    for line in manifest.read_text().splitlines():
        row = json.loads(line)
        yield Sample(row["path"], manifest.parent / row["path"], row["format"], row.get("password"))


def own_sample(name: str) -> Sample:
    """Return one sample by its name, `docx/lists.docx`."""
    return next(sample for sample in own_samples() if sample.name == name)
