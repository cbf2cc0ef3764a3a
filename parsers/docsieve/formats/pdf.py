"""PDF, as in ISO 32000-1 and -2: text, and its structure from the geometry of the glyphs."""

from __future__ import annotations

from docsieve.format import Confidence, Format, Source
from docsieve.model import Document
from docsieve.report import Report

#: The header may stand behind this much junk (ISO 32000-1, Annex H, implementation note 13).
_HEADER_WITHIN = 1024


def sniff(source: Source) -> Confidence:
    """Look for the header, or for objects where the header is lost."""
    at = source.head.find(b"%PDF-")
    if at == 0:
        return Confidence.CERTAIN
    if 0 < at <= _HEADER_WITHIN and not source.zip:
        return Confidence.CERTAIN
    if b" obj" in source.head and (b"/Type" in source.head or b"<<" in source.head):
        return Confidence.LIKELY
    return Confidence.NO


def parse(source: Source, report: Report) -> Document:
    """Read the document; see `docsieve.formats._pdf.reader`."""
    from docsieve.formats._pdf.reader import read_pdf  # noqa: PLC0415 - heavy

    return read_pdf(source, report)


FORMAT = Format(
    name="pdf",
    title="PDF",
    extensions=(".pdf",),
    media_types=("application/pdf", "application/x-pdf"),
    wheels=("pypdfium2", "docsieve-pdfglyphs"),
    wheels_on_demand=("pycryptodome", "pypdf"),
    yields="headings, paragraphs, lists, tables, footnotes, links, form fields, comments, attachments",
    begins=b"%PDF-",
    sniff=sniff,
    parse=parse,
)
