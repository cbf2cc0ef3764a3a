"""Lines in reading order -> paragraphs, list entries and preformatted text of one page."""

from __future__ import annotations

from typing import Final, Literal

from docsieve.formats._pdf.drafts import Draft
from docsieve.formats._pdf.glyphs import Font
from docsieve.formats._pdf.layout import PageLine
from docsieve.formats._pdf.lines import APART, Line
from docsieve.formats._pdf.links import LinkAreas
from docsieve.formats._pdf.list_markers import Marker, read_marker
from docsieve.formats._pdf.spans import preformatted, write_spans
from docsieve.geometry import BBox

#: Lines further apart than this (in em, baseline to baseline) are never one paragraph.
_MAX_LEADING: Final = 2.0
_SAME_SIZE: Final = 0.92

_Joint = Literal["", "flow", "break"]


class _Open:
    """A paragraph still growing."""

    __slots__ = ("all_short", "bold", "breaks", "lines", "marker", "mono", "step")

    def __init__(self, first: PageLine, marker: Marker | None, bold: float, mono: bool) -> None:
        self.lines = [first]
        self.breaks = [False]
        self.marker = marker
        self.bold = bold
        self.mono = mono
        #: Baseline to baseline of its first two lines; 0 while there is one.
        self.step = 0.0
        #: No line so far was as long as it could be.
        self.all_short = True


def build_paragraphs(lines: list[PageLine], fonts: list[Font], links: LinkAreas | None) -> list[Draft]:
    """Join lines into drafts, in the same order."""
    drafts: list[Draft] = []
    current: _Open | None = None
    mono_is_prose = _mono_share(lines, fonts) > 0.7
    rights = _right_edges(lines)
    short = [_is_short(lines, rights, i) for i in range(len(lines))]
    for i, page_line in enumerate(lines):
        line = page_line.line
        bold, mono = _style(line, fonts)
        mono = mono and not mono_is_prose
        marker = None if mono else read_marker(line)
        if current is not None and marker is None:
            joint = _joint(current, page_line, short[i - 1], short[i], bold, mono)
            if joint:
                if len(current.lines) == 1:
                    current.step = line.y - current.lines[0].line.y
                current.lines.append(page_line)
                current.breaks.append(joint == "break")
                current.all_short = current.all_short and joint == "break"
                current.bold = min(current.bold, bold)
                continue
        if current is not None:
            drafts.append(_finish(current, fonts, links))
        current = _Open(page_line, marker, bold, mono)
    if current is not None:
        drafts.append(_finish(current, fonts, links))
    return [draft for draft in drafts if draft.spans or draft.code]


def _mono_share(lines: list[PageLine], fonts: list[Font]) -> float:
    if not any(font.mono for font in fonts):
        return 0.0
    total = mono = 0
    for page_line in lines:
        for piece in page_line.line.pieces:
            total += len(piece.text)
            if fonts[piece.segment.font].mono:
                mono += len(piece.text)
    return mono / total if total else 0.0


def _style(line: Line, fonts: list[Font]) -> tuple[float, bool]:
    """Share of the line's characters that is bold, and whether all of it is of fixed pitch."""
    pieces = line.pieces
    if len(pieces) == 1:
        segment = pieces[0].segment
        font = fonts[segment.font]
        return float(font.bold or segment.mode == 2), font.mono
    total = bold = 0
    mono = True
    for piece in pieces:
        length = len(piece.text)
        font = fonts[piece.segment.font]
        total += length
        if font.bold or piece.segment.mode == 2:
            bold += length
        mono = mono and font.mono
    return bold / total, mono


def _edges(line: Line) -> tuple[float, float]:
    """Where the line starts and ends, in the direction of reading."""
    return (-line.x1, -line.x0) if line.rtl else (line.x0, line.x1)


