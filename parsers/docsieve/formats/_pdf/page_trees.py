"""The structure trees of pages out of the bytes of their file: pdfium reads the whole tree anew for each."""

from __future__ import annotations

import re
import zlib
from typing import Any, Final

from docsieve.formats._pdf.content_fallback import Element
from docsieve.formats._pdf.cross_references import CrossReferences
from docsieve.formats._pdf.glyphs import read_elements
from docsieve.formats._pdf.pdfium import PdfFile, PdfPage, native

#: How the dictionary of a stream of objects ends, and how far on.
_HEAD: Final = re.compile(rb"((?:(?!endobj|stream).){0,1000}?)stream\r?\n", re.DOTALL)
_NUMBER: Final = re.compile(rb"/(N|First)\s+(\d{1,9})\b(?!\s+\d+\s+R)")
_FILTER: Final = re.compile(rb"/Filter\s*(?:\[\s*)?/(\w+)\s*\]?\s*(?=/[A-Z]|>>)")


class PageTrees:
    """What the elements of each page of a tagged file are."""

    def __init__(self, file: PdfFile, references: CrossReferences | None, max_unpacked: int) -> None:
        """Remember the file; its tree is read with the first page. `references` is None for a damaged file.

        Objects packed into streams may take `max_unpacked` bytes.
        """
        self._file = file
        self._references = references
        self._max_unpacked = max_unpacked
        self._is_begun = False
        self._trees: Any | None = None

    def elements(self, page: PdfPage, limit: int) -> list[Element] | None:
        """List the elements of a page; None where there are none, or more than `limit` and ids of content.

        pdfium is asked where the file, or its tree, is written in any way but as the standard says.
        """
        if not self._is_begun:
            self._is_begun = True
            self._trees = self._begin()
        if self._trees is False:
            return None  # pdfium would look for its elements without end
        if self._trees is not None and (found := native()) is not None:
            elements: list[Element] | None = found[0].page_tree(self._trees, page.index, limit)
            if elements is not None:
                return elements
        return read_elements(page, limit) if self._file.number_trees_end else None

    def _begin(self) -> Any | None:
        found, references = native(), self._references
        if found is None or references is None or b"/Encrypt" in self._file.data:
            return None
        if references.misplaced or not references.is_whole or not references.catalog:
            return None
        return found[0].trees(
            self._file.data,
            references.found,
            references.places,
            references.catalog,
            self._file.page_count,
            _Unpacking(self._file.data, references.found, self._max_unpacked),
        )


class _Unpacking:
    """Unpacks streams of objects; the extension keeps it, so it knows nothing of what it is for."""

    def __init__(self, data: bytes, places: dict[int, int], max_unpacked: int) -> None:
        self._data = data
        self._places = places
        self._left = max_unpacked

    def __call__(self, number: int) -> tuple[bytes, int, int] | None:
        """Unpack one: its bytes, how many objects are in it, and where the first begins."""
        data = self._data
        place = self._places.get(number)
        head = _HEAD.match(data, place) if place is not None else None
        if head is None:
            return None
        numbers = {name: int(value) for name, value in _NUMBER.findall(head[1])}
        filters = _FILTER.findall(head[1])
        if numbers.keys() != {b"N", b"First"} or b"/DecodeParms" in head[1]:
            return None
        body = data[head.end() : data.find(b"endstream", head.end())]
        if filters == [b"FlateDecode"]:
            try:
                unpacking = zlib.decompressobj()
                body = unpacking.decompress(body, max(self._left, 1))
            except zlib.error:
                return None
            if not unpacking.eof:
                return None
        elif b"/Filter" in head[1]:
            return None
        self._left -= len(body)
        return (body, numbers[b"N"], numbers[b"First"]) if self._left > 0 else None
