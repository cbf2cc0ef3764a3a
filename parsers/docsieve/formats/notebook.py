"""Jupyter notebooks (nbformat 2 to 4)."""

from __future__ import annotations

from docsieve.format import Confidence, Format, Source
from docsieve.formats._json.syntax import shape_of
from docsieve.formats._text.decoding import decode_head, looks_like_text
from docsieve.formats.json import is_notebook
from docsieve.model import Document
from docsieve.report import Report


def sniff(source: Source) -> Confidence:
    """Look for JSON with the entries that only notebooks have."""
    if not source.head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"{"):
        return Confidence.NO
    if not looks_like_text(source.head) or not is_notebook(source):
        return Confidence.NO
    sample, is_whole = decode_head(source)
    return Confidence.NO if shape_of(sample, is_whole=is_whole) is None else Confidence.CERTAIN


def parse(source: Source, report: Report) -> Document:
    """Read the cells; see `docsieve.formats._notebook.reader.read_notebook`."""
    from docsieve.formats._notebook.reader import read_notebook  # noqa: PLC0415 - heavy

    return read_notebook(source, report)


FORMAT = Format(
    name="notebook",
    title="Jupyter notebook",
    extensions=(".ipynb",),
    media_types=("application/x-ipynb+json",),
    wheels=("markdown-it-py", "mdurl", "lxml"),
    wheels_on_demand=("charset-normalizer",),
    yields="text cells, code with its language, outputs, tables, errors, pictures, folded cells flagged",
    sniff=sniff,
    parse=parse,
)
