"""What stands on a slide beside text: pictures, media, charts, SmartArt, embedded objects."""

from __future__ import annotations

import functools
import posixpath
from typing import TYPE_CHECKING, Final

from docsieve.formats._ooxml.chart import chart_group
from docsieve.formats._ooxml.diagram import diagram_group
from docsieve.formats._ooxml.elements import first_below
from docsieve.formats._ooxml.namespaces import CX, DGM, MC, A, C, R
from docsieve.formats._pptx.context import Deck
from docsieve.formats._pptx.names import P14, P
from docsieve.formats._pptx.placeholders import TextStyle
from docsieve.formats._pptx.tables import read_table
from docsieve.formats._pptx.text import TextReader
from docsieve.model import Block, Group, Image, Locator, Paragraph, Span, Table
from docsieve.pictures_inside import offer_image

if TYPE_CHECKING:
    from lxml import etree

_PIXELS_A_POINT: Final = 96 / 72
_MEDIA: Final = (
    f"{A}videoFile", f"{A}audioFile", f"{A}wavAudioFile", f"{A}quickTimeFile", f"{P14}media",
)  # fmt: skip


class GraphicsReader:
    """Reads the pictures and graphic frames of one part."""

    def __init__(self, deck: Deck, part: str, text: TextReader) -> None:
        self._deck = deck
        self._text = text
        self._relationships = deck.package.relationships(part)

    def picture(self, element: etree._Element, properties: etree._Element | None, where: Locator) -> Image:
        """Read a `p:pic`, and list the film or sound it stands for."""
        application = first_below(element, f"{P}nvPicPr", f"{P}nvPr")
        for media in () if application is None else application.iter(*_MEDIA):
            self._list_media(media.get(f"{R}embed") or media.get(f"{R}link") or "", where)
        blip = first_below(element, f"{P}blipFill", f"{A}blip")
        return self._image(blip, alternative_text(properties), where)

    def frame(
        self, element: etree._Element, alternative: str, where: Locator, style: TextStyle
    ) -> list[Block]:
        """Read a `p:graphicFrame`."""
        data = first_below(element, f"{A}graphic", f"{A}graphicData")
        blocks: list[Block] = []
        for child in () if data is None else data:
            blocks += self._content(child, alternative, where, style)
        if alternative and not any(isinstance(block, Image) and block.alt for block in blocks):
            blocks.insert(0, Image(where=where, alt=alternative))
        return blocks

    def _content(
        self, element: etree._Element, alternative: str, where: Locator, style: TextStyle
    ) -> list[Block]:
        tag = element.tag
        if tag == f"{A}tbl":
            table = read_table(self._deck, self._text, element, where, style)
            return [] if table is None else [table]
        if tag in (f"{C}chart", f"{CX}chart"):
            return self._counted(self._chart(element.get(f"{R}id", ""), where))
        if tag == f"{DGM}relIds":
            root, _ = self._related(element.get(f"{R}dm", ""), where)
            return self._counted(None if root is None else diagram_group(root, where))
        if tag == f"{P}oleObj":
            return self._object(element, alternative, where)
        if tag == f"{MC}AlternateContent":
            return self._alternative(element, alternative, where, style)
        # Locked canvases and whatever comes next: their text is DrawingML text.
        return [
            block for body in element.iter(f"{A}txBody") for block in self._text.blocks(body, where, style)
        ]

    def _alternative(
        self, element: etree._Element, alternative: str, where: Locator, style: TextStyle
    ) -> list[Block]:
        """Take the first branch that gives anything (part 3, 7.6); an object's picture is in the last one."""
        blocks: list[Block] = []
        for branch in element:
            for child in branch:
                blocks += self._content(child, alternative, where, style)
            if blocks:
                break
        return blocks

    def _object(self, element: etree._Element, alternative: str, where: Locator) -> list[Block]:
        relationship = self._relationships.get(element.get(f"{R}id", ""))
        if relationship is not None and not relationship.external:
            self._deck.attach(relationship.target, where)
        elif relationship is not None:
            self._deck.report.warn(
                "linked_object", "A linked file is shown on the slide but is not in the presentation.", where
            )
        blip = first_below(element, f"{P}pic", f"{P}blipFill", f"{A}blip")
        if blip is None:
            return []
        return [self._image(blip, alternative, where)]

    def _chart(self, relationship_id: str, where: Locator) -> Group | None:
        root, part = self._related(relationship_id, where)
        if root is None:
            return None
        for relationship in self._deck.package.relationships(part).values():
            if relationship.kind == "package" and not relationship.external:
                self._deck.attach(relationship.target, where)
        return chart_group(root, where)

    def _counted(self, group: Group | None) -> list[Block]:
        if group is None:
            return []
        for block in group.blocks:
            self._deck.count_blocks(len(block.rows) if isinstance(block, Table) else 1)
        return [group]

    def _related(self, relationship_id: str, where: Locator) -> tuple[etree._Element | None, str]:
        relationship = self._relationships.get(relationship_id)
        if relationship is None or relationship.external:
            return None, ""
        if not self._deck.is_first_use(relationship.target, where):
            return None, ""
        return self._deck.package.xml(relationship.target), relationship.target

    def _list_media(self, relationship_id: str, where: Locator) -> None:
        relationship = self._relationships.get(relationship_id)
        if relationship is not None and relationship.target not in ("", "NULL"):
            self._deck.list_media(relationship.target, where, external=relationship.external)

    def _image(self, blip: etree._Element | None, alternative: str, where: Locator) -> Image:
        key = "" if blip is None else blip.get(f"{R}embed") or blip.get(f"{R}link") or ""
        relationship = self._relationships.get(key)
        target = "" if relationship is None else relationship.target
        inside = relationship is not None and not relationship.external
        if inside and target not in self._deck.package:
            self._deck.report.warn("image_missing", "A picture that a slide shows is not in the file.", where)
        box = where.bbox
        image = Image(
            where=where,
            alt=alternative,
            name=posixpath.basename(target.partition("?")[0]) or None,
            media_type=(self._deck.package.content_type(target) or None) if inside else None,
            width=None if box is None else round(box.width * _PIXELS_A_POINT),
            height=None if box is None else round(box.height * _PIXELS_A_POINT),
        )
        if inside:
            package = self._deck.package
            read = functools.partial(package.read, target)
            offer_image(self._deck.source, image, target, package.size(target), read)
        return image


def alternative_text(properties: etree._Element | None) -> str:
    """Return what a `p:cNvPr` says for those who cannot see the shape."""
    if properties is None:
        return ""
    return " ".join((properties.get("descr") or properties.get("title") or "").split())


def link_paragraph(link: str, where: Locator) -> Paragraph:
    """Return where a picture leads, as text: a picture itself has no place for it."""
    return Paragraph(where=where, spans=[Span(link, link=link)])
