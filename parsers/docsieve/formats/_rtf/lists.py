"""Lists as the list tables declare them (RTF 1.9.1, "List Tables"): markers where none is written out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from docsieve.formats._docx.numerals import numeral
from docsieve.formats._ooxml.symbols import unprivate
from docsieve.formats._rtf.sink import Sink
from docsieve.formats._rtf.tokens import TEXT, TOKEN, UNICODE, UNICODE_NUMBER, unescaped_bytes

if TYPE_CHECKING:
    from docsieve.formats._rtf.interpreter import Interpreter

_LEVELS: Final = 9
_BULLET: Final = 23
_NONE: Final = 255
#: `\levelnfc` -> number formats as WordprocessingML names them.
_FORMATS: Final = {
    **{0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 5: "ordinal"},
    **{6: "cardinalText", 7: "ordinalText", 10: "ideographDigital", 11: "japaneseCounting", 12: "aiueo"},
    **{13: "iroha", 22: "decimalZero", 45: "hebrew1", 46: "arabicAlpha", 47: "hebrew2", 48: "arabicAbjad"},
}

_GROUP_OF_NUMBERING: Final = re.compile(rb"\{\s*(?:\\\*\s*)?\\pn ?\Z")


def skip_old_numbering(reader: Interpreter, _: int | None) -> None:
    r"""Pass over a group of `\pn`; some programs write the word alone, where it hides nothing."""
    start = max(0, reader.position - 24)
    if _GROUP_OF_NUMBERING.search(reader.data, start, reader.position):
        reader.skip_group()


class Level(msgspec.Struct):
    """A level of a list; in `text` a control character stands for the number of the level of its code."""

    format: int = 0
    start: int = 1
    text: str = ""


class ListTable(Sink):
    r"""`\listtable`: lists with their levels, by `\listid`."""

    def __init__(self) -> None:
        self.lists: dict[int, list[Level]] = {}
        self._levels: list[Level] = []

    def control(self, reader: Interpreter, word: bytes, number: int | None) -> bool:
        """Take a property of a list or of one of its levels."""
        levels = self._levels
        if word == b"list":
            self._levels = []
        elif word == b"listlevel":
            if len(levels) < _LEVELS:
                levels.append(Level())
        elif word == b"listid":
            self.lists[number or 0] = levels
        elif word in (b"levelnfc", b"levelnfcn") and levels:
            levels[-1].format = number or 0
        elif word == b"levelstartat" and levels:
            levels[-1].start = 1 if number is None else number
        elif word == b"leveltext" and levels:
            levels[-1].text = _template(reader.rest_of_group())
        elif word in (b"levelnumbers", b"listname", b"liststylename", b"listpicture"):
            reader.skip_group()
        else:
            return False
        return True


class ListOverrides(Sink):
    r"""`\listoverridetable`: the list that each `\ls` means."""

    def __init__(self) -> None:
        self.list_ids: dict[int, int] = {}
        self._list_id = 0

    def control(self, reader: Interpreter, word: bytes, number: int | None) -> bool:
        """Take an override."""
        if word == b"listid":
            self._list_id = number or 0
        elif word == b"ls":
            self.list_ids[number or 0] = self._list_id
        else:
            return False
        return True


class Counters:
    """Counts along the lists of one story."""

    def __init__(self, table: ListTable, overrides: ListOverrides) -> None:
        self._table, self._overrides = table, overrides
        self._values: dict[int, list[int | None]] = {}

    def is_bulleted(self, number: int, level: int) -> bool | None:
        """Tell whether a level shows bullets; None where it is not declared."""
        levels = self._levels(number)
        return levels[level].format == _BULLET if level < len(levels) else None

    def next(self, number: int, level: int) -> str:
        """Count one entry and return its marker; empty where the list is not declared."""
        levels = self._levels(number)
        if level >= len(levels):
            return ""
        values = self._values.setdefault(self._overrides.list_ids.get(number, number), [None] * _LEVELS)
        before = values[level]
        values[level] = levels[level].start if before is None else before + 1
        values[level + 1 :] = [None] * (_LEVELS - level - 1)
        declared = levels[level]
        if declared.format == _NONE:
            return ""
        if declared.format == _BULLET:
            return "".join(sign for sign in declared.text if sign >= " ").strip() or "•"
        return "".join(
            sign if sign >= " " else self._number(levels, values, ord(sign)) for sign in declared.text
        ).strip()

    @staticmethod
    def _number(levels: list[Level], values: list[int | None], index: int) -> str:
        if index >= len(levels):
            return ""
        value = values[index]
        shown = levels[index].start if value is None else value
        return numeral(shown, _FORMATS.get(levels[index].format, "decimal"))

    def _levels(self, number: int) -> list[Level]:
        list_id = self._overrides.list_ids.get(number)
        return self._table.lists.get(list_id, []) if list_id is not None else []


def _template(raw: bytes) -> str:
    r"""Read `\'02\'00.;`: the number of characters, then text with level numbers as control characters."""
    text = ""
    for token in TOKEN.finditer(raw):
        if token.lastindex == TEXT:
            text += unescaped_bytes(token[TEXT]).decode("cp1252", "replace")
        elif token.lastindex == UNICODE:
            text += "".join(chr(int(code) & 0xFFFF) for code in UNICODE_NUMBER.findall(token[UNICODE]))
    return unprivate(text.strip("\r\n")[1:].removesuffix(";"))
