"""The text of a page that no tags describe -> its drafts, tables among them, in reading order."""

from __future__ import annotations

from collections.abc import Mapping

from docsieve.formats._pdf.drafts import Draft
from docsieve.formats._pdf.frame import Frame
from docsieve.formats._pdf.glyphs import Glyphs, Shapes
from docsieve.formats._pdf.layout import page_text
from docsieve.formats._pdf.links import LinkArea, LinkAreas
from docsieve.formats._pdf.order import in_reading_order
from docsieve.formats._pdf.tables import read_drafts, read_ruling, rules_alone, take_tables
from docsieve.model import Hidden


def seen_drafts(
    glyphs: Glyphs,
    shapes: Shapes,
    areas: list[LinkArea],
    frame: Frame,
    *,
    ocr_layer: bool,
    unseen: Mapping[int, Hidden],
) -> list[Draft]:
    """Make drafts of what is seen on a page.

    `ocr_layer` says that its invisible text is its text; `unseen` tells by their index why some segments
    that are painted like others are not seen.
    """
    links = LinkAreas(areas, glyphs) if areas else None
    ruling = read_ruling(shapes, frame.width, frame.height)
    lines, drafts, may_be_banded = page_text(
        glyphs, frame.width, frame.height,
        ocr_layer=ocr_layer, unseen=unseen, rules=rules_alone(ruling), links=links,
    )  # fmt: skip
    if drafts is None:
        lines, tables = take_tables(ruling, lines, glyphs, links, may_be_banded=may_be_banded)
        drafts = read_drafts(lines, tables, glyphs, links)
    return in_reading_order(drafts)
