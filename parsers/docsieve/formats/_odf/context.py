"""What all stories of one document share while it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from docsieve.errors import LimitExceededError
from docsieve.format import Source
from docsieve.formats._odf.list_styles import Counts
from docsieve.formats._odf.namespaces import DC, OFFICE, TEXT, XML
from docsieve.formats._odf.package import OdfPackage
from docsieve.formats._odf.styles import StyleSheet
from docsieve.model import Attachment, Locator, Note, Revision
from docsieve.options import Limits
from docsieve.report import Report

if TYPE_CHECKING:
    from lxml import etree

RevisionKind = Literal["inserted", "deleted", "formatted"]
_KINDS: dict[str, RevisionKind] = {
    f"{TEXT}insertion": "inserted",
    f"{TEXT}deletion": "deleted",
    f"{TEXT}format-change": "formatted",
}


class Region(msgspec.Struct):
    """A tracked change as declared; `index` is that of its `Revision` once the text has come to it."""

    kind: RevisionKind
    element: etree._Element
    author: str | None
    date: str | None
    index: int | None = None


class Reading(msgspec.Struct):
    """The document being read."""

    package: OdfPackage
    styles: StyleSheet
    report: Report
    source: Source
    regions: dict[str, Region] = {}
    #: Insertions begun and not yet ended, as indexes into `revisions`, by their ids.
    open_changes: dict[str, int] = {}
    revisions: list[Revision] = []
    attachments: list[Attachment] = []
    #: Notes called since they were last put on a page.
    notes: list[Note] = []
    #: Note ids by the names that answers refer to.
    comment_names: dict[str, str] = {}
    lists_by_id: dict[str, Counts] = {}
    lists_by_style: dict[str, Counts] = {}
    outline_counts: Counts = msgspec.field(default_factory=Counts)
    controls: dict[str, etree._Element] = {}
    hidden_layers: frozenset[str] = frozenset()
    #: Name of the sheet whose header or footer is read.
    sheet_name: str | None = None
    note_count: int = 0
    blocks: int = 0
    cells: int = 0
    monospaced: bool = False
    #: Each list entry is a list by itself, as PowerPoint writes them: equal neighbours count on.
    joins_lists: bool = False

    @property
    def limits(self) -> Limits:
        """What the file may make us do."""
        return self.source.options.limits

    def count_block(self) -> None:
        """Count a block against the limit.

        Raises:
            LimitExceededError: there are too many.
        """
        self.blocks += 1
        if self.blocks > self.limits.max_blocks:
            raise LimitExceededError.of("the number of paragraphs", self.blocks, self.limits.max_blocks)

    def count_cells(self, number: int) -> None:
        """Count table cells against the limit.

        Raises:
            LimitExceededError: there are too many.
        """
        self.cells += number
        if self.cells > self.limits.max_cells:
            raise LimitExceededError.of("the number of table cells", self.cells, self.limits.max_cells)

    def read_regions(self, body: etree._Element) -> None:
        """Take what `text:tracked-changes` declares (ODF 1.3 part 3, 5.5)."""
        for element in body.iter(f"{TEXT}changed-region"):
            name = element.get(f"{TEXT}id") or element.get(f"{XML}id") or ""
            for child in element:
                kind = _KINDS.get(child.tag)
                if kind is None:
                    continue
                author = child.findtext(f"{OFFICE}change-info/{DC}creator") or None
                date = child.findtext(f"{OFFICE}change-info/{DC}date") or None
                known = self.regions.get(name)
                # Text inserted and deleted later is declared as both: the deletion is what a reader sees.
                if known is None or known.kind != "deleted":
                    self.regions[name] = Region(kind, child, author, date)

    def revision(self, region: Region, where: Locator) -> int:
        """Return the index of a change's `Revision`, noting it where the text first comes to it."""
        if region.index is None:
            region.index = len(self.revisions)
            self.revisions.append(
                Revision(kind=region.kind, where=where, author=region.author, date=region.date)
            )
        return region.index

    @property
    def open_revision(self) -> int | None:
        """Return the innermost insertion that the text at hand stands in."""
        return next(reversed(self.open_changes.values()), None)
