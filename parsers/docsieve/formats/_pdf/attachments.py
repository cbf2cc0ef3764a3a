"""Files inside the PDF (ISO 32000-1, 7.11.4)."""

from __future__ import annotations

import ctypes
from typing import Final

from docsieve.format import Source
from docsieve.formats._pdf.pdfium import Handle, PdfFile, utf16
from docsieve.model import Attachment, Locator
from docsieve.report import Report

_MAX_ATTACHMENTS: Final = 1000


def read_attachment(
    file: PdfFile, handle: Handle, where: Locator | None, max_bytes: int
) -> tuple[Attachment, bytes]:
    """Return what is known of an attached file, and its content (empty where there is none or too much)."""
    pdfium = file.pdfium
    needed = ctypes.c_ulong(0)
    size: int | None = None
    content = b""
    if pdfium.FPDFAttachment_GetFile(handle, None, 0, ctypes.byref(needed)):
        size = needed.value
        if 0 < size <= max_bytes:
            buffer = ctypes.create_string_buffer(size)
            if pdfium.FPDFAttachment_GetFile(handle, buffer, size, ctypes.byref(needed)):
                content = buffer.raw[: needed.value]
    name = utf16(pdfium.FPDFAttachment_GetName, handle).replace("\\", "/").rpartition("/")[2]
    media_type = utf16(pdfium.FPDFAttachment_GetSubtype, handle).strip() or None
    return Attachment(name=name or "attachment", media_type=media_type, size=size, where=where), content


def document_attachments(file: PdfFile, max_bytes: int) -> list[tuple[Attachment, bytes]]:
    """Read the files attached to the document as a whole."""
    pdfium = file.pdfium
    count = min(pdfium.FPDFDoc_GetAttachmentCount(file.handle), _MAX_ATTACHMENTS)
    handles = (pdfium.FPDFDoc_GetAttachment(file.handle, index) for index in range(count))
    return [read_attachment(file, handle, None, max_bytes) for handle in handles if handle]


def read_children(found: list[tuple[Attachment, bytes]], source: Source, report: Report) -> list[Attachment]:
    """Read the attached files as documents of their own; each that cannot be read is named in a warning."""
    from docsieve.children import read_child  # noqa: PLC0415 - it imports this package's user

    listed: list[Attachment] = []
    seen: set[tuple[str, bytes]] = set()
    for number, (attachment, content) in enumerate(found, 1):
        if content and (attachment.name, content) in seen:
            continue  # attached to the document and to a page of it
        seen.add((attachment.name, content))
        description = attachment.description
        if content:
            attachment = read_child(
                source,
                attachment.name,
                content,
                report,
                media_type=attachment.media_type,
                where=attachment.where,
            )
            attachment.description = description
        else:
            report.warn("attachment_unread", f"Attached file {number} was listed but not read.")
        listed.append(attachment)
    return listed
