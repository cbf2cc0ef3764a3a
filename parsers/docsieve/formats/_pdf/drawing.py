"""Draws a page of a PDF as a reader program would show it, on white, with its annotations."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Final, NamedTuple

from docsieve.errors import CorruptError
from docsieve.formats._pdf.harmless import without_bad_parts
from docsieve.formats._pdf.pdfium import PdfFile
from docsieve.options import Limits

_WHITE: Final = 0xFFFFFFFF


class Drawing(NamedTuple):
    """Pixels, row after row from the top: in grey a byte each (0 is black), else red, green, blue, alpha."""

    width: int
    height: int
    pixels: bytes


def draw(
    data: bytes,
    number: int,
    size: Callable[[float, float], tuple[int, int]],
    *,
    is_grey: bool,
    password: str | None = None,
    limits: Limits | None = None,
) -> Drawing:
    """Draw the page of that number (from 1).

    `size` is told how wide and high the page is, in points, and returns how many pixels that shall be.

    Raises:
        EncryptedError: it needs a password.
        WrongPasswordError: the given one does not open it.
        CorruptError: there is no such page, or it cannot be drawn.
        LimitExceededError: it unpacks to more than allowed.
    """
    with PdfFile(without_bad_parts(data, limits or Limits()), password) as file:
        if not 1 <= number <= file.page_count:
            raise CorruptError(f"There is no page {number:,} to draw.")
        pdfium = file.pdfium
        with file.page(number - 1) as page:
            points = pdfium.FPDF_GetPageWidthF(page.handle), pdfium.FPDF_GetPageHeightF(page.handle)
            if not (points[0] > 0 and points[1] > 0):
                raise CorruptError("This page has no size.")
            columns, rows = size(*points)
            kind = pdfium.FPDFBitmap_Gray if is_grey else pdfium.FPDFBitmap_BGRA
            bitmap = pdfium.FPDFBitmap_CreateEx(columns, rows, kind, None, 0)
            if not bitmap:
                raise CorruptError(f"Page {number:,} cannot be drawn.")
            try:
                pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, _WHITE)
                flags = pdfium.FPDF_ANNOT | (0 if is_grey else pdfium.FPDF_REVERSE_BYTE_ORDER)
                pdfium.FPDF_RenderPageBitmap(bitmap, page.handle, 0, 0, columns, rows, 0, flags)
                stride = pdfium.FPDFBitmap_GetStride(bitmap)
                drawn = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * rows)
            finally:
                pdfium.FPDFBitmap_Destroy(bitmap)
    width = columns if is_grey else 4 * columns
    if stride != width:
        drawn = b"".join(drawn[row * stride : row * stride + width] for row in range(rows))
    return Drawing(columns, rows, drawn)
