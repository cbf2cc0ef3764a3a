"""What one run measured: plain rows that become one JSON file, and the statistics read from them."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

SCHEMA = 1


@dataclass(frozen=True, kw_only=True)
class StartRow:
    """One load of a peer's page. Times in ms from the start of the navigation, memory in MB.

    `visit` is 1 for a fresh profile, 2 for the load that fills the browser's code caches, 3 and more
    for a person who comes back. The `first_` values end when the first small document's text is there.
    """

    peer: str
    format: str
    repeat: int
    visit: int
    ready_ms: float
    ready_cpu_ms: float
    ready_bytes: int
    ready_peak_mb: float
    first_ms: float
    first_cpu_ms: float
    first_bytes: int
    requests: int
    error: str | None


@dataclass(frozen=True, kw_only=True)
class ParseRow:
    """One file, or all small files of a format together (`file` is `small`); `failed`: no text."""

    peer: str
    format: str
    repeat: int
    file: str
    wall_ms: float
    cpu_ms: float
    peak_mb: float
    chars: int
    failed: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class RecallRow:
    """How much of one file's expected text a peer gave."""

    peer: str
    format: str
    file: str
    found: int
    wanted: int
    in_order: bool | None


@dataclass(kw_only=True)
class Run:
    """Everything of one run."""

    about: dict[str, Any]
    peers: dict[str, dict[str, str]]
    files: list[dict[str, Any]]
    starts: list[StartRow] = field(default_factory=list)
    parses: list[ParseRow] = field(default_factory=list)
    recalls: list[RecallRow] = field(default_factory=list)
    #: Steps that are measured, as "repeat measurement format peer": what a resumed run leaves out.
    done: list[str] = field(default_factory=list)

    def write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(path.name + ".new")
        fresh.write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        fresh.replace(path)  # a run that is ended while it writes leaves the file of the step before


def read_run(path: Path) -> Run:
    """A run as it was written."""
    row = json.loads(path.read_text(encoding="utf-8"))
    return Run(
        about=row["about"],
        peers=row["peers"],
        files=row["files"],
        starts=[StartRow(**r) for r in row["starts"]],
        parses=[ParseRow(**r) for r in row["parses"]],
        recalls=[RecallRow(**r) for r in row["recalls"]],
        done=row.get("done", []),
    )


@dataclass(frozen=True)
class Spread:
    """A median with the range it comes from."""

    median: float
    low: float
    high: float
    count: int


def spread(values: Sequence[float]) -> Spread | None:
    """The median, smallest and largest value; None when nothing was measured."""
    if not values:
        return None
    return Spread(statistics.median(values), min(values), max(values), len(values))


def describe_machine(browser_version: str, options: dict[str, Any]) -> dict[str, Any]:
    """Where and on what a run took place; nothing of it names a folder or a person."""
    revision = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    model = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return {
        "schema": SCHEMA,
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": revision.stdout.strip(),
        "browser": browser_version,
        "system": f"{platform.system()} {platform.machine()}",
        "cpu": model[0].partition(":")[2].strip() if model else platform.processor(),
        "cores": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 2),
        "options": options,
    }
