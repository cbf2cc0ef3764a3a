"""JSON (RFC 8259) and JSON Lines: flat objects as a table, anything else as it is written."""

from __future__ import annotations

import re
from typing import Final

from docsieve.format import Confidence, Format, Source
from docsieve.formats._json.syntax import NotJsonError, deepest, laid_out, shape_of, with_letters
from docsieve.formats._text.decoding import decode, decode_head, looks_like_text
from docsieve.model import SCHEMA_VERSION, Document, Locator, Metadata, Page
from docsieve.report import Report

_EXTENSIONS: Final = (".json", ".jsonl", ".ndjson", ".jsonc", ".json5", ".geojson", ".webmanifest")
#: A line longer than this was written by a program for a program: it is set out one entry a line.
_LONGEST_LINE: Final = 300
#: The last bracket, and a comment behind it.
_END: Final = re.compile(r"[}\]]\s*(?://[^\n]*\s*|/\*.*\*/\s*)?\Z", re.DOTALL)
_LONGEST_END: Final = 1000
#: An array of flat objects.
_TABLE_DEPTH: Final = 2


def sniff(source: Source) -> Confidence:
    """Certain where all that is seen of it keeps to the grammar and names an entry."""
    head = source.head
    if not head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith((b"{", b"[", b"/")):
        return Confidence.NO
    if not looks_like_text(head):
        return Confidence.NO
    sample, is_whole = decode_head(source)
    shape = shape_of(sample, is_whole=is_whole)
    if shape is None:
        return Confidence.NO
    if is_notebook(source):
        return Confidence.NO
    if shape.names and shape.is_by_lines:
        return Confidence.CERTAIN if shape.is_complete or not is_whole else Confidence.LIKELY
    return Confidence.POSSIBLE if source.suffix in _EXTENSIONS else Confidence.NO


def is_notebook(source: Source) -> bool:
    """Tell whether JSON is a Jupyter notebook, by the names of its entries at the beginning and the end."""
    head, tail = source.head.replace(b"\0", b""), source.data[-4096:].replace(b"\0", b"")
    names = (b'"cells"', b'"worksheets"', b'"cell_type"')
    return (b'"nbformat"' in head or b'"nbformat"' in tail) and any(
        name in head or name in tail for name in names
    )


def parse(source: Source, report: Report) -> Document:
    """Read a table, or keep the text: order, repeated names and digits as written.

    Letters written as escapes are shown as letters; text in one long line is set out.

    Raises:
        LimitExceededError: more rows or cells than allowed.
    """
    from docsieve.formats._text.code_pages import code_pages  # noqa: PLC0415

    text, encoding = decode(source, report)
    limits = source.options.limits
    pages: list[Page] | None = None
    try:
        depth = deepest(text, _TABLE_DEPTH)
        if depth <= _TABLE_DEPTH:
            from docsieve.formats._json.tables import table_of  # noqa: PLC0415

            table = table_of(text, Locator(page=1), limits)
            if table is not None:
                pages = [Page(number=1, kind="sheet", blocks=[table])]
                report.progress(1, 1)
        if pages is None:
            is_dense = any(len(line) > _LONGEST_LINE for line in text.split("\n"))
            if is_dense and deepest(text, limits.max_depth) <= limits.max_depth:
                text = laid_out(text)
        is_damaged = pages is None and not _END.search(text[-_LONGEST_END:])
    except NotJsonError:
        is_damaged = True
    if is_damaged:
        report.warn("damaged_json", "The JSON is damaged or cut off; it is shown as it was found.")
    if pages is None:
        pages = code_pages(with_letters(text), "json", source, report)
    return Document(
        format=FORMAT.name,
        schema_version=SCHEMA_VERSION,
        metadata=Metadata(custom={"encoding": encoding}),
        pages=pages,
    )


FORMAT = Format(
    name="json",
    title="JSON",
    extensions=_EXTENSIONS,
    media_types=("application/json", "application/x-ndjson", "application/geo+json"),
    wheels_on_demand=("charset-normalizer",),
    yields="flat objects as a table, anything else as written and set out; JSON Lines too",
    sniff=sniff,
    parse=parse,
)
