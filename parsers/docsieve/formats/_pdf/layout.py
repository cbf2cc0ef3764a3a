"""A page's glyphs -> its lines in reading order, each with its box on the page."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from operator import attrgetter
from typing import Final, NamedTuple

from docsieve.formats._pdf.drafts import Draft
from docsieve.formats._pdf.glyphs import RECORD, VERTICAL, Glyphs, Segment
from docsieve.formats._pdf.grids import Edge
from docsieve.formats._pdf.lines import LEVEL, Line, build_lines
from docsieve.formats._pdf.links import LinkAreas
from docsieve.formats._pdf.paragraphs import Finishing
from docsieve.formats._pdf.pdfium import native
from docsieve.formats._pdf.scripts import IDEOGRAPHIC, is_ideographic
from docsieve.formats._pdf.segment_places import MODE_AT
from docsieve.formats._pdf.spans import MAKERS
from docsieve.formats._pdf.tiers import from_right_to_left
from docsieve.geometry import BBox
from docsieve.model import Hidden

#: Directions of writing, as seen: rightwards, downwards, leftwards, upwards.
_QUARTERS: Final = (LEVEL, (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))
_TINY: Final = 1.0
_START: Final = attrgetter("start")
_ALL_SEEN: Final[Mapping[int, Hidden]] = {}
#: Render modes that paint nothing (ISO 32000-1, 9.3.6): invisible, and clipping only.
_UNPAINTED_MODES: Final = (3, 7)
_WITH_VERTICAL: Final = bytes(flags for flags in range(256) if flags & VERTICAL)


class PageText(NamedTuple):
    """The lines of a page, or its paragraphs where there is no more to see to."""

    lines: list[Line]
    drafts: list[Draft] | None = None
    #: A table may stand between level rules.
    may_be_banded: bool = True


def page_lines(
    glyphs: Glyphs, width: float, height: float, *, ocr_layer: bool, unseen: Mapping[int, Hidden] = _ALL_SEEN
) -> list[Line]:
    """Build all lines of a page of that size.

    `ocr_layer` says that its invisible text is its text; `unseen` tells by their index why some segments
    that are painted like others are not seen.
    """
    return page_text(glyphs, width, height, ocr_layer=ocr_layer, unseen=unseen, rules=None).lines


def page_text(
    glyphs: Glyphs,
    width: float,
    height: float,
    *,
    ocr_layer: bool,
    unseen: Mapping[int, Hidden],
    rules: list[Edge] | None,
    links: LinkAreas | None = None,
) -> PageText:
    """Build the lines of a page as `page_lines`; or its paragraphs, where no table or columns are among them.

    `rules` are those between which there may be a table; None where the lines are wanted anyway.
    """
    found = native()
    mostly_vertical = _mostly_vertical(glyphs)
    starts = {glyphs.segment(index).start: reason for index, reason in unseen.items()} if unseen else {}
    if found is None or mostly_vertical or (unseen and ocr_layer):
        segments = glyphs.segments
        return PageText(_lines_of(glyphs, segments, width, height, ocr_layer, mostly_vertical, starts))
    records: bytes | bytearray = glyphs.records
    if unseen:
        records = bytearray(records)
        for index in unseen:
            records[index * RECORD + MODE_AT] = _UNPAINTED_MODES[0]  # for Python to see to
    makers, finish = (None, None) if rules is None else (MAKERS, Finishing(glyphs, links))
    built = found[0].lines(
        glyphs.text,
        records,
        glyphs.starts,
        glyphs.font_bits,
        width,
        height,
        ocr_layer,
        LEVEL,
        Line,
        rules,
        makers,
        finish,
        links.over(glyphs) if links is not None else None,
    )  # level, visible text: nearly all there is
    if isinstance(built, list):
        return PageText([], built)
    lines, others, may_be_banded = built
    if others:
        segments = [glyphs.segment(index) for index in memoryview(others).cast("I")]
        lines += _lines_of(glyphs, segments, width, height, ocr_layer, False, starts)
        lines.sort(key=_START)
    return PageText(lines, may_be_banded=may_be_banded)


def _lines_of(
    glyphs: Glyphs,
    segments: list[Segment],
    width: float,
    height: float,
    ocr_layer: bool,
    mostly_vertical: bool,
    unseen: Mapping[int, Hidden],
) -> list[Line]:
    """Build the lines of these segments, in the order in which the file paints them."""
    groups: dict[tuple[tuple[float, float], Hidden | None], list[Segment]] = {}
    main: list[Segment] = []
    groups[(_QUARTERS[0], None)] = main
    for segment in segments:
        hidden: Hidden | None = None
        transparent = segment.mode == 0 and not segment.rgba & 255
        if not ocr_layer and (transparent or segment.mode in _UNPAINTED_MODES):
            hidden = "invisible"
        elif segment.x1 <= 0 or segment.bottom <= 0 or segment.x0 >= width or segment.top >= height:
            hidden = "off_page"
        elif segment.size < _TINY and segment.bottom - segment.top < _TINY:
            hidden = "tiny"
        else:
            hidden = unseen.get(segment.start)
        if segment.ux > 0.99 and not hidden and not mostly_vertical and not segment.flags & VERTICAL:
            main.append(segment)
            continue
        direction = (
            _QUARTERS[1]
            if segment.flags & VERTICAL or (mostly_vertical and segment.end - segment.start == 1)
            else _direction(segment)
        )
        groups.setdefault((direction, hidden), []).append(segment)
    found: list[Line] = []
    for (direction, hidden), members in groups.items():
        if direction == _QUARTERS[0]:
            built = build_lines(glyphs, members)
            found.extend(line.finish(glyphs.fonts, _QUARTERS[0], hidden, None) for line in built)
        else:
            found.extend(_turned_lines(glyphs, members, direction, hidden, mostly_vertical))
    if len(groups) > 1:
        found.sort(key=_START)
    if mostly_vertical:
        upright = [line for line in found if line.direction == _QUARTERS[1]]
        level = [line for line in found if line.direction != _QUARTERS[1]]
        return from_right_to_left(upright) + from_right_to_left(level)
    return found


def _mostly_vertical(glyphs: Glyphs) -> bool:
    flags = glyphs.flags
    if len(flags.translate(None, _WITH_VERTICAL)) == len(flags):
        # Or each glyph is painted by itself, as in formulas, too.
        count, text = len(glyphs.records) // RECORD, glyphs.text
        return 2 * count > len(text) and IDEOGRAPHIC.search(text) is not None and _stand_in_columns(glyphs)
    down = sum(segment.end - segment.start for segment in glyphs.segments if segment.flags & VERTICAL)
    return 2 * down > sum(segment.end - segment.start for segment in glyphs.segments)


def _stand_in_columns(glyphs: Glyphs) -> bool:
    """Tell whether most glyphs are ideographs, each right below the one before."""
    below = sum(
        before.end - before.start == 1
        and 0.8 * before.size < after.y - before.y < 1.7 * before.size
        and abs(after.x0 + after.x1 - before.x0 - before.x1) < 0.4 * before.size
        and is_ideographic(glyphs.text[before.start])
        for before, after in pairwise(glyphs.segments)
    )
    return 2 * below > len(glyphs.segments)


def _direction(segment: Segment) -> tuple[float, float]:
    for quarter in _QUARTERS:
        if quarter[0] * segment.ux + quarter[1] * segment.uy > 0.999:
            return quarter
    return segment.ux, segment.uy


def _turned_lines(
    glyphs: Glyphs,
    segments: list[Segment],
    direction: tuple[float, float],
    hidden: Hidden | None,
    mostly_vertical: bool,
) -> list[Line]:
    """Build lines in a frame turned so that the direction is level; their boxes stay those on the page."""
    ux, uy = direction
    turned: list[Segment] = []
    boxes: dict[int, Segment] = {}
    for segment in segments:
        boxes[segment.start] = segment
        is_among_upright = mostly_vertical and direction == _QUARTERS[1]  # words of other scripts lie down
        if segment.flags & VERTICAL or (segment.ux, segment.uy) == _QUARTERS[0] or is_among_upright:
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
    for line in build_lines(glyphs, turned):
        parts = [boxes[piece.segment.start] for piece in line.pieces]
        box = BBox(
            min(part.x0 for part in parts),
            min(part.top for part in parts),
            max(part.x1 for part in parts),
            max(part.bottom for part in parts),
        )
        found.append(line.finish(glyphs.fonts, direction, hidden, box))
    return found


def _stood_up(segment: Segment) -> Segment:
    """Turn a column of upright glyphs, read downwards, into a level line."""
    middle = (segment.x0 + segment.x1) / 2
    return segment._replace(
        x0=segment.top, x1=segment.bottom, top=-segment.x1, bottom=-segment.x0, x=segment.top, y=-middle,
        end_x=segment.bottom, end_y=-middle,
    )  # fmt: skip
