r"""White text on white: the colour table and what uses it (RTF 1.9.1, "Color Table", "Font Properties")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from docsieve.formats._docx.run_properties import SHADED, WHITE
from docsieve.formats._rtf.sink import Sink
from docsieve.model import Heading, ListItem, Page, Paragraph

if TYPE_CHECKING:
    from docsieve.formats._rtf.interpreter import Interpreter

#: More than any program writes; a number beyond is no colour.
_MAX_COLOURS: Final = 4096
#: The colour of a shape's fill, as blue, green and red in one number.
_FILL: Final = re.compile(rb"\{\s*\\sn\s+fillColor\s*\}\s*\{\s*\\sv\s+(\d{1,9})\s*\}")
_WHITE_FILL: Final = 0xFFFFFF
_CHANNELS: Final = {b"red": 0, b"green": 1, b"blue": 2}


class ColourTable(Sink):
    r"""`\colortbl`: `;\red255\green255\blue255;`, where an entry without values is the usual colour."""

    def __init__(self) -> None:
        self._whites: set[int] = set()
        self._count = 0
        #: Pages are shown on a colour or a picture.
        self.is_page_coloured = False
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
        """Tell whether that entry of the table is white, and so cannot be seen on the page."""
        return number in self._whites and not self.is_page_coloured

    def is_shading(self, number: int | None) -> bool:
        """Tell whether that entry, as a background, is any other colour than the page's."""
        return bool(number) and number not in self._whites


def set_colour(reader: Interpreter, number: int | None) -> None:
    r"""Take `\cf`."""
    _set(reader, WHITE, is_on=reader.colours.is_white(number))


def set_background(reader: Interpreter, number: int | None) -> None:
    r"""Take `\cb`, `\chcbpat` or `\highlight`."""
    _set(reader, SHADED, is_on=reader.colours.is_shading(number))


def set_page_background(reader: Interpreter, number: int | None) -> None:
    r"""Take `\*\background`: a shape whose fill is what pages are shown on, white where it names none."""
    fill = _FILL.search(reader.rest_of_group())
    reader.colours.is_page_coloured = fill is not None and int(fill[1]) != _WHITE_FILL


def set_paragraph_background(reader: Interpreter, number: int | None) -> None:
    r"""Take `\cbpat`."""
    state = reader.state
    state.paragraph = msgspec.structs.replace(state.paragraph, is_shaded=reader.colours.is_shading(number))
    state.look = None


def settle_ground(pages: list[Page]) -> None:
    """Take white text for seen where all text is white: its program showed it on a dark ground."""
    blocks = [block for page in pages for block in page.blocks]
    flagged: list[Paragraph | Heading | ListItem] = []
    for block in blocks:
        if not isinstance(block, Paragraph | Heading | ListItem):
            return
        if any(span.hidden != "same_colour" and span.text.strip() for span in block.spans):
            return
        flagged.append(block)
    for block in flagged:
        block.hidden = None
        for span in block.spans:
            span.hidden = None


def _set(reader: Interpreter, bit: int, *, is_on: bool) -> None:
    state = reader.state
    if bool(state.mask & bit) != is_on:
        state.mask ^= bit
        state.look = None
