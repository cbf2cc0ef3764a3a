"""Recognised words into a Document: the pages they belong to get paragraphs, and the warnings say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec.structs import replace

from docsieve.errors import LimitExceededError
from docsieve.model import (
    Block,
    CodeBlock,
    Document,
    Heading,
    Image,
    ListItem,
    Locator,
    Page,
    Paragraph,
    ParseWarning,
    Table,
    TextQuality,
)
from docsieve.options import Limits
from docsieve.recognition.blocks import ReadPage, blocks_of, confidence_of, read_page
from docsieve.recognition.layout import PlacedWord
from docsieve.recognition.page_numbers import spoken_numbers
from docsieve.recognition.words import RecognisedPage
from docsieve.report import Report
from docsieve.scans import warn_of_scans

#: On the average of a page's letters. Below it a reader finds several wrong words on every line.
UNSURE: Final = 0.7
#: In points, for pages that have no size: A4.
_SIZE: Final = (595.3, 841.9)


def add_recognised(
    document: Document, recognised: Iterable[RecognisedPage], *, limits: Limits | None = None
) -> Document:
    """Return the document with the text of these pages; the given one stays as it is.

    Text that such a page had before goes where the recognition found it again, or where it could not be
    trusted (`garbled_encoding`). Pages that the document does not have are ignored.

    Raises:
        LimitExceededError: there is more text than allowed.
    """
    allowed = limits or Limits()
    by_number = {page.number: page for page in recognised}
    read: dict[int, ReadPage] = {}
    failed: list[int] = []
    for page in document.pages:
        found = by_number.get(page.number)
        if found is None:
            continue
        if found.failed:
            failed.append(page.number)
            continue
        width, height = page.width or _SIZE[0], page.height or _SIZE[1]
        read[page.number] = read_page(found, page.number - 1, width, height, allowed)
    if sum(len(page.draft.drafts) for page in read.values()) > allowed.max_blocks:
        raise LimitExceededError(f"There are more than the {allowed.max_blocks:,} blocks allowed.")
    written = blocks_of(list(read.values()))
    fresh = dict(zip(read, written, strict=True))
    pages = [
        _page(page, fresh[page.number], read[page.number].words) if page.number in read else page
        for page in document.pages
    ]
    warnings = _warnings(document, pages, sorted(read), failed)
    return replace(document, pages=pages, warnings=warnings)


def _page(page: Page, fresh: Sequence[Block], words: Sequence[PlacedWord]) -> Page:
    before = page.text_quality or TextQuality()
    again = "".join(_letters(word.text) for word in words)
    kept = [block for block in page.blocks if _is_kept(block, before, again)]
    # A scan is the picture behind its text; what stands on top of it, notes and fields, comes after.
    pictures = [block for block in kept if isinstance(block, Image)]
    others = [block for block in kept if not isinstance(block, Image)]
    quality = TextQuality(reasons=before.reasons, recognised=True, confidence=confidence_of(words))
    return replace(page, blocks=[*pictures, *fresh, *others], text_quality=quality)


def _is_kept(block: Block, quality: TextQuality, again: str) -> bool:
    """Tell whether a block of the page stays: all but text that would now be there twice, or is garbled."""
    if block.hidden is not None or not isinstance(block, Heading | Paragraph | ListItem | Table | CodeBlock):
        return True
    if block.source == "ocr" or "garbled_encoding" in quality.reasons:
        return False
    if isinstance(block, Table | CodeBlock):
        return True
    text = _letters("".join(span.text for span in block.spans))
    return bool(text) and text not in again


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _warnings(
    document: Document, pages: Sequence[Page], read: Sequence[int], failed: Sequence[int]
) -> list[ParseWarning]:
    report = Report()
    warn_of_scans(pages, report)
    if read:
        report.warn(
            "recognised",
            f"{spoken_numbers(read)} by text recognition (OCR). It makes mistakes: compare what matters with "
            "the original.",
            Locator(page=read[0]),
        )
    for page in pages:
        quality = page.text_quality
        where = Locator(page=page.number)
        if page.number in failed:
            report.warn("recognition_failed", "This page was not recognised: it took too long.", where)
        if quality is None or page.number not in read:
            continue
        if quality.confidence is None:
            report.warn("nothing_recognised", "No text was found in the picture of this page.", where)
        elif quality.confidence < UNSURE:
            report.warn(
                "low_confidence",
                f"Text recognition was unsure of this page ({quality.confidence * 100:.0f} % on average): "
                "many words may be wrong.",
                where,
            )
    return [*report.warnings, *(warning for warning in document.warnings if warning.code != "needs_ocr")]
