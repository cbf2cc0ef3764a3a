"""`.venv`: the exact versions that are shipped and tested, natively."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from tools.set_up.paths import LOCK, REPOSITORY, VENV, VENV_PYTHON
from tools.set_up.steps import Shell, Step, output_of

#: Our packages beside the one in the root.
PACKAGES = (REPOSITORY / "intake",)


def _install(shell: Shell) -> None:
    """Install what the lock names, and our own packages as editable."""
    pip: list[str | Path] = [VENV_PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    shell(*pip, "--require-hashes", "--prefer-binary", "--requirement", LOCK)
    # hatchling and editables are there by now; without isolation nothing unpinned is fetched to build with.
    for package in (REPOSITORY, *PACKAGES):
        shell(*pip, "--no-deps", "--no-build-isolation", "--editable", package)


def _inputs() -> Iterable[Path | str]:
    yield LOCK
    # An environment whose interpreter is gone (moved, upgraded) is made anew.
    yield output_of([str(VENV_PYTHON), "-c", "import sys; print(sys.version)"]) or "none"
    yield str(REPOSITORY)


def _run(shell: Shell) -> None:
    works = output_of([str(VENV_PYTHON), "-c", "import sys, pip; print(sys.version_info >= (3, 11))"])
    if works != "True":
        shell(sys.executable, "-m", "venv", "--clear", VENV)
    _install(shell)


STEP = Step(
    name="python",
    says=f"Python packages into .venv (Python {sys.version.split()[0]})",
    inputs=_inputs,
    stamp=VENV / ".docsieve-stamp",
    run=_run,
)
