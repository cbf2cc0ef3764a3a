"""What stands beside the body: notes, comments, headers and footers, text boxes ([MS-DOC] 2.8)."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Final

from docsieve.formats._doc.plc import read_counted_names
from docsieve.formats._doc.reading import Reading
from docsieve.formats._doc.story import Story
from docsieve.model import Block, Group, Locator, Note, Page, Role

_FOOTNOTES, _HEADERS, _COMMENTS, _ENDNOTES, _BOXES, _HEADER_BOXES = 1, 2, 4, 5, 6, 7
#: What the six stories of a section are, in order: even, odd, even, odd, first, first (2.3.5).
_HEADER_KINDS: Final[tuple[Role, ...]] = ("header", "header", "footer", "footer", "header", "footer")
#: Stories before those of the first section: the rules between text and notes.
_RULES: Final = 6
_SIGNS: Final = "\x01\x02\x05\x08"


class NoteReader:
    """Reads all that is not the body of one document."""

    def __init__(self, reading: Reading, section_starts: list[int]) -> None:
        self._reading = reading
        self._sections = section_starts
        self._first = [0, *accumulate(reading.fib.stories)]
        self._notes: list[tuple[Note, int, int, int]] = []

    def find_calls(self) -> None:
        """Find out which characters of the body call which note."""
        self._find("footnote", _FOOTNOTES, "footnote_refs", "footnote_texts", 2)
        self._find("endnote", _ENDNOTES, "endnote_refs", "endnote_texts", 2)
        size = 30 if self._reading.fib.is_word_97 else 20
        self._find("comment", _COMMENTS, "comment_refs", "comment_texts", size)
        self._reading.call_places = sorted(self._reading.calls)

    def _find(self, kind: Role, story: int, refs: str, texts: str, size: int) -> None:
        reading = self._reading
        first = self._first[story]
        spans = [(start, end) for start, end, _ in reading.plc(texts, 0)]
        authors = read_counted_names(reading.table_bytes("comment_authors")) if kind == "comment" else []
        counted = 0
        for index, (place, _, data) in enumerate(reading.plc(refs, size)):
            if index >= len(spans) or place >= len(reading.text.text):
                reading.report.warn(f"{kind}_missing", f"A {kind} that the text calls is not in the file.")
                break
            start, end = spans[index]
            sign = reading.text.text[place]
            label, author = "", None
            if kind == "comment":
                if size == 30:
                    number = int.from_bytes(data[20:22], "little")
                    author = authors[number] if number < len(authors) else None
            elif sign not in _SIGNS:
                label = sign
            else:
                counted += 1
                label = str(counted)
            key = f"{kind}-{index + 1}"
            where = Locator(page=bisect_right(self._sections, place))
            note = Note(where=where, role=kind, id=key, label=label, blocks=[], author=author or None)
            self._notes.append((note, first + start, first + end, story))
            reading.calls[place] = (kind, key, label)

    def read_text_boxes(self) -> None:
        """Read text boxes and hang them on the signs that stand for their shapes."""
        self._boxes("text_boxes", "anchors", _BOXES, 0)
        self._boxes("header_text_boxes", "header_anchors", _HEADER_BOXES, self._first[_HEADERS])

    def _boxes(self, texts: str, anchors: str, story: int, anchor_first: int) -> None:
        reading = self._reading
        places = {
            int.from_bytes(data[:4], "little"): anchor_first + place
            for place, _, data in reading.plc(anchors, 26)
        }
        loose = -1 - story
        for start, end, data in reading.plc(texts, 22)[:-1]:
            place = places.get(int.from_bytes(data[14:18], "little"), loose)
            where = Locator(page=bisect_right(self._sections, max(place, 0)) if not anchor_first else 1)
            blocks: list[Block] = []
            Story(reading, self._first[story] + start, self._first[story] + end, where).blocks(blocks)
            if blocks:
                reading.count_block()
                group = Group(where=where, role="text_box", blocks=blocks)
                reading.anchored.setdefault(place, []).append(group)

    def add_to(self, pages: list[Page]) -> None:
        """Put notes behind the sections that call them, headers before and footers behind their sections."""
        ends: list[Block] = []
        for note, start, end, _ in self._notes:
            Story(self._reading, start, end, note.where).blocks(note.blocks)
            page = note.where.page or 1
            (ends if note.role == "endnote" else pages[page - 1].blocks).append(note)
        pages[-1].blocks += ends
        self._add_headers(pages)
        for blocks in self._reading.anchored.values():  # shapes that no sign stands for
            pages[-1].blocks += blocks
        self._reading.anchored.clear()

    def _add_headers(self, pages: list[Page]) -> None:
        first = self._first[_HEADERS]
        stories = self._reading.plc("headers", 0)
        limit = self._reading.fib.stories[_HEADERS]
        seen: set[tuple[Role, str]] = set()
        text = self._reading.text.text
        for index, (start, end, _) in enumerate(stories[_RULES:]):
            if not start < end <= limit:
                continue
            section, kind = divmod(index, len(_HEADER_KINDS))
            if section >= len(pages):
                break
            role = _HEADER_KINDS[kind]
            raw = text[first + start : first + end]
            if (role, raw) in seen and "\x08" not in raw:
                continue  # said before, for another kind of page or section
            seen.add((role, raw))
            where = Locator(page=section + 1)
            blocks: list[Block] = []
            Story(self._reading, first + start, first + end, where).blocks(blocks)
            if not blocks:
                continue
            self._reading.count_block()
            group = Group(where=where, role=role, blocks=blocks)
            if role == "header":
                pages[section].blocks.insert(0, group)
            else:
                pages[section].blocks.append(group)
