"""What pdfium refuses, read by pypdf: no geometry, but text where pdfium gives none."""

from __future__ import annotations

import io
import logging
from typing import Final

from docsieve.errors import CorruptError, EncryptedError, LimitExceededError, WrongPasswordError
from docsieve.format import Source
from docsieve.formats._pdf.document_parts import selected_pages
from docsieve.formats._pdf.spans import normalise
from docsieve.model import SCHEMA_VERSION, Block, Document, Locator, Metadata, Page, Paragraph, Span
from docsieve.report import Report
from docsieve.wheels_on_demand import require

#: pypdf takes its time; above this a damaged file is given up.
_MAX_BYTES: Final = 64 << 20
_MAX_PAGES: Final = 2000


def read_repaired(source: Source, report: Report) -> Document:
    """Read a damaged PDF with pypdf.

    Raises:
        CorruptError: pypdf cannot read a single page of it either.
    """
    broken = CorruptError("This PDF is damaged: its structure cannot be read, and repairing it failed.")
    if len(source.data) > _MAX_BYTES:
        raise broken
    require("Crypto.Cipher.AES", "pycryptodome")  # pypdf looks for it when it is imported itself
    pypdf = require("pypdf", "pypdf")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it logs pieces of the file
    try:
        reader = pypdf.PdfReader(io.BytesIO(source.data), strict=False)
        if reader.is_encrypted and not reader.decrypt(source.options.password or ""):
            if source.options.password:
                raise WrongPasswordError("The password does not open this PDF. Check it and try again.")
            raise EncryptedError("This PDF is locked with a password. Enter it to read the file.")
        count = min(len(reader.pages), _MAX_PAGES)
    except (EncryptedError, WrongPasswordError):
        raise
    except Exception as error:  # of many kinds, for all are files that nobody should have written
        if isinstance(error, MemoryError):
            raise LimitExceededError("There is not enough memory to read this file.") from error
        raise broken from error
    if not count:
        raise broken
    document, readable = _read_pages(reader, count, source, report)
    if not readable:
        raise broken
    if any(page.blocks for page in document.pages):
        report.warn(
            "repaired", "The file is damaged. Its text was recovered without its layout; some may be missing."
        )
    return document


def _read_pages(reader: object, count: int, source: Source, report: Report) -> tuple[Document, int]:
    """Return the document and how many of its pages could be read at all."""

    pages: list[Page] = []
    readable = 0
    numbers = selected_pages(source.options, count)
    for done, index in enumerate(numbers, 1):
        number = index + 1
        page = Page(number=number)
        pages.append(page)
        try:
            loaded = reader.pages[index]  # type: ignore[attr-defined]
            page.width = round(float(loaded.cropbox.width), 1)
            page.height = round(float(loaded.cropbox.height), 1)
            text = loaded.extract_text() or ""
        except Exception as error:
            if isinstance(error, MemoryError):
                raise LimitExceededError("There is not enough memory to read this file.") from error
            report.warn(
                "page_unreadable", "This page is damaged and could not be read.", Locator(page=number)
            )
            continue
        readable += 1
        page.blocks = _paragraphs(text, number)
        report.progress(done, len(numbers))
    document = Document(format="pdf", schema_version=SCHEMA_VERSION, metadata=Metadata(), pages=pages)
    return document, readable


def _paragraphs(text: str, number: int) -> list[Block]:
    where = Locator(page=number)
    return [
        Paragraph(where=where, spans=[Span(normalise(part))])
        for part in ("\n".join(line.rstrip() for line in block.split("\n")) for block in text.split("\n\n"))
        if part.strip()
    ]
