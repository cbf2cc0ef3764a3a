"""A page read by the structure tree of its file, where the tree can be believed; else as any other page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from docsieve.formats._pdf.alternatives import find_images
from docsieve.formats._pdf.content_fallback import ARTIFACT
from docsieve.formats._pdf.drafts import Declared, Draft
from docsieve.formats._pdf.glyphs import Glyphs, Shapes
from docsieve.formats._pdf.layout import page_lines
from docsieve.formats._pdf.lines import Line
from docsieve.formats._pdf.links import LinkArea, LinkAreas
from docsieve.formats._pdf.marked_text import MarkedText, first_start, in_order_of_lines
from docsieve.formats._pdf.order import in_reading_order
from docsieve.formats._pdf.page_trees import PageTrees
from docsieve.formats._pdf.paragraphs import build_paragraphs, declared_paragraph, join_declared
from docsieve.formats._pdf.pdfium import PdfPage
from docsieve.formats._pdf.pictures import insert_pictures, interleaved, is_below
from docsieve.formats._pdf.quality import IMAGE, RECTANGLE, RULE
from docsieve.formats._pdf.ruling import MIN_GRID_SHAPES, find_grids, painted_lines
from docsieve.formats._pdf.running import MARGIN
from docsieve.formats._pdf.tag_order import by_tags
from docsieve.formats._pdf.tag_sanity import Tree, is_sane
from docsieve.formats._pdf.tagged_blocks import Figure, TaggedWalk
from docsieve.formats._pdf.tags import Element, Tags, contents_of, read_tags
from docsieve.formats._pdf.torn_lines import mended_lines
from docsieve.geometry import BBox
from docsieve.model import Hidden, Image, Locator

_LABELS: Final = frozenset(("figure", "artifact"))
_ARTIFACT: Final = Declared("artifact")
_LETTER_OR_DIGIT: Final = re.compile(r"[^\W_]")


def tagged_drafts(
    page: PdfPage,
    glyphs: Glyphs,
    shapes: Shapes,
    areas: list[LinkArea],
    trees: PageTrees,
    *,
    ocr_layer: bool,
    unseen: Mapping[int, Hidden],
) -> list[Draft] | None:
    """Return the drafts of a page as its tags declare them; None where there are none that make sense."""
    if not glyphs.contents:
        return None
    tags = read_tags(page, trees)
    if tags is None:
        return None
    reading = _Tagged(page, glyphs, areas, tags, ocr_layer=ocr_layer, unseen=unseen)
    return reading.drafts(shapes)


class _Tagged:
    """One page on its way from tree to drafts."""

    def __init__(
        self,
        page: PdfPage,
        glyphs: Glyphs,
        areas: list[LinkArea],
        tags: Tags,
        *,
        ocr_layer: bool,
        unseen: Mapping[int, Hidden],
    ) -> None:
        self._page = page
        self._ocr_layer = ocr_layer
        self._marked = MarkedText(glyphs, unseen)
        self._tags = tags
        if tags.has_actual_texts:
            _read_actual_texts(tags.outermost, self._marked)
        whole, _ = self._marked.glyphs_of([])
        self._links = LinkAreas(areas, whole) if areas else None
        #: Which part of the page's text a draft begins with, by its `id`.
        self._painted: dict[int, int] = {}

    def drafts(self, shapes: Shapes) -> list[Draft] | None:
        frame = self._page.frame
        walk = TaggedWalk(self._marked, self._build, self._page.index + 1)
        walk.read(self._tags.outermost, has_lists=self._tags.has_items)
        artifacts = self._marked.take(ARTIFACT)
        outside = self._build(artifacts, _ARTIFACT, False, False) if artifacts else []
        rest = self._marked.take_rest()
        unread = self._build(rest, _ARTIFACT, False, False) if rest else []
        # Leaders and rules made of dots or dashes are mere decoration where they are declared so.
        outside = [draft for draft in outside if _LETTER_OR_DIGIT.search(draft.text)]
        for draft in outside:
            draft.declared = _ARTIFACT if self._is_in_margin(draft) else None
        if not is_sane(Tree(walk.drafts, walk.notes, outside, unread, frame.height)):
            return None
        if (not walk.tables or walk.has_ragged) and self._shows_table(shapes, walk.drafts):
            return None  # one the tags do not tell of, or whose joined cells they do not tell of
        declared = mended_lines(walk.drafts)
        declared = by_tags(declared, [self._part_of(draft) for draft in declared])
        found = in_reading_order(_with_others(declared + walk.notes, outside + unread))
        if shapes.count(IMAGE):
            found = insert_pictures(found, shapes, self._page.index + 1, frame.width, frame.height)
        return self._with_figures(found, walk.figures)

    def _build(self, records: list[bytes], declared: Declared, is_marked: bool, in_cell: bool) -> list[Draft]:
        if declared.kind not in _LABELS:
            drafts = self._declared(records, is_marked, in_cell)
        else:
            glyphs, lines = self._lines(records)
            drafts = build_paragraphs(lines, glyphs, self._links)
        start = first_start(records)
        for draft in drafts:
            self._painted[id(draft)] = start
        return drafts

    def _declared(self, records: list[bytes], is_marked: bool, in_cell: bool) -> list[Draft]:
        if not self._marked.has_unseen:
            frame = self._page.frame
            drafts = declared_paragraph(
                self._marked.glyphs_of(records)[0],
                frame.width,
                frame.height,
                self._links,
                ocr_layer=self._ocr_layer,
                marked=is_marked,
                in_cell=in_cell,
            )
            if drafts is not None:
                return drafts
        glyphs, lines = self._lines(in_order_of_lines(records))
        return join_declared(lines, glyphs, self._links, marked=is_marked, in_cell=in_cell)

    def _lines(self, records: list[bytes]) -> tuple[Glyphs, list[Line]]:
        frame = self._page.frame
        glyphs, unseen = self._marked.glyphs_of(records)
        return glyphs, page_lines(glyphs, frame.width, frame.height, ocr_layer=self._ocr_layer, unseen=unseen)

    def _part_of(self, draft: Draft) -> int:
        """Return which part of the page's text a draft begins with: a table with its cells'; -1 for none."""
        if draft.table is None:
            return self._painted.get(id(draft), -1)
        cells = (cell for row in draft.table.rows for cell in row)
        return min(
            (part for cell in cells for d in cell.drafts if (part := self._part_of(d)) >= 0), default=-1
        )

    def _shows_table(self, shapes: Shapes, drafts: list[Draft]) -> bool:
        if shapes.count(RULE) + shapes.count(RECTANGLE) < MIN_GRID_SHAPES:
            return False
        boxes = list(_boxes(drafts))
        if _rows_side_by_side(boxes) < 2:
            return False
        width, height = self._page.frame.width, self._page.frame.height
        grids = find_grids(painted_lines(shapes, width, height), shapes, width, height)
        return any(_holds_table(grid.xs, grid.ys, boxes) for grid in grids)

    def _is_in_margin(self, draft: Draft) -> bool:
        height = self._page.frame.height
        return draft.box.bottom < MARGIN * height or draft.box.top >= (1 - MARGIN) * height

    def _with_figures(self, drafts: list[Draft], figures: list[Figure]) -> list[Draft]:
        """Let each picture stand where its figure does, with its alternative text."""
        if not figures:
            return drafts
        images = find_images(self._page)
        shown = [draft for draft in drafts if isinstance(draft.block, Image)]
        gone: set[int] = set()
        for figure in figures:
            wanted = set(contents_of(figure.element)) if images else ()
            boxes = [box for content, box in images if content in wanted]
            pictures = [
                draft
                for draft in (shown if boxes else ())
                if draft is not figure.draft
                and id(draft) not in gone
                and any(_is_mostly_in(box, draft.box) for box in boxes)
            ]
            gone.update(id(picture) for picture in pictures)
            box = pictures[0].box if pictures else (boxes[0] if boxes else figure.draft.box)
            block = figure.draft.block
            figure.draft.box = box
            if isinstance(block, Image):
                where = Locator(page=self._page.index + 1, bbox=box.rounded() if box.width else None)
                figure.draft.block = Image(where=where, alt=block.alt)
                if not pictures and not block.alt:
                    gone.add(id(figure.draft))
        return [draft for draft in drafts if id(draft) not in gone]


def _read_actual_texts(elements: list[Element], marked: MarkedText) -> None:
    stack = list(elements)
    while stack:
        element = stack.pop()
        if element.actual and element.kind != "Figure":
            marked.replace(contents_of(element), element.actual, is_formula=element.kind == "Formula")
        else:
            stack += [kid for kid in element.kids if isinstance(kid, Element)]


def _boxes(drafts: list[Draft]) -> Iterator[BBox]:
    for draft in drafts:
        if draft.table is None:
            yield draft.box
        else:
            for row in draft.table.rows:
                for cell in row:
                    yield from _boxes(cell.drafts)


def _holds_table(xs: list[float], ys: list[float], boxes: list[BBox]) -> bool:
    """Tell whether text stands side by side in a ruled grid."""
    if len(xs) < 3 or len(ys) < 3:
        return False
    inside = [
        box
        for box in boxes
        if xs[0] <= (box.x0 + box.x1) / 2 <= xs[-1] and ys[0] <= (box.top + box.bottom) / 2 <= ys[-1]
    ]
    return _rows_side_by_side(inside) > 1


def _rows_side_by_side(boxes: list[BBox]) -> int:
    """Count the levels at which something stands beside others."""
    places = [(box.x0, box.top, box.x1, box.bottom) for box in boxes]
    furthest = max((x0 for x0, _, _, _ in places), default=0.0)
    return len(
        {
            round(top)
            for _, top, x1, bottom in places
            if x1 <= furthest
            and any(x0 >= x1 and above < bottom and top < below for x0, above, _, below in places)
        }
    )


def _with_others(drafts: list[Draft], others: list[Draft]) -> list[Draft]:
    """Put what the tree does not hold before the first of what it holds that stands below it.

    What is above all of it, as a title may be, comes first.
    """
    before: dict[int, list[Draft]] = {}
    top = min((draft.box.top for draft in drafts if draft.box.bottom > draft.box.top), default=0.0)
    for draft in others:
        at = len(drafts)
        if draft.box.bottom <= top and not draft.hidden:
            at = 0
        elif not draft.hidden:
            at = next((i for i, other in enumerate(drafts) if is_below(other, draft.box)), at)
        before.setdefault(at, []).append(draft)
    return interleaved(drafts, before)


def _is_mostly_in(box: BBox, picture: BBox) -> bool:
    width = min(box.x1, picture.x1) - max(box.x0, picture.x0)
    height = min(box.bottom, picture.bottom) - max(box.top, picture.top)
    if width <= 0 or height <= 0:
        return False
    return width * height >= 0.5 * min(box.width * box.height, picture.width * picture.height)
