"""Checks of the site that `make` has built, the imports in Pyodide included."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from pyodide_bundle import report
from pyodide_bundle.assemble import is_compressed_in_haste
from pyodide_bundle.format_table import told_costs
from pyodide_bundle.formats import registered_formats
from pyodide_bundle.manifest import MANIFEST
from pyodide_bundle.paths import DIST, ROOT
from pyodide_bundle.verify import verify

_LANGUAGE_ROW = re.compile(r"^\| (engine|[A-Z][a-z]+) \| ([0-9,]+) \|$", re.MULTILINE)

pytestmark = [
    pytest.mark.skipif(not (DIST / MANIFEST).exists(), reason="dist/ is not built"),
    pytest.mark.skipif(is_compressed_in_haste(), reason="dist/ is compressed in haste"),
    pytest.mark.skipif(shutil.which("node") is None, reason="Node is needed to run Pyodide"),
]


def test_the_built_site_verifies() -> None:
    assert verify(DIST) == []


def test_nothing_in_the_site_names_the_folder_it_was_built_in() -> None:
    folder = str(ROOT).encode()
    assert [path.name for path in DIST.rglob("*") if path.is_file() and folder in path.read_bytes()] == []


def test_every_registered_format_is_in_the_site() -> None:
    runtime = json.loads((DIST / "runtime.json").read_text())
    assert [one["name"] for one in runtime["formats"]] == [one.name for one in registered_formats()]


def test_the_readme_tells_what_each_format_yields_and_costs() -> None:
    told = told_costs((ROOT / "README.md").read_text("utf-8"))
    costs = report.costs(*report.read_site(DIST))
    assert list(told) == [known.name for known in registered_formats()]
    for name, cost in costs["formats"].items():
        # A compiler's or a dependency's small changes need no new table; a wheel more or less does.
        assert abs(told[name] * 1000 - cost["brotli"]) <= max(20_000, 0.15 * cost["brotli"]), name


def test_the_docs_tell_what_each_language_of_text_recognition_costs() -> None:
    told = (ROOT / "docs" / "ocr.md").read_text("utf-8")
    kilobytes = {name: int(size.replace(",", "")) for name, size in _LANGUAGE_ROW.findall(told)}
    costs = report.costs(*report.read_site(DIST))["recognition"]
    measured = {name: cost["brotli"] for name, cost in costs.items()}
    assert len(kilobytes) == len(measured)
    for told_size, size in zip(sorted(kilobytes.values()), sorted(measured.values()), strict=True):
        assert abs(told_size * 1000 - size) <= 0.1 * size


def test_text_recognition_is_no_part_of_the_first_load() -> None:
    assets = report.costs(*report.read_site(DIST))["assets"]
    assert not any("recognition" in path for path in assets)


def test_notices_name_every_wheel_and_pyodide() -> None:
    notices = (DIST / "THIRD-PARTY-NOTICES.txt").read_text()
    runtime = json.loads((DIST / "runtime.json").read_text())
    recognition = {f"@tesseract.js-data/{name}" for name in runtime["recognition"]["languages"]}
    others = {"pyodide", "cpython", "tesseract.js-core", "leptonica:", *recognition}
    for name in {*runtime["wheels"], *others} - {"docsieve"}:
        assert f"\n{name} " in notices, name
