"""What parsers/pdfglyphs/links.c does, in Python through ctypes."""

from __future__ import annotations

import ctypes
from typing import Any, Final

from docsieve.formats._pdf.pdfium import narrow

#: Kinds of actions, as pdfium counts them.
TO_PAGE: Final = 1
TO_FILE: Final = 2
TO_ADDRESS: Final = 3
TO_PROGRAM: Final = 4

#: Kind, address, number of the page, left, bottom, right, top.
Link = tuple[int, bytes, int, float, float, float, float]


def links(pdfium: Any, document: Any, page: Any, begin: int, most: int) -> tuple[list[Link], int]:
    """List links of a page as `_docsieve_pdfglyphs.links` does."""
    position, link = ctypes.c_int(begin), pdfium.FPDF_LINK()
    found: list[Link] = []
    for _ in range(most):
        if not pdfium.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(link)):
            return found, -1
        one = _link(pdfium, document, link)
        if one is not None:
            found.append(one)
    return found, position.value


def _link(pdfium: Any, document: Any, link: Any) -> Link | None:
    action = pdfium.FPDFLink_GetAction(link)
    kind = pdfium.FPDFAction_GetType(action) if action else TO_PAGE
    box = pdfium.FS_RECTF(0, 0, 0, 0)
    if not pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(box)) and kind != TO_PROGRAM:
        return None
    number, address = -1, b""
    if kind == TO_ADDRESS:
        address = narrow(pdfium.FPDFAction_GetURIPath, document, action)
    elif kind == TO_FILE:
        address = narrow(pdfium.FPDFAction_GetFilePath, action)
    elif kind != TO_PROGRAM:
        place = pdfium.FPDFLink_GetDest(document, link)
        if not place and action and kind == TO_PAGE:
            place = pdfium.FPDFAction_GetDest(document, action)
        number = pdfium.FPDFDest_GetDestPageIndex(document, place) if place else -1
    return kind, address, number, box.left, box.bottom, box.right, box.top
