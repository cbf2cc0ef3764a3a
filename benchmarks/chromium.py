"""A real Chromium with a profile of its own, and what its page processes cost, read from /proc."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Playwright

_FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
]
#: Renderer processes in which the browser draws itself: no page of ours runs in them.
_OWN_PAGES = (b"--top-chrome-webui", b"--extension-process")
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """Milliseconds of CPU over all page processes so far, and the largest peak of memory of one, in MB."""

    cpu_ms: dict[int, float]
    peak_mb: float

    def cpu_since(self, earlier: Cost) -> float:
        """CPU spent between two readings; a page process that is new counts wholly."""
        return sum(ms - earlier.cpu_ms.get(pid, 0.0) for pid, ms in self.cpu_ms.items())


class Chromium:
    """One running browser: `context` to open pages in, `cost()` to read the meters."""

    def __init__(self, context: BrowserContext, pid: int) -> None:
        self.context = context
        self._pid = pid

    def cost(self) -> Cost:
        """Read CPU (user and system) and VmHWM of every page process of this browser."""
        cpu: dict[int, float] = {}
        peak = 0.0
        for pid in _descendants(self._pid):
            with contextlib.suppress(OSError, ValueError, IndexError):
                arguments = Path(f"/proc/{pid}/cmdline").read_bytes()
                if b"--type=renderer" not in arguments or any(flag in arguments for flag in _OWN_PAGES):
                    continue
                cpu[pid] = _cpu_ms(pid)
                peak = max(peak, _peak_mb(pid))
        return Cost(cpu, peak)

    def kill(self) -> None:
        """End this browser, and no other: for a page that no longer answers."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)


def find_chromium() -> str:
    """The system's Chromium, which the e2e tests use too."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    raise SystemExit("No Chromium found. Install one first: apt-get install chromium")


@contextlib.contextmanager
def open_chromium(playwright: Playwright, executable: str) -> Iterator[Chromium]:
    """Start a browser whose HTTP and code caches are empty; both are thrown away afterwards."""
    profile = tempfile.mkdtemp(prefix="docsieve-bench-")
    try:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=executable, headless=True, args=_FLAGS
        )
        try:
            yield Chromium(context, _find_browser(profile))
        finally:
            with contextlib.suppress(Exception):
                context.close()
    finally:
        shutil.rmtree(profile, ignore_errors=True)


def _find_browser(profile: str) -> int:
    wanted = f"--user-data-dir={profile}".encode()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                arguments = (entry / "cmdline").read_bytes().split(b"\0")
                if wanted in arguments and not any(part.startswith(b"--type=") for part in arguments):
                    return int(entry.name)
    raise RuntimeError("the browser's process was not found")


def _descendants(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                parent = int(_stat_fields(int(entry.name))[1])
                children.setdefault(parent, []).append(int(entry.name))
    found: list[int] = []
    waiting = [root]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def _stat_fields(pid: int) -> list[str]:
    """Fields of /proc/PID/stat from `state` on: the name before them may hold spaces and brackets."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _cpu_ms(pid: int) -> float:
    fields = _stat_fields(pid)
    return (int(fields[11]) + int(fields[12])) * 1000 / _TICKS_PER_SECOND


def _peak_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0
