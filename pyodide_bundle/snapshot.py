"""Makes the memory snapshot that a worker starts from instead of starting Python anew."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pyodide_bundle.downloads import run, sha256_of
from pyodide_bundle.paths import CACHE, NODE_SCRIPTS


def build_snapshot(pyodide: Path, standard_library: bytes, wheels: Sequence[bytes]) -> bytes:
    """Return the snapshot for this build of Pyodide, this standard library and these wheels of the core.

    All of them must be served with it: it fits no others.
    """
    scripts = [NODE_SCRIPTS / name for name in ("make_snapshot.mjs", "worker_twin.mjs", "stored_zip.mjs")]
    prepare = NODE_SCRIPTS / "prepare_snapshot.py"
    contents = [path.read_bytes() for path in (*scripts, prepare)] + [standard_library, *wheels]
    facts = [pyodide.name, *(sha256_of(content) for content in contents)]
    kept = CACHE / "snapshots" / f"{sha256_of(chr(0).join(facts).encode())[:24]}.bin"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            (work / "python_stdlib.zip").write_bytes(standard_library)
            for index, wheel in enumerate(wheels):
                (work / f"{index}.whl").write_bytes(wheel)
            job = {
                "pyodide": str(pyodide),
                "info": json.loads((pyodide / "pyodide-lock.json").read_text("utf-8"))["info"],
                "stdlib": str(work / "python_stdlib.zip"),
                "wheels": [str(work / f"{index}.whl") for index in range(len(wheels))],
                "prepare": str(prepare),
                "out": str(work / "snapshot.bin"),
            }
            (work / "job.json").write_text(json.dumps(job))
            run(["node", str(scripts[0]), str(work / "job.json")])
            fresh = kept.with_suffix(".new")
            fresh.write_bytes((work / "snapshot.bin").read_bytes())
            fresh.replace(kept)
    return kept.read_bytes()
