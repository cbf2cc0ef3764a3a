"""What a tagged PDF says its pictures show (ISO 32000-1, 14.9.3): alternative texts of its structure tree."""

from __future__ import annotations

import ctypes
from typing import Any, Final

from docsieve.formats._pdf.drafts import Draft
from docsieve.formats._pdf.glyphs import ask
from docsieve.formats._pdf.pdfium import Handle, PdfPage, utf16
from docsieve.geometry import BBox
from docsieve.model import Image

_MAX_ELEMENTS: Final = 20_000
_MAX_OBJECTS: Final = 5_000
_IMAGE_OBJECT: Final = 3
#: Points by which the two ways to a picture's box may differ.
_SLACK: Final = 2.0


def add_alternatives(page: PdfPage, drafts: list[Draft]) -> None:
    """Give the pictures among the drafts of a page their alternative texts, where the page is tagged."""
    pictures = [draft for draft in drafts if isinstance(draft.block, Image)]
    if not pictures or not page.file.is_tagged:
        return
    texts = _texts_by_content(page)
    if not texts:
        return
    for content, box in find_images(page):
        text = texts.get(content)
        for draft in pictures if text else ():
            if isinstance(draft.block, Image) and not draft.block.alt and _is_within(box, draft.box):
                draft.block.alt = text or ""
                break


def _texts_by_content(page: PdfPage) -> dict[int, str]:
    """Return the alternative text for each id of marked content that an element with one holds."""
    pdfium = page.file.pdfium
    tree = pdfium.FPDF_StructTree_GetForPage(page.handle)
    if not tree:
        return {}
    found: dict[int, str] = {}
    try:
        count = min(pdfium.FPDF_StructTree_CountChildren(tree), _MAX_ELEMENTS)
        stack: list[tuple[Handle, str]] = [
            (pdfium.FPDF_StructTree_GetChildAtIndex(tree, i), "") for i in range(count)
        ]
        left = _MAX_ELEMENTS
        while stack and left > 0:
            left -= 1
            element, around = stack.pop()
            if not element:
                continue
            text = " ".join(utf16(pdfium.FPDF_StructElement_GetAltText, element).split()) or around
            if text:
                for i in range(min(max(pdfium.FPDF_StructElement_GetMarkedContentIdCount(element), 0), 100)):
                    found[pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, i)] = text
            children = min(max(pdfium.FPDF_StructElement_CountChildren(element), 0), left)
            stack += [(pdfium.FPDF_StructElement_GetChildAtIndex(element, i), text) for i in range(children)]
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    return found


def find_images(page: PdfPage) -> list[tuple[int, BBox]]:
    """List the page's own images (not those within forms) by the id of the marked content they are in."""
    return [
        (content, page.frame.box(*bounds))
        for content, *bounds in ask(images, page, page.handle, _MAX_OBJECTS)
    ]


def images(pdfium: Any, page: Handle, limit: int) -> list[tuple[int, float, float, float, float]]:
    """Do what `images` of the extension does (images.c); change both."""
    bounds = [ctypes.c_float() for _ in range(4)]
    found = []
    for index in range(min(pdfium.FPDFPage_CountObjects(page), limit)):
        handle = pdfium.FPDFPage_GetObject(page, index)
        if not handle or pdfium.FPDFPageObj_GetType(handle) != _IMAGE_OBJECT:
            continue
        content = pdfium.FPDFPageObj_GetMarkedContentID(handle)
        if content >= 0 and pdfium.FPDFPageObj_GetBounds(handle, *(ctypes.byref(value) for value in bounds)):
            left, bottom, right, top = (value.value for value in bounds)
            found.append((content, left, bottom, right, top))
    return found


def _is_within(box: BBox, picture: BBox) -> bool:
    return (
        box.x0 >= picture.x0 - _SLACK
        and box.x1 <= picture.x1 + _SLACK
        and box.top >= picture.top - _SLACK
        and box.bottom <= picture.bottom + _SLACK
    )
