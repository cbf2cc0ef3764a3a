"""What parsers/pdfglyphs/contents.c and tree.c do, in Python through ctypes."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable
from typing import Any, Final

NO_CONTENT: Final = -1
ARTIFACT: Final = -2
WITHIN_FORM: Final = 1 << 30
_NO_LAYERS: Final = -1
_MAX_NAME: Final = 512
_MAX_LAYERS: Final = 1000
_MAX_FORM_DEPTH: Final = 8
_UNNAMED: Final = b"\xff\xff\0\0"
_TEXT_OBJECT, _FORM_OBJECT = 1, 5

#: Index of a character, and what it and those after it are in: id of marked content, index of layers, address
#: of its object and of the outermost form around that.
CONTENT: Final = struct.Struct("<I2i4x2Q")

AN_ELEMENT: Final = -1
NOT_HERE: Final = -2
_MAX_TREE_DEPTH: Final = 60
_MAX_TEXT_BYTES: Final = 1 << 16
_MAX_SPAN: Final = 1000
_NUMBER: Final = 2
#: They may hold rows of other pages.
_WITH_ROWS: Final = ("Table", "TBody")

#: Depth, type, kids, alternative text, actual text, row and column span.
Element = tuple[int, str, list[int], str, str, int, int]


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


class Contents:
    """What the text of a page is in, as it is read."""

    def __init__(self, pdfium: Any, page: Any, limit: int) -> None:
        """Note what the forms of the page hold: text does not tell which form it is in."""
        self._pdfium = pdfium
        self._left = limit
        self._held: dict[int, tuple[int, int, int]] = {}
        self._last = (NO_CONTENT, _NO_LAYERS, 0)
        self.runs = b""
        #: Names of the layers of each set, UTF-16, each with a null character at its end.
        self.layers: list[bytes] = []
        i, count = 0, pdfium.FPDFPage_CountObjects(page) if page else 0
        while i < count and self._left > 0:
            found = pdfium.FPDFPage_GetObject(page, i)
            if found and pdfium.FPDFPageObj_GetType(found) == _FORM_OBJECT:
                self._hold(found, _address(found), NO_CONTENT, _NO_LAYERS, False, 0)
            i += 1
            self._left -= 1

    def add(self, found: Any, start: int) -> None:
        """Note what the characters from `start` on are in, where that is another than before."""
        held = self._held.get(_address(found)) if found else None
        outer, outer_layers, form = held or (NO_CONTENT, _NO_LAYERS, 0)
        content, layers = NO_CONTENT, _NO_LAYERS
        if found:
            content, layers = self._read(found, outer, outer_layers, held is not None)
        if (content, layers, form) != self._last or self.has_unnamed(layers):
            self._last = (content, layers, form)
            self.runs += CONTENT.pack(start, content, layers, _address(found) if found else 0, form)

    def has_unnamed(self, layers: int) -> bool:
        """Tell whether a layer of a set does not say which it is."""
        return layers >= 0 and is_unnamed(self.layers[layers])

    def _hold(self, form: Any, outermost: int, outer: int, layers: int, in_form: bool, depth: int) -> None:
        pdfium = self._pdfium
        content, layers = self._read(form, outer, layers, in_form)
        count = pdfium.FPDFFormObj_CountObjects(form) if depth < _MAX_FORM_DEPTH else 0
        for i in range(count):
            if self._left <= 0:
                break
            found = pdfium.FPDFFormObj_GetObject(form, i)
            kind = pdfium.FPDFPageObj_GetType(found) if found else 0
            self._left -= 1
            if kind == _TEXT_OBJECT:
                own = content >= 0 and content & WITHIN_FORM
                self._held[_address(found)] = (NO_CONTENT if own else content, layers, outermost)
            elif kind == _FORM_OBJECT:
                self._hold(found, outermost, content, layers, True, depth + 1)

    def _read(self, found: Any, outer: int, outer_layers: int, in_form: bool) -> tuple[int, int]:
        pdfium = self._pdfium
        count = pdfium.FPDFPageObj_CountMarks(found)
        own = pdfium.FPDFPageObj_GetMarkedContentID(found) if count > 0 else NO_CONTENT
        own = own | WITHIN_FORM * in_form if 0 <= own < WITHIN_FORM else NO_CONTENT
        names = b""
        for i in range(count):
            mark = pdfium.FPDFPageObj_GetMark(found, i)
            name = self._string(pdfium.FPDFPageObjMark_GetName, mark, size=32) if mark else b""
            if own == NO_CONTENT and name == "Artifact\0".encode("utf-16-le"):
                own = ARTIFACT
            if name != "OC\0".encode("utf-16-le"):
                continue
            if not names and outer_layers >= 0:
                names = self.layers[outer_layers]
            layer = self._string(pdfium.FPDFPageObjMark_GetParamStringValue, mark, b"Name", size=_MAX_NAME)
            names += layer or _UNNAMED
        content = own if outer == NO_CONTENT else outer
        return content, self._index(names) if names else outer_layers

    def _string(self, function: Callable[..., int], *arguments: Any, size: int) -> bytes:
        buffer, needed = (ctypes.c_ushort * (size // 2))(), ctypes.c_ulong(0)
        if not function(*arguments, buffer, size, ctypes.byref(needed)) or not 2 <= needed.value <= size:
            return b""
        return bytes(buffer)[: needed.value]

    def _index(self, names: bytes) -> int:
        if names in self.layers:
            return self.layers.index(names)
        if len(self.layers) >= _MAX_LAYERS:
            return _NO_LAYERS
        self.layers.append(names)
        return len(self.layers) - 1


def is_unnamed(names: bytes) -> bool:
    """Tell whether a layer of a set does not say which it is: text with that set may be on another."""
    return b"\xff\xff" in (names[i : i + 2] for i in range(0, len(names), 2))


def tree(pdfium: Any, page: Any, limit: int) -> list[Element] | None:
    """Read the structure of a page as `_docsieve_pdfglyphs.tree` does."""
    found = pdfium.FPDF_StructTree_GetForPage(page)
    if not found:
        return None
    walk = _Walk(pdfium, limit)
    try:
        for i in range(pdfium.FPDF_StructTree_CountChildren(found)):
            element = pdfium.FPDF_StructTree_GetChildAtIndex(found, i)
            if element and not walk.is_cut:
                walk.element(element, 0)
    finally:
        pdfium.FPDF_StructTree_Close(found)
    return None if walk.is_cut else walk.rows


class _Walk:
    def __init__(self, pdfium: Any, limit: int) -> None:
        self.pdfium = pdfium
        self.left = limit
        self.rows: list[Element] = []
        self.is_cut = False

    def element(self, element: Any, depth: int) -> None:
        pdfium = self.pdfium
        self.left -= 1
        if self.left < 0 or depth > _MAX_TREE_DEPTH:
            self.is_cut = True
            return
        kind = _text(pdfium.FPDF_StructElement_GetType, element)
        kids: list[int] = []
        is_cell = kind in ("TD", "TH")
        self.rows.append(
            (
                depth,
                kind,
                kids,
                _text(pdfium.FPDF_StructElement_GetAltText, element),
                _text(pdfium.FPDF_StructElement_GetActualText, element),
                self._span(element, b"RowSpan") if is_cell else 1,
                self._span(element, b"ColSpan") if is_cell else 1,
            )
        )
        for i in range(pdfium.FPDF_StructElement_CountChildren(element)):
            if self.is_cut:
                return
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, i)
            if child:
                kids.append(AN_ELEMENT)
                self.element(child, depth + 1)
                continue
            content = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, i)
            was_missing = bool(kids) and kids[-1] == NOT_HERE
            if content < 0 and kind != "TR" and (kind not in _WITH_ROWS or was_missing):
                continue
            self.left -= 1
            if self.left < 0:
                self.is_cut = True
                return
            kids.append(content if content >= 0 else NOT_HERE)

    def _span(self, element: Any, name: bytes) -> int:
        pdfium = self.pdfium
        for i in range(min(pdfium.FPDF_StructElement_GetAttributeCount(element), 20)):
            attribute = pdfium.FPDF_StructElement_GetAttributeAtIndex(element, i)
            value = pdfium.FPDF_StructElement_Attr_GetValue(attribute, name) if attribute else None
            number = ctypes.c_float(0)
            if (
                value
                and pdfium.FPDF_StructElement_Attr_GetType(value) == _NUMBER
                and pdfium.FPDF_StructElement_Attr_GetNumberValue(value, ctypes.byref(number))
                and 1 <= number.value <= _MAX_SPAN
            ):
                return int(number.value)
        return 1


def _text(function: Callable[..., int], element: Any) -> str:
    needed = function(element, None, 0)
    if needed <= 2 or needed > _MAX_TEXT_BYTES:
        return ""
    buffer = ctypes.create_string_buffer(needed)
    function(element, buffer, needed)
    return buffer.raw[: needed - 2].decode("utf-16-le", "replace")
