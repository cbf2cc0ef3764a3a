"""Master pages: headers and footers told once (ODF 1.3 part 3, 16.9 and 16.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import msgspec

from docsieve.formats._odf.context import Reading
from docsieve.formats._odf.namespaces import DRAW, OFFICE, STYLE, TEXT
from docsieve.formats._odf.story import Story
from docsieve.formats._odf.styles import StyleSheet
from docsieve.model import Block, Group, Hidden, Locator, Page, Paragraph

if TYPE_CHECKING:
    from lxml import etree

Edge = Literal["header", "footer"]
_EDGES: Final[tuple[Edge, ...]] = ("header", "footer")
_VARIANTS: Final = ("-first", "", "-left")
_MAX_FOLLOWING: Final = 100
#: Fields of headers and footers that nobody has to write for them to be there.
_FIELDS: Final = frozenset(
    f"{TEXT}{name}"
    for name in ("sheet-name", "title", "subject", "file-name", "date", "time", "page-number", "page-count")
)


class MasterPages:
    """Reads each header and footer once and puts it on the first page that shows it."""

    def __init__(self, reading: Reading, styles: StyleSheet) -> None:
        self._reading = reading
        self._styles = styles
        root = reading.package.styles
        holder = None if root is None else root.find(f"{OFFICE}master-styles")
        self._masters: dict[str, etree._Element] = {}
        for master in () if holder is None else holder.iterchildren(f"{STYLE}master-page"):
            self._masters.setdefault(master.get(f"{STYLE}name", ""), master)
        self._read: set[str] = set()
        self._told: set[bytes] = set()

    def add_to(self, pages: list[Page], masters: list[str | None]) -> None:
        """Put headers before and footers behind what pages hold; those never shown come flagged, last."""
        first = "Standard" if "Standard" in self._masters else next(iter(self._masters), "")
        for page, name in zip(pages, masters, strict=True):
            self._reading.sheet_name = page.label if page.kind == "sheet" else None
            for master in self._following(name or first):
                page.blocks[0:0] = self._groups(master, "header", page.number)
                page.blocks += self._groups(master, "footer", page.number)
            page.blocks += self._reading.notes  # called from headers and footers
            self._reading.notes = []
        for master in self._masters:
            for edge in _EDGES:
                for group in self._groups(master, edge, pages[-1].number, is_shown=False):
                    group.hidden = "invisible"
                    pages[-1].blocks.append(group)
        pages[-1].blocks += self._reading.notes
        self._reading.notes = []

    def _following(self, name: str) -> list[str]:
        """Return the master page and those that pages after it change to, last one first."""
        names: list[str] = []
        while name in self._masters and name not in names and len(names) < _MAX_FOLLOWING:
            names.append(name)
            name = self._masters[name].get(f"{STYLE}next-style-name", "")
        return names[::-1]

    def _groups(self, name: str, edge: Edge, page: int, *, is_shown: bool = True) -> list[Group]:
        key = f"{edge} {name}"
        if key in self._read:
            return []
        self._read.add(key)
        groups: list[Group] = []
        for variant in _VARIANTS:
            element = self._masters[name].find(f"{STYLE}{edge}{variant}")
            if element is None:
                continue
            hidden: Hidden | None = "invisible" if element.get(f"{STYLE}display") == "false" else None
            if (hidden or not is_shown) and _is_automatic(element):
                continue  # else almost every spreadsheet of LibreOffice would be said to hide something
            where = Locator(page=page, part=None if self._reading.package.is_flat else "styles.xml")
            blocks: list[Block] = Story(self._reading, where, self._styles).blocks(element)
            told = msgspec.json.encode((edge, blocks)).replace(b'"page":%d' % page, b"")
            if not blocks or told in self._told or self._names_the_sheet(blocks):
                continue
            self._told.add(told)
            groups.append(Group(where=where, role=edge, blocks=blocks, hidden=hidden))
        return groups

    def _names_the_sheet(self, blocks: list[Block]) -> bool:
        """Tell whether all it says is the name of the sheet, which stands above it already."""
        name = self._reading.sheet_name
        return name is not None and [
            "".join(span.text for span in block.spans) if isinstance(block, Paragraph) else None
            for block in blocks
        ] == [name]


def _is_automatic(element: etree._Element) -> bool:
    """Tell whether fields are all it says, a word before the page's number aside."""
    for paragraph in element.iter(f"{TEXT}p", f"{TEXT}h"):
        words = 0
        is_numbered = False
        for part in paragraph.iter():
            if not isinstance(part.tag, str):
                continue
            if part.tag.startswith(DRAW):
                return False
            is_numbered = is_numbered or part.tag == f"{TEXT}page-number"
            own = "" if part.tag in _FIELDS else part.text or ""
            if part is not paragraph:
                own = f"{own} {part.tail or ''}"
            words += sum(any(map(str.isalnum, word)) for word in own.split())
        if words > is_numbered:
            return False
    return True
