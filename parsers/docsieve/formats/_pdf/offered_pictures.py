"""Pictures among the text of a page, offered for text recognition; they are drawn, as whole pages are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docsieve.format import Source
from docsieve.formats._pdf.drafts import Draft
from docsieve.model import Image, Page
from docsieve.pictures_inside import offer_drawn

_PIXELS_A_POINT: Final = 96 / 72


def offer_pictures(source: Source, page: Page, drafts: Sequence[Draft]) -> None:
    """Offer those that may show text; not where the page itself is to be recognised, or has text on them."""
    if page.text_quality is not None and page.text_quality.needs_ocr:
        return
    pictures = [(draft, draft.block) for draft in drafts if isinstance(draft.block, Image)]
    for picture, image in pictures:
        box = picture.box
        if image.hidden is not None or image.where.bbox is None:
            continue
        if not any(_stands_on(draft, picture) for draft in drafts):
            size = (round(side * _PIXELS_A_POINT) for side in (box.width, box.height))
            offer_drawn(source, image, *size)


def _stands_on(draft: Draft, picture: Draft) -> bool:
    if draft.block is not None:
        return False
    x, y = (draft.box.x0 + draft.box.x1) / 2, (draft.box.top + draft.box.bottom) / 2
    return picture.box.x0 <= x <= picture.box.x1 and picture.box.top <= y <= picture.box.bottom
