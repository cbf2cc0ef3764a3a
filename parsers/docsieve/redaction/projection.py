"""A Document's strings as texts that rules can read, and the way back from a passage to the strings.

A page becomes one text: its blocks divided by line feeds, the cells of a row by tabs, spans by nothing, so
that a value is found however it is cut into spans, cells, lines or blocks. Behind it, on lines of their own,
stands what is not read in line: links, formulas, names of pictures, authors of notes, and other readings of
the same strings (a paragraph with its deleted text, an address broken after a hyphen, digits in boxes).

A passage of such a text comes back as `Range`s: places in strings. One string may occur in several readings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeAlias
from urllib.parse import unquote

from docsieve.model import (
    Block,
    Cell,
    CodeBlock,
    FormField,
    Formula,
    Group,
    Heading,
    Image,
    ListItem,
    Note,
    Page,
    Paragraph,
    Span,
    Table,
)

#: A token that goes on in the next line: an address or a long number after a hyphen, a dot, an at sign.
_BROKEN: Final = re.compile(r"\S+\n\S+")
_JOINT: Final = re.compile(r"[@._\-/=+:%&]\n|\n[@._\-/]")
_MEANINGFUL: Final = re.compile(r"@|://|\d{3}")
#: A marker of a list or heading with so many letters or digits may be a part of the text: "(215) 409-6600".
_TEXT_MARKER: Final = re.compile(r"(?:[^\W_].*){3}")
_MOST_JOINTS: Final = 500
#: Characters of a page's end and of the next one's start that are read together.
_EDGE: Final = 160
#: As many cells with one character each are the boxes of a form.
_LEAST_BOXES: Final = 6


class Slot(NamedTuple):
    """A string of the model: an attribute of a struct, an entry of a list or dict."""

    owner: Any
    name: str | int
    text: str
    #: Goes altogether where anything in it is redacted: a link, a spreadsheet formula.
    is_whole: bool = False


class Range(NamedTuple):
    """Characters `start` to `end` of the string in a slot of a unit (a page, or the names around)."""

    unit: int
    slot: int
    start: int
    end: int


class _Piece(NamedTuple):
    start: int
    length: int
    unit: int
    slot: int
    #: Where in the slot it begins; -1 for slots that go as a whole, whose text here may be decoded.
    offset: int


#: Parts of a reading: text with the place it comes from, or None for what only divides.
_Parts: TypeAlias = "list[tuple[str, _Piece | None]]"


@dataclass(slots=True)
class Projection:
    """A text and where its characters come from."""

    text: str
    slots: list[Slot]
    pieces: list[_Piece]
    #: Where the text in reading order ends and the other readings begin.
    main: int
    #: Where the readings begin that leave out a line break in a token.
    joints: int
    #: Start and end of the first and of the last body block, in the text.
    first: tuple[int, int] = (0, 0)
    last: tuple[int, int] = (0, 0)
    _starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Index the pieces."""
        self._starts = [piece.start for piece in self.pieces]

    def ranges(self, start: int, end: int) -> tuple[Range, ...]:
        """Return where the characters of a passage are, in the order of the text."""
        found: list[Range] = []
        at = max(bisect_right(self._starts, start) - 1, 0)
        for piece in self.pieces[at:]:
            if piece.start >= end:
                break
            low = max(start, piece.start) - piece.start
            high = min(end, piece.start + piece.length) - piece.start
            if low >= high:
                continue
            if piece.offset < 0:
                found.append(Range(piece.unit, piece.slot, 0, 1 << 30))
            else:
                found.append(Range(piece.unit, piece.slot, piece.offset + low, piece.offset + high))
        return tuple(found)

    def cut(self, start: int, end: int) -> _Parts:
        """Return a part of the text with its places."""
        parts: _Parts = []
        at = max(bisect_right(self._starts, start) - 1, 0)
        for piece in self.pieces[at:]:
            if piece.start >= end:
                break
            low, high = max(start, piece.start), min(end, piece.start + piece.length)
            if low >= high:
                continue
            if start < low:
                parts.append((self.text[start:low], None))
            offset = piece.offset + low - piece.start if piece.offset >= 0 else -1
            parts.append((self.text[low:high], piece._replace(length=high - low, offset=offset)))
            start = high
        if start < end:
            parts.append((self.text[start:end], None))
        return parts


