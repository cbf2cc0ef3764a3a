"""E-mail messages as files (RFC 5322 with MIME), and web archives in the same form (MHTML, RFC 2557)."""

from __future__ import annotations

import re

from docsieve.errors import EmptyError
from docsieve.format import Confidence, Format, Source
from docsieve.formats._mail.mailbox import has_several
from docsieve.model import Document
from docsieve.report import Report

_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*(?:\r?\n|\Z)")
_MBOX = re.compile(rb"\AFrom [^\r\n]+\r?\n")
#: One of these and any two others make a message: "Date: ... Subject: ..." alone may open a note.
_TELLING = {
    *(b"received", b"return-path", b"delivered-to", b"message-id", b"mime-version", b"dkim-signature"),
    *(b"x-mailer", b"content-type", b"x-sieve", b"x-original-to", b"arc-seal", b"snapshot-content-location"),
}
_USUAL = {b"from", b"to", b"subject", b"date", b"cc", b"reply-to", b"sender", b"importance"}


def sniff(source: Source) -> Confidence:
    """Look for header fields of a message on the first lines."""
    head = source.head.lstrip(b"\xef\xbb\xbf\r\n")
    mbox = _MBOX.match(head)
    if mbox and has_several(source.data):
        return Confidence.NO
    position = mbox.end() if mbox else 0
    names: set[bytes] = set()
    while (found := _FIELD.match(head, position)) is not None:
        names.add(found[1].lower())
        position = found.end()
    telling, usual = len(names & _TELLING), len(names & _USUAL)
    if telling and telling + usual >= 3:
        return Confidence.CERTAIN
    if usual >= 3 or (telling >= 1 and source.suffix in FORMAT.extensions):
        return Confidence.LIKELY
    return Confidence.POSSIBLE if usual and source.suffix in FORMAT.extensions else Confidence.NO


def parse(source: Source, report: Report) -> Document:
    """Read headers, the fullest body, and attachments as documents of their own.

    Raises:
        EmptyError: neither headers, text nor attachments.
    """
    from docsieve.formats._mail.message import document_of  # noqa: PLC0415 - heavy
    from docsieve.formats._mail.mime import read_mime  # noqa: PLC0415 - heavy

    message = read_mime(source, report)
    if not (message.subject or message.headers or message.bodies or message.attachments):
        raise EmptyError("The message holds neither headers nor text.")
    report.progress(1, 1)
    return document_of(message, FORMAT.name)


FORMAT = Format(
    name="eml",
    title="E-mail message",
    extensions=(".eml", ".mht", ".mhtml", ".mbox"),
    media_types=("message/rfc822", "multipart/related"),
    wheels=("lxml",),
    wheels_on_demand=("charset-normalizer",),
    yields="headers, the fullest body, invitations, attachments and nested messages as documents",
    sniff=sniff,
    parse=parse,
)
