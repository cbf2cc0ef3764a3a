"""Pages that show text which the file does not hold as text: what is said of them."""

from __future__ import annotations

from collections.abc import Sequence

from docsieve.model import Locator, Page
from docsieve.report import Report


def pages_to_recognise(pages: Sequence[Page]) -> list[int]:
    """Return the numbers of the pages whose text can only be had by recognition."""
    return [page.number for page in pages if page.text_quality and page.text_quality.needs_ocr]


def warn_of_scans(pages: Sequence[Page], report: Report) -> None:
    """Count them in a warning, where there are any."""
    numbers = pages_to_recognise(pages)
    if numbers:
        report.warn(
            "needs_ocr",
            f"{len(numbers)} of {len(pages)} pages may show text that the file does not hold as text "
            "(scans or drawings). It can only be had by text recognition (OCR).",
            Locator(page=numbers[0]),
        )
