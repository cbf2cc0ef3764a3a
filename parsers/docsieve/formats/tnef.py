"""Outlook's wrapping of messages sent over the internet, winmail.dat ([MS-OXTNEF])."""

from __future__ import annotations

from docsieve.errors import EmptyError
from docsieve.format import Confidence, Format, Source
from docsieve.model import Document
from docsieve.report import Report

_SIGNATURE = (0x223E9F78).to_bytes(4, "little")


def sniff(source: Source) -> Confidence:
    """Look for the signature and, behind the key, the level of the first attribute."""
    head = source.head
    is_tnef = head.startswith(_SIGNATURE) and head[6:7] in (b"\x01", b"\x02")
    return Confidence.CERTAIN if is_tnef else Confidence.NO


def parse(source: Source, report: Report) -> Document:
    """Read headers, the fullest body, and attachments as documents of their own.

    Raises:
        EmptyError: neither headers, text nor attachments.
    """
    from docsieve.formats._mail.message import document_of  # noqa: PLC0415 - heavy
    from docsieve.formats._mail.tnef import read_tnef  # noqa: PLC0415 - heavy

    message = read_tnef(source, report)
    has_headers = any(value for _, value in message.headers)
    if not (message.subject or has_headers or message.bodies or message.attachments):
        raise EmptyError("The file holds neither headers, text nor attachments.")
    report.progress(1, 1)
    return document_of(message, FORMAT.name)


FORMAT = Format(
    name="tnef",
    title="Outlook winmail.dat",
    extensions=(".tnef", ".dat"),
    media_types=("application/vnd.ms-tnef", "application/ms-tnef"),
    wheels=("lxml",),
    wheels_on_demand=("charset-normalizer", "olefile"),
    yields="headers, the fullest body, attachments and nested messages as documents",
    sniff=sniff,
    parse=parse,
)
