"""Builds the standard library that is served: pruned, byte-compiled, stored without compression."""

from __future__ import annotations

from pathlib import Path

from pyodide_bundle.archive import read_zip, write_zip
from pyodide_bundle.bytecode import compile_sources
from pyodide_bundle.pins import Pins
from pyodide_bundle.pruning import keeps_stdlib


def build_standard_library(pyodide: Path, pins: Pins) -> bytes:
    """Return the archive that goes where Pyodide expects `python_stdlib.zip`."""
    members = read_zip((pyodide / "python_stdlib.zip").read_bytes())
    kept = {name: data for name, data in members.items() if keeps_stdlib(name)}
    return write_zip(compile_sources(pyodide, kept, f"/lib/python{pins.python_tag.replace('.', '')}.zip"))
