"""Lines of a page cut at the borders of a table's cells."""

from __future__ import annotations

from typing import Final

from docsieve.formats._pdf.glyphs import RIGHT_TO_LEFT, Glyphs, Segment
from docsieve.formats._pdf.grids import Grid
from docsieve.formats._pdf.lines import GLUED, RTL, Line, OpenLine, Piece, is_one_piece, pieces_of

#: Points that a word reaches into the next cell before it is cut at the rule.
REACH: Final = 2.0
#: The same for what is not even looked at: `_cut` asks a little beside each rule.
_SURE: Final = REACH - 0.5


def whole_in(line: Line, grid: Grid) -> int:
    """Return the index of the cell that a line surely is in with all its pieces; else a negative number."""
    found = grid.at((line.x0 + line.x1) / 2, (line.top + line.bottom) / 2)
    if found < 0:
        return found
    _, _, _, _, x0, top, x1, bottom = grid.cells[found]
    if is_one_piece(line):
        is_inside = x0 < line.x0 + _SURE and line.x1 - _SURE < x1
    else:
        is_inside = x0 < line.x0 and line.x1 <= x1 and top < line.top and line.bottom <= bottom
        is_inside = is_inside and not line.flags & RTL
    return found if is_inside else -1


def pieces_by_cell(line: Line, grid: Grid, glyphs: Glyphs) -> tuple[list[Piece], bool]:
    """Return the pieces of a line, those cut that run over a rule, and whether any was."""
    found: list[Piece] = []
    is_cut = False
    for piece in pieces_of(line, glyphs):
        parts = _cut(piece, grid, glyphs)
        is_cut = is_cut or len(parts) > 1
        found.extend(parts)
    return found, is_cut


def _cut(piece: Piece, grid: Grid, glyphs: Glyphs) -> list[Piece]:
    segment = piece.segment
    y = (segment.top + segment.bottom) / 2
    borders = [
        x
        for x in grid.xs
        if segment.x0 + REACH < x < segment.x1 - REACH and grid.at(x - 0.1, y) != grid.at(x + 0.1, y)
    ]
    if not borders or " " not in piece.text or len(piece.text) != segment.end - segment.start:
        return [piece]
    parts: list[Piece] = []
    begin = segment.start
    starts = glyphs.starts
    for border in borders:
        end = begin
        while end < segment.end and starts[end] < 100 * (border - REACH / 2):
            end += 1
        # Only between words: what runs over a rule without one was meant to.
        while begin < end < segment.end and glyphs.text[end - 1] != " " and glyphs.text[end] != " ":
            end -= 1
        if begin < end < segment.end:
            parts.append(_part(piece, begin, end, glyphs))
            begin = end
    if not parts:
        return [piece]
    parts.append(_part(piece, begin, segment.end, glyphs))
    return [part for part in parts if part.text]


def _part(piece: Piece, begin: int, end: int, glyphs: Glyphs) -> Piece:
    """Cut characters `begin` to `end` of the page out of a piece."""
    segment = piece.segment
    while begin < end and glyphs.text[begin] == " ":
        begin += 1
    x0 = glyphs.starts[begin] / 100 if begin < segment.end else segment.x1
    x1 = glyphs.starts[end] / 100 if end < segment.end else segment.x1
    while end > begin and glyphs.text[end - 1] == " ":
        end -= 1
    part: Segment = segment._replace(x0=x0, x1=x1, x=x0, end_x=x1, start=begin, end=end)
    return Piece(part, glyphs.text[begin:end], piece.before)


def line_of(pieces: list[Piece], line: Line, glyphs: Glyphs) -> Line:
    """Make a line of some pieces of one."""
    if line.flags & RTL and not any(piece.segment.flags & RIGHT_TO_LEFT for piece in pieces):
        pieces = _from_the_left(pieces)
    opened = OpenLine(Piece(pieces[0].segment, pieces[0].text, GLUED))
    for piece in pieces[1:]:
        opened.add(piece)
    return opened.finish(glyphs.fonts, line.direction, line.hidden, None)


def _from_the_left(pieces: list[Piece]) -> list[Piece]:
    """Put the parts of a number back into their own order, which the line around them had turned."""
    ordered = sorted(pieces, key=lambda piece: piece.segment.x0)
    before = [piece.before for piece in pieces]
    return [Piece(piece.segment, piece.text, kind) for piece, kind in zip(ordered, before, strict=True)]
