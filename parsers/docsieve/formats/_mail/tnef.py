"""A winmail.dat ([MS-OXTNEF]) -> `Message`: a row of attributes, some of them full of MAPI properties."""

from __future__ import annotations

import datetime
import struct
from collections.abc import Iterable, Iterator
from typing import Final

from docsieve.format import Source
from docsieve.formats._mail.mapi import WHERE, Properties, plain_body, read_message
from docsieve.formats._mail.message import Message
from docsieve.formats._ole.code_pages import decode_ansi
from docsieve.formats._ole.object_file import read_object
from docsieve.model import Attachment
from docsieve.report import Report

#: Attributes by id ([MS-OXTNEF] 2.1.3.3), type and level left out.
_SUBJECT: Final = 0x8004
_FROM: Final = 0x8000
_DATE_SENT: Final = 0x8005
_BODY: Final = 0x800C
_CODE_PAGE: Final = 0x9007
_MESSAGE: Final = 0x9003
_RECIPIENTS: Final = 0x9004
_NEW_ATTACHMENT: Final = 0x9002
_ATTACHMENT: Final = 0x9005
_TITLE: Final = 0x8010
_DATA: Final = 0x800F

_SIZES: Final = {
    **dict.fromkeys((0x02, 0x03, 0x04, 0x0A, 0x0B), 4),
    **dict.fromkeys((0x05, 0x06, 0x07, 0x14, 0x40), 8),
    0x48: 16,
}
_VARIABLE: Final = frozenset((0x0D, 0x1E, 0x1F, 0x102))
_NULL: Final = 0x01
_OBJECT: Final = 0x0D
_MULTIPLE: Final = 0x1000
#: The interface of a message, in front of a nested one: IID_IMessage.
_NESTED: Final = bytes.fromhex("0703020000000000c000000000000046")
_DAMAGED: Final = "A part of the winmail.dat is damaged; what could be read of it is shown."


class _List(Properties):
    """Properties in a row (2.1.3.4)."""

    def __init__(self, code_page: int) -> None:
        self.code_page = code_page
        self._values: dict[int, tuple[int, bytes]] = {}
        self._named: list[tuple[int, int]] = []

    def add(self, kind: int, tag: int, value: bytes, long_id: int | None) -> None:
        """Take one; named ones get a tag of their own, since those of the file may repeat."""
        if tag >= 0x8000:
            tag = 0x8000 + len(self._named)
            self._named.append((-1 if long_id is None else long_id, tag))
        self._values.setdefault(tag, (kind, value))

    def raw(self, tag: int, kind: int) -> bytes:
        found = self._values.get(tag)
        return found[1] if found is not None and found[0] == kind else b""

    def fixed(self, tag: int) -> bytes:
        found = self._values.get(tag)
        return found[1][:8] if found is not None and found[0] in _SIZES else b""

    def named(self) -> Iterable[tuple[int, int]]:
        return self._named


class _File:
    """An attachment: its old attributes and its properties, either of which may be missing."""

    def __init__(self) -> None:
        self.title = b""
        self.data = b""
        self.properties: _List | None = None


def read_tnef(source: Source, report: Report) -> Message:
    """Read headers, bodies and attachments; attachments are read as documents of their own."""
    code_page = 1252
    old: dict[int, bytes] = {}
    properties: _List | None = None
    recipients: list[_List] = []
    files: list[_File] = []
    most = source.options.limits.max_members
    for attribute, data in _attributes(source.data, report):
        if attribute == _CODE_PAGE:
            code_page = int.from_bytes(data[:4], "little") or code_page
        elif attribute == _MESSAGE:
            properties = _Reader(data, report).properties(code_page)
        elif attribute == _RECIPIENTS:
            recipients = _Reader(data, report).rows(code_page)
        elif attribute == _NEW_ATTACHMENT:
            if len(files) >= most:
                report.warn("child_over_limit", "There are more attachments than the limits allow.", WHERE)
                break
            files.append(_File())
        elif attribute == _TITLE and files:
            files[-1].title = data.rstrip(b"\0")
        elif attribute == _DATA and files:
            files[-1].data = data
        elif attribute == _ATTACHMENT and files:
            files[-1].properties = _Reader(data, report).properties(code_page)
        else:
            old.setdefault(attribute, data)
    properties = properties or _List(code_page)
    properties.settle_code_page(code_page)
    message = read_message(properties, recipients, source, report)
    _add_old(message, old, code_page, source)
    for file in files:
        message.attachments.append(_read_file(file, source, report, code_page))
    return message


def _attributes(data: bytes, report: Report) -> Iterator[tuple[int, bytes]]:
    at = 6
    while at + 9 <= len(data):
        level, attribute, size = struct.unpack_from("<BII", data, at)
        content = data[at + 9 : at + 9 + size]
        if level not in (1, 2) or len(content) < size:
            report.warn("part_damaged", _DAMAGED, WHERE)
            if level in (1, 2):
                yield attribute & 0xFFFF, content
            return
        yield attribute & 0xFFFF, content
        at += 9 + size + 2


