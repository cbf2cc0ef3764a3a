"""What all stories of one document share while it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from docsieve.errors import LimitExceededError
from docsieve.format import Source
from docsieve.formats._docx.numbering import Numbering
from docsieve.formats._docx.styles import StyleSheet
from docsieve.formats._ooxml.namespaces import W
from docsieve.formats._ooxml.package import Package
from docsieve.model import Attachment, Locator, Revision
from docsieve.options import Limits
from docsieve.report import Report

if TYPE_CHECKING:
    from lxml import etree

NoteKind = Literal["footnote", "endnote", "comment"]
RevisionKind = Literal["inserted", "deleted", "moved_from", "moved_to", "formatted"]


class NoteCalls(msgspec.Struct):
    """Which notes are called, in order, and on which page first; `labels` are the marks shown."""

    pages: dict[tuple[NoteKind, str], int] = {}
    labels: dict[tuple[NoteKind, str], str] = {}


class Reading(msgspec.Struct):
    """The document being read."""

    package: Package
    styles: StyleSheet
    numbering: Numbering
    report: Report
    source: Source
    #: Note marks by kind and id, worked out before: a note may restart its count in a section.
    note_labels: dict[tuple[NoteKind, str], str] = {}
    calls: NoteCalls = msgspec.field(default_factory=NoteCalls)
    revisions: list[Revision] = []
    attachments: list[Attachment] = []
    blocks: int = 0
    cells: int = 0
    #: The document is set in a monospaced font, which then marks no code.
    monospaced: bool = False
    #: Pages are not shown on a colour or a picture.
    page_is_white: bool = True
    #: The last tracked change may go on: nothing unchanged has come since.
    change_goes_on: bool = False

    @property
    def limits(self) -> Limits:
        """What the file may make us do."""
        return self.source.options.limits

    def attach(self, part: str, where: Locator) -> None:
        """Read an embedded file and list it among the attachments."""
        from docsieve.formats._ole.object_file import read_object  # noqa: PLC0415 - hardly ever needed

        data = self.package.read(part)
        if data is not None:
            media_type = self.package.content_type(part) or None
            child = read_object(self.source, part, data, self.report, media_type=media_type, where=where)
            self.attachments.append(child)

    def count_block(self) -> None:
        """Count a block against the limit.

        Raises:
            LimitExceededError: there are too many.
        """
        self.blocks += 1
        if self.blocks > self.limits.max_blocks:
            raise LimitExceededError.of("the number of paragraphs", self.blocks, self.limits.max_blocks)

    def count_cell(self) -> None:
        """Count a table cell against the limit.

        Raises:
            LimitExceededError: there are too many.
        """
        self.cells += 1
        if self.cells > self.limits.max_cells:
            raise LimitExceededError.of("the number of table cells", self.cells, self.limits.max_cells)

    def revision(self, kind: RevisionKind, element: etree._Element, where: Locator) -> int:
        """Note a tracked change and return its index; one that goes on where it stopped stays one."""
        change = Revision(
            kind=kind,
            where=where,
            author=element.get(f"{W}author") or None,
            date=element.get(f"{W}date") or None,
        )
        if not (self.change_goes_on and self.revisions and self.revisions[-1] == change):
            self.revisions.append(change)
        self.change_goes_on = True
        return len(self.revisions) - 1
