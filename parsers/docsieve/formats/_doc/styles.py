"""The style sheet (STSH, [MS-DOC] 2.9.271): built-in names, outline levels, lists and looks, inherited."""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from typing import Final

from docsieve.formats._doc.properties import properties_in
from docsieve.model import Role

_MAX_CHAIN: Final = 64
_NO_STYLE: Final = 0xFFF
#: No heading: the outline level of body text.
BODY_TEXT: Final = 9
#: Built-in styles by their fixed number (sti) that say what a paragraph is for.
_ROLES: Final[dict[int, Role]] = {
    **dict.fromkeys(range(19, 28), "toc"),
    **{
        34: "caption",
        35: "toc",
        44: "toc",
        46: "toc",
        62: "title",
        74: "subtitle",
        180: "quote",
        181: "quote",
    },
}


@dataclass(frozen=True)
class Look:
    """What a style says of its characters."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    vanish: bool = False


@dataclass(frozen=True)
class Style:
    """A style with what it inherits. `list_index` is 1-based into the list overrides, 0 for none."""

    outline: int = BODY_TEXT
    role: Role = "body"
    list_index: int = 0
    list_level: int = 0
    look: Look = Look()


@dataclass(frozen=True)
class _Raw:
    number: int
    kind: int
    base: int
    paragraph: bytes
    characters: bytes


PLAIN: Final = Style()


class StyleSheet:
    """Styles by their index in the document."""

    def __init__(self, data: bytes, is_word_97: bool) -> None:
        self._raw = _read(data, is_word_97)
        self._resolved: dict[int, Style] = {}

    def style(self, index: int) -> Style:
        """Return a style; a plain one for an index that names none."""
        if index not in self._resolved:
            chain: list[int] = []
            base = index
            while base in self._raw and base not in chain and len(chain) < _MAX_CHAIN:
                chain.append(base)
                base = self._raw[base].base
            style = PLAIN
            for step in reversed(chain):
                style = _inherit(style, self._raw[step])
            self._resolved[index] = style
        return self._resolved[index]


def _inherit(style: Style, raw: _Raw) -> Style:
    if 1 <= raw.number <= 9:
        style = replace(style, outline=raw.number - 1)
    if raw.number in _ROLES:
        style = replace(style, role=_ROLES[raw.number])
    for code, operand in properties_in(raw.paragraph):
        if code == 0x2640:
            style = replace(style, outline=min(operand[0], BODY_TEXT))
        elif code == 0x460B:
            style = replace(style, list_index=int.from_bytes(operand, "little"))
        elif code == 0x260A:
            style = replace(style, list_level=min(operand[0], 8))
    look = style.look
    for code, operand in properties_in(raw.characters):
        name = {0x0835: "bold", 0x0836: "italic", 0x0837: "strike", 0x083C: "vanish"}.get(code)
        if name is not None:
            look = replace(look, **{name: toggled(operand[0], getattr(look, name))})
    return replace(style, look=look)


def toggled(operand: int, inherited: bool) -> bool:
    """Return what a toggle comes to: on, off, as the style has it, or the opposite ([MS-DOC] 2.6.1)."""
    if operand == 0x80:
        return inherited
    if operand == 0x81:
        return not inherited
    return bool(operand & 1)


def _read(data: bytes, is_word_97: bool) -> dict[int, _Raw]:
    found: dict[int, _Raw] = {}
    if len(data) < 8:
        return found
    header = int.from_bytes(data[:2], "little")
    count, base_size = struct.unpack_from("<HH", data, 2)
    at = 2 + header
    for index in range(min(count, _NO_STYLE)):
        size = int.from_bytes(data[at : at + 2], "little")
        entry = data[at + 2 : at + 2 + size]
        at += 2 + size
        if len(entry) >= 8:
            found[index] = _read_style(entry, base_size, is_word_97)
        if at >= len(data):
            break
    return found


def _read_style(entry: bytes, base_size: int, is_word_97: bool) -> _Raw:
    number, kind_and_base, parts = struct.unpack_from("<HHH", entry)
    kind, base = kind_and_base & 0xF, kind_and_base >> 4
    if not is_word_97:  # the number is what counts; the properties are of another kind
        return _Raw(number & 0xFFF, kind, base, b"", b"")
    paragraph = characters = b""
    length = int.from_bytes(entry[base_size : base_size + 2], "little")
    at = base_size + 2 + (length + 1) * 2
    pieces: list[bytes] = []
    for _ in range(min(parts & 0xF, 3)):
        size = int.from_bytes(entry[at : at + 2], "little")
        pieces.append(entry[at + 2 : at + 2 + size])
        at += 2 + size + size % 2
    if kind == 1 and pieces:
        paragraph = pieces[0][2:]
        characters = pieces[1] if len(pieces) > 1 else b""
    elif kind == 2 and pieces:
        characters = pieces[0]
    return _Raw(number & 0xFFF, kind, base, paragraph, characters)
