"""The wheels in pyodide_bundle/wheels/ are those that are pinned, made of the sources as they stand."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pyodide_bundle.paths import COMMITTED_WHEELS, ROOT
from pyodide_bundle.pins import read_pins

SOURCE_LISTS = sorted(COMMITTED_WHEELS.glob("SOURCES-*.sha256"))


def listed(path: Path) -> dict[str, str]:
    lines = (line.split(maxsplit=1) for line in path.read_text("utf-8").splitlines())
    return {name.lstrip("*"): digest for digest, name in lines}


def hashed(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_listed_hashes_are_those_of_the_wheels() -> None:
    wheels = {path.name: hashed(path) for path in COMMITTED_WHEELS.glob("*.whl")}
    assert wheels
    assert listed(COMMITTED_WHEELS / "SHA256SUMS") == wheels


def test_every_wheel_is_pinned() -> None:
    pinned = {pin.file: pin.sha256 for pin in read_pins().wheels.values()}
    for path in COMMITTED_WHEELS.glob("*.whl"):
        assert pinned.get(path.name) == hashed(path), f"{path.name}: run `python -m pyodide_bundle pins`"


@pytest.mark.parametrize("path", SOURCE_LISTS, ids=lambda path: path.stem)
def test_sources_are_those_that_the_wheel_was_built_from(path: Path) -> None:
    for name, digest in listed(path).items():
        recipe = path.stem.removeprefix("SOURCES-")
        assert hashed(ROOT / name) == digest, (
            f"{name} changed after the wheel was built: sudo bash pyodide_bundle/recipes/build.sh {recipe}"
        )


def test_every_recipe_has_its_list_of_sources() -> None:
    recipes = {path.parent.name for path in (ROOT / "pyodide_bundle" / "recipes").glob("*/recipe.sh")}
    assert {path.stem.removeprefix("SOURCES-") for path in SOURCE_LISTS} == recipes
