"""One slide: its shapes in reading order, its notes and comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docsieve.errors import LimitExceededError
from docsieve.formats._odf.context import Reading
from docsieve.formats._odf.lengths import box_of
from docsieve.formats._odf.namespaces import DRAW, OFFICE, PRESENTATION, STYLE
from docsieve.formats._odf.story import Story
from docsieve.formats._pptx.reading_order import Piece, in_reading_order
from docsieve.geometry import BBox
from docsieve.model import (
    Block,
    Group,
    Heading,
    ListItem,
    Locator,
    Note,
    Page,
    Paragraph,
    Role,
    Span,
)

if TYPE_CHECKING:
    from lxml import etree

_ROLES: Final[dict[str, Role]] = {
    "subtitle": "subtitle",
    "header": "header",
    "footer": "footer",
    "date-time": "footer",
    "page-number": "page_number",
}
_DECLARED: Final[tuple[tuple[str, str, Role], ...]] = (
    ("header", "display-header", "header"),
    ("footer", "display-footer", "footer"),
    ("date-time", "display-date-time", "footer"),
)


class SlideReader:
    """Reads one `draw:page`."""

    def __init__(
        self, reading: Reading, element: etree._Element, number: int, size: tuple[float, float] | None
    ) -> None:
        self._reading = reading
        self._element = element
        self._number = number
        self._size = size
        self._part = None if reading.package.is_flat else "content.xml"
        self._story = Story(reading, self._where(None), reading.styles)
        self._story.on_white = False
        self._titles: list[Block] = []
        self._depth = 0

    def read(self, declared: dict[tuple[str, str], str]) -> Page:
        """Return the slide; `declared` are headers, footers and dates by kind and name."""
        page = Page(number=self._number, kind="slide", label=self._element.get(f"{DRAW}name") or None)
        if self._size is not None:
            page.width, page.height = self._size
        area = (page.width or 0.0) * (page.height or 0.0)
        blocks = [
            block for piece in in_reading_order(self._pieces(self._element), area) for block in piece.blocks
        ]
        page.blocks = [*self._titles, *blocks, *self._running(declared)]
        notes = self._element.find(f"{PRESENTATION}notes")
        if notes is not None:
            page.blocks += self._notes(notes)
        for annotation in self._element.iterchildren(f"{OFFICE}annotation"):
            self._story.annotation(annotation)
        page.blocks += self._reading.notes
        self._reading.notes = []
        if self._drawing_property("visibility") == "hidden":
            page.hidden = "slide"
        return page

    def _where(self, box: BBox | None) -> Locator:
        return Locator(page=self._number, bbox=box, part=self._part)

    def _pieces(self, holder: etree._Element) -> list[Piece]:
        self._depth += 1
        if self._depth > self._reading.limits.max_depth:
            raise LimitExceededError.of(
                "the nesting of its drawings", self._depth, self._reading.limits.max_depth
            )
        pieces: list[Piece] = []
        for child in holder:
            if child.tag in (f"{DRAW}g", f"{DRAW}a"):
                pieces.append(self._group(child))
            elif child.tag.startswith(DRAW):
                box = box_of(child)
                blocks = self._shape(child, box)
                if blocks:
                    pieces.append(Piece(box, blocks))
        self._depth -= 1
        return pieces

    def _group(self, element: etree._Element) -> Piece:
        """Read a group as one piece, its members in order among themselves."""
        inner = self._pieces(element)
        boxes = [piece.box for piece in inner if piece.box is not None]
        box = None
        if boxes:
            box = BBox(
                min(one.x0 for one in boxes),
                min(one.top for one in boxes),
                max(one.x1 for one in boxes),
                max(one.bottom for one in boxes),
            )
        self._story.where = self._where(box)
        blocks = [block for piece in in_reading_order(inner, 0) for block in piece.blocks]
        blocks += self._story.shapes.alternative_of(element)
        return Piece(box, blocks)

    def _shape(self, element: etree._Element, box: BBox | None) -> list[Block]:
        story = self._story
        story.where = self._where(box)
        kind = element.get(f"{PRESENTATION}class", "")
        family, name = "graphic", element.get(f"{DRAW}style-name")
        if name is None:
            family, name = "presentation", element.get(f"{PRESENTATION}style-name")
        story.lists.of_shape = self._reading.styles.list_style_of_shape(family, name)
        blocks = _unboxed(story.shapes.blocks(element))
        story.lists.of_shape = None
        if element.get(f"{PRESENTATION}placeholder") == "true" or self._is_outside(box):
            for block in blocks:
                block.hidden = block.hidden or ("off_page" if self._is_outside(box) else "invisible")
        if kind == "title":
            heading = self._heading(blocks)
            self._titles += [heading] if heading is not None else blocks
            return []
        role = _ROLES.get(kind)
        for block in blocks if role is not None else ():
            block.role = role or "body"
        return blocks

    def _heading(self, blocks: list[Block]) -> Heading | None:
        """Make one heading of a title's paragraphs."""
        spans: list[Span] = []
        for block in blocks:
            if not isinstance(block, Paragraph | ListItem | Heading):
                return None
            spans += ([Span("\n")] if spans else []) + block.spans
        if not spans:
            return None
        if all(span.bold or not span.text.strip() for span in spans):
            for span in spans:
                span.bold = False
        return Heading(where=blocks[0].where, role="title", level=1, spans=spans, hidden=blocks[0].hidden)

    def _is_outside(self, box: BBox | None) -> bool:
        if box is None or self._size is None:
            return False
        width, height = self._size
        return box.x1 < 0 or box.bottom < 0 or box.x0 > width or box.top > height

    def _running(self, declared: dict[tuple[str, str], str]) -> list[Block]:
        """Return header, footer and date as this slide shows them."""
        found: list[Block] = []
        for kind, shown, role in _DECLARED:
            text = declared.get((kind, self._element.get(f"{PRESENTATION}use-{kind}-name", "")), "").strip()
            if text and self._drawing_property(shown) != "false":
                found.append(Paragraph(where=self._where(None), role=role, spans=[Span(text)]))
        return found

    def _drawing_property(self, name: str) -> str | None:
        for style in self._reading.styles.chain("drawing-page", self._element.get(f"{DRAW}style-name")):
            properties = style.find(f"{STYLE}drawing-page-properties")
            value = None if properties is None else properties.get(f"{PRESENTATION}{name}")
            if value is not None:
                return value
        return None

    def _notes(self, element: etree._Element) -> list[Block]:
        """Read the notes page; its running header and footer are no notes."""
        blocks: list[Block] = []
        for shape in element.iterchildren():
            kind = shape.get(f"{PRESENTATION}class", "")
            is_empty = shape.get(f"{PRESENTATION}placeholder") == "true"
            if shape.tag.startswith(DRAW) and kind not in ("header", "footer", "date-time", "page-number"):
                self._story.where = self._where(None)
                found = [] if is_empty and kind == "notes" else self._story.shapes.blocks(shape)
                blocks += _unboxed(found)
        if not blocks:
            return []
        where = self._where(None)
        return [Note(where=where, role="speaker_notes", id=f"notes-{self._number}", blocks=blocks)]


def _unboxed(blocks: list[Block]) -> list[Block]:
    """Take the contents out of text boxes: on a slide, all text stands in boxes."""
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Group) and block.role == "text_box":
            for inner in block.blocks:
                inner.hidden = inner.hidden or block.hidden
            out += block.blocks
        else:
            out.append(block)
    return out
