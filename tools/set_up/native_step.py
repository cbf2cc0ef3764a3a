"""`parsers/pdfglyphs` and `parsers/sheetrows`, optional: compiled where there is a C compiler."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from tools.set_up.paths import CACHE, REPOSITORY, VENV_PYTHON
from tools.set_up.steps import SetUpError, Shell, Step, note, output_of

#: Each with what is slower without it.
SOURCES = {
    REPOSITORY / "parsers" / "pdfglyphs": "PDF text is",
    REPOSITORY / "parsers" / "sheetrows": "Large Excel workbooks are",
}


def compiler() -> str | None:
    """The C compiler in PATH, or the one that CC names."""
    names = (os.environ.get("CC"), "cc", "gcc", "clang")
    return next((found for name in names if name and (found := shutil.which(name))), None)


def _inputs() -> Iterable[Path | str]:
    yield from SOURCES
    yield str(compiler())
    yield output_of([str(VENV_PYTHON), "-c", "import sys; print(sys.version)"]) or "none"


def _run(shell: Shell) -> None:
    for source, slowed in SOURCES.items():
        if (source / "pyproject.toml").is_file():
            _install(shell, source, f"{slowed} read without it: the same text, more slowly")


def _install(shell: Shell, source: Path, slower: str) -> None:
    name = f"parsers/{source.name}"
    if compiler() is None:
        note(f"no C compiler, so {name} stays uncompiled. {slower}.")
        return
    try:
        # setuptools comes from the lock; without isolation nothing unpinned is fetched to build with.
        pip: tuple[str | Path, ...] = (VENV_PYTHON, "-m", "pip", "install", "--disable-pip-version-check")
        shell(*pip, "--quiet", "--no-deps", "--no-build-isolation", source)
    except SetUpError as error:
        note(f"{name} could not be compiled. {slower}. {error}")


STEP = Step(
    name="native",
    says="C extensions for PDF glyphs and rows of sheets",
    inputs=_inputs,
    stamp=CACHE / "native.stamp",
    run=_run,
)
