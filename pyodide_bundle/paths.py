"""Where things lie in the repository."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PINS: Final = ROOT / "pyodide_bundle" / "pins.toml"
#: Wheels built by `recipes/` and committed, so that set-up needs no compiler.
COMMITTED_WHEELS: Final = ROOT / "pyodide_bundle" / "wheels"
NODE_SCRIPTS: Final = ROOT / "pyodide_bundle" / "node"
#: Downloads and intermediate results; may be deleted at any time.
CACHE: Final = ROOT / ".cache"
DIST: Final = ROOT / "dist"
WEB: Final = ROOT / "web"
#: Where `npm run build` in `web/` leaves its output.
WEB_OUTPUT: Final = WEB / "build"
