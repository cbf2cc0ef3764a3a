"""Renews the hashes in `pins.toml` for the versions that stand there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pyodide_bundle.downloads import download_wheel, integrity_of, pack_npm, sha256_of
from pyodide_bundle.paths import COMMITTED_WHEELS, PINS
from pyodide_bundle.pins import Pins, WheelPin, read_pins, with_integrity, with_npm, with_wheel


def renew_pins(path: Path = PINS) -> Iterator[str]:
    """Write file names and hashes anew; yield a line for each pin that changed."""
    pins = read_pins(path)
    integrity = integrity_of(pack_npm("pyodide", pins.pyodide))
    if integrity != pins.integrity:
        path.write_text(with_integrity(path.read_text("utf-8"), integrity), "utf-8")
        yield f"pyodide {pins.pyodide}: {integrity}"
    for package in pins.npm.values():
        fresh = replace(package, integrity=integrity_of(pack_npm(package.name, package.version)))
        if fresh != package:
            path.write_text(with_npm(path.read_text("utf-8"), fresh), "utf-8")
            yield f"{package.name} {package.version}: {fresh.integrity}"
    for pin in pins.wheels.values():
        wheel = _wheel_of(pin, pins)
        renewed = replace(pin, file=wheel.name, sha256=sha256_of(wheel.read_bytes()))
        if renewed != pin:
            path.write_text(with_wheel(path.read_text("utf-8"), renewed), "utf-8")
            yield f"{pin.name} {pin.version}: {wheel.name} {renewed.sha256}"


def _wheel_of(pin: WheelPin, pins: Pins) -> Path:
    # A `+` starts a local version: the release of that number, built here with parts left out.
    committed = sorted(COMMITTED_WHEELS.glob(f"{pin.name.replace('-', '_')}-{pin.version}[-+]*.whl"))
    return committed[0] if committed else download_wheel(pin.name, pin.version, pins)
