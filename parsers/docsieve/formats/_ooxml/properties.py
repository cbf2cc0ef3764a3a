"""Document properties: core, extended and custom (ECMA-376 part 2, 11; part 1, 22.2 and 22.3)."""

from __future__ import annotations

import re
from typing import Final

from docsieve.formats._ooxml.namespaces import APP, CP, CUSTOM, DC, DCTERMS
from docsieve.formats._ooxml.package import Package
from docsieve.model import Metadata

_SINGLE: Final = {
    f"{DC}title": "title",
    f"{DC}subject": "subject",
    f"{DC}description": "description",
    f"{DC}language": "language",
    f"{DCTERMS}created": "created",
    f"{DCTERMS}modified": "modified",
    f"{CP}lastModifiedBy": "last_modified_by",
}
_CORE_CUSTOM: Final = (
    "category",
    "contentStatus",
    "contentType",
    "identifier",
    "revision",
    "version",
    "lastPrinted",
)
_APP_CUSTOM: Final = ("Company", "Manager", "HyperlinkBase")
_SEPARATORS: Final = re.compile(r"\s*[;,]\s*")


def read_metadata(package: Package) -> Metadata:
    """Gather what the package says about itself; absent or empty properties stay unset."""
    metadata = Metadata()
    _read_core(package, metadata)
    _read_extended(package, metadata)
    _read_custom(package, metadata)
    return metadata


def _root_of(package: Package, kind: str, usual: str) -> list[tuple[str, str]]:
    name = package.related("", kind) or (usual if usual in package else None)
    root = package.xml(name) if name else None
    if root is None:
        return []
    return [(str(element.tag), "".join(map(str, element.itertext())).strip()) for element in root]


def _read_core(package: Package, metadata: Metadata) -> None:
    for tag, text in _root_of(package, "coreproperties", "docProps/core.xml"):
        if not text:
            continue
        if tag in _SINGLE:
            setattr(metadata, _SINGLE[tag], text)
        elif tag == f"{DC}creator":
            metadata.authors += [author.strip() for author in text.split(";") if author.strip()]
        elif tag == f"{CP}keywords":
            metadata.keywords += [word for word in _SEPARATORS.split(text) if word]
        elif tag.rpartition("}")[2] in _CORE_CUSTOM:
            metadata.custom[tag.rpartition("}")[2]] = text


def _read_extended(package: Package, metadata: Metadata) -> None:
    values = {
        tag.removeprefix(APP): text
        for tag, text in _root_of(package, "extendedproperties", "docProps/app.xml")
        if text and tag.startswith(APP)
    }
    if "Application" in values:
        metadata.application = " ".join(filter(None, (values["Application"], values.get("AppVersion"))))
    metadata.custom.update({name: values[name] for name in _APP_CUSTOM if name in values})


def _read_custom(package: Package, metadata: Metadata) -> None:
    name = package.related("", "customproperties")
    root = package.xml(name) if name else None
    for element in () if root is None else root.iter(f"{CUSTOM}property"):
        text = "".join(map(str, element.itertext())).strip()
        if element.get("name") and text:
            metadata.custom[element.get("name", "")] = text
