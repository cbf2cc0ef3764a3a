"""`web/node_modules`: exactly what package-lock.json names."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from tools.set_up.paths import WEB
from tools.set_up.steps import SetUpError, Shell, Step, output_of

OLDEST_NODE = (20, 19)


def node_version() -> str:
    """The version of the `node` in PATH.

    Raises:
        SetUpError: there is none, it is too old, or npm is missing.
    """
    version = output_of(["node", "--version"])
    wanted = ".".join(map(str, OLDEST_NODE))
    advice = (
        f"Docsieve needs Node.js >= {wanted} with npm (Debian 13, Ubuntu 25.10: apt-get install nodejs npm; "
        "macOS: brew install node; else the installer of the Node.js project)."
    )
    if version is None:
        raise SetUpError(f"{advice} No `node` in PATH runs.")
    found = tuple(int(part) for part in re.findall(r"\d+", version)[:2])
    if found < OLDEST_NODE:
        raise SetUpError(f"{advice} Found {version} at {shutil.which('node')}.")
    if shutil.which("npm") is None:
        raise SetUpError(f"{advice} Found {version}, but no npm.")
    return version


def _inputs() -> Iterable[Path | str]:
    yield node_version()
    yield WEB / "package.json"
    yield WEB / "package-lock.json"


def _run(shell: Shell) -> None:
    shell("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error", cwd=WEB)


STEP = Step(
    name="web",
    says="JavaScript packages into web/node_modules",
    inputs=_inputs,
    stamp=WEB / "node_modules" / ".docsieve-stamp",
    run=_run,
)
