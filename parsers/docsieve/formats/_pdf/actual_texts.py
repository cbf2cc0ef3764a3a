"""Text in marked content that stands for its glyphs (`ActualText`, ISO 32000-2, 14.9.4), in their place.

Glyphs are painted text first: what they say is only read in another way where that is the same in another
form, or where their font gives them no characters. Where it is other text, what is painted stays, and the
page counts that. docs/adr/0014-pdf-actual-text.md tells why.
"""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_right
from itertools import accumulate
from typing import Final, NamedTuple

from docsieve.formats._pdf.content_fallback import CONTENT
from docsieve.formats._pdf.declared_text import (
    HYPHENS,
    SOFT_HYPHEN,
    Decision,
    are_alike,
    decide,
    is_cluster,
    is_leftwards,
    is_shaped,
)
from docsieve.formats._pdf.glyph_fallback import SEGMENT
from docsieve.formats._pdf.glyphs import SPACE_BEFORE, UNMAPPED, VERTICAL, Glyphs, Segment
from docsieve.formats._pdf.marked_text import part_of
from docsieve.formats._pdf.replaced_fallback import NO_REPLACED, REPLACING
from docsieve.formats._pdf.segment_places import FLAGS_AT, START_AT

_ENDS: Final = struct.Struct("<88x2I8x")
#: Where in a record these stand.
_Y_AT = 40
_X1_AT, _END_X_AT, _UX_AT = 16, 48, 72
_LEVEL: Final = 0.99


def with_actual_texts(glyphs: Glyphs) -> Glyphs:
    """Return the glyphs of a page with what marked content declares for them."""
    if not glyphs.replacing:
        return glyphs
    read = _ActualTexts(glyphs)
    found = Glyphs(
        read.text, read.records, b"", glyphs.fonts, glyphs.characters, glyphs.unmapped - read.mapped,
        read.contents, glyphs.layers,
    )  # fmt: skip
    found.starts = read.starts
    found.others, found.unchecked = read.others, read.unchecked
    return found


class Part(NamedTuple):
    """What of some passage lies in a segment: that, and the ends of its text."""

    segment: int
    start: int
    end: int


