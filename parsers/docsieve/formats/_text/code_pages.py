"""Text that is shown as it is written: code blocks, divided into sections where the file is huge."""

from __future__ import annotations

from typing import Final

from docsieve.format import Source
from docsieve.model import CodeBlock, Locator, Page
from docsieve.report import Report

#: As for plain text: limits and views apply to pieces of a huge file.
_SECTION_CHARACTERS: Final = 1_000_000


def code_pages(text: str, language: str | None, source: Source, report: Report) -> list[Page]:
    """Return the text in code blocks, one a section; it is divided at the ends of lines where it has any.

    Args:
        text: as decoded, with "\\n" for line breaks.
        language: as GitHub names it in fenced code.
        source: for its limits.
        report: told how far we are.
    """
    text = text.strip("\n").replace("\f", "\n")
    most = max(min(_SECTION_CHARACTERS, source.options.limits.max_page_characters), 1)
    pages: list[Page] = []
    at = 0
    while at < len(text):
        end = at + most
        if end < len(text):
            line_end = text.rfind("\n", at, end)
            end = line_end + 1 if line_end >= at else end
        number = len(pages) + 1
        piece = text[at:end].strip("\n")
        at = end
        if piece:
            block = CodeBlock(where=Locator(page=number), text=piece, language=language)
            pages.append(Page(number=number, kind="section", blocks=[block]))
            report.progress(number)
    return pages
