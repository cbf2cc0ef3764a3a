"""Files inside the PDF (ISO 32000-1, 7.11.4): listed, and read where the program at hand can read them."""

from __future__ import annotations

import ctypes
from typing import Final

import msgspec

from docsieve.errors import DocsieveError
from docsieve.format import Source
from docsieve.formats._pdf.pdfium import Handle, PdfFile, utf16
from docsieve.model import Attachment, Document, Locator
from docsieve.options import Options
from docsieve.report import Report

_MAX_ATTACHMENTS: Final = 1000
#: Formats read as children: those that need no wheel beyond a PDF's own, so that the same comes out
#: everywhere.
_CHILD_FORMATS: Final = ("pdf",)


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


def read_children(
    found: list[tuple[Attachment, bytes]], options: Options, report: Report
) -> list[Attachment]:
    """Read the attached documents that can be read; each of the others is named in a warning."""
    from docsieve.pipeline import parse_as  # noqa: PLC0415 - it imports this package's user
    from docsieve.registry import detect_source  # noqa: PLC0415

    limits = options.limits
    inner = msgspec.structs.replace(
        options,
        password=None,
        pages=None,
        limits=msgspec.structs.replace(limits, max_children_depth=limits.max_children_depth - 1),
    )
    listed: list[Attachment] = []
    seen: set[tuple[str, bytes]] = set()
    for number, (attachment, content) in enumerate(found, 1):
        if content and (attachment.name, content) in seen:
            continue  # attached to the document and to a page of it
        seen.add((attachment.name, content))
        listed.append(attachment)
        if not content or limits.max_children_depth <= 0:
            report.warn("attachment_unread", f"Attached file {number} was listed but not read.")
            continue
        source = Source(content, attachment.name, inner)
        try:
            declared = detect_source(source)
            if declared.name not in _CHILD_FORMATS:
                report.warn(
                    "attachment_unread",
                    f"Attached file {number} ({declared.title}) was listed but not read; open it by itself.",
                )
                continue
            child_report = Report()
            child: Document = parse_as(declared, source, child_report)
            child.warnings = child_report.warnings
            attachment.document = child
        except DocsieveError as error:
            report.warn("attachment_unread", f"Attached file {number} could not be read ({error.code}).")
    return listed
