"""An Outlook message ([MS-OXMSG]) -> `Message`: its properties are streams and rows of fixed values."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import Final

from docsieve.children import read_child
from docsieve.format import Source
from docsieve.formats._mail.mapi import WHERE, Properties, read_message
from docsieve.formats._mail.message import Message, document_of
from docsieve.formats._ole.container import Container
from docsieve.formats._ole.embedded import read_storage
from docsieve.model import Attachment
from docsieve.pictures_inside import offer_file
from docsieve.report import Report

_PROPERTIES: Final = "__properties_version1.0"
_VALUE: Final = "__substg1.0_"
_NAMES: Final = "__nameid_version1.0"


class _Storage(Properties):
    """Properties as streams, and rows of fixed values in one stream."""

    def __init__(self, container: Container, path: tuple[str, ...], header: int, code_page: int) -> None:
        self.container = container
        self.path = path
        self._fixed: dict[int, bytes] = {}
        rows = container.read(*path, _PROPERTIES)
        for at in range(header, len(rows) - 15, 16):
            _, tag = struct.unpack_from("<HH", rows, at)
            self._fixed.setdefault(tag, rows[at + 8 : at + 16])
        self.settle_code_page(code_page)

    def raw(self, tag: int, kind: int) -> bytes:
        return self.container.read(*self.path, f"{_VALUE}{tag:04X}{kind:04X}")

    def fixed(self, tag: int) -> bytes:
        return self._fixed.get(tag, b"")

    def named(self) -> Iterable[tuple[int, int]]:
        names = self.container.read(_NAMES, f"{_VALUE}00030102")
        for at in range(0, min(len(names) - 7, 8 * 4096), 8):
            long_id, is_text, index = struct.unpack_from("<IHH", names, at)
            if not is_text & 1:
                yield long_id, 0x8000 + index

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
    recipients = (
        _Storage(container, (*path, name), 8, storage.code_page)
        for name in storage.children("__recip_version1.0_")
    )
    message = read_message(storage, recipients, source, report)
    for name in storage.children("__attach_version1.0_"):
        attachment = _attachment(container, (*path, name), source, report, storage.code_page)
        if attachment is not None:
            message.attachments.append(attachment)
    return message


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
        shown = name or "object"
        found = read_storage(container, (*path, inner), shown, source, report, where=WHERE)
        return found or Attachment(name=shown, media_type=media_type, where=WHERE)
    data = storage.raw(0x3701, 0x0102)
    is_resource = (media_type or "").startswith(("image/", "font/")) and storage.line(0x3712)
    if is_resource or not data:
        link = storage.line(0x370D)
        shown = name or link.replace("\\", "/").rpartition("/")[2] or "attachment"
        resource = Attachment(name=shown, media_type=media_type, size=len(data), where=WHERE)
        offer_file(source, resource, data)
        return resource
    return read_child(source, name or "attachment", data, report, media_type=media_type, where=WHERE)


def _nested(
    container: Container, path: tuple[str, ...], name: str, source: Source, report: Report, code_page: int
) -> Attachment:
    attachment = Attachment(name=f"{name}.msg", media_type="application/vnd.ms-outlook", where=WHERE)
    limits = source.options.limits
    source.budget.children += 1
    if source.depth >= limits.max_children_depth or source.budget.children > limits.max_members:
        report.warn(
            "child_too_deep",
            "A message inside this one lies too deep to be read; it is listed without its text.",
            WHERE,
        )
        return attachment
    inner = Source(b"", attachment.name, source.options, source.depth + 1, source.budget, source)
    own = Report()
    attachment.document = document_of(read_outlook(container, inner, own, path, code_page), "msg")
    attachment.document.warnings = own.warnings
    return attachment
