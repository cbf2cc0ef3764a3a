"""An RTF file as a Document."""

from __future__ import annotations

from docsieve.errors import EmptyError
from docsieve.format import Source
from docsieve.formats._rtf.interpreter import Interpreter
from docsieve.formats._rtf.sections import pages_of
from docsieve.model import SCHEMA_VERSION, Document, Heading, OutlineEntry, Page
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
    if not pages and not reader.attachments:
        raise EmptyError("The file is a Rich Text document without any text.")
    chosen = source.options.pages
    if chosen is not None:
        pages = [page for page in pages if any(first <= page.number <= last for first, last in chosen)]
    report.progress(len(pages), len(pages))
    return Document(
        format="rtf",
        schema_version=SCHEMA_VERSION,
        metadata=reader.metadata,
        pages=pages,
        outline=_outline(pages),
        revisions=reader.revisions,
        attachments=reader.attachments,
    )


def _outline(pages: list[Page]) -> list[OutlineEntry]:
    """Nest the headings by their levels."""
    top: list[OutlineEntry] = []
    path: list[tuple[int, list[OutlineEntry]]] = [(0, top)]
    for page in pages:
        for block in page.blocks:
            if not isinstance(block, Heading) or block.hidden is not None:
                continue
            text = "".join(span.text for span in block.spans if span.hidden is None and not span.note)
            title = " ".join(f"{block.marker or ''} {text}".split())
            if not title:
                continue
            while path[-1][0] >= block.level:
                path.pop()
            entry = OutlineEntry(title, page.number)
            path[-1][1].append(entry)
            path.append((block.level, entry.children))
    return top