def _right_edges(lines: list[PageLine]) -> list[float]:
    """For each line, how far the lines around it reach: the edge of its column, near enough."""
    edges = []
    spans = [(page_line.line.x0, page_line.line.x1, page_line.line.rtl) for page_line in lines]
    for i, (x0, x1, rtl) in enumerate(spans):
        reach = -x0 if rtl else x1
        for other_x0, other_x1, other_rtl in spans[max(i - 3, 0) : i + 4]:
            if other_x0 < x1 and x0 < other_x1 and other_rtl == rtl:
                end = -other_x0 if rtl else other_x1
                if end > reach:
                    reach = end
        edges.append(reach)
    return edges


def _is_short(lines: list[PageLine], rights: list[float], i: int) -> bool:
    """Tell whether the first word of the next line would still have had room on this one."""
    if i + 1 >= len(lines):
        return True
    line, following = lines[i].line, lines[i + 1].line
    text = following.pieces[0].text
    word, space, _ = text.partition(" ")
    segment = following.pieces[0].segment
    width = (segment.x1 - segment.x0) * len(word) / len(text)
    if not space and not text.isascii() and ord(text[0]) > 0x2E80:
        width = segment.size
    room = rights[i] - _edges(line)[1]
    return room > width + 0.8 * line.size and not line.ends_in_hyphen


def _joint(
    current: _Open, page_line: PageLine, short_before: bool, short: bool, bold: float, mono: bool
) -> _Joint:
    last = current.lines[-1]
    line, previous = page_line.line, last.line
    if page_line.direction != last.direction or line.hidden != previous.hidden or line.rtl != previous.rtl:
        return ""
    size = max(line.size, previous.size)
    step = line.y - previous.y
    if min(line.size, previous.size) < _SAME_SIZE * size or not 0.3 * size < step <= _MAX_LEADING * size:
        return ""
    if mono != current.mono:
        return ""
    if mono:
        return "break"
    if current.step and not 0.75 * current.step - 0.5 <= step <= 1.2 * current.step + 0.5:
        return ""
    if (current.bold > 0.95 and bold < 0.5) or (bold > 0.95 and current.bold < 0.5 and short_before):
        return ""
    if _has_wide_gap(line, 0) or _has_wide_gap(
        previous, 1 if current.marker and len(current.lines) == 1 else 0
    ):
        return ""
    start, end = _edges(line)
    start_before, end_before = _edges(previous)
    if start >= end_before or end <= start_before:
        return ""
    centred = abs((start + end) - (start_before + end_before)) < 0.6 * size
    indent = start - start_before
    if len(current.lines) > 1:
        if abs(indent) > 0.8 * size and not centred:
            return ""
    elif current.marker:
        if indent < -0.8 * size:
            return ""
    elif not centred and (
        indent > 4.0 * size or indent < -6.0 * size or (indent > 0.8 * size and short_before)
    ):
        return ""
    if not short_before:
        return "flow"
    if current.all_short and short and not current.marker:
        return "break"
    return ""


def _has_wide_gap(line: Line, after: int) -> bool:
    return any(piece.before == APART for piece in line.pieces[after + 1 :])


def _finish(current: _Open, fonts: list[Font], links: LinkAreas | None) -> Draft:
    lines = current.lines
    longest = max(lines, key=lambda page_line: len(page_line.line.pieces[0].text)).line
    marker = current.marker
    spans = write_spans(lines, current.breaks, fonts, links, marker.length if marker else 0)
    box = lines[0].box
    if len(lines) > 1:
        boxes = [page_line.box for page_line in lines]
        box = BBox(
            min(b.x0 for b in boxes),
            min(b.top for b in boxes),
            max(b.x1 for b in boxes),
            max(b.bottom for b in boxes),
        )
    return Draft(
        spans,
        box,
        size=longest.size,
        bold=current.bold > 0.9,
        mono=current.mono,
        lines=len(lines),
        hidden=lines[0].line.hidden,
        level=lines[0].direction == (1.0, 0.0),
        marker=marker.text if marker else None,
        ordered=bool(marker and marker.ordered),
        code=preformatted([page_line.line for page_line in lines]) if current.mono else [],
    )
