"""Recognised text into the blocks around the pictures it was read from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from docsieve.errors import LimitExceededError
from docsieve.formats._pdf.hyphenation import undo_hyphenation
from docsieve.geometry import BBox
from docsieve.model import Block, Image, Locator
from docsieve.options import Limits
from docsieve.recognition.merge import UNSURE, check_size, confidence_of, paragraph_block
from docsieve.recognition.paragraphs import RecognisedParagraph, read_paragraphs
from docsieve.recognition.picture import POINTS_A_PIXEL
from docsieve.recognition.words import RecognisedPage
from docsieve.report import Report


class ReadPicture(NamedTuple):
    """A picture, the list of blocks it stands in, and what was recognised in each of its frames."""

    image: Image
    siblings: list[Block]
    pages: list[RecognisedPage]


def add_at_pictures(pictures: Sequence[ReadPicture], report: Report, limits: Limits) -> int:
    """Put paragraphs behind the pictures they were read from; return how many pictures were read.

    Raises:
        LimitExceededError: there is more text than allowed.
    """
    read: list[tuple[ReadPicture, list[RecognisedParagraph]]] = []
    for picture in pictures:
        where = picture.image.where
        pages = [page for page in picture.pages if not page.failed]
        if not pages:
            what = "A picture was not recognised: it is damaged, or took too long."
            report.warn("recognition_failed", what, where)
            continue
        paragraphs = [paragraph for page in pages for paragraph in _read(picture.image, page, limits)]
        read.append((picture, paragraphs))
    if sum(len(paragraphs) for _, paragraphs in read) > limits.max_blocks:
        raise LimitExceededError(f"There are more than the {limits.max_blocks:,} blocks allowed.")
    undo_hyphenation([paragraph.draft for _, paragraphs in read for paragraph in paragraphs])
    for picture, paragraphs in read:
        _insert(picture, paragraphs)
        sureness = confidence_of(paragraphs)
        if sureness is not None and sureness < UNSURE:
            report.warn(
                "low_confidence",
                f"Text recognition was unsure of a picture ({sureness * 100:.0f} % on average): "
                "many words may be wrong.",
                picture.image.where,
            )
    return len(read)


def _read(image: Image, page: RecognisedPage, limits: Limits) -> list[RecognisedParagraph]:
    check_size(page, limits)
    box = image.where.bbox
    if box is None:
        return read_paragraphs(page, page.width * POINTS_A_PIXEL, page.height * POINTS_A_PIXEL)
    return read_paragraphs(page, box.width, box.height)


def _insert(picture: ReadPicture, paragraphs: Sequence[RecognisedParagraph]) -> None:
    image, siblings, _ = picture
    fresh = [paragraph_block(paragraph, _where(image, paragraph)) for paragraph in paragraphs]
    at = next(index for index, block in enumerate(siblings) if block is image)
    siblings[at + 1 : at + 1] = fresh
    image.needs_ocr = False


def _where(image: Image, paragraph: RecognisedParagraph) -> Locator:
    """Return the place on the page where the picture's is known, else that of the picture."""
    around, own = image.where.bbox, paragraph.draft.box
    if around is None:
        return image.where
    moved = BBox(own.x0 + around.x0, own.top + around.top, own.x1 + around.x0, own.bottom + around.top)
    return replace(image.where, bbox=moved.rounded())
