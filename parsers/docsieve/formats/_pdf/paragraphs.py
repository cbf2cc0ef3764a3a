"""Lines in reading order -> paragraphs, list entries and preformatted text of one page."""

from __future__ import annotations

import re
from typing import Final, Literal

from docsieve.formats._pdf.drafts import Draft
from docsieve.formats._pdf.glyphs import Glyphs
from docsieve.formats._pdf.leading import MAX_LEADING, SAME_SIZE, is_narrow, sentence_goes_on, widest_step
from docsieve.formats._pdf.lines import GAP_AFTER_FIRST, GAP_LATER, HYPHEN, LEVEL, RAISED, RTL, Line
from docsieve.formats._pdf.links import LinkAreas
from docsieve.formats._pdf.list_markers import Marker, read_marker
from docsieve.formats._pdf.pdfium import native
from docsieve.formats._pdf.scripts import is_ideographic
from docsieve.formats._pdf.spans import MAKERS, join_lines, joined_spans, preformatted, written_lines
from docsieve.formats._pdf.torn_words import may_be_torn, needed_x1
from docsieve.geometry import BBox
from docsieve.model import Span

_ANY_GAP: Final = GAP_AFTER_FIRST | GAP_LATER
#: From this on an empty line lies between a line that ends early and the next.
_EMPTY_LINE: Final = 1.7
#: The mark of a footnote: its size in that of the text, and its length.
_RAISED_SIZE: Final = 0.8
_MAX_MARK: Final = 4
#: In em. Lines further away say nothing of how wide the column is.
_NEAR: Final = 6.0
#: A line so much larger is a title, which may be wider than the column below it.
_TITLE: Final = 1.3
#: The end of an entry in a table of contents, and how many runs of a line it may consist of.
_ENTRY_END: Final = re.compile(r"(?:(?:\.[ \t]?){4}[ \t]?[0-9ivxlcIVXLC]{1,7}|(?:\.[ \t]?){7}\.)\Z")
#: The same of Chinese and Japanese ones.
_IDEOGRAPHIC_END: Final = re.compile(r"(?:[.·…‥][ \t]?){4}[ \t]?[0-9ivxlcIVXLC]{1,7}\Z")
_ENTRY_RUNS: Final = 4

#: Bits of what the extension tells of a paragraph.
_IS_BOLD: Final = 1
_IS_MONO: Final = 2

_Joint = Literal["", "flow", "break"]


class _Open:
    """A paragraph still growing."""

    __slots__ = ("all_short", "bold", "breaks", "lines", "marker", "mono", "step")

    def __init__(self, first: Line, marker: Marker | None, bold: float, mono: bool) -> None:
        self.lines = [first]
        self.breaks = [False]
        self.marker = marker
        self.bold = bold
        self.mono = mono
        #: Baseline to baseline of its first two lines; 0 while there is one.
        self.step = 0.0
        #: No line so far was as long as it could be.
        self.all_short = True


def build_paragraphs(
    lines: list[Line], glyphs: Glyphs, links: LinkAreas | None, torn: list[bool] | None = None
) -> list[Draft]:
    """Join lines into drafts, in the same order; `torn` says which may begin within a word."""
    found = native()
    if found is None:
        drafts: list[Draft] = []
        start = 0
        for group in group_lines(lines):
            end = start + len(group.lines)
            drafts.append(_finish(group, glyphs, links, torn and torn[start:end]))
            start = end
        return [draft for draft in drafts if draft.spans or draft.code]
    built: list[Draft] = found[0].paragraphs(
        lines,
        MAKERS,
        Finishing(glyphs, links, torn),
        LEVEL,
        bytes(torn) if torn else None,
        links.over(glyphs) if links is not None else None,
    )
    return built


def build_cells(cells: list[list[Line]], glyphs: Glyphs, links: LinkAreas | None) -> list[list[Draft]]:
    """Join the lines of each cell of a table into drafts."""
    found = native()
    torn = [may_be_torn(lines) for lines in cells]
    if found is None:
        return [
            build_paragraphs(lines, glyphs, links, parts) for lines, parts in zip(cells, torn, strict=True)
        ]
    whole = tuple([lines for lines, parts in zip(cells, torn, strict=True) if not parts])
    linked = links.over(glyphs) if links is not None else None
    built = iter(found[0].each(whole, MAKERS, Finishing(glyphs, links), LEVEL, linked))
    return [
        build_paragraphs(lines, glyphs, links, parts) if parts else next(built)
        for lines, parts in zip(cells, torn, strict=True)
    ]


