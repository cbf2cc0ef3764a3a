"""What a benchmark of the page waits for in Chromium, and what it says of the run."""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from benchmarks.docs_page import write_section
from benchmarks.documents import REPOSITORY

#: JavaScript: `painted()` resolves, to the time, once the next frame is painted; `until(isSo)` once it is so.
WAITS = """
  const painted = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(0);
      });
    });
  const until = (isSo) =>
    new Promise((resolve) => {
      const look = () => (isSo() ? resolve() : requestAnimationFrame(look));
      look();
    });
"""


def circumstances() -> dict[str, Any]:
    """Say when and on what it was measured."""
    return {
        "schema": 1,
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {"cores": os.cpu_count(), "system": platform.platform(), "load": os.getloadavg()[0]},
    }


def keep(
    result: dict[str, Any], table: Callable[[dict[str, Any]], str], section: str, chosen: argparse.Namespace
) -> None:
    """Print the table; write the result and, where it is wanted, a section of docs/benchmarks.md."""
    text = table(result)
    print(text)
    if chosen.out:
        chosen.out.write_text(json.dumps(result, indent=1) + "\n")
    if chosen.docs and chosen.out:
        write_section(section, chosen.out.resolve().relative_to(REPOSITORY).as_posix(), text)
