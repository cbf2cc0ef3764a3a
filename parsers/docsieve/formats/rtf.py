"""Rich Text Format, as in RTF Specification 1.9.1, and as programs write it."""

from __future__ import annotations

from typing import Final

from docsieve.format import Confidence, Format, Source
from docsieve.model import Document
from docsieve.report import Report

#: What some programs put before the signature.
_BEFORE: Final = b"\xef\xbb\xbf \t\r\n\0"


def sniff(source: Source) -> Confidence:
    """Look for the signature."""
    return Confidence.CERTAIN if source.head.lstrip(_BEFORE).startswith(b"{\\rtf") else Confidence.NO


def parse(source: Source, report: Report) -> Document:
    """Read the document; see `docsieve.formats._rtf.reader.read_rtf`."""
    from docsieve.formats._rtf.reader import read_rtf  # noqa: PLC0415 - heavy

    return read_rtf(source, report)


FORMAT = Format(
    name="rtf",
    title="Rich Text document",
    extensions=(".rtf",),
    media_types=("application/rtf", "text/rtf"),
    wheels_on_demand=("olefile",),
    yields=(
        "headings, lists with their markers, tables with spans, notes, comments, headers and footers, "
        "text boxes, tracked changes, fields, embedded files"
    ),
    sniff=sniff,
    parse=parse,
)
