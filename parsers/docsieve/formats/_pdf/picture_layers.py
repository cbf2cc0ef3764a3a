"""Pictures on layers (optional content, ISO 32000-1, 8.11) that are off.

pdfium's renderer tells, as in `layers`: a picture of which nothing is painted is on one, and so are those in
a form of which nothing is.
"""

from __future__ import annotations

import ctypes
import functools
import re
from typing import Any, Final

from docsieve.formats._pdf.drafts import Draft
from docsieve.formats._pdf.layers_off import LayersOff
from docsieve.formats._pdf.patches import draw_patch, is_bare
from docsieve.formats._pdf.pdfium import Handle, PdfPage
from docsieve.formats._pdf.stream_guard import PICTURE
from docsieve.formats._pdf.visible_layers import has_spelled, may_have_hidden
from docsieve.geometry import BBox
from docsieve.model import Image

_IMAGE_OBJECT, _FORM_OBJECT = 3, 5
#: A picture that names its layer itself; dictionaries of streams are never packed into others.
_OWN_LAYER: Final = re.compile(
    rb"/Subtype\s*/(?:Image|Form)\b(?:(?!stream).){0,500}?/OC\b"
    rb"|/OC\b(?:(?!stream|endobj).){0,500}?/Subtype\s*/(?:Image|Form)\b",
    re.DOTALL,
)
_LAYER: Final = re.compile(rb"/OC\b(?:\s*(\d{1,9})\s+\d{1,5}\s+R\b)?")
#: Where one of these is spelled with figures, any picture may be on a layer.
_SPELLED: Final = frozenset((b"OC", b"Subtype", b"Image", b"Form", b"Width", b"Height"))
_SIZE: Final = re.compile(rb"/(Width|Height)\s+(\d{1,9})\b(?!\s+\d+\s+R\b)")
#: Bytes of a dictionary before and behind the name of its layer.
_REACH: Final = 2000
#: Of one page: objects that are looked at, and pictures that are drawn; with more, all is shown.
_MAX_OBJECTS: Final = 20_000
_MAX_PICTURES: Final = 50
_MAX_FORM_DEPTH: Final = 8
_SIDE: Final = 64
_SLACK: Final = 2.0


