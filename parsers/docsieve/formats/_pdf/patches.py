"""Small pictures of parts of a page, to see what shows there."""

from __future__ import annotations

import ctypes
from typing import Any, Final

from docsieve.formats._pdf.pdfium import PdfPage

#: What is under them, 0xAARRGGBB: no colour that text would have.
PAPER: Final = 0xFF7A31C5
#: Bytes of a pixel: blue, green, red and one of no meaning.
PIXEL: Final = 4
#: The paper's blue, green and red.
CHANNELS: Final = (PAPER & 255, PAPER >> 8 & 255, PAPER >> 16 & 255)


def draw_patch(page: PdfPage, x0: float, top: float, columns: int, rows: int, scale: float) -> bytes:
    """Draw the part of the page whose left and top edge these are, in points, as it is now.

    `scale` is pixels for a point. Returns the pixels row after row; nothing where there is no memory.
    """
    pdfium: Any = page.file.pdfium
    frame = page.frame
    bitmap = pdfium.FPDFBitmap_CreateEx(columns, rows, pdfium.FPDFBitmap_BGRx, None, 0)
    if not bitmap:
        return b""
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, PAPER)
        pdfium.FPDF_RenderPageBitmap(
            bitmap,
            page.handle,
            -int(x0 * scale),
            -int(top * scale),
            max(int(frame.width * scale), 1),
            max(int(frame.height * scale), 1),
            0,
            0,
        )
        stride = pdfium.FPDFBitmap_GetStride(bitmap)  # as wide as its pixels are: they have four bytes
        return ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * rows)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def is_bare(pixels: bytes) -> bool:
    """Tell whether nothing shows on a patch."""
    channels = [pixels[channel::PIXEL] for channel in range(3)]
    return bool(pixels) and all(
        each == bytes([value]) * len(each) for each, value in zip(channels, CHANNELS, strict=True)
    )
