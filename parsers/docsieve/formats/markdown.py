"""Markdown (CommonMark with GitHub's tables, strikethrough, task lists and footnotes)."""

from __future__ import annotations

import re
from typing import Final

from docsieve.format import Confidence, Format, Source
from docsieve.formats._text.decoding import decode, decode_head, looks_like_text
from docsieve.formats.plain_text import text_pages
from docsieve.model import SCHEMA_VERSION, Document, Locator, Metadata, Page
from docsieve.report import Report

_EXTENSIONS: Final = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd")
#: Above this the parser, which is written in Python, would take minutes in a browser: read as plain text.
_MAX_CHARACTERS: Final = 8_000_000
#: Signs of Markdown, each of a kind of its own; several kinds in one file are no accident.
_SIGNS: Final = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^#{1,6} \S",
        r"^ {0,3}(?:```|~~~)",
        r"^ {0,3}[-*+] \S",
        r"(?<!\w)\*\*\S[^*\n]*\S?\*\*(?!\w)",
        r"\[[^\]\n]+\]\([^)\s]+\)",
        r"^\|(?: ?:?-+:? ?\|)+ *$",
    )
)
_ENOUGH_SIGNS: Final = 3
_FRONT_MATTER: Final = re.compile(r"---[^\S\n]*\n(.*?\n)(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL)
_ENTRY: Final = re.compile(r"([A-Za-z][\w -]*):[^\S\n]+(\S.*)")


def sniff(source: Source) -> Confidence:
    """Sure of nothing, for any text is Markdown: possible by its name, or without one by several signs."""
    if not looks_like_text(source.head):
        return Confidence.NO
    if source.suffix in _EXTENSIONS:
        return Confidence.POSSIBLE
    if source.suffix:
        return Confidence.NO
    sample, _ = decode_head(source)
    signs = sum(sign.search(sample) is not None for sign in _SIGNS)
    return Confidence.POSSIBLE if signs >= _ENOUGH_SIGNS else Confidence.NO


def parse(source: Source, report: Report) -> Document:
    """Read blocks and spans; HTML inside gives its text."""
    text, encoding = decode(source, report)
    metadata = Metadata(custom={"encoding": encoding})
    text = _take_front_matter(text, metadata)
    if len(text) > _MAX_CHARACTERS:
        report.warn("markup_not_read", "The file is so long that its Markdown marks were left as they are.")
        pages = text_pages(text, source, report)
    else:
        from docsieve.formats._text.markdown_blocks import read_blocks  # noqa: PLC0415

        blocks = read_blocks(text, source.options.limits, Locator(page=1))
        pages = [Page(number=1, kind="section", blocks=blocks)]
        report.progress(1, 1)
    return Document(format="markdown", schema_version=SCHEMA_VERSION, metadata=metadata, pages=pages)


def _take_front_matter(text: str, metadata: Metadata) -> str:
    """Move the "key: value" lines between two "---" at the very top into the metadata; return the rest.

    Text that holds anything else (nested YAML, a rule and a paragraph) stays where it is.
    """
    found = _FRONT_MATTER.match(text)
    if found is None:
        return text
    entries = [_ENTRY.fullmatch(line) for line in found[1].splitlines() if line.strip()]
    known = [(entry[1], entry[2].strip().strip("\"'")) for entry in entries if entry is not None]
    if not known or len(known) < len(entries):
        return text
    for key, value in known:
        match key.lower():
            case "title":
                metadata.title = value
            case "author":
                metadata.authors = [value]
            case "date":
                metadata.created = value
            case "lang" | "language":
                metadata.language = value
            case "description":
                metadata.description = value
            case _:
                metadata.custom[key] = value
    return text[found.end() :]


FORMAT = Format(
    name="markdown",
    title="Markdown",
    extensions=_EXTENSIONS,
    media_types=("text/markdown",),
    wheels=("markdown-it-py", "mdurl"),
    wheels_on_demand=("charset-normalizer",),
    yields="headings, lists with levels, tables, code, links, quotations, footnotes, front matter",
    sniff=sniff,
    parse=parse,
)