class Finishing:
    """Finishes the paragraphs that the extension leaves to Python."""

    __slots__ = ("_glyphs", "_links", "_torn")

    def __init__(self, glyphs: Glyphs, links: LinkAreas | None, torn: list[bool] | None = None) -> None:
        self._glyphs = glyphs
        self._links = links
        self._torn = torn

    def __call__(
        self,
        lines: list[Line],
        first: int,
        breaks: list[bool],
        bits: int,
        marker: Marker | None,
        joined: tuple[list[Span], BBox, float, int, bool] | None,
    ) -> Draft | None:
        """Return the draft of lines, the first of which has that index; None where it has no text."""
        torn = self._torn and self._torn[first : first + len(lines)]
        within = torn if torn and any(torn[1:]) else None
        if joined is None:
            skip = marker.length if marker else 0
            found = written_lines(lines, breaks, self._glyphs, self._links, skip, within)
        else:
            found = joined_spans(joined)
        bold, mono = bool(bits & _IS_BOLD), bool(bits & _IS_MONO)
        draft = _draft(lines, *found, marker, bold=bold, mono=mono, glyphs=self._glyphs)
        if within:
            draft.ends = _ends(lines, within)
        return draft if draft.spans or draft.code else None


def group_lines(lines: list[Line]) -> list[_Open]:
    """Do what `paragraphs` of the extension does (grouping.c), to the bit; change both."""
    groups: list[_Open] = []
    mono_is_prose = _mono_share(lines) > 0.7
    short = seek_short_lines(lines)
    widest = widest_step(lines, short)
    for i, line in enumerate(lines):
        bold, mono = line.bold, not mono_is_prose and line.mono == line.characters
        marker = None if mono else read_marker(line)
        begins_note = line.first_size < _RAISED_SIZE * line.size and _is_note(line)
        if groups and marker is None and not begins_note:
            current = groups[-1]
            joint = _joint(current, line, widest, short[i - 1], short[i], bold, mono)
            if joint:
                if len(current.lines) == 1:
                    current.step = line.y - current.lines[0].y
                current.lines.append(line)
                current.breaks.append(joint == "break")
                current.all_short = current.all_short and joint == "break"
                if bold < current.bold:
                    current.bold = bold
                continue
        groups.append(_Open(line, marker, bold, mono))
    return groups


def join_declared(
    lines: list[Line], glyphs: Glyphs, links: LinkAreas | None, *, marked: bool, in_cell: bool
) -> list[Draft]:
    """Join lines that a tagged file declares one paragraph; `marked` says that a marker may begin it.

    More than one draft comes of it only where lines are hidden or turned, or an empty line divides them.
    """
    drafts: list[Draft] = []
    current: _Open | None = None
    short = _short_lines(lines) if len(lines) > 1 else [True]
    torn = may_be_torn(lines) if in_cell else None
    first = 0
    for i, line in enumerate(lines):
        mono = line.mono == line.characters
        begins = i > 0 and short[i - 1] and (mono or not line.first[0].islower())
        if current is not None and _is_same_text(current.lines[-1], line, begins=begins):
            current.lines.append(line)
            current.breaks.append(begins)
            current.mono = current.mono and mono
            current.bold = min(current.bold, line.bold)
            continue
        if current is not None:
            drafts.append(_finish(current, glyphs, links, torn and torn[first:i]))
        current, first = _Open(line, read_marker(line) if marked and not drafts else None, line.bold, mono), i
    if current is not None:
        drafts.append(_finish(current, glyphs, links, torn and torn[first:]))
    return [draft for draft in drafts if draft.spans or draft.code]


def declared_paragraph(
    glyphs: Glyphs,
    width: float,
    height: float,
    links: LinkAreas | None,
    *,
    ocr_layer: bool,
    marked: bool,
    in_cell: bool,
) -> list[Draft] | None:
    """Make the drafts of segments that a tagged file declares one paragraph, as `join_declared` does.

    None where some are not level, visible text, or the extension is missing: then it is for Python.
    """
    found = native()
    if found is None:
        return None
    drafts: list[Draft] | None = found[0].declared(
        glyphs.text,
        glyphs.records,
        glyphs.font_bits,
        width,
        height,
        ocr_layer,
        LEVEL,
        Line,
        MAKERS,
        Finishing(glyphs, links),
        links.over(glyphs) if links is not None else None,
        marked,
        in_cell,
    )
    return drafts


def _is_same_text(before: Line, line: Line, *, begins: bool) -> bool:
    if line.direction != before.direction or line.hidden != before.hidden:
        return False
    step = line.y - before.y
    allowed = _EMPTY_LINE if begins else 1.5 * MAX_LEADING
    return step <= allowed * max(line.size, before.size) or line.x0 >= before.x1


def _is_note(line: Line) -> bool:
    """Tell whether the line begins with a raised mark, as a footnote does."""
    return len(line.first) <= _MAX_MARK and bool(line.runs[0][1] & RAISED) and len(line.runs) > 1


def _mono_share(lines: list[Line]) -> float:
    mono = sum([line.mono for line in lines])
    return mono / sum([line.characters for line in lines]) if mono else 0.0


def _edges(line: Line) -> tuple[float, float]:
    """Where the line starts and ends, in the direction of reading."""
    return (-line.x1, -line.x0) if line.flags & RTL else (line.x0, line.x1)


def _short_lines(lines: list[Line]) -> list[bool]:
    """Tell of each line whether the first word of the next one would still have had room on it."""
    found = native()
    if found is None:
        return seek_short_lines(lines)
    short: list[bool] = found[0].short_lines(lines)
    return short


