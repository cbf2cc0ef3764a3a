"""Reads and renews `pins.toml`, the only place where versions live."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from pyodide_bundle.failure import BundleError
from pyodide_bundle.paths import PINS


@dataclass(frozen=True)
class WheelPin:
    """One dependency wheel: normalised distribution name, version, file name, sha256 in hex."""

    name: str
    version: str
    file: str
    sha256: str


@dataclass(frozen=True)
class NpmPin:
    """One npm package: name, version, npm's subresource integrity of its archive."""

    name: str
    version: str
    integrity: str


@dataclass(frozen=True)
class Pins:
    """All of `pins.toml`."""

    pyodide: str
    python: str
    abi: str
    #: npm's subresource integrity of the package `pyodide`.
    integrity: str
    wheels: dict[str, WheelPin]
    #: Packages that the site serves files of, Pyodide's aside.
    npm: dict[str, NpmPin]

    @property
    def python_tag(self) -> str:
        """`3.14` for CPython 3.14.2."""
        return ".".join(self.python.split(".")[:2])


def normalise(name: str) -> str:
    """Return a distribution name as PEP 503 writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_pins(path: Path = PINS) -> Pins:
    """Read the pins.

    Raises:
        BundleError: a pin is incomplete.
    """
    table = tomllib.loads(path.read_text("utf-8"))
    wheels = {}
    for name, entry in table["wheels"].items():
        if (
            name != normalise(name)
            or not isinstance(entry, dict)
            or {"version", "file", "sha256"} - entry.keys()
        ):
            raise BundleError(
                f"{path.name}: the pin of {name!r} needs version, file and sha256 under a plain name."
            )
        wheels[name] = WheelPin(name, entry["version"], entry["file"], entry["sha256"])
    npm = {}
    for name, entry in table["npm"].items():
        if not isinstance(entry, dict) or {"version", "integrity"} - entry.keys():
            raise BundleError(f"{path.name}: the pin of {name!r} needs version and integrity.")
        npm[name] = NpmPin(name, entry["version"], entry["integrity"])
    core = table["pyodide"]
    return Pins(core["version"], core["python"], core["abi"], core["integrity"], wheels, npm)


def with_wheel(text: str, pin: WheelPin) -> str:
    """Return the text of `pins.toml` with the line of that wheel written anew; comments stay."""
    line = f'{pin.name} = {{ version = "{pin.version}", file = "{pin.file}", sha256 = "{pin.sha256}" }}'
    written, count = re.subn(rf"(?m)^{re.escape(pin.name)} = \{{[^}}\n]*\}}", line, text)
    if count != 1:
        raise BundleError(f"pins.toml: no single line pins {pin.name!r}.")
    return written


def with_npm(text: str, pin: NpmPin) -> str:
    """Return the text of `pins.toml` with the line of that npm package written anew."""
    line = f'"{pin.name}" = {{ version = "{pin.version}", integrity = "{pin.integrity}" }}'
    written, count = re.subn(rf'(?m)^"{re.escape(pin.name)}" = \{{[^}}\n]*\}}', line, text)
    if count != 1:
        raise BundleError(f"pins.toml: no single line pins {pin.name!r}.")
    return written


def with_integrity(text: str, integrity: str) -> str:
    """Return the text of `pins.toml` with the integrity of the npm package written anew."""
    written, count = re.subn(r'(?m)^integrity = "[^"\n]*"', f'integrity = "{integrity}"', text)
    if count != 1:
        raise BundleError("pins.toml: no single line holds the integrity of the npm package.")
    return written
