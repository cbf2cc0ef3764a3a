r"""White text on white: the colour table and what uses it (RTF 1.9.1, "Color Table", "Font Properties")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from docsieve.formats._docx.run_properties import SHADED, WHITE
from docsieve.formats._rtf.sink import Sink

if TYPE_CHECKING:
    from docsieve.formats._rtf.interpreter import Interpreter

#: More than any program writes; a number beyond is no colour.
_MAX_COLOURS: Final = 4096
_CHANNELS: Final = {b"red": 0, b"green": 1, b"blue": 2}


class ColourTable(Sink):
    r"""`\colortbl`: `;\red255\green255\blue255;`, where an entry without values is the usual colour."""

    def __init__(self) -> None:
        self._whites: set[int] = set()
        self._count = 0
        self._entry = [0, 0, 0]

    def text(self, reader: Interpreter, text: str) -> None:
        """Take the ends of entries."""
        for _ in range(min(text.count(";"), _MAX_COLOURS - self._count)):
            if self._entry == [255, 255, 255]:
                self._whites.add(self._count)
            self._count += 1
            self._entry = [0, 0, 0]

    def control(self, reader: Interpreter, word: bytes, number: int | None) -> bool:
        """Take a part of a colour."""
        channel = _CHANNELS.get(word)
        if channel is None:
            return False
        self._entry[channel] = number or 0
        return True

    def is_white(self, number: int | None) -> bool:
        """Tell whether that entry of the table is white."""
        return number in self._whites

    def is_shading(self, number: int | None) -> bool:
        """Tell whether that entry, as a background, is any other colour than the page's."""
        return bool(number) and number not in self._whites


def set_colour(reader: Interpreter, number: int | None) -> None:
    r"""Take `\cf`."""
    _set(reader, WHITE, is_on=reader.colours.is_white(number))


def set_background(reader: Interpreter, number: int | None) -> None:
    r"""Take `\cb`, `\chcbpat` or `\highlight`."""
    _set(reader, SHADED, is_on=reader.colours.is_shading(number))


def set_paragraph_background(reader: Interpreter, number: int | None) -> None:
    r"""Take `\cbpat`."""
    state = reader.state
    state.paragraph = msgspec.structs.replace(state.paragraph, is_shaded=reader.colours.is_shading(number))
    state.look = None


def _set(reader: Interpreter, bit: int, *, is_on: bool) -> None:
    state = reader.state
    if bool(state.mask & bit) != is_on:
        state.mask ^= bit
        state.look = None
