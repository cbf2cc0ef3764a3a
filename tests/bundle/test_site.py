"""Checks of the site that `make` has built, the imports in Pyodide included."""

from __future__ import annotations

import json
import shutil

import pytest

from pyodide_bundle import report
from pyodide_bundle.format_table import told_costs
from pyodide_bundle.formats import registered_formats
from pyodide_bundle.manifest import MANIFEST
from pyodide_bundle.paths import DIST, ROOT
from pyodide_bundle.verify import verify

pytestmark = [
    pytest.mark.skipif(not (DIST / MANIFEST).exists(), reason="dist/ is not built"),
    pytest.mark.skipif(shutil.which("node") is None, reason="Node is needed to run Pyodide"),
]


def test_the_built_site_verifies() -> None:
    assert verify(DIST) == []


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


def test_notices_name_every_wheel_and_pyodide() -> None:
    notices = (DIST / "THIRD-PARTY-NOTICES.txt").read_text()
    runtime = json.loads((DIST / "runtime.json").read_text())
    for name in {*runtime["wheels"], "pyodide", "cpython"} - {"docsieve"}:
        assert f"\n{name} " in notices, name
