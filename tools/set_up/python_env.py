"""`.venv`: the exact versions that are shipped and tested, natively."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

from tools.set_up.paths import CACHE, LOCK, PINS, PYPROJECT, REPOSITORY, VENV, VENV_PYTHON
from tools.set_up.steps import Shell, Step, output_of

CONSTRAINTS = CACHE / "constraints.txt"
GROUPS = ("dev", "bundle", "e2e")
#: Our packages beside the one in the root.
PACKAGES = (REPOSITORY / "intake",)


def wheel_pins() -> list[str]:
    """The wheels of the browser, as requirements: natively the same, so that both give the same bytes."""
    pins = tomllib.loads(PINS.read_text())
    return [f"{name}=={pin['version']}" for name, pin in pins["wheels"].items()]


def requirements() -> list[str]:
    """What our packages and their tools name in their pyproject.toml, without versions of their own."""
    project = tomllib.loads(PYPROJECT.read_text())
    wanted = list(project["project"]["dependencies"])
    for group in GROUPS:
        wanted += [entry for entry in project["dependency-groups"][group] if isinstance(entry, str)]
    for package in PACKAGES:
        named = tomllib.loads((package / "pyproject.toml").read_text())["project"]
        for entries in (named["dependencies"], *named["optional-dependencies"].values()):
            wanted += [entry for entry in entries if entry != project["project"]["name"]]
    return wanted


def write_constraints(*, tools: bool = True) -> Path:
    """Pins and lock as one file for pip; without the lock where a new one is to be made."""
    CACHE.mkdir(parents=True, exist_ok=True)
    lines = wheel_pins() + (LOCK.read_text().splitlines() if tools else [])
    CONSTRAINTS.write_text("\n".join(lines) + "\n")
    return CONSTRAINTS


def install(shell: Shell, python: Path, *, tools: bool = True) -> None:
    """Install what pyproject.toml names, and our own packages as editable, into `python`'s environment."""
    pip: list[str | Path] = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    constraints = write_constraints(tools=tools)
    shell(*pip, "--constraint", constraints, "--prefer-binary", *requirements())
    # hatchling and editables are there by now; without isolation nothing unpinned is fetched to build with.
    for package in (REPOSITORY, *PACKAGES):
        shell(*pip, "--no-deps", "--no-build-isolation", "--editable", package)


def _inputs() -> Iterable[Path | str]:
    yield "".join(wheel_pins())
    yield "".join(requirements())
    yield LOCK
    # An environment whose interpreter is gone (moved, upgraded) is made anew.
    yield output_of([str(VENV_PYTHON), "-c", "import sys; print(sys.version)"]) or "none"
    yield str(REPOSITORY)


def _run(shell: Shell) -> None:
    works = output_of([str(VENV_PYTHON), "-c", "import sys, pip; print(sys.version_info >= (3, 11))"])
    if works != "True":
        shell(sys.executable, "-m", "venv", "--clear", VENV)
    install(shell, VENV_PYTHON)


STEP = Step(
    name="python",
    says=f"Python packages into .venv (Python {sys.version.split()[0]})",
    inputs=_inputs,
    stamp=VENV / ".docsieve-stamp",
    run=_run,
)
