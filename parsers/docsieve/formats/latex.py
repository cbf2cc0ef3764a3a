"""LaTeX source: its structure and text as an author writes them; nothing is typeset or run."""

from __future__ import annotations

import re
from typing import Final

from docsieve.format import Confidence, Format, Source
from docsieve.formats._text.decoding import decode, decode_head, looks_like_text
from docsieve.model import SCHEMA_VERSION, Document, Locator, Page
from docsieve.report import Report

_EXTENSIONS: Final = (".tex", ".latex", ".ltx")
_CLASS: Final = re.compile(r"^[ \t\ufeff]*\\document(?:class|style)\s*[\[{]", re.MULTILINE)
_BODY: Final = re.compile(r"^[ \t\ufeff]*\\begin\{document\}", re.MULTILINE)
_COMMAND: Final = re.compile(r"\\[A-Za-z]+")
#: Commands of structure at the start of a line: Markdown borrows LaTeX's mathematics and not these.
_STRUCTURE: Final = re.compile(
    r"^[ \t]*\\(chapter|section|subsection|subsubsection|usepackage|maketitle|title|author|item|newcommand"
    r"|(?:begin\{(?:itemize|enumerate|figure|table|tabular|abstract|center|theorem|lemma)))",
    re.MULTILINE,
)
_ENOUGH: Final = 3


def sniff(source: Source) -> Confidence:
    """Certain by the class that a document declares; a piece of one is likely by its commands."""
    if b"\\" not in source.head or source.head.lstrip().startswith((b"{\\rtf", b"<")):
        return Confidence.NO
    if not looks_like_text(source.head):
        return Confidence.NO
    sample, _ = decode_head(source)
    if "```" not in sample:
        if _CLASS.search(sample):
            return Confidence.CERTAIN
        if _BODY.search(sample) or len(set(_STRUCTURE.findall(sample))) >= _ENOUGH:
            return Confidence.LIKELY
    named = source.suffix in _EXTENSIONS and _COMMAND.search(sample) is not None
    return Confidence.POSSIBLE if named else Confidence.NO


def parse(source: Source, report: Report) -> Document:
    """Read the document as one section.

    Raises:
        LimitExceededError: more blocks or cells than allowed, or groups nested too deeply.
    """
    from docsieve.formats._latex.reader import LatexReader  # noqa: PLC0415
    from docsieve.formats._outline import outline_of  # noqa: PLC0415

    text, encoding = decode(source, report)
    reader = LatexReader(text.replace("\f", "\n"), Locator(page=1), source.options.limits, report)
    pages = [Page(number=1, kind="section", blocks=reader.read())]
    reader.metadata.custom["encoding"] = encoding
    report.progress(1, 1)
    return Document(
        format=FORMAT.name,
        schema_version=SCHEMA_VERSION,
        metadata=reader.metadata,
        pages=pages,
        outline=outline_of(pages),
    )


FORMAT = Format(
    name="latex",
    title="LaTeX document",
    extensions=_EXTENSIONS,
    media_types=("application/x-latex", "text/x-tex", "application/x-tex"),
    wheels_on_demand=("charset-normalizer",),
    yields="headings, lists, tables with spans, equations, notes, links, captions; comments flagged",
    sniff=sniff,
    parse=parse,
)
