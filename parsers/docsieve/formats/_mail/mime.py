"""A MIME message (RFC 5322, 2045 to 2049) -> `Message`, through the standard library's parser."""

from __future__ import annotations

import email
import email.errors
import email.policy
import email.utils
from email.message import EmailMessage
from email.message import Message as AnyMessage
from typing import Final

from docsieve.children import read_child
from docsieve.format import Source
from docsieve.formats._html.encoding import codec_named, decode_html
from docsieve.formats._html.page import read_html
from docsieve.formats._mail.calendar import read_calendar
from docsieve.formats._mail.message import SHOWN_HEADERS, Body, Message
from docsieve.formats._text.decoding import guess_encoding
from docsieve.formats.plain_text import text_pages
from docsieve.model import Attachment, Block, Locator
from docsieve.pictures_inside import offer_file
from docsieve.report import Report

#: Headers kept in the metadata, beside those that are shown.
_KEPT: Final = ("Message-ID", "In-Reply-To", "Importance", "X-Mailer", "User-Agent")
#: What an HTML body brings along to look right.
_RESOURCES: Final = ("image/", "font/", "text/css", "text/javascript", "application/javascript")


def read_mime(source: Source, report: Report) -> Message:
    """Read headers, bodies and attachments; attachments are read as documents of their own."""
    parsed = email.message_from_bytes(source.data, policy=email.policy.default.clone(utf8=True))
    message = Message(subject=header(parsed, "Subject"))
    for name in SHOWN_HEADERS:
        message.headers += [(name, value) for value in headers(parsed, name)]
    metadata = message.metadata
    metadata.authors = headers(parsed, "From")
    metadata.created = _iso_date(header(parsed, "Date"))
    for name in (*SHOWN_HEADERS[2:6], *_KEPT):
        values = headers(parsed, name)
        if values:
            metadata.custom[name] = "; ".join(values)
    _Walk(source, report, message).part(parsed, 0)
    return message


def header(parsed: AnyMessage, name: str) -> str:
    """Return a header decoded, on one line; empty where it is missing or beyond reading."""
    found = headers(parsed, name)
    return found[0] if found else ""


def headers(parsed: AnyMessage, name: str) -> list[str]:
    """Return every header of that name, decoded, each on one line."""
    try:
        values = parsed.get_all(name, [])
        return [" ".join(str(value).split()) for value in values if str(value).strip()]
    except (ValueError, LookupError, IndexError, AttributeError, TypeError, email.errors.MessageError):
        pass  # the parser of structured headers gives up on some that are malformed
    raw = [value for key, value in parsed.raw_items() if key.lower() == name.lower()]
    return [" ".join(str(value).encode("ascii", "replace").decode().split()) for value in raw]


def _iso_date(value: str) -> str | None:
    try:
        return email.utils.parsedate_to_datetime(value).isoformat() if value else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return value


class _Walk:
    def __init__(self, source: Source, report: Report, message: Message) -> None:
        self._source = source
        self._report = report
        self._message = message
        self._where = Locator(page=1)
        self._parts = 0

    def part(self, part: AnyMessage, depth: int) -> None:
        limits = self._source.options.limits
        self._parts += 1
        if depth > limits.max_depth or self._parts > limits.max_members:
            self._report.warn(
                "too_many_parts", "The message has more parts than can be read; some are missing."
            )
            return
        kind = part.get_content_type()
        if kind == "message/rfc822" or kind == "message/global":
            self._nested(part)
        elif part.is_multipart():
            for child in part.iter_parts() if isinstance(part, EmailMessage) else part.get_payload():
                if not isinstance(child, str):
                    self.part(child, depth + 1)
        elif self._is_attached(part, kind):
            self._attachment(part, kind)
        else:
            self._body(part, kind)

    def _is_attached(self, part: AnyMessage, kind: str) -> bool:
        if kind not in (
            "text/plain",
            "text/html",
            "text/calendar",
            "text/enriched",
            "message/delivery-status",
            "text/rfc822-headers",
        ):
            return True
        disposition = part.get_content_disposition()
        return disposition == "attachment" or bool(self._name_of(part) and self._message.bodies)

    def _name_of(self, part: AnyMessage) -> str | None:
        try:
            return part.get_filename()
        except (ValueError, LookupError, IndexError, AttributeError, TypeError, email.errors.MessageError):
            return None

    def _payload(self, part: AnyMessage) -> bytes:
        try:
            payload = part.get_payload(decode=True)
        except (ValueError, LookupError, AssertionError):
            payload = None
        if isinstance(payload, bytes):
            return payload
        self._report.warn("damaged_part", "A part of the message is damaged and was left out.", self._where)
        return b""

    def _body(self, part: AnyMessage, kind: str) -> None:
        data = self._payload(part)
        declared = part.get_param("charset")
        charset = declared if isinstance(declared, str) else None
        blocks: list[Block]
        if kind == "text/html":
            text, _ = decode_html(data, charset)
            blocks, _ = read_html(text, self._where, self._source.options.limits, self._report)
            self._message.bodies.append(Body("html", blocks))
            return
        text = _decoded(data, charset)
        if kind == "text/calendar":
            blocks = read_calendar(text, self._where)
        else:
            pages = text_pages(text.replace("\r\n", "\n"), self._source, Report())
            blocks = [block for page in pages for block in page.blocks]
        if blocks:
            self._message.bodies.append(Body("plain" if kind == "text/plain" else kind, blocks))

    def _nested(self, part: AnyMessage) -> None:
        payload = part.get_payload()
        inner = payload[0] if isinstance(payload, list) and payload else None
        if not isinstance(inner, AnyMessage):
            data = self._payload(part)
        else:
            try:
                data = inner.as_bytes(policy=email.policy.compat32)
            except (ValueError, LookupError, KeyError, UnicodeError, TypeError):
                self._report.warn(
                    "damaged_part", "A message inside this one is damaged and was left out.", self._where
                )
                return
        name = self._name_of(part) or "message.eml"
        self._child(name if name.lower().endswith(".eml") else f"{name}.eml", data, "message/rfc822")

    def _attachment(self, part: AnyMessage, kind: str) -> None:
        name = self._name_of(part)
        if kind.startswith(_RESOURCES) and (part["Content-ID"] or part["Content-Location"]):
            # A picture or style sheet of the HTML body: part of its looks, not a document.
            shown = name or str(part["Content-Location"] or "").rpartition("/")[2] or f"part-{self._parts}"
            data = self._payload(part)
            resource = Attachment(
                name=" ".join(shown.split()), media_type=kind, size=len(data), where=self._where
            )
            offer_file(self._source, resource, data)
            self._message.attachments.append(resource)
            return
        if not name:
            ending = {"application/pdf": ".pdf", "text/html": ".html", "text/plain": ".txt"}.get(kind, "")
            name = f"part-{self._parts}{ending}"
        self._child(" ".join(name.split()), self._payload(part), kind)

    def _child(self, name: str, data: bytes, kind: str) -> None:
        self._message.attachments.append(
            read_child(self._source, name, data, self._report, media_type=kind, where=self._where)
        )


def _decoded(data: bytes, charset: str | None) -> str:
    named = codec_named(charset) if charset else None
    for codec in (named, "utf-8"):
        if codec is None:
            continue
        try:
            return data.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode(named or guess_encoding(data), "replace")
