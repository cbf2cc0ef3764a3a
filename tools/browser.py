"""Chromium for the tests and benchmarks: found, or installed, or a word on what to do.

Standard library only: `make` uses it before anything is installed; `e2e` and `benchmarks` ask it, too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

#: Environment variable that names the browser to use.
VARIABLE = "CHROME"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
_APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
#: Where `playwright install` puts its browsers unless PLAYWRIGHT_BROWSERS_PATH says otherwise.
_PLAYWRIGHT_FOLDERS = ("~/.cache/ms-playwright", "~/Library/Caches/ms-playwright")
_PLAYWRIGHT_PATTERNS = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
)


def find_browser() -> Path | None:
    """The first Chromium that answers to `--version`; None where there is none.

    Raises:
        FileNotFoundError: the CHROME variable names something that does not run.
    """
    named = os.environ.get(VARIABLE)
    if named:
        path = shutil.which(named)
        if path is None or not _runs(Path(path)):
            raise FileNotFoundError(f"{VARIABLE}={named} is no Chromium that runs")
        return Path(path)
    return next((path for path in _candidates() if _runs(path)), None)


def _candidates() -> Iterator[Path]:
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            yield Path(found)
    yield from (Path(path) for path in _APPLICATIONS if Path(path).is_file())
    own = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    for folder in [own] if own else _PLAYWRIGHT_FOLDERS:
        for pattern in _PLAYWRIGHT_PATTERNS:
            # The newest first: Playwright keeps one folder per revision.
            yield from sorted(Path(folder).expanduser().glob(pattern), reverse=True)


def _runs(path: Path) -> bool:
    """Whether it is a browser: Ubuntu's `chromium-browser` may be a script that only asks for a snap."""
    try:
        done = subprocess.run(
            [path, "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and any(word in done.stdout for word in ("Chrom", "Edge"))


if __name__ == "__main__":
    print(find_browser() or sys.exit("no Chromium found; `make browser` installs one"))
