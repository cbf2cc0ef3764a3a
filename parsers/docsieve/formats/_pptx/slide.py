"""One slide as a page: title, what stands on it in reading order, footer, comments, speaker notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docsieve.formats._ooxml.elements import first_below
from docsieve.formats._pptx.comments import CommentReader
from docsieve.formats._pptx.context import Deck
from docsieve.formats._pptx.names import P
from docsieve.formats._pptx.notes import read_notes
from docsieve.formats._pptx.placeholders import Layout, layout_of
from docsieve.formats._pptx.reading_order import Piece, in_reading_order
from docsieve.formats._pptx.shapes import ShapeReader
from docsieve.model import Block, Group, Image, Locator, Page, Role

if TYPE_CHECKING:
    from lxml import etree

_OFF: Final = ("0", "false")
#: Kinds of relationships to sound and film, and to embedded files.
_MEDIA: Final = ("audio", "video", "media")
_EMBEDDED: Final = ("package", "oleobject")


def read_slide(deck: Deck, part: str, number: int, label: str | None, comments: CommentReader) -> Page:
    """Read a slide; a part that cannot be read gives an empty page, and the package has warned of it."""
    page = Page(number=number, kind="slide", label=label, width=deck.width, height=deck.height)
    deck.told_parts.add(part)
    root = deck.package.xml(part)
    if root is None:
        return page
    if root.get("show") in _OFF:
        page.hidden = "slide"
    layout = layout_of(deck, part)
    tree = first_below(root, f"{P}cSld", f"{P}spTree")
    headers, footers = _backdrop(deck, layout, root, number)
    page.blocks += headers
    if tree is not None:
        found = ShapeReader(deck, part, number, layout).read(tree)
        page.blocks += [block for block in found.running if block.role == "header"]
        page.blocks += found.titles
        for piece in in_reading_order(found.pieces, deck.width * deck.height):
            page.blocks += piece.blocks
        page.blocks += [block for block in found.running if block.role != "header"]
    page.blocks += footers
    page.blocks += comments.read(part, number)
    _list_leftovers(deck, part, number)
    notes = read_notes(deck, part, number)
    if notes is not None:
        page.blocks.append(notes)
    return page


def _list_leftovers(deck: Deck, part: str, number: int) -> None:
    """List files of the slide that no shape shows: sounds of its animation, objects left behind."""
    where = Locator(page=number, part=part)
    for relationship in deck.package.relationships(part).values():
        if relationship.kind in _MEDIA and relationship.target:
            deck.list_media(relationship.target, where, external=relationship.external)
        elif relationship.kind in _EMBEDDED and not relationship.external:
            deck.attach(relationship.target, where)


def _backdrop(
    deck: Deck, layout: Layout, slide: etree._Element, number: int
) -> tuple[list[Block], list[Block]]:
    """Return the text that layout and master paint on their slides, on the first slide that shows it.

    What stands in the upper half counts as header, the rest as footer. Placeholders there hold prompts, which
    no slide shows.
    """
    headers: list[Block] = []
    footers: list[Block] = []
    if slide.get("showMasterSp") in _OFF:
        return headers, footers
    shown = [(layout.part, layout.root)]
    if layout.root is not None and layout.root.get("showMasterSp") not in _OFF:
        shown.append((layout.master_part, layout.master))
    for part, root in shown:
        tree = None if root is None else first_below(root, f"{P}cSld", f"{P}spTree")
        if part is None or tree is None or part in deck.told_parts:
            continue
        deck.told_parts.add(part)
        pieces = ShapeReader(deck, part, number, layout, None).read(tree).pieces
        for piece in in_reading_order(pieces, deck.width * deck.height):
            is_header = _middle(piece) < deck.height / 2
            blocks: list[Block] = [block for block in piece.blocks if not isinstance(block, Image)]
            _give_role(blocks, "header" if is_header else "footer")
            (headers if is_header else footers).extend(blocks)
    return headers, footers


def _middle(piece: Piece) -> float:
    return 0.0 if piece.box is None else (piece.box.top + piece.box.bottom) / 2


def _give_role(blocks: list[Block], role: Role) -> None:
    for block in blocks:
        if not isinstance(block, Group):
            block.role = role
