"""Recognised text into the blocks around the pictures it was read from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from docsieve.geometry import BBox
from docsieve.model import Block, Group, Image, Locator, Note, Table
from docsieve.options import Limits
from docsieve.recognition.blocks import ReadPage, blocks_of, confidence_of, read_page
from docsieve.recognition.merge import UNSURE
from docsieve.recognition.picture import POINTS_A_PIXEL
from docsieve.recognition.words import RecognisedPage
from docsieve.report import Report


class ReadPicture(NamedTuple):
    """A picture, the list of blocks it stands in, and what was recognised in each of its frames."""

    image: Image
    siblings: list[Block]
    pages: list[RecognisedPage]


def add_at_pictures(pictures: Sequence[ReadPicture], report: Report, limits: Limits) -> int:
    """Put text behind the pictures they were read from; return how many pictures were read.

    Raises:
        LimitExceededError: there is more text than allowed.
    """
    read = 0
    for picture in pictures:
        where = picture.image.where
        pages = [page for page in picture.pages if not page.failed]
        if not pages:
            what = "A picture was not recognised: it is damaged, or took too long."
            report.warn("recognition_failed", what, where)
            continue
        frames = [_read(picture.image, page, index, limits) for index, page in enumerate(pages)]
        blocks = [block for page in blocks_of(frames) for block in page]
        _insert(picture, blocks)
        read += 1
        sureness = confidence_of(word for frame in frames for word in frame.words)
        if sureness is not None and sureness < UNSURE:
            report.warn(
                "low_confidence",
                f"Text recognition was unsure of a picture ({sureness * 100:.0f} % on average): "
                "many words may be wrong.",
                where,
            )
    return read


def _read(image: Image, page: RecognisedPage, index: int, limits: Limits) -> ReadPage:
    box = image.where.bbox
    width, height = page.width * POINTS_A_PIXEL, page.height * POINTS_A_PIXEL
    if box is not None:
        width, height = box.width, box.height
    return read_page(page, index, width, height, limits)


def _insert(picture: ReadPicture, blocks: list[Block]) -> None:
    image, siblings, _ = picture
    _place(image, blocks)
    at = next(index for index, block in enumerate(siblings) if block is image)
    siblings[at + 1 : at + 1] = blocks
    image.needs_ocr = False


def _place(image: Image, blocks: Sequence[Block]) -> None:
    """Give blocks their place on the page where the picture's is known, else that of the picture."""
    for block in blocks:
        block.where = _where(image, block.where.bbox)
        if isinstance(block, Group | Note):
            _place(image, block.blocks)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    _place(image, cell.blocks)


def _where(image: Image, own: BBox | None) -> Locator:
    around = image.where.bbox
    if around is None or own is None:
        return image.where
    moved = BBox(own.x0 + around.x0, own.top + around.top, own.x1 + around.x0, own.bottom + around.top)
    return replace(image.where, bbox=moved.rounded())
