"""Writes `pyodide-lock.json` for the bundle's own wheels, in pyodide-lock's format."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from pyodide_lock import PyodideLockSpec
from pyodide_lock.spec import InfoSpec, PackageSpec

from pyodide_bundle.downloads import sha256_of
from pyodide_bundle.formats import CORE_WHEELS
from pyodide_bundle.pins import Pins
from pyodide_bundle.wheels import Wheel


def platform_info(shipped: str, pins: Pins) -> InfoSpec:
    """Return the platform that the npm package's lock file states; its packages are of no use here."""
    # Pyodide 314 leaves out its own version, which pyodide-lock demands.
    return InfoSpec(**{"version": pins.pyodide, **json.loads(shipped)["info"]})


def build_lock(info: InfoSpec, wheels: Iterable[Wheel], urls: Mapping[str, str]) -> PyodideLockSpec:
    """Return a lock file with these wheels only.

    Args:
        info: what the lock file of the npm package says of the platform.
        wheels: all wheels of the bundle.
        urls: where each is served, relative to the lock file, by distribution name.
    """
    bundled = list(wheels)
    names = {wheel.name for wheel in bundled}
    packages = {}
    for wheel in sorted(bundled, key=lambda one: one.name):
        # docsieve imports what a format needs only when it is needed: its lock entry holds the core alone.
        depends = (
            [one for one in CORE_WHEELS if one != "docsieve"] if wheel.name == "docsieve" else wheel.depends
        )
        packages[wheel.name] = PackageSpec(
            name=wheel.name,
            version=wheel.version,
            file_name=urls[wheel.name],
            install_dir="site",
            sha256=sha256_of(wheel.data),
            package_type="package",
            imports=list(wheel.imports),
            depends=[name for name in depends if name in names],
        )
    return PyodideLockSpec(info=info, packages=packages)


def lock_text(lock: PyodideLockSpec) -> str:
    """Return the JSON text, indented and ending in a newline."""
    return lock.model_dump_json(indent=1, exclude_unset=True) + "\n"
