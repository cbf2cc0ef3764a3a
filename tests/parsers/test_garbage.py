"""The cycle collector while documents are read: held back only where nobody else needs it."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading

from docsieve.garbage import paused_collector

_ALONE = """
import gc
from docsieve.garbage import paused_collector
with paused_collector():
    print(gc.isenabled())
    with paused_collector():
        print(gc.isenabled())
    print(gc.isenabled())
print(gc.isenabled())
gc.disable()
with paused_collector():
    pass
print(gc.isenabled())
"""


def test_a_lone_thread_holds_it_back_and_leaves_it_as_it_was() -> None:
    printed = subprocess.run(
        [sys.executable, "-c", _ALONE], check=True, capture_output=True, text=True
    ).stdout.split()
    assert printed == ["False", "False", "False", "True", "False"]


def test_it_runs_where_other_threads_do() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert gc.isenabled()
        with paused_collector():
            assert gc.isenabled()
    finally:
        done.set()
        other.join()
