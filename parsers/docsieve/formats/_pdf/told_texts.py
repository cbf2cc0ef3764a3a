"""What is said of texts that a file declares to stand for what it paints (`actual_texts`)."""

from __future__ import annotations

from typing import Final

from docsieve.formats._pdf.glyphs import Glyphs
from docsieve.model import Locator
from docsieve.report import Report

_OTHER: Final = (
    "On {pages}, the file declares that text is to be read as other text than it shows (ActualText). "
    "What is shown was read; the other text was left out."
)
_UNCHECKED: Final = (
    "On {pages}, text is read as the file declares it (ActualText): the characters that its fonts tell, if "
    "any, are others. Compare it with what the page shows."
)


class ToldTexts:
    """Counts the pages on which such texts are not simply the painted ones in another form."""

    def __init__(self) -> None:
        self._others: list[int] = []
        self._unchecked: list[int] = []

    def note(self, page: int, glyphs: Glyphs) -> None:
        """Note what was found on a page."""
        if glyphs.others:
            self._others.append(page)
        if glyphs.unchecked:
            self._unchecked.append(page)

    def tell(self, report: Report) -> None:
        """Say so, once a document."""
        if self._others:
            report.warn("other_text_declared", _OTHER.format(**_counted(self._others)), _first(self._others))
        if self._unchecked:
            told = _UNCHECKED.format(**_counted(self._unchecked))
            report.warn("declared_text_unchecked", told, _first(self._unchecked))


def _counted(pages: list[int]) -> dict[str, str]:
    return {"pages": "1 page" if len(pages) == 1 else f"{len(pages):,} pages"}


def _first(pages: list[int]) -> Locator:
    return Locator(page=pages[0])
