"""Pictures that a page shows: within it as `data:` addresses (RFC 2397), or beside it in an e-book."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from docsieve.errors import DocsieveError
from docsieve.format import Source
from docsieve.formats._encoded_pictures import offer_base64
from docsieve.formats._epub.package import resolve
from docsieve.model import Image
from docsieve.pictures_inside import HEAD_SIZE, offer_by_head
from docsieve.zip_directory import ZipDirectory

if TYPE_CHECKING:
    from lxml import etree

_DATA: Final = re.compile(r"\s*data:[^,]{0,200};\s*base64\s*,", re.IGNORECASE)


class ShownPictures:
    """Offers the pictures of one page for text recognition."""

    def __init__(self, source: Source, archive: ZipDirectory | None = None, base: str = "") -> None:
        """Know the file; and the archive and the part in it that the page is."""
        self._source = source
        self._archive = archive
        self._base = base

    def offer(self, image: Image, address: str) -> bool:
        """Note a picture by its address; False where it is not here, or is too small to show text."""
        data = _DATA.match(address)
        if data is not None:
            return offer_base64(self._source, image, address[data.end() :])
        archive = self._archive
        part = resolve(self._base, address)[0] if archive is not None else ""
        if archive is None or part not in archive or archive.is_encrypted(part):
            return False
        size, head = archive.size(part), archive.head(part, HEAD_SIZE)
        return offer_by_head(self._source, image, part, size, head, functools.partial(_member, archive, part))


def name_in(address: str) -> str | None:
    """Return the name of the file that an address leads to; None where it holds the picture itself."""
    is_inside = address[:5].lower() == "data:"
    return None if is_inside else address.rpartition("/")[2].partition("?")[0] or None


def addresses_in(drawing: etree._Element) -> Iterator[str]:
    """Yield the pictures in a drawing (SVG), which covers and scanned pages of e-books are put into."""
    for element in drawing.iter("image", "{*}image"):
        yield next((str(value) for key, value in element.attrib.items() if str(key).endswith("href")), "")


def _member(archive: ZipDirectory, part: str) -> bytes | None:
    try:
        return archive.read(part)
    except DocsieveError:
        return None
