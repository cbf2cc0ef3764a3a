"""Chromium, for the tests: the machine's own if there is one, else the best way this machine offers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from tools.browser import VARIABLE, find_browser
from tools.set_up.paths import CACHE, VENV_PYTHON
from tools.set_up.steps import SetUpError, Shell, Step, note

_ADVICE = f"""No Chromium was found, and none could be installed. One of these will do:
  Debian:           sudo apt-get install chromium
  any system:       {VENV_PYTHON} -m playwright install --with-deps chromium
  already have one: {VARIABLE}=/path/to/chrome make test"""

#: Seconds to wait for another installation to end: a fresh machine often updates itself first.
_PATIENCE = 600


def _inputs() -> Iterable[Path | str]:
    yield os.environ.get(VARIABLE, "")
    yield os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    # A browser that was removed since is looked for again.
    known = CACHE / "browser.path"
    yield str(known.is_file() and Path(known.read_text()).exists())


def _run(shell: Shell) -> None:
    path = _find()
    failures = []
    for install in (_from_debian, _from_playwright):
        if path is not None:
            break
        try:
            install(shell)
        except SetUpError as error:
            failures.append(str(error))
        path = _find()
    if path is None:
        raise SetUpError("\n".join([*failures, _ADVICE]))
    (CACHE / "browser.path").write_text(str(path))
    note(f"browser for the tests: {path}")


def _find() -> Path | None:
    try:
        return find_browser()
    except FileNotFoundError as error:
        raise SetUpError(str(error)) from error


def _from_debian(shell: Shell) -> None:
    if not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")):
        return
    note("no Chromium found: installing Debian's package")
    waiting = f"DPkg::Lock::Timeout={_PATIENCE}"
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", waiting]
    shell(*apt, "update")
    shell(*apt, "install", "-y", "--no-install-recommends", "chromium", "fonts-liberation")


def _from_playwright(shell: Shell) -> None:
    note("no Chromium found: installing Playwright's")
    shell(VENV_PYTHON, "-m", "playwright", "install", "chromium")


STEP = Step(
    name="browser",
    says="Chromium for the tests",
    inputs=_inputs,
    stamp=CACHE / "browser.stamp",
    run=_run,
)
