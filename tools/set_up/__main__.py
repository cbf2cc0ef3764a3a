"""`python -m tools.set_up STEP...`: bring the named steps up to date, in order."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator, Sequence

from tools.set_up import browser_step, native_step, python_env, web_env
from tools.set_up.paths import CACHE
from tools.set_up.steps import SetUpError, note

_MODULES = (python_env, native_step, web_env, browser_step)
STEPS = {module.STEP.name: module.STEP for module in _MODULES}


def main(names: Sequence[str]) -> int:
    """Ensure each step. Returns 0, 1 when something could not be made, 2 on an unknown name."""
    unknown = [name for name in names if name not in STEPS]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are {', '.join(STEPS)}", file=sys.stderr)
        return 2
    started = time.monotonic()
    try:
        with _one_at_a_time():
            if "web" in names:
                web_env.node_version()  # said before minutes are spent on the rest
            ran = [name for name in names if STEPS[name].ensure()]
    except SetUpError as error:
        print(f"set-up stopped: {error}", file=sys.stderr)
        return 1
    if len(ran) > 1:
        note(f"done in {time.monotonic() - started:.0f} s; next time only what changed is made again")
    return 0


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two `make` in one clone take turns: both would write the same folders."""
    try:
        import fcntl  # noqa: PLC0415 # not on Windows, where nobody locks
    except ImportError:
        yield
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            note("another set-up is running here; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
