"""Print the pins that recipes need as shell assignments: python3 pins_for_shell.py pins.toml."""

from __future__ import annotations

import shlex
import sys
import tomllib
from pathlib import Path

pins = tomllib.loads(Path(sys.argv[1]).read_text("utf-8"))
core = pins["pyodide"]
values = {
    "pyodide": core["version"],
    "python": core["python"],
    "python_tag": core["python"].rpartition(".")[0],
    # pyodide-build wants 2026_0 where the platform tag is pyemscripten_2026_0_wasm32.
    "abi": core["abi"].removeprefix("pyemscripten_").removesuffix("_wasm32"),
    **{name: pins["wheels"][name]["version"] for name in ("lxml", "pycryptodome")},
    **pins["recipes"],
}
for name, value in values.items():
    print(f"PIN_{name.upper().replace('-', '_')}={shlex.quote(str(value))}")
