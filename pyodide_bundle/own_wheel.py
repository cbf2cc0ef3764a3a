"""Builds docsieve's own wheel: the same bytes for the same sources."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from pyodide_bundle.downloads import run, sha256_of
from pyodide_bundle.failure import BundleError
from pyodide_bundle.paths import CACHE, ROOT

#: 1980-01-01, the oldest date a ZIP can hold: the wheel depends on its sources alone.
_SOURCE_DATE_EPOCH = "315532800"


def build_own_wheel() -> Path:
    """Return the path of the wheel, built by hatchling from the work tree."""
    environment = os.environ | {"SOURCE_DATE_EPOCH": _SOURCE_DATE_EPOCH}
    with tempfile.TemporaryDirectory() as folder:
        run(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
            cwd=ROOT,
            env=environment,
        )
        built = list(Path(folder).glob("docsieve-*.whl"))
        if len(built) != 1:
            raise BundleError("hatchling built no wheel of docsieve.")
        target = CACHE / "own-wheel" / sha256_of(built[0].read_bytes())[:16] / built[0].name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(built[0].read_bytes())
    return target
