"""An environment of their own for the libraries that Docsieve is compared with."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

from benchmarks.documents import REPOSITORY

_VENV = REPOSITORY / ".cache" / "bench-venv"


def is_inside() -> bool:
    """Tell whether this process runs in it."""
    return Path(sys.prefix).resolve() == _VENV.resolve()


def run_inside(module: str) -> int:
    """Run a module there with this process's arguments; installs the libraries on the first run."""
    python = _VENV / "bin" / "python"
    requirements = REPOSITORY / "benchmarks" / "requirements.txt"
    stamp = _VENV / "requirements.stamp"
    if not stamp.exists() or stamp.read_bytes() != requirements.read_bytes():
        print("Installing the libraries to compare with (once)...", flush=True)
        venv.create(_VENV, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", requirements], check=True)
        stamp.write_bytes(requirements.read_bytes())
    command = [str(python), "-m", module, *sys.argv[1:]]
    return subprocess.run(command, cwd=REPOSITORY, check=False).returncode
