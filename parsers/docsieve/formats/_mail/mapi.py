"""Properties of messages as Exchange knows them ([MS-OXPROPS]), whichever file they are kept in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from docsieve.errors import DocsieveError, EmptyError
from docsieve.format import Source
from docsieve.formats._html.encoding import decode_html
from docsieve.formats._html.page import read_html
from docsieve.formats._mail.message import Body, Message
from docsieve.formats._mail.rtf_body import decompress_rtf, html_in_rtf
from docsieve.formats._ole.code_pages import code_page_of_language, codec_of, decode_ansi
from docsieve.formats._ole.filetime import filetime
from docsieve.formats.plain_text import text_pages
from docsieve.model import Locator
from docsieve.pipeline import parse_as
from docsieve.registry import detect_source
from docsieve.report import Report

WHERE: Final = Locator(page=1)
_RECIPIENT_KINDS: Final = {1: "To", 2: "Cc", 3: "Bcc"}
#: A display name with one of these stands in quotes (RFC 5322, 3.2.3).
_QUOTED: Final = re.compile(r'[][\\()<>@,:;".]')
_FROM: Final = re.compile(r"^From:(.*(?:\r?\n[ \t].*)*)", re.IGNORECASE | re.MULTILINE)
_MAILBOX: Final = re.compile(r"[^\s<>()@,;:\"]{1,64}@[^\s<>()@,;:\"]{1,255}")
#: So much of the headers a message came with is searched.
_MOST_HEADERS: Final = 100_000
_DISPLAYED: Final = {"To": 0x0E04, "Cc": 0x0E03, "Bcc": 0x0E02}
#: Properties of contacts that are shown, by tag ([MS-OXOCNTC] 2.2.1).
_CONTACT: Final = {
    **{0x3001: "Name", 0x3A17: "Job title", 0x3A16: "Company", 0x3A18: "Department", 0x3A08: "Phone"},
    **{0x3A1C: "Mobile", 0x3A09: "Home phone", 0x3A24: "Fax", 0x3A51: "Web page"},
}
#: Named properties of appointments, tasks and contacts, by their long id ([MS-OXPROPS] 2).
_NAMED: Final = {
    **{0x820D: "Start", 0x820E: "End", 0x8208: "Location", 0x8232: "Recurrence", 0x8238: "Attendees"},
    **{0x8104: "Start", 0x8105: "Due", 0x811F: "Owner", 0x8083: "E-mail", 0x8093: "E-mail 2"},
    **{0x801A: "Home address", 0x801B: "Work address"},
}


class Properties:
    """The properties of one message, recipient or attachment."""

    #: Of 8-bit text.
    code_page = 1252

    def raw(self, tag: int, kind: int) -> bytes:
        """Return a value of variable length by its tag and type; empty where there is none."""
        raise NotImplementedError

    def fixed(self, tag: int) -> bytes:
        """Return a value of fixed length, at most eight bytes; empty where there is none."""
        raise NotImplementedError

    def named(self) -> Iterable[tuple[int, int]]:
        """Return the named properties that there may be, as pairs of the name's long id and the tag."""
        return ()

    def settle_code_page(self, usual: int) -> None:
        """Take the code page that the properties name, else guess."""
        self.code_page = self.number(0x3FFD) or self._other_code_page() or usual

    def _other_code_page(self) -> int:
        """Guess the code page of 8-bit text from that of the text's HTML, or from the sender's language."""
        page, language = self.number(0x3FDE), self.number(0x3FF1)
        if page and page not in (65001, 20127):
            return page
        return code_page_of_language(language) if language else 0

    def text(self, tag: int) -> str:
        """Return a text, whichever of the two types it is kept in."""
        wide = self.raw(tag, 0x1F)
        text = (
            wide.decode("utf-16-le", "replace") if wide else decode_ansi(self.raw(tag, 0x1E), self.code_page)
        )
        return text.rstrip("\0")

    def line(self, tag: int) -> str:
        """Return a text on one line."""
        return " ".join("".join(c if c.isprintable() else " " for c in self.text(tag)).split())

    def number(self, tag: int) -> int:
        """Return a number; 0 where there is none."""
        return int.from_bytes(self.fixed(tag)[:4], "little")

    def time(self, tag: int) -> str | None:
        """Return a time as ISO 8601."""
        return filetime(int.from_bytes(self.fixed(tag), "little"))


