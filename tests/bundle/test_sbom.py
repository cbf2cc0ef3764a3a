"""The bill of materials of the built site, against CycloneDX's own schema and against the manifest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from pyodide_bundle.manifest import MANIFEST
from pyodide_bundle.paths import DIST
from pyodide_bundle.sbom import SBOM

pytestmark = pytest.mark.skipif(not (DIST / SBOM).exists(), reason="dist/ is not built")


@pytest.fixture(scope="module")
def text() -> str:
    return (DIST / SBOM).read_text("utf-8")


@pytest.fixture(scope="module")
def libraries(text: str) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in json.loads(text)["components"] if one["type"] == "library"}


def test_it_is_valid_by_the_official_schema(text: str) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None


def test_the_check_would_find_a_fault(text: str) -> None:
    bom = json.loads(text)
    bom["components"][0]["hashes"] = [{"alg": "SHA-256", "content": "not a hash"}]
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(bom)) is not None


def test_it_has_every_file_that_is_served_with_its_hash(text: str) -> None:
    def files(components: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
        for component in components:
            if component["type"] == "file":
                yield component["name"], component["hashes"][0]["content"]
            yield from files(component.get("components", []))

    manifest = json.loads((DIST / MANIFEST).read_text())["files"]
    assert SBOM in manifest
    listed = list(files(json.loads(text)["components"]))
    assert len(listed) == len(dict(listed))
    assert dict(listed) == {name: entry["sha256"] for name, entry in manifest.items() if name != SBOM}


def test_every_library_has_a_licence_and_an_address(libraries: dict[str, dict[str, Any]]) -> None:
    runtime = json.loads((DIST / "runtime.json").read_text())
    assert libraries.keys() >= {*runtime["wheels"], "pyodide", "cpython", "lit", "fflate"}
    for name, library in libraries.items():
        assert library["purl"].startswith("pkg:"), name
        [licence] = library["licenses"]
        assert licence.get("expression") or licence["license"]["name"], name
    assert libraries["pypdf"]["purl"].startswith("pkg:pypi/pypdf@")
    assert libraries["lit"]["purl"].startswith("pkg:npm/lit@")
    assert libraries["docsieve"]["hashes"]
    assert libraries["tesseract.js-core"]["purl"] == "pkg:npm/tesseract.js-core@7.0.0"
    assert libraries["@tesseract.js-data/eng"]["hashes"]
    assert libraries["leptonica"]["purl"] == "pkg:generic/leptonica"
