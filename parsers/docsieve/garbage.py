"""Python's cycle collector, held back where a reader makes a million objects and no cycle."""

from __future__ import annotations

import contextlib
import gc
import threading
from collections.abc import Iterator


@contextlib.contextmanager
def paused_collector() -> Iterator[None]:
    """Keep the collector from walking a growing tree again and again; it runs as before afterwards.

    For code that builds trees of the model alone: cycles dropped meanwhile stay in memory until the end. The
    switch is one for the process. Where other threads run, nothing is held back: their garbage would wait,
    too, and with one reader after the other for ever.
    """
    if not gc.isenabled() or threading.active_count() > 1:
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
