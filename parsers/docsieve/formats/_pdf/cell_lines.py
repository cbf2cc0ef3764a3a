"""Lines of a page cut at the borders of a table's cells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from docsieve.formats._pdf.glyphs import RIGHT_TO_LEFT, Glyphs, Segment
from docsieve.formats._pdf.grids import Grid
from docsieve.formats._pdf.lines import GLUED, RTL, Line, OpenLine, Piece, pieces_of
from docsieve.formats._pdf.pdfium import native

#: Points that a word reaches into the next cell before it is cut at the rule.
REACH: Final = 2.0


class DividedLine(NamedTuple):
    """A line in the cells of a grid: what of it is outside of them all, and its parts by the cell's index."""

    outside: Line | None
    cells: list[tuple[int, Line]]
    #: It runs over a rule, or stands beside the cells but not in them.
    is_stray: bool


class Taken(NamedTuple):
    """The lines in the cells of a grid, by the cell's index, and all other lines."""

    texts: dict[int, list[Line]]
    rest: list[Line]
    #: Where the first of its text is painted.
    first: int | None
    #: How many lines are stray.
    stray: int


def in_cells(grid: Grid, members: set[int] | None, lines: list[Line], glyphs: Glyphs) -> Taken:
    """Take what stands in the grid out of the lines, or of those of them whose `start` is in `members`.

    The extension does so but for lines that a rule may cut (cells.c), to the bit; change both.
    """

    def cut(line: Line) -> DividedLine:
        return divide_line(line, grid, glyphs)

    found = native()
    if found is None:
        return seek_in_cells(grid, members, lines, cut)
    return Taken(
        *found[0].in_cells(
            lines,
            members,
            glyphs.text,
            glyphs.records,
            glyphs.font_bits,
            grid.xs,
            grid.ys,
            grid.owner,
            Line,
            cut,
        )
    )


def seek_in_cells(
    grid: Grid, members: set[int] | None, lines: list[Line], cut: Callable[[Line], DividedLine]
) -> Taken:
    """Find it with Python alone."""
    x0, top, x1, bottom = grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1]
    texts: dict[int, list[Line]] = {}
    rest: list[Line] = []
    first: int | None = None
    stray = 0
    for line in lines:
        if (
            line.box is not None
            or line.hidden is not None
            or (members is not None and line.start not in members)
            or not top < (line.top + line.bottom) / 2 < bottom
            or line.x1 <= x0
            or line.x0 >= x1
        ):
            rest.append(line)
            continue
        outside, cells, is_stray = cut(line)
        stray += is_stray
        if outside is not None:
            rest.append(outside)
        if cells and first is None:
            first = line.start
        for cell, part in cells:
            texts.setdefault(cell, []).append(part)
    return Taken(texts, rest, first, stray)


def divide_line(line: Line, grid: Grid, glyphs: Glyphs) -> DividedLine:
    """Divide a line into what is in each cell, and what is in none."""
    x0, x1 = grid.xs[0], grid.xs[-1]
    outside: list[Piece] = []
    groups: list[tuple[int, list[Piece]]] = []
    is_stray = False
    for whole in pieces_of(line, glyphs):
        parts = _cut(whole, grid, glyphs)
        is_stray = is_stray or len(parts) > 1
        for piece in parts:
            segment = piece.segment
            center = (segment.x0 + segment.x1) / 2
            cell = grid.at(center, (segment.top + segment.bottom) / 2)
            if cell < 0:
                outside.append(piece)
                is_stray = is_stray or x0 < center < x1
            elif groups and groups[-1][0] == cell:
                groups[-1][1].append(piece)
            else:
                groups.append((cell, [piece]))
    if not groups:
        return DividedLine(line, [], is_stray)
    cells = [(cell, line_of(pieces, line, glyphs)) for cell, pieces in groups]
    return DividedLine(line_of(outside, line, glyphs) if outside else None, cells, is_stray)


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
