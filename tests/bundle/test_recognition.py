from __future__ import annotations

import dataclasses

import pytest

from pyodide_bundle.failure import BundleError
from pyodide_bundle.paths import PINS
from pyodide_bundle.pins import NpmPin, read_pins, with_npm
from pyodide_bundle.recognition import add_recognition, languages_of, recognition_notices, recognition_paths
from pyodide_bundle.runtime_assets import RuntimeAssets
from pyodide_bundle.verify import recognition_problems


def test_all_pinned_languages_are_bundled_unless_a_site_wants_fewer() -> None:
    pins = read_pins()
    assert languages_of(pins) == ("deu", "eng", "fra", "ita", "nld", "pol", "por", "spa")
    assert languages_of(pins, ["eng", "deu"]) == ("deu", "eng")
    assert languages_of(pins, []) == ()
    with pytest.raises(BundleError, match="tlh"):
        languages_of(pins, ["tlh"])


def test_a_site_without_languages_has_nothing_of_it() -> None:
    assets = RuntimeAssets()
    add_recognition(assets, read_pins(), [])
    assert (assets.files, assets.runtime) == ({}, {})
    assert recognition_paths(assets.runtime) == {}
    assert recognition_notices(read_pins(), []) == []
    assert recognition_problems({}, {}) == []


def test_a_file_that_is_not_the_one_named_is_found() -> None:
    data = b"engine"
    assets = RuntimeAssets()
    entry = assets.add("runtime/recognition/0/tesseract.wasm", data)
    runtime = {"recognition": {"engine": entry, "languages": {}}}
    assert recognition_problems(assets.files, runtime) == []
    [problem] = recognition_problems({entry["path"]: b"other"}, runtime)
    assert entry["path"] in problem


def test_a_pin_is_renewed_in_its_line_alone() -> None:
    text = PINS.read_text("utf-8")
    pin = read_pins().npm["@tesseract.js-data/eng"]
    renewed = with_npm(text, dataclasses.replace(pin, version="2.0.0"))
    assert [line for line in renewed.splitlines() if line not in text.splitlines()] == [
        f'"{pin.name}" = {{ version = "2.0.0", integrity = "{pin.integrity}" }}'
    ]
    with pytest.raises(BundleError, match="no single line"):
        with_npm(text, NpmPin("left-pad", "1.0.0", "sha512-"))
