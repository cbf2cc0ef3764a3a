"""One page at a time as text or Markdown, as it would stand in the whole document; and with marks in it."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from docsieve.model import Document, Page, Span
from docsieve.redaction.projection import Slot, project_page
from docsieve.redaction.rewrite import Segment
from docsieve.redaction.scan import Found
from docsieve.renderers.block_text import all_text
from docsieve.renderers.markdown import MarkdownWriter
from docsieve.renderers.plain_text import TextWriter
from docsieve.renderers.unicode_text import well_formed
from docsieve.renderers.visibility import Notes

#: Noncharacters around a mark, and characters for private use that count the marks between them.
_OPEN: Final = "\ufdd0"
_CLOSE: Final = "\ufdd1"
_FIRST: Final = 0xF0000
#: Noncharacters around words that a recogniser was unsure of.
_DOUBT: Final = "\ufdd2"
_SURE: Final = "\ufdd3"
_MOST_MARKS: Final = 0xFFF0
_MARK: Final = re.compile(f"{_OPEN}([\U000f0000-\U000ffff0])|{_CLOSE}|{_DOUBT}|{_SURE}")
_RESERVED: Final = re.compile(f"[{_OPEN}{_CLOSE}{_DOUBT}{_SURE}]")
_WITHOUT_DIGITS: Final = dict.fromkeys(map(ord, string.digits))


class Marked(NamedTuple):
    """A segment in a written text; offsets in UTF-16 code units."""

    start: int
    end: int
    found: Found
    is_first: bool


class MarkedText(NamedTuple):
    """A written text, the segments in it, and the places of doubtful words, in UTF-16 code units as well."""

    text: str
    marks: list[Marked]
    doubts: list[tuple[int, int]]


class PageWriter:
    """Writes pages of one document; knows the notes of all of them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._notes = Notes(document)

    def text(self, page: Page) -> str:
        """Write a page as plain text; what is hidden in it is shown as such."""
        single = self._single(page)
        is_only = len(self._document.pages) == 1
        writer = TextWriter(single, "include", notes=self._notes_with(single), is_only=is_only)
        return well_formed(writer.write())

    def markdown(self, page: Page) -> str:
        """Write a page as Markdown."""
        single = self._single(page)
        is_only = len(self._document.pages) == 1
        writer = MarkdownWriter(single, "include", notes=self._notes_with(single), is_only=is_only)
        return well_formed(writer.write())

    def marked(self, page: Page, parts: Mapping[int, Sequence[Segment]]) -> MarkedText:
        """Write a copy of a page as text, and tell where segments and doubts are in it. Changes the copy."""
        slots = project_page(page, 0).slots
        numbered: list[Segment] = []
        for number, segments in parts.items():
            slot = slots[number]
            if slot.is_whole:
                continue
            written: list[str] = []
            at = 0
            for segment in segments[: _MOST_MARKS - len(numbered)]:
                inner = slot.text[segment.start : segment.end]
                head = _RESERVED.sub("", slot.text[at : segment.start])
                written += (head, _OPEN, chr(_FIRST + len(numbered)), _RESERVED.sub("", inner), _CLOSE)
                numbered.append(segment)
                at = segment.end
            written.append(_RESERVED.sub("", slot.text[at:]))
            setattr(slot.owner, str(slot.name), "".join(written))
        for span in doubtful_spans(slots):
            text = span.text.strip()
            if text:
                span.text = span.text.replace(text, f"{_DOUBT}{text}{_SURE}", 1)
        return _take_marks(self.text(page), numbered)

    def _single(self, page: Page) -> Document:
        return Document(
            format=self._document.format,
            schema_version=self._document.schema_version,
            metadata=self._document.metadata,
            pages=[page],
        )

    def _notes_with(self, single: Document) -> Notes:
        """Return the notes of this page as it is now, and those of other pages that it calls."""
        notes = Notes(single)
        elsewhere = {name: self._notes.by_id[name] for name in notes.called if name in self._notes.by_id}
        notes.called |= notes.by_id.keys() & self._notes.called
        notes.by_id = {**elsewhere, **notes.by_id}
        return notes


def doubtful_spans(slots: Iterable[Slot]) -> list[Span]:
    """Return the spans of a page whose words a recogniser was unsure of."""
    return [
        slot.owner
        for slot in slots
        if slot.name == "text" and isinstance(slot.owner, Span) and slot.owner.confidence is not None
    ]


def _take_marks(text: str, segments: Sequence[Segment]) -> MarkedText:
    parts: list[str] = []
    marks: list[Marked] = []
    doubts: list[tuple[int, int]] = []
    units = at = start = doubt = 0
    current: Segment | None = None
    for mark in _MARK.finditer(text):
        piece = text[at : mark.start()]
        parts.append(piece)
        units += len(piece) if piece.isascii() else len(piece.encode("utf-16-le")) // 2
        at = mark.end()
        if mark[0] == _DOUBT:
            doubt = units
        elif mark[0] == _SURE:
            if units > doubt:
                doubts.append((doubt, units))
        elif mark[1] is not None:
            current, start = segments[ord(mark[1]) - _FIRST], units
        elif current is not None:
            if units > start:
                marks.append(Marked(start, units, current.found, current.is_first))
            current = None
    parts.append(text[at:])
    return MarkedText("".join(parts), marks, doubts)


class RunningHeads:
    """Which running headers and footers stand on which page: the first page that is sent has each of them."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._keys: list[list[tuple[int, tuple[str, str]]]] = []
        for page in pages:
            table = None if page.kind == "section" else _WITHOUT_DIGITS
            keys: list[tuple[int, tuple[str, str]]] = []
            for index, block in enumerate(page.blocks):
                if block.role in ("header", "footer"):
                    text = all_text(block, "include")
                    told = text.translate(table) if table is not None else text
                    keys.append((index, (block.role, "".join(told.split()))))
            self._keys.append(keys)

    def repeated(self, is_sent: Sequence[bool]) -> list[tuple[int, ...]]:
        """Return for each page the indexes of the blocks that an earlier page has already told."""
        seen: set[tuple[str, str]] = set()
        repeated: list[tuple[int, ...]] = []
        for keys, sent in zip(self._keys, is_sent, strict=True):
            here: list[int] = []
            for index, key in keys if sent else ():
                if key in seen:
                    here.append(index)
                seen.add(key)
            repeated.append(tuple(here))
        return repeated
