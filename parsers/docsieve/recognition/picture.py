"""A picture file as a document of pages to be recognised. No pixel is unpacked here."""

from __future__ import annotations

import struct
from typing import Final, NamedTuple

from docsieve.errors import LimitExceededError
from docsieve.format import Source
from docsieve.geometry import BBox
from docsieve.model import SCHEMA_VERSION, Document, Image, Locator, Metadata, Page, TextQuality
from docsieve.options import Limits
from docsieve.pictures import picture_of
from docsieve.report import Report
from docsieve.scans import warn_of_scans
from docsieve.unrecognised import unrecognised

#: A pixel in points, as browsers show pictures: 96 to the inch.
POINTS_A_PIXEL: Final = 0.75
#: Pixels of one picture. A page of A3 at 600 dots to the inch has 70 million.
MOST_PIXELS: Final = 100_000_000
_MOST_ENTRIES: Final = 512
#: Exif stands in one of the first segments, of 64 KB at most.
_EXIF_WITHIN: Final = 4096
_EXIF_LENGTH: Final = 65_536
_ORIENTATION: Final = 274
_ON_ITS_SIDE: Final = range(5, 9)


class PictureFrame(NamedTuple):
    """One picture of a file: its size in pixels, as it is to be shown."""

    width: int
    height: int
    #: Where a TIFF file has its directory.
    offset: int | None = None


def picture_document(data: bytes, *, filename: str | None = None, limits: Limits | None = None) -> Document:
    """Return the document that a picture is: a page for each picture in it, all still to be recognised.

    Raises:
        UnsupportedFormatError: it is no picture, or one whose size is not known.
        LimitExceededError: it has too many pixels or pictures.
    """
    picture = picture_of(data)
    frames = picture_frames(data, limits=limits)
    if picture is None or not frames:
        raise unrecognised(Source(data, filename))
    pages = [_page(number, frame, picture.media_type) for number, frame in enumerate(frames, 1)]
    report = Report()
    warn_of_scans(pages, report)
    return Document(
        format=picture.media_type.removeprefix("image/"),
        schema_version=SCHEMA_VERSION,
        metadata=Metadata(),
        pages=pages,
        warnings=report.warnings,
    )


def picture_frames(data: bytes, *, limits: Limits | None = None) -> list[PictureFrame]:
    """Return the pictures of a file: several only in TIFF; none where the size is not told.

    Raises:
        LimitExceededError: it has too many pixels or pictures.
    """
    picture = picture_of(data)
    if picture is None or picture.size is None:
        return []
    if picture.media_type == "image/tiff":
        frames = _tiff_frames(data, (limits or Limits()).max_pages)
    else:
        width, height = picture.size
        is_turned = picture.media_type == "image/jpeg" and _lies_on_its_side(data)
        frames = [PictureFrame(height, width) if is_turned else PictureFrame(width, height)]
    for frame in frames:
        if frame.width * frame.height > MOST_PIXELS:
            raise LimitExceededError.of(
                "its number of pixels", frame.width * frame.height, MOST_PIXELS, "pixels"
            )
    return frames


def _page(number: int, frame: PictureFrame, media_type: str) -> Page:
    width, height = round(frame.width * POINTS_A_PIXEL, 1), round(frame.height * POINTS_A_PIXEL, 1)
    picture = Image(
        where=Locator(page=number, bbox=BBox(0.0, 0.0, width, height)),
        media_type=media_type,
        width=frame.width,
        height=frame.height,
    )
    quality = TextQuality(needs_ocr=True, reasons=["no_text_layer", "mostly_image"])
    return Page(number=number, width=width, height=height, blocks=[picture], text_quality=quality)


def _lies_on_its_side(data: bytes) -> bool:
    """Tell whether a camera noted that the picture is to be turned by 90 degrees (Exif 2.3, 4.6.4)."""
    start = data.find(b"Exif\0\0", 0, _EXIF_WITHIN)
    if start < 0:
        return False
    exif = data[start + 6 : start + 6 + _EXIF_LENGTH]
    order = "<" if exif.startswith(b"II") else ">"
    try:
        (offset,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, offset)
        for entry in range(min(count, _MOST_ENTRIES)):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", exif, offset + 2 + entry * 12)
            if tag == _ORIENTATION:
                return int(value) in _ON_ITS_SIDE
    except struct.error:
        pass
    return False


def _tiff_frames(data: bytes, most: int) -> list[PictureFrame]:
    """Walk the chain of directories (TIFF 6.0, section 2) until it ends, is damaged or goes in a circle."""
    order = "<" if data.startswith(b"II") else ">"
    frames: list[PictureFrame] = []
    seen: set[int] = set()
    try:
        (offset,) = struct.unpack_from(f"{order}I", data, 4)
        while offset and offset not in seen:
            if len(frames) >= most:
                raise LimitExceededError.of("its number of pictures", len(frames) + 1, most, "pictures")
            seen.add(offset)
            frame, following = _directory(data, order, offset)
            if frame is not None:
                frames.append(frame)
            offset = following
    except struct.error:
        pass
    return frames


def _directory(data: bytes, order: str, offset: int) -> tuple[PictureFrame | None, int]:
    (count,) = struct.unpack_from(f"{order}H", data, offset)
    found: dict[int, int] = {}
    for entry in range(min(count, _MOST_ENTRIES)):
        tag, kind = struct.unpack_from(f"{order}HH", data, offset + 2 + entry * 12)
        if tag in (254, 256, 257, _ORIENTATION):
            (found[tag],) = struct.unpack_from(
                order + ("H" if kind == 3 else "I"), data, offset + 10 + entry * 12
            )
    # Nothing follows a file that ends here.
    after = offset + 2 + count * 12
    following = int.from_bytes(data[after : after + 4], "little" if order == "<" else "big")
    width, height = found.get(256, 0), found.get(257, 0)
    # A smaller copy of another picture (NewSubfileType, bit 0) is no page.
    is_page = width > 0 and height > 0 and not found.get(254, 0) & 1
    if not is_page:
        return None, following
    if found.get(_ORIENTATION) in _ON_ITS_SIDE:
        width, height = height, width
    return PictureFrame(width, height, offset), following