class _ActualTexts:
    """The text of a page with what stands for parts of it in their place."""

    def __init__(self, glyphs: Glyphs) -> None:
        self.text = glyphs.text
        self.records = glyphs.records
        self.starts = glyphs.starts
        self.contents = glyphs.contents
        #: Passages for which the file declares other text than is painted.
        self.others = 0
        #: Passages whose text is known from the file's word alone.
        self.unchecked = 0
        #: How many characters without Unicode mapping were replaced.
        self.mapped = 0
        self._ends: list[int] = [end for _, end in _ENDS.iter_unpack(self.records)]
        self._edits: list[tuple[int, int, str]] = []
        #: By their segments: parts that are not to be read.
        self._cuts: dict[int, list[Part]] = {}
        self._record: bytearray | None = None
        #: Of shaped scripts, by the level of their lines: whether it is in doubt, and passages.
        self._shaped: dict[float, list[tuple[bool, list[Part], str, str, int]]] = {}
        for index, (parts, unmapped) in self._passages(glyphs.replacing).items():
            self._read(parts, glyphs.replaced[index], unmapped)
        for line in self._shaped.values():
            self._read_shaped(line)
        if self._record is not None:
            self.records = bytes(self._record)
        if self._cuts:
            self._cut_out()
        if self._edits:
            self._put()

    def _passages(self, runs: bytes) -> dict[int, tuple[list[Part], int]]:
        """Return what each text stands for, and how many characters of it have no mapping."""
        found = list(REPLACING.iter_unpack(runs))
        passages: dict[int, tuple[list[Part], int]] = {}
        text, ends = self.text, self._ends
        for (start, index, unmapped), end in zip(
            found, [*(run[0] for run in found[1:]), len(text)], strict=True
        ):
            if index == NO_REPLACED:
                continue
            at = bisect_right(ends, start)
            if at == len(ends):
                break
            if end <= ends[at] and text[start] != " " != text[end - 1] and index not in passages:
                passages[index] = [Part(at, start, end)], unmapped  # as most
                continue
            parts, before = passages.get(index, ([], 0))
            while start < end and at < len(ends):
                until = min(ends[at], end)
                stop = until
                while text[stop - 1] == " " and stop > start:
                    stop -= 1
                while text[start] == " " and start < stop:
                    start += 1
                if start < stop:
                    parts.append(Part(at, start, stop))
                start, at = until, at + 1
            passages[index] = parts, before + unmapped
        return passages

    def _read(self, parts: list[Part], string: bytes, unmapped: int) -> None:
        if not parts:
            return
        text = self.text
        painted = (
            text[parts[0].start : parts[0].end]
            if len(parts) == 1
            else " ".join([text[part.start : part.end] for part in parts])
        )
        todo, wanted = decide(painted, string, unmapped)
        if todo is Decision.REPLACE or todo is Decision.REPLACE_UNCHECKED:
            self.unchecked += todo is Decision.REPLACE_UNCHECKED
            self._replace(parts, painted, wanted, unmapped)
        elif todo is Decision.KEEP_OTHER:
            self.others += 1
        elif todo is Decision.SOFT_HYPHEN:
            self._mark_soft(parts[-1])
        elif todo is Decision.LEAVE_OUT:
            for part in parts:
                self._cuts.setdefault(part.segment, []).append(part)
        elif todo is not Decision.KEEP:
            level = round(SEGMENT.unpack_from(self.records, parts[0].segment * SEGMENT.size)[5])
            is_other = todo is Decision.BY_LINE
            self._shaped.setdefault(level, []).append((is_other, parts, painted, wanted, unmapped))

    def _read_shaped(self, line: list[tuple[bool, list[Part], str, str, int]]) -> None:
        """Read the passages of a line, those in doubt where the whole is of the same letters.

        Fonts tell the letters of Arabic and Hebrew; those of Indian scripts they often tell in the order in
        which they are seen, or not at all.
        """
        alike = are_alike(
            "".join([painted for _, _, painted, _, _ in line]),
            "".join([wanted for _, _, _, wanted, _ in line]),
        )
        for is_other, parts, painted, wanted, unmapped in line:
            if is_other and (is_leftwards(painted) or not (alike or is_cluster(painted, wanted))):
                self.others += not alike
            else:
                self.unchecked += is_other and not alike
                self._replace(parts, painted, wanted, unmapped)

    def _replace(self, parts: list[Part], painted: str, wanted: str, unmapped: int) -> None:
        """Put `wanted` in the place of a passage."""
        if len(parts) == 1:
            [part] = parts
            put = wanted if wanted[0] != " " != wanted[-1] else self._spaced(part, wanted)
            self._edits.append((part.start, part.end, put))
        else:
            bare = "".join(wanted.split())
            if len(bare) == len(painted) - painted.count(" "):
                letters = iter(bare)
                for part in parts:
                    shown = self.text[part.start : part.end]
                    put = "".join([sign if sign == " " else next(letters) for sign in shown])
                    self._edits.append((part.start, part.end, put))
            elif unmapped or is_shaped(wanted):
                self._put_first(parts, wanted.strip())
            else:
                self._mark_hyphens(parts, bare)
                return
        self.mapped += unmapped
        if unmapped:
            for part in parts:
                self._set_flags(part, clear=UNMAPPED)

    def _spaced(self, part: Part, wanted: str) -> str:
        """Return text with the spaces at its ends that are not there yet."""
        start = self._ends[part.segment - 1] if part.segment else 0
        put = wanted.strip()
        if wanted[0] == " ":
            if part.start == start:
                self._flag(part.segment, SPACE_BEFORE)
            elif self.text[part.start - 1] != " ":
                put = " " + put
        if wanted[-1] == " " and part.end < self._ends[part.segment] and self.text[part.end] != " ":
            put += " "
        return put

    def _put_first(self, parts: list[Part], wanted: str) -> None:
        """Put it where the first part is, which reaches to the last on its line; the others go."""
        record = self._records
        first = parts[0].segment * SEGMENT.size
        self._edits.append((*parts[0][1:], wanted))
        for part in parts[1:]:
            self._edits.append((part.start, part.end, ""))
            at = part.segment * SEGMENT.size
            if (
                record[_Y_AT : _Y_AT + 8] == record[first + _Y_AT : first + _Y_AT + 8]
                or part.segment == parts[0].segment
            ):
                for place in (_X1_AT, _END_X_AT):
                    reach = max(
                        *struct.unpack_from("<d", record, at + place),
                        *struct.unpack_from("<d", record, first + place),
                    )
                    struct.pack_into("<d", record, first + place, reach)

    def _mark_hyphens(self, parts: list[Part], bare: str) -> None:
        """Of a passage over several segments: tell which hyphens at their ends the text does not have."""
        letters = [i for i, sign in enumerate(bare) if sign.isalnum()]
        count = 0
        for part in parts[:-1]:
            shown = self.text[part.start : part.end]
            count += sum(map(str.isalnum, shown))
            if shown[-1] in HYPHENS and 0 < count < len(letters) and letters[count] == letters[count - 1] + 1:
                self._mark_soft(part)

    def _mark_soft(self, part: Part) -> None:
        """Make the hyphen at the end of a part a soft one: `spans` drops these at the ends of lines alone."""
        self._edits.append((part.end - 1, part.end, SOFT_HYPHEN))

    @property
    def _records(self) -> bytearray:
        if self._record is None:
            self._record = bytearray(self.records)
        return self._record

    def _flag(self, segment: int, flag: int) -> None:
        self._records[segment * SEGMENT.size + FLAGS_AT] |= flag

    def _set_flags(self, part: Part, clear: int) -> None:
        start = self._ends[part.segment - 1] if part.segment else 0
        if (start, self._ends[part.segment]) == (part.start, part.end):
            self._records[part.segment * SEGMENT.size + FLAGS_AT] &= ~clear

    def _cut_out(self) -> None:
        """Leave parts out of their segments; in turned text they stay."""
        places = self.starts
        records = self.records
        kept: list[bytes] = []
        at = 0
        for i, cuts in sorted(self._cuts.items()):
            place = i * SEGMENT.size
            segment = Segment._make(SEGMENT.unpack_from(records, place))
            if segment.ux < _LEVEL or segment.flags & VERTICAL:
                continue
            kept.append(records[at:place])
            at = place + SEGMENT.size
            begin = segment.start
            for end, following in [*((part.start, part.end) for part in sorted(cuts)), (segment.end, 0)]:
                rest = part_of(segment, begin, end, self.text, places) if begin < end else None
                if rest is not None:
                    kept.append(SEGMENT.pack(*rest))
                begin = following
        kept.append(records[at:])
        self.records = b"".join(kept)

    def _put(self) -> None:
        """Put the texts in, and move all else."""
        edits = sorted(self._edits)
        text = self.text
        pieces: list[str] = []
        at = 0
        for start, end, put in edits:
            pieces += (text[at:start], put)
            at = end
        pieces.append(text[at:])
        self.text = "".join(pieces)
        if any(end - start != len(put) for start, end, put in edits):
            self._move(edits)

    def _move(self, edits: list[tuple[int, int, str]]) -> None:
        """Move the places of characters, and the ends of segments and of contents, to where they are now."""
        starts, width = self.starts.tobytes(), self.starts.itemsize
        places: list[bytes] = []
        at = 0
        for start, end, put in edits:
            count, length = end - start, len(put)
            of_glyphs = array("i", starts[start * width : end * width])
            placed = array("i", [of_glyphs[i * count // length] for i in range(length)])
            places += (starts[at * width : start * width], placed.tobytes())
            at = end
        self.starts = memoryview(b"".join([*places, starts[at * width :]])).cast("i")
        before = [edit[0] for edit in edits]
        grown = [0, *accumulate(len(put) - (end - start) for start, end, put in edits)]

        def moved(place: int) -> int:
            i = bisect_right(before, place - 1)
            if i and place < edits[i - 1][1]:  # within one
                start, _, put = edits[i - 1]
                return start + grown[i - 1] + min(place - start, len(put))
            return place + grown[i]

        kept: list[bytes] = []
        records = self.records
        for i, (start, end) in enumerate(_ENDS.iter_unpack(records)):
            start, end = moved(start), moved(end)
            if start < end:
                at = i * SEGMENT.size
                kept += (
                    records[at : at + START_AT],
                    struct.pack("<2I", start, end),
                    records[at + START_AT + 8 : at + SEGMENT.size],
                )
        self.records = b"".join(kept)
        self.contents = b"".join(
            [CONTENT.pack(moved(run[0]), *run[1:]) for run in CONTENT.iter_unpack(self.contents)]
        )
