"""The package as one XML file, `pkg:package` (Word's "XML document", written since 2006)."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from docsieve.errors import CorruptError
from docsieve.formats._ooxml.namespaces import PKG, TYPES
from docsieve.options import Limits
from docsieve.xml_reader import read_xml

if TYPE_CHECKING:
    from lxml import etree


class FlatPackage:
    """Parts of a flat XML file by name, as `ZipDirectory` gives those of a ZIP."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        root = read_xml(data, "the file", limits)
        self._parts: dict[str, etree._Element] = {
            part.get(f"{PKG}name", "").lstrip("/"): part for part in root.iter(f"{PKG}part")
        }
        self._by_lower = {name.lower(): name for name in self._parts}
        self._content_types = _content_types(self._parts)

    @property
    def names(self) -> list[str]:
        """Part names in file order, without leading slash."""
        return list(self._parts)

    def __contains__(self, name: str) -> bool:
        return name == "[Content_Types].xml" or name.lower() in self._by_lower

    def size(self, name: str) -> int:
        """Return the part's size in bytes."""
        return len(self.read(name))

    def read(self, name: str) -> bytes:
        """Return one part's bytes.

        Raises:
            CorruptError: its Base64 is damaged, or it is empty.
        """
        from lxml import etree

        if name == "[Content_Types].xml":
            return self._content_types
        part = self._parts[self._by_lower[name.lower()]]
        for content in part:
            if content.tag == f"{PKG}xmlData" and len(content):
                return etree.tostring(content[0], encoding="UTF-8", with_tail=False)
            if content.tag == f"{PKG}binaryData":
                try:
                    return base64.b64decode(content.text or "")
                except binascii.Error as error:
                    raise CorruptError(f"The part {name!r} of the file is damaged.") from error
        raise CorruptError(f"The part {name!r} of the file is empty.")


def _content_types(parts: dict[str, etree._Element]) -> bytes:
    from lxml import etree

    types = etree.Element(f"{TYPES}Types")
    for name, part in parts.items():
        content_type = part.get(f"{PKG}contentType", "")
        etree.SubElement(types, f"{TYPES}Override", PartName=f"/{name}", ContentType=content_type)
    return etree.tostring(types)
