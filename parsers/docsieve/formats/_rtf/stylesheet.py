"""Styles: what their names and outline levels say of a paragraph (RTF 1.9.1, "Style Sheet")."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from docsieve.formats._docx.styles import meaning_of_name
from docsieve.formats._rtf.sink import Sink
from docsieve.model import Role

if TYPE_CHECKING:
    from docsieve.formats._rtf.interpreter import Interpreter

_MAX_CHAIN = 32


class Style(msgspec.Struct):
    """A paragraph style; `outline` is 0 to 8 for headings, 9 for running text."""

    name: str = ""
    based_on: int | None = None
    outline: int | None = None
    list: int | None = None
    level: int | None = None


class StyleMeaning(msgspec.Struct, frozen=True):
    """A style with all it inherits."""

    role: Role = "body"
    outline: int | None = None
    list: int | None = None
    level: int | None = None


class StyleSheet(Sink):
    r"""`\stylesheet`: `{\s1\sbasedon0\outlinelevel0 heading 1;}` for each style."""

    def __init__(self) -> None:
        self._styles: dict[int, Style] = {}
        self._meanings: dict[int, StyleMeaning] = {}
        self._style: Style | None = None

    def text(self, reader: Interpreter, text: str) -> None:
        """Take a name; it ends at a semicolon. The first style of all may go without a number."""
        if self._style is None:
            self._style = self._styles.setdefault(0, Style())
        name, end, _ = text.partition(";")
        self._style.name += name
        if end:
            self._style = None

    def control(self, reader: Interpreter, word: bytes, number: int | None) -> bool:
        """Take a property of a style."""
        if word == b"s":
            self._style = self._styles[number or 0] = Style()
        elif word in (b"cs", b"ds", b"ts", b"tsrowd"):
            self._style = Style()  # character, section and table styles mean nothing here
        elif word in (b"keycode", b"hyphen"):
            reader.skip_group()
        elif self._style is None:
            if word not in (b"sbasedon", b"outlinelevel", b"ls", b"ilvl"):
                return False
            self._style = self._styles.setdefault(0, Style())
            return self.control(reader, word, number)
        elif word == b"sbasedon":
            self._style.based_on = number
        elif word == b"outlinelevel":
            self._style.outline = number
        elif word == b"ls":
            self._style.list = number
        elif word == b"ilvl":
            self._style.level = number
        else:
            return False
        return True

    def meaning(self, number: int | None) -> StyleMeaning:
        """Return what a style means, with what it inherits; nothing for one that is not declared."""
        key = 0 if number is None else number
        found = self._meanings.get(key)
        if found is None:
            found = self._meanings[key] = self._resolve(key)
        return found

    def _resolve(self, number: int) -> StyleMeaning:
        chain: list[Style] = []
        key: int | None = number
        while key is not None and key in self._styles and len(chain) < _MAX_CHAIN:
            chain.append(self._styles[key])
            key = self._styles[key].based_on
        role: Role = "body"
        outline = in_list = level = None
        for style in reversed(chain):
            named_outline, named_role = meaning_of_name(style.name)
            if named_role is not None:
                role = named_role
            if named_outline is not None:
                role = "body"
            outline = _first(style.outline, named_outline, outline)
            in_list, level = _first(style.list, in_list), _first(style.level, level)
        return StyleMeaning(role, outline, in_list, level)


def _first(*values: int | None) -> int | None:
    return next((value for value in values if value is not None), None)
