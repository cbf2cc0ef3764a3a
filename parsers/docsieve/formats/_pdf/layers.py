"""Text on layers (optional content, ISO 32000-1, 8.11) that are off: pdfium reads it as any other text.

Nothing in pdfium tells which layers are off, and membership can be by marks, by forms, by policies and by
expressions. Its renderer knows them all: text that shows on a small picture without the mark, but not with
it, is on a layer that is off. That is asked once for each set of layers on a page.
"""

from __future__ import annotations

import ctypes
import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final, NamedTuple

from docsieve.formats._pdf.content_fallback import CONTENT, is_unnamed
from docsieve.formats._pdf.glyph_fallback import SEGMENT
from docsieve.formats._pdf.glyphs import (
    MARKS,
    MARKS_AND_FORMS,
    NO_CONTENTS,
    RECORD,
    VERTICAL,
    Glyphs,
    Segment,
)
from docsieve.formats._pdf.layers_off import LayersOff
from docsieve.formats._pdf.marked_text import part_of
from docsieve.formats._pdf.patches import draw_patch
from docsieve.formats._pdf.pdfium import Handle, PdfPage, address
from docsieve.formats._pdf.segment_places import END_AT
from docsieve.formats._pdf.visible_layers import has_layers, has_spelled

#: Where the text of a segment ends, in its record.
_END: Final = struct.Struct(f"<{END_AT}xI{RECORD - END_AT - 4}x")
#: A form on a layer; dictionaries of streams are never packed into others.
_ON_A_LAYER: Final = re.compile(rb"/OC\s*(?:\d+\s+\d+\s+R|<<)")
_LAYER: Final = frozenset((b"OC",))
_UNPAINTED_MODES: Final = (3, 7)
#: Of one page: sets of layers that are asked for, and objects that are looked at; with more, all is shown.
_MAX_SETS: Final = 200
_MAX_OBJECTS: Final = 50_000
_MAX_FORM_DEPTH: Final = 8
_TEXT_OBJECT, _FORM_OBJECT = 1, 5
#: Pixels of the picture, and what a point may become.
_WIDTH: Final = 160.0
_HEIGHT: Final = 60.0
_MAX_SCALE: Final = 3.0


class _Run(NamedTuple):
    """Text on a layer or in a form: its set of layers, its object and form, as `content_fallback.CONTENT`."""

    start: int
    end: int
    layers: int
    object: int
    form: int


def contents_for_layers(data: bytes, layers_off: LayersOff | None = None) -> int:
    """Tell what must be read of marked content so that layers of the file are known."""
    if (layers_off is not None and layers_off.are_none) or not has_layers(data):
        return NO_CONTENTS
    has_forms = _ON_A_LAYER.search(data) is not None or has_spelled(data, _LAYER)
    return MARKS_AND_FORMS if has_forms else MARKS


def hidden_by_layers(
    page: PdfPage, glyphs: Glyphs, layers_off: LayersOff, *, forms: bool
) -> tuple[Glyphs, set[int]]:
    """Return the glyphs, cut where layers begin and end, and the indexes of segments on layers that are off.

    `forms` says that forms may be on layers.
    """
    found = list(CONTENT.iter_unpack(glyphs.contents))
    ends = [run[0] for run in found[1:]] + [len(glyphs.text)]
    runs = [
        _Run(start, end, layers, its_object, form if forms else 0)
        for (start, _, layers, its_object, form), end in zip(found, ends, strict=True)
        if layers >= 0 or (forms and form)
    ]
    if not runs:
        return glyphs, set()
    off = _ranges_off(page, glyphs, runs, layers_off)
    if not off:
        return glyphs, set()
    cut = glyphs.with_records(b"".join(_cut(glyphs, off)))
    hidden = {
        i for i, segment in enumerate(cut.segments) if any(begin <= segment.start < end for begin, end in off)
    }
    return cut, hidden


def _ranges_off(
    page: PdfPage, glyphs: Glyphs, runs: list[_Run], layers_off: LayersOff
) -> list[tuple[int, int]]:
    """Return the ranges of text that is not shown."""
    ends = [end for (end,) in _END.iter_unpack(glyphs.records)]
    painter: _Painter | None = None
    known: dict[object, bool] = {}
    off: list[_Run] = []
    for run in runs:
        keys: list[object] = []
        if run.layers >= 0:
            names = glyphs.layers[run.layers]
            keys.append((names, run.start if is_unnamed(names) else 0))
        if run.form:
            keys.append(run.form)
        for key in keys:
            if key in known or len(known) >= _MAX_SETS:
                continue
            index = bisect_right(ends, run.start)  # what begins there, or else goes on there
            segment = glyphs.segment(index) if index < len(ends) else None
            if segment and segment.start <= run.start and _is_painted(segment, page):
                is_form = key == run.form
                if not is_form and not layers_off.must_be_drawn():
                    known[key] = False
                    continue
                painter = painter or _Painter(page, {run.form for run in runs})
                known[key] = painter.is_off(
                    run.form if is_form else run.object, run.form, segment, is_form=is_form
                )
        if any(known.get(key) for key in keys):
            off.append(run)
    if off and painter and layers_off.are_all_on:  # forms that do not show where they begin
        return list(_ranges_cut_off(page, glyphs, off, painter))
    return [(run.start, run.end) for run in off]


