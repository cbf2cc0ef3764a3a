"""An OpenDocument package, or the same in one flat XML file: parts, manifest, encryption, metadata.

`content`, `styles` and so on are root elements; of a flat file all of them are its one root.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

from docsieve.errors import (
    CorruptError,
    DocsieveError,
    EncryptedError,
    LimitExceededError,
    UnsupportedFormatError,
    WrongPasswordError,
)
from docsieve.format import Source
from docsieve.formats._odf.decryption import Decryption, Encryption
from docsieve.formats._odf.namespaces import DC, MANIFEST, META, OFFICE
from docsieve.model import Locator, Metadata
from docsieve.report import Report
from docsieve.xml_reader import DamagedXmlError, read_xml
from docsieve.zip_directory import ZipDirectory

if TYPE_CHECKING:
    from lxml import etree

_MANIFEST: Final = "META-INF/manifest.xml"
#: Errors that are about the whole document, whichever part they were met in.
_OF_ALL: Final = (LimitExceededError, EncryptedError, UnsupportedFormatError, WrongPasswordError)
#: The one member that ODF 1.4 and LibreOffice 24.8 put a whole encrypted package into.
_WRAPPED: Final = "encrypted-package"
_SINGLE: Final = {
    f"{DC}title": "title",
    f"{DC}subject": "subject",
    f"{DC}description": "description",
    f"{DC}language": "language",
    f"{DC}creator": "last_modified_by",
    f"{DC}date": "modified",
    f"{META}creation-date": "created",
    f"{META}generator": "application",
}
_MORE: Final = ("printed-by", "print-date", "editing-cycles", "editing-duration")


class OdfPackage:
    """The parts by name. What cannot be read becomes a warning and counts as absent."""

    def __init__(self, source: Source, report: Report, what: str = "text document") -> None:
        """Open it.

        Args:
            source: the file.
            report: told of damaged parts.
            what: the kind of document in words, for errors.

        Raises:
            CorruptError: it is no package, or its content is missing or past reading.
            EncryptedError: it needs a password.
            LimitExceededError: a part is too large or nested too deeply.
            UnsupportedFormatError: it is encrypted in a way that is not known here.
            WrongPasswordError: the password is another one.
        """
        self._source = source
        self._report = report
        self._media_types: dict[str, str] = {}
        self._encrypted: dict[str, Encryption] = {}
        self._decryption = Decryption(f"OpenDocument {what}", source.options)
        self._archive: ZipDirectory | None = None
        #: True for one flat XML file.
        self.is_flat = not source.head.startswith(b"PK")
        root: etree._Element | None
        if self.is_flat:
            root = self._flat_root(what)
            self.content: etree._Element = root
            self.styles: etree._Element | None = root
            self.meta: etree._Element | None = root
            self.settings: etree._Element | None = root
            return
        self._archive = source.zip
        if self._archive is None:
            raise CorruptError(
                f"The file starts as an OpenDocument {what} does, but its end is missing or damaged: "
                "it was probably not copied or downloaded completely."
            )
        self._read_manifest()
        if _WRAPPED in self._encrypted:
            self._unwrap()
        if "content.xml" not in self._archive:
            raise CorruptError(f"The file is an OpenDocument {what}, but the part with its text is missing.")
        root = self.xml("content.xml")
        if root is None:
            raise CorruptError(f"The part of the OpenDocument {what} that holds its text cannot be read.")
        self.content = root
        self.styles = self._xml_if_present("styles.xml")
        self.meta = self._xml_if_present("meta.xml")
        self.settings = self._xml_if_present("settings.xml")

    @property
    def names(self) -> list[str]:
        """Part names in directory order; none in a flat file."""
        return [] if self._archive is None else self._archive.names

    def __contains__(self, name: str) -> bool:
        return self._archive is not None and name in self._archive

    def size(self, name: str) -> int:
        """Return the unpacked size of a part in bytes, 0 where there is none."""
        return self._archive.size(name) if self._archive is not None and name in self._archive else 0

    def part_name(self, href: str) -> str | None:
        """Return the name of the part (or folder of parts) that a link names; None for one outside."""
        href = href.replace("\\", "/").partition("#")[0]
        if not href or ":" in href.partition("/")[0] or href.startswith(("/", "../")):
            return None
        return posixpath.normpath(href)

    def media_type(self, name: str) -> str:
        """Return the declared media type of a part or folder, empty where there is none."""
        return self._media_types.get(name.rstrip("/"), "")

    def read(self, name: str) -> bytes | None:
        """Return a part's bytes; None, with a warning, where it is missing or damaged."""
        if self._archive is None or name not in self._archive:
            self._report.warn("part_missing", "A part that the document refers to is missing.")
            return None
        try:
            data = self._archive.read(name)
            how = self._encrypted.get(name)
            return data if how is None else self._decryption.open(how, data)
        except _OF_ALL:
            raise
        except DocsieveError as error:
            self._report.warn("part_damaged", str(error), Locator(part=name))
            return None

    def xml(self, name: str) -> etree._Element | None:
        """Parse a part; damaged XML gives what can be recovered of it, with a warning.

        Raises:
            LimitExceededError: it is an entity bomb or nested too deeply.
        """
        data = self.read(name)
        return None if data is None else self._parsed(data, name)

    def body(self, kind: str) -> etree._Element | None:
        """Return `office:text`, `office:presentation`, ... of the content."""
        found = self.content.find(f"{OFFICE}body/{OFFICE}{kind}")
        # Where XML was mended, the elements around the body may be gone.
        return self.content.find(f".//{OFFICE}{kind}") if found is None else found

    def metadata(self) -> Metadata:
        """Gather what the document says about itself (ODF 1.3 part 3, 4)."""
        metadata = Metadata()
        root = None if self.meta is None else self.meta.find(f"{OFFICE}meta")
        first_author = ""
        for element in () if root is None else root:
            text = "".join(str(piece) for piece in element.itertext()).strip()
            if not text:
                continue
            if element.tag in _SINGLE:
                setattr(metadata, _SINGLE[element.tag], text)
            elif element.tag == f"{META}initial-creator":
                first_author = text
            elif element.tag == f"{META}keyword":
                metadata.keywords += [word for part in text.split(",") if (word := part.strip())]
            elif element.tag == f"{META}user-defined" and element.get(f"{META}name"):
                metadata.custom[element.get(f"{META}name", "")] = text
            elif element.tag.removeprefix(META) in _MORE:
                metadata.custom[element.tag.removeprefix(META)] = text
        author = first_author or metadata.last_modified_by
        metadata.authors = [author] if author else []
        return metadata

    def _flat_root(self, what: str) -> etree._Element:
        damaged = CorruptError(
            f"The file is named as an OpenDocument {what}, but its content is neither such a package nor "
            "OpenDocument XML. Get a fresh copy of it and try again."
        )
        if b"<" not in self._source.head:
            raise damaged
        root = self._parsed(self._source.data, "the file")
        if root is None or root.tag != f"{OFFICE}document":
            raise damaged
        return root

    def _xml_if_present(self, name: str) -> etree._Element | None:
        return self.xml(name) if name in self else None

    def _parsed(self, data: bytes, name: str) -> etree._Element | None:
        limits = self._source.options.limits
        try:
            return read_xml(data, name, limits)
        except DamagedXmlError as error:
            self._report.warn(
                "part_damaged", f"{error} What could be read of it is shown.", Locator(part=name)
            )
        try:
            return read_xml(data, name, limits, recover=True)
        except CorruptError:
            return None

    def _read_manifest(self) -> None:
        data = self.read(_MANIFEST) if _MANIFEST in self else None
        if data is None:
            return
        root = self._parsed(data, _MANIFEST)
        for entry in () if root is None else root.iter(f"{MANIFEST}file-entry"):
            name = entry.get(f"{MANIFEST}full-path", "").rstrip("/")
            self._media_types[name] = entry.get(f"{MANIFEST}media-type", "")
            encryption = entry.find(f"{MANIFEST}encryption-data")
            if encryption is not None:
                self._encrypted[name] = Encryption.of(encryption)

    def _unwrap(self) -> None:
        """Go on with the package inside the encrypted member."""
        data = self.read(_WRAPPED)
        inner = None if data is None else ZipDirectory.open(data, self._source.options.limits)
        if inner is None:
            raise CorruptError(
                "What the OpenDocument package encrypts is damaged. Get a fresh copy of it and try again."
            )
        self._archive = inner
        self._encrypted.clear()
        self._media_types.clear()
        self._read_manifest()
