"""EPUB 2 and 3 e-books (EPUB 3.3, OPF 2.0.1)."""

from __future__ import annotations

from docsieve.format import Confidence, Format, Source
from docsieve.model import Document
from docsieve.report import Report

_MEDIA_TYPE = b"application/epub+zip"


def sniff(source: Source) -> Confidence:
    """Look for the media type in the member `mimetype` (OCF 3.3, 4.3), else for a package document."""
    if not source.head.startswith(b"PK"):
        return Confidence.NO
    if _MEDIA_TYPE in source.head[:100]:
        return Confidence.CERTAIN
    archive = source.zip
    if archive is None or "META-INF/container.xml" not in archive:
        return Confidence.NO
    return (
        Confidence.CERTAIN if any(name.lower().endswith(".opf") for name in archive.names) else Confidence.NO
    )


def parse(source: Source, report: Report) -> Document:
    """Read the pages in the order of the spine.

    Raises:
        CorruptError: no page of it can be read.
        EncryptedError: a rights management system has locked its pages.
    """
    from docsieve.formats._epub.reader import read_epub  # noqa: PLC0415 - heavy

    return read_epub(source, report)


FORMAT = Format(
    name="epub",
    title="E-book (EPUB)",
    extensions=(".epub",),
    media_types=("application/epub+zip",),
    wheels=("lxml",),
    wheels_on_demand=("charset-normalizer",),
    yields="chapters in reading order as pages, headings, lists, tables, notes, table of contents, metadata",
    sniff=sniff,
    parse=parse,
)