def _ranges_cut_off(
    page: PdfPage, glyphs: Glyphs, runs: list[_Run], painter: _Painter
) -> Iterator[tuple[int, int]]:
    """Yield the ranges of text in forms that is cut off where it is painted."""
    left = _MAX_SETS
    for run in runs:
        for segment in glyphs.segments:
            if not run.start <= segment.start < run.end or not _is_painted(segment, page):
                continue
            left -= 1
            if left < 0 or painter.is_off(run.form, run.form, segment, is_form=True):
                yield segment.start, min(segment.end, run.end)


def _is_painted(segment: Segment, page: PdfPage) -> bool:
    frame = page.frame
    return (
        segment.mode not in _UNPAINTED_MODES
        and bool(segment.rgba & 255)
        and segment.x1 > 0
        and segment.bottom > 0
        and segment.x0 < frame.width
        and segment.top < frame.height
    )


class _Painter:
    """Draws a page's text alone: what else is on it is made inactive, which is forgotten with the page."""

    def __init__(self, page: PdfPage, forms: set[int]) -> None:
        self._page = page
        self._pdfium = page.file.pdfium
        self._left = _MAX_OBJECTS
        self._silence(page.handle, forms)

    def is_off(self, found: int, form: int, segment: Segment, *, is_form: bool) -> bool:
        """Tell whether an object does not show at a segment's place because of a layer."""
        pdfium = self._pdfium
        if self._left <= 0:
            return False
        handle = ctypes.cast(found, pdfium.FPDF_PAGEOBJECT)
        with_it = self._draw(segment)
        pdfium.FPDFPageObj_SetIsActive(handle, False)
        without = self._draw(segment)
        pdfium.FPDFPageObj_SetIsActive(handle, True)
        if with_it != without:
            return False
        if is_form:
            return True
        for marked in (found, form):
            if marked:
                self._unmark(ctypes.cast(marked, pdfium.FPDF_PAGEOBJECT))
        return self._draw(segment) != without

    def _silence(self, page: Handle, forms: set[int]) -> None:
        """Make all but text and the forms it is in inactive: no picture is unpacked for this."""
        pdfium = self._pdfium
        for i in range(pdfium.FPDFPage_CountObjects(page)):
            if self._left <= 0:
                return
            found = pdfium.FPDFPage_GetObject(page, i)
            self._silence_object(found, forms, 0)

    def _silence_object(self, found: Handle, forms: set[int], depth: int) -> None:
        pdfium = self._pdfium
        self._left -= 1
        kind = pdfium.FPDFPageObj_GetType(found) if found else _TEXT_OBJECT
        if kind == _TEXT_OBJECT:
            return
        if kind != _FORM_OBJECT or depth > _MAX_FORM_DEPTH or not (depth or address(found) in forms):
            pdfium.FPDFPageObj_SetIsActive(found, False)
            return
        for i in range(pdfium.FPDFFormObj_CountObjects(found)):
            if self._left <= 0:
                return
            self._silence_object(pdfium.FPDFFormObj_GetObject(found, i), forms, depth + 1)

    def _unmark(self, found: Handle) -> None:
        pdfium = self._pdfium
        for mark in list(self._layer_marks(found)):
            pdfium.FPDFPageObj_RemoveMark(found, mark)

    def _layer_marks(self, found: Handle) -> Iterator[Any]:
        pdfium = self._pdfium
        name, needed = (ctypes.c_ushort * 8)(), ctypes.c_ulong(0)
        for i in range(pdfium.FPDFPageObj_CountMarks(found)):
            mark = pdfium.FPDFPageObj_GetMark(found, i)
            known = pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), ctypes.byref(needed))
            if known and bytes(name)[: needed.value] == "OC\0".encode("utf-16-le"):
                yield mark

    def _draw(self, segment: Segment) -> bytes:
        """Return the pixels of a segment's place."""
        frame = self._page.frame
        x0, top = max(segment.x0, 0.0), max(segment.top, 0.0)
        wide = min(segment.x1, frame.width) - x0
        high = min(segment.bottom, frame.height) - top
        scale = min(_WIDTH / max(wide, 1.0), _MAX_SCALE)
        columns, rows = max(int(wide * scale), 4), max(min(int(high * scale), int(_HEIGHT)), 4)
        return draw_patch(self._page, x0, top, columns, rows, scale)


def _cut(glyphs: Glyphs, ranges: list[tuple[int, int]]) -> Iterator[bytes]:
    """Yield the segments of a page, those cut that reach over the end of a range."""
    bounds = sorted({bound for pair in ranges for bound in pair})
    for segment in glyphs.segments:
        inner = [bound for bound in bounds if segment.start < bound < segment.end]
        if not inner or segment.ux < 0.99 or segment.flags & VERTICAL:
            yield SEGMENT.pack(*segment)
            continue
        places = [segment.start, *inner, segment.end]
        for begin, end in pairwise(places):
            part = part_of(segment, begin, end, glyphs.text, glyphs.starts)
            if part is not None:
                yield SEGMENT.pack(*part)
