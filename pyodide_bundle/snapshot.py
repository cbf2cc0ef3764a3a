"""Makes the memory snapshot that a worker starts from instead of starting Python anew."""

from __future__ import annotations

import tempfile
from pathlib import Path

from pyodide_bundle.downloads import run, sha256_of
from pyodide_bundle.paths import CACHE, NODE_SCRIPTS


def build_snapshot(pyodide: Path, standard_library: bytes) -> bytes:
    """Return the snapshot for this build of Pyodide and this standard library; both must be served with it."""
    maker = NODE_SCRIPTS / "make_snapshot.mjs"
    prepare = NODE_SCRIPTS / "prepare_snapshot.py"
    facts = [pyodide.name, sha256_of(standard_library), maker.read_text(), prepare.read_text()]
    kept = CACHE / "snapshots" / f"{sha256_of(chr(0).join(facts).encode())[:24]}.bin"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            stdlib = Path(folder) / "python_stdlib.zip"
            stdlib.write_bytes(standard_library)
            out = Path(folder) / "snapshot.bin"
            run(["node", str(maker), str(pyodide), str(stdlib), str(prepare), str(out)])
            fresh = kept.with_suffix(".new")
            fresh.write_bytes(out.read_bytes())
            fresh.replace(kept)
    return kept.read_bytes()
