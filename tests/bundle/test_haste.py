"""Which built site is good enough for what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pyodide_bundle import assemble
from pyodide_bundle.manifest import MANIFEST


@pytest.mark.parametrize("stands_in_haste", [False, True])
@pytest.mark.parametrize("quick", [False, True])
def test_a_hasty_site_stands_only_where_haste_is_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stands_in_haste: bool, quick: bool
) -> None:
    monkeypatch.setattr(assemble, "_STAMP", tmp_path / "stamp.json")
    site = tmp_path / "site"
    site.mkdir()
    (site / MANIFEST).write_text('{"files": {}}')
    sources = {"a.py": "its hash"}
    assemble.write_stamp(site, sources, quick=stands_in_haste)
    assert assemble.is_compressed_in_haste() == stands_in_haste
    assert assemble.is_current(site, sources, quick=quick) == (quick or not stands_in_haste)
    assert not assemble.is_current(site, {"a.py": "another"}, quick=quick)
    (site / MANIFEST).write_text(json.dumps({"files": {"lost.js": {"size": 1}}}))
    assert not assemble.is_current(site, sources, quick=quick)
