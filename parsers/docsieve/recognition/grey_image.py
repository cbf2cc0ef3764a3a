"""Draws a page of a PDF in grey, as large as letters want to be for recognition."""

from __future__ import annotations

from typing import Final, NamedTuple

from docsieve.geometry import BBox
from docsieve.options import Limits
from docsieve.wheels_on_demand import require

#: Dots to the inch: what Tesseract was trained with.
_RESOLUTION: Final = 300
#: A page of A3 has 17 million. Larger ones are drawn more coarsely.
MOST_PIXELS: Final = 20_000_000


class GreyImage(NamedTuple):
    """One byte for each pixel, row after row from the top, 0 for black."""

    width: int
    height: int
    pixels: bytes


def draw_grey(
    data: bytes,
    number: int,
    *,
    box: BBox | None = None,
    password: str | None = None,
    limits: Limits | None = None,
) -> GreyImage:
    """Draw a page, or a part of it, at about 300 dots to the inch.

    Args:
        data: the PDF.
        number: of the page, from 1.
        box: the part, in points; None for all of it.
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
    from docsieve.formats._pdf.drawing import draw  # noqa: PLC0415 - heavy

    shown = [0.0, 0.0]

    def size(points_wide: float, points_high: float) -> tuple[int, int]:
        shown[:] = points_wide, points_high
        return _size(points_wide, points_high)

    drawn = GreyImage(*draw(data, number, size, is_grey=True, password=password, limits=limits))
    return drawn if box is None else _part(drawn, box, drawn.width / shown[0], drawn.height / shown[1])


def _part(image: GreyImage, box: BBox, across: float, down: float) -> GreyImage:
    """Return a part of a picture; at least a pixel."""
    left = min(max(round(box.x0 * across), 0), image.width - 1)
    top = min(max(round(box.top * down), 0), image.height - 1)
    right = min(max(round(box.x1 * across), left + 1), image.width)
    bottom = min(max(round(box.bottom * down), top + 1), image.height)
    starts = range(top * image.width, bottom * image.width, image.width)
    pixels = b"".join(image.pixels[start + left : start + right] for start in starts)
    return GreyImage(right - left, bottom - top, pixels)


def _size(points_wide: float, points_high: float) -> tuple[int, int]:
    """Return columns and rows: in the shape of the page, and not too many."""
    scale = min(_RESOLUTION / 72, (MOST_PIXELS / (points_wide * points_high)) ** 0.5)
    columns = min(max(round(points_wide * scale), 1), MOST_PIXELS)
    return columns, min(max(round(points_high * scale), 1), MOST_PIXELS // columns)
