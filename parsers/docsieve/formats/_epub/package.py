"""The package document: what the book is called, which files it has and in which order they are read.

EPUB 3.3, sections 5 (package document) and 4.2.6.3.1 (container.xml); EPUB 2 (OPF 2.0.1) is the same here.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from docsieve.errors import CorruptError, DocsieveError
from docsieve.model import Metadata
from docsieve.options import Limits
from docsieve.report import Report
from docsieve.xml_reader import read_xml
from docsieve.zip_directory import ZipDirectory

if TYPE_CHECKING:
    from lxml import etree

_CONTAINER: Final = "META-INF/container.xml"
_ENCRYPTION: Final = "META-INF/encryption.xml"
#: Obfuscated fonts are no protection of the text (EPUB 3.3, 4.4.4).
_FONT_ALGORITHMS: Final = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_PAGE_TYPES: Final = (
    "application/xhtml+xml",
    "text/html",
    "application/x-dtbook+xml",
    "text/x-oeb1-document",
)


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace: real books get namespaces wrong."""
    return str(element.tag).rpartition("}")[2].lower()


def resolve(base: str, href: str) -> tuple[str, str]:
    """Return the part and the fragment that a reference in the part `base` points to."""
    path, _, fragment = href.partition("#")
    if not path:
        return base, unquote(fragment)
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(path))), unquote(fragment)


@dataclass
class ManifestEntry:
    """A file of the book."""

    part: str
    media_type: str
    properties: tuple[str, ...]

    @property
    def is_page(self) -> bool:
        """Tell whether it is a page of text."""
        return self.media_type in _PAGE_TYPES or self.part.lower().endswith((".xhtml", ".html", ".htm"))


@dataclass
class Package:
    """What the package document says."""

    part: str
    metadata: Metadata
    entries: dict[str, ManifestEntry] = field(default_factory=dict)
    #: Manifest ids in reading order, and whether they are part of it ("linear").
    spine: list[tuple[str, bool]] = field(default_factory=list)
    toc_id: str | None = None

    def entry_with(self, prop: str) -> ManifestEntry | None:
        """Return the first file with a manifest property, such as "nav"."""
        return next((entry for entry in self.entries.values() if prop in entry.properties), None)


def protected_parts(archive: ZipDirectory, limits: Limits) -> set[str]:
    """Return the parts that a rights management system has encrypted."""
    if _ENCRYPTION not in archive:
        return set()
    try:
        root = read_xml(archive.read(_ENCRYPTION), _ENCRYPTION, limits, recover=True)
    except DocsieveError:
        return set()
    found: set[str] = set()
    for data in root.iter("{*}EncryptedData"):
        method = data.find("{*}EncryptionMethod")
        if method is not None and method.get("Algorithm") in _FONT_ALGORITHMS:
            continue
        found.update(unquote(reference.get("URI", "")) for reference in data.iter("{*}CipherReference"))
    return found


def read_package(archive: ZipDirectory, limits: Limits, report: Report) -> Package:
    """Find and read the package document.

    Raises:
        CorruptError: there is none that can be read.
    """
    part = _package_part(archive, limits)
    try:
        root = read_xml(archive.read(part), part, limits, recover=True)
    except KeyError as error:
        raise CorruptError("The e-book's package document, which lists its pages, is missing.") from error
    package = Package(part=part, metadata=_metadata(root))
    for item in root.iter("{*}item"):
        identifier, href = item.get("id"), item.get("href")
        if identifier and href:
            package.entries[identifier] = ManifestEntry(
                resolve(part, href)[0], item.get("media-type", ""), tuple(item.get("properties", "").split())
            )
    for spine in root.iter("{*}spine"):
        package.toc_id = package.toc_id or spine.get("toc")
        for reference in spine.iter("{*}itemref"):
            identifier = reference.get("idref", "")
            if identifier in package.entries:
                package.spine.append((identifier, reference.get("linear") != "no"))
    if not package.spine:
        report.warn(
            "no_spine",
            "The e-book does not say in which order its pages are read; the order of its files was taken.",
        )
        package.spine = [(name, True) for name, entry in package.entries.items() if entry.is_page]
    return package


def _package_part(archive: ZipDirectory, limits: Limits) -> str:
    if _CONTAINER in archive:
        try:
            root = read_xml(archive.read(_CONTAINER), _CONTAINER, limits, recover=True)
            for rootfile in root.iter("{*}rootfile"):
                path = unquote(rootfile.get("full-path", ""))
                if path in archive:
                    return path
        except CorruptError:
            pass  # the package is looked for by its name below
    found = [name for name in archive.names if name.lower().endswith(".opf")]
    if not found:
        raise CorruptError("The e-book's package document, which lists its pages, is missing.")
    return found[0]


def _metadata(root: etree._Element) -> Metadata:
    found = Metadata()
    single = {"title": "title", "language": "language", "description": "description"}
    for element in root.iter("{http://purl.org/dc/elements/1.1/}*"):
        text = " ".join("".join(map(str, element.itertext())).split())
        name = local_name(element)
        if not text:
            continue
        if name in single:
            if getattr(found, single[name]) is None:
                setattr(found, single[name], text)
        elif name == "creator":
            found.authors.append(text)
        elif name == "subject":
            found.keywords.append(text)
        elif name == "date":
            event = next((str(v) for k, v in element.attrib.items() if str(k).endswith("event")), "")
            if event == "modification":
                found.modified = text
            elif found.created is None or event in ("publication", "creation"):
                found.created = text
        elif name in ("publisher", "rights", "identifier", "contributor", "source", "type", "coverage"):
            found.custom[name] = f"{found.custom[name]}; {text}" if name in found.custom else text
    for meta in root.iter("{*}meta"):
        if meta.get("property") == "dcterms:modified" and meta.text:
            found.modified = meta.text.strip()
        if meta.get("name") == "generator":
            found.application = meta.get("content")
    return found
