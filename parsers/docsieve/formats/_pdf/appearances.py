"""Text that stands only in appearance streams (ISO 32000-1, 12.5.5): faces of stamps, buttons and signatures.

pdfium's text functions read what a page paints, not what annotations paint over it. In a second copy of the
document such annotations are made the only contents of their page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Collection
from typing import Any, Final

from docsieve.errors import DocsieveError
from docsieve.formats._pdf.pdfium import Handle, PdfFile, PdfPage, clean

_NORMAL_DISPLAY: Final = 0
_FLATTENED: Final = 1
#: Of one page; pages with more objects or annotations are not copied.
_MAX_OBJECTS: Final = 20_000
_MAX_TEXT: Final = 20_000


class Appearances:
    """The appearances of a document's annotations. Close it with the document."""

    def __init__(self, file: PdfFile, password: str | None) -> None:
        """Remember the file; it is opened again once the first text is asked for."""
        self._file = file
        self._password = password
        self._copy: PdfFile | None = None
        self._is_open = False

    def close(self) -> None:
        """Give the copy's memory back."""
        if self._copy is not None:
            self._copy.close()

    def texts(self, page: PdfPage, wanted: Collection[int]) -> dict[int, str]:
        """Return what the annotations of these indexes show as text, where the page itself does not."""
        if not self._is_open:
            self._is_open = True
            try:
                self._copy = PdfFile(self._file.data, self._password)
            except DocsieveError:
                return {}
        if self._copy is None:
            return {}
        pdfium = page.file.pdfium
        places = {}
        for index in wanted:
            annotation = pdfium.FPDFPage_GetAnnot(page.handle, index)
            if annotation:
                places[index] = pdfium.FS_RECTF()
                pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(places[index]))
                pdfium.FPDFPage_CloseAnnot(annotation)
        if not self._bare(page.index, wanted):
            return {}
        shown = self._within(page.index, places)
        if not shown:
            return {}
        painted = _within(pdfium, page.handle, {index: places[index] for index in shown})
        return {
            index: text
            for index, text in shown.items()
            if "".join(text.split()) not in "".join(painted.get(index, "").split())
        }

    def _bare(self, index: int, wanted: Collection[int]) -> bool:
        """Leave nothing on a page of the copy but the faces of some annotations."""
        assert self._copy is not None
        pdfium = self._copy.pdfium
        page = pdfium.FPDF_LoadPage(self._copy.handle, index)
        if not page:
            return False
        try:
            objects, annotations = pdfium.FPDFPage_CountObjects(page), pdfium.FPDFPage_GetAnnotCount(page)
            if max(objects, annotations) > _MAX_OBJECTS:
                return False
            for i in range(objects - 1, -1, -1):
                found = pdfium.FPDFPage_GetObject(page, i)
                if found and pdfium.FPDFPage_RemoveObject(page, found):
                    pdfium.FPDFPageObj_Destroy(found)
            for i in range(annotations - 1, -1, -1):
                if i not in wanted:
                    pdfium.FPDFPage_RemoveAnnot(page, i)
            return bool(
                pdfium.FPDFPage_GenerateContent(page)
                and pdfium.FPDFPage_Flatten(page, _NORMAL_DISPLAY) == _FLATTENED
            )
        finally:
            pdfium.FPDF_ClosePage(page)

    def _within(self, index: int, places: dict[int, Any]) -> dict[int, str]:
        """Return what stands at some places of a page of the copy."""
        assert self._copy is not None
        pdfium = self._copy.pdfium
        page = pdfium.FPDF_LoadPage(self._copy.handle, index)
        if not page:
            return {}
        try:
            return _within(pdfium, page, places)
        finally:
            pdfium.FPDF_ClosePage(page)


def _within(pdfium: Any, page: Handle, places: dict[int, Any]) -> dict[int, str]:
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return {}
    try:
        found = {number: _bounded(pdfium, text, box) for number, box in places.items()}
    finally:
        pdfium.FPDFText_ClosePage(text)
    return {number: words for number, words in found.items() if words}


def _bounded(pdfium: Any, text: Handle, box: Any) -> str:
    """Return the text of a page within a rectangle, line by line."""
    edges = box.left, box.top, box.right, box.bottom
    count = min(pdfium.FPDFText_GetBoundedText(text, *edges, None, 0), _MAX_TEXT)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * count)()
    written = pdfium.FPDFText_GetBoundedText(text, *edges, buffer, count)
    words = clean(bytes(buffer)[: 2 * written].decode("utf-16-le", "replace"))
    return "\n".join(" ".join(line.split()) for line in words.split("\n") if line.strip())
