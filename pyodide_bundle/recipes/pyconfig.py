"""Write pyconfig.h for Pyodide's CPython: the macros of a native one, the values of `_sysconfigdata`.

python3 pyconfig.py SYSCONFIGDATA VERSION NATIVE_PYCONFIG_H TARGET
"""

from __future__ import annotations

import re
import runpy
import sys
from pathlib import Path

_DEFINE = re.compile(r"^#\s*define\s+(\w+)(\s+.*)?$")
_UNDEF = re.compile(r"^/\*\s*#\s*undef\s+(\w+)\s*\*/$")
#: For these, 0 is a value; for every other macro it means "not defined".
_ZERO_IS_A_VALUE = ("HAVE_DECL_", "PY_COERCE_C_LOCALE")


def rewrite(native: list[str], values: dict[str, object]) -> list[str]:
    """Return the lines of a native pyconfig.h with the values of another platform."""
    lines, depth = [], 0
    for line in native:
        match = _DEFINE.match(line) or _UNDEF.match(line)
        # Depth 1 is the include guard; what is deeper depends on the compiler and stays as it is.
        if match is None or depth > 1 or match[1] == "Py_PYCONFIG_H":
            depth += bool(re.match(r"^#\s*if", line)) - bool(re.match(r"^#\s*endif", line))
            lines.append(line)
            continue
        name, value = match[1], values.get(match[1])
        if value in (0, "0", "", None) and not (name in values and name.startswith(_ZERO_IS_A_VALUE)):
            lines.append(f"/* #undef {name} */")
        else:
            lines.append(f"#define {name} {value}")
    return lines


def main(sysconfigdata: str, version: str, native: str, target: str) -> None:
    """Write the header, after a check that the values are those of the right interpreter."""
    values = runpy.run_path(sysconfigdata)["build_time_vars"]
    if values["SIZEOF_VOID_P"] != 4 or values["VERSION"] != version:
        sys.exit(f"{sysconfigdata} is of CPython {values['VERSION']}, not a 32-bit {version}")
    lines = rewrite(Path(native).read_text().splitlines(), values)
    Path(target).write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
