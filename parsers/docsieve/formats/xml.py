"""XML 1.0 of any vocabulary: documents and feeds as text with structure, data as it is written."""

from __future__ import annotations

import re
from typing import Final

from docsieve.format import Confidence, Format, Source
from docsieve.formats._text.decoding import looks_like_text
from docsieve.model import Document
from docsieve.report import Report

_EXTENSIONS: Final = (
    ".xml",
    ".rss",
    ".atom",
    ".xsd",
    ".xsl",
    ".xslt",
    ".dbk",
    ".tei",
    ".jats",
    ".nxml",
    ".plist",
)
_DECLARATION: Final = re.compile(rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<\?xml\s")
_ROOT: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?:\s++|<\?[^>]*\?>|<!--(?:[^-]|-(?!->))*-->"
    rb"|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)*"
    rb"<((?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*)([^<>]*)>"
)
#: Roots of formats that have a reader, and of pieces of web pages.
_OTHERS: Final = frozenset((b"html", b"body", b"head", b"div", b"p", b"table", b"span", b"svg", b"ul", b"ol"))
_OFFICE: Final = re.compile(
    rb"application/vnd\.oasis\.opendocument\.(?:text|spreadsheet|presentation)"
    rb"|schemas\.microsoft\.com/office/2006/xmlPackage"
)
_TAIL_BYTES: Final = 1024


def sniff(source: Source) -> Confidence:
    """Certain by the XML declaration and a root that no other format has; likely by the root alone."""
    head = source.head.replace(b"\0", b"")
    if not head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") or not looks_like_text(source.head):
        return Confidence.NO
    if _OFFICE.search(head):
        return Confidence.NO
    is_declared = _DECLARATION.match(head) is not None
    root = _ROOT.match(head)
    if root is None:
        return Confidence.LIKELY if is_declared and b"<!DOCTYPE html" not in head else Confidence.NO
    if root[1].rpartition(b":")[2].lower() in _OTHERS:
        return Confidence.NO
    if b"www.w3.org/1999/xhtml" in root[2] or b"www.w3.org/2000/svg" in root[2]:
        return Confidence.NO
    if is_declared or b"xmlns" in root[2]:
        return Confidence.CERTAIN
    tail = source.data[-_TAIL_BYTES:].replace(b"\0", b"").rstrip()
    if tail.endswith(b"</" + root[1] + b">"):
        return Confidence.LIKELY
    return Confidence.POSSIBLE if source.suffix in _EXTENSIONS else Confidence.NO


def parse(source: Source, report: Report) -> Document:
    """Read it; see `docsieve.formats._xml.reader.read_any_xml`."""
    from docsieve.formats._xml.reader import read_any_xml  # noqa: PLC0415 - heavy

    return read_any_xml(source, report)


FORMAT = Format(
    name="xml",
    title="XML",
    extensions=_EXTENSIONS,
    media_types=("application/xml", "text/xml", "application/rss+xml", "application/atom+xml"),
    wheels=("lxml",),
    wheels_on_demand=("charset-normalizer",),
    yields="feeds and documents (DocBook, JATS, TEI) as headings, text, lists, tables; data as written",
    sniff=sniff,
    parse=parse,
)
