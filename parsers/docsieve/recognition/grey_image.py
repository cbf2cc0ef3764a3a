"""Draws a page of a PDF in grey, as large as letters want to be for recognition."""

from __future__ import annotations

import ctypes
from typing import Final, NamedTuple

from docsieve.errors import CorruptError
from docsieve.options import Limits
from docsieve.wheels_on_demand import require

#: Dots to the inch: what Tesseract was trained with.
_RESOLUTION: Final = 300
#: A page of A3 has 17 million. Larger ones are drawn more coarsely.
MOST_PIXELS: Final = 20_000_000
_WHITE: Final = 0xFFFFFFFF


class GreyImage(NamedTuple):
    """One byte for each pixel, row after row from the top, 0 for black."""

    width: int
    height: int
    pixels: bytes


def draw_grey(
    data: bytes, number: int, *, password: str | None = None, limits: Limits | None = None
) -> GreyImage:
    """Draw a page at about 300 dots to the inch.

    Args:
        data: the PDF.
        number: of the page, from 1.
        password: for an encrypted file.
        limits: on what the file may unpack to.

    Raises:
        EncryptedError: it needs a password.
        WrongPasswordError: the given one does not open it.
        CorruptError: there is no such page, or it cannot be drawn.
        LimitExceededError: it unpacks to more than allowed.
        WheelsNeededError: pdfium is not installed.
    """
    require("pypdfium2_raw", "pypdfium2")
    from docsieve.formats._pdf.pdfium import PdfFile  # noqa: PLC0415 - heavy
    from docsieve.formats._pdf.stream_guard import check_streams  # noqa: PLC0415

    check_streams(data, limits or Limits())
    with PdfFile(data, password) as file:
        if not 1 <= number <= file.page_count:
            raise CorruptError(f"There is no page {number:,} to draw.")
        pdfium = file.pdfium
        with file.page(number - 1) as page:
            points = pdfium.FPDF_GetPageWidthF(page.handle), pdfium.FPDF_GetPageHeightF(page.handle)
            columns, rows = _size(*points)
            bitmap = pdfium.FPDFBitmap_CreateEx(columns, rows, pdfium.FPDFBitmap_Gray, None, 0)
            if not bitmap:
                raise CorruptError(f"Page {number:,} cannot be drawn.")
            try:
                pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, _WHITE)
                flags = pdfium.FPDF_ANNOT
                pdfium.FPDF_RenderPageBitmap(bitmap, page.handle, 0, 0, columns, rows, 0, flags)
                stride = pdfium.FPDFBitmap_GetStride(bitmap)
                drawn = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * rows)
            finally:
                pdfium.FPDFBitmap_Destroy(bitmap)
    if stride != columns:
        drawn = b"".join(drawn[row * stride : row * stride + columns] for row in range(rows))
    return GreyImage(columns, rows, drawn)


def _size(points_wide: float, points_high: float) -> tuple[int, int]:
    """Return columns and rows: in the shape of the page, and not too many."""
    if not (points_wide > 0 and points_high > 0):
        raise CorruptError("This page has no size.")
    scale = min(_RESOLUTION / 72, (MOST_PIXELS / (points_wide * points_high)) ** 0.5)
    columns = min(max(round(points_wide * scale), 1), MOST_PIXELS)
    return columns, min(max(round(points_high * scale), 1), MOST_PIXELS // columns)