def read_message(
    properties: Properties, recipients: Iterable[Properties], source: Source, report: Report
) -> Message:
    """Read all of a message but its attachments."""
    message = Message(subject=properties.line(0x0037) or properties.line(0x0E1D))
    sender = _sender(properties)
    by = _address(properties, 0x0C1A, (0x5D01, 0x0C1F))
    message.headers.append(("From", sender))
    if by and by != sender and ("@" in by or by != properties.line(0x0042)):
        message.headers.append(("Sender", by))
    received = _recipients(recipients)
    for name, tag in _DISPLAYED.items():
        message.headers.append((name, "; ".join(received.get(name, [])) or properties.line(tag)))
    sent = properties.time(0x0039) or properties.time(0x0E06) or properties.time(0x3007)
    message.headers.append(("Date", sent or ""))
    message.headers += _details(properties)
    metadata = message.metadata
    metadata.authors = [sender] if sender else []
    metadata.created = sent
    metadata.modified = properties.time(0x3008)
    for name, value in (*message.headers[1:], ("Message-ID", properties.line(0x1035))):
        if value and name in ("To", "Cc", "Bcc", "Message-ID"):
            metadata.custom[name] = value
    message.bodies = _bodies(properties, source, report)
    return message


def _address(properties: Properties, name_tag: int, address_tags: tuple[int, ...]) -> str:
    name = properties.line(name_tag)
    for tag in address_tags:
        address = properties.line(tag)
        if "@" in address:
            return _mailbox(name, address)
    return name


def _mailbox(name: str, address: str) -> str:
    """Write a name and an address as e-mail does."""
    if not name or name == address:
        return address
    if _QUOTED.search(name):
        name = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{name} <{address}>"


def _sender(properties: Properties) -> str:
    """Return who a message is from; of colleagues, only the headers it came with may tell the address."""
    sender = _address(properties, 0x0042, (0x5D02, 0x0065)) or _address(properties, 0x0C1A, (0x5D01, 0x0C1F))
    if "@" not in sender and (found := _FROM.search(properties.text(0x007D)[:_MOST_HEADERS])) is not None:
        addresses = _MAILBOX.findall(found[1])
        if len(addresses) == 1:
            return _mailbox(sender, addresses[0])
    return sender


def _recipients(recipients: Iterable[Properties]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for recipient in recipients:
        kind = _RECIPIENT_KINDS.get(recipient.number(0x0C15) & 0xF)
        shown = _address(recipient, 0x3001, (0x39FE, 0x3003))
        if kind is not None and shown:
            found.setdefault(kind, []).append(shown)
    return found


def _details(properties: Properties) -> list[tuple[str, str]]:
    """Return what an appointment, task or contact says beside its text."""
    kind = properties.line(0x001A).lower()
    if not kind.startswith(("ipm.appointment", "ipm.schedule", "ipm.task", "ipm.contact")):
        return []
    found = []
    if kind.startswith("ipm.contact"):
        found += [(name, properties.line(tag)) for tag, name in _CONTACT.items()]
    for long_id, tag in properties.named():
        if long_id in _NAMED:
            found.append((_NAMED[long_id], properties.line(tag) or properties.time(tag) or ""))
    return [(name, value) for name, value in found if value]


def _bodies(properties: Properties, source: Source, report: Report) -> list[Body]:
    bodies = plain_body(properties.text(0x1000), source)
    text = properties.text(0x1013)
    raw = properties.raw(0x1013, 0x0102)
    if not text and raw:
        page = properties.number(0x3FDE)
        text, _ = decode_html(raw, codec_of(page) if page else None)
    rtf = b""
    if not text:
        try:
            rtf = decompress_rtf(properties.raw(0x1009, 0x0102), source.options.limits.max_member_bytes)
        except ValueError:
            report.warn("body_over_limit", "The formatted text of the message is larger than allowed.")
        text = html_in_rtf(rtf) or ""
    if text.strip():
        blocks, _ = read_html(text.rstrip("\0"), WHERE, source.options.limits, report)
        bodies.append(Body("html", blocks))
    elif rtf and not bodies:
        bodies += _rtf_bodies(rtf, source, report)
    return [body for body in bodies if body.blocks]


def plain_body(text: str, source: Source) -> list[Body]:
    """Return a body of plain text; none where it is blank."""
    if not text.strip():
        return []
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c if c in "\n\t" or (ord(c) >= 0x20 and not 0x7F <= ord(c) <= 0x9F) else "" for c in text)
    return [Body("plain", [block for page in text_pages(text, source, Report()) for block in page.blocks])]


def _rtf_bodies(rtf: bytes, source: Source, report: Report) -> list[Body]:
    """Read a body that is RTF through and through, as the file of that kind it is."""
    inner = Source(rtf, "body.rtf", source.options, source.depth + 1, source.budget, source)
    try:
        document = parse_as(detect_source(inner), inner, Report())
    except EmptyError:
        return []
    except DocsieveError:
        report.warn("body_not_read", "The formatted text of the message could not be read.", WHERE)
        return []
    return [Body("rtf", [block for page in document.pages[:1] for block in page.blocks])]
