"""Python's cycle collector, held back where a reader makes a million objects and no cycle."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def paused_collector() -> Iterator[None]:
    """Keep the collector from walking a growing tree again and again; it runs as before afterwards.

    For code that builds trees of the model alone: cycles dropped meanwhile stay in memory until the end. The
    switch is one for the process: another thread's garbage waits too.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
