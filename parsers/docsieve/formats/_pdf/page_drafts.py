"""The text of a page that no tags describe -> its drafts, tables among them, in reading order."""

from __future__ import annotations

from collections.abc import Mapping

from docsieve.formats._pdf.drafts import Draft
from docsieve.formats._pdf.frame import Frame
from docsieve.formats._pdf.glyphs import RECORD, Glyphs, Shapes
from docsieve.formats._pdf.layout import page_text
from docsieve.formats._pdf.line_numbers import find_line_numbers
from docsieve.formats._pdf.links import LinkArea, LinkAreas
from docsieve.formats._pdf.order import in_reading_order
from docsieve.formats._pdf.tables import read_drafts, read_ruling, rules_alone, take_tables
from docsieve.model import Hidden, Locator, Paragraph, Span


def seen_drafts(
    glyphs: Glyphs,
    shapes: Shapes,
    areas: list[LinkArea],
    frame: Frame,
    *,
    ocr_layer: bool,
    unseen: Mapping[int, Hidden],
    number: int,
) -> list[Draft]:
    """Make drafts of what is seen on the page of that number.

    `ocr_layer` says that its invisible text is its text; `unseen` tells by their index why some segments
    that are painted like others are not seen.
    """
    links = LinkAreas(areas, glyphs) if areas else None
    ruling = read_ruling(shapes, frame.width, frame.height)
    rules = rules_alone(ruling)
    size = frame.width, frame.height
    found = page_text(glyphs, *size, ocr_layer=ocr_layer, unseen=unseen, rules=rules, links=links)
    counted = find_line_numbers(found.lines) if found.drafts is None else None
    if counted is not None:
        glyphs, unseen = _without(glyphs, unseen, counted.starts)
        links = LinkAreas(areas, glyphs) if areas else None
        found = page_text(glyphs, *size, ocr_layer=ocr_layer, unseen=unseen, rules=rules, links=links)
    lines, drafts, may_be_banded = found
    if drafts is None:
        lines, tables = take_tables(ruling, lines, glyphs, links, may_be_banded=may_be_banded)
        drafts = read_drafts(lines, tables, glyphs, links)
    drafts = in_reading_order(drafts)
    if counted is not None:
        where = Locator(page=number, bbox=counted.box.rounded())
        text = "\n".join(counted.texts)
        drafts.append(
            Draft([], counted.box, block=Paragraph(where=where, role="line_number", spans=[Span(text)]))
        )
    return drafts


def _without(
    glyphs: Glyphs, unseen: Mapping[int, Hidden], starts: frozenset[int]
) -> tuple[Glyphs, Mapping[int, Hidden]]:
    """Return the glyphs without the segments that begin there, and what of the others is not seen."""
    kept = [index for index, segment in enumerate(glyphs.segments) if segment.start not in starts]
    records = b"".join([glyphs.records[index * RECORD : (index + 1) * RECORD] for index in kept])
    left = {at: unseen[index] for at, index in enumerate(kept) if index in unseen}
    return glyphs.with_records(records), left
