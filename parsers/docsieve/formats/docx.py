"""Word documents, ECMA-376 (ISO/IEC 29500) WordprocessingML: DOCX, DOCM, DOTX, DOTM, and flat XML."""

from __future__ import annotations

import re
from typing import Final

from docsieve.errors import CorruptError, DocsieveError
from docsieve.format import Confidence, Format, Source
from docsieve.model import Document
from docsieve.report import Report

_LOCAL_HEADER: Final = b"PK\x03\x04"
_MAIN_TYPE: Final = re.compile(
    rb"application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml\.(?:document|template)"
    rb"|ms-word\.(?:document|template)\.macroEnabled(?:Template)?)\.main\+xml",
    re.IGNORECASE,
)
_FLAT: Final = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_FLAT_WORD: Final = re.compile(rb"progid=\"Word\.Document\"|<pkg:package|/word/document\.xml")
_TYPES: Final = "[Content_Types].xml"
_TYPES_LIMIT: Final = 4 * 1024 * 1024


def sniff(source: Source) -> Confidence:
    """Tell by the declared type of a package's parts, or by the names in what is left of one."""
    if _FLAT in source.head.replace(b"\0", b""):
        return Confidence.CERTAIN if _FLAT_WORD.search(source.head.replace(b"\0", b"")) else Confidence.NO
    if not source.head.startswith(_LOCAL_HEADER):
        return Confidence.NO
    archive = source.zip
    if archive is None:
        return (
            Confidence.LIKELY
            if b"word/" in source.data or _TYPES.encode() in source.head
            else Confidence.POSSIBLE
        )
    if "word/document.xml" in archive:
        return Confidence.CERTAIN
    if _TYPES not in archive or archive.size(_TYPES) > _TYPES_LIMIT:
        return Confidence.NO
    try:
        types = archive.read(_TYPES).replace(b"\0", b"")
    except DocsieveError:
        return Confidence.NO
    return Confidence.CERTAIN if _MAIN_TYPE.search(types) else Confidence.NO


def parse(source: Source, report: Report) -> Document:
    """Read the package; see `docsieve.formats._docx.document.read_document`."""
    from docsieve.formats._docx.document import read_document  # noqa: PLC0415 - heavy
    from docsieve.formats._ooxml.flat_opc import FlatPackage  # noqa: PLC0415 - heavy
    from docsieve.formats._ooxml.package import Package, PartStore  # noqa: PLC0415 - heavy

    limits = source.options.limits
    store: PartStore | None = source.zip
    if not source.head.startswith(_LOCAL_HEADER):
        store = FlatPackage(source.data, limits)
    if store is None:
        raise CorruptError(
            "The file starts as a Word document does, but its end is missing or damaged: "
            "it was probably not copied or downloaded completely."
        )
    return read_document(Package(store, limits, report), source, report)


FORMAT = Format(
    name="docx",
    title="Word document",
    extensions=(".docx", ".docm", ".dotx", ".dotm"),
    media_types=(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.ms-word.document.macroEnabled.12",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
        "application/vnd.ms-word.template.macroEnabled.12",
    ),
    wheels=("lxml",),
    wheels_on_demand=("olefile",),
    yields=(
        "headings, lists with their markers, tables, notes, comments, headers and footers, text boxes, "
        "tracked changes, equations"
    ),
    sniff=sniff,
    parse=parse,
)
