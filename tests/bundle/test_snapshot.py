"""What a worker starts from, as `make` has built it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pyodide_bundle import snapshot
from pyodide_bundle.archive import read_zip
from pyodide_bundle.downloads import fetch_pyodide
from pyodide_bundle.manifest import MANIFEST
from pyodide_bundle.paths import DIST
from pyodide_bundle.pins import read_pins
from pyodide_bundle.snapshot import without_modules

built = pytest.mark.skipif(not (DIST / MANIFEST).exists(), reason="dist/ is not built")


def test_modules_that_a_snapshot_holds_are_left_out_and_all_else_stays() -> None:
    files = dict.fromkeys(("p/__init__.pyc", "p/a.pyc", "p/b.pyc", "p/lib.so", "p/data.json", "p.txt"), b"")
    left = without_modules(files, {"p", "p.a", "p.data"})
    assert set(left) == {"p/b.pyc", "p/lib.so", "p/data.json", "p.txt"}


@pytest.fixture
def runtime() -> Any:
    return json.loads((DIST / "runtime.json").read_text())


def _files(entry: dict[str, str]) -> dict[str, bytes]:
    return read_zip((DIST / entry["path"]).read_bytes())


@built
def test_a_module_of_the_start_goes_over_the_wire_once(runtime: Any) -> None:
    core, wheels = runtime["core"], runtime["wheels"]
    packages = _files(core["packages"])
    assert "docsieve/formats/_docx/story.pyc" in _files(wheels["docsieve"])
    # Readers are in the snapshot, redaction is not.
    modules = [name for name in packages if name.endswith(".pyc")]
    assert not [name for name in modules if name.startswith(("docsieve/formats/", "olefile/olefile."))]
    # A file that pdfium opens by its name is no module.
    assert "docsieve/formats/_pdf/stand_in_font/ideographs.ttf" in packages
    assert "docsieve/redaction/redact.pyc" in packages
    library = _files(core["library"])
    assert library.keys() < _files(core["stdlib"]).keys()
    assert "zipfile/__init__.pyc" not in library
    assert "pickle.pyc" in library


@built
@pytest.mark.slow
def test_made_once_more_a_start_has_the_same_bytes(
    runtime: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "CACHE", tmp_path)
    core = {role: (DIST / entry["path"]).read_bytes() for role, entry in runtime["core"].items()}
    wheels = [(DIST / runtime["wheels"][name]["path"]).read_bytes() for name in runtime["base"]]
    made = snapshot.build_start(fetch_pyodide(read_pins()), core["stdlib"], wheels)
    assert made == snapshot.Start(core["snapshot"], core["library"], core["packages"])


@built
def test_the_snapshot_holds_no_file_of_a_library(runtime: Any) -> None:
    """`dlopen` keeps the bytes it read: megabytes that no worker needs."""
    snapshot = (DIST / runtime["core"]["snapshot"]["path"]).read_bytes()
    libraries = {
        name: data for name, data in _files(runtime["core"]["packages"]).items() if name.endswith(".so")
    }
    assert any("lxml/etree" in name for name in libraries)
    for name, data in libraries.items():
        middle = len(data) // 2
        assert data[middle : middle + 256] not in snapshot, name
