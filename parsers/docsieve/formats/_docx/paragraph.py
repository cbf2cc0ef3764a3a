"""Paragraph properties (ECMA-376 part 1, 17.3.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from docsieve.formats._docx.context import RevisionKind
from docsieve.formats._docx.run_properties import is_coloured
from docsieve.formats._ooxml.namespaces import W

if TYPE_CHECKING:
    from lxml import etree

_VALUE: Final = f"{W}val"
_PROPERTIES: Final = f"{W}pPr"
_MARK_CHANGES: Final[dict[str, RevisionKind]] = {
    f"{W}ins": "inserted",
    f"{W}del": "deleted",
    f"{W}moveFrom": "moved_from",
    f"{W}moveTo": "moved_to",
}


class Properties(msgspec.Struct, gc=False):
    """What a `w:pPr` says that matters for reading."""

    style: str | None = None
    outline: int | None = None
    num_id: str | None = None
    num_level: int | None = None
    section: etree._Element | None = None
    #: The tracked change of the paragraph's end.
    mark_change: tuple[RevisionKind, etree._Element] | None = None
    format_change: etree._Element | None = None
    drop_cap: bool = False
    #: There is a colour behind the paragraph, or expressly none; None leaves it to the style.
    shaded: bool | None = None
    #: The paragraph has properties, as its first child.
    found: bool = False

    @property
    def joins_next(self) -> bool:
        """The paragraph reads on into the next: its end is deleted, or it is a drop cap."""
        deleted = self.mark_change is not None and self.mark_change[0] in ("deleted", "moved_from")
        return self.drop_cap or deleted


def read_properties(paragraph: etree._Element) -> Properties:
    """Read the properties of a paragraph element."""
    found = Properties()
    element = next(iter(paragraph), None)
    if element is None or element.tag != _PROPERTIES:
        element = paragraph.find(_PROPERTIES)
        if element is None:
            return found
    else:
        found.found = True
    for child in element:
        tag = child.tag
        if tag not in _TOLD:
            continue
        if tag == f"{W}pStyle":
            found.style = child.get(_VALUE)
        elif tag == f"{W}numPr":
            _read_numbering(found, child)
        elif tag == f"{W}outlineLvl":
            found.outline = _integer(child)
        elif tag == f"{W}sectPr":
            found.section = child
        elif tag == f"{W}rPr":
            for change in child:
                kind = _MARK_CHANGES.get(change.tag)
                if kind is not None:
                    found.mark_change = (kind, change)
        elif tag == f"{W}pPrChange":
            found.format_change = child
        elif tag == f"{W}shd":
            found.shaded = is_coloured(child)
        else:
            found.drop_cap = child.get(f"{W}dropCap") in ("drop", "margin")
    return found


def _read_numbering(found: Properties, element: etree._Element) -> None:
    for child in element:
        if child.tag == f"{W}numId":
            found.num_id = child.get(_VALUE)
        elif child.tag == f"{W}ilvl":
            found.num_level = _integer(child)


def _integer(element: etree._Element) -> int | None:
    text = element.get(_VALUE) or ""
    return int(text) if text.isdecimal() else None


_TOLD: Final = frozenset(
    f"{W}{name}" for name in ("pStyle", "numPr", "outlineLvl", "sectPr", "rPr", "pPrChange", "framePr", "shd")
)
