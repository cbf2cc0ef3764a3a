"""Draws a page of a PDF as a reader program would show it, for the person to look at beside its text."""

from __future__ import annotations

import base64
import ctypes
import zlib
from typing import Final, NamedTuple

from docsieve.errors import CorruptError
from docsieve.options import Limits
from docsieve.wheels_on_demand import require

#: More would be slow to draw, and no screen shows it.
_MOST_PIXELS: Final = 4_000_000
_WIDEST: Final = 3000
_WHITE: Final = 0xFFFFFFFF


class PageImage(NamedTuple):
    """Pixels, and how they are written: as in `docsieve.review.messages.ReviewImage`."""

    width: int
    height: int
    pixels: str


def draw_page(data: bytes, number: int, width: int, limits: Limits | None = None) -> PageImage:
    """Draw a page.

    Args:
        data: the PDF.
        number: of the page, from 1.
        width: in pixels; the height follows from the page.
        limits: on what the file may unpack to.

    Raises:
        EncryptedError: it is locked with a password, which is not kept for this.
        CorruptError: there is no such page, or it cannot be drawn.
        LimitExceededError: it unpacks to more than allowed.
        WheelsNeededError: pdfium is not installed.
    """
    require("pypdfium2_raw", "pypdfium2")
    from docsieve.formats._pdf.pdfium import PdfFile  # noqa: PLC0415 - heavy
    from docsieve.formats._pdf.stream_guard import check_streams  # noqa: PLC0415

    check_streams(data, limits or Limits())
    with PdfFile(data, None) as file:
        if not 1 <= number <= file.page_count:
            raise CorruptError(f"There is no page {number:,} to draw.")
        pdfium = file.pdfium
        with file.page(number - 1) as page:
            points = pdfium.FPDF_GetPageWidthF(page.handle), pdfium.FPDF_GetPageHeightF(page.handle)
            columns, rows = _size(*points, width)
            bitmap = pdfium.FPDFBitmap_CreateEx(columns, rows, pdfium.FPDFBitmap_BGRA, None, 0)
            if not bitmap:
                raise CorruptError(f"Page {number:,} cannot be drawn.")
            try:
                pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, _WHITE)
                flags = pdfium.FPDF_ANNOT | pdfium.FPDF_REVERSE_BYTE_ORDER
                pdfium.FPDF_RenderPageBitmap(bitmap, page.handle, 0, 0, columns, rows, 0, flags)
                stride = pdfium.FPDFBitmap_GetStride(bitmap)
                drawn = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * rows)
            finally:
                pdfium.FPDFBitmap_Destroy(bitmap)
    if stride != 4 * columns:
        drawn = b"".join(drawn[row * stride : row * stride + 4 * columns] for row in range(rows))
    return PageImage(columns, rows, base64.b64encode(zlib.compress(drawn, 1)).decode())


def _size(points_wide: float, points_high: float, width: int) -> tuple[int, int]:
    """Return columns and rows: in the shape of the page, and not too many."""
    if not (points_wide > 0 and points_high > 0):
        raise CorruptError("This page has no size.")
    columns = min(max(width, 1), _WIDEST)
    ratio = points_high / points_wide
    if columns * columns * ratio > _MOST_PIXELS:
        columns = max(int((_MOST_PIXELS / ratio) ** 0.5), 1)
    return columns, min(max(round(columns * ratio), 1), _MOST_PIXELS // columns)
