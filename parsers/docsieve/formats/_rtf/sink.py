r"""Destinations: what the text of a group is for (RTF 1.9.1, "Destinations")."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docsieve.formats._rtf.interpreter import Interpreter


class Sink:
    """Takes the text of a group and of the groups in it; by itself it drops all."""

    #: No control word means something here alone.
    takes_text_only = False

    def text(self, reader: Interpreter, text: str) -> None:
        """Take text."""

    def control(self, reader: Interpreter, word: bytes, number: int | None) -> bool:
        """Take a control word that means something here alone; False passes it on."""
        return False

    def close(self, reader: Interpreter) -> None:
        """Take the end of the group."""


class Capture(Sink):
    """Collects text and hands it over at the end of the group."""

    takes_text_only = True

    def __init__(self, take: Callable[[str], None]) -> None:
        self._take = take
        self._texts: list[str] = []

    def text(self, reader: Interpreter, text: str) -> None:
        """Collect."""
        self._texts.append(text)

    def close(self, reader: Interpreter) -> None:
        """Hand over."""
        self._take("".join(self._texts))
