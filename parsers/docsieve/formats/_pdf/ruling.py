"""Ruled grids: which straight lines of a page make the cells of tables."""

from __future__ import annotations

from bisect import bisect_left
from operator import itemgetter
from typing import Final, NamedTuple

from docsieve.formats._pdf.glyphs import Shapes
from docsieve.formats._pdf.grids import SNAP, THIN, Edge, Grid, build_grid, connected
from docsieve.formats._pdf.nested_grids import find_nested
from docsieve.formats._pdf.pdfium import native
from docsieve.formats._pdf.quality import RECTANGLE, RULE

#: Shorter lines are ticks, bullets, underlines of a letter.
_MIN_LENGTH: Final = 6.0
#: Fewer rules and rectangles make no grid of four cells.
MIN_GRID_SHAPES: Final = 4
#: More edges are a drawing.
_MAX_EDGES: Final = 4000
_MAX_JOINED: Final = 800
#: Share of the page that its largest rectangles cover: its paper, or a frame around all.
_PAPER: Final = 0.85
#: Share of the places of a grid that have a cell of their own, where rectangles were left out to find it.
_REGULAR: Final = 0.4
#: Points from the lines of a cell to what is painted behind its words.
_PADDING: Final = 12.0


class _Shape(NamedTuple):
    """A painted line, or a rectangle, on the page."""

    x0: float
    top: float
    x1: float
    bottom: float
    is_rule: bool


class PaintedLines(NamedTuple):
    """The level lines of a page from the top, its upright ones from the left."""

    level: list[Edge]
    upright: list[Edge]
    #: Sides of rectangles are among them.
    has_rectangles: bool
    #: They surely make no grid, as the extension tells quickly of few.
    is_gridless: bool = False


def find_grids(painted: PaintedLines, shapes: Shapes, width: float, height: float) -> list[Grid]:
    """Return the grids of at least two rows and two columns that the lines of a page, of that size, make.

    `shapes` are what they were made of.
    """
    level, upright, has_rectangles, is_gridless = painted
    if is_gridless or len(level) < 3 or not upright or len(level) + len(upright) > _MAX_JOINED:
        return []
    found: list[Grid] = []
    for rows, columns in connected(level, upright):
        grid = build_grid(rows, columns)
        if grid is not None:
            found.append(grid)
        elif nested := find_nested(rows, columns):
            found += nested
        elif has_rectangles:
            found += _grids_of_rules(rows, columns, _drawn(shapes, width, height))
    return found


def painted_lines(shapes: Shapes, width: float, height: float) -> PaintedLines:
    """Return the lines of a page, sides of rectangles among them; none where there are too many.

    The extension finds them, too (ruled.c), to the bit, and tells of those that make no grid (gridless.c, as
    `grids.build_grid` and `nested_grids.find_nested`); change both.
    """
    found = native()
    if found is not None:
        return PaintedLines(*found[0].rules(shapes.records, width, height, Edge))
    return seek_painted_lines(shapes, width, height)


def seek_painted_lines(shapes: Shapes, width: float, height: float) -> PaintedLines:
    """Find them with Python alone."""
    drawn = _drawn(shapes, width, height)
    if len(drawn) > _MAX_EDGES:
        return PaintedLines([], [], False)
    drawn = _without_shading(drawn)
    level, upright = _edges(drawn)
    if len(level) + len(upright) > _MAX_EDGES:
        return PaintedLines([], [], False)
    return PaintedLines(_joined(level), _joined(upright), not all(shape.is_rule for shape in drawn))


def _grids_of_rules(rows: list[Edge], columns: list[Edge], drawn: list[_Shape]) -> list[Grid]:
    """Try the painted lines alone where they and the rectangles make no grid together."""
    x0, x1 = min(edge.start for edge in rows), max(edge.end for edge in rows)
    top, bottom = min(edge.start for edge in columns), max(edge.end for edge in columns)
    rules = [
        shape
        for shape in drawn
        if shape.is_rule
        and shape.x0 >= x0 - SNAP
        and shape.x1 <= x1 + SNAP
        and shape.top >= top - SNAP
        and shape.bottom <= bottom + SNAP
    ]
    level, upright = _edges(rules)
    grids = (build_grid(*group) for group in connected(_joined(level), _joined(upright)))
    return [grid for grid in grids if grid is not None and _is_regular(grid)]


