"""What all parts of one document share while it is read, and the formatting of a stretch of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from docsieve.errors import LimitExceededError
from docsieve.format import Source
from docsieve.formats._doc.fib import Fib
from docsieve.formats._doc.lists import BinaryNumbering
from docsieve.formats._doc.pieces import Text
from docsieve.formats._doc.plc import read_plc
from docsieve.formats._doc.properties import Runs, old_properties_in, properties_in
from docsieve.formats._doc.styles import StyleSheet, toggled
from docsieve.formats._docx.run_properties import (
    BOLD,
    ITALIC,
    STRIKE,
    SUBSCRIPT,
    SUPERSCRIPT,
    UNDERLINE,
    VANISH,
)
from docsieve.model import Block, Locator, Revision
from docsieve.options import Limits
from docsieve.report import Report

_TOGGLES: Final = {0x0835: BOLD, 0x0836: ITALIC, 0x0837: STRIKE, 0x2A53: STRIKE, 0x083C: VANISH}
#: Properties kept elsewhere because they are too long for a page: at this place of the data stream.
_HUGE: Final = 0x6646
_HUGE_OLD: Final = 0x6645


@dataclass(frozen=True)
class Characters:
    """Formatting of a stretch of text. `symbol` is (font index, character) of a sign from a symbol font."""

    mask: int = 0
    inserted: bool = False
    deleted: bool = False
    author: int = 0
    date: int = 0
    symbol: tuple[int, int] | None = None
    #: Where in the data stream its picture begins.
    picture: int | None = None


@dataclass(frozen=True)
class ParagraphFormat:
    """Formatting of a paragraph; `table_group` is the property list of the row, at the row's end only."""

    style: int = 0
    depth: int = 0
    ends_row: bool = False
    ends_cell: bool = False
    outline: int | None = None
    list_index: int | None = None
    list_level: int | None = None
    group: bytes = b""


