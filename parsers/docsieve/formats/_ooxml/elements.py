"""Ways down an XML tree that cost little: lxml's `find` is Python code, its child iterator is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree


def first_below(element: etree._Element, *path: str) -> etree._Element | None:
    """Return the first child with the first tag, its first child with the next, and so on; None without."""
    found: etree._Element | None = element
    for tag in path:
        if found is None:
            return None
        found = next(found.iterchildren(tag), None)
    return found
