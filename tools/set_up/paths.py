"""Where things are. Relative to the repository, wherever it was cloned."""

from __future__ import annotations

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
VENV = REPOSITORY / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
PINS = REPOSITORY / "pyodide_bundle" / "pins.toml"
LOCK = REPOSITORY / "requirements.lock"
PYPROJECT = REPOSITORY / "pyproject.toml"
WEB = REPOSITORY / "web"
#: Logs of the steps; never committed.
CACHE = REPOSITORY / ".cache" / "set-up"
