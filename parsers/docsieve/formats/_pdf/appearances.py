"""Text that stands only in appearance streams (ISO 32000-1, 12.5.5): faces of stamps, buttons and signatures.

pdfium's text functions read what a page paints, not what annotations paint over it. In a second copy of the
document such annotations are made the only contents of their page.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Collection
from contextlib import suppress
from typing import Any, Final, TypeAlias

from docsieve.errors import CorruptError, DocsieveError
from docsieve.formats._pdf.glyphs import ask
from docsieve.formats._pdf.pdfium import Handle, PdfFile, PdfPage, clean, utf16
from docsieve.formats._pdf.replaced_fallback import Replaced

_NORMAL_DISPLAY: Final = 0
_NORMAL_FACE: Final = 0
_FLATTENED: Final = 1
#: Of one page; pages with more objects or annotations are not copied.
_MAX_OBJECTS: Final = 20_000
_MAX_TEXT: Final = 20_000
#: Faces that are remembered, and how long what draws them may be.
_MAX_KNOWN: Final = 1000
_MAX_DRAWN: Final = 2000
#: Operators that show text, or a form that may (ISO 32000-1, 9.4.3 and 8.8).
_SHOWS: Final = re.compile("T[jJ]|['\"]|Do")
#: Text that is shown as it is written.
_SPELLED: Final = re.compile(r"\(([^()\\]*)\)\s*Tj\b")
#: What fields that were emptied show.
_SHOWS_NOTHING: Final = re.compile(r"(?<!\\)(?:\(\)|<>)\s*Tj\b")

#: What draws a face, its width and height.
_Face: TypeAlias = tuple[str, float, float]


class Appearances:
    """The appearances of a document's annotations. Close it with the document."""

    def __init__(self, file: PdfFile, password: str | None) -> None:
        """Remember the file; it is opened again for the first annotation whose face may hold text."""
        self._file = file
        self._password = password
        self._copy: PdfFile | None = None
        self._is_open = False
        #: What faces show: a button may be on every page.
        self._known: dict[_Face, str] = {}

    def close(self) -> None:
        """Give the copy's memory back."""
        if self._copy is not None:
            self._copy.close()

    def texts(self, page: PdfPage, wanted: Collection[int]) -> dict[int, str]:
        """Return what the annotations of these indexes show as text, where the page itself does not."""
        pdfium = page.file.pdfium
        places: dict[int, Any] = {}
        faces: dict[int, _Face] = {}
        for index in wanted:
            annotation = pdfium.FPDFPage_GetAnnot(page.handle, index)
            if not annotation:
                continue
            drawn = utf16(pdfium.FPDFAnnot_GetAP, annotation, _NORMAL_FACE)
            if _may_speak(drawn):
                box = places[index] = pdfium.FS_RECTF()
                pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(box))
                faces[index] = drawn, round(box.right - box.left, 2), round(box.top - box.bottom, 2)
            pdfium.FPDFPage_CloseAnnot(annotation)
        shown = {index: self._known[face] for index, face in faces.items() if face in self._known}
        new = {index: box for index, box in places.items() if index not in shown}
        if new and self._opened():
            found = self._faces(page.index, new)
            for index, text in found.items():
                if _is_spelled(text, faces[index][0]) and len(self._known) < _MAX_KNOWN:
                    self._known[faces[index]] = text
            shown = {index: text for index in places if (text := shown.get(index, found.get(index, "")))}
        if not shown:
            return {}
        painted = _within(pdfium, page.handle, {index: places[index] for index in shown})
        return {
            index: text
            for index, text in shown.items()
            if "".join(text.split()) not in "".join(painted.get(index, "").split())
        }

    def _opened(self) -> bool:
        if not self._is_open:
            self._is_open = True
            with suppress(DocsieveError):
                self._copy = PdfFile(self._file.data, self._password)
        return self._copy is not None

    def _faces(self, index: int, places: dict[int, Any]) -> dict[int, str]:
        """Return what some annotations of a page of the copy show at their places."""
        assert self._copy is not None
        pdfium = self._copy.pdfium
        try:
            with self._copy.page(index) as page:
                objects = int(pdfium.FPDFPage_CountObjects(page.handle))
                if max(objects, page.annotation_count) > _MAX_OBJECTS:
                    return {}
                ask(leave_annotations, page, page.handle, page.annotation_count, tuple(sorted(places)))
                if pdfium.FPDFPage_Flatten(page.handle, _NORMAL_DISPLAY) != _FLATTENED:
                    return {}
            with self._copy.page(index) as page:
                ask(leave_last, page, page.handle)
                # A page that does not put back how it moved its paper would move this, too.
                unmoved = pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0)
                pdfium.FPDFPageObj_SetMatrix(pdfium.FPDFPage_GetObject(page.handle, 0), ctypes.byref(unmoved))
                return _within(pdfium, page.handle, places)
        except CorruptError:
            return {}


def leave_annotations(pdfium: Any, page: Handle, count: int, kept: tuple[int, ...]) -> None:
    """Do what `leave_annotations` of the extension does (widgets.c): take all off a page but some."""
    for i in range(count - 1, -1, -1):
        if i not in kept:
            pdfium.FPDFPage_RemoveAnnot(page, i)


def leave_last(pdfium: Any, page: Handle) -> None:
    """Do what `leave_last` of the extension does (widgets.c): leave of a page what was painted last.

    Writing the page without the rest would do as well; but for that pdfium goes through all of the document.
    """
    for i in range(pdfium.FPDFPage_CountObjects(page) - 2, -1, -1):
        found = pdfium.FPDFPage_GetObject(page, i)
        if found and pdfium.FPDFPage_RemoveObject(page, found):
            pdfium.FPDFPageObj_Destroy(found)


def _may_speak(face: str) -> bool:
    """Tell whether a face may hold text: that of a field that nobody has filled in mostly has none.

    One that pdfium does not give here may yet be found when it is painted.
    """
    return not face or not face.isascii() or _SHOWS.search(_SHOWS_NOTHING.sub("", face)) is not None


def _is_spelled(text: str, drawn: str) -> bool:
    """Tell whether a face shows what is written in what draws it, so that it shows that wherever it is drawn.

    Codes of a font, and forms, mean something else in another face.
    """
    if len(drawn) > _MAX_DRAWN:
        return False
    spelled = "".join("".join(_SPELLED.findall(drawn)).split())
    return spelled == "".join(text.split()) and _SHOWS.search(_SPELLED.sub("", drawn)) is None


def _within(pdfium: Any, page: Handle, places: dict[int, Any]) -> dict[int, str]:
    Replaced(pdfium, page)  # what is painted is read, whatever is declared to stand for it
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