def seek_short_lines(lines: list[Line]) -> list[bool]:
    """Do what `short_lines` of the extension does (joining.c), to the bit; change both."""
    short = []
    spans = [(line.x0, line.x1, line.flags & RTL, line.y, line.size) for line in lines]
    rights = [line.x1 for line in lines]
    furthest = max(rights, default=0.0)
    for i, (x0, x1, rtl, y, size) in enumerate(spans[:-1]):
        slack = 0.8 * size - 1.0
        if not rtl and (furthest - x1 <= slack or max(rights[max(i - 3, 0) : i + 4]) - x1 <= slack):
            short.append(False)  # as nearly all lines of running text: nothing near it reaches further
            continue
        # How far the lines around it reach: the edge of its column, near enough.
        end = reach = -x0 if rtl else x1
        near = _NEAR * size
        for other_x0, other_x1, other_rtl, other_y, other_size in spans[max(i - 3, 0) : i + 4]:
            other_end = -other_x0 if rtl else other_x1
            if (
                other_end > reach
                and other_x0 < x1
                and x0 < other_x1
                and other_rtl == rtl
                and -near < other_y - y < near
                and other_size < _TITLE * size
            ):
                reach = other_end
        short.append(reach - end > slack and _is_short(lines[i], lines[i + 1], reach - end))
    if lines:
        short.append(True)
    return short


def _is_short(line: Line, following: Line, room: float) -> bool:
    text = following.first
    word, space, _ = text.partition(" ")
    width = following.first_width * len(word) / len(text)
    if not space and not text.isascii() and ord(text[0]) > 0x2E80:
        width = following.first_size
    return room > width + 0.8 * line.size and not line.flags & HYPHEN


def _joint(
    current: _Open, line: Line, widest: float, short_before: bool, short: bool, bold: float, mono: bool
) -> _Joint:
    previous = current.lines[-1]
    if (
        line.direction != previous.direction
        or line.hidden != previous.hidden
        or (line.flags ^ previous.flags) & RTL
    ):
        return ""
    small, size = previous.size, line.size
    if small > size:
        small, size = size, small
    step = line.y - previous.y
    if short_before or is_narrow(previous, size):
        widest = MAX_LEADING
    if small < SAME_SIZE * size or not 0.3 * size < step <= widest * size:
        return ""
    if mono != current.mono:
        return ""
    if mono:
        return "break"
    if current.step and not 0.75 * current.step - 0.5 <= step <= 1.2 * current.step + 0.5:
        return ""
    if (current.bold > 0.95 and bold < 0.5) or (bold > 0.95 and current.bold < 0.5 and short_before):
        return ""
    after_marker = current.marker is not None and len(current.lines) == 1
    if line.flags & _ANY_GAP or previous.flags & (GAP_LATER if after_marker else _ANY_GAP):
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
        least = -6.0 if not short_before and sentence_goes_on(previous, line) else -0.8
        if indent < least * size:
            return ""
    elif not centred and (
        indent > 4.0 * size or indent < -6.0 * size or (indent > 0.8 * size and short_before)
    ):
        return ""
    if _is_entry(previous):
        return ""
    if not short_before:
        return "flow"
    if current.all_short and short and not current.marker:
        return "break"
    return ""


def _is_entry(line: Line) -> bool:
    """Tell whether the line ends in a leader, or that and a page: an entry of a table of contents."""
    end = "".join([run[0] + run[3] for run in line.runs[-_ENTRY_RUNS:]])
    found = _ENTRY_END.search(end) or (is_ideographic(line.first[:1]) and _IDEOGRAPHIC_END.search(end))
    return bool(found)


def _finish(current: _Open, glyphs: Glyphs, links: LinkAreas | None, torn: list[bool] | None = None) -> Draft:
    lines, marker = current.lines, current.marker
    torn = torn if torn and any(torn[1:]) else None
    joined = join_lines(lines, current.breaks, glyphs, links, marker.length if marker else 0, torn)
    draft = _draft(lines, *joined, marker, bold=current.bold > 0.9, mono=current.mono, glyphs=glyphs)
    if torn:
        draft.ends = _ends(lines, torn)
    return draft


def _ends(lines: list[Line], torn: list[bool]) -> list[float]:
    """Tell how much room would have kept whole what a line may end within."""
    return [needed_x1(lines[i - 1], lines[i]) for i in range(1, len(lines)) if torn[i]]


def _draft(
    lines: list[Line],
    spans: list[Span],
    box: BBox,
    size: float,
    characters: int,
    marker: Marker | None,
    *,
    bold: bool,
    mono: bool,
    glyphs: Glyphs,
) -> Draft:
    first = lines[0]
    draft = Draft(spans, box, size, bold, mono, len(lines), first.hidden, characters)
    if first.direction != LEVEL:
        draft.level = False
    if marker is not None:
        draft.marker, draft.ordered = marker.text, marker.ordered
    if mono:
        draft.code = preformatted(lines, glyphs)
    return draft
