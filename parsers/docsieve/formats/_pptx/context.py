"""What all slides of one presentation share while it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from docsieve.errors import LimitExceededError
from docsieve.format import Source
from docsieve.formats._ooxml.package import Package
from docsieve.model import Attachment, Locator
from docsieve.options import Limits
from docsieve.report import Report

if TYPE_CHECKING:
    from lxml import etree

    from docsieve.formats._pptx.placeholders import Layout

#: EMU, the unit of DrawingML, in a point.
EMU_A_POINT = 12_700


class Deck(msgspec.Struct):
    """The presentation being read."""

    package: Package
    report: Report
    source: Source
    #: Of a slide, in points.
    width: float
    height: float
    #: `p:defaultTextStyle`: how text outside placeholders is set.
    default_style: etree._Element | None = None
    #: Number of each slide by its part name: where links between slides lead.
    slide_numbers: dict[str, int] = {}
    layouts: dict[str, Layout] = {}
    masters: dict[str, etree._Element | None] = {}
    #: Parts whose own text was told already.
    told_parts: set[str] = set()
    #: Running texts of notes pages told already.
    told_texts: set[str] = set()
    attached: set[str] = set()
    attachments: list[Attachment] = []
    blocks: int = 0
    cells: int = 0

    @property
    def limits(self) -> Limits:
        """What the file may make us do."""
        return self.source.options.limits

    def is_first_use(self, part: str, where: Locator) -> bool:
        """Tell whether a part that belongs to one slide is met for the first time; warn where it is not.

        A small file could otherwise have one large part read for each of a hundred thousand references.
        """
        if part in self.told_parts:
            self.report.warn(
                "part_repeated",
                "A part that belongs to one slide is used by several; it is shown on the first.",
                where,
            )
            return False
        self.told_parts.add(part)
        return True

    def attach(self, part: str, where: Locator) -> None:
        """Read an embedded file, once, and list it among the attachments."""
        from docsieve.formats._ole.object_file import read_object  # noqa: PLC0415 - hardly ever needed

        if part in self.attached:
            return
        self.attached.add(part)
        data = self.package.read(part)
        if data is None:
            return
        media_type = self.package.content_type(part) or None
        child = read_object(self.source, part, data, self.report, media_type=media_type, where=where)
        self.attachments.append(child)

    def list_media(self, part: str, where: Locator, *, external: bool) -> None:
        """List sound or film, once: it holds no text to read."""
        from docsieve.children import safe_path  # noqa: PLC0415 - it imports this package's user

        if part in self.attached:
            return
        self.attached.add(part)
        inside = not external and part in self.package
        self.attachments.append(
            Attachment(
                name=safe_path(part),
                media_type=(self.package.content_type(part) or None) if inside else None,
                size=self.package.size(part) if inside else None,
                where=where,
            )
        )

    def count_blocks(self, count: int = 1) -> None:
        """Count blocks, rows and notes against the limit.

        Raises:
            LimitExceededError: there are too many.
        """
        self.blocks += count
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
