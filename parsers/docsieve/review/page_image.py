"""Draws a page of a PDF as a reader program would show it, for the person to look at beside its text."""

from __future__ import annotations

import base64
import zlib
from functools import partial
from typing import Final, NamedTuple

from docsieve.options import Limits
from docsieve.wheels_on_demand import require

#: More would be slow to draw, and no screen shows it.
_MOST_PIXELS: Final = 4_000_000
_WIDEST: Final = 3000


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
    from docsieve.formats._pdf.drawing import draw  # noqa: PLC0415 - heavy

    columns, rows, pixels = draw(data, number, partial(_size, width), is_grey=False, limits=limits)
    return PageImage(columns, rows, base64.b64encode(zlib.compress(pixels, 1)).decode())


def _size(width: int, points_wide: float, points_high: float) -> tuple[int, int]:
    """Return columns and rows: in the shape of the page, and not too many."""
    columns = min(max(width, 1), _WIDEST)
    ratio = points_high / points_wide
    if columns * columns * ratio > _MOST_PIXELS:
        columns = max(int((_MOST_PIXELS / ratio) ** 0.5), 1)
    return columns, min(max(round(columns * ratio), 1), _MOST_PIXELS // columns)
