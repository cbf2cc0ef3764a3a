"""Segments -> lines: which segments share a line, and where between them a space belongs.

parsers/pdfglyphs/lines.c does the same for level, visible text, to the bit; change both.
"""

from __future__ import annotations

import struct
from collections import deque
from itertools import pairwise
from typing import Final, NamedTuple

from docsieve.formats._pdf.bidi import MAX_PIECES, gap_between, in_reading_order
from docsieve.formats._pdf.glyphs import (
    GAP_BEFORE,
    HYPHEN_AFTER,
    NEWLINE_BEFORE,
    RIGHT_TO_LEFT,
    SPACE_BEFORE,
    Font,
    Glyphs,
    Segment,
)
from docsieve.formats._pdf.overprint import is_overprint, is_part_again
from docsieve.formats._pdf.scripts import is_ideographic, is_rtl_text
from docsieve.formats._pdf.spaced_out import MAX_SPACED, spaced_words
from docsieve.formats._pdf.word_gaps import closes_up, is_lone_letter, is_thin_space, is_word
from docsieve.geometry import BBox
from docsieve.model import Hidden

#: What stands before a piece of a line: nothing, a space, or a gap too wide for one (tab, column, cell).
GLUED: Final = 0
SPACED: Final = 1
APART: Final = 2

#: In em. From this on a gap is wider than a space between words.
WIDE_GAP: Final = 1.3
#: What is no longer than this and stands before a gap is mostly the marker of a list.
MARKER_LENGTH: Final = 4
#: Pieces that their shadow, or a part of it, may follow.
_KEPT: Final = 8
_NEW: Final = NEWLINE_BEFORE | GAP_BEFORE | SPACE_BEFORE


class Piece:
    """A segment in its line: its text and what stands before it."""

    __slots__ = ("before", "segment", "text")

    def __init__(self, segment: Segment, text: str, before: int) -> None:
        self.segment = segment
        self.text = text
        self.before = before


#: Bits of `Line.flags`: reads leftwards; pdfium takes its last character for a hyphen at the line's end; a
#: wide gap before its second piece; one before a later piece; no gap before its second piece.
RTL: Final = 1
HYPHEN: Final = 2
GAP_AFTER_FIRST: Final = 4
GAP_LATER: Final = 8
SECOND_GLUED: Final = 16

#: The direction of nearly all text.
LEVEL: Final = (1.0, 0.0)

#: Bits of a run's style; the first three are those of `Font.bits`.
BOLD: Final = 1
ITALIC: Final = 2
MONO: Final = 4
RAISED: Final = 8
LOWERED: Final = 16

_MEMBER: Final = struct.Struct("<2I")


#: Separator before it ("", " " or a tab), bits of its style, link target, text.
Run = tuple[str, int, str | None, str]


class Line(NamedTuple):
    """A finished line. Coordinates and box are points in the line's own direction."""

    x0: float
    top: float
    x1: float
    bottom: float
    #: Baseline and em of its largest text.
    y: float
    size: float
    #: Share of its characters that is bold, and how many are of fixed pitch.
    bold: float
    mono: int
    #: Index of its first character: the order in which the file paints it.
    start: int
    #: How many there are, spaces between pieces not counted.
    characters: int
    flags: int
    #: Its first piece: text, width and em.
    first: str
    first_width: float
    first_size: float
    #: Length of its last piece's text.
    last_length: int
    #: Its text, a run for each change of style; links are not told apart here.
    runs: list[Run]
    #: What `pieces_of` makes pieces of.
    members: bytes | list[Piece]
    direction: tuple[float, float]
    hidden: Hidden | None
    #: Its place on the page, where that is another than its own coordinates say.
    box: BBox | None


def pieces_of(line: Line, glyphs: Glyphs) -> list[Piece]:
    """Return the pieces of a line, in the order of reading."""
    if not isinstance(line.members, bytes):
        return line.members
    pieces = []
    for index, before in _MEMBER.iter_unpack(line.members):
        segment = glyphs.segment(index)
        pieces.append(Piece(segment, glyphs.text[segment.start : segment.end], before))
    return pieces


