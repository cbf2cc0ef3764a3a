"""Facts that are written down twice agree; nothing machine-made is out of date."""

from __future__ import annotations

import importlib.metadata
import json
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import get_args

import docsieve
import pytest
from docsieve import errors, schema
from docsieve.formats_table import formats_markdown, warning_codes
from docsieve.protocol import ErrorCode

ROOT = Path(__file__).parents[1]
PINS = tomllib.loads((ROOT / "pyodide_bundle" / "pins.toml").read_text(encoding="utf-8"))
MOST_LINES = 400
#: Lookup tables, style sheets and machine-made files.
NOT_HAND_WRITTEN = ("_tables.py", "styles.ts", "package-lock.json", ".schema.json", "web/src/generated/")
#: Only the browser side can raise these.
BROWSER_CODES = {
    "cancelled",
    "load_failed",
    "stalled",
    "timeout",
    "unreadable",
    "version_mismatch",
    "worker_crashed",
}


@cache
def tracked_files() -> tuple[str, ...]:
    run = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode:
        pytest.skip("not a git checkout")
    return tuple(name for name in run.stdout.splitlines() if (ROOT / name).is_file())


def text_of(name: str) -> str:
    data = (ROOT / name).read_bytes()
    return "" if b"\0" in data else data.decode("utf-8", "replace")


def leaf_errors() -> list[type[docsieve.DocsieveError]]:
    return [
        found
        for found in vars(errors).values()
        if isinstance(found, type)
        and issubclass(found, docsieve.DocsieveError)
        and found is not docsieve.DocsieveError
    ]


def test_public_names_are_sorted_complete_and_real() -> None:
    def sorting(name: str) -> tuple[int, str]:  # as ruff sorts: constants, classes, functions
        return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)

    assert docsieve.__all__ == sorted(docsieve.__all__, key=sorting)
    public = {
        name
        for name, value in vars(docsieve).items()
        if not name.startswith("_") and name != "annotations" and type(value).__name__ != "module"
    }
    later = {name for name in docsieve.__all__ if name in docsieve._LATER}
    assert later == set(docsieve._LATER)
    assert all(getattr(docsieve, name).__name__ == name for name in later)
    assert public | later | {"__version__"} == set(docsieve.__all__)


def test_every_error_has_a_code_of_its_own_on_both_sides() -> None:
    codes = [found.code for found in leaf_errors()]
    assert len(set(codes)) == len(codes)
    assert set(codes) | BROWSER_CODES == set(get_args(ErrorCode))
    assert not set(codes) & BROWSER_CODES
    generated = text_of("web/src/generated/wire.ts")
    listed = re.search(r"ERROR_CODES = \[(.*?)\] as const", generated, re.DOTALL)
    assert listed is not None
    assert re.findall(r'"(\w+)"', listed[1]) == list(get_args(ErrorCode))


def test_every_error_is_drawn_in_the_tree_and_exported() -> None:
    for found in leaf_errors():
        assert re.search(rf"{found.__name__} +{found.code} ", errors.__doc__ or "")
        assert found.__name__ in docsieve.__all__


def test_schema_and_types_are_current() -> None:
    for name, content in schema.generated_files().items():
        assert (ROOT / name).read_text(encoding="utf-8") == content, (
            f"run python -m docsieve.schema --write: {name}"
        )


def test_the_table_of_formats_is_current() -> None:
    assert text_of("docs/formats.md") == formats_markdown(), "run python -m docsieve.formats_table --write"
    for declared in docsieve.all_formats():
        assert f"| {declared.title} |" in formats_markdown()


def test_every_warning_code_is_listed_in_the_docs() -> None:
    codes = warning_codes()
    assert len(codes) > 5
    for code in codes:
        assert f"`{code}`" in text_of("docs/formats.md")


def test_the_installed_versions_are_the_pinned_ones() -> None:
    for name, pin in PINS["wheels"].items():
        version = pin if isinstance(pin, str) else pin["version"]
        try:
            installed = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        assert installed == version, f"{name}: pins.toml says {version}; then `python -m tools.lock --keep`"


def test_the_pyodide_version_is_the_pinned_one() -> None:
    package = ROOT / "web" / "package.json"
    if not package.is_file():
        pytest.skip("no web client here")
    declared = json.loads(package.read_text(encoding="utf-8"))
    for group in ("dependencies", "devDependencies"):
        assert (
            declared.get(group, {}).get("pyodide", PINS["pyodide"]["version"]) == PINS["pyodide"]["version"]
        )


def test_every_wheel_a_format_needs_is_pinned_and_required() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = {re.split(r"[<>=~! ]", line)[0] for line in project["dependencies"]}
    pinned = {name.replace("_", "-") for name in PINS["wheels"]}
    own = {
        tomllib.loads(path.read_text(encoding="utf-8"))["project"]["name"]
        for path in (ROOT / "parsers").glob("*/pyproject.toml")
    }
    for declared in docsieve.all_formats():
        for wheel in (*declared.wheels, *declared.wheels_on_demand):
            assert wheel in pinned | own, f"{declared.name} needs {wheel}"
    assert required <= pinned


def test_no_module_is_longer_than_a_person_reads() -> None:
    for name in tracked_files():
        if (
            name.endswith((".py", ".ts"))
            and not name.endswith(NOT_HAND_WRITTEN)
            and "/generated/" not in name
        ):
            if "recipes/" in name or name.startswith("tests/corpus/"):
                continue
            assert text_of(name).count("\n") <= MOST_LINES, f"{name} is too long"


def test_no_file_names_this_machine_or_a_registry() -> None:
    private = re.compile(r"(?<![\w.])/(?:work/(?:main|shared)|root|home/\w+)/[\w.]|\"resolved\":\s*\"http")
    for name in tracked_files():
        if name == "tests/test_repo.py":
            continue
        found = private.search(text_of(name))
        assert found is None, f"{name} names a path of one machine or a registry"


def test_the_changelog_speaks_of_what_is_unreleased() -> None:
    assert re.search(r"^## \[?Unreleased", text_of("CHANGELOG.md"), re.MULTILINE)


def test_nothing_imports_the_bridge_or_the_browser() -> None:
    for path in (ROOT / "parsers" / "docsieve").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"^\s*(?:import|from) (?:js|pyodide|pyodide_js)\b", source, re.MULTILINE), path
        if path.name != "bridge.py":
            assert "docsieve.bridge import" not in source, path
            assert "import bridge" not in source, path
