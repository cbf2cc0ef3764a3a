"""Link annotations of a page: which words they lie over and where they lead (ISO 32000-1, 12.5.6.5)."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from docsieve.formats._pdf.glyphs import Glyphs, ask
from docsieve.formats._pdf.lines import Line, Piece, box_of
from docsieve.formats._pdf.link_fallback import TO_ADDRESS, TO_FILE, TO_PROGRAM, Link, links
from docsieve.formats._pdf.pdfium import PdfPage, clean
from docsieve.geometry import BBox
from docsieve.model import Locator
from docsieve.report import Report

_MAX_LINKS = 5000
#: From so many links on they are looked up by strips of the page so high, in points; a link that is in more
#: strips is not over a line of text.
_MANY = 16
_STRIP = 32.0
_MAX_STRIPS = 100
_PLACE = struct.Struct("<4d")


class LinkArea(NamedTuple):
    """`target` is a URL, or "#page=N" for a page of the document."""

    box: BBox
    target: str


#: Top, bottom, left, right, target.
_Place = tuple[float, float, float, float, str]


class LinkAreas:
    """The links of a page over its text."""

    def __init__(self, areas: list[LinkArea], glyphs: Glyphs) -> None:
        places = [(area.box.top, area.box.bottom, area.box.x0, area.box.x1) for area in areas]
        #: The same places, packed, and where they lead.
        self._packed = b"".join([_PLACE.pack(*place) for place in places])
        self._targets = tuple([area.target for area in areas])
        #: With their targets; by strips of the page, where there are many.
        self._all = [(*place, area.target) for place, area in zip(places, areas, strict=True)]
        self._strips = _by_strips(self._all) if len(areas) >= _MANY else None
        self._starts = glyphs.starts

    def over(self, glyphs: Glyphs) -> tuple[str, bytes, Sequence[int], bytes, bytes, tuple[str, ...]]:
        """Return what the extension needs to cut lines of these glyphs as `split` does (linked.c)."""
        return glyphs.text, glyphs.records, self._starts, glyphs.font_bits, self._packed, self._targets

    def _near(self, top: float, bottom: float) -> list[_Place]:
        """Return the links that may reach to between these levels, in their order."""
        if self._strips is None or not bottom - top <= _STRIP:
            return self._all
        return self._strips.get(bottom // _STRIP, [])

    def touch(self, line: Line) -> bool:
        """Tell whether some link may lie over the line."""
        if line.box is not None:
            return True
        x0, top, x1, bottom = line.x0, line.top, line.x1, line.bottom
        for low, high, left, right, _ in self._near(top, bottom):
            if low <= bottom and top <= high and left < x1 and x0 < right:
                return True
        return False

    def split(self, piece: Piece, line: Line, text: str) -> list[tuple[str, str | None]]:
        """Cut a piece's text where links begin and end."""
        segment = piece.segment
        turned = line.direction != (1.0, 0.0)
        box = box_of(line) if turned else BBox(segment.x0, segment.top, segment.x1, segment.bottom)
        middle = (box.top + box.bottom) / 2
        x0, x1 = box.x0, box.x1
        hits = [
            (left, right, target)
            for top, bottom, left, right, target in self._near(middle, middle)
            if top <= middle <= bottom and left < x1 and x0 < right
        ]
        if not hits:
            return [(text, None)]
        if turned or len(text) != segment.end - segment.start:
            return [(text, hits[0][2])]
        places = self._starts[segment.start : segment.end].tolist()
        places.append(int(segment.x1 * 100))
        left, right, whole = hits[0]
        # As nearly all are: the link is over all of it.
        begins, ends = left <= (places[0] + places[1]) / 200, (places[-2] + places[-1]) / 200 <= right
        if begins and ends and places == sorted(places):
            return [(text, whole)]
        parts: list[tuple[str, str | None]] = []
        begin = 0
        current: str | None = None
        for i, (start, following) in enumerate(pairwise(places)):
            centre = (start + following) / 200
            target = None
            for left, right, reached in hits:
                if left <= centre <= right:
                    target = reached
                    break
            if text[i] == " " and target != current and i + 1 < len(text):
                continue  # a space goes with what stands before it
            if target != current:
                end = i
                if current is not None and text[i - 1] == " ":
                    end = i - 1  # no space at the end of a link
                if end > begin:
                    parts.append((text[begin:end], current))
                begin, current = end, target
        parts.append((text[begin:], current))
        return parts


def _by_strips(places: list[_Place]) -> dict[float, list[_Place]] | None:
    """Return the links near each strip, in their order; None where one reaches into too many strips.

    What is no higher than a strip and touches a link has its bottom in a strip that the link is listed for.
    """
    strips: dict[float, list[_Place]] = {}
    for place in places:
        first, last = int(place[0] // _STRIP), int(place[1] // _STRIP) + 1
        if last - first > _MAX_STRIPS:
            return None
        for strip in range(first, last + 1):
            strips.setdefault(strip, []).append(place)
    return strips


class LeftOutLinks:
    """Which links of a document are not read, though they lead somewhere."""

    def __init__(self) -> None:
        self._refused = 0
        self._first = 0
        self._first_cut = 0

    def refuse(self, page: int) -> None:
        """Count one that starts a program or opens a file of the reader's machine: nobody is led there."""
        self._refused += 1
        self._first = self._first or page

    def cut(self, page: int) -> None:
        """Remember a page with more links than are looked at."""
        self._first_cut = self._first_cut or page

    def tell(self, report: Report) -> None:
        """Say what is left out, if anything."""
        if self._first_cut:
            report.warn(
                "link_limit",
                f"Of this page only the first {_MAX_LINKS:,} links were read.",
                Locator(page=self._first_cut),
            )
        if self._refused:
            links = "A link" if self._refused == 1 else f"{self._refused:,} links"
            report.warn(
                "links_refused",
                f"{links} of this file would start a program or open a file; where to was left out.",
                Locator(page=self._first),
            )


def read_links(page: PdfPage, left_out: LeftOutLinks) -> list[LinkArea]:
    """List the links of a page; those that lead nowhere a reader could follow are left out."""
    areas: list[LinkArea] = []
    begin = 0 if page.annotation_count else -1
    while begin >= 0:
        found: list[Link]
        found, begin = ask(links, page, page.file.handle, page.handle, begin, _MAX_LINKS)
        for kind, named, number, left, bottom, right, top in found:
            if kind == TO_PROGRAM:
                left_out.refuse(page.index + 1)
            target = _target(kind, named, number)
            if target:
                areas.append(LinkArea(page.frame.box(left, bottom, right, top), target))
                if len(areas) == _MAX_LINKS:
                    left_out.cut(page.index + 1)
                    return areas
    return areas


def _target(kind: int, named: bytes, number: int) -> str | None:
    if kind in (TO_ADDRESS, TO_FILE):
        return clean(named.decode("utf-8", "replace")).strip() or None
    return f"#page={number + 1}" if number >= 0 else None
