"""Recognised words into a Document: the pages they belong to get paragraphs, and the warnings say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec.structs import replace

from docsieve.errors import LimitExceededError
from docsieve.formats._pdf.hyphenation import undo_hyphenation
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
from docsieve.recognition.page_numbers import spoken_numbers
from docsieve.recognition.paragraphs import RecognisedParagraph, read_paragraphs
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
    read: dict[int, list[RecognisedParagraph]] = {}
    failed: list[int] = []
    for page in document.pages:
        found = by_number.get(page.number)
        if found is None:
            continue
        if found.failed:
            failed.append(page.number)
            continue
        check_size(found, allowed)
        width, height = page.width or _SIZE[0], page.height or _SIZE[1]
        read[page.number] = read_paragraphs(found, width, height)
    if sum(len(paragraphs) for paragraphs in read.values()) > allowed.max_blocks:
        raise LimitExceededError(f"There are more than the {allowed.max_blocks:,} blocks allowed.")
    undo_hyphenation([paragraph.draft for paragraphs in read.values() for paragraph in paragraphs])
    pages = [_page(page, read[page.number]) if page.number in read else page for page in document.pages]
    warnings = _warnings(document, pages, sorted(read), failed)
    return replace(document, pages=pages, warnings=warnings)


def check_size(page: RecognisedPage, limits: Limits) -> None:
    """Hold a page against the limit.

    Raises:
        LimitExceededError: it has more text than allowed.
    """
    characters = sum(len(w.text) for lines in page.paragraphs for line in lines for w in line)
    if characters > limits.max_page_characters:
        what = f"the text recognised on page {page.number:,}"
        raise LimitExceededError.of(what, characters, limits.max_page_characters, "characters")


def _page(page: Page, paragraphs: Sequence[RecognisedParagraph]) -> Page:
    fresh: list[Block] = [
        paragraph_block(paragraph, Locator(page=page.number, bbox=paragraph.draft.box.rounded()))
        for paragraph in paragraphs
    ]
    before = page.text_quality or TextQuality()
    again = "".join(_letters(paragraph.draft.text) for paragraph in paragraphs)
    kept = [block for block in page.blocks if _is_kept(block, before, again)]
    # A scan is the picture behind its text; what stands on top of it, notes and fields, comes after.
    pictures = [block for block in kept if isinstance(block, Image)]
    others = [block for block in kept if not isinstance(block, Image)]
    quality = TextQuality(reasons=before.reasons, recognised=True, confidence=confidence_of(paragraphs))
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


def paragraph_block(paragraph: RecognisedParagraph, where: Locator) -> Paragraph:
    """Return a recognised paragraph as a block of the document."""
    return Paragraph(
        where=where,
        spans=paragraph.draft.spans,
        source="ocr",
        confidence=confidence_of([paragraph]),
    )


def confidence_of(paragraphs: Sequence[RecognisedParagraph]) -> float | None:
    """Return how sure their letters are on average, 0 to 1; None without any."""
    letters = sum(paragraph.letters for paragraph in paragraphs)
    if not letters:
        return None
    return round(sum(paragraph.sureness for paragraph in paragraphs) / letters / 100, 2)


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