class _Builder:
    """Gathers the text and the other readings of one unit."""

    def __init__(self, unit: int) -> None:
        self.slots: list[Slot] = []
        self._unit = unit
        self._texts: list[str] = []
        self._pieces: list[_Piece] = []
        self._length = 0
        self._aside: list[_Parts] = []
        self._first: tuple[int, int] | None = None
        self._last = (0, 0)

    def finish(self) -> Projection:
        main = "".join(self._texts)
        draft = Projection(main, self.slots, self._pieces, self._length, self._length)
        whole = len(self._aside)
        for broken in _BROKEN.finditer(main):
            token = broken[0]
            if len(self._aside) < whole + _MOST_JOINTS and _JOINT.search(token) and _MEANINGFUL.search(token):
                at = broken.start() + token.index("\n")
                self._aside.append(draft.cut(broken.start(), at) + draft.cut(at + 1, broken.end()))
        end = joints = self._length
        for index, parts in enumerate(self._aside):
            self.literal("\n")
            if index == whole:
                joints = self._length
            for text, piece in parts:
                if piece is not None:
                    self._pieces.append(piece._replace(start=self._length))
                self.literal(text)
        if len(self._aside) == whole:
            joints = self._length
        text = "".join(self._texts)
        return Projection(text, self.slots, self._pieces, end, joints, self._first or (0, 0), self._last)

    def literal(self, text: str) -> None:
        self._texts.append(text)
        self._length += len(text)

    def new_line(self) -> None:
        if self._length:
            self.literal("\n")

    def put(self, owner: Any, name: str | int, text: str) -> None:
        """Add a string to the text in reading order."""
        if text:
            self._pieces.append(_Piece(self._length, len(text), self._unit, len(self.slots), 0))
            self.slots.append(Slot(owner, name, text))
            self.literal(text)

    def line(self, owner: Any, name: str | int, text: str | None) -> None:
        """Add a string on a line of its own."""
        if text:
            self.new_line()
            self.put(owner, name, text)

    def aside(self, owner: Any, name: str | int, text: str | None, *, is_whole: bool = False) -> None:
        """Add a string behind the text; the whole of it goes where `is_whole`."""
        if not text:
            return
        read = unquote(text) if is_whole and "%" in text else text
        offset = -1 if is_whole else 0
        self._aside.append([(read, _Piece(0, len(read), self._unit, len(self.slots), offset))])
        self.slots.append(Slot(owner, name, text, is_whole))

    def reading(self, parts: list[tuple[str, int]]) -> None:
        """Add another reading of strings that are slots already: (text, index of the slot)."""
        self._aside.append([(text, _Piece(0, len(text), self._unit, slot, 0)) for text, slot in parts])

    def blocks(self, blocks: list[Block], *, is_top: bool = False) -> None:
        for block in blocks:
            start = self._length
            self._block(block)
            if is_top and block.role == "body" and self._length > start and not isinstance(block, Note):
                self._last = (start + 1 if start else 0, self._length)  # behind its line feed
                self._first = self._first or self._last

    def _block(self, block: Block) -> None:
        if isinstance(block, Paragraph | ListItem | Heading):
            self.new_line()
            if not isinstance(block, Paragraph) and block.marker and _TEXT_MARKER.search(block.marker):
                self.put(block, "marker", block.marker)
                self.literal(" ")
            self._spans(block.spans)
        elif isinstance(block, Table):
            for row in block.rows:
                self.new_line()
                self._row(row.cells)
        elif isinstance(block, Group):
            self.line(block, "title", block.title)
            self.blocks(block.blocks)
        elif isinstance(block, Note):
            self.aside(block, "author", block.author)
            self.aside(block, "label", block.label)
            self.blocks(block.blocks)
        elif isinstance(block, Image):
            self.line(block, "alt", block.alt)
            self.aside(block, "name", block.name)
        elif isinstance(block, CodeBlock):
            self.line(block, "text", block.text)
        elif isinstance(block, Formula):
            self.line(block, "latex", block.latex)
        elif isinstance(block, FormField):
            self._form_field(block)

    def _form_field(self, block: FormField) -> None:
        if block.label is None:
            self.line(block, "name", block.name)
        else:
            self.line(block, "label", block.label)
            self.aside(block, "name", block.name)
        if block.value:
            self.literal(": " if block.label or block.name else "\n")
            self.put(block, "value", block.value)

    def _spans(self, spans: list[Span]) -> None:
        """Add the text as it is seen, then what is hidden; aside, all of it once more."""
        has_hidden = any(span.hidden is not None for span in spans)
        everything: list[tuple[str, int]] = []
        unseen: list[tuple[str, int]] = []
        for span in spans:
            if span.text:
                everything.append((span.text, len(self.slots)))
                if span.hidden is None:
                    self.put(span, "text", span.text)
                else:
                    unseen.append(everything[-1])
                    self.slots.append(Slot(span, "text", span.text))
            if span.link is not None:
                self.aside(span, "link", span.link, is_whole=True)
        for text, slot in unseen:
            self.literal("\n")
            self._pieces.append(_Piece(self._length, len(text), self._unit, slot, 0))
            self.literal(text)
        if has_hidden and len(everything) > 1:
            self.reading(everything)

    def _row(self, cells: list[Cell]) -> None:
        boxes: list[tuple[str, int]] = []
        for index, cell in enumerate(cells):
            if index:
                self.literal("\t")
            if cell.blocks:
                at = len(self._texts)
                self.blocks(cell.blocks)
                if len(self._texts) > at and self._texts[at] == "\n":  # the first block starts no line
                    self._texts[at] = " "
            elif cell.text:
                if len(cell.text.strip()) == 1:
                    boxes.append((cell.text, len(self.slots)))
                self.put(cell, "text", cell.text)
            self.aside(cell, "formula", cell.formula, is_whole=True)
            self.aside(cell, "link", cell.link, is_whole=True)
        if len(boxes) >= _LEAST_BOXES:
            self.reading(boxes)


