"""Plain text: paragraphs divided by empty lines, set-out text kept to the character."""

from __future__ import annotations

import re
from typing import Final

from docsieve.errors import LimitExceededError
from docsieve.format import Confidence, Format, Source
from docsieve.formats._text.decoding import decode, looks_like_text
from docsieve.model import (
    SCHEMA_VERSION,
    Block,
    CodeBlock,
    Document,
    Locator,
    Metadata,
    Page,
    Paragraph,
    Span,
)
from docsieve.report import Report

#: A new section begins after this many characters, so that limits and views apply to pieces of a huge file.
_SECTION_CHARACTERS: Final = 1_000_000
_BLANK_LINES: Final = re.compile(r"\n[^\S\n]*(?=\n)|\f")
_GAP: Final = re.compile(r"\S(?: {3,}|\t+ *)\S")
_RTF: Final = b"{\\rtf"


def sniff(source: Source) -> Confidence:
    """Anything that decodes as text is possibly plain text, and nothing is surely so."""
    if source.head.startswith(_RTF):  # text only to a program; showing its commands helps nobody
        return Confidence.NO
    return Confidence.POSSIBLE if looks_like_text(source.head) else Confidence.NO


def parse(source: Source, report: Report) -> Document:
    """Read paragraphs; neighbouring lines of one stay lines."""
    text, encoding = decode(source, report)
    return Document(
        format="plain_text",
        schema_version=SCHEMA_VERSION,
        metadata=Metadata(custom={"encoding": encoding}),
        pages=text_pages(text, source, report),
    )


def text_pages(text: str, source: Source, report: Report) -> list[Page]:
    """Divide text into sections of paragraphs.

    Raises:
        LimitExceededError: more paragraphs than `max_blocks`, or one longer than `max_page_characters`.
    """
    limits = source.options.limits
    pages: list[Page] = []
    blocks: list[Block] = []
    characters = count = 0
    where = Locator(page=1)
    for piece in _BLANK_LINES.sub("\n\n", text).split("\n\n"):
        piece = piece.strip("\n").rstrip()
        if not piece or piece.isspace():
            continue
        count += 1
        if count > limits.max_blocks:
            raise LimitExceededError.of("the number of paragraphs", count, limits.max_blocks)
        if len(piece) > limits.max_page_characters:
            raise LimitExceededError.of("one paragraph", len(piece), limits.max_page_characters, "characters")
        if blocks and characters + len(piece) > min(_SECTION_CHARACTERS, limits.max_page_characters):
            pages.append(Page(number=len(pages) + 1, kind="section", blocks=blocks))
            report.page(pages[-1])
            report.progress(len(pages))
            blocks, characters, where = [], 0, Locator(page=len(pages) + 1)
        characters += len(piece)
        if not _is_set_out(piece):
            blocks.append(Paragraph(where=where, spans=[Span(piece.strip())]))
        elif blocks and isinstance(last := blocks[-1], CodeBlock):
            blocks[-1] = CodeBlock(where=where, text=f"{last.text}\n\n{piece}")
        else:
            blocks.append(CodeBlock(where=where, text=piece))
    pages.append(Page(number=len(pages) + 1, kind="section", blocks=blocks))
    report.page(pages[-1], len(pages))
    report.progress(len(pages), len(pages))
    return pages


def _is_set_out(piece: str) -> bool:
    """Tell whether white space carries meaning: columns, indentation below the first line, program code."""
    if "  " not in piece and "\t" not in piece:
        return False
    lines = piece.split("\n")
    if len(lines) < 2:
        return False
    indented = sum(line.startswith(("  ", "\t")) for line in lines[1:])
    if indented * 2 >= len(lines):
        return True
    return sum(_GAP.search(line) is not None for line in lines) * 2 >= len(lines)


FORMAT = Format(
    name="plain_text",
    title="plain text",
    extensions=(".txt", ".text", ".log", ".asc", ".nfo", ".ini", ".cfg", ".conf"),
    media_types=("text/plain",),
    wheels_on_demand=("charset-normalizer",),
    yields="paragraphs and set-out text, in any encoding",
    sniff=sniff,
    parse=parse,
)
