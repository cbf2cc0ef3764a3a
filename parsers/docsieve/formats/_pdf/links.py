"""Link annotations of a page: which words they lie over and where they lead (ISO 32000-1, 12.5.6.5)."""

from __future__ import annotations

import ctypes
import struct
from itertools import pairwise
from typing import NamedTuple

from docsieve.formats._pdf.glyphs import Glyphs
from docsieve.formats._pdf.lines import Line, Piece, box_of
from docsieve.formats._pdf.pdfium import PdfPage, narrow
from docsieve.geometry import BBox
from docsieve.model import Locator
from docsieve.report import Report

_MAX_LINKS = 5000
_PLACE = struct.Struct("<4d")


class LinkArea(NamedTuple):
    """`target` is a URL, or "#page=N" for a page of the document."""

    box: BBox
    target: str


class LinkAreas:
    """The links of a page over its text."""

    def __init__(self, areas: list[LinkArea], glyphs: Glyphs) -> None:
        self._places = [(area.box.top, area.box.bottom, area.box.x0, area.box.x1) for area in areas]
        self._targets = [area.target for area in areas]
        #: The same places, packed.
        self.packed = b"".join([_PLACE.pack(*place) for place in self._places])
        self._starts = glyphs.starts

    def touch(self, line: Line) -> bool:
        """Tell whether some link may lie over the line."""
        if line.box is not None:
            return True
        x0, top, x1, bottom = line.x0, line.top, line.x1, line.bottom
        for low, high, left, right in self._places:
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
            for (top, bottom, left, right), target in zip(self._places, self._targets, strict=True)
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
    if not page.annotation_count:
        return []
    pdfium = page.file.pdfium
    position = ctypes.c_int(0)
    link = pdfium.FPDF_LINK()
    rectangle = pdfium.FS_RECTF()
    areas: list[LinkArea] = []
    while len(areas) < _MAX_LINKS and pdfium.FPDFLink_Enumerate(
        page.handle, ctypes.byref(position), ctypes.byref(link)
    ):
        target = _target(page, link, left_out)
        if target and pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(rectangle)):
            box = page.frame.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            areas.append(LinkArea(box, target))
    if len(areas) == _MAX_LINKS:
        left_out.cut(page.index + 1)
    return areas


def _target(page: PdfPage, link: object, left_out: LeftOutLinks) -> str | None:
    pdfium = page.file.pdfium
    document = page.file.handle
    action = pdfium.FPDFLink_GetAction(link)
    kind = pdfium.FPDFAction_GetType(action) if action else pdfium.PDFACTION_GOTO
    if kind == pdfium.PDFACTION_URI:
        return narrow(pdfium.FPDFAction_GetURIPath, document, action).strip() or None
    if kind == pdfium.PDFACTION_REMOTEGOTO:
        return narrow(pdfium.FPDFAction_GetFilePath, action).strip() or None
    if kind == pdfium.PDFACTION_LAUNCH:
        left_out.refuse(page.index + 1)
        return None
    destination = pdfium.FPDFLink_GetDest(document, link)
    if not destination and action and kind == pdfium.PDFACTION_GOTO:
        destination = pdfium.FPDFAction_GetDest(document, action)
    number = pdfium.FPDFDest_GetDestPageIndex(document, destination) if destination else -1
    return f"#page={number + 1}" if number >= 0 else None