class _Reader:
    """Reads lists of properties; what is cut off is left out."""

    def __init__(self, data: bytes, report: Report) -> None:
        self._data = data
        self._report = report
        self._at = 0

    def rows(self, code_page: int) -> list[_List]:
        """Read a table: a count, then a list for each row."""
        found: list[_List] = []
        try:
            left = self._number()
            while left:
                found.append(self._list(code_page))
                left -= 1
        except EOFError:
            self._report.warn("part_damaged", _DAMAGED, WHERE)
        return found

    def properties(self, code_page: int) -> _List:
        """Read one list."""
        found = _List(code_page)
        try:
            self._list(code_page, found)
        except EOFError:
            self._report.warn("part_damaged", _DAMAGED, WHERE)
        return found

    def _list(self, code_page: int, into: _List | None = None) -> _List:
        found = _List(code_page) if into is None else into
        for _ in range(self._number()):
            head = self._number()
            kind, tag = head & 0xFFFF, head >> 16
            long_id = self._name() if tag >= 0x8000 else None
            is_multiple = bool(kind & _MULTIPLE)
            base = kind & ~_MULTIPLE
            if base == _NULL and not is_multiple:
                continue
            if base not in _VARIABLE and base not in _SIZES:
                raise EOFError  # how long it is nobody knows
            if base in _VARIABLE:
                values = [self._take(self._number()) for _ in range(self._number())]
            elif is_multiple:
                values = [self._take(_SIZES[base]) for _ in range(self._number())]
            else:
                values = [self._take(_SIZES[base])]
            if values:
                found.add(base, tag, values[0], long_id)
        return found

    def _name(self) -> int | None:
        """Read the name of a named property: its long id, None where it is a text."""
        self._take(16)
        if self._number() == 0:
            return self._number()
        self._take(self._number())
        return None

    def _number(self) -> int:
        return int.from_bytes(self._take(4), "little")

    def _take(self, size: int) -> bytes:
        """Take bytes, and those that fill them up to four."""
        end = self._at + size
        if end > len(self._data):
            raise EOFError
        taken = self._data[self._at : end]
        self._at = end + -size % 4
        return taken


def _add_old(message: Message, old: dict[int, bytes], code_page: int, source: Source) -> None:
    """Fill in from the old attributes what the properties do not tell."""

    def text(data: bytes) -> str:
        return decode_ansi(data.rstrip(b"\0"), code_page)

    def line(data: bytes) -> str:
        return " ".join("".join(c if c.isprintable() else " " for c in text(data)).split())

    message.subject = message.subject or line(old.get(_SUBJECT, b""))
    told = dict(message.headers)
    added: dict[str, str] = {}
    sender = old.get(_FROM, b"")
    if not told.get("From") and len(sender) >= 8:  # name, then address (2.1.3.3.1)
        name_size, address_size = struct.unpack_from("<HH", sender, 4)
        name = line(sender[8 : 8 + name_size])
        address = line(sender[8 + name_size : 8 + name_size + address_size]).removeprefix("SMTP:")
        is_both = name and "@" in address and name != address
        added["From"] = f"{name} <{address}>" if is_both else name or address
        message.metadata.authors = [added["From"]] if added["From"] else []
    if not told.get("Date"):
        added["Date"] = _date(old.get(_DATE_SENT, b"")) or ""
        message.metadata.created = added["Date"] or None
    message.headers = [(name, value or added.get(name, "")) for name, value in message.headers]
    if not message.bodies and _BODY in old:
        message.bodies = plain_body(text(old[_BODY]), source)


def _date(data: bytes) -> str | None:
    if len(data) < 12:
        return None
    try:
        return datetime.datetime(*struct.unpack_from("<6H", data)).isoformat()
    except ValueError:
        return None


def _read_file(file: _File, source: Source, report: Report, code_page: int) -> Attachment:
    properties = file.properties or _List(code_page)
    name = properties.line(0x3707) or properties.line(0x3704) or properties.line(0x3001)
    name = name or " ".join(decode_ansi(file.title, code_page).split())
    media_type = properties.line(0x370E) or None
    is_resource = (media_type or "").startswith(("image/", "font/")) and properties.line(0x3712)
    data = file.data or properties.raw(0x3701, 0x102)
    if inner := properties.raw(0x3701, _OBJECT):
        data = inner[16:]
        if inner.startswith(_NESTED):
            media_type, name = "application/ms-tnef", f"{name or 'message'}.tnef"
    if is_resource or not data:
        return Attachment(name=name or "attachment", media_type=media_type, size=len(data), where=WHERE)
    return read_object(source, name or "attachment", data, report, media_type=media_type, where=WHERE)