def box_of(line: Line) -> BBox:
    """Return the line's place on the page."""
    return line.box or BBox(line.x0, line.top, line.x1, line.bottom)


class OpenLine:
    """Pieces on one baseline, in the order of reading. Coordinates are those of the line's own direction."""

    __slots__ = ("bottom", "pieces", "rtl", "size", "top", "x0", "x1", "y")

    def __init__(self, piece: Piece) -> None:
        segment = piece.segment
        self.pieces = [piece]
        self.x0 = segment.x0
        self.x1 = segment.x1
        self.top = segment.top
        self.bottom = segment.bottom
        self.y = segment.y
        self.size = segment.size
        self.rtl = bool(segment.flags & RIGHT_TO_LEFT)

    def add(self, piece: Piece) -> None:
        """Append a piece; the line's baseline and size are those of its largest text."""
        segment = piece.segment
        self.pieces.append(piece)
        if segment.x0 < self.x0:
            self.x0 = segment.x0
        if segment.x1 > self.x1:
            self.x1 = segment.x1
        if segment.top < self.top:
            self.top = segment.top
        if segment.bottom > self.bottom:
            self.bottom = segment.bottom
        if segment.size > self.size * 1.05:
            self.size = segment.size
            self.y = segment.y
        if segment.flags & RIGHT_TO_LEFT:
            self.rtl = True

    def finish(
        self, fonts: list[Font], direction: tuple[float, float], hidden: Hidden | None, box: BBox | None
    ) -> Line:
        """Sum up what paragraphs and spans want to know."""
        pieces = self.pieces
        characters = bold = mono = 0
        flags = RTL if self.rtl else 0
        runs: list[Run] = []
        separator, style = "", -1
        parts: list[str] = []
        for i, piece in enumerate(pieces):
            length, look = len(piece.text), style_of(piece, self.y, self.size, len(pieces), fonts)
            characters += length
            bold += length if look & BOLD else 0
            mono += length if look & MONO else 0
            if not i:
                parts, style = [piece.text], look
                continue
            if piece.before == APART:
                flags |= GAP_LATER if i > 1 else GAP_AFTER_FIRST
            elif i == 1 and piece.before == GLUED:
                flags |= SECOND_GLUED
            between = separator_before(piece, pieces[i - 1])
            look = look_after(style, look, piece.text)
            if look != style:
                runs.append((separator, style, None, "".join(parts)))
                separator, parts, style = between, [piece.text], look
            else:
                parts += (between, piece.text)
        runs.append((separator, style, None, "".join(parts)))
        if pieces[-1].segment.flags & HYPHEN_AFTER:
            flags |= HYPHEN
        first = pieces[0].segment
        return Line(
            self.x0, self.top, self.x1, self.bottom, self.y, self.size, bold / characters, mono, first.start,
            characters, flags, pieces[0].text, first.x1 - first.x0, first.size, len(pieces[-1].text), runs,
            pieces, direction, hidden, box,
        )  # fmt: skip


def style_of(piece: Piece, y: float, size: float, count: int, fonts: list[Font]) -> int:
    """Return the style of a piece in a line of that baseline and em, of `count` pieces."""
    segment = piece.segment
    style = fonts[segment.font].bits | (BOLD if segment.mode == 2 else 0)
    if count > 1 and segment.size < 0.8 * size:
        rise = y - segment.y
        style |= (RAISED if rise > 0.15 * size else 0) | (LOWERED if rise < -0.08 * size else 0)
    return style


def look_after(before: int, style: int, text: str) -> int:
    """Return the style of a piece after one of another: marks of formulas come from slanted fonts."""
    if style & ITALIC & ~before and len(text) == 1 and not text.isalnum():
        return style & ~ITALIC
    return style


