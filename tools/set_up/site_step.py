"""`dist/`: the site that is served and tested, built from everything that goes into it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tools.set_up.paths import CACHE, PINS, PYPROJECT, REPOSITORY, SITE, VENV_PYTHON, WEB
from tools.set_up.steps import Shell, Step


def _inputs() -> Iterable[Path | str]:
    yield REPOSITORY / "parsers"
    yield PINS.parent
    yield WEB
    yield PYPROJECT
    yield REPOSITORY / "LICENSE"
    # What was built is still there, whole: names and sizes are enough, `verify` looks at the bytes.
    yield "\n".join(sorted(f"{path.relative_to(SITE)} {path.stat().st_size}" for path in SITE.rglob("*")))


def _run(shell: Shell) -> None:
    shell(VENV_PYTHON, "-m", "pyodide_bundle", "build")


STEP = Step(
    name="site",
    says="the site into dist/ (Pyodide, wheels, page; compressed)",
    inputs=_inputs,
    stamp=CACHE / "site.stamp",
    run=_run,
)
