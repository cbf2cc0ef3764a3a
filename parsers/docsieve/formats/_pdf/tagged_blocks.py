"""The structure tree of a tagged page -> drafts, in the order and structure that it declares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from docsieve.formats._pdf.drafts import Declared, Draft, TableDraft
from docsieve.formats._pdf.list_markers import BULLETS
from docsieve.formats._pdf.marked_text import MarkedText
from docsieve.formats._pdf.repeated_heads import leave_out_copies
from docsieve.formats._pdf.tagged_columns import box_around, complete_rows, in_places, is_ragged
from docsieve.formats._pdf.tagged_tables import (
    TaggedRow,
    arrange_columns,
    has_rows_elsewhere,
    is_head,
    place_cells,
    rows_of,
)
from docsieve.formats._pdf.tags import Element, contents_of
from docsieve.geometry import BBox, union
from docsieve.model import Image, Locator

#: Standard types that begin and end a paragraph (ISO 32000-1, 14.8.4; ISO 32000-2 adds some). What is neither
#: here nor dealt with below is part of the text around it: Span, Link, Reference, Quote, Em, NonStruct ...
_BLOCKS: Final = frozenset(
    (
        "Document", "DocumentFragment", "Part", "Art", "Sect", "Div", "Aside", "Private", "P", "LBody",
        "Index", "THead", "TBody", "TFoot", "TR", "TD", "TH", "TOC",
    )
)  # fmt: skip
#: Those of them that hold text itself.
_TEXTS: Final = frozenset(("P", "LBody", "TD", "TH", "Span", "Link", "Em", "Strong", "Quote"))
_ROLES: Final = {
    "Title": Declared("heading", 1),
    **{f"H{level}": Declared("heading", level) for level in range(1, 7)},
    "BlockQuote": Declared("quote"),
    "Caption": Declared("caption"),
    "TOCI": Declared("toc"),
    "Artifact": Declared("artifact"),
}
_NOTES: Final = frozenset(("Note", "FENote", "Footnote", "Endnote"))
_PARAGRAPH: Final = Declared("paragraph")
_MAX_LEVEL: Final = 6
_MAX_MARKER: Final = 12

#: Builds the drafts of one paragraph out of its segments, whether it may begin with the marker of a list, and
#: whether it stands in a cell.
Build = Callable[[list[bytes], Declared, bool, bool], list[Draft]]


@dataclass(slots=True, eq=False)
class Figure:
    """A figure: its draft, and the element that declares it."""

    draft: Draft
    element: Element


@dataclass(slots=True)
class _State:
    """What is open where the walk stands."""

    drafts: list[Draft]
    declared: Declared = _PARAGRAPH
    run: list[bytes] = field(default_factory=list)
    #: Marker of the list entry whose text is still to come, empty while not known, and what it was read from.
    marker: str | None = None
    label: list[bytes] = field(default_factory=list)
    #: What stands within the open paragraph and follows it.
    held: list[Draft] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _Listing:
    """Lines of fixed pitch that follow each other: their segments, and the first and last of their drafts."""

    records: list[bytes]
    drafts: list[Draft]
    first: Draft
    last: Draft


class TaggedWalk:
    """Goes through the elements of a page: `drafts` come of it, and `notes`, which go to its end."""

    def __init__(self, marked: MarkedText, build: Build, page: int) -> None:
        self._marked = marked
        self._build = build
        self._where = Locator(page=page)
        self.drafts: list[Draft] = []
        self.notes: list[Draft] = []
        self.figures: list[Figure] = []
        self.tables = 0
        #: Some table's rows are not of one width: cells are joined without saying so.
        self.has_ragged = False
        self._has_lists = False
        self._lists = 0
        self._sections = 0
        self._cells = 0
        self._listing: _Listing | None = None
        self._state = _State(self.drafts)

    def read(self, elements: list[Element], *, has_lists: bool) -> None:
        """Read the page's elements, which have entries of lists among them or not."""
        self._has_lists = has_lists
        for element in elements:
            self._element(element)
            self._flush()
        self._end_listing()

    def _element(self, element: Element) -> None:
        kind = element.kind
        if kind in _BLOCKS and not element.has_rows:
            self._sections += kind == "Sect"
            self._flush()
            self._kids(element)
            self._flush()
            self._sections -= kind == "Sect"
        elif kind in _ROLES:
            self._within(element, _ROLES[kind])
        elif kind == "H":
            self._within(element, Declared("heading", min(max(self._sections, 1), _MAX_LEVEL)))
        elif kind == "L":
            self._list(element)
        elif kind == "LI":
            self._within(element, Declared("item", max(self._lists - 1, 0)), is_item=True)
        elif kind == "Lbl":
            self._label(element)
        elif kind in _NOTES:
            self._note(element)
        elif kind == "Figure":
            self._figure(element)
        elif kind == "Table" or element.has_rows:
            self._table(element)
        elif kind == "Code" and self._is_block_of_code(element):
            self._within(element, Declared("code"))
        else:
            self._kids(element)

    def _kids(self, element: Element) -> None:
        for kid in element.kids:
            if isinstance(kid, Element):
                if kid.kind == "Code" and element.kind in _TEXTS:
                    self._kids(kid)  # words of its text
                else:
                    self._element(kid)
            elif kid >= 0:
                self._state.run += self._marked.take(kid)

    def _within(self, element: Element, declared: Declared, *, is_item: bool = False) -> None:
        """Read an element as a paragraph, or several, of its own kind."""
        self._flush()
        state = self._state
        outer, outer_marker = state.declared, state.marker
        if outer.kind in ("note", "artifact", "toc") or (outer.kind == "heading" and not is_item):
            declared = outer
        state.declared = declared
        state.marker = "" if is_item else outer_marker
        self._kids(element)
        self._flush()
        if is_item:
            self._end_label()
        taken = state.marker is None
        state.declared = outer
        state.marker = None if taken or is_item else outer_marker
        if outer.kind == "item" and declared.kind not in ("item", "continued_item") and taken:
            state.declared = Declared("continued_item", outer.level)

    def _end_label(self) -> None:
        """Make text of a marker that no text follows."""
        state = self._state
        if state.marker and state.declared.kind == "item":
            state.run, state.marker = state.label, ""
            self._flush()

    def _list(self, element: Element) -> None:
        self._flush()
        self._end_label()
        state = self._state
        outer, marker = state.declared, state.marker
        if outer.kind in ("item", "continued_item"):
            state.declared = _PARAGRAPH
        self._lists += 1
        self._kids(element)
        self._flush()
        self._lists -= 1
        state.declared, state.marker = outer, marker

    def _label(self, element: Element) -> None:
        state = self._state
        if state.declared.kind == "item" and not state.run and not state.marker:
            records = [record for content in contents_of(element) for record in self._marked.take(content)]
            text = "".join(self._marked.text_of(records).split())
            if len(text) <= _MAX_MARKER:
                state.marker, state.label = BULLETS.get(text, text), records
            else:
                state.run += records
        else:
            self._kids(element)

    def _note(self, element: Element) -> None:
        """Read a note: it stands within the text that calls it, but is read at the end of the page."""
        outer, self._state = self._state, _State(self.notes, Declared("note"))
        self._kids(element)
        self._flush()
        self._state = outer

    def _figure(self, element: Element) -> None:
        outer = self._state
        inner = self._state = _State([], Declared("figure"))
        self._kids(element)
        self._flush()
        self._state = outer
        alt = element.alt or element.actual
        drafts = inner.drafts
        if not any(isinstance(draft.block, Image) for draft in drafts):
            box = union([draft.box for draft in drafts])
            draft = Draft([], box or BBox(0, 0, 0, 0), block=Image(where=self._where, alt=alt))
            self.figures.append(Figure(draft, element))
            drafts.insert(0, draft)
        (outer.held if outer.run else outer.drafts).extend(drafts)

    def _is_block_of_code(self, element: Element) -> bool:
        return not self._state.run and self._state.declared.kind == "paragraph"

    def _table(self, element: Element) -> None:
        self._flush()
        captions, rows = rows_of(element)
        for caption in captions:
            self._element(caption)
        outer, lists = self._state, self._lists
        self._lists = 0
        self._end_listing()

        def read(cell: Element) -> list[Draft]:
            self._state = _State([])
            self._cells += 1
            self._kids(cell)
            self._flush()
            self._cells -= 1
            return self._state.drafts

        for row in rows:
            if is_head(row):
                leave_out_copies(self._marked, [contents_of(cell) for cell in row.cells if cell is not None])
        found = [TaggedRow(row.is_heading, place_cells(row, read)) for row in rows]
        self._end_listing()
        self._state, self._lists = outer, lists
        self.tables += 1
        table = _finish_table(found)
        if table is None:
            outer.drafts += [draft for row in found for cell in row.cells for draft in cell.drafts]
            return
        self.has_ragged |= is_ragged(found)
        if table.table is not None:
            table.table.goes_on_from, table.table.goes_on = has_rows_elsewhere(element)
        outer.drafts.append(table)

    def _flush(self) -> None:
        """End the open paragraph."""
        state = self._state
        if state.run:
            records, state.run = state.run, []
            if state.marker and state.label and self._marked.is_one_word(state.label[-1], records[0]):
                records, state.marker = state.label + records, ""
            # Where the page has lists by its tags, what looks like an entry of one is none.
            may_be_item = not self._has_lists and state.declared.kind == "paragraph"
            is_item = state.declared.kind == "item" and state.marker == ""
            self._emit(records, self._build(records, state.declared, is_item or may_be_item, self._cells > 0))
        if state.held:
            state.drafts += state.held
            state.held = []

    def _emit(self, records: list[bytes], drafts: list[Draft]) -> None:
        state = self._state
        for draft in drafts:
            draft.declared = state.declared
            if state.marker is not None and not draft.hidden and state.declared.kind in ("item", "heading"):
                if state.marker or (draft.marker is None and state.declared.kind == "item"):
                    draft.marker = state.marker
                draft.ordered = _counts(draft.marker or "")
                state.marker = None
                if state.declared.kind == "item":
                    state.declared = Declared("continued_item", state.declared.level)
        if len(drafts) == 1 and drafts[0].mono and state.declared.kind in ("paragraph", "code"):
            if self._listing is not None and self._goes_on(drafts[0], self._listing):
                self._listing.records += records
                self._listing.last = drafts[0]
                return
            self._end_listing()
            state.drafts += drafts
            self._listing = _Listing(list(records), state.drafts, drafts[0], drafts[0])
            return
        self._end_listing()
        state.drafts += drafts

    def _goes_on(self, draft: Draft, listing: _Listing) -> bool:
        drafts, before = self._state.drafts, listing.last
        gap = draft.box.top - before.box.bottom
        return (
            drafts is listing.drafts
            and drafts[-1] is listing.first
            and -0.5 * draft.size < gap < draft.size
            and abs(before.size - draft.size) < 0.1
        )

    def _end_listing(self) -> None:
        """Make one draft of a listing: its lines may be paragraphs, but only all show its indentation."""
        listing, self._listing = self._listing, None
        if listing is None or listing.last is listing.first:
            return
        declared = listing.first.declared or _PARAGRAPH
        drafts = self._build(listing.records, declared, False, self._cells > 0)
        for draft in drafts:
            draft.declared = declared
        at = next(i for i, draft in enumerate(listing.drafts) if draft is listing.first)
        listing.drafts[at : at + 1] = drafts


def _counts(marker: str) -> bool:
    return any(c.isalnum() for c in marker) and marker != "o"


def _finish_table(rows: list[TaggedRow]) -> Draft | None:
    """Return the table; None where it is none but in name: one row or one column, made to lay out a page."""
    while rows and not any(cell.drafts for cell in rows[-1].cells):
        rows.pop()
    complete_rows(rows)
    arrange_columns(rows)
    in_places(rows)
    filled = [cell for row in rows for cell in row.cells if cell.drafts]
    if len(rows) < 2 or len({cell.column for cell in filled}) < 2:
        return None
    box = box_around([draft for cell in filled for draft in cell.drafts])
    header = 0
    for row in rows:
        cells = [cell for cell in row.cells if cell.drafts]
        if not (row.is_heading or (cells and all(cell.is_header for cell in cells))):
            break
        header += 1
    if header == len(rows):
        header = 1
    for number, row in enumerate(rows):
        for cell in row.cells:
            cell.row_span = min(cell.row_span, len(rows) - number)
    table = TableDraft([row.cells for row in rows], header)
    return Draft([], box or BBox(0, 0, 0, 0), table=table, declared=_PARAGRAPH)
