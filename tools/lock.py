"""`python -m tools.lock`: renew requirements.lock from pyproject.toml and pins.toml.

Installs the newest that fits into an environment of its own and writes down what came. The lock
holds only what pins.toml does not pin: tools, and what they need. No hosts, no paths.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.set_up.paths import CACHE, LOCK
from tools.set_up.python_env import install, wheel_pins
from tools.set_up.steps import Shell

_HEADER = """\
# Versions of the tools, as constraints for pip; what is shipped is pinned in pyodide_bundle/pins.toml.
# Made by `make lock`.
"""


def main() -> int:
    """Install everything without the old lock and write down what came."""
    pinned = {_canonical(pin.partition("==")[0]) for pin in wheel_pins()}
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        python = Path(folder) / "bin" / "python"
        install(Shell(CACHE / "lock.log"), python, tools=False)
        frozen = subprocess.run(
            [python, "-m", "pip", "freeze", "--exclude-editable"], check=True, capture_output=True, text=True
        ).stdout.splitlines()
    kept = [line for line in frozen if re.fullmatch(r"[\w.\-]+==[\w.+!\-]+", line)]
    kept = [line for line in kept if _canonical(line.partition("==")[0]) not in pinned]
    LOCK.write_text(_HEADER + "\n".join(sorted(kept, key=str.lower)) + "\n")
    print(f"{LOCK.name}: {len(kept)} versions")
    return 0


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main())
