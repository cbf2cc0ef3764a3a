"""Sections, and their headers and footers told once (ECMA-376 part 1, 17.6 and 17.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import msgspec

from docsieve.formats._docx.context import Reading
from docsieve.formats._docx.fields import never_closed
from docsieve.formats._docx.story import Story
from docsieve.formats._ooxml.namespaces import R, W
from docsieve.model import Block, Group, Locator, Page

if TYPE_CHECKING:
    from lxml import etree

Edge = Literal["header", "footer"]
_OFF: Final = ("0", "false", "off")
_VARIANTS: Final = ("first", "default", "even")


class Section(msgspec.Struct):
    """One section; `page` is the number of the Page it is read into."""

    page: int
    #: Relationship ids by edge and variant, those of sections before included.
    references: dict[tuple[Edge, str], str] = {}
    has_first: bool = False


def read_sections(body: etree._Element, properties: list[etree._Element]) -> list[Section]:
    """Return the sections in order, one at least; a continuous section stays on the page before it."""
    sections: list[Section] = []
    references: dict[tuple[Edge, str], str] = {}
    page = 0
    for element in properties:
        references = {**references, **_references(element)}
        kind = element.find(f"{W}type")
        if page == 0 or kind is None or kind.get(f"{W}val") != "continuous":
            page += 1
        sections.append(Section(page, references, _is_on(element.find(f"{W}titlePg"))))
    last = body.find(f"{W}sectPr")
    if not sections or last is None:
        sections.append(Section(page + 1 if not sections else page, references))
    return sections


def _references(element: etree._Element) -> dict[tuple[Edge, str], str]:
    found: dict[tuple[Edge, str], str] = {}
    edges: tuple[Edge, ...] = ("header", "footer")
    for edge in edges:
        for reference in element.iterchildren(f"{W}{edge}Reference"):
            found[edge, reference.get(f"{W}type", "default")] = reference.get(f"{R}id", "")
    return found


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get(f"{W}val") not in _OFF


class HeadersAndFooters:
    """Reads each header and footer once and puts it on the first page that shows it."""

    def __init__(self, reading: Reading, main: str, settings: etree._Element | None) -> None:
        self._reading = reading
        self._main = main
        self._even_pages = settings is not None and _is_on(settings.find(f"{W}evenAndOddHeaders"))
        self._groups: dict[str, Group | None] = {}
        self._told: set[tuple[Edge, str]] = set()

    def add_to(self, pages: list[Page], sections: list[Section]) -> None:
        """Put headers before and footers behind what the pages hold; those never shown come flagged, last."""
        for section in sections:
            page = pages[section.page - 1]
            shown = [variant for variant in _VARIANTS if self._shows(section, variant)]
            headers = [
                group for variant in shown if (group := self._group(section, "header", variant)) is not None
            ]
            place = next(
                (index for index, block in enumerate(page.blocks) if block.role != "header"), len(page.blocks)
            )
            page.blocks[place:place] = headers
            page.blocks += [
                group for variant in shown if (group := self._group(section, "footer", variant)) is not None
            ]
        edges: tuple[Edge, ...] = ("header", "footer")
        for section in sections:
            for edge in edges:
                for variant in _VARIANTS:
                    group = self._group(section, edge, variant)
                    if group is not None:
                        group.hidden = "invisible"
                        pages[section.page - 1].blocks.append(group)

    def _shows(self, section: Section, variant: str) -> bool:
        if variant == "first":
            return section.has_first
        return variant == "default" or self._even_pages

    def _group(self, section: Section, edge: Edge, variant: str) -> Group | None:
        """Return a header or footer that was not told yet."""
        relationship_id = section.references.get((edge, variant))
        relationship = self._reading.package.relationships(self._main).get(relationship_id or "")
        if relationship is None or relationship.external:
            return None
        part = relationship.target
        if part in self._groups:
            return None
        root = self._reading.package.xml(part)
        where = Locator(page=section.page, part=part)
        blocks = [] if root is None else Story(self._reading, where, never_closed(root)).blocks(root)
        text = _text_of(blocks)
        group = (
            Group(where=where, role=edge, blocks=blocks)
            if blocks and (edge, text) not in self._told
            else None
        )
        self._groups[part] = group
        self._told.add((edge, text))
        return group


def _text_of(blocks: list[Block]) -> str:
    """Return what tells two headers apart."""
    return repr(_stripped(msgspec.to_builtins(blocks)))


def _stripped(value: object) -> object:
    if isinstance(value, dict):
        return {name: _stripped(inner) for name, inner in value.items() if name != "where"}
    if isinstance(value, list):
        return [_stripped(inner) for inner in value]
    return value
