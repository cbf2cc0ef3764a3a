"""The structure trees of pages out of the bytes of their file: pdfium reads the whole tree anew for each."""

from __future__ import annotations

import functools
from typing import Any

from docsieve.formats._pdf.content_fallback import Element
from docsieve.formats._pdf.cross_references import CrossReferences
from docsieve.formats._pdf.glyphs import read_elements
from docsieve.formats._pdf.number_trees import parents_end
from docsieve.formats._pdf.packed_objects import PackedObjects
from docsieve.formats._pdf.pdfium import PdfFile, PdfPage, native


class PageTrees:
    """What the elements of each page of a tagged file are."""

    def __init__(self, file: PdfFile, references: CrossReferences | None, packed: PackedObjects) -> None:
        """Remember the file: its tree is read with the first page. `references` is None if it was mended."""
        self._file = file
        self._references = references
        self._packed = packed
        self._is_begun = False
        self._trees: Any | None = None
        self._may_ask: bool | None = None

    def elements(self, page: PdfPage, limit: int) -> list[Element] | None:
        """List the elements of a page; None where there are none, or more than `limit` and ids of content.

        pdfium is asked where the file, or its tree, is written in any way but as the standard says.
        """
        if not self._is_begun:
            self._is_begun = True
            self._trees = self._begin()
        if self._trees and (found := native()) is not None:
            elements: list[Element] | None = found[0].page_tree(self._trees, page.index, limit)
            if elements is not None:
                return elements
        if self._may_ask is None:
            self._may_ask = self._trees is not False and parents_end(self._file)
        return read_elements(page, limit) if self._may_ask else None

    @property
    def are_lost(self) -> bool:
        """Whether pdfium was to be asked, but would look for elements without end."""
        return self._may_ask is False

    def _begin(self) -> Any | None:
        found, references = native(), self._references
        if found is None or references is None or b"/Encrypt" in self._file.data:
            return None
        if not references.is_sound:
            return None
        return found[0].trees(
            self._file.data,
            references.found,
            references.places,
            references.catalog,
            self._file.page_count,
            functools.partial(self._packed.in_stream, references.found),
        )
