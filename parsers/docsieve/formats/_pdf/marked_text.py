"""The text of a tagged page by the marked content it is in: segments cut where that changes."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from docsieve.formats._pdf.content_fallback import CONTENT, NO_CONTENT, WITHIN_FORM
from docsieve.formats._pdf.declared_text import Verdict, are_alike, as_read, holds_all, is_shaped, judge
from docsieve.formats._pdf.glyph_fallback import SEGMENT
from docsieve.formats._pdf.glyphs import (
    GAP_BEFORE,
    HYPHEN_AFTER,
    NEWLINE_BEFORE,
    RECORD,
    RIGHT_TO_LEFT,
    SPACE_BEFORE,
    UNMAPPED,
    VERTICAL,
    Glyphs,
    Segment,
)
from docsieve.formats._pdf.pdfium import native
from docsieve.formats._pdf.segment_places import FLAGS_AT, START_AT
from docsieve.model import Hidden

#: Where in a record the first and end index of its text stand.
_ENDS: Final = struct.Struct("<2I")
_BEFORE: Final = SPACE_BEFORE | NEWLINE_BEFORE | GAP_BEFORE
#: In em: about a space.
_SPACE: Final = 0.25
#: In em: letters of one word are no further apart.
_WITHIN_WORD: Final = 0.1
#: A formula written out may be this much longer, beside `_SLACK` characters.
_MAX_RATIO: Final = 6
_SLACK: Final = 40


class MarkedText:
    """Segments of a page, packed, for each id of marked content; those taken are gone."""

    def __init__(self, glyphs: Glyphs, unseen: Mapping[int, Hidden]) -> None:
        """Cut the segments of a page; `unseen` tells by their index why some are not seen."""
        self._glyphs = glyphs
        self._text = glyphs.text
        self._starts = glyphs.starts
        self._by_content: dict[int, list[bytes]] = {}
        #: The same by `Segment.start`, which stays when others are taken.
        self._unseen: dict[int, Hidden] = {}
        self._common = self._of_all()
        #: Where the characters of texts read in place of others start, until the next glyphs are asked for.
        self._added = array("i")
        found = None if unseen else native()
        if found is not None:
            self._by_content = found[0].by_content(
                glyphs.text, glyphs.records, glyphs.starts, glyphs.contents
            )
        else:
            self._divide(glyphs, unseen)

    def _divide(self, glyphs: Glyphs, unseen: Mapping[int, Hidden]) -> None:
        """Do what `by_content` of the extension does (marked.c), but for what is unseen; change both."""
        runs = [(0, NO_CONTENT), *(run[:2] for run in CONTENT.iter_unpack(glyphs.contents))]
        starts = [*(run[0] for run in runs), len(glyphs.text) + 1]
        at = 0
        for index in range(len(glyphs.records) // RECORD):
            record = glyphs.records[index * RECORD : (index + 1) * RECORD]
            start, end = _ENDS.unpack_from(record, START_AT)
            while starts[at + 1] <= start:
                at += 1
            last = at
            while starts[last + 1] < end:
                last += 1
            parts = [(runs[at][1], record)] if last == at else self._cut(record, runs[at : last + 1])
            for content, part in parts:
                self._by_content.setdefault(content, []).append(part)
                if index in unseen:
                    self._unseen[start_of(part)] = unseen[index]

    def _cut(self, record: bytes, runs: list[tuple[int, int]]) -> list[tuple[int, bytes]]:
        """Cut a segment where what it is in changes; turned text stays whole."""
        segment = Segment._make(SEGMENT.unpack(record))
        if segment.ux < 0.99 or segment.flags & VERTICAL:
            return [(runs[0][1], record)]
        parts: list[tuple[int, bytes]] = []
        begins = [segment.start, *(run[0] for run in runs[1:]), segment.end]
        for (_, content), begin, end in zip(runs, begins, begins[1:], strict=False):
            part = part_of(segment, begin, end, self._text, self._starts)
            if part is not None:
                parts.append((content, SEGMENT.pack(*part)))
        return parts

    def take(self, content: int) -> list[bytes]:
        """Take the segments out that are in that marked content: of the page, else of a form on it."""
        found = self._by_content.pop(content, None)
        if found is None and content >= 0:
            found = self._by_content.pop(content | WITHIN_FORM, None)
        return found or []

    def within(self, contents: list[int]) -> list[bytes]:
        """Return the segments in these that are not taken yet."""
        keys = [key if key in self._by_content else key | WITHIN_FORM for key in contents]
        return [record for key in keys for record in self._by_content.get(key, ())]

    def leave_out(self, contents: list[int], records: list[bytes]) -> None:
        """Take segments out of these."""
        gone = set(records)
        for key in contents:
            key = key if key in self._by_content else key | WITHIN_FORM
            if key in self._by_content:
                self._by_content[key] = [record for record in self._by_content[key] if record not in gone]

    def take_rest(self) -> list[bytes]:
        """Take all that is left out, in the order in which the file paints it."""
        rest = [record for records in self._by_content.values() for record in records]
        self._by_content.clear()
        return sorted(rest, key=start_of)

    def replace(self, contents: list[int], text: str, *, is_formula: bool = False) -> None:
        """Read `text` in place of what is in these, where it can be that in another form.

        A formula may be written out, with all that is painted of it.
        """
        keys = [key if key in self._by_content else key | WITHIN_FORM for key in contents]
        records = [record for key in keys for record in self._by_content.get(key, ())]
        if not records:
            return
        text = as_read(text).strip()
        painted = self.text_of(records)
        length = len(text)
        if not text or painted.split() == text.split():
            return
        is_guess = any(record[FLAGS_AT] & UNMAPPED for record in records)
        verdict = judge(painted, text, len(painted) if is_guess else 0)
        if verdict is Verdict.OTHER and not (
            (is_formula and length <= _MAX_RATIO * len(painted) + _SLACK and holds_all(painted, text))
            or (is_shaped(text) and are_alike(painted, text))
        ):
            self._glyphs.others += 1
            return
        self._glyphs.unchecked += verdict is Verdict.UNCHECKED
        first = Segment._make(SEGMENT.unpack(records[0]))
        x1 = first.x1
        for record in records[1:]:
            other = Segment._make(SEGMENT.unpack(record))
            if abs(other.y - first.y) < 0.3 * first.size and other.ux == first.ux:
                x1 = max(x1, other.x1)
        start = len(self._text)
        step = (x1 - first.x0) / length
        self._added.extend([int((first.x0 + i * step) * 100) for i in range(length)])
        self._text += text
        segment: Segment = first._replace(
            x1=x1, end_x=x1, start=start, end=len(self._text), flags=first.flags & ~HYPHEN_AFTER
        )
        if first.start in self._unseen:
            self._unseen[start] = self._unseen[first.start]
        filled = [key for key in keys if self._by_content.get(key)]
        self._by_content.update((key, []) for key in filled)
        self._by_content[filled[0]] = [SEGMENT.pack(*segment)]

    @property
    def has_unseen(self) -> bool:
        """Tell whether something on the page is painted but not seen."""
        return bool(self._unseen)

    def text_between(self, start: int, end: int) -> str:
        """Return characters of the page."""
        return self._text[start:end]

    def is_one_word(self, before: bytes, after: bytes) -> bool:
        """Tell whether a word goes on from one segment to another."""
        first, second = Segment._make(SEGMENT.unpack(before)), Segment._make(SEGMENT.unpack(after))
        return (
            self._text[first.end - 1].isalpha()
            and self._text[second.start].isalpha()
            and not second.flags & _BEFORE
            and abs(second.x0 - first.x1) < _WITHIN_WORD * first.size
            and _is_level_with(first, second)
        )

    def text_of(self, records: list[bytes]) -> str:
        """Return the text of some segments, divided by spaces."""
        return " ".join([self._text[slice(*_ENDS.unpack_from(record, START_AT))] for record in records])

    def _of_all(self) -> dict[str, object]:
        """Return the attributes that the glyphs of all segments have in common."""
        glyphs = self._glyphs
        part = Glyphs(self._text, b"", b"", glyphs.fonts, 0, 0)
        part.starts = self._starts
        part.font_bits = glyphs.font_bits
        part.odd = glyphs.odd or len(self._text) > len(glyphs.text)
        return vars(part)

    def glyphs_of(self, records: list[bytes]) -> tuple[Glyphs, dict[int, Hidden]]:
        """Return some segments as the glyphs of a page, and by their index why some are not seen."""
        if self._added:
            self._starts = memoryview(self._starts.tobytes() + self._added.tobytes()).cast("i")
            self._added = array("i")
            self._common = self._of_all()
        # One a paragraph: made of what all have, which takes half the time.
        part = Glyphs.__new__(Glyphs)
        part.__dict__.update(self._common)
        part.records = b"".join(records)
        if not self._unseen:
            return part, {}
        starts = enumerate(map(start_of, records))
        return part, {i: self._unseen[start] for i, start in starts if start in self._unseen}


def part_of(segment: Segment, begin: int, end: int, text: str, starts: Sequence[int]) -> Segment | None:
    """Cut characters `begin` to `end` of the page out of a level segment; None where they are blank."""
    spaced = begin > segment.start and text[begin - 1] == " "
    while begin < end and text[begin] == " ":
        begin, spaced = begin + 1, True
    following = end
    while following < segment.end and text[following] == " ":
        following += 1
    while end > begin and text[end - 1] == " ":
        end -= 1
    if begin == end:
        return None
    flags = segment.flags
    x0, x1 = segment.x0, segment.x1
    # A space has no place of its own.
    gap = _SPACE * segment.size if following > end else 0.0
    if flags & RIGHT_TO_LEFT:
        if begin > segment.start:
            before = begin - 2 if spaced and begin > segment.start + 1 else begin - 1
            x1 = max(starts[before] / 100 - (_SPACE * segment.size if spaced else 0.0), x0)
        if following < segment.end:
            x0 = min(starts[end - 1] / 100, x1)
    else:
        if begin > segment.start:
            x0 = starts[begin] / 100
        if following < segment.end:
            x1 = max(starts[following] / 100 - gap, x0)
    if begin > segment.start:
        flags = flags & ~_BEFORE | SPACE_BEFORE * spaced
    if following < segment.end:
        flags &= ~HYPHEN_AFTER
    part: Segment = segment._replace(x0=x0, x1=x1, x=x0, end_x=x1, start=begin, end=end, flags=flags)
    return part


def start_of(record: bytes) -> int:
    return int.from_bytes(record[START_AT : START_AT + 4], "little")


def first_start(records: list[bytes]) -> int:
    """Return where the first of some segments begins in the text of the page, -1 for none."""
    return start_of(records[0]) if len(records) == 1 else min(map(start_of, records), default=-1)


def in_order_of_lines(records: list[bytes]) -> list[bytes]:
    """Return the segments of one paragraph, those of a line from left to right where none runs leftwards.

    Within a line some files list first what is set in another style, or numbers among right-to-left text.
    """
    if len(records) < 2 or any(record[FLAGS_AT] & (RIGHT_TO_LEFT | VERTICAL) for record in records):
        return records
    found = [Segment._make(SEGMENT.unpack(record)) for record in records]
    if not _steps_back(found):
        return records
    painted = sorted(range(len(found)), key=lambda i: found[i].start)
    if not _steps_back([found[i] for i in painted]):
        return [records[i] for i in painted]
    order: list[int] = []
    line: list[int] = []
    for i, segment in enumerate(found):
        if line and not _is_level_with(found[line[-1]], segment):
            order += sorted(line, key=lambda k: found[k].x0)
            line = []
        line.append(i)
    order += sorted(line, key=lambda k: found[k].x0)
    return [records[i] for i in order]


def _steps_back(segments: list[Segment]) -> bool:
    return any(
        after.x1 <= before.x0 + 0.1 * before.size and _is_level_with(before, after)
        for before, after in pairwise(segments)
    )


def _is_level_with(before: Segment, after: Segment) -> bool:
    return (
        abs(after.y - before.y) < 0.3 * max(before.size, after.size) and before.ux > 0.99 and after.ux > 0.99
    )
