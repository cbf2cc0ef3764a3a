"""OMML as LaTeX."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docsieve.formats._ooxml.namespaces import M

if TYPE_CHECKING:
    from lxml import etree


def to_latex(element: etree._Element) -> str:
    """Return the mathematics of an `m:oMath`."""
    return "".join(text.text or "" for text in element.iter(f"{M}t"))
