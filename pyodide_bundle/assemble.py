"""Assembles `dist/`: runtime assets, then the page around them, notices, compressed siblings, manifest."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyodide_bundle import budget, report
from pyodide_bundle.archive import read_zip
from pyodide_bundle.compression import write_siblings
from pyodide_bundle.downloads import fetch_pyodide, fetch_wheel, sha256_of
from pyodide_bundle.failure import BundleError
from pyodide_bundle.formats import BASE_WHEELS, closure, registered_formats, wheels_to_bundle
from pyodide_bundle.manifest import MANIFEST, build_id_of, build_manifest, manifest_text
from pyodide_bundle.notices import core_notices, notice_files, npm_notices, wheel_notices
from pyodide_bundle.own_wheel import build_own_wheel
from pyodide_bundle.paths import CACHE, COMMITTED_WHEELS, DIST, PINS, ROOT, WEB
from pyodide_bundle.pins import Pins, read_pins
from pyodide_bundle.recognition import add_recognition, glue_script, languages_of, recognition_notices
from pyodide_bundle.runtime_assets import RuntimeAssets, build_runtime_assets
from pyodide_bundle.sbom import SBOM, sbom_text
from pyodide_bundle.shaking import words_of
from pyodide_bundle.snapshot import build_start
from pyodide_bundle.standard_library import build_standard_library
from pyodide_bundle.web import build_web, web_sources
from pyodide_bundle.wheels import Wheel, build_wheel, metadata_of, requirements

_STAMP = CACHE / "build-stamp.json"
#: In the stamp of a site that was compressed in haste.
_HASTY: Mapping[str, str] = {"compressed": "quickly"}
#: What makes the site besides `web/`: sources by folder and the patterns that count.
_SOURCES = (
    (ROOT / "pyodide_bundle", ("*.py", "*.mjs", "*.toml", "*.json", "*.txt")),
    (ROOT / "parsers" / "docsieve", ("*.py", "*.json", "*.ttf", "py.typed")),
    (COMMITTED_WHEELS, ("*.whl",)),
)

Say = Callable[[str], None]


@dataclass(frozen=True)
class Site:
    """Everything that goes into `dist/`, by path."""

    files: dict[str, bytes]
    build_id: str


def build(
    say: Say,
    *,
    destination: Path = DIST,
    force: bool = False,
    quick: bool = False,
    languages: Sequence[str] | None = None,
) -> None:
    """Build the site unless it stands and nothing it is made of has changed.

    Args:
        say: told each step.
        destination: the folder to build.
        force: build also where nothing has changed.
        quick: compress in haste, whatever it costs to load; a site that is compressed well stands.
        languages: that text recognition can read; by default all with a pin, none for no recognition.

    Raises:
        BundleError: a step failed, or the budget is crossed.
    """
    inputs = input_hashes()
    if languages is not None:
        inputs["languages"] = ",".join(languages)
    if not force and is_current(destination, inputs, quick=quick):
        say(f"{destination.name}/ is up to date.")
        return
    pins = read_pins()
    bundled = languages_of(pins, languages)
    assets, wheels = _runtime(pins, say)
    add_recognition(assets, pins, bundled)
    build_id = build_id_of(
        {path: sha256_of(data) for path, data in assets.files.items()}
        | {name: digest for name, digest in inputs.items() if name.startswith("web/")}
    )
    assets.runtime["build_id"] = build_id
    say("Building the page ...")
    page = build_web(assets.runtime, fetch_pyodide(pins), glue_script(pins))
    core, wheels_of_others = core_notices(pins), wheel_notices(wheels)
    npm, recognition = npm_notices(), recognition_notices(pins, bundled)
    files = {
        **assets.files,
        **page,
        **notice_files([*core, *wheels_of_others, *npm, *recognition], (ROOT / "LICENSE").read_bytes()),
        report.RUNTIME: (json.dumps(assets.runtime, indent=1) + "\n").encode(),
    }
    own_version = next(wheel.version for wheel in wheels if wheel.name == "docsieve")
    bill = sbom_text(
        files,
        assets.runtime,
        core=core,
        wheels=wheels_of_others,
        npm=[*npm, *recognition],
        own_version=own_version,
    )
    files[SBOM] = bill.encode()
    say("Compressing ...")
    _write(destination, files, build_id, quick=quick)
    over = [] if quick else budget.crossed(report.costs(*report.read_site(destination)))
    if over:
        raise BundleError("The bundle is over its budget: " + "; ".join(over) + ".")
    write_stamp(destination, inputs, quick=quick)
    say(f"Built {destination.name}/ ({len(files)} files, build {build_id}).")


def _runtime(pins: Pins, say: Say) -> tuple[RuntimeAssets, list[Wheel]]:
    say("Fetching Pyodide and wheels ...")
    pyodide = fetch_pyodide(pins)
    formats = registered_formats()
    # Dependencies of dependencies are known once the wheels are read.
    direct = wheels_to_bundle(formats, pins)
    depends = {}
    for name in pins.wheels:
        path = fetch_wheel(pins.wheels[name], pins)
        depends[name] = requirements(_metadata(path), pins)
    chosen = closure(direct, depends)
    say("Compiling Python to bytecode ...")
    standard_library = build_standard_library(pyodide, pins)
    own = build_own_wheel()
    fetched = {name: fetch_wheel(pins.wheels[name], pins) for name in chosen}
    # Our extensions call libraries too.
    ours = [own, *(path for name, path in fetched.items() if name.startswith("docsieve-"))]
    used = words_of(data for path in ours for data in read_zip(path.read_bytes()).values())
    wheels = [build_wheel(path, pyodide, pins, used) for path in fetched.values()]
    wheels.append(build_wheel(own, pyodide, pins))
    say("Taking the memory snapshot ...")
    by_name = {wheel.name: wheel for wheel in wheels}
    start = build_start(pyodide, standard_library, [by_name[name].data for name in BASE_WHEELS])
    return build_runtime_assets(pins, pyodide, standard_library, start, wheels, formats), wheels


def _metadata(path: Path) -> str:
    return metadata_of(read_zip(path.read_bytes()))[1]


def input_hashes() -> dict[str, str]:
    """Return the sha256 of every file that the site is made of, by path in the repository."""
    paths = [path for folder, patterns in _SOURCES for pattern in patterns for path in folder.rglob(pattern)]
    paths = [path for path in paths if "recipes" not in path.parts] + [
        ROOT / "LICENSE",
        ROOT / "pyproject.toml",
        PINS,
    ]
    if WEB.exists():
        paths += web_sources()
    return {path.relative_to(ROOT).as_posix(): sha256_of(path.read_bytes()) for path in sorted(set(paths))}


def _write(destination: Path, files: Mapping[str, bytes], build_id: str, *, quick: bool) -> None:
    """Write the site beside the old one and put it in its place at the end."""
    fresh = destination.with_name(f".{destination.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for name, data in files.items():
        path = fresh / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    write_siblings([fresh / name for name in files], quick=quick)
    manifest = fresh / MANIFEST
    manifest.write_text(manifest_text(build_manifest(fresh, build_id)))
    write_siblings([manifest])
    shutil.rmtree(destination, ignore_errors=True)
    fresh.rename(destination)


def write_stamp(destination: Path, inputs: Mapping[str, str], *, quick: bool) -> None:
    """Note what the site is made of, and whether it was compressed in haste."""
    _STAMP.write_text(json.dumps(_stamp(destination, {**inputs, **_HASTY} if quick else inputs)))


def is_current(destination: Path, inputs: Mapping[str, str], *, quick: bool) -> bool:
    """Tell whether the site stands; one that was compressed in haste only where that is enough."""
    if not (destination / MANIFEST).exists() or not _STAMP.exists():
        return False
    files = json.loads((destination / MANIFEST).read_text())["files"]
    complete = all(
        (destination / name).exists() and (destination / name).stat().st_size == entry["size"]
        for name, entry in files.items()
    )
    stamp: dict[str, str] = json.loads(_STAMP.read_text())
    enough = [inputs, {**inputs, **_HASTY}] if quick else [inputs]
    return complete and stamp in [_stamp(destination, one) for one in enough]


def is_compressed_in_haste() -> bool:
    """Tell whether the site that was built last is for this machine alone."""
    return _STAMP.exists() and _HASTY.items() <= json.loads(_STAMP.read_text()).items()


def _stamp(destination: Path, inputs: Mapping[str, str]) -> dict[str, str]:
    return {**inputs, "manifest": sha256_of((destination / MANIFEST).read_bytes()), "site": str(destination)}
