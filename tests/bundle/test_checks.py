from __future__ import annotations

from pathlib import Path
from typing import Any

import brotli
import pytest

from pyodide_bundle import budget, compression
from pyodide_bundle.manifest import MANIFEST, build_id_of, build_manifest, manifest_text
from pyodide_bundle.origins import outward_urls
from pyodide_bundle.report import costs
from pyodide_bundle.verify import file_problems, lock_problems


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(compression, "CACHE", tmp_path / "cache")
    folder = tmp_path / "site"
    (folder / "assets").mkdir(parents=True)
    (folder / "assets" / "a-1.js").write_text("x();\n" * 200)
    (folder / "index.html").write_text("<!doctype html>")
    compression.write_siblings(path for path in list(folder.rglob("*")) if path.is_file())
    (folder / MANIFEST).write_text(manifest_text(build_manifest(folder, "id")))
    return folder


def listed(site: Path) -> dict[str, Any]:
    files: dict[str, Any] = build_manifest(site, "id")["files"]
    return files


def test_manifest_names_files_with_sizes_of_siblings(site: Path) -> None:
    files = listed(site)
    assert set(files) == {"assets/a-1.js", "index.html"}
    packed = (site / "assets" / "a-1.js.br").read_bytes()
    assert files["assets/a-1.js"]["brotli"] == len(packed) < files["assets/a-1.js"]["size"]
    assert brotli.decompress(packed) == (site / "assets" / "a-1.js").read_bytes()
    assert files["assets/a-1.js"]["immutable"]
    assert not files["index.html"]["immutable"]


def test_an_untouched_site_has_no_problems(site: Path) -> None:
    assert file_problems(site, listed(site)) == []


def test_changed_missing_and_stray_files_are_found(site: Path) -> None:
    files = listed(site)
    (site / "index.html").write_text("<!doctype htmx>")
    (site / "assets" / "a-1.js.gz").write_bytes(b"other")
    (site / "stray.js").write_text("")
    problems = file_problems(site, files)
    assert "index.html is not the file that was built" in problems
    assert "assets/a-1.js.gz does not hold assets/a-1.js" in problems
    assert "stray.js is not in the manifest" in problems
    (site / "assets" / "a-1.js").unlink()
    assert "assets/a-1.js is missing" in file_problems(site, files)


def test_build_id_follows_content_not_order() -> None:
    assert (
        build_id_of({"a": "1", "b": "2"})
        == build_id_of({"b": "2", "a": "1"})
        != build_id_of({"a": "1", "b": "3"})
    )


@pytest.mark.parametrize(
    "text",
    [
        b'<script src="https://cdn.example.org/a.js">',
        b"import('//cdn.example.org/a.js')",
        b"new WebSocket('wss://example.org/x')",
        b"@import url(http://fonts.example.org/css)",
    ],
)
def test_addresses_that_leave_the_origin_are_found(text: bytes) -> None:
    assert len(outward_urls({"index.html": text})) == 1


def test_inert_and_relative_addresses_are_let_pass() -> None:
    files = {
        "a.js": b'"http://www.w3.org/2000/svg"; import("./b.js") // note',
        "LICENSE": b"https://example.org",
    }
    assert outward_urls(files) == []


def test_inert_addresses_are_inert_only_in_their_files() -> None:
    text = b"'https://cdn.jsdelivr.net/pyodide/v1/full/'"
    assert outward_urls({"runtime/0/pyodide.mjs": text}) == []
    assert len(outward_urls({"assets/worker.js": text})) == 1


def test_lock_with_a_wrong_hash_or_a_missing_wheel_is_refused() -> None:
    package = {"file_name": "w.whl", "sha256": "0", "depends": ["gone"]}
    problems = lock_problems({"packages": {"w": package}}, {"w.whl": b""}, {"wheels": {"w": {}}})
    assert len(problems) == 2
    assert "not served" in lock_problems({"packages": {"w": package}}, {}, {"wheels": {"w": {}}})[0]


def test_costs_count_each_byte_once_and_the_budget_speaks() -> None:
    manifest = {
        "build_id": "id",
        "files": {
            "index.html": {"size": 10},
            "assets/on-demand/age-1a.js": {"size": 7},
            "r/core": {"size": 100, "gzip": 60, "brotli": 50},
            "r/packages": {"size": 20, "brotli": 5},
            "r/stdlib": {"size": 5_000, "brotli": 500},
            "r/base": {"size": 200, "brotli": 50},
            "r/pdf": {"size": 9_000_000, "brotli": 8_000_000},
        },
    }
    runtime = {
        "core": {
            "wasm": {"path": "r/core"},
            "packages": {"path": "r/packages"},
            "stdlib": {"path": "r/stdlib"},
        },
        "base": ["base"],
        "wheels": {"base": {"path": "r/base"}, "pdf": {"path": "r/pdf"}},
        "formats": [{"name": "pdf", "wheels": ["pdf", "base"]}],
    }
    found = costs(manifest, runtime)
    assert found["start"] == {"raw": 130, "gzip": 90, "brotli": 65}
    assert found["formats"]["pdf"]["raw"] == 9_000_000
    assert [sentence.split(" costs ")[0] for sentence in budget.crossed(found)] == ["format pdf"]
