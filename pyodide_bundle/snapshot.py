"""Makes the memory snapshot that a worker starts from instead of starting Python anew, and what goes with it.

The snapshot holds the modules that `node/prepare_snapshot.py` imported. A worker needs no files of theirs:
the archives it loads beside the snapshot have only the others, so that each module travels once.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pyodide_bundle.archive import read_zip, write_zip
from pyodide_bundle.downloads import run, sha256_of
from pyodide_bundle.paths import CACHE, NODE_SCRIPTS

#: The files of a start, in the order of `Start`'s fields.
_MADE: Final = ("snapshot.bin", "library.zip", "packages.zip")


@dataclass(frozen=True)
class Start:
    """What a worker starts from. They fit each other, and this build of Pyodide, alone."""

    snapshot: bytes
    #: The standard library without the modules that the snapshot holds.
    library: bytes
    #: The wheels of the core in one archive, without the modules that the snapshot holds.
    packages: bytes


def build_start(pyodide: Path, standard_library: bytes, wheels: Sequence[bytes]) -> Start:
    """Return the snapshot for this build of Pyodide, this standard library and these wheels of the core."""
    sources = [path for suffix in ("*.mjs", "*.py") for path in sorted(NODE_SCRIPTS.glob(suffix))]
    contents = [path.read_bytes() for path in (*sources, Path(__file__))] + [standard_library, *wheels]
    facts = [pyodide.name, *(sha256_of(content) for content in contents)]
    kept = CACHE / "starts" / sha256_of(chr(0).join(facts).encode())[:24]
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            _make(Path(folder), pyodide, standard_library, wheels)
            fresh = kept.with_suffix(".new")
            fresh.mkdir(exist_ok=True)
            for name in _MADE:
                (fresh / name).write_bytes((Path(folder) / name).read_bytes())
        fresh.rename(kept)
    return Start(*((kept / name).read_bytes() for name in _MADE))


def _make(work: Path, pyodide: Path, standard_library: bytes, wheels: Sequence[bytes]) -> None:
    """Write the files of a start into a folder, and what they are made from."""
    (work / "python_stdlib.zip").write_bytes(standard_library)
    packages = {name: data for wheel in wheels for name, data in read_zip(wheel).items()}
    (work / "wheels.zip").write_bytes(write_zip(packages))
    job = {
        "pyodide": str(pyodide),
        "info": json.loads((pyodide / "pyodide-lock.json").read_text("utf-8"))["info"],
        "stdlib": str(work / "python_stdlib.zip"),
        "wheels": str(work / "wheels.zip"),
        "prepare": str(NODE_SCRIPTS / "prepare_snapshot.py"),
        "settle": str(NODE_SCRIPTS / "settle_snapshot.py"),
        "library": str(work / "library.zip"),
        "out": str(work / "snapshot.bin"),
    }
    held = set(json.loads(_run("list_modules.mjs", work, job).strip().splitlines()[-1]))
    (work / "library.zip").write_bytes(write_zip(without_modules(read_zip(standard_library), held)))
    (work / "packages.zip").write_bytes(write_zip(without_modules(packages, held)))
    _run("make_snapshot.mjs", work, job)


def _run(script: str, work: Path, job: Mapping[str, Any]) -> str:
    (work / "job.json").write_text(json.dumps(job))
    return run(["node", str(NODE_SCRIPTS / script), str(work / "job.json")])


def without_modules(files: Mapping[str, bytes], held: set[str]) -> dict[str, bytes]:
    """Return the files that are not bytecode of these modules."""
    return {name: data for name, data in files.items() if _module_of(name) not in held}


def _module_of(name: str) -> str:
    """Return the module whose bytecode a file is; empty for any other file."""
    stem, dot, _ = name.rpartition(".pyc")
    return stem.removesuffix("/__init__").replace("/", ".") if dot else ""
