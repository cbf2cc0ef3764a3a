"""Builds the page, the client and the worker with Vite, around the runtime they will load."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pyodide_bundle.downloads import run
from pyodide_bundle.failure import BundleError
from pyodide_bundle.paths import CACHE, WEB, WEB_OUTPUT
from tools.set_up import web_env
from tools.set_up.steps import SetUpError

_NOT_SOURCES = ("node_modules", "build", "coverage", ".vite", "examples")


def web_sources() -> list[Path]:
    """Return the files of `web/` that its build reads."""
    return sorted(
        path
        for path in WEB.rglob("*")
        if path.is_file() and not any(part in _NOT_SOURCES for part in path.relative_to(WEB).parts)
    )


def build_web(runtime: Mapping[str, Any], pyodide: Path, tesseract: str) -> dict[str, bytes]:
    """Return the output of the web build by its path in the site; Pyodide's and Tesseract's scripts in it.

    Raises:
        BundleError: npm or Vite failed.
    """
    if not (WEB / "package.json").exists():
        raise BundleError("web/package.json is missing: there is no page to build.")
    try:
        web_env.STEP.ensure()
    except SetUpError as error:
        raise BundleError(str(error)) from error
    runtime_json = CACHE / "runtime.json"
    runtime_json.parent.mkdir(parents=True, exist_ok=True)
    runtime_json.write_text(json.dumps(runtime, indent=1) + "\n")
    run(
        ["npm", "run", "build", "--silent"],
        cwd=WEB,
        env=os.environ
        | {
            "DOCSIEVE_RUNTIME_JSON": str(runtime_json),
            "DOCSIEVE_PYODIDE": str(pyodide),
            "DOCSIEVE_TESSERACT": tesseract,
        },
    )
    return {
        path.relative_to(WEB_OUTPUT).as_posix(): path.read_bytes()
        for path in sorted(WEB_OUTPUT.rglob("*"))
        if path.is_file()
    }
