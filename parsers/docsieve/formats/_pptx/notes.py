"""Speaker notes: the text of a slide's notes page (ECMA-376 part 1, 19.3.1.26)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docsieve.formats._ooxml.elements import first_below
from docsieve.formats._pptx.context import Deck
from docsieve.formats._pptx.names import P
from docsieve.formats._pptx.placeholders import layout_of
from docsieve.formats._pptx.reading_order import in_reading_order
from docsieve.formats._pptx.shapes import ShapeReader
from docsieve.model import Block, Image, ListItem, Locator, Note, Paragraph

if TYPE_CHECKING:
    from lxml import etree

#: The picture of the slide; number and date of the printed notes page.
_NOT_TEXT: Final = ("sldImg", "sldNum", "dt")


def read_notes(deck: Deck, slide_part: str, number: int) -> Note | None:
    """Return the notes of a slide; None where there are none."""
    part = deck.package.related(slide_part, "notesslide")
    if part is None or not deck.is_first_use(part, Locator(page=number, part=slide_part)):
        return None
    root = deck.package.xml(part)
    tree: etree._Element | None = None if root is None else first_below(root, f"{P}cSld", f"{P}spTree")
    if tree is None:
        return None
    reader = ShapeReader(deck, part, number, layout_of(deck, part, "notesmaster"), _NOT_TEXT)
    found = reader.read(tree)
    blocks: list[Block] = [*found.titles]
    for piece in in_reading_order(found.pieces, 0):
        # A picture without words on a notes page is the slide's own, drawn by a converter.
        blocks += [block for block in piece.blocks if not isinstance(block, Image) or block.alt]
    blocks += [block for block in found.running if _is_news(deck, block)]
    for block in blocks:
        # Places on the notes page say nothing about the slide, nor does what hangs over the page's edge.
        block.where = Locator(page=number, part=part)
        if block.hidden == "off_page":
            block.hidden = None
    if not blocks:
        return None
    deck.count_blocks()
    where = Locator(page=number, part=part)
    return Note(where=where, role="speaker_notes", id=f"notes-{number}", blocks=blocks)


def _is_news(deck: Deck, block: Block) -> bool:
    """Let the running header and footer of notes pages through once for the presentation."""
    if not isinstance(block, Paragraph | ListItem):
        return False
    text = " ".join("".join(span.text for span in block.spans).split())
    if text in deck.told_texts:
        return False
    deck.told_texts.add(text)
    return True
