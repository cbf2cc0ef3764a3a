"""XMP metadata (ISO 16684-1)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Final

from docsieve.formats._pdf.document_parts import split_keywords
from docsieve.formats._pdf.pdfium import PdfFile
from docsieve.model import Metadata

#: How it begins and ends, with the element around it or without.
_PACKETS: Final = (
    (re.compile(rb"<x:xmpmeta\b"), b"</x:xmpmeta>"),
    (re.compile(rb"<rdf:RDF\b"), b"</rdf:RDF>"),
)
_CATALOG: Final = re.compile(rb"/Type\s*/Catalog\b")
_NAMED: Final = re.compile(rb"/Metadata\s+(\d{1,9})\s+(\d{1,5})\s+R")
_STREAM: Final = re.compile(rb"\s\d+ \d+ obj\b(?:(?!endobj|stream).){0,2000}?stream\r?\n", re.DOTALL)
_METADATA: Final = re.compile(rb"/Type\s*/Metadata\b")
#: Names of catalogs that are looked at, from the last back, and bytes before each.
_MAX_CATALOGS: Final = 1000
_TYPE_WITHIN: Final = 4096
#: Streams of metadata that are unpacked, and the rest of their dictionaries.
_MAX_STREAMS: Final = 200
_DICTIONARY: Final = 300
#: Ampersands that stand for themselves, as Adobe's programs write them in data of forms.
_STRAY: Final = re.compile(rb"&(?!(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos);)")
_MAX_PACKET: Final = 1 << 20
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_NAMES: Final = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}description": "description",
    "{http://purl.org/dc/elements/1.1/}rights": "rights",
    "{http://purl.org/dc/elements/1.1/}creator": "creator",
    "{http://purl.org/dc/elements/1.1/}language": "language",
    "{http://purl.org/dc/elements/1.1/}subject": "subjects",
    "{http://ns.adobe.com/pdf/1.3/}Keywords": "keywords",
    "{http://ns.adobe.com/xap/1.0/}CreateDate": "created",
    "{http://ns.adobe.com/xap/1.0/}ModifyDate": "modified",
    "{http://ns.adobe.com/xap/1.0/}CreatorTool": "application",
    "{http://ns.adobe.com/pdf/1.3/}Producer": "producer",
}  # fmt: skip
_OF_A_PDF: Final = (b"http://ns.adobe.com/pdf/1.3/", b"application/pdf", b"http://ns.adobe.com/xap/1.0/mm/")


def parse_xml(packet: bytes, limit: int = _MAX_PACKET) -> ElementTree.Element | None:
    """Parse XML that declares nothing: a document type could bring entities that explode."""
    if b"<!DOCTYPE" in packet or b"<!ENTITY" in packet or len(packet) > limit:
        return None
    for is_mended in (False, True):
        text = _STRAY.sub(b"&amp;", packet) if is_mended else packet
        try:
            return ElementTree.fromstring(text)  # noqa: S314 - no document type, bounded size
        except (ElementTree.ParseError, ValueError):
            continue
    return None


def add_xmp(file: PdfFile, metadata: Metadata, bare: bytes) -> None:
    """Fill in what the Info dictionary leaves open from the document's XMP packet.

    XMP is mostly written uncompressed so that it can be found in the bytes. An encrypted file is deciphered
    for it, but only where the Info dictionary says nothing. `bare` is the file without what is deflated.
    """
    packet = _packet(file.data) if _may_have_one(bare) else None
    if packet is None and b"/Encrypt" in bare and not (metadata.title or metadata.producer):
        packet = _packet(file.rewritten)
    root = parse_xml(packet) if packet else None
    if root is None:
        return
    found: dict[str, list[str]] = {}
    for description in root.iter(f"{_RDF}Description"):
        for key, value in description.attrib.items():
            if key in _NAMES and value.strip():
                found.setdefault(_NAMES[key], []).append(value.strip())
        for child in description:
            if child.tag in _NAMES:
                texts = [text.strip() for text in child.itertext() if text.strip()]
                found.setdefault(_NAMES[child.tag], []).extend(texts)
    metadata.title = metadata.title or _first(found, "title")
    metadata.description = _first(found, "description")
    metadata.authors = metadata.authors or found.get("creator", [])
    if not metadata.keywords:
        metadata.keywords = found.get("subjects") or split_keywords(_first(found, "keywords") or "")
    metadata.language = metadata.language or _first(found, "language")
    metadata.created = metadata.created or _first(found, "created")
    metadata.modified = metadata.modified or _first(found, "modified")
    metadata.application = metadata.application or _first(found, "application")
    metadata.producer = metadata.producer or _first(found, "producer")
    rights = _first(found, "rights")
    if rights:
        metadata.custom["rights"] = rights
    if metadata.description == metadata.subject:
        metadata.description = None


def _may_have_one(bare: bytes) -> bool:
    return bool(_CATALOG.search(bare) or b"rdf:RDF" in bare or _METADATA.search(bare))


def _packet(data: bytes) -> bytes | None:
    return _of_the_catalog(data) or _last(data) or _packed(data)


def _newest_catalog(data: bytes) -> int:
    """Return where the type of the last catalog stands, -1 where there is none."""
    end = len(data)
    for _ in range(_MAX_CATALOGS):
        end = data.rfind(b"/Catalog", 0, end)
        at = data.rfind(b"/Type", max(end - _TYPE_WITHIN, 0), end) if end >= 0 else -1
        if end < 0 or (at >= 0 and _CATALOG.match(data, at) is not None):
            return at
    return -1


def _of_the_catalog(data: bytes) -> bytes | None:
    """Return the packet that the newest catalog names, where both lie unpacked."""
    at = _newest_catalog(data)
    if at < 0:
        return None
    start = max(data.rfind(b"obj", 0, at), 0)
    named = _NAMED.search(data[start : data.find(b"endobj", at)])
    if named is None:
        return None
    begin = max(data.rfind(end + b"%s %s obj" % named.groups()) for end in (b"\n", b"\r"))
    stream = _STREAM.match(data, begin) if begin >= 0 else None
    if stream is None:
        return None
    end = data.find(b"endstream", stream.end(), stream.end() + _MAX_PACKET)
    content = data[stream.end() : max(end, stream.end())]
    # Whether it says so or not: pdfium takes the filter's name away when it deciphers.
    content = _inflated(content) or content
    return next((packet for form in _PACKETS for packet in _packets_of(content, *form)), None)


def _packets_of(data: bytes, begins: re.Pattern[bytes], ends: bytes) -> Iterator[bytes]:
    at = 0
    while (found := begins.search(data, at)) is not None:
        end = data.find(ends, found.end())
        if end < 0:
            return
        at = end + len(ends)
        yield data[found.start() : at]


def _last(data: bytes) -> bytes | None:
    """Return the last packet that speaks of a PDF: images may have packets of their own."""
    if b"rdf:RDF" not in data:
        return None
    for form in _PACKETS:
        packets = [each for each in _packets_of(data, *form) if any(mark in each for mark in _OF_A_PDF)]
        if packets:
            return packets[-1]
    return None


def _packed(data: bytes) -> bytes | None:
    """Return the last compressed packet that speaks of a PDF; the catalog is packed, too."""
    found = None
    for named in islice(_METADATA.finditer(data), _MAX_STREAMS):
        begin = data.find(b"stream", named.end(), named.end() + _DICTIONARY)
        end = data.find(b"endstream", begin, begin + _MAX_PACKET) if begin >= 0 else -1
        if end >= 0:
            content = data[begin + 6 : end].lstrip(b"\r\n")
            found = _last(_inflated(content)) or found
    return found


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _MAX_PACKET)
    except zlib.error:
        return b""


def _first(found: dict[str, list[str]], name: str) -> str | None:
    values = found.get(name)
    return values[0] if values else None