@dataclass
class Reading:
    """One document."""

    fib: Fib
    text: Text
    table: bytes
    main: bytes
    data: bytes
    styles: StyleSheet
    numbering: BinaryNumbering
    fonts: list[str]
    paragraphs: Runs
    characters: Runs
    report: Report
    limits: Limits
    source: Source
    revision_authors: list[str] = field(default_factory=list)
    #: (kind, id, label) of the note called by the character at a position of the whole text.
    calls: dict[int, tuple[str, str, str]] = field(default_factory=dict)
    #: Its keys in order, once all are known.
    call_places: list[int] = field(default_factory=list)
    #: Text boxes by the position of the sign they hang on.
    anchored: dict[int, list[Block]] = field(default_factory=dict)
    revisions: list[Revision] = field(default_factory=list)
    _revision_index: dict[tuple[str, int, int, int | None], int] = field(default_factory=dict)
    _looks: dict[tuple[bytes, int], Characters] = field(default_factory=dict)
    _formats: dict[bytes, ParagraphFormat] = field(default_factory=dict)
    blocks_counted: int = 0

    def count_block(self) -> None:
        """Count one block.

        Raises:
            LimitExceededError: there are more than `max_blocks`.
        """
        self.blocks_counted += 1
        if self.blocks_counted > self.limits.max_blocks:
            raise LimitExceededError.of(
                "the number of its blocks", self.blocks_counted, self.limits.max_blocks
            )

    @cached_property
    def section_ends(self) -> frozenset[int]:
        """Positions behind the sections; none where the file does not tell."""
        return (
            frozenset(end for _, end, _ in self.plc("sections", 12)) if self.fib.is_word_97 else frozenset()
        )

    def plc(self, name: str, size: int) -> list[tuple[int, int, bytes]]:
        """Return the elements of a table of positions."""
        return read_plc(self.table_bytes(name), size)

    def table_bytes(self, name: str) -> bytes:
        """Return a table's bytes; empty where the document has none."""
        offset, length = self.fib.tables.get(name, (0, 0))
        return self.table[offset : offset + length] if length else b""

    def revision(self, kind: str, look: Characters, where: Locator) -> int:
        """Return the index of a tracked change."""
        key = (kind, look.author, look.date, where.page)
        if key not in self._revision_index:
            authors = self.revision_authors
            author = authors[look.author] if look.author < len(authors) else None
            self._revision_index[key] = len(self.revisions)
            self.revisions.append(
                Revision(
                    kind="deleted" if kind == "deleted" else "inserted",
                    where=where,
                    author=None if author in ("", "Unknown") else author,
                    date=date_of(look.date),
                )
            )
        return self._revision_index[key]

    def paragraph_at(self, position: int) -> ParagraphFormat:
        """Return the format of the paragraph whose end mark stands at a position."""
        group = self.paragraphs.at(self.text.offset_of(position))
        found = self._formats.get(group)
        if found is None:
            found = self._formats[group] = self._read_paragraph(group)
        return found

    def stretches(self, start: int, end: int, style: int) -> Iterator[tuple[int, int, Characters]]:
        """Yield (start, end, formatting) over a part of the text."""
        pieces = self.text.pieces
        index = max(bisect_right(pieces, start, key=lambda piece: piece.start) - 1, 0)
        runs = self.characters
        while index < len(pieces) and pieces[index].start < end:
            piece = pieces[index]
            index += 1
            modifier = self.text.modifier_of(piece)
            at, stop = max(start, piece.start), min(end, piece.end)
            run = bisect_right(runs.starts, piece.offset + (at - piece.start) * piece.width) - 1
            while at < stop:
                offset = piece.offset + (at - piece.start) * piece.width
                while run + 1 < len(runs.starts) and runs.starts[run + 1] <= offset:
                    run += 1
                group, limit = b"", stop
                if run >= 0 and offset < runs.ends[run]:
                    group, limit = runs.groups[run], runs.ends[run]
                elif run + 1 < len(runs.starts):
                    limit = runs.starts[run + 1]
                if limit is not stop:
                    limit = piece.start + -(-(limit - piece.offset) // piece.width)
                until = max(min(limit, stop), at + 1)
                yield at, until, self._look(group + modifier, style)
                at = until

    def _look(self, group: bytes, style: int) -> Characters:
        key = (group, style)
        found = self._looks.get(key)
        if found is None:
            found = self._looks[key] = self._read_characters(group, style)
        return found

    def _read_paragraph(self, group: bytes) -> ParagraphFormat:
        values: dict[int, int] = {}
        style = int.from_bytes(group[:2], "little")
        rest = group[2:]
        properties = properties_in if self.fib.is_word_97 else old_properties_in
        for code, operand in properties(rest):
            if code in (_HUGE, _HUGE_OLD):
                at = int.from_bytes(operand, "little")
                size = int.from_bytes(self.data[at : at + 2], "little")
                rest = self.data[at + 2 : at + 2 + size]
                values.update((more, int.from_bytes(value[:4], "little")) for more, value in properties(rest))
            else:
                values[code] = int.from_bytes(operand[:4], "little")
        depth = values.get(0x6649, 1) if values.get(0x2416) or values.get(0x244B) else 0
        inner_row, inner_cell = bool(values.get(0x244C)), bool(values.get(0x244B))
        return ParagraphFormat(
            style=values.get(0x4600, style),
            depth=min(max(depth, 1), self.limits.max_depth) if depth else 0,
            ends_row=bool(values.get(0x2417)) or inner_row,
            ends_cell=inner_cell,
            outline=values.get(0x2640),
            list_index=values.get(0x460B),
            list_level=values.get(0x260A),
            group=rest,
        )

    def _read_characters(self, group: bytes, style: int) -> Characters:
        properties = list((properties_in if self.fib.is_word_97 else old_properties_in)(group))
        base = self.styles.style(style).look
        own = next((int.from_bytes(value, "little") for code, value in properties if code == 0x4A30), None)
        inherited = 0
        for look in (base,) if own is None else (base, self.styles.style(own).look):
            inherited ^= look.bold * BOLD | look.italic * ITALIC | look.strike * STRIKE | look.vanish * VANISH
        mask = inherited
        values: dict[int, int] = {}
        symbol = None
        for code, operand in properties:
            if code in _TOGGLES:
                bit = _TOGGLES[code]
                mask = mask | bit if toggled(operand[0], bool(inherited & bit)) else mask & ~bit
            elif code == 0x2A33:
                mask = inherited
            elif code == 0x6A09 and len(operand) == 4:
                symbol = (int.from_bytes(operand[:2], "little"), int.from_bytes(operand[2:], "little"))
            else:
                values[code] = int.from_bytes(operand[:4], "little")
        if values.get(0x2A3E):
            mask |= UNDERLINE
        mask |= {1: SUPERSCRIPT, 2: SUBSCRIPT}.get(values.get(0x2A48, 0), 0)
        deleted = bool(values.get(0x0800))
        return Characters(
            mask=mask,
            inserted=bool(values.get(0x0801)),
            deleted=deleted,
            author=values.get(0x4863 if deleted else 0x4804, 0),
            date=values.get(0x6864 if deleted else 0x6805, 0),
            symbol=symbol,
            picture=None if values.get(0x0806) or values.get(0x080A) else values.get(0x6A03),
        )


def date_of(packed: int) -> str | None:
    """Return a DTTM (2.9.56) as ISO 8601, None for one that is not set."""
    minute, hour, day = packed & 0x3F, packed >> 6 & 0x1F, packed >> 11 & 0x1F
    month, year = packed >> 16 & 0xF, 1900 + (packed >> 20 & 0x1FF)
    if not (day >= 1 and 1 <= month <= 12 and hour < 24 and minute < 60):
        return None
    return f"{year}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:00"