def separator_before(piece: Piece, previous: Piece) -> str:
    """Return what stands between two pieces of a line."""
    if piece.before == GLUED:
        return ""
    wide = piece.segment.x0 - previous.segment.x1 > 2.0 * piece.segment.size
    return "\t" if piece.before == APART and wide else " "


def build_lines(glyphs: Glyphs, segments: list[Segment]) -> list[OpenLine]:
    """Group segments of one direction, in pdfium's order, into lines."""
    text = glyphs.text
    lines: list[OpenLine] = []
    line: OpenLine | None = None
    seen: dict[str, Segment] = {}
    kept: deque[Segment] = deque(maxlen=_KEPT)
    for segment in segments:
        words = text[segment.start : segment.end]
        before = seen.get(words)
        if before is not None and is_overprint(before, segment):
            continue
        seen[words] = segment
        if any(is_part_again(other, segment, text) for other in kept):
            continue
        kept.append(segment)
        if line is not None:
            gap = _gap_in_line(line, segment)
            if gap is not None:
                line.add(Piece(segment, words, _judge_gap(line.pieces, segment, words, gap)))
                continue
        line = OpenLine(Piece(segment, words, GLUED))
        lines.append(line)
    for line in lines:
        if line.rtl and 1 < len(line.pieces) <= MAX_PIECES:
            _reorder(line)
        elif len(line.pieces) > 3:
            _close_letterspacing(line)
    return lines


def _reorder(line: OpenLine) -> None:
    pieces = line.pieces
    places = in_reading_order([(piece.segment, piece.text) for piece in pieces])
    pieces[:] = [pieces[place.piece] for place in places]
    pieces[0].before = GLUED
    for (before, place), (piece, next_place) in pairwise(zip(pieces, places, strict=True)):
        gap, is_space = gap_between(before.segment, piece.segment, place, next_place)
        piece.before = APART if gap > WIDE_GAP else SPACED if is_space else GLUED


def _gap_in_line(line: OpenLine, segment: Segment) -> float | None:
    """Return the gap in points between the line's end and the segment; None if it starts a new line."""
    last = line.pieces[-1].segment
    drop = segment.y - line.y
    size, other = segment.size, line.size
    if drop < 0:
        drop = -drop
    small, large = (size, other) if size < other else (other, size)
    if small >= 0.9 * large:
        if drop > 0.3 * large:
            return None
    else:
        low = min(segment.y + 0.2 * size, line.y + 0.2 * other)
        high = max(segment.y - 0.75 * size, line.y - 0.75 * other)
        if low - high < 0.4 * small:
            return None
    if line.rtl or segment.flags & RIGHT_TO_LEFT:
        if segment.flags & NEWLINE_BEFORE and drop > 0.1 * large:
            return None
        return max(segment.x0 - last.x1, last.x0 - segment.x1)
    gap = segment.x0 - last.x1
    if gap < -0.6 * large and (segment.flags & _NEW or gap < -2.0 * large or segment.x1 < last.x1):
        return None  # too wide advances let a line overlap itself; pdfium then sees no break either
    return gap


def _judge_gap(pieces: list[Piece], segment: Segment, words: str, gap: float) -> int:
    previous = pieces[-1]
    last = previous.segment
    em = segment.size if segment.size < last.size else last.size
    if em <= 0:
        return SPACED
    if gap > WIDE_GAP * em:
        return APART
    flags = segment.flags
    if flags & SPACE_BEFORE:
        return SPACED
    same_style = segment.font == last.font and segment.size == last.size
    if closes_up(previous.text, words, gap / em, same_style=same_style):
        return GLUED
    if flags & GAP_BEFORE or gap > 0.3 * em or flags & NEWLINE_BEFORE:
        if gap < _least_space(last, segment, pieces) * em:
            return GLUED
        # Programs part ideographs from other letters by a quarter of an em, where there is no space.
        if gap < 0.6 * em and (is_ideographic(words[0]) or is_ideographic(previous.text[-1])):
            return GLUED
        return SPACED
    if 0.1 * em < gap <= 0.15 * em and not is_rtl_text(words[0]):
        is_space = is_word(words) and is_word(previous.text[::-1]) and not is_ideographic(words[0])
        is_space = is_space or (same_style and is_thin_space(previous.text, words, gap / em))
        return SPACED if is_space else GLUED
    if gap > 0.15 * em and not is_rtl_text(words[0]):
        letters = is_lone_letter(words) + is_lone_letter(previous.text[::-1])
        # Two of them may be spaced out, a large one may begin a word.
        is_glued = letters > (segment.size == last.size) or is_ideographic(words[0])
        return GLUED if is_glued else SPACED
    return GLUED


