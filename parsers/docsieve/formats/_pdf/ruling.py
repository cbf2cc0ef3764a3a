"""Ruled grids: which straight lines of a page make the cells of tables."""

from __future__ import annotations

from bisect import bisect_left
from operator import itemgetter
from typing import Final, NamedTuple

from docsieve.formats._pdf.glyphs import Shapes
from docsieve.formats._pdf.quality import RECTANGLE, RULE

#: Points. Lines nearer to each other are one; line ends nearer to a line touch it.
_SNAP: Final = 2.6
#: A rectangle thinner than this is a painted line.
_THIN: Final = 3.0
#: Shorter lines are ticks, bullets, underlines of a letter.
_MIN_LENGTH: Final = 6.0
#: Fewer rules and rectangles make no grid of four cells.
MIN_GRID_SHAPES: Final = 4
#: Cells no smaller than this, points.
_MIN_CELL: Final = 4.0
#: More edges are a drawing; more places in a grid a chart.
_MAX_EDGES: Final = 4000
_MAX_JOINED: Final = 800
_MAX_PLACES: Final = 20_000
#: Share of the page that its largest rectangles cover: its paper, or a frame around all.
_PAPER: Final = 0.85
#: Share of the places of a grid that have a cell of their own, where rectangles were left out to find it.
_REGULAR: Final = 0.4
#: Points from the lines of a cell to what is painted behind its words.
_PADDING: Final = 12.0
#: Instead of a cell's index: not looked at yet, and no cell.
_FREE: Final = -1
_OUTSIDE: Final = -2


class GridCell(NamedTuple):
    """A cell's place in the grid and on the page, in points."""

    row: int
    column: int
    row_span: int
    col_span: int
    x0: float
    top: float
    x1: float
    bottom: float


class Grid(NamedTuple):
    """The cells of one table, by row, then column; `xs` and `ys` are the lines between columns and rows."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    #: The index of the cell at each row and column; negative where there is none.
    owner: list[list[int]]

    def at(self, x: float, y: float) -> int:
        """Return the index of the cell at a point of the page, negative for none."""
        row, column = bisect_left(self.ys, y) - 1, bisect_left(self.xs, x) - 1
        if not (0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1):
            return _OUTSIDE
        return self.owner[row][column]


class Edge(NamedTuple):
    """A level or upright line of a page."""

    #: Where the line is, across its direction, and from where to where it runs.
    at: float
    start: float
    end: float


class _Shape(NamedTuple):
    """A painted line, or a rectangle, on the page."""

    x0: float
    top: float
    x1: float
    bottom: float
    is_rule: bool


class PaintedLines(NamedTuple):
    """The level lines of a page from the top, its upright ones from the left, and what they were made of."""

    level: list[Edge]
    upright: list[Edge]
    drawn: list[_Shape]


def find_grids(painted: PaintedLines) -> list[Grid]:
    """Return the grids of at least two rows and two columns that the rules and rectangles of a page make."""
    level, upright = painted.level, painted.upright
    if len(level) < 3 or not upright or len(level) + len(upright) > _MAX_JOINED:
        return []
    found: list[Grid] = []
    has_rectangles = any(not shape.is_rule for shape in painted.drawn)
    for rows, columns in _connected(level, upright):
        grid = _grid(rows, columns)
        if grid is not None:
            found.append(grid)
        elif has_rectangles:
            found += _grids_of_rules(rows, columns, painted.drawn)
    return found


def painted_lines(shapes: Shapes, width: float, height: float) -> PaintedLines:
    """Return the lines of a page, sides of rectangles among them; none where there are too many."""
    drawn = _drawn(shapes, width, height)
    if len(drawn) > _MAX_EDGES:
        return PaintedLines([], [], [])
    drawn = _without_shading(drawn)
    level, upright = _edges(drawn)
    if len(level) + len(upright) > _MAX_EDGES:
        return PaintedLines([], [], [])
    return PaintedLines(_joined(level), _joined(upright), drawn)


def _grids_of_rules(rows: list[Edge], columns: list[Edge], drawn: list[_Shape]) -> list[Grid]:
    """Try the painted lines alone where they and the rectangles make no grid together."""
    x0, x1 = min(edge.start for edge in rows), max(edge.end for edge in rows)
    top, bottom = min(edge.start for edge in columns), max(edge.end for edge in columns)
    rules = [
        shape
        for shape in drawn
        if shape.is_rule
        and shape.x0 >= x0 - _SNAP
        and shape.x1 <= x1 + _SNAP
        and shape.top >= top - _SNAP
        and shape.bottom <= bottom + _SNAP
    ]
    level, upright = _edges(rules)
    grids = (_grid(*group) for group in _connected(_joined(level), _joined(upright)))
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
        elif shape.x1 - shape.x0 < _THIN:
            sides.append(((shape.x0 + shape.x1) / 2, shape))
    sides.sort(key=itemgetter(0))
    places = [at for at, _ in sides]

    def is_beside(inner: _Shape, low: float, high: float) -> bool:
        """Tell whether a rule, or a side of what lies around it, between `low` and `high` runs along it."""
        nearby = sides[bisect_left(places, low) : bisect_left(places, high)]
        return any(
            (shape.is_rule or (shape.x0 < inner.x0 and shape.x1 > inner.x1))
            and shape.top - _SNAP <= inner.top
            and inner.bottom <= shape.bottom + _SNAP
            for _, shape in nearby
        )

    return [
        shape
        for shape in drawn
        if shape.is_rule
        or not is_beside(shape, shape.x0 - _PADDING, shape.x0 - _SNAP)
        or not is_beside(shape, shape.x1 + _SNAP, shape.x1 + _PADDING)
    ]


def _drawn(shapes: Shapes, width: float, height: float) -> list[_Shape]:
    """Return what may be part of a grid: not the paper, nothing beyond it."""
    most = _PAPER * width * height
    found = []
    for x0, top, x1, bottom, kind in shapes.boxes(RULE, RECTANGLE):
        wide, high = x1 - x0, bottom - top
        is_rule = high < _THIN or wide < _THIN
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
        if high < _THIN:
            if wide >= _MIN_LENGTH:
                level.append(Edge((top + bottom) / 2, x0, x1))
        elif wide < _THIN:
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
            and edges[i].at - edges[i - 1].at <= _SNAP
            and edges[i].at - edges[first].at <= 2 * _SNAP
        ):
            continue
        group = sorted(edges[first:i], key=lambda edge: edge.start)
        at = sum(edge.at for edge in group) / len(group)
        start, end = group[0].start, group[0].end
        for edge in group[1:]:
            if edge.start <= end + _SNAP:
                end = max(end, edge.end)
            else:
                joined.append(Edge(at, start, end))
                start, end = edge.start, edge.end
        joined.append(Edge(at, start, end))
        first = i
    return [edge for edge in joined if edge.end - edge.start >= _MIN_LENGTH]


def _connected(level: list[Edge], upright: list[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Group the edges that cross or touch each other."""
    parents = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    places = [edge.at for edge in level]
    for j, column in enumerate(upright):
        i = bisect_left(places, column.start - _SNAP)
        while i < len(level) and level[i].at <= column.end + _SNAP:
            if level[i].start - _SNAP <= column.at <= level[i].end + _SNAP:
                parents[root(len(level) + j)] = root(i)
            i += 1
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for i, edge in enumerate(level):
        groups.setdefault(root(i), ([], []))[0].append(edge)
    for j, edge in enumerate(upright):
        groups.setdefault(root(len(level) + j), ([], []))[1].append(edge)
    return [group for group in groups.values() if len(group[0]) >= 3 and group[1]]


