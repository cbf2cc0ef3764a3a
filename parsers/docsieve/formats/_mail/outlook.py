"""An Outlook message ([MS-OXMSG]) -> `Message`: its properties are streams and rows of fixed values."""

from __future__ import annotations

import struct
from typing import Final

from docsieve.children import read_child
from docsieve.errors import DocsieveError
from docsieve.format import Source
from docsieve.formats._html.encoding import decode_html
from docsieve.formats._html.page import read_html
from docsieve.formats._mail.message import Body, Message, document_of
from docsieve.formats._mail.rtf_body import decompress_rtf, html_in_rtf
from docsieve.formats._ole.code_pages import code_page_of_language, codec_of, decode_ansi
from docsieve.formats._ole.container import Container
from docsieve.formats._ole.properties import filetime
from docsieve.formats.plain_text import text_pages
from docsieve.model import Attachment, Block, Locator
from docsieve.pipeline import parse_as
from docsieve.registry import detect_source
from docsieve.report import Report

_PROPERTIES: Final = "__properties_version1.0"
_VALUE: Final = "__substg1.0_"
_NAMES: Final = "__nameid_version1.0"
_WHERE: Final = Locator(page=1)
_RECIPIENT_KINDS: Final = {1: "To", 2: "Cc", 3: "Bcc"}
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


class _Storage:
    """The properties of one message, recipient or attachment."""

    def __init__(self, container: Container, path: tuple[str, ...], header: int, code_page: int) -> None:
        self.container = container
        self.path = path
        self._fixed: dict[int, bytes] = {}
        rows = container.read(*path, _PROPERTIES)
        for at in range(header, len(rows) - 15, 16):
            _, tag = struct.unpack_from("<HH", rows, at)
            self._fixed.setdefault(tag, rows[at + 8 : at + 16])
        self.code_page = self.number(0x3FFD) or self._other_code_page() or code_page

    def _other_code_page(self) -> int:
        """Guess the code page of 8-bit text from that of the text's HTML, or from the sender's language."""
        page, language = self.number(0x3FDE), self.number(0x3FF1)
        if page and page not in (65001, 20127):
            return page
        return code_page_of_language(language) if language else 0

    def raw(self, tag: int, kind: int) -> bytes:
        return self.container.read(*self.path, f"{_VALUE}{tag:04X}{kind:04X}")

    def text(self, tag: int) -> str:
        wide = self.raw(tag, 0x1F)
        text = (
            wide.decode("utf-16-le", "replace") if wide else decode_ansi(self.raw(tag, 0x1E), self.code_page)
        )
        return text.rstrip("\0")

    def line(self, tag: int) -> str:
        return " ".join("".join(c if c.isprintable() else " " for c in self.text(tag)).split())

    def number(self, tag: int) -> int:
        return int.from_bytes(self._fixed.get(tag, b"")[:4], "little")

    def time(self, tag: int) -> str | None:
        return filetime(int.from_bytes(self._fixed.get(tag, b""), "little"))

    def children(self, prefix: str) -> list[str]:
        depth = len(self.path)
        return sorted(
            {
                path[depth]
                for path in self.container.paths
                if len(path) > depth and path[:depth] == self.path and path[depth].startswith(prefix)
            }
        )


def read_outlook(
    container: Container, source: Source, report: Report, path: tuple[str, ...] = (), code_page: int = 1252
) -> Message:
    """Read the message of a storage; messages attached to it are read likewise, one level deeper each."""
    storage = _Storage(container, path, 24 if path else 32, code_page)
    message = Message(subject=storage.line(0x0037) or storage.line(0x0E1D))
    sender = _address(storage, 0x0042, (0x5D02, 0x0065)) or _address(storage, 0x0C1A, (0x5D01, 0x0C1F))
    by = _address(storage, 0x0C1A, (0x5D01, 0x0C1F))
    message.headers.append(("From", sender))
    if by and by != sender:
        message.headers.append(("Sender", by))
    recipients = _recipients(storage)
    for name, tag in _DISPLAYED.items():
        message.headers.append((name, "; ".join(recipients.get(name, [])) or storage.line(tag)))
    sent = storage.time(0x0039) or storage.time(0x0E06) or storage.time(0x3007)
    message.headers.append(("Date", sent or ""))
    message.headers += _details(container, storage)
    metadata = message.metadata
    metadata.authors = [sender] if sender else []
    metadata.created = sent
    metadata.modified = storage.time(0x3008)
    for name, value in (*message.headers[1:], ("Message-ID", storage.line(0x1035))):
        if value and name in ("To", "Cc", "Bcc", "Message-ID"):
            metadata.custom[name] = value
    message.bodies = _bodies(storage, source, report)
    for name in storage.children("__attach_version1.0_"):
        attachment = _attachment(container, (*path, name), source, report, storage.code_page)
        if attachment is not None:
            message.attachments.append(attachment)
    return message


def _address(storage: _Storage, name_tag: int, address_tags: tuple[int, ...]) -> str:
    name = storage.line(name_tag)
    for tag in address_tags:
        address = storage.line(tag)
        if "@" in address:
            return f"{name} <{address}>" if name and name != address else address
    return name


