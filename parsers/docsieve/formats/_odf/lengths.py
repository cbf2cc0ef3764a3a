"""Lengths and places (ODF 1.3 part 3, 18.3.18; transforms: 19.228)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docsieve.formats._odf.namespaces import DRAW, SVG
from docsieve.geometry import BBox

if TYPE_CHECKING:
    from lxml import etree

_LENGTH: Final = re.compile(r"(-?\d{1,9}(?:\.\d{0,9})?)\s*(mm|cm|in|pt|pc|px)?\Z")
_POINTS: Final = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75}
_TRANSLATE: Final = re.compile(r"translate\s*\(\s*([^\s,)]+)[\s,]+([^\s,)]+)\s*\)")


def points(text: str | None) -> float | None:
    """Return a length in points; None where it is none (percentages, "scale")."""
    found = _LENGTH.match((text or "").strip())
    return float(found[1]) * _POINTS.get(found[2] or "pt", 1.0) if found else None


def box_of(element: etree._Element) -> BBox | None:
    """Return where a shape stands on its page, in points; rotation is left out of account."""
    x, y = points(element.get(f"{SVG}x")), points(element.get(f"{SVG}y"))
    if x is None or y is None:
        x, y = points(element.get(f"{SVG}x1")), points(element.get(f"{SVG}y1"))
    moved = _TRANSLATE.search(element.get(f"{DRAW}transform", ""))
    if moved:
        right, down = points(moved[1]) or 0.0, points(moved[2]) or 0.0
        x, y = (x or 0.0) + right, (y or 0.0) + down
    if x is None or y is None:
        return None
    width, height = points(element.get(f"{SVG}width")) or 0.0, points(element.get(f"{SVG}height")) or 0.0
    return BBox(round(x, 2), round(y, 2), round(x + max(width, 0), 2), round(y + max(height, 0), 2))


def pixels(text: str | None) -> int | None:
    """Return a length in CSS pixels."""
    length = points(text)
    return None if length is None or length <= 0 else round(length / 0.75)
