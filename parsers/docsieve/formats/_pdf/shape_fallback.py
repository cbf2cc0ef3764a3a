"""What parsers/pdfglyphs/shapes.c does, in Python through ctypes: images, rules and rectangles of a page."""

from __future__ import annotations

import ctypes
import struct
from typing import Any, Final

from docsieve.formats._pdf.frame import Matrix, hundredths

_RECORD: Final = struct.Struct("<4d2I")
_IMAGE, _RULE, _RECTANGLE, _DRAWING = 1, 2, 3, 4
_MAX_FORM_DEPTH: Final = 8

_Box = tuple[float, float, float, float]


def _compose(inner: Any, o: Matrix) -> Matrix:
    return (
        inner.a * o[0] + inner.b * o[2],
        inner.a * o[1] + inner.b * o[3],
        inner.c * o[0] + inner.d * o[2],
        inner.c * o[1] + inner.d * o[3],
        inner.e * o[0] + inner.f * o[2] + o[4],
        inner.e * o[1] + inner.f * o[3] + o[5],
    )


def _map(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return hundredths(m[0] * x + m[2] * y + m[4]), hundredths(m[1] * x + m[3] * y + m[5])


def _is_level(p: float, q: float) -> bool:
    return -0.3 < p - q < 0.3


class _Reader:
    def __init__(self, pdfium: Any, limit: int) -> None:
        self.pdfium = pdfium
        self.left = limit
        self.records: list[bytes] = []

    def add(self, kind: int, paint: int, x0: float, y0: float, x1: float, y1: float) -> None:
        self.records.append(
            _RECORD.pack(
                x0 if x0 < x1 else x1,
                y0 if y0 < y1 else y1,
                x1 if x0 < x1 else x0,
                y1 if y0 < y1 else y0,
                kind,
                paint,
            )
        )

    def matrix(self, found: Any, outer: Matrix) -> Matrix:
        own = self.pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0)
        self.pdfium.FPDFPageObj_GetMatrix(found, ctypes.byref(own))
        return _compose(own, outer)

    def read_object(self, found: Any, outer: Matrix, depth: int) -> None:
        """Read one object, into forms."""
        pdfium = self.pdfium
        self.left -= 1
        kind = pdfium.FPDFPageObj_GetType(found) if found else 0
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self.read_path(found, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            m = self.matrix(found, outer)
            corners = [_map(m, i & 1, i >> 1) for i in range(4)]
            xs, ys = [x for x, _ in corners], [y for _, y in corners]
            self.add(_IMAGE, 1, min(xs), min(ys), max(xs), max(ys))
        elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
            self.add(_DRAWING, 1, 0.0, 0.0, 0.0, 0.0)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            m = self.matrix(found, outer)
            count = pdfium.FPDFFormObj_CountObjects(found) if depth < _MAX_FORM_DEPTH else 0
            for i in range(count):
                if self.left <= 0:
                    break
                self.read_object(pdfium.FPDFFormObj_GetObject(found, i), m, depth + 1)

    def read_path(self, found: Any, outer: Matrix) -> None:
        """Read a path: its lines where all are upright or level, else its outline."""
        pdfium = self.pdfium
        fill, stroke = ctypes.c_int(0), ctypes.c_int(0)
        count = pdfium.FPDFPath_CountSegments(found)
        pdfium.FPDFPath_GetDrawMode(found, ctypes.byref(fill), ctypes.byref(stroke))
        paint = bool(fill.value) | bool(stroke.value) << 1
        if not paint or count <= 0:
            return
        m = self.matrix(found, outer)
        before = len(self.records)
        straight = True
        box: _Box | None = None
        x = y = start_x = start_y = 0.0
        for i in range(count):
            if self.left <= 0:
                break
            part = pdfium.FPDFPath_GetPathSegment(found, i)
            if not part:
                break
            self.left -= 1
            kind = pdfium.FPDFPathSegment_GetType(part)
            px, py = ctypes.c_float(0), ctypes.c_float(0)
            pdfium.FPDFPathSegment_GetPoint(part, ctypes.byref(px), ctypes.byref(py))
            nx, ny = _map(m, px.value, py.value)
            if box is None:
                box = (nx, ny, nx, ny)
            box = (min(box[0], nx), min(box[1], ny), max(box[2], nx), max(box[3], ny))
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                start_x, start_y = nx, ny
            elif kind == pdfium.FPDF_SEGMENT_LINETO and straight:
                if not _is_level(nx, x) and not _is_level(ny, y):
                    straight = False
                else:
                    self.add(_RULE, paint, x, y, nx, ny)
            else:
                straight = False
            x, y = nx, ny
            if straight and pdfium.FPDFPathSegment_GetClose(part):
                if not _is_level(start_x, x) and not _is_level(start_y, y):
                    straight = False
                elif start_x != x or start_y != y:
                    self.add(_RULE, paint, x, y, start_x, start_y)
                x, y = start_x, start_y
        if box is not None and (not straight or 4 <= count <= 5):
            del self.records[before:]
            self.add(_RECTANGLE if straight else _DRAWING, paint, *box)


def shapes(pdfium: Any, page: Any, matrix: Matrix, limit: int) -> bytes:
    """List shapes as `_docsieve_pdfglyphs.shapes` does."""
    reader = _Reader(pdfium, limit)
    for i in range(pdfium.FPDFPage_CountObjects(page)):
        if reader.left <= 0:
            break
        reader.read_object(pdfium.FPDFPage_GetObject(page, i), matrix, 0)
    return b"".join(reader.records)
