"""Checks a built site: hashes, no stray files, imports, URLs. What it finds wrong comes back as sentences."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pyodide_bundle.archive import read_zip
from pyodide_bundle.compression import decoded
from pyodide_bundle.downloads import run, sha256_of
from pyodide_bundle.failure import BundleError
from pyodide_bundle.manifest import MANIFEST, is_sibling
from pyodide_bundle.origins import outward_urls
from pyodide_bundle.paths import NODE_SCRIPTS
from pyodide_bundle.report import RUNTIME
from pyodide_bundle.serve import SETTINGS
from pyodide_bundle.wheels import modules_of

#: Modules that cannot be imported on purpose, and why.
NOT_IMPORTABLE = {
    "_argon2_cffi_bindings": "there is no cffi; the library inside is called through ctypes",
    "pypdf._crypt_providers._cryptography": "pypdf tries it first and takes its own provider where it fails",
    "pypdf.generic._image_xobject": "decodes images with Pillow, which reading text does not take",
}


def verify(site: Path) -> list[str]:
    """Return what is wrong with a site; empty where nothing is."""
    if not (site / MANIFEST).exists():
        return [f"{site} holds no {MANIFEST}: build it first."]
    manifest = json.loads((site / MANIFEST).read_text())
    problems = file_problems(site, manifest["files"])
    if problems:
        return problems
    files = {name: (site / name).read_bytes() for name in manifest["files"]}
    runtime = json.loads(files[RUNTIME])
    problems = lock_problems(json.loads(files["pyodide-lock.json"]), files, runtime)
    problems += recognition_problems(files, runtime)
    problems += [f"an address leaves the origin: {found}" for found in outward_urls(files)]
    return problems or import_problems(site, runtime, files)


def file_problems(site: Path, listed: Mapping[str, Any]) -> list[str]:
    """Compare the files of a folder with the manifest, compressed siblings included."""
    problems = []
    for name, entry in listed.items():
        path = site / name
        if not path.is_file():
            problems.append(f"{name} is missing")
            continue
        data = path.read_bytes()
        if len(data) != entry["size"] or sha256_of(data) != entry["sha256"]:
            problems.append(f"{name} is not the file that was built")
            continue
        for kind, suffix in (("brotli", "br"), ("gzip", "gz")):
            sibling = path.with_name(f"{path.name}.{suffix}")
            if sibling.exists() != (kind in entry):
                problems.append(
                    f"{name}.{suffix} is {'not in the manifest' if sibling.exists() else 'missing'}"
                )
            elif sibling.exists() and decoded(sibling.read_bytes(), suffix) != data:
                problems.append(f"{name}.{suffix} does not hold {name}")
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        is_known = name in listed or name in {MANIFEST, SETTINGS}
        if path.is_file() and not is_known and not is_sibling(path):
            problems.append(f"{name} is not in the manifest")
    return problems


def lock_problems(
    lock: Mapping[str, Any], files: Mapping[str, bytes], runtime: Mapping[str, Any]
) -> list[str]:
    """Check the lock file against the wheels that are served."""
    problems = []
    for name, package in lock["packages"].items():
        data = files.get(package["file_name"])
        if data is None:
            problems.append(f"pyodide-lock.json names {package['file_name']}, which is not served")
        elif sha256_of(data) != package["sha256"]:
            problems.append(f"pyodide-lock.json has another sha256 for {package['file_name']}")
        problems += [
            f"{name} depends on {other}, which is not served"
            for other in package["depends"]
            if other not in lock["packages"]
        ]
    if lock["packages"].keys() != runtime["wheels"].keys():
        problems.append("pyodide-lock.json and runtime.json name different wheels")
    return problems


def recognition_problems(files: Mapping[str, bytes], runtime: Mapping[str, Any]) -> list[str]:
    """Check the engine and the languages that the page will ask for against the files that are served."""
    found = runtime.get("recognition", {"languages": {}})
    entries = [*found["languages"].values(), *([found["engine"]] if "engine" in found else [])]
    return [
        f"runtime.json has another size or sha256 for {entry['path']}"
        for entry in entries
        if sha256_of(files.get(entry["path"], b"")) != entry["sha256"]
        or len(files[entry["path"]]) != entry["size"]
    ]


def import_problems(site: Path, runtime: Mapping[str, Any], files: Mapping[str, bytes]) -> list[str]:
    """Import every module of every wheel in Pyodide under Node, from the files of the site alone."""
    wheels = {name: entry["path"] for name, entry in runtime["wheels"].items()}
    job = {
        "folder": runtime["pyodide"]["folder"],
        "info": runtime["pyodide"]["info"],
        "stdlib": runtime["core"]["library"]["path"],
        "snapshot": runtime["core"]["snapshot"]["path"],
        "packages": runtime["core"]["packages"]["path"],
        "wheels": [path for name, path in wheels.items() if name not in runtime["base"]],
        "modules": [module for path in wheels.values() for module in modules_of(read_zip(files[path]))],
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "job.json"
        path.write_text(json.dumps(job))
        try:
            printed = run(["node", str(NODE_SCRIPTS / "import_modules.mjs"), str(site.resolve()), str(path)])
        except BundleError as error:
            return [f"Pyodide did not start from the site: {error}"]
    failed: dict[str, str] = json.loads(printed.strip().splitlines()[-1])
    return [
        f"{module} cannot be imported: {reason}"
        for module, reason in failed.items()
        if module not in NOT_IMPORTABLE
    ]
