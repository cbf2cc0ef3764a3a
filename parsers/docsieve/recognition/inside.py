"""A file opened for the recognition of what is inside it: pictures in its text, pictures and scans attached.

opened = OpenedFile.open(data, filename="letter.docx")
for target in opened.targets:
    if target.media_type is None:
        image = opened.draw(target.number)     # a page of a PDF
    else:
        picture = opened.picture(target.number)  # a PNG, JPEG, TIFF... as the file has it
    ...
document = opened.add(recognised)              # a RecognisedPage for each target, by its number
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from msgspec.structs import replace

from docsieve.errors import DocsieveError
from docsieve.format import PicturesFound, Source
from docsieve.model import Attachment, Block, Document, Image, Page
from docsieve.options import Options
from docsieve.pictures import picture_of
from docsieve.pictures_inside import Holder, Place, places_with_text, warn_of_pictures
from docsieve.pipeline import parse_source
from docsieve.recognition.at_pictures import ReadPicture, add_at_pictures
from docsieve.recognition.grey_image import GreyImage, draw_grey
from docsieve.recognition.merge import add_recognised
from docsieve.recognition.picture import PictureFrame, picture_document, picture_frames
from docsieve.recognition.words import RecognisedPage
from docsieve.report import Report
from docsieve.scans import pages_to_recognise

#: Smaller pictures are shown larger than they are, and hold a line or two at most.
_FEWEST_PIXELS: Final = 40_000
_NO_FRAME: Final = PictureFrame(0, 0)


class Target(NamedTuple):
    """Something to recognise; its number counts from 1. Sizes in pixels, where they are known before."""

    number: int
    #: None for a page of a PDF, or a picture on one, which are drawn.
    media_type: str | None = None
    width: int = 0
    height: int = 0
    #: Where a TIFF file has the directory of this picture.
    offset: int | None = None


class _Held(NamedTuple):
    """What a target is for, and where its bytes are."""

    holder: Holder
    inside: Attachment | None
    siblings: list[Block]
    read: Callable[[], bytes | None]
    #: Of a picture with several frames, from 1.
    frame: int


class OpenedFile:
    """A document, and the pictures and scanned pages in it."""

    def __init__(self, document: Document, options: Options, found: PicturesFound) -> None:
        self.document = document
        self._found = found
        self.targets: list[Target] = []
        self._options = options
        self._held: dict[int, _Held] = {}

    @classmethod
    def open(cls, data: bytes, *, filename: str | None = None, options: Options | None = None) -> OpenedFile:
        """Read a file, and find what in it may show text.

        Raises:
            DocsieveError: as `docsieve.parse`.
        """
        source = Source(data, filename, options or Options())
        source.budget.pictures.is_kept = True
        document = parse_source(source)
        found = source.budget.pictures
        opened = cls(document, source.options, found)
        for place in places_with_text(document, found):
            holder, inside = place.holder, place.inside
            if isinstance(holder, Page):
                read = (lambda: data) if inside is None else found.reader_of(inside)
            else:
                read = found.reader_of(holder) if holder.needs_ocr else None
            if read is not None:
                opened._take(place, read)
        return opened

    def picture(self, number: int) -> bytes:
        """Return the picture of a target as the file has it; empty where it cannot be had."""
        return self._held[number].read() or b""

    def draw(self, number: int) -> GreyImage:
        """Draw the page of a PDF that a target is, or the part of it; see `draw_grey`."""
        held = self._held[number]
        holder, data = held.holder, held.read() or b""
        page = holder.number if isinstance(holder, Page) else 1
        box = None
        if isinstance(holder, Image):
            page, box = holder.where.page or 1, holder.where.bbox
        password, limits = self._options.password, self._options.limits
        return draw_grey(data, page, box=box, password=password, limits=limits)

    def add(self, recognised: Iterable[RecognisedPage]) -> Document:
        """Put the text of these targets where they stand; the document is changed.

        Raises:
            LimitExceededError: there is more text than allowed.
        """
        limits = self._options.limits
        report = Report()
        by_holder: dict[int, list[tuple[_Held, RecognisedPage]]] = {}
        for page in recognised:
            held = self._held.get(page.number)
            if held is not None:
                # Pages of one file go into it together.
                key = id(held.inside) if isinstance(held.holder, Page) else id(held.holder)
                by_holder.setdefault(key, []).append((held, page))
        images: list[ReadPicture] = []
        own: list[RecognisedPage] = []
        read = 0
        for group in by_holder.values():
            held, pages = group[0][0], [page for _, page in group]
            if isinstance(held.holder, Image):
                images.append(ReadPicture(held.holder, held.siblings, pages))
                continue
            numbered = [
                replace(page, number=each.holder.number if isinstance(each.holder, Page) else each.frame)
                for each, page in group
            ]
            if isinstance(held.holder, Attachment):
                read += self._add_to_file(held.holder, held, numbered)
            elif held.inside is None:
                own = numbered
            elif held.inside.document is not None:
                held.inside.document = add_recognised(held.inside.document, numbered, limits=limits)
                read += sum(not page.failed for page in numbered)
        read += add_at_pictures(images, report, limits)
        self._warn(read, report)
        kept = (warning for warning in self.document.warnings if warning.code != "needs_ocr_inside")
        self.document.warnings = [*report.warnings, *kept]
        self.document = add_recognised(self.document, own, limits=limits)
        return self.document

    def _add_to_file(self, attachment: Attachment, held: _Held, frames: list[RecognisedPage]) -> int:
        """Make an attached picture a document; return how many pictures that is."""
        if all(frame.failed for frame in frames):
            return 0
        limits = self._options.limits
        empty = picture_document(held.read() or b"", limits=limits)
        attachment.document = add_recognised(empty, frames, limits=limits)
        attachment.needs_ocr = False
        return 1

    def _take(self, place: Place, read: Callable[[], bytes | None]) -> None:
        holder = place.holder
        if isinstance(holder, Page) or self._found.is_drawn(holder):
            self._add_target(_Held(*place, read, 1))
            return
        data = read() or b""
        picture = picture_of(data)
        try:
            frames = picture_frames(data, limits=self._options.limits)
        except DocsieveError:
            frames = []
        holder.needs_ocr = False
        for number, frame in enumerate(frames, 1):
            if picture is not None and frame.width * frame.height >= _FEWEST_PIXELS:
                holder.needs_ocr = True
                self._add_target(_Held(*place, read, number), picture.media_type, frame)

    def _add_target(
        self, held: _Held, media_type: str | None = None, frame: PictureFrame = _NO_FRAME
    ) -> None:
        number = len(self.targets) + 1
        self.targets.append(Target(number, media_type, *frame))
        self._held[number] = held

    def _warn(self, read: int, report: Report) -> None:
        """Say how many were read, and count again what was not."""
        if read:
            what = "1 picture or page" if read == 1 else f"{read:,} pictures or pages"
            report.warn(
                "recognised",
                f"{what} inside this file {'was' if read == 1 else 'were'} read by text recognition (OCR). "
                "It makes mistakes: compare what matters with the original.",
            )
        pictures, pages = set(), 0
        for holder, inside, *_ in self._held.values():
            if not isinstance(holder, Page):
                pictures |= {id(holder)} if holder.needs_ocr else set()
            elif inside is not None and inside.document is not None:
                waiting = pages_to_recognise(inside.document.pages)
                pages += holder.number in waiting
        warn_of_pictures(len(pictures), pages, report)
