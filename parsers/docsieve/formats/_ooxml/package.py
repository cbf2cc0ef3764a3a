"""A package: parts, their content types and the relationships between them (ECMA-376 part 2).

Read from a ZIP or from one flat XML file; each part is unpacked and parsed only when it is asked for.
"""

from __future__ import annotations

import functools
import posixpath
import re
from typing import TYPE_CHECKING, Final, Protocol

import msgspec

from docsieve.errors import CorruptError, DocsieveError, LimitExceededError
from docsieve.formats._ooxml.namespaces import RELS, TYPES, to_transitional
from docsieve.model import Locator
from docsieve.options import Limits
from docsieve.report import Report
from docsieve.xml_reader import DamagedXmlError, read_xml

if TYPE_CHECKING:
    from lxml import etree

_NOT_LETTERS: Final = re.compile(r"[^A-Za-z]")


class PartStore(Protocol):
    """Where parts come from: `ZipDirectory`, or the parts of a flat XML file."""

    @property
    def names(self) -> list[str]:
        """Return the part names without a leading slash."""
        ...

    def __contains__(self, name: str) -> bool: ...

    def size(self, name: str) -> int:
        """Return the unpacked size in bytes."""
        ...

    def read(self, name: str) -> bytes:
        """Return the part's bytes."""
        ...


class Relationship(msgspec.Struct, frozen=True):
    """`kind` is the last word of the type, lower case, letters only ("header", "extendedproperties")."""

    id: str
    kind: str
    #: A part name without leading slash, or a URL where `external`.
    target: str
    external: bool


class Package:
    """Parts by name. What cannot be read becomes a warning and counts as absent."""

    def __init__(self, store: PartStore, limits: Limits, report: Report) -> None:
        self._store = store
        self._limits = limits
        self._report = report
        self._relationships: dict[str, dict[str, Relationship]] = {}
        self._types: tuple[dict[str, str], dict[str, str]] | None = None

    @property
    def limits(self) -> Limits:
        """The limits this package is read under."""
        return self._limits

    @property
    def part_names(self) -> list[str]:
        """All part names, as the file spells them."""
        return self._store.names

    def __contains__(self, name: str) -> bool:
        return name in self._store

    def size(self, name: str) -> int:
        """Return the unpacked size of a part in bytes, 0 where there is none."""
        return self._store.size(name) if name in self._store else 0

    def read(self, name: str) -> bytes | None:
        """Return a part's bytes; None, with a warning, where it is missing or damaged."""
        if name not in self._store:
            self._report.warn("part_missing", f"The part {name!r} is missing.", Locator(part=name))
            return None
        try:
            return self._store.read(name)
        except LimitExceededError:
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
        if data is None:
            return None
        data = to_transitional(data)
        try:
            return read_xml(data, name, self._limits)
        except DamagedXmlError as error:
            self._report.warn(
                "part_damaged", f"{error} What could be read of it is shown.", Locator(part=name)
            )
        try:
            return read_xml(data, name, self._limits, recover=True)
        except CorruptError:
            return None

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Return the relationships of a part ("" for the package itself) by their ids."""
        if part not in self._relationships:
            self._relationships[part] = self._read_relationships(part)
        return self._relationships[part]

    def related(self, part: str, kind: str) -> str | None:
        """Return the name of the first existing part that `part` relates to as `kind`."""
        for relationship in self.relationships(part).values():
            if relationship.kind == kind and not relationship.external and relationship.target in self:
                return relationship.target
        return None

    def content_type(self, name: str) -> str:
        """Return the declared media type, empty where there is none."""
        if self._types is None:
            self._types = self._read_types()
        overrides, defaults = self._types
        lowered = name.lower()
        return overrides.get(lowered) or defaults.get(lowered.rpartition(".")[2], "")

    def _read_relationships(self, part: str) -> dict[str, Relationship]:
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        found: dict[str, Relationship] = {}
        root = self.xml(rels) if rels in self else None
        for element in () if root is None else root.iter(f"{RELS}Relationship"):
            target = element.get("Target", "")
            external = element.get("TargetMode") == "External"
            kind = _kind_of(element.get("Type", ""))
            relationship = Relationship(
                element.get("Id", ""), kind, target if external else self._resolved(folder, target), external
            )
            found.setdefault(relationship.id, relationship)
        return found

    def _resolved(self, folder: str, target: str) -> str:
        target = target.replace("\\", "/").partition("#")[0]
        joined = target if target.startswith("/") else f"/{folder}/{target}"
        name = _normal(joined).lstrip("/")
        if name in self or "%" not in name:
            return name
        from urllib.parse import unquote  # noqa: PLC0415 - hardly ever needed

        return unquote(name)

    def _read_types(self) -> tuple[dict[str, str], dict[str, str]]:
        overrides: dict[str, str] = {}
        defaults: dict[str, str] = {}
        name = "[Content_Types].xml"
        root = self.xml(name) if name in self else None
        for element in () if root is None else root:
            media_type = element.get("ContentType", "")
            if element.tag == f"{TYPES}Override":
                overrides[element.get("PartName", "").lstrip("/").lower()] = media_type
            elif element.tag == f"{TYPES}Default":
                defaults[element.get("Extension", "").lower()] = media_type
        return overrides, defaults


# Hundreds of slides relate to a dozen layouts in the same words.


@functools.lru_cache(maxsize=256)
def _kind_of(type_uri: str) -> str:
    return _NOT_LETTERS.sub("", type_uri.rpartition("/")[2]).lower()


@functools.lru_cache(maxsize=1024)
def _normal(path: str) -> str:
    return posixpath.normpath(path)