class PictureLayers:
    """Whether pictures of a document may be on layers, and which of them are."""

    def __init__(self, data: bytes, layers_off: LayersOff) -> None:
        """Look for layers that are off."""
        self._data = data
        self._layers_off = layers_off
        self.may_be_off = not layers_off.are_none and may_have_hidden(data)
        self._is_spelled = self.may_be_off and has_spelled(data, _SPELLED)
        self._name_their_own = self._is_spelled or (self.may_be_off and _OWN_LAYER.search(data) is not None)

    def hide(self, page: PdfPage, drafts: list[Draft]) -> None:
        """Mark the pictures among the drafts of a page that are on layers that are off."""
        pictures = [draft.block for draft in drafts if isinstance(draft.block, Image)]
        if not pictures:
            return
        off, shown = self._places(page)
        for picture in pictures if off else ():
            box = picture.where.bbox
            if box is not None and any(_holds(each, box) for each in off):
                picture.hidden = None if any(_holds(each, box) for each in shown) else "layer"

    def _places(self, page: PdfPage) -> tuple[list[BBox], list[BBox]]:
        """Return the places of pictures that are not painted, and of the others."""
        pdfium = page.file.pdfium
        count = pdfium.FPDFPage_CountObjects(page.handle)
        if count > _MAX_OBJECTS:
            return [], []
        objects = [pdfium.FPDFPage_GetObject(page.handle, index) for index in range(count)]
        pictures = [found for found in objects if _is_picture(pdfium, found, 0)]
        may_be_off = [self._may_be_off(pdfium, found) for found in pictures]
        if not any(may_be_off) or len(pictures) > _MAX_PICTURES or self._layers_off.are_all_on:
            return [], []
        off: list[BBox] = []
        shown: list[BBox] = []
        for found in objects:
            pdfium.FPDFPageObj_SetIsActive(found, False)
        for found, is_asked in zip(pictures, may_be_off, strict=True):
            box = _box(page, found)
            if box is not None:
                pdfium.FPDFPageObj_SetIsActive(found, True)
                if is_asked and not _is_painted(page, box):
                    off.append(box)
                elif pdfium.FPDFPageObj_GetType(found) == _IMAGE_OBJECT:
                    shown.append(box)  # a form that is painted may be of more than its pictures
                pdfium.FPDFPageObj_SetIsActive(found, False)
        for found in objects:
            pdfium.FPDFPageObj_SetIsActive(found, True)
        return off, shown

    def _may_be_off(self, pdfium: Any, found: Handle) -> bool:
        """Tell whether an object may be on a layer that is off: drawing a large picture takes long."""
        if pdfium.FPDFPageObj_CountMarks(found) > 0:
            return True
        if not self._name_their_own:
            return False
        if self._sizes is None or pdfium.FPDFPageObj_GetType(found) != _IMAGE_OBJECT:
            return True
        width, height = ctypes.c_uint(), ctypes.c_uint()
        pdfium.FPDFImageObj_GetImagePixelSize(found, ctypes.byref(width), ctypes.byref(height))
        return (width.value, height.value) in self._sizes

    @functools.cached_property
    def _sizes(self) -> set[tuple[int, int]] | None:
        """Sizes of the pictures that name a layer that may be off; None where not all are told."""
        data, sizes = self._data, set[tuple[int, int]]()
        if self._layers_off.are_all_on:
            return sizes
        if self._is_spelled:
            return None
        for layer in _LAYER.finditer(data):
            start = data.rfind(b"obj", max(layer.start() - _REACH, 0), layer.start())
            end = data.find(b"stream", layer.end(), layer.end() + _REACH)
            if layer[1] and int(layer[1]) in self._layers_off.known_on:
                continue
            if start < 0 or end < 0:
                return None
            if PICTURE.search(data, start, end):
                size = {name: int(value) for name, value in _SIZE.findall(data, start, end)}
                if len(size) < 2:
                    return None
                sizes.add((size[b"Width"], size[b"Height"]))
        return sizes


def _is_picture(pdfium: Any, found: Handle, depth: int) -> bool:
    """Tell whether an object is a picture or a form that holds one."""
    kind = pdfium.FPDFPageObj_GetType(found)
    if kind != _FORM_OBJECT or depth > _MAX_FORM_DEPTH:
        return bool(kind == _IMAGE_OBJECT)
    count = min(pdfium.FPDFFormObj_CountObjects(found), _MAX_OBJECTS)
    return any(
        _is_picture(pdfium, pdfium.FPDFFormObj_GetObject(found, i), depth + 1) for i in range(max(count, 0))
    )


def _box(page: PdfPage, found: Handle) -> BBox | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    edges = [ctypes.byref(each) for each in (left, bottom, right, top)]
    if not page.file.pdfium.FPDFPageObj_GetBounds(found, *edges):
        return None
    box = page.frame.box(left.value, bottom.value, right.value, top.value)
    frame = page.frame
    is_seen = box.x1 > 0 and box.bottom > 0 and box.x0 < frame.width and box.top < frame.height
    return box if is_seen else None


def _holds(outer: BBox, inner: BBox) -> bool:
    return (
        outer.x0 - _SLACK <= inner.x0
        and outer.top - _SLACK <= inner.top
        and inner.x1 <= outer.x1 + _SLACK
        and inner.bottom <= outer.bottom + _SLACK
    )


def _is_painted(page: PdfPage, box: BBox) -> bool:
    """Tell whether anything is painted at a place of the page as it is now."""
    scale = _SIDE / max(box.width, box.height, 1.0)
    return not is_bare(draw_patch(page, box.x0, box.top, _SIDE, _SIDE, scale))
