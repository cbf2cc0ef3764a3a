"""List markers as Word shows them (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from docsieve.formats._docx.numerals import numeral
from docsieve.formats._docx.styles import StyleSheet
from docsieve.formats._ooxml.namespaces import MC, W
from docsieve.formats._ooxml.symbols import unprivate, unsymboled

if TYPE_CHECKING:
    from lxml import etree

LEVELS: Final = 9
_VALUE: Final = f"{W}val"
_PLACE: Final = re.compile(r"%([1-9])")
_LEADING_ZEROS: Final = re.compile(r"0*1")


class Marker(msgspec.Struct, frozen=True):
    """What stands before a numbered paragraph; `text` may be empty for an unnumbered level of a list."""

    text: str
    level: int
    ordered: bool


class _Level(msgspec.Struct):
    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    font: str | None = None
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    picture: bool = False
    #: Digits to fill up to ("001" counts three).
    width: int = 0


class _List(msgspec.Struct):
    key: str
    levels: list[_Level]
    start_overrides: dict[int, int] = {}


class Numbering:
    """The lists a document defines. `Counters` count along them."""

    def __init__(self, root: etree._Element | None, styles: StyleSheet) -> None:
        self._styles = styles
        self._abstract: dict[str, etree._Element] = {}
        self._numbers: dict[str, etree._Element] = {}
        self._lists: dict[str, _List | None] = {}
        if root is not None:
            for element in root:
                if element.tag == f"{W}abstractNum":
                    self._abstract[element.get(f"{W}abstractNumId", "")] = element
                elif element.tag == f"{W}num":
                    self._numbers[element.get(f"{W}numId", "")] = element

    def list_of(self, num_id: str) -> _List | None:
        """Return the list a numId names, None where it is not defined."""
        if num_id not in self._lists:
            self._lists[num_id] = self._read_list(num_id)
        return self._lists[num_id]

    def level_of_style(self, num_id: str, style_id: str | None) -> int:
        """Return the level that a paragraph style is linked to in a list, 0 where none is."""
        found = self.list_of(num_id)
        if found is not None and style_id is not None:
            for index, level in enumerate(found.levels):
                if level.style == style_id:
                    return index
        return 0

    def _read_list(self, num_id: str) -> _List | None:
        number = self._numbers.get(num_id)
        abstract_id = None if number is None else _child_value(number, "abstractNumId")
        abstract = self._abstract.get(abstract_id or "")
        if number is None or abstract is None or abstract_id is None:
            return None
        link = _child_value(abstract, "numStyleLink")
        if link and abstract.find(f"{W}lvl") is None:
            linked = self._numbers.get(self._styles.numbering_of(link) or "")
            linked_id = None if linked is None else _child_value(linked, "abstractNumId")
            if linked_id in self._abstract and linked_id is not None:
                abstract_id, abstract = linked_id, self._abstract[linked_id]
        levels = [_Level(text="") for _ in range(LEVELS)]
        for element in abstract.iterchildren(f"{W}lvl"):
            index = _integer(element.get(f"{W}ilvl"), -1)
            if 0 <= index < LEVELS:
                levels[index] = _read_level(element)
        found = _List(abstract_id, levels)
        for override in number.iterchildren(f"{W}lvlOverride"):
            index = _integer(override.get(f"{W}ilvl"), -1)
            if not 0 <= index < LEVELS:
                continue
            own = override.find(f"{W}lvl")
            if own is not None:
                levels[index] = _read_level(own)
            start = _child_value(override, "startOverride")
            if start is not None:
                found.start_overrides[index] = _integer(start, levels[index].start)
        return found


class Counters:
    """Counts along the lists of one story (the body, a header, a note...)."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        #: Lists made from one abstract list count on together.
        self._values: dict[str, list[int | None]] = {}
        self._overridden: set[tuple[str, int]] = set()

    def next(self, num_id: str, level: int) -> Marker | None:
        """Count one paragraph and return its marker; None where the list is not defined."""
        found = self._numbering.list_of(num_id)
        if found is None:
            return None
        level = min(max(level, 0), LEVELS - 1)
        declared = found.levels[level]
        values = self._values.setdefault(found.key, [None] * LEVELS)
        override = found.start_overrides.get(level)
        if override is not None and (num_id, level) not in self._overridden:
            self._overridden.add((num_id, level))
            values[level] = override
        else:
            before = values[level]
            values[level] = declared.start if before is None else before + 1
        for deeper in range(level + 1, LEVELS):
            restart = found.levels[deeper].restart
            if restart is None or level < restart:
                values[deeper] = None
        return Marker(
            self._text(found, level, values), level, declared.number_format not in ("bullet", "none")
        )

    def _text(self, found: _List, level: int, values: list[int | None]) -> str:
        declared = found.levels[level]
        if declared.number_format == "bullet":
            return _bullet(declared)

        def number(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            of = found.levels[index]
            value = values[index]
            number_format = "decimal" if declared.legal and of.number_format != "none" else of.number_format
            return numeral(of.start if value is None else value, number_format).rjust(of.width, "0")

        return unprivate(unsymboled(_PLACE.sub(number, declared.text), declared.font)).strip()


def _bullet(declared: _Level) -> str:
    if declared.picture or not declared.text.strip():
        return "•"
    text = unprivate(unsymboled(declared.text, declared.font)).strip()
    # Courier's "o" is Word's second-level bullet: a ring, not a letter.
    return "◦" if text == "o" else text or "•"


def _read_level(element: etree._Element) -> _Level:
    level = _Level()
    for child in element:
        value = child.get(_VALUE)
        tag = child.tag
        if tag == f"{W}start":
            level.start = _integer(value, 1)
        elif tag == f"{W}numFmt":
            _read_format(level, child)
        elif tag == f"{MC}AlternateContent":
            chosen = child.find(f"{MC}Choice/{W}numFmt")
            if chosen is not None:
                _read_format(level, chosen)
        elif tag == f"{W}lvlText":
            level.text = value or ""
        elif tag == f"{W}lvlRestart":
            level.restart = _integer(value, 0)
        elif tag == f"{W}isLgl":
            level.legal = value not in ("0", "false", "off")
        elif tag == f"{W}pStyle":
            level.style = value
        elif tag == f"{W}lvlPicBulletId":
            level.picture = True
        elif tag == f"{W}rPr":
            fonts = child.find(f"{W}rFonts")
            if fonts is not None:
                level.font = fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")
    return level


def _read_format(level: _Level, element: etree._Element) -> None:
    level.number_format = element.get(_VALUE) or "decimal"
    if level.number_format == "custom":
        pattern = (element.get(f"{W}format") or "").split(",")[0].strip()
        level.number_format = "decimal"
        level.width = min(len(pattern), 16) if _LEADING_ZEROS.fullmatch(pattern) else 0


def _child_value(element: etree._Element, name: str) -> str | None:
    child = element.find(f"{W}{name}")
    return None if child is None else child.get(_VALUE)


def _integer(text: str | None, default: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return default
