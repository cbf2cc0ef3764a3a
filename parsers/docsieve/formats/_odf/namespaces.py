"""OpenDocument namespaces as lxml tag prefixes (ODF 1.3 part 3, 1.6)."""

from __future__ import annotations

from typing import Final

_ODF: Final = "{urn:oasis:names:tc:opendocument:xmlns:"

ANIM: Final = f"{_ODF}animation:1.0}}"
CHART: Final = f"{_ODF}chart:1.0}}"
DRAW: Final = f"{_ODF}drawing:1.0}}"
FO: Final = f"{_ODF}xsl-fo-compatible:1.0}}"
FORM: Final = f"{_ODF}form:1.0}}"
MANIFEST: Final = f"{_ODF}manifest:1.0}}"
META: Final = f"{_ODF}meta:1.0}}"
NUMBER: Final = f"{_ODF}datastyle:1.0}}"
OFFICE: Final = f"{_ODF}office:1.0}}"
PRESENTATION: Final = f"{_ODF}presentation:1.0}}"
SCRIPT: Final = f"{_ODF}script:1.0}}"
STYLE: Final = f"{_ODF}style:1.0}}"
SVG: Final = f"{_ODF}svg-compatible:1.0}}"
TABLE: Final = f"{_ODF}table:1.0}}"
TEXT: Final = f"{_ODF}text:1.0}}"
DC: Final = "{http://purl.org/dc/elements/1.1/}"
LOEXT: Final = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
MATH: Final = "{http://www.w3.org/1998/Math/MathML}"
XLINK: Final = "{http://www.w3.org/1999/xlink}"
XML: Final = "{http://www.w3.org/XML/1998/namespace}"
