"""Captions: what names a figure or a table beside it."""

from __future__ import annotations

import re
from typing import Final

from docsieve.formats._pdf.drafts import CAPTION, Draft, DraftPage
from docsieve.model import Image, Role

_NAMED: Final = re.compile(
    r"^(?:fig(?:ure|\.)?|tab(?:le|\.)?|chart|exhibit|plate|listing|scheme|box|photo|abb(?:ildung|\.)|tabelle|bild"
    r"|figur[ae]?|tabla|tableau|tabella|рис(?:унок|\.)|табл(?:ица|\.)|图|圖|表|図)"
    r"\s*(?P<number>[A-Z]?\d+(?:[.\-–]\d+)*[a-z]?)(?P<after>\s*[.:：|)—–-]|\s|$)",
    re.IGNORECASE,
)
#: What the words above begin with: most paragraphs begin with another letter.
INITIALS: Final = "FfTtCcEePpLlSsBbAaРрТт图圖表図"
_MAX_LENGTH: Final = 600
#: Points between a caption and what it names.
_NEAR: Final = 40.0


def find_captions(pages: list[DraftPage], roles: dict[int, Role]) -> set[int]:
    """Return the `id` of each draft that is a caption."""
    found: set[int] = set()
    for page in pages:
        for draft in page.marked(CAPTION):
            spans = draft.spans
            name = _NAMED.match(spans[0].text)
            if name is None or id(draft) in roles:
                continue
            length = len(draft.text)
            if length > _MAX_LENGTH:
                continue
            # "Figure 3 shows" is a sentence, unless the figure is right beside it.
            is_set_off = len(spans) > 1 and spans[1].confidence is None
            is_named = name["after"].strip() or is_set_off or length == name.end()
            if is_named or any(_is_near(draft, other) for other in page.drafts if _is_thing(other)):
                found.add(id(draft))
    return found


def is_named(text: str) -> bool:
    """Tell whether a text begins as the caption of a figure or a table does."""
    return text != "" and text[0] in INITIALS and _NAMED.match(text) is not None


def _is_thing(draft: Draft) -> bool:
    return draft.table is not None or isinstance(draft.block, Image)


def _is_near(draft: Draft, thing: Draft) -> bool:
    a, b = draft.box, thing.box
    gap = max(b.top - a.bottom, a.top - b.bottom)
    return a.x0 < b.x1 and b.x0 < a.x1 and gap < _NEAR