def _is_regular(grid: Grid) -> bool:
    """Tell whether most places have a cell of their own: unlike boxes are a form."""
    return len(grid.cells) >= _REGULAR * (len(grid.xs) - 1) * (len(grid.ys) - 1)


def _without_shading(drawn: list[_Shape]) -> list[_Shape]:
    """Leave out what is painted behind the words of a cell, a little way from the lines at both its sides."""
    if all(shape.is_rule for shape in drawn):
        return drawn
    sides: list[tuple[float, _Shape]] = []
    for shape in drawn:
        if not shape.is_rule:
            sides += ((shape.x0, shape), (shape.x1, shape))
        elif shape.x1 - shape.x0 < THIN:
            sides.append(((shape.x0 + shape.x1) / 2, shape))
    sides.sort(key=itemgetter(0))
    places = [at for at, _ in sides]

    def is_beside(inner: _Shape, low: float, high: float) -> bool:
        """Tell whether a rule, or a side of what lies around it, between `low` and `high` runs along it."""
        nearby = sides[bisect_left(places, low) : bisect_left(places, high)]
        return any(
            (shape.is_rule or (shape.x0 < inner.x0 and shape.x1 > inner.x1))
            and shape.top - SNAP <= inner.top
            and inner.bottom <= shape.bottom + SNAP
            for _, shape in nearby
        )

    return [
        shape
        for shape in drawn
        if shape.is_rule
        or not is_beside(shape, shape.x0 - _PADDING, shape.x0 - SNAP)
        or not is_beside(shape, shape.x1 + SNAP, shape.x1 + _PADDING)
    ]


def _drawn(shapes: Shapes, width: float, height: float) -> list[_Shape]:
    """Return what may be part of a grid: not the paper, nothing beyond it."""
    most = _PAPER * width * height
    found = []
    for x0, top, x1, bottom, kind in shapes.boxes(RULE, RECTANGLE):
        wide, high = x1 - x0, bottom - top
        is_rule = high < THIN or wide < THIN
        if x0 > width or top > height or x1 < 0 or bottom < 0:
            continue
        if max(wide, high) >= _MIN_LENGTH if is_rule else kind == RECTANGLE and wide * high < most:
            found.append(_Shape(x0, top, x1, bottom, is_rule))
    return found


def _edges(shapes: list[_Shape]) -> tuple[list[Edge], list[Edge]]:
    level: list[Edge] = []
    upright: list[Edge] = []
    for x0, top, x1, bottom, _ in shapes:
        wide, high = x1 - x0, bottom - top
        if high < THIN:
            if wide >= _MIN_LENGTH:
                level.append(Edge((top + bottom) / 2, x0, x1))
        elif wide < THIN:
            if high >= _MIN_LENGTH:
                upright.append(Edge((x0 + x1) / 2, top, bottom))
        else:
            level += (Edge(top, x0, x1), Edge(bottom, x0, x1))
            upright += (Edge(x0, top, bottom), Edge(x1, top, bottom))
    return level, upright


def _joined(edges: list[Edge]) -> list[Edge]:
    """Put edges that are nearly on one line on it, and join those that touch or overlap."""
    edges.sort()
    joined: list[Edge] = []
    first = 0
    for i in range(1, len(edges) + 1):
        if (
            i < len(edges)
            and edges[i].at - edges[i - 1].at <= SNAP
            and edges[i].at - edges[first].at <= 2 * SNAP
        ):
            continue
        group = sorted(edges[first:i], key=lambda edge: edge.start)
        at = 0.0
        for edge in group:
            at += edge.at  # not by `sum`, which from Python 3.12 on rounds otherwise
        at /= len(group)
        start, end = group[0].start, group[0].end
        for edge in group[1:]:
            if edge.start <= end + SNAP:
                end = max(end, edge.end)
            else:
                joined.append(Edge(at, start, end))
                start, end = edge.start, edge.end
        joined.append(Edge(at, start, end))
        first = i
    return [edge for edge in joined if edge.end - edge.start >= _MIN_LENGTH]