def _recipients(storage: _Storage) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in storage.children("__recip_version1.0_"):
        recipient = _Storage(storage.container, (*storage.path, name), 8, storage.code_page)
        kind = _RECIPIENT_KINDS.get(recipient.number(0x0C15) & 0xF)
        shown = _address(recipient, 0x3001, (0x39FE, 0x3003))
        if kind is not None and shown:
            found.setdefault(kind, []).append(shown)
    return found


def _details(container: Container, storage: _Storage) -> list[tuple[str, str]]:
    """Return what an appointment, task or contact says beside its text."""
    kind = storage.line(0x001A).lower()
    if not kind.startswith(("ipm.appointment", "ipm.schedule", "ipm.task", "ipm.contact")):
        return []
    found = []
    if kind.startswith("ipm.contact"):
        found += [(name, storage.line(tag)) for tag, name in _CONTACT.items()]
    names = container.read(_NAMES, f"{_VALUE}00030102")
    for at in range(0, min(len(names) - 7, 8 * 4096), 8):
        long_id, is_text, index = struct.unpack_from("<IHH", names, at)
        if not is_text & 1 and long_id in _NAMED:
            tag = 0x8000 + index
            found.append((_NAMED[long_id], storage.line(tag) or storage.time(tag) or ""))
    return [(name, value) for name, value in found if value]


def _bodies(storage: _Storage, source: Source, report: Report) -> list[Body]:
    bodies: list[Body] = []
    plain = storage.text(0x1000)
    if plain.strip():
        bodies.append(Body("plain", _plain_blocks(plain, source)))
    text = storage.text(0x1013)
    raw = storage.raw(0x1013, 0x0102)
    if not text and raw:
        page = storage.number(0x3FDE)
        text, _ = decode_html(raw, codec_of(page) if page else None)
    rtf = b""
    if not text:
        try:
            rtf = decompress_rtf(storage.raw(0x1009, 0x0102), source.options.limits.max_member_bytes)
        except ValueError:
            report.warn("body_over_limit", "The formatted text of the message is larger than allowed.")
        text = html_in_rtf(rtf) or ""
    if text.strip():
        blocks, _ = read_html(text.rstrip("\0"), _WHERE, source.options.limits, report)
        bodies.append(Body("html", blocks))
    elif rtf and not bodies:
        bodies += _rtf_bodies(rtf, source, report)
    return [body for body in bodies if body.blocks]


def _plain_blocks(text: str, source: Source) -> list[Block]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c if c in "\n\t" or (ord(c) >= 0x20 and not 0x7F <= ord(c) <= 0x9F) else "" for c in text)
    return [block for page in text_pages(text, source, Report()) for block in page.blocks]


def _rtf_bodies(rtf: bytes, source: Source, report: Report) -> list[Body]:
    """Read a body that is RTF through and through, as the file of that kind it is."""
    inner = Source(rtf, "body.rtf", source.options, source.depth + 1, source.budget, source)
    try:
        document = parse_as(detect_source(inner), inner, Report())
    except DocsieveError:
        report.warn("body_not_read", "The formatted text of the message could not be read.", _WHERE)
        return []
    return [Body("rtf", [block for page in document.pages[:1] for block in page.blocks])]


def _attachment(
    container: Container, path: tuple[str, ...], source: Source, report: Report, code_page: int
) -> Attachment | None:
    storage = _Storage(container, path, 8, code_page)
    name = storage.line(0x3707) or storage.line(0x3704) or storage.line(0x3001)
    media_type = storage.line(0x370E) or None
    inner = f"{_VALUE}3701000D"
    if container.has(*path, inner, _PROPERTIES):
        return _nested(container, (*path, inner), name or "message", source, report, code_page)
    if container.has(*path, inner):
        report.warn("embedded_not_read", "An object embedded in the message could not be read.", _WHERE)
        return Attachment(name=name or "object", media_type=media_type, where=_WHERE)
    data = storage.raw(0x3701, 0x0102)
    is_resource = (media_type or "").startswith(("image/", "font/")) and storage.line(0x3712)
    if is_resource or not data:
        link = storage.line(0x370D)
        shown = name or link.replace("\\", "/").rpartition("/")[2] or "attachment"
        return Attachment(name=shown, media_type=media_type, size=len(data), where=_WHERE)
    return read_child(source, name or "attachment", data, report, media_type=media_type, where=_WHERE)


def _nested(
    container: Container, path: tuple[str, ...], name: str, source: Source, report: Report, code_page: int
) -> Attachment:
    attachment = Attachment(name=f"{name}.msg", media_type="application/vnd.ms-outlook", where=_WHERE)
    limits = source.options.limits
    source.budget.children += 1
    if source.depth >= limits.max_children_depth or source.budget.children > limits.max_members:
        report.warn(
            "child_too_deep",
            "A message inside this one lies too deep to be read; it is listed without its text.",
            _WHERE,
        )
        return attachment
    inner = Source(b"", attachment.name, source.options, source.depth + 1, source.budget, source)
    own = Report()
    attachment.document = document_of(read_outlook(container, inner, own, path, code_page), "msg")
    attachment.document.warnings = own.warnings
    return attachment
