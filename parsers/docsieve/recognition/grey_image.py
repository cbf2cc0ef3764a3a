"""Draws a page of a PDF in grey, as large as letters want to be for recognition."""

from __future__ import annotations

from typing import Final, NamedTuple

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
    from docsieve.formats._pdf.drawing import draw  # noqa: PLC0415 - heavy

    return GreyImage(*draw(data, number, _size, is_grey=True, password=password, limits=limits))


def _size(points_wide: float, points_high: float) -> tuple[int, int]:
    """Return columns and rows: in the shape of the page, and not too many."""
    scale = min(_RESOLUTION / 72, (MOST_PIXELS / (points_wide * points_high)) ** 0.5)
    columns = min(max(round(points_wide * scale), 1), MOST_PIXELS)
    return columns, min(max(round(points_high * scale), 1), MOST_PIXELS // columns)
