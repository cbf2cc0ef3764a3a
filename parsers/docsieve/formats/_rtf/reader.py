"""An RTF file as a Document."""

from __future__ import annotations

from docsieve.errors import EmptyError
from docsieve.format import Source
from docsieve.formats._outline import chosen, outline_of
from docsieve.formats._rtf.colours import settle_ground
from docsieve.formats._rtf.interpreter import Interpreter
from docsieve.formats._rtf.sections import pages_of
from docsieve.model import SCHEMA_VERSION, Document
from docsieve.report import Report


def read_rtf(source: Source, report: Report) -> Document:
    """Read it all.

    Raises:
        EmptyError: there is neither text nor anything else.
        LimitExceededError: a limit was crossed.
    """
    reader = Interpreter(source, report)
    reader.run()
    pages = pages_of(reader.sections, reader.facing_pages)
    settle_ground(pages)
    if not pages and not reader.attachments:
        raise EmptyError("The file is a Rich Text document without any text.")
    pages = chosen(pages, source.options)
    report.progress(len(pages), len(pages))
    return Document(
        format="rtf",
        schema_version=SCHEMA_VERSION,
        metadata=reader.metadata,
        pages=pages,
        outline=outline_of(pages),
        revisions=reader.revisions,
        attachments=reader.attachments,
    )
