"""One pass over the body before it is read: what must be known beforehand is far apart in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from docsieve.formats._docx.fields import FieldBalance
from docsieve.formats._ooxml.namespaces import W

if TYPE_CHECKING:
    from lxml import etree

_SECTION: Final = f"{W}sectPr"
_FIELD: Final = f"{W}fldChar"
_NOTES: Final = (f"{W}footnoteReference", f"{W}endnoteReference")
#: Where a section's properties stand; elsewhere they are old ones kept by change tracking.
_SECTION_PARENTS: Final = (f"{W}pPr", f"{W}body")


class Survey(msgspec.Struct):
    """Section properties and note calls of the body, in the order they stand in."""

    sections: list[etree._Element] = []
    #: Note calls, each with the index of the section it stands in.
    note_calls: list[tuple[int, etree._Element]] = []
    #: Field starts that have no end: they must not swallow what follows.
    unclosed_fields: frozenset[etree._Element] = frozenset()


def survey(body: etree._Element) -> Survey:
    """Look through the body once."""
    found = Survey()
    fields = FieldBalance()
    for element in body.iter(_SECTION, _FIELD, *_NOTES):
        tag = element.tag
        if tag == _FIELD:
            fields.see(element)
        elif tag == _SECTION:
            parent = element.getparent()
            if parent is not None and parent.tag in _SECTION_PARENTS:
                found.sections.append(element)
        else:
            found.note_calls.append((len(found.sections), element))
    found.unclosed_fields = fields.unclosed
    return found
