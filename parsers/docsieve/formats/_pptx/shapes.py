"""The shape tree of a slide, layout or notes page (ECMA-376 part 1, 19.3.1.45): groups within groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from docsieve.errors import LimitExceededError
from docsieve.formats._ooxml.elements import first_below
from docsieve.formats._ooxml.namespaces import MC, A
from docsieve.formats._pptx.context import Deck
from docsieve.formats._pptx.graphics import GraphicsReader, alternative_text, link_paragraph
from docsieve.formats._pptx.names import P
from docsieve.formats._pptx.placeholders import TITLES, Layout, Placeholder, placeholder_of
from docsieve.formats._pptx.placement import IDENTITY, Frame, Transform, group_transform, read_frame
from docsieve.formats._pptx.reading_order import Piece, in_reading_order
from docsieve.formats._pptx.text import TextReader, plain_colour
from docsieve.geometry import BBox, union
from docsieve.model import Block, Group, Hidden, Image, Locator, Paragraph, Role

if TYPE_CHECKING:
    from lxml import etree

_ON: Final = ("1", "true")
#: Roles of placeholders that repeat from slide to slide; a date stands with the footer.
_RUNNING: Final[dict[str, Role]] = {
    "hdr": "header",
    "ftr": "footer",
    "dt": "footer",
    "sldNum": "page_number",
}


class ShapeTree(msgspec.Struct):
    """What a shape tree holds, by what it is for."""

    titles: list[Block] = []
    pieces: list[Piece] = []
    #: Headers, footers, dates, slide numbers.
    running: list[Block] = []


class ShapeReader:
    """Reads the shapes of one part.

    Args:
        deck: the presentation.
        part: the part's name.
        page: number of the slide the shapes are read for.
        layout: what placeholders inherit from.
        skip: kinds of placeholders to leave out; None leaves out all of them, as for layouts and masters,
            where they hold prompts.
    """

    def __init__(
        self, deck: Deck, part: str, page: int, layout: Layout, skip: tuple[str, ...] | None = ()
    ) -> None:
        self._deck = deck
        self._part = part
        self._page = page
        self._layout = layout
        self._skip = skip
        self._text = TextReader(deck, part)
        self._graphics = GraphicsReader(deck, part, self._text)
        self._tree = ShapeTree()

    def read(self, tree: etree._Element) -> ShapeTree:
        """Read a `p:spTree`; pieces come in drawing order."""
        self._tree = ShapeTree()
        self._tree.pieces = self._pieces(tree, IDENTITY, None, 0)
        return self._tree

    def _pieces(
        self, container: etree._Element, transform: Transform, hidden: Hidden | None, depth: int
    ) -> list[Piece]:
        if depth > self._deck.limits.max_depth:
            raise LimitExceededError.of("the nesting of groups", depth, self._deck.limits.max_depth)
        pieces: list[Piece] = []
        for element in container:
            tag = element.tag
            if tag in _SHAPES:
                piece = self._shape(element, tag, transform, hidden)
                if piece is not None:
                    pieces.append(piece)
            elif tag == f"{P}grpSp":
                pieces += self._group(element, transform, hidden, depth)
            elif tag == f"{MC}AlternateContent":
                pieces += self._alternative(element, transform, hidden, depth)
        return pieces

    def _alternative(
        self, element: etree._Element, transform: Transform, hidden: Hidden | None, depth: int
    ) -> list[Piece]:
        """Take the first branch that gives anything, never two (part 3, 7.6)."""
        tree = self._tree
        for branch in element:
            before = len(tree.titles) + len(tree.running) + len(self._deck.attachments)
            pieces = self._pieces(branch, transform, hidden, depth + 1)
            if pieces or before != len(tree.titles) + len(tree.running) + len(self._deck.attachments):
                return pieces
        return []

    def _group(
        self, element: etree._Element, transform: Transform, hidden: Hidden | None, depth: int
    ) -> list[Piece]:
        """Keep together what is grouped: one piece, ordered within itself."""
        properties = first_below(element, f"{P}nvGrpSpPr", f"{P}cNvPr")
        if properties is not None and properties.get("hidden") in _ON:
            hidden = hidden or "invisible"
        inner = group_transform(transform, first_below(element, f"{P}grpSpPr", f"{A}xfrm"))
        pieces = self._pieces(element, inner, hidden, depth + 1)
        box = union(piece.box for piece in pieces if piece.box is not None)
        blocks = [
            block
            for piece in in_reading_order(pieces, self._deck.width * self._deck.height)
            for block in piece.blocks
        ]
        described = alternative_text(properties)
        if described:
            self._deck.count_blocks()
            blocks.insert(0, Image(where=self._where(box), alt=described, hidden=hidden))
        return [Piece(box, blocks)] if blocks else []

    def _shape(
        self, element: etree._Element, tag: str, transform: Transform, hidden: Hidden | None
    ) -> Piece | None:
        properties, application = _properties(element)
        placeholder = placeholder_of(application)
        if placeholder is not None and (self._skip is None or placeholder.kind in self._skip):
            return None
        frame = self._frame_of(element, tag, placeholder)
        box = None if frame is None else transform.box(frame)
        if properties is not None and properties.get("hidden") in _ON:
            hidden = hidden or "invisible"
        if hidden is None and box is not None and self._is_off_page(box):
            hidden = "off_page"
        blocks = self._blocks(element, tag, properties, placeholder, self._where(box))
        if hidden is not None:
            _hide(blocks, hidden)
        if not blocks:
            return None
        if placeholder is not None and placeholder.kind in TITLES:
            self._tree.titles += blocks
        elif placeholder is not None and placeholder.kind in _RUNNING:
            self._tree.running += blocks
        else:
            return Piece(box, blocks)
        return None

    def _blocks(
        self,
        element: etree._Element,
        tag: str,
        properties: etree._Element | None,
        placeholder: Placeholder | None,
        where: Locator,
    ) -> list[Block]:
        click = None if properties is None else first_below(properties, f"{A}hlinkClick")
        link = None if click is None else self._text.target(click)
        if tag == f"{P}pic":
            self._deck.count_blocks()
            picture = self._graphics.picture(element, properties, where)
            leads_out = link is not None and not link.startswith("#")
            return [picture, link_paragraph(link, where)] if leads_out and link else [picture]
        described = alternative_text(properties)
        if tag == f"{P}graphicFrame":
            self._deck.count_blocks()
            return self._graphics.frame(element, described, where, self._layout.style(None, None))
        body = first_below(element, f"{P}txBody")
        blocks: list[Block] = []
        if body is not None:
            style = self._layout.style(placeholder, first_below(body, f"{A}lstStyle"))
            fill = plain_colour(first_below(element, f"{P}spPr", f"{A}solidFill"))
            role = _role(placeholder)
            blocks = self._text.blocks(body, where, style, role=role, link=link, fill=fill)
        if described and not any(_text_of(block) == described for block in blocks):
            self._deck.count_blocks()
            blocks.append(Image(where=where, alt=described))
        return blocks

    def _frame_of(self, element: etree._Element, tag: str, placeholder: Placeholder | None) -> Frame | None:
        own = (f"{P}xfrm",) if tag == f"{P}graphicFrame" else (f"{P}spPr", f"{A}xfrm")
        frame = read_frame(first_below(element, *own))
        if frame is None and placeholder is not None:
            frame = self._layout.frame(placeholder)
        return frame

    def _where(self, box: BBox | None) -> Locator:
        return Locator(page=self._page, bbox=box, part=self._part)

    def _is_off_page(self, box: BBox) -> bool:
        """Tell whether a box lies beyond the slide; a box without extent may stand on its edge."""
        return (
            (box.x1 <= 0 and box.x0 < 0)
            or (box.bottom <= 0 and box.top < 0)
            or (box.x0 >= self._deck.width and box.x1 > self._deck.width)
            or (box.top >= self._deck.height and box.bottom > self._deck.height)
        )


_SHAPES: Final = frozenset((f"{P}sp", f"{P}pic", f"{P}graphicFrame", f"{P}cxnSp"))


def _properties(element: etree._Element) -> tuple[etree._Element | None, etree._Element | None]:
    """Return `p:cNvPr` and `p:nvPr`, in whichever `p:nv...Pr` the shape has first."""
    first = element[0] if len(element) else None
    if first is None:
        return None, None
    return first_below(first, f"{P}cNvPr"), first_below(first, f"{P}nvPr")


def _role(placeholder: Placeholder | None) -> Role:
    if placeholder is None:
        return "body"
    if placeholder.kind in TITLES:
        return "title"
    if placeholder.kind == "subTitle":
        return "subtitle"
    return _RUNNING.get(placeholder.kind, "body")


def _hide(blocks: list[Block], hidden: Hidden) -> None:
    for block in blocks:
        block.hidden = block.hidden or hidden
        if isinstance(block, Group):
            _hide(block.blocks, hidden)


def _text_of(block: Block) -> str:
    return "".join(span.text for span in block.spans) if isinstance(block, Paragraph) else ""
