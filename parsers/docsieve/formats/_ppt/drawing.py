"""What is drawn on a slide: shapes, tables (groups of shapes), alternative texts ([MS-ODRAW] 2.2)."""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from docsieve.formats._ppt.records import Record, children
from docsieve.model import Block, Cell, Locator, Paragraph, Row, Span, Table

GROUP, SHAPE = 0xF003, 0xF004
_PROPERTIES: Final = (0xF00B, 0xF121, 0xF122)
_CHILD_ANCHOR: Final = 0xF00F
#: Properties of a shape ([MS-ODRAW] 2.3): what it shows, that it is a group that makes up a table.
_PICTURE: Final = 0x0104
_DESCRIPTION: Final = 0x0381
_TABLE: Final = 0x039F
_COMPLEX: Final = 0x8000
#: Edges this near to each other, in units of 1/576 inch, are one line of the table.
_SAME_EDGE: Final = 4


class _Box(NamedTuple):
    left: int
    top: int
    right: int
    bottom: int


def drawn(stream: bytes, drawing: Record, max_depth: int, *, with_tables: bool = True) -> Iterator[Record]:
    """Yield shapes in order, at any depth; groups that are tables as a whole `with_tables`."""
    stack = [children(stream, drawing)]
    while stack:
        found = next(stack[-1], None)
        if found is None:
            stack.pop()
        elif found.kind == SHAPE or (with_tables and found.kind == GROUP and _is_table(stream, found)):
            yield found
        elif found.is_container and len(stack) < max_depth:
            stack.append(children(stream, found))


def description(stream: bytes, shape: Record) -> str:
    """Return the alternative text of a shape; empty where it has none."""
    for number, _, data in _properties(stream, shape):
        if number == _DESCRIPTION:
            return " ".join(data.decode("utf-16-le", "replace").replace("\0", " ").split())
    return ""


def picture_number(stream: bytes, shape: Record) -> int:
    """Return which of the file's pictures a shape shows, from 1; 0 for none."""
    return next((value for number, value, _ in _properties(stream, shape) if number == _PICTURE), 0)


def table_of(
    stream: bytes, group: Record, read: Callable[[Record], list[Block]], where: Locator
) -> Table | None:
    """Return the table that a group makes up, its cells by their places; None where it is not that simple.

    `read` returns the blocks of a cell's shape.
    """
    cells: list[tuple[_Box, Record]] = []
    for shape in children(stream, group):
        if shape.kind == GROUP:
            return None
        box = _box(stream, shape) if shape.kind == SHAPE else None
        if box is not None and box.right > box.left and box.bottom > box.top:  # else it is a border
            cells.append((box, shape))
        elif shape.kind == SHAPE and read(shape):
            return None
    lefts, tops = _edges([box.left for box, _ in cells]), _edges([box.top for box, _ in cells])
    if not cells:
        return None
    rows: list[Row] = [Row([]) for _ in tops]
    cells.sort(key=lambda cell: (_index(tops, cell[0].top), cell[0].left))
    for box, shape in cells:
        row, column = _index(tops, box.top), _index(lefts, box.left)
        cell = _cell(read(shape))
        cell.column = column
        cell.col_span = max(_index(lefts, box.right) - column, 1)
        cell.row_span = max(_index(tops, box.bottom) - row, 1)
        rows[row].cells.append(cell)
    return Table(where=where, rows=rows)


def _cell(blocks: list[Block]) -> Cell:
    only = blocks[0] if len(blocks) == 1 else None
    if isinstance(only, Paragraph) and only == Paragraph(where=only.where, spans=only.spans):
        plain = only.spans[0] if len(only.spans) == 1 else None
        if plain is not None and plain == Span(plain.text):
            return Cell(plain.text)
    return Cell(blocks=blocks)


def _is_table(stream: bytes, group: Record) -> bool:
    """Tell by the first shape of a group, which stands for the group itself."""
    first = next(children(stream, group), None)
    if first is None or first.kind != SHAPE:
        return False
    return any(number == _TABLE and value & 1 for number, value, _ in _properties(stream, first))


def _properties(stream: bytes, shape: Record) -> Iterator[tuple[int, int, bytes]]:
    """Yield number, value and, where it has such, the data of each property."""
    for record in children(stream, shape):
        if record.kind not in _PROPERTIES:
            continue
        at, data = record.start, record.start + 6 * record.instance
        while at + 6 <= min(record.start + 6 * record.instance, record.end):
            number, value = struct.unpack_from("<HI", stream, at)
            size = value if number & _COMPLEX else 0
            yield number & 0x3FFF, value, stream[data : min(data + size, record.end)]
            data += size
            at += 6


def _box(stream: bytes, shape: Record) -> _Box | None:
    for record in children(stream, shape):
        if record.kind == _CHILD_ANCHOR and record.end - record.start >= 16:
            return _Box(*struct.unpack_from("<4i", stream, record.start))
    return None


def _edges(places: list[int]) -> list[int]:
    """Return the places where a line of the table begins, ascending."""
    edges: list[int] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _SAME_EDGE:
            edges.append(place)
    return edges


def _index(edges: list[int], place: int) -> int:
    return bisect_left(edges, place - _SAME_EDGE)
