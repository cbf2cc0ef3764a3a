"""Turns a wheel as published into the one that is served: pruned, byte-compiled, stored uncompressed."""

from __future__ import annotations

import email
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

from pyodide_bundle.archive import read_zip, record, write_zip
from pyodide_bundle.bytecode import compile_sources
from pyodide_bundle.failure import BundleError
from pyodide_bundle.pins import Pins, normalise
from pyodide_bundle.pruning import (
    SHAKEN,
    keeps_wheel_file,
    slim_metadata,
    without_dropped_imports,
    without_shadowed_sources,
)
from pyodide_bundle.shaking import shaken


@dataclass(frozen=True)
class Wheel:
    """A wheel ready to be served. `imports` are its top-level import names, `depends` distribution names."""

    name: str
    version: str
    file: str
    data: bytes
    imports: tuple[str, ...]
    depends: tuple[str, ...]
    #: Every module that can be imported from it.
    modules: tuple[str, ...]
    #: Licence texts and notices by their name in the wheel.
    licences: dict[str, bytes]
    #: As METADATA states it.
    licence: str


def metadata_of(files: Mapping[str, bytes]) -> tuple[str, str]:
    """Return the name of the dist-info folder and the text of METADATA.

    Raises:
        BundleError: this is no wheel.
    """
    for name in files:
        if name.endswith(".dist-info/METADATA") and name.count("/") == 1:
            return name.partition("/")[0], files[name].decode()
    raise BundleError("A wheel without METADATA cannot be bundled.")


#: There is no cffi for Pyodide: Argon2's library is called through ctypes (formats/_encryption/argon2.py).
_DONE_WITHOUT: Final = frozenset({"cffi"})


def requirements(metadata: str, pins: Pins) -> tuple[str, ...]:
    """Return the distributions that a wheel needs in the browser (markers evaluated, extras left out)."""
    environment = {
        "python_version": pins.python_tag,
        "python_full_version": pins.python,
        "sys_platform": "emscripten",
        "platform_system": "Emscripten",
        "platform_machine": "wasm32",
        "os_name": "posix",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "extra": "",
    }
    found = []
    for line in email.message_from_string(metadata).get_all("Requires-Dist") or []:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate(environment):
            found.append(normalise(requirement.name))
    return tuple(sorted(set(found) - _DONE_WITHOUT))


def modules_of(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the dotted names of all modules among the files of a wheel.

    Libraries that are opened through ctypes are named like extensions (pycryptodome's) but are none.
    """
    found = set()
    for name, data in files.items():
        if name.endswith((".py", ".pyc")):
            stem = name.rpartition(".")[0]
        elif name.endswith(".so") and ".cpython-" in name:
            stem = name[: name.index(".cpython-")]
            if b"PyInit_" + stem.rpartition("/")[2].encode() not in data:
                continue
        else:
            continue
        found.add(stem.removesuffix("/__init__").replace("/", "."))
    return tuple(sorted(found))


def licences_of(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return licence texts and notices: what lies in dist-info beside the known metadata files."""
    words = ("licen", "copying", "notice", "copyright", "authors")
    return {
        name: data
        for name, data in files.items()
        if ".dist-info/" in name and any(word in name.partition("/")[2].lower() for word in words)
    }


def licence_name(metadata: str) -> str:
    """Return the licence as METADATA names it: by expression, by field, by classifier."""
    headers = email.message_from_string(metadata)
    stated = headers["License-Expression"] or (headers["License"] or "").partition("\n")[0]
    classifiers = [line for line in headers.get_all("Classifier") or [] if line.startswith("License ::")]
    return str(
        stated or " / ".join(line.rpartition(" :: ")[2] for line in classifiers) or "see its licence text"
    )


def build_wheel(path: Path, pyodide: Path, pins: Pins, used: frozenset[str] = frozenset()) -> Wheel:
    """Prune and compile one wheel; `used` are the words of whoever calls generated bindings."""
    files = read_zip(path.read_bytes())
    info, metadata = metadata_of(files)
    headers = email.message_from_string(metadata)
    name = normalise(headers["Name"])
    keep = without_shadowed_sources({member for member in files if keeps_wheel_file(name, member)})
    site_packages = f"/lib/python{pins.python_tag}/site-packages"
    sources = {member: without_dropped_imports(name, member, files[member]) for member in keep}
    sources |= {member: shaken(sources[member], used) for member in SHAKEN.get(name, ())}
    served = compile_sources(pyodide, sources, site_packages)
    modules = modules_of(served)
    served[f"{info}/METADATA"] = slim_metadata(metadata).encode()
    served[f"{info}/WHEEL"] = files[f"{info}/WHEEL"]
    served[f"{info}/RECORD"] = record(served, f"{info}/RECORD")
    return Wheel(
        name=name,
        version=headers["Version"],
        file=path.name,
        data=write_zip(served),
        imports=tuple(sorted({module.partition(".")[0] for module in modules})),
        depends=requirements(metadata, pins),
        modules=modules,
        licences=licences_of(files),
        licence=licence_name(metadata),
    )
