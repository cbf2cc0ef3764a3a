"""What text recognition (OCR) takes, from npm packages: Tesseract as WebAssembly, a file a language."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from pyodide_bundle.downloads import fetch_npm, sha256_of
from pyodide_bundle.failure import BundleError
from pyodide_bundle.notices import LICENCE_TEXTS, Notice
from pyodide_bundle.pins import NpmPin, Pins
from pyodide_bundle.runtime_assets import RuntimeAssets

#: Everything that only recognition loads; what keeps the site offline tells it from the rest by this.
FOLDER: Final = "runtime/recognition/"
ENGINE: Final = "tesseract.js-core"
_DATA: Final = "@tesseract.js-data/"
#: For processors with 128-bit vectors, which all browsers that run Pyodide have; without the legacy engine.
_BUILD: Final = "tesseract-core-simd-lstm"
#: The most exact of the models, in whole numbers: what native packages call "best", a tenth of its time.
_MODEL: Final = "4.0.0_best_int"


def languages_of(pins: Pins, wanted: Sequence[str] | None = None) -> tuple[str, ...]:
    """Return the languages to bundle: those wanted, or all that have a pin.

    Raises:
        BundleError: one has no pin.
    """
    pinned = tuple(sorted(name.removeprefix(_DATA) for name in pins.npm if name.startswith(_DATA)))
    if wanted is None:
        return pinned
    for language in wanted:
        if language not in pinned:
            raise BundleError(f"There is no pin of {_DATA}{language} in pins.toml.")
    return tuple(language for language in pinned if language in wanted)


def glue_script(pins: Pins) -> str:
    """Return the path of the script around Tesseract's WebAssembly, which becomes part of the worker's."""
    return str(fetch_npm(pins.npm[ENGINE]) / f"{_BUILD}.js")


def add_recognition(assets: RuntimeAssets, pins: Pins, languages: Sequence[str]) -> None:
    """Take the engine and its languages into the site; none of it where there are no languages."""
    if not languages:
        return
    engine = (fetch_npm(pins.npm[ENGINE]) / f"{_BUILD}.wasm").read_bytes()
    assets.runtime["recognition"] = {
        "engine": _add(assets, "tesseract.wasm", engine),
        "languages": {
            language: _add(assets, f"{language}.traineddata", _data_of(_pin_of(pins, language), language))
            for language in languages
        },
    }


def recognition_paths(runtime: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return which files of the site are which npm package's, by its name."""
    found = runtime.get("recognition")
    if found is None:
        return {}
    return {
        ENGINE: [found["engine"]["path"]],
        **{f"{_DATA}{language}": [entry["path"]] for language, entry in found["languages"].items()},
    }


def recognition_notices(pins: Pins, languages: Sequence[str]) -> list[Notice]:
    """Return the notices of the engine, its languages, and of the C libraries linked into it."""
    if not languages:
        return []
    engine = fetch_npm(pins.npm[ENGINE])
    apache = {"LICENSE": (engine / "LICENSE").read_bytes()}
    linked = json.loads((LICENCE_TEXTS / "recognition.json").read_text())
    return [
        Notice(ENGINE, pins.npm[ENGINE].version, "Apache-2.0", apache, "Tesseract, compiled to WebAssembly."),
        *(
            Notice(
                f"{_DATA}{language}",
                _pin_of(pins, language).version,
                "Apache-2.0 AND MIT",
                apache,
                "Trained data of the Tesseract project (Apache-2.0), in an npm package under MIT.",
            )
            for language in languages
        ),
        *(
            Notice(one["name"], "", one["licence"], {one["text"]: (LICENCE_TEXTS / one["text"]).read_bytes()})
            for one in linked
        ),
    ]


def _pin_of(pins: Pins, language: str) -> NpmPin:
    return pins.npm[f"{_DATA}{language}"]


def _data_of(pin: NpmPin, language: str) -> bytes:
    """Unpacked, as wheels are: what travels is compressed by the server, and smaller so."""
    return gzip.decompress((fetch_npm(pin) / _MODEL / f"{language}.traineddata.gz").read_bytes())


def _add(assets: RuntimeAssets, name: str, data: bytes) -> dict[str, Any]:
    """`transfer` is about what travels: the person is told before agreeing to it."""
    entry = assets.add(f"{FOLDER}{sha256_of(data)[:12]}/{name}", data)
    return entry | {"transfer": len(gzip.compress(data, 6, mtime=0))}
