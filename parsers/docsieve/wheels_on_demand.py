"""Wheels that only some files turn out to need: asked for when they are first missed.

In the browser a format's own wheels are there before its reader starts. What a file needs beyond that (the
wheels of a document inside it, a code page guesser) is known only while it is read: `WheelsNeededError` then
stops the reader, the worker fetches the wheels and reads the file again from its start. Natively everything
is installed and nothing of this ever happens.
"""

from __future__ import annotations

import importlib
from types import ModuleType


class WheelsNeededError(BaseException):
    """A wheel is not installed. No `Exception`, so that no reader takes it for damage of the file."""

    def __init__(self, wheels: tuple[str, ...]) -> None:
        super().__init__(f"not installed: {', '.join(wheels)}")
        self.wheels = wheels


def require(module: str, wheel: str) -> ModuleType:
    """Import a module of a wheel that the format lists in `wheels_on_demand`.

    Raises:
        WheelsNeededError: the wheel is not installed.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        raise WheelsNeededError((wheel,)) from error
