"""Turns Python sources into bytecode with the CPython that will run it: Pyodide under Node."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pyodide_bundle.downloads import run, sha256_of
from pyodide_bundle.paths import CACHE, NODE_SCRIPTS

#: No column tables in bytecode: tracebacks name lines all the same, and an eighth of the bytes goes.
_SETTINGS = ("PYTHONNODEBUGRANGES=1",)


def compile_sources(pyodide: Path, sources: Mapping[str, bytes], shown_under: str) -> dict[str, bytes]:
    """Return the bytecode of each `.py` as `.pyc` beside where it was; other files as they are.

    Args:
        pyodide: folder of the npm package.
        sources: files by name.
        shown_under: folder that tracebacks name, where the files will lie.
    """
    key = _cache_key(pyodide, sources, shown_under)
    kept = CACHE / "bytecode" / key
    python = sorted(name for name in sources if name.endswith(".py"))
    if not (kept / "done").exists():
        _compile(pyodide, sources, python, shown_under, kept)
    compiled = {f"{name}c": (kept / f"{name}c").read_bytes() for name in python}
    return compiled | {name: data for name, data in sources.items() if not name.endswith(".py")}


def _compile(
    pyodide: Path, sources: Mapping[str, bytes], python: list[str], shown_under: str, kept: Path
) -> None:
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        job = []
        for name in python:
            source = work / "in" / name
            source.parent.mkdir(parents=True, exist_ok=True)
            source.write_bytes(sources[name])
            job.append([f"in/{name}", f"out/{name}c", f"{shown_under}/{name}"])
        (work / "job.json").write_text(json.dumps(job))
        script = NODE_SCRIPTS / "compile_sources.py"
        run(["node", str(NODE_SCRIPTS / "run_python.mjs"), str(pyodide), folder, str(script), *_SETTINGS])
        for name in python:
            target = kept / f"{name}c"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((work / "out" / f"{name}c").read_bytes())
    (kept / "done").touch()


def _cache_key(pyodide: Path, sources: Mapping[str, bytes], shown_under: str) -> str:
    script = (NODE_SCRIPTS / "compile_sources.py").read_bytes()
    facts = [pyodide.name, shown_under, *_SETTINGS, sha256_of(script)]
    facts += [f"{name} {sha256_of(data)}" for name, data in sorted(sources.items()) if name.endswith(".py")]
    return sha256_of("\n".join(facts).encode())[:24]
