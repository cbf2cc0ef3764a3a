"""Outlook messages, appointments, tasks and contacts as files ([MS-OXMSG])."""

from __future__ import annotations

from docsieve.errors import EmptyError
from docsieve.format import Confidence, Format, Source
from docsieve.formats._ole.directory import is_ole, root_names
from docsieve.model import Document
from docsieve.report import Report


def sniff(source: Source) -> Confidence:
    """Look for the stream of properties at the root of an OLE2 file."""
    if not is_ole(source.head):
        return Confidence.NO
    names = root_names(source.data)
    return Confidence.CERTAIN if "__properties_version1.0" in names else Confidence.NO


def parse(source: Source, report: Report) -> Document:
    """Read headers, the fullest body, and attachments as documents of their own.

    Raises:
        EmptyError: neither headers, text nor attachments.
    """
    from docsieve.formats._mail.message import document_of  # noqa: PLC0415 - heavy
    from docsieve.formats._mail.outlook import read_outlook  # noqa: PLC0415 - heavy
    from docsieve.formats._ole.container import Container  # noqa: PLC0415 - heavy

    message = read_outlook(Container(source.data, source.options.limits), source, report)
    has_headers = any(value for _, value in message.headers)
    if not (message.subject or has_headers or message.bodies or message.attachments):
        raise EmptyError("The message holds neither headers nor text.")
    report.progress(1, 1)
    return document_of(message, FORMAT.name)


FORMAT = Format(
    name="msg",
    title="Outlook message",
    extensions=(".msg", ".oft"),
    media_types=("application/vnd.ms-outlook",),
    wheels=("olefile", "lxml"),
    wheels_on_demand=("charset-normalizer",),
    yields="headers, the fullest body, attachments and nested messages as documents, appointments, contacts",
    sniff=sniff,
    parse=parse,
)
