"""Pictures inside files that may show text: noticed while a file is read, flagged once all of it is.

No pixel is unpacked here. Who wants the pictures themselves, `docsieve.recognition.inside`, has them kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple, TypeAlias

from docsieve.format import PictureReader, PicturesFound, Source
from docsieve.model import COUNTS, Attachment, Block, Document, Group, Image, Note, Page, Paragraph, Table
from docsieve.native_tables import holds_only_text
from docsieve.options import MIB, Limits
from docsieve.pictures import picture_of
from docsieve.report import Report

#: What a browser or Tesseract decodes.
_DECODABLE: Final = frozenset(
    ("image/png", "image/jpeg", "image/gif", "image/bmp", "image/tiff", "image/webp")
)
#: As shown, in pixels of 96 to the inch: less than a tenth of a page is an icon, a logo or a signature.
_SMALLEST_AREA: Final = 80_000
_SMALLEST_SIDE: Final = 50
#: Less than this holds a few words at most; more is not a scan.
_FEWEST_BYTES: Final = 4096
_MOST_BYTES: Final = 64 * MIB
#: Of a picture, in which its kind and size stand: behind colour profiles and what a camera noted.
HEAD_SIZE: Final = 65_536
#: Whose pictures are letterheads and logos.
_FURNITURE: Final = COUNTS | {"header", "footer"}

#: What a text is recognised for: a picture in the text, a picture as a file, a page that is a picture.
Holder: TypeAlias = Image | Attachment | Page


class Place(NamedTuple):
    """Something that may show text, and the blocks around it where it is a picture in a text."""

    holder: Holder
    #: What it is in; None for the file itself.
    inside: Attachment | None
    siblings: list[Block]


def offer_image(source: Source, image: Image, part: str, size: int, read: PictureReader) -> bool:
    """Note a picture that the text of a file shows; the same part only once. False where it is not noted.

    Args:
        source: the file.
        image: the block that stands for it.
        part: the name of the part that holds it.
        size: of that part, in bytes.
        read: returns that part's bytes.
    """
    if image.media_type not in _DECODABLE or not _FEWEST_BYTES <= size <= _MOST_BYTES:
        return False
    if image.width is not None and image.height is not None and not _is_large(image.width, image.height):
        return False
    found = source.budget.pictures
    key = (source.depth, source.filename, len(source.data), part)
    if key in found.seen:
        return False
    found.seen.add(key)
    found.add(image, read)
    return True


def offer_by_head(
    source: Source, image: Image, part: str, size: int, head: bytes, read: PictureReader
) -> bool:
    """As `offer_image`, for a picture whose kind and size only its own first bytes (`HEAD_SIZE`) tell."""
    picture = picture_of(head)
    if picture is None:
        return False
    image.media_type = picture.media_type
    if picture.size is not None and (image.width is None or image.height is None):
        image.width, image.height = picture.size
    return offer_image(source, image, part, size, read)


def offer_drawn(source: Source, image: Image, width: int, height: int) -> None:
    """Note a picture on a page of a PDF, shown in so many pixels, which is drawn with what is around it."""
    if _is_large(width, height):
        source.budget.pictures.add(image, lambda: source.data, is_drawn=True)


def offer_file(source: Source, attachment: Attachment, data: bytes) -> bool:
    """Note a picture that is a file inside a file; False where it shows no text, or cannot be decoded."""
    picture = picture_of(data)
    if picture is None or picture.media_type not in _DECODABLE or picture.size is None:
        return False
    if not _is_large(*picture.size) or len(data) > _MOST_BYTES:
        return False
    source.budget.pictures.add(attachment, lambda: data)
    return True


def _is_large(width: int, height: int) -> bool:
    return width * height >= _SMALLEST_AREA and min(width, height) >= _SMALLEST_SIDE


def flag_pictures(document: Document, found: PicturesFound, limits: Limits, report: Report) -> None:
    """Set `needs_ocr` on what may show text in a document, and count it in a warning."""
    if not found and not document.attachments:
        return
    pictures = pages = left_out = 0
    for holder, inside, _ in places_with_text(document, found):
        if isinstance(holder, Page):
            pages += inside is not None
        elif pictures >= limits.max_pictures_inside:
            left_out += 1
        else:
            holder.needs_ocr = True
            pictures += 1
    warn_of_pictures(pictures, pages, report)
    if left_out:
        report.warn(
            "pictures_over_limit",
            f"The file holds {pictures + left_out:,} pictures that may show text, more than the "
            f"{limits.max_pictures_inside:,} allowed: {left_out:,} of them are left out of text recognition.",
        )


def warn_of_pictures(pictures: int, pages: int, report: Report) -> None:
    """Count what is inside a file and waits for recognition, where there is any."""
    counted = ((pictures, "picture", "pictures"), (pages, "page", "pages"))
    told = " and ".join(f"{count:,} {one if count == 1 else many}" for count, one, many in counted if count)
    if told:
        report.warn(
            "needs_ocr_inside",
            f"{told} inside this file may show text that it does not hold as text. "
            "It can only be had by text recognition (OCR).",
        )


def places_with_text(
    document: Document, found: PicturesFound, inside: Attachment | None = None
) -> Iterator[Place]:
    """Yield what may show text, in the order of the document, hidden things aside."""
    for page in document.pages:
        if page.hidden is not None:
            continue
        if page.text_quality is not None and page.text_quality.needs_ocr:
            yield Place(page, inside, page.blocks)
        for image, siblings in _images(page, page.blocks) if found else ():
            if image in found:
                yield Place(image, inside, siblings)
    for attachment in document.attachments:
        if attachment.document is None:
            if attachment in found:
                yield Place(attachment, inside, [])
        else:
            yield from places_with_text(attachment.document, found, attachment)


def _images(page: Page, blocks: list[Block]) -> Iterator[tuple[Image, list[Block]]]:
    for block in blocks:
        if type(block) is Paragraph or block.hidden is not None or block.role in _FURNITURE:
            continue
        if isinstance(block, Image):
            yield block, blocks
        elif isinstance(block, Group | Note):
            yield from _images(page, block.blocks)
        elif isinstance(block, Table) and page.kind != "sheet" and not holds_only_text(block.rows):
            for row in block.rows:
                for cell in row.cells if row.hidden is None else ():
                    if cell.blocks and cell.hidden is None:
                        yield from _images(page, cell.blocks)
