"""The files that the worker loads, under content-addressed paths, and `runtime.json` that names them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from docsieve.format import Format
from docsieve.redaction.rules import WHEELS as REDACTION_WHEELS

from pyodide_bundle.downloads import sha256_of
from pyodide_bundle.formats import BASE_WHEELS, closure
from pyodide_bundle.lockfile import build_lock, lock_text, platform_info
from pyodide_bundle.pins import Pins
from pyodide_bundle.snapshot import Start
from pyodide_bundle.wheels import Wheel

#: Files of Pyodide that find each other by name, so they share one folder named for their content.
CORE_FILES: Final = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")


@dataclass
class RuntimeAssets:
    """Files by their path in the site, and what the worker must know of them."""

    files: dict[str, bytes] = field(default_factory=dict)
    runtime: dict[str, Any] = field(default_factory=dict)

    def add(self, path: str, data: bytes) -> dict[str, Any]:
        """Take a file in; return how `runtime.json` refers to it."""
        self.files[path] = data
        return {"path": path, "size": len(data), "sha256": sha256_of(data)}


def addressed(name: str, data: bytes) -> str:
    """Return the path of a runtime file: its name inside a folder named for its content."""
    return f"runtime/{sha256_of(data)[:12]}/{name}"


def build_runtime_assets(
    pins: Pins,
    pyodide: Path,
    standard_library: bytes,
    start: Start,
    wheels: Sequence[Wheel],
    formats: Sequence[Format],
) -> RuntimeAssets:
    """Lay out everything the worker loads."""
    assets = RuntimeAssets()
    core = {name: (pyodide / name).read_bytes() for name in CORE_FILES}
    folder = f"runtime/{sha256_of(b''.join(core[name] for name in CORE_FILES))[:12]}"
    roles = dict(zip(("loader", "glue", "wasm"), CORE_FILES, strict=True))
    entries = {role: assets.add(f"{folder}/{name}", core[name]) for role, name in roles.items()}
    entries["stdlib"] = assets.add(addressed("python_stdlib.zip", standard_library), standard_library)
    for role, name, data in (
        ("snapshot", "snapshot.bin", start.snapshot),
        ("library", "python_stdlib_rest.zip", start.library),
        ("packages", "packages_rest.zip", start.packages),
    ):
        entries[role] = assets.add(addressed(name, data), data)

    urls = {wheel.name: addressed(wheel.file, wheel.data) for wheel in wheels}
    lock = build_lock(platform_info((pyodide / "pyodide-lock.json").read_text("utf-8"), pins), wheels, urls)
    depends = {name: tuple(package.depends) for name, package in lock.packages.items()}
    assets.files["pyodide-lock.json"] = lock_text(lock).encode()
    assets.runtime = {
        "pyodide": {
            "version": pins.pyodide,
            "folder": f"{folder}/",
            "info": lock.info.model_dump(exclude_unset=True),
        },
        "core": entries,
        "base": list(BASE_WHEELS),
        "wheels": {
            wheel.name: assets.add(urls[wheel.name], wheel.data) | {"depends": list(depends[wheel.name])}
            for wheel in wheels
        },
        "redaction": list(closure(REDACTION_WHEELS, depends)),
        "formats": [
            {
                "name": declared.name,
                "title": declared.title,
                "extensions": list(declared.extensions),
                "media_types": list(declared.media_types),
                "wheels": list(closure(declared.wheels, depends)),
                "wheels_on_demand": list(closure(declared.wheels_on_demand, depends)),
            }
            for declared in formats
        ],
    }
    return assets
