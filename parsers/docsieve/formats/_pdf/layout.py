"""A page's glyphs -> its lines in reading order, each with its box on the page."""

from __future__ import annotations

from typing import Final

from docsieve.formats._pdf.glyphs import VERTICAL, Font, Glyphs, Segment
from docsieve.formats._pdf.lines import Line, build_lines
from docsieve.geometry import BBox
from docsieve.model import Hidden

#: Directions of writing, as seen: rightwards, downwards, leftwards, upwards.
_QUARTERS: Final = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))
_TINY: Final = 1.0
#: Render modes that paint nothing (ISO 32000-1, 9.3.6): invisible, and clipping only.
_UNPAINTED_MODES: Final = (3, 7)


class PageLine:
    """A line with its place on the page and its direction."""

    __slots__ = ("box", "direction", "index", "line")

    def __init__(self, line: Line, box: BBox, direction: tuple[float, float], index: int) -> None:
        self.line = line
        self.box = box
        self.direction = direction
        #: Index of its first character: the order in which the file paints it.
        self.index = index


def page_lines(glyphs: Glyphs, width: float, height: float, *, ocr_layer: bool) -> list[PageLine]:
    """Build all lines of a page of that size; `ocr_layer` says that its invisible text is its text."""
    groups: dict[tuple[tuple[float, float], Hidden | None], list[Segment]] = {}
    mostly_vertical = _mostly_vertical(glyphs.segments)
    main: list[Segment] = []
    groups[(_QUARTERS[0], None)] = main
    for segment in glyphs.segments:
        hidden: Hidden | None = None
        transparent = segment.mode == 0 and not segment.rgba & 255
        if transparent or (segment.mode in _UNPAINTED_MODES and not ocr_layer):
            hidden = "invisible"
        elif segment.x1 <= 0 or segment.bottom <= 0 or segment.x0 >= width or segment.top >= height:
            hidden = "off_page"
        elif segment.size < _TINY and segment.bottom - segment.top < _TINY:
            hidden = "tiny"
        if segment.ux > 0.99 and not hidden and not mostly_vertical and not segment.flags & VERTICAL:
            main.append(segment)
            continue
        direction = (
            _QUARTERS[1]
            if segment.flags & VERTICAL or (mostly_vertical and segment.end - segment.start == 1)
            else _direction(segment)
        )
        groups.setdefault((direction, hidden), []).append(segment)
    found: list[PageLine] = []
    for (direction, hidden), segments in groups.items():
        if not segments:
            continue
        if direction == _QUARTERS[0]:
            found.extend(_level_lines(glyphs, segments, hidden))
        else:
            found.extend(_turned_lines(glyphs, segments, direction, hidden))
    if len(groups) > 1:
        found.sort(key=lambda line: line.index)
    if mostly_vertical:
        found.sort(key=lambda line: (line.direction != _QUARTERS[1], -line.box.x1))
    return found


def _mostly_vertical(segments: list[Segment]) -> bool:
    down = sum(segment.end - segment.start for segment in segments if segment.flags & VERTICAL)
    return bool(down) and 2 * down > sum(segment.end - segment.start for segment in segments)


def _direction(segment: Segment) -> tuple[float, float]:
    for quarter in _QUARTERS:
        if quarter[0] * segment.ux + quarter[1] * segment.uy > 0.999:
            return quarter
    return segment.ux, segment.uy


def _level_lines(glyphs: Glyphs, segments: list[Segment], hidden: Hidden | None) -> list[PageLine]:
    return [
        PageLine(
            line,
            BBox(line.x0, line.top, line.x1, line.bottom),
            _QUARTERS[0],
            line.pieces[0].segment.start,
        )
        for line in build_lines(glyphs, segments, hidden)
    ]


def _turned_lines(
    glyphs: Glyphs, segments: list[Segment], direction: tuple[float, float], hidden: Hidden | None
) -> list[PageLine]:
    """Build lines in a frame turned so that the direction is level; their boxes stay those on the page."""
    ux, uy = direction
    turned: list[Segment] = []
    boxes: dict[int, Segment] = {}
    for segment in segments:
        boxes[segment.start] = segment
        if segment.flags & VERTICAL or (segment.ux, segment.uy) == _QUARTERS[0]:
            turned.append(_stood_up(segment))
            continue
        x = segment.x * ux + segment.y * uy
        y = segment.y * ux - segment.x * uy
        end = segment.end_x * ux + segment.end_y * uy
        size = segment.size
        turned.append(
            segment._replace(
                x0=min(x, end),
                x1=max(x, end),
                top=y - 0.9 * size,
                bottom=y + 0.25 * size,
                x=x,
                y=y,
                end_x=end,
                end_y=y,
                ux=1.0,
                uy=0.0,
            )
        )
    found = []
    for line in build_lines(glyphs, turned, hidden):
        parts = [boxes[piece.segment.start] for piece in line.pieces]
        box = BBox(
            min(part.x0 for part in parts),
            min(part.top for part in parts),
            max(part.x1 for part in parts),
            max(part.bottom for part in parts),
        )
        found.append(PageLine(line, box, direction, line.pieces[0].segment.start))
    return found


def _stood_up(segment: Segment) -> Segment:
    """Turn a column of upright glyphs, read downwards, into a level line."""
    middle = (segment.x0 + segment.x1) / 2
    return segment._replace(
        x0=segment.top, x1=segment.bottom, top=-segment.x1, bottom=-segment.x0, x=segment.top, y=-middle,
        end_x=segment.bottom, end_y=-middle,
    )  # fmt: skip


def is_bold(segment: Segment, fonts: list[Font]) -> bool:
    """Tell whether a segment is bold: by its font, or filled and stroked at once (mode 2)."""
    return fonts[segment.font].bold or segment.mode == 2