def _least_space(last: Segment, segment: Segment, pieces: list[Piece]) -> float:
    """Return in em what a space needs; where pdfium sees one, slanted letters and f may lean over it."""
    if not segment.flags & GAP_BEFORE:
        return 0.08
    before = pieces[-1].text
    if segment.font != last.font or before[-1] != "f":
        return 0.02 if segment.font == last.font else -0.1
    is_alone = before[-2:-1] == " " or (len(before) == 1 and (len(pieces) == 1 or pieces[-1].before != GLUED))
    return 0.06 if is_alone else -0.1  # it mostly begins a word


def _close_letterspacing(line: OpenLine) -> None:
    """Take back the spaces between letters of spaced-out words (s p a c e d), not those between words."""
    pieces = line.pieces
    for first, last, piece in zip(pieces, pieces[1:], pieces[2:], strict=False):
        # pdfium often sees a gap before the last letters of a word alone.
        if piece.before == SPACED and last.before == GLUED and len(last.text) == 1 and last.text.isalpha():
            segment, usual = piece.segment, last.segment.x0 - first.segment.x1
            within = usual > 0.08 * segment.size and not segment.flags & SPACE_BEFORE
            if within and segment.x0 - last.segment.x1 < usual + 0.02 * segment.size:
                piece.before = GLUED
    start = 0
    while start < len(pieces):
        end = start + 1
        while (
            end < len(pieces)
            and len(pieces[end].text) == 1
            and pieces[end].text.isalpha()
            and pieces[end].before != APART
            and not pieces[end].segment.flags & SPACE_BEFORE
        ):
            end += 1
        if end - start >= 5 and len(pieces[start].text) == 1:
            gaps = [max(pieces[i].segment.x0 - pieces[i - 1].segment.x1, 0.0) for i in range(start + 1, end)]
            usual = sorted(gaps)[len(gaps) // 2]
            if usual < 0.35 * line.size:  # wider is no tracking any more
                for i, gap in zip(range(start + 1, end), gaps, strict=True):
                    # Letters like j leave some room empty beside them.
                    is_space = gap > 1.7 * usual and gap - usual > 0.1 * line.size
                    if is_ideographic(pieces[i].text[0]):
                        # Ideographs stand in a square of which they may fill but a part.
                        is_space = is_space and gap > 0.6 * line.size
                    pieces[i].before = SPACED if is_space else GLUED
        start = end
    _close_spaced_out(pieces)


def _close_spaced_out(pieces: list[Piece]) -> None:
    """Close words whose letters are set so far apart that each seems to be a word (T I T L E)."""
    start = 0
    while start < len(pieces):
        end, last, gaps, parted = start + 1, pieces[start].segment, [], False
        if _is_one_letter(pieces[start]):
            for piece in pieces[end : start + MAX_SPACED]:
                segment = piece.segment
                gap = segment.x0 - last.x1
                if not _is_one_letter(piece) or segment.size != last.size or gap > 2.5 * last.size:
                    break
                gaps.append(gap)
                parted = parted or piece.before != GLUED
                last, end = segment, end + 1
        run = pieces[start:end]
        words = spaced_words("".join([piece.text for piece in run]), gaps, last.size) if parted else None
        for piece, is_space in zip(run[1:], words or (), strict=False):
            piece.before = SPACED if is_space else GLUED
        start = end


def _is_one_letter(piece: Piece) -> bool:
    return len(piece.text) == 1 and piece.text.isalpha()
