"""What a tagged PDF says its pictures show (ISO 32000-1, 14.9.3): alternative texts of its structure tree."""

from __future__ import annotations

import ctypes
from typing import Any, Final

from docsieve.formats._pdf.drafts import Draft
from docsieve.formats._pdf.glyphs import ask
from docsieve.formats._pdf.page_trees import PageTrees
from docsieve.formats._pdf.pdfium import Handle, PdfPage
from docsieve.formats._pdf.tags import Element, read_tags
from docsieve.geometry import BBox
from docsieve.model import Image

_MAX_OBJECTS: Final = 5_000
_IMAGE_OBJECT: Final = 3
#: Points by which the two ways to a picture's box may differ.
_SLACK: Final = 2.0


def add_alternatives(page: PdfPage, drafts: list[Draft], trees: PageTrees) -> None:
    """Give the pictures among the drafts of a page their alternative texts, where the page is tagged."""
    pictures = [draft for draft in drafts if isinstance(draft.block, Image)]
    if not pictures or not page.file.is_tagged:
        return
    tags = read_tags(page, trees)
    texts = _texts_by_content(tags.outermost) if tags else {}
    if not texts:
        return
    for content, box in find_images(page):
        text = texts.get(content)
        for draft in pictures if text else ():
            if isinstance(draft.block, Image) and not draft.block.alt and _is_within(box, draft.box):
                draft.block.alt = text or ""
                break


def _texts_by_content(elements: list[Element]) -> dict[int, str]:
    """Return the alternative text for each id of marked content that an element with one holds."""
    found: dict[int, str] = {}
    stack = [(element, "") for element in elements]
    while stack:
        element, around = stack.pop()
        text = element.alt or around
        for kid in element.kids:
            if isinstance(kid, Element):
                stack.append((kid, text))
            elif text and kid >= 0:
                found[kid] = text
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
