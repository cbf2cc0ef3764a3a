"""Pictures, text boxes, shapes, charts, diagrams and embedded objects anchored in a paragraph."""

from __future__ import annotations

import functools
import posixpath
from typing import TYPE_CHECKING, Final

from docsieve.formats._ooxml.chart import chart_group
from docsieve.formats._ooxml.diagram import diagram_group
from docsieve.formats._ooxml.namespaces import CX, DGM, MC, A, C, O, R, V, W
from docsieve.model import Block, Group, Image, Paragraph, Span
from docsieve.pictures_inside import offer_image

if TYPE_CHECKING:
    from lxml import etree

    from docsieve.formats._docx.story import Story

_TEXT_BOX: Final = f"{W}txbxContent"
_EMU_A_PIXEL: Final = 9525
_EXTENT: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_MEDIA_TYPES: Final = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "emf": "image/emf",
    "wmf": "image/wmf",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}


def picture_blocks(story: Story, element: etree._Element) -> list[Block]:
    """Return what a `w:drawing` or `w:pict` holds, in its own order."""
    reader = _DrawingReader(story)
    reader.read(element)
    reader.tell_of_shape()
    return reader.blocks


def object_blocks(story: Story, element: etree._Element) -> list[Block]:
    """Return the preview of an embedded object and list the object as an attachment."""
    for embedded in element.iter(f"{O}OLEObject"):
        relationship = story.relationships.get(embedded.get(f"{R}id", ""))
        if relationship is not None and not relationship.external:
            story.reading.attach(relationship.target, story.where)
    return picture_blocks(story, element)


class _DrawingReader:
    """Walks one drawing; groups and canvases nest."""

    def __init__(self, story: Story) -> None:
        self.blocks: list[Block] = []
        self._story = story
        self._alt = ""
        self._size: tuple[int | None, int | None] = (None, None)

    def read(self, element: etree._Element) -> None:
        """Take an element and everything in it."""
        for child in element:
            tag = child.tag
            if tag == _TEXT_BOX:
                self._text_box(child)
            elif tag == f"{MC}AlternateContent":
                self._alternative(child)
            elif tag == f"{A}blip":
                self._image(child.get(f"{R}embed"), child.get(f"{R}link"))
            elif tag == f"{V}imagedata":
                self._alt = self._alt or child.get(f"{O}title", "")
                self._image(child.get(f"{R}id"), child.get(f"{R}href"))
            elif tag == f"{A}txBody":
                self._drawing_text(child)
            elif tag in (f"{C}chart", f"{CX}chart"):
                self._chart(child.get(f"{R}id"))
            elif tag == f"{DGM}relIds":
                self._diagram(child.get(f"{R}dm"))
            else:
                self._note_properties(child)
                self.read(child)

    def tell_of_shape(self) -> None:
        """Keep the alternative text of a shape that holds nothing else."""
        if self._alt and not self.blocks:
            self.blocks.append(Image(where=self._story.where, alt=self._alt))

    def _note_properties(self, element: etree._Element) -> None:
        tag: object = element.tag  # a function for comments
        if tag == _EXTENT:
            self._size = _pixels(element.get("cx")), _pixels(element.get("cy"))
        elif isinstance(tag, str) and tag.endswith(("}docPr", "}cNvPr")):
            described = element.get("descr") or element.get("title")
            self._alt = described or self._alt
        elif tag == f"{V}textpath":
            self._add_group([self._paragraph(element.get("string") or "")])
        elif isinstance(tag, str) and tag.startswith(V):
            self._alt = element.get("alt") or self._alt

    def _alternative(self, element: etree._Element) -> None:
        for branch in element:
            before = len(self.blocks)
            self.read(branch)
            if len(self.blocks) != before:
                return

    def _text_box(self, element: etree._Element) -> None:
        with self._story.on_other_ground():
            self._add_group(self._story.blocks(element))

    def _drawing_text(self, element: etree._Element) -> None:
        """Read DrawingML text, as in locked canvases."""
        texts = ("".join(text.text or "" for text in one.iter(f"{A}t")) for one in element.iter(f"{A}p"))
        self._add_group([self._paragraph(text) for text in texts])

    def _paragraph(self, text: str) -> Paragraph:
        return Paragraph(where=self._story.where, spans=[Span(text)])

    def _add_group(self, blocks: list[Block]) -> None:
        kept = [block for block in blocks if not (isinstance(block, Paragraph) and _is_blank(block))]
        if kept:
            self.blocks.append(Group(where=self._story.where, role="text_box", blocks=kept))

    def _image(self, embedded: str | None, linked: str | None) -> None:
        relationship = self._story.relationships.get(embedded or linked or "")
        target = "" if relationship is None else relationship.target
        name = posixpath.basename(target.partition("?")[0]) or None
        extension = (name or "").rpartition(".")[2].lower()
        package = self._story.reading.package
        if relationship is not None and not relationship.external and target not in package:
            self._story.reading.report.warn(
                "image_missing", "A picture that the text shows is not in the file.", self._story.where
            )
        image = Image(
            where=self._story.where,
            alt=self._alt,
            name=name,
            media_type=_MEDIA_TYPES.get(extension) or package.content_type(target) or None,
            width=self._size[0],
            height=self._size[1],
        )
        self.blocks.append(image)
        if relationship is not None and not relationship.external:
            read = functools.partial(package.read, target)
            offer_image(self._story.reading.source, image, target, package.size(target), read)

    def _chart(self, relationship_id: str | None) -> None:
        relationship = self._story.relationships.get(relationship_id or "")
        root = None if relationship is None else self._story.reading.package.xml(relationship.target)
        group = None if root is None or relationship is None else chart_group(root, self._story.where)
        if group is not None:
            self.blocks.append(group)

    def _diagram(self, relationship_id: str | None) -> None:
        relationship = self._story.relationships.get(relationship_id or "")
        root = None if relationship is None else self._story.reading.package.xml(relationship.target)
        group = None if root is None else diagram_group(root, self._story.where)
        if group is not None:
            self.blocks.append(group)


def _is_blank(paragraph: Paragraph) -> bool:
    return not any(span.text.strip() or span.note for span in paragraph.spans)


def _pixels(emu: str | None) -> int | None:
    return round(int(emu) / _EMU_A_PIXEL) if emu and emu.isdecimal() else None
