"""Sections as pages: headers before, footers and notes behind, each header told once."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from docsieve.model import Block, Group, Note, Page

Edge = Literal["header", "footer"]
_VARIANTS: Final = ("f", "", "r", "l")


class Section(msgspec.Struct):
    """One section; `page` is the number of the Page it is read into."""

    page: int
    blocks: list[Block] = []
    notes: list[Note] = []
    edges: dict[tuple[Edge, str], Group] = {}
    has_first_page: bool = False


def pages_of(sections: list[Section], facing_pages: bool) -> list[Page]:
    """Put the sections together; pages without anything are left out, and headers never shown are flagged."""
    pages: dict[int, Page] = {}
    told: set[tuple[Edge, bytes]] = set()
    #: Footers and notes of each page, which may show several sections.
    ends: dict[int, tuple[list[Block], list[Block]]] = {}
    endnotes: list[Block] = []
    for section in sections:
        page = pages.setdefault(section.page, Page(number=section.page, kind="section"))
        headers = _edges(section, "header", told, facing_pages)
        place = sum(block.role == "header" for block in page.blocks)
        page.blocks[place:place] = headers
        page.blocks += section.blocks
        behind = ends.setdefault(section.page, ([], []))
        behind[0].extend(_edges(section, "footer", told, facing_pages))
        behind[1].extend(note for note in section.notes if note.role != "endnote")
        endnotes += [note for note in section.notes if note.role == "endnote"]
    for number, (footers, notes) in ends.items():
        pages[number].blocks += [*footers, *notes]
    if pages:
        pages[max(pages)].blocks += endnotes
    return [page for page in pages.values() if page.blocks]


def _edges(section: Section, edge: Edge, told: set[tuple[Edge, bytes]], facing_pages: bool) -> list[Block]:
    found: list[Block] = []
    for variant in _VARIANTS:
        group = section.edges.get((edge, variant))
        if group is None:
            continue
        text = msgspec.json.encode(_without_place(msgspec.to_builtins(group.blocks)))
        if (edge, text) in told:
            continue
        told.add((edge, text))
        if (variant == "f" and not section.has_first_page) or (variant == "l" and not facing_pages):
            group.hidden = "invisible"
        found.append(group)
    return found


def _without_place(value: object) -> object:
    if isinstance(value, dict):
        return {name: _without_place(inner) for name, inner in value.items() if name != "where"}
    if isinstance(value, list):
        return [_without_place(inner) for inner in value]
    return value
