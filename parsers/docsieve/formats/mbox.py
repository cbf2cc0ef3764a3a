"""Mailboxes of several messages, as Thunderbird, Apple Mail and Google Takeout write them (RFC 4155)."""

from __future__ import annotations

from docsieve.format import Confidence, Format, Source
from docsieve.formats._mail.mailbox import has_several, spans_of, unquoted
from docsieve.model import Document
from docsieve.report import Report


def sniff(source: Source) -> Confidence:
    """Look for two messages, each behind its "From " line; one alone is read as the message it is."""
    return Confidence.CERTAIN if has_several(source.data) else Confidence.NO


def parse(source: Source, report: Report) -> Document:
    """Read each message as a document of its own.

    Raises:
        UnsupportedFormatError: none of them can be read.
    """
    from docsieve.formats._archive import Member, read_archive  # noqa: PLC0415 - heavy

    spans = list(spans_of(source.data))

    def member(number: int, begin: int, end: int) -> Member:
        return Member(f"message-{number}.eml", end - begin, lambda: unquoted(source.data[begin:end]))

    members = (member(number, begin, end) for number, (begin, end) in enumerate(spans, 1))
    return read_archive(members, len(spans), FORMAT.name, source, report)


FORMAT = Format(
    name="mbox",
    title="Mailbox",
    extensions=(".mbox", ".mbx"),
    media_types=("application/mbox",),
    yields="every message as a document, with its attachments",
    sniff=sniff,
    parse=parse,
)
