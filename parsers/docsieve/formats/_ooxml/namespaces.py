"""XML namespaces of Office Open XML (transitional), as lxml writes them into tags."""

from __future__ import annotations

import re
from typing import Final

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15: Final = "{http://schemas.microsoft.com/office/word/2012/wordml}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC: Final = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CX: Final = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
DGM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
V: Final = "{urn:schemas-microsoft-com:vml}"
O: Final = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the prefix everybody writes
PKG: Final = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
RELS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
CP: Final = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
DC: Final = "{http://purl.org/dc/elements/1.1/}"
DCTERMS: Final = "{http://purl.org/dc/terms/}"
APP: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
CUSTOM: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
VT: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME: Final = re.compile(rb"([\"'])http://purl\.oclc\.org/ooxml/([A-Za-z]+)/([^\"'<>\s]*)(?=\1)")


def to_transitional(data: bytes) -> bytes:
    """Rewrite the namespaces and relationship types of a Strict part as transitional (part 4, annex A).

    Only whole attribute values change, so running text that mentions such a URL stays as it is.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode().replace(b"UTF-16", b"UTF-8", 1)
    if _STRICT not in data:
        return data
    return _STRICT_NAME.sub(rb"\1http://schemas.openxmlformats.org/\2/2006/\3", data)
