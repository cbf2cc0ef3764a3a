"""Rows of a table without rules: the lines that stand side by side, cut where their words are apart."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from docsieve.formats._pdf.glyphs import RIGHT_TO_LEFT, Glyphs
from docsieve.formats._pdf.lines import APART, GAP_AFTER_FIRST, GAP_LATER, Line, Piece, pieces_of
from docsieve.formats._pdf.list_markers import BULLETS, read_marker
from docsieve.formats._pdf.pdfium import native

ANY_GAP: Final = GAP_AFTER_FIRST | GAP_LATER
#: In em, from the start of a word's last letter to the next word, and from its end: more is between columns.
_WORD_STEP: Final = 1.25
_GAP: Final = 0.75
#: The same between two figures, of which no sentence has two side by side.
_FIGURE_STEP: Final = 0.95
_FIGURE_GAP: Final = 0.35
_FIGURE_BEFORE: Final = re.compile(r"(?:^|\s)[-+(−–$€£¥<>≥≤±]*\d[\d.,:%)–−-]*$")
_FIGURE_AFTER: Final = re.compile(r"^[-+(−–$€£¥<>≥≤±]*\d[\d.,:%)–−-]*(?:\s|$)")
#: What may go on with a number whose digits stand in groups.
_GROUP_BEFORE: Final = re.compile(r"(?:^|\s)\d{1,3}$")
_GROUP_AFTER: Final = re.compile(r"^\d{1,3}(?:\s|$)")
_MAX_ROWS: Final = 2000


class Chunk(NamedTuple):
    """Text of one row that stands together."""

    x0: float
    x1: float
    text: str


class AlignedRow(NamedTuple):
    """The lines that stand side by side."""

    chunks: list[Chunk]
    top: float
    bottom: float
    y: float
    size: float
    #: `Line.start` of its lines.
    starts: list[int]
    #: The marker of a list stands before it.
    is_marked: bool
    is_mono: bool


def rows_of(lines: list[Line], glyphs: Glyphs) -> list[AlignedRow]:
    """Put the lines that stand side by side and follow each other in the file into rows."""
    rows: list[AlignedRow] = []
    for line in lines[:_MAX_ROWS]:
        if line.box is not None or line.hidden is not None:
            rows.append(AlignedRow([], line.top, line.bottom, line.y, line.size, [], False, False))
            continue
        chunks = chunks_of(line, glyphs)
        last = rows[-1] if rows else None
        if (
            last is not None
            and last.chunks
            and abs(last.y - line.y) < 0.4 * min(line.size, last.size)
            and line.x0 > last.chunks[-1].x1
        ):
            top, bottom = min(last.top, line.top), max(last.bottom, line.bottom)
            is_mono = last.is_mono and line.mono == line.characters
            rows[-1] = last._replace(
                chunks=last.chunks + chunks,
                top=top,
                bottom=bottom,
                starts=[*last.starts, line.start],
                is_mono=is_mono,
            )
            continue
        marked = read_marker(line) is not None or line.first in BULLETS
        is_mono = line.mono == line.characters
        rows.append(
            AlignedRow(chunks, line.top, line.bottom, line.y, line.size, [line.start], marked, is_mono)
        )
    return rows


def chunks_of(line: Line, glyphs: Glyphs) -> list[Chunk]:
    """Return what stands together in a line, from the left."""
    if not line.flags & ANY_GAP and len(line.runs) == 1 and " " not in line.first:
        return [Chunk(line.x0, line.x1, line.first)]
    is_typed = 2 * line.mono > line.characters  # there each space is as wide as a letter
    extension = native()
    if extension is not None and isinstance(line.members, bytes):
        chunks: list[Chunk] | None = extension[0].chunks(
            line.members, glyphs.text, glyphs.records, glyphs.starts, is_typed, Chunk
        )
        if chunks is not None:
            return chunks
    return seek_chunks(line, glyphs, is_typed=is_typed)


def seek_chunks(line: Line, glyphs: Glyphs, *, is_typed: bool) -> list[Chunk]:
    """Do what `chunks` of the extension does (chunks.c), to the bit; change both."""
    found: list[Chunk] = []
    for piece in pieces_of(line, glyphs):
        first, *others = _words_apart(piece, glyphs, is_typed)
        if piece.before == APART or not found or _is_apart(found[-1], first, piece.segment.size, is_typed):
            found.append(first)
        else:
            last = found[-1]
            joined = f"{last.text} {first.text}" if piece.before else last.text + first.text
            found[-1] = Chunk(min(last.x0, first.x0), max(last.x1, first.x1), joined)
        found += others
    return sorted(found)


def _is_apart(before: Chunk, chunk: Chunk, size: float, is_typed: bool) -> bool:
    gap = chunk.x0 - before.x1
    return gap > _GAP * size or (gap > _FIGURE_GAP * size and _are_figures(before.text, chunk.text, is_typed))


def _are_figures(before: str, after: str, is_typed: bool) -> bool:
    """Tell whether two figures meet there that are no two parts of one."""
    if not _FIGURE_AFTER.match(after) or not _FIGURE_BEFORE.search(before):
        return False
    return not is_typed or not _GROUP_AFTER.match(after) or not _GROUP_BEFORE.search(before)


def _words_apart(piece: Piece, glyphs: Glyphs, is_typed: bool) -> list[Chunk]:
    """Cut a piece where words are further apart than in a sentence."""
    segment, text = piece.segment, piece.text
    if " " not in text or len(text) != segment.end - segment.start or segment.flags & RIGHT_TO_LEFT:
        return [Chunk(segment.x0, segment.x1, text)]
    found = []
    x0, begin = segment.x0, 0
    starts = glyphs.starts
    at = text.find(" ")
    while at > 0:
        last, following = starts[segment.start + at - 1], starts[segment.start + at + 1]
        step = following - last
        if step > 100 * _WORD_STEP * segment.size or (
            step > 100 * _FIGURE_STEP * segment.size
            and _are_figures(text[begin:at], text[at + 1 :], is_typed)
        ):
            found.append(Chunk(x0, last / 100 + segment.size / 2, text[begin:at]))
            x0, begin = following / 100, at + 1
        at = text.find(" ", at + 1)
    found.append(Chunk(x0, segment.x1, text[begin:]))
    return found
