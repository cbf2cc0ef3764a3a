"""`python -m tools.lock`: renew requirements.lock from pyproject.toml and pins.toml.

uv finds one set of versions for every Python and platform that we run on, what is shipped in that of
pins.toml, and lists the hashes of all files of each. It comes into an environment of its own. The lock names
no hosts and no paths. With `--keep`, the versions that still fit stay.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from tools.set_up.paths import LOCK, PINS, PYPROJECT
from tools.set_up.python_env import PACKAGES

_HEADER = """\
# What is installed to develop with, and the hashes of its files. What is shipped has the versions of
# pyodide_bundle/pins.toml. Made by `make lock`.
"""
_GROUPS = ("dev", "bundle", "e2e")


def main(arguments: list[str] | None = None) -> int:
    """Write down the newest versions that fit, or with `--keep` those that are there already."""
    parser = argparse.ArgumentParser(prog="python -m tools.lock")
    parser.add_argument("--keep", action="store_true", help="keep the versions that still fit")
    is_kept = parser.parse_args(arguments).keep
    oldest = tomllib.loads(PYPROJECT.read_text())["project"]["requires-python"].removeprefix(">=")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "wanted.in").write_text("\n".join(_requirements()))
        (folder / "pins.txt").write_text("\n".join(_wheel_pins()))
        if is_kept:
            (folder / "found.txt").write_bytes(LOCK.read_bytes())
        subprocess.run([sys.executable, "-m", "venv", "env"], cwd=folder, check=True)
        scripts = folder / "env" / ("Scripts" if sys.platform == "win32" else "bin")
        subprocess.run([scripts / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)
        resolve = [scripts / "uv", "pip", "compile", "--quiet", "--universal", "--python-version", oldest]
        form = ["--generate-hashes", "--no-header", "--no-annotate"]
        files = ["--constraint", "pins.txt", "--output-file", "found.txt", "wanted.in"]
        subprocess.run([*resolve, *form, *files], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        found = (folder / "found.txt").read_text()
    LOCK.write_text(_HEADER + found)
    print(f"{LOCK.name}: {len(re.findall('(?m)^[a-z]', found))} versions, {found.count('--hash=')} hashes")
    return 0


def _wheel_pins() -> list[str]:
    """The wheels of the browser, as requirements: natively the same, so that both give the same bytes."""
    pins = tomllib.loads(PINS.read_text())
    return [f"{name}=={pin['version']}" for name, pin in pins["wheels"].items()]


def _requirements() -> list[str]:
    """What our packages and their tools name in their pyproject.toml, without versions of their own."""
    project = tomllib.loads(PYPROJECT.read_text())
    wanted = list(project["project"]["dependencies"])
    for group in _GROUPS:
        wanted += [entry for entry in project["dependency-groups"][group] if isinstance(entry, str)]
    for package in PACKAGES:
        named = tomllib.loads((package / "pyproject.toml").read_text())["project"]
        for entries in (named["dependencies"], *named["optional-dependencies"].values()):
            wanted += [entry for entry in entries if entry != project["project"]["name"]]
    return wanted


if __name__ == "__main__":
    sys.exit(main())