def _grid(level: list[Edge], upright: list[Edge]) -> Grid | None:
    upright = upright + _open_sides(level, upright)
    xs, ys = _places(upright), _places(level)
    if xs[0] < -_THIN or ys[0] < -_THIN:
        return None  # it goes on beyond the page
    if len(xs) < 3 or len(ys) < 3 or (len(xs) - 1) * (len(ys) - 1) > _MAX_PLACES:
        return None
    columns, rows = len(xs) - 1, len(ys) - 1
    lines_across = _cover(level, ys, xs)
    lines_down = _cover(upright, xs, ys)
    # Flood: places without a line between them are one cell.
    owner = [[_FREE] * columns for _ in range(rows)]
    cells: list[GridCell] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] != _FREE:
                continue
            col_span = row_span = 1
            while column + col_span < columns and (row not in lines_down[column + col_span]):
                col_span += 1
            while row + row_span < rows and not any(
                c in lines_across[row + row_span] for c in range(column, column + col_span)
            ):
                row_span += 1
            places = [(r, c) for r in range(row, row + row_span) for c in range(column, column + col_span)]
            if any(owner[r][c] != _FREE for r, c in places):
                return None  # its regions are no rectangles: a drawing
            is_open = _is_open(row, column, row_span, col_span, lines_across, lines_down)
            for r, c in places:
                owner[r][c] = _OUTSIDE if is_open else len(cells)
            if is_open:
                continue
            cells.append(
                GridCell(
                    row,
                    column,
                    row_span,
                    col_span,
                    xs[column],
                    ys[row],
                    xs[column + col_span],
                    ys[row + row_span],
                )
            )
    # A row may begin late or end early.
    least = 3 if any(_OUTSIDE in row for row in owner) else 4
    return Grid(xs, ys, cells, owner) if len(cells) >= least else None


def _is_open(
    row: int,
    column: int,
    row_span: int,
    col_span: int,
    lines_across: list[set[int]],
    lines_down: list[set[int]],
) -> bool:
    """Tell whether a region lacks a whole side: then it is outside of the table."""
    across = range(column, column + col_span)
    down = range(row, row + row_span)
    return not (
        any(c in lines_across[row] for c in across)
        and any(c in lines_across[row + row_span] for c in across)
        and any(r in lines_down[column] for r in down)
        and any(r in lines_down[column + col_span] for r in down)
    )


def _open_sides(level: list[Edge], upright: list[Edge]) -> list[Edge]:
    """Close a table that has no lines at its left and right, where most of its rules end together."""
    added = []
    starts, ends = sorted(edge.start for edge in level), sorted(edge.end for edge in level)
    top, bottom = level[0].at, level[-1].at
    left, right = starts[len(starts) // 2], ends[len(ends) // 2]
    if all(edge.at > left + _MIN_CELL for edge in upright):
        added.append(Edge(left, top, bottom))
    if all(edge.at < right - _MIN_CELL for edge in upright):
        added.append(Edge(right, top, bottom))
    return added


def _places(edges: list[Edge]) -> list[float]:
    """The distinct places of edges, those too near to each other for a cell taken as one."""
    found: list[float] = []
    for at in sorted(edge.at for edge in edges):
        if not found or at - found[-1] >= _MIN_CELL:
            found.append(at)
    return found


def _cover(edges: list[Edge], places: list[float], across: list[float]) -> list[set[int]]:
    """Tell of each place which intervals between `across` its edges cover."""
    covered: list[set[int]] = [set() for _ in places]
    for edge in edges:
        i = min(range(len(places)), key=lambda k: abs(places[k] - edge.at))
        for j in range(len(across) - 1):
            middle = (across[j] + across[j + 1]) / 2
            if edge.start <= middle <= edge.end:
                covered[i].add(j)
    return covered
