"""`parsers/pdfglyphs`, the optional C extension: compiled natively where there is a C compiler."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from tools.set_up.paths import CACHE, REPOSITORY, VENV_PYTHON
from tools.set_up.steps import SetUpError, Shell, Step, note, output_of

SOURCE = REPOSITORY / "parsers" / "pdfglyphs"


def compiler() -> str | None:
    """The C compiler in PATH, or the one that CC names."""
    names = (os.environ.get("CC"), "cc", "gcc", "clang")
    return next((found for name in names if name and (found := shutil.which(name))), None)


def _inputs() -> Iterable[Path | str]:
    yield SOURCE
    yield str(compiler())
    yield output_of([str(VENV_PYTHON), "-c", "import sys; print(sys.version)"]) or "none"


def _run(shell: Shell) -> None:
    if not (SOURCE / "pyproject.toml").is_file():
        return
    slower = "PDF text is read without it: the same text, more slowly"
    if compiler() is None:
        note(f"no C compiler, so parsers/pdfglyphs stays uncompiled. {slower}.")
        return
    try:
        shell(
            VENV_PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", SOURCE
        )
    except SetUpError as error:
        note(f"parsers/pdfglyphs could not be compiled. {slower}. {error}")


STEP = Step(
    name="native",
    says="C extension for PDF glyphs",
    inputs=_inputs,
    stamp=CACHE / "native.stamp",
    run=_run,
)
