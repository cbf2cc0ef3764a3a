"""What floats over a sheet: text boxes, charts, diagrams, pictures (ECMA-376 part 1, 20.5)."""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from docsieve.formats._ooxml.chart import chart_group
from docsieve.formats._ooxml.diagram import diagram_group
from docsieve.formats._ooxml.namespaces import CX, DGM, MC, A, C, R
from docsieve.formats._ooxml.package import Package
from docsieve.model import Block, Group, Hidden, Image, Locator, Paragraph, Span
from docsieve.pictures_inside import offer_image

if TYPE_CHECKING:
    from lxml import etree

    from docsieve.format import Source
    from docsieve.report import Report

_MOST_BLOCKS: Final = 20_000


def drawing_blocks(
    package: Package, part: str, where: Locator, source: Source, report: Report
) -> list[Block]:
    """Return what a drawing part shows, in its own order."""
    root = package.xml(part)
    if root is None:
        return []
    reader = _DrawingReader(package, part, where, source)
    reader.read(root, None)
    if len(reader.blocks) > _MOST_BLOCKS:
        report.warn("drawing_left_out", "A sheet has more drawings than can be shown.", where)
        del reader.blocks[_MOST_BLOCKS:]
    return reader.blocks


class _DrawingReader:
    def __init__(self, package: Package, part: str, where: Locator, source: Source) -> None:
        self.blocks: list[Block] = []
        self._package = package
        self._part = part
        self._where = where
        self._source = source

    def read(self, element: etree._Element, hidden: Hidden | None) -> None:
        """Take an element and everything in it; libxml2 bounds the depth."""
        for child in element:
            tag = child.tag
            if not isinstance(tag, str):
                continue
            if tag == f"{MC}AlternateContent":
                self._alternative(child, hidden)
            elif tag.endswith("}sp"):
                self._shape(child, hidden or _hidden(child))
            elif tag.endswith("}pic"):
                self._picture(child, hidden or _hidden(child))
            elif tag in (f"{C}chart", f"{CX}chart"):
                self._related(child.get(f"{R}id"), chart_group, hidden)
            elif tag == f"{DGM}relIds":
                self._related(child.get(f"{R}dm"), diagram_group, hidden)
            else:
                self.read(child, hidden or (_hidden(child) if tag.endswith("}graphicFrame") else None))

    def _alternative(self, element: etree._Element, hidden: Hidden | None) -> None:
        for branch in element:
            before = len(self.blocks)
            self.read(branch, hidden)
            if len(self.blocks) != before:
                return

    def _shape(self, shape: etree._Element, hidden: Hidden | None) -> None:
        paragraphs: list[Block] = []
        for body in shape.iterchildren("{*}txBody"):
            for paragraph in body.iter(f"{A}p"):
                parts = [
                    "\n" if node.tag == f"{A}br" else node.text or ""
                    for node in paragraph.iter(f"{A}t", f"{A}br")
                ]
                text = "".join(parts)
                if text.strip():
                    paragraphs.append(Paragraph(where=self._where, spans=[Span(text)]))
        if paragraphs:
            self.blocks.append(Group(where=self._where, role="text_box", blocks=paragraphs, hidden=hidden))
        elif alt := _alternative_text(shape):
            self.blocks.append(Image(where=self._where, alt=alt, hidden=hidden))

    def _picture(self, picture: etree._Element, hidden: Hidden | None) -> None:
        blip = picture.find(f".//{A}blip")
        target = ""
        if blip is not None:
            identifier = blip.get(f"{R}embed") or blip.get(f"{R}link") or ""
            relationship = self._package.relationships(self._part).get(identifier)
            target = relationship.target if relationship is not None else ""
        image = Image(
            where=self._where,
            alt=_alternative_text(picture),
            name=posixpath.basename(target.partition("?")[0]) or None,
            media_type=self._package.content_type(target) or None,
            hidden=hidden,
        )
        self.blocks.append(image)
        read = functools.partial(self._package.read, target)
        offer_image(self._source, image, target, self._package.size(target), read)

    def _related(
        self,
        relationship_id: str | None,
        read: Callable[[etree._Element, Locator], Group | None],
        hidden: Hidden | None,
    ) -> None:
        relationship = self._package.relationships(self._part).get(relationship_id or "")
        if relationship is None or relationship.external:
            return
        root = self._package.xml(relationship.target)
        group = None if root is None else read(root, self._where)
        if group is not None:
            group.hidden = hidden
            self.blocks.append(group)


def _properties(element: etree._Element) -> etree._Element | None:
    return element.find("./*/{*}cNvPr")


def _hidden(element: etree._Element) -> Hidden | None:
    properties = _properties(element)
    if properties is None or properties.get("hidden") not in ("1", "true"):
        return None
    # A form control is shown by its VML shape; its twin here is marked, so that nothing is drawn twice.
    return "invisible" if properties.find(".//{*}compatExt") is None else None


def _alternative_text(element: etree._Element) -> str:
    properties = _properties(element)
    if properties is None:
        return ""
    return (properties.get("descr") or properties.get("title") or "").strip()