def project_page(page: Page, unit: int) -> Projection:
    """Return the text of a page."""
    builder = _Builder(unit)
    builder.blocks(page.blocks, is_top=True)
    builder.aside(page, "label", page.label)
    return builder.finish()


def project_names(slots: list[Slot], unit: int) -> Projection:
    """Return strings that stand for themselves, each on a line of its own."""
    builder = _Builder(unit)
    for slot in slots:
        if slot.is_whole:
            builder.aside(slot.owner, slot.name, slot.text, is_whole=True)
        else:
            builder.line(slot.owner, slot.name, slot.text)
    return builder.finish()


def project_joint(before: Projection, after: Projection) -> list[Projection]:
    """Return the end of a page's body together with the start of the next one's, with and without a break."""
    low = max(before.last[0], before.last[1] - _EDGE)
    high = min(after.first[1], after.first[0] + _EDGE)
    head, tail = before.cut(low, before.last[1]), after.cut(after.first[0], high)
    if not head or not tail:
        return []
    readings = [_joined([*head, ("\n", None), *tail])]
    ahead = before.text[low : before.last[1]].split()[-1:]
    token = "\n".join(ahead + after.text[after.first[0] : high].split()[:1])
    if _JOINT.search(token) and _MEANINGFUL.search(token):
        readings.append(_joined([*head, *tail]))
    return readings


def _joined(parts: _Parts) -> Projection:
    pieces: list[_Piece] = []
    texts: list[str] = []
    length = 0
    for text, piece in parts:
        if piece is not None:
            pieces.append(piece._replace(start=length))
        texts.append(text)
        length += len(text)
    return Projection("".join(texts), [], pieces, length, length)
