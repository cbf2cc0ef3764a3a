"""Frames, pictures, shapes, form controls and embedded objects (ODF 1.3 part 3, 10)."""

from __future__ import annotations

import functools
import posixpath
from typing import TYPE_CHECKING, Final

from docsieve.formats._encoded_pictures import offer_base64
from docsieve.formats._odf.controls import form_field
from docsieve.formats._odf.lengths import pixels
from docsieve.formats._odf.namespaces import DRAW, MATH, OFFICE, PRESENTATION, SVG, TABLE, TEXT, XLINK
from docsieve.formats._odf.objects import embedded_blocks, nested_object_blocks
from docsieve.model import Block, Formula, Group, Image
from docsieve.pictures_inside import offer_image

if TYPE_CHECKING:
    from lxml import etree

    from docsieve.formats._odf.story import Story

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
    "svm": "image/x-svm",
    "webp": "image/webp",
}
_GROUPS: Final = (f"{DRAW}g", f"{DRAW}a")
_NO_TEXT: Final = (
    f"{DRAW}page-thumbnail",
    f"{DRAW}glue-point",
    f"{DRAW}enhanced-geometry",
    f"{DRAW}layer-set",
    f"{DRAW}contour-polygon",
    f"{DRAW}contour-path",
)
_OBJECTS: Final = (f"{DRAW}object", f"{DRAW}object-ole")


class Shapes:
    """Reads what is drawn, for one story."""

    def __init__(self, story: Story) -> None:
        self._story = story

    def blocks(self, element: etree._Element) -> list[Block]:
        """Return what a drawing element holds, in its own order."""
        if element.tag in _NO_TEXT or element.tag == f"{OFFICE}forms":
            return []
        if element.tag in _GROUPS:
            found = self._group(element)
        elif element.tag == f"{DRAW}frame":
            found = self._frame(element)
        elif element.tag == f"{DRAW}control":
            field = form_field(self._story, element.get(f"{DRAW}control", ""))
            found = [] if field is None else [field]
        elif element.tag == f"{MATH}math":
            found = nested_object_blocks(self._story, element)
        else:
            found = self._shape(element)
        if found and element.get(f"{DRAW}layer") in self._story.reading.hidden_layers:
            for block in found:
                block.hidden = block.hidden or "layer"
        return found

    def _group(self, element: etree._Element) -> list[Block]:
        found: list[Block] = []
        for child in element:
            if child.tag.startswith(DRAW):
                found += self.blocks(child)
            elif child.tag == f"{TEXT}p":
                self._story.read_block(child, found)
        return found + self.alternative_of(element)

    def alternative_of(self, element: etree._Element) -> list[Block]:
        """Return what describes a group as a whole."""
        alt = _alternative(element)
        return [Image(where=self._story.where, alt=alt)] if alt else []

    def _shape(self, element: etree._Element) -> list[Block]:
        """Read the text in a rectangle, an ellipse, a connector..."""
        found = self._text_in(element, element)
        alt = _alternative(element)
        if alt and not found:
            return [Image(where=self._story.where, alt=alt)]
        return found

    def _text_in(self, holder: etree._Element, frame: etree._Element) -> list[Block]:
        style = frame.get(f"{DRAW}style-name")
        change = self._story.styles.text(style, "graphic")
        blocks = self._story.apart(holder, change)
        return [Group(where=self._story.where, role="text_box", blocks=blocks)] if blocks else []

    def _frame(self, element: etree._Element) -> list[Block]:
        """Read a frame: the first of its representations that can be read (10.4.2)."""
        found: list[Block] = []
        pictures: list[etree._Element] = []
        for child in element:
            if child.tag == f"{DRAW}text-box":
                found += self._text_in(child, element)
            elif child.tag == f"{DRAW}image":
                pictures.append(child)
            elif child.tag in _OBJECTS:
                found += embedded_blocks(self._story, child)
            elif child.tag == f"{TABLE}table":
                self._story.read_block(child, found)
            elif child.tag in (f"{DRAW}plugin", f"{DRAW}applet", f"{DRAW}floating-frame"):
                found.append(self._image(element, child))
        if any(isinstance(block, Formula) for block in found):
            return found
        has_object = any(child.tag in _OBJECTS for child in element)
        if (
            pictures
            and not (found and has_object)
            and not any(child.tag == f"{TABLE}table" for child in element)
        ):
            found.append(self._image(element, pictures[0]))
            for picture in pictures[:1]:
                found += self._text_in(picture, element)
        alt = _alternative(element)
        if alt and not any(isinstance(block, Image) for block in found):
            found.append(Image(where=self._story.where, alt=alt))
        return found

    def _image(self, frame: etree._Element, picture: etree._Element) -> Image:
        href = picture.get(f"{XLINK}href", "")
        package = self._story.reading.package
        name = package.part_name(href)
        if name is not None and not package.is_flat and name not in package and picture.tag == f"{DRAW}image":
            self._story.reading.report.warn(
                "image_missing", "A picture that the text shows is not in the file.", self._story.where
            )
        shown = posixpath.basename(href.partition("?")[0]) or None
        extension = (shown or "").rpartition(".")[2].lower()
        declared = package.media_type(name or "") or picture.get(f"{DRAW}mime-type")
        image = Image(
            where=self._story.where,
            alt=_alternative(frame),
            name=shown,
            media_type=_MEDIA_TYPES.get(extension) or declared or None,
            width=pixels(frame.get(f"{SVG}width")),
            height=pixels(frame.get(f"{SVG}height")),
        )
        binary = picture.find(f"{OFFICE}binary-data")
        if binary is not None and binary.text:
            offer_base64(self._story.reading.source, image, binary.text)
        elif name is not None and picture.tag == f"{DRAW}image":
            read = functools.partial(package.read, name)
            offer_image(self._story.reading.source, image, name, package.size(name), read)
        return image


def _alternative(element: etree._Element) -> str:
    """Return the alternative text: the description, else the title."""
    if element.get(f"{PRESENTATION}placeholder") == "true":
        return ""
    for name in ("desc", "title"):
        text = " ".join((element.findtext(f"{SVG}{name}") or "").split())
        if text:
            return text
    return ""
