"""What a reader of the original would not see: counted, and taken out where that is asked for.

One pass over a Document as any format gave it, and over the files inside it. A passage is the largest thing
that is hidden as a whole: a sheet, a row, a column of a table, a block, a run of text.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from docsieve.model import (
    SCHEMA_VERSION,
    Block,
    Cell,
    Document,
    Group,
    Heading,
    Hidden,
    ListItem,
    Metadata,
    Note,
    OutlineEntry,
    Page,
    Paragraph,
    Row,
    Span,
    Table,
)
from docsieve.native_tables import holds_only_text
from docsieve.renderers.table_grid import hidden_columns
from docsieve.report import Report
from docsieve.table_rows import place_cells, take_rows

#: Blocks of spans, and of blocks.
_TEXTS: Final = (Paragraph, ListItem, Heading)
_GROUPS: Final = (Group, Note)
#: Formats whose readers hide whole blocks: the spans of a PDF are nine in ten of what there is to look at.
_HIDING_BLOCKS: Final = frozenset(("pdf",))

#: In the order in which they are told; the second word is for more than one.
_WORDS: Final[dict[Hidden, tuple[str, str]]] = {
    "sheet": ("hidden sheet", "hidden sheets"),
    "slide": ("hidden slide", "hidden slides"),
    "row": ("hidden row", "hidden rows"),
    "column": ("hidden column", "hidden columns"),
    "layer": ("on a hidden layer", "on hidden layers"),
    "deleted": ("deleted", "deleted"),
    "vanish": ("formatted as hidden", "formatted as hidden"),
    "invisible": ("invisible", "invisible"),
    "same_colour": ("in the colour of its background", "in the colour of their background"),
    "tiny": ("too small to see", "too small to see"),
    "off_page": ("outside the page", "outside the page"),
}


def settle_hidden(document: Document, report: Report, *, is_excluded: bool) -> None:
    """Tell how much is hidden and why; where it `is_excluded`, take it out of the document.

    With a hidden sheet, slide or row go the notes that only it calls, the files attached to it and its
    entries in the outline; with deleted text go its tracked changes.
    """
    sweep = _Sweep(removes=False)
    sweep.document(document)
    total = sum(sweep.counts.values())
    if not total:
        return
    if is_excluded:
        _Sweep(removes=True).document(document)
    told = ", ".join(
        f"{count} {words[count > 1]}" for reason, words in _WORDS.items() if (count := sweep.counts[reason])
    )
    passages = "1 passage" if total == 1 else f"{total} passages"
    unseen = f"{passages} that a reader of the original would not see"
    if is_excluded:
        report.warn("hidden_excluded", f"Left out: {unseen} ({told}).")
    else:
        report.warn("hidden_content", f"The file holds {unseen} ({told}).")


def without_hidden(page: Page) -> Page | None:
    """Return what `settle_hidden` would surely leave of a page before the whole is known; None for nothing.

    Footnotes and endnotes that this page does not call are left out as well: what calls them may be hidden.
    The page itself stays as it is.
    """
    sweep = _Sweep(removes=False)
    sweep.document(_alone(page))
    uncalled = _uncalled_notes(page)
    if not sweep.counts and not uncalled:
        return page
    document = _alone(copy.deepcopy(page))
    _Sweep(removes=True).document(document)
    for kept in document.pages:
        kept.blocks = _without_notes(kept.blocks, uncalled)
        return kept
    return None


def _alone(page: Page) -> Document:
    return Document(format="", schema_version=SCHEMA_VERSION, metadata=Metadata(), pages=[page])


def _uncalled_notes(page: Page) -> set[str]:
    """Return the ids of footnotes and endnotes that nothing on their own page calls."""
    ids: set[str] = set()
    waiting = list(page.blocks)
    while waiting:
        block = waiting.pop()
        if isinstance(block, Note) and block.role in ("footnote", "endnote"):
            ids.add(block.id)
        if isinstance(block, _GROUPS):
            waiting += block.blocks
    return ids - _References([page]).called if ids else ids


class _Sweep:
    """Walks everything; `counts` has the hidden passages by reason."""

    def __init__(self, *, removes: bool) -> None:
        self.counts: Counter[Hidden] = Counter()
        self._removes = removes
        self._is_sheet = False
        self._hides_spans = True

    def document(self, document: Document) -> None:
        """Count, and take out where asked to, the hidden content of a document and of the files inside it."""
        self._hides_spans = document.format not in _HIDING_BLOCKS
        before = _References(document.pages) if self._removes else None
        kept = [page for page in document.pages if not self._is_gone(page.hidden)]
        gone = {page.number for page in document.pages if page.hidden is not None}
        for page in document.pages:
            if page.hidden is None:
                self._is_sheet = page.kind == "sheet"
                page.blocks = self._blocks(page.blocks)
        if before is not None:
            document.pages = kept
            _forget_uncalled_notes(document, before)
            _forget_revisions(document, before)
            if gone:
                document.outline = _without_pages(document.outline, gone)
                document.attachments = [
                    each for each in document.attachments if each.where is None or each.where.page not in gone
                ]
        for attachment in document.attachments:
            if attachment.document is not None:
                self.document(attachment.document)

    def _is_gone(self, hidden: Hidden | None) -> bool:
        if hidden is None:
            return False
        self.counts[hidden] += 1
        return True

    def _blocks(self, blocks: list[Block]) -> list[Block]:
        kept: list[Block] = []
        for block in blocks:
            if block.hidden is not None:
                self.counts[block.hidden] += 1
            elif self._stays(block):
                kept.append(block)
        return kept if self._removes and len(kept) != len(blocks) else blocks

    def _stays(self, block: Block) -> bool:
        """Look into a block; False where nothing is left of one that held something."""
        if isinstance(block, _TEXTS):
            if not self._hides_spans:
                return True
            had = bool(block.spans)
            for span in block.spans:
                if span.hidden is not None:
                    block.spans = self._spans(block.spans)
                    break
            return bool(block.spans) or not had
        if isinstance(block, _GROUPS):
            had = bool(block.blocks)
            block.blocks = self._blocks(block.blocks)
            return bool(block.blocks) or not had
        if isinstance(block, Table):
            return self._table(block)
        return True

    def _spans(self, spans: list[Span]) -> list[Span]:
        last: Hidden | None = None
        is_any = False
        for span in spans:
            if span.hidden is not None:
                is_any = True
                if span.hidden != last:
                    self.counts[span.hidden] += 1
            last = span.hidden
        return [span for span in spans if span.hidden is None] if is_any and self._removes else spans

    def _table(self, table: Table) -> bool:
        if holds_only_text(table.rows):
            return True
        removed: list[Cell] = []
        shown: list[Row] = []
        for row in table.rows:
            if row.hidden is not None:
                self.counts[row.hidden] += 1
                continue
            shown.append(row)
            for cell in row.cells:
                if cell.hidden is not None:
                    removed.append(cell)
                elif cell.blocks:
                    cell.blocks = self._blocks(cell.blocks)
        if removed:
            self._count_cells(table, removed)
        if not self._removes or (not removed and len(shown) == len(table.rows)):
            return True
        place_cells(table)
        if len(shown) != len(table.rows):
            take_rows(table, is_numbered=self._is_sheet)
        for row in table.rows:
            row.cells = [cell for cell in row.cells if cell.hidden is None]
        return any(row.cells for row in table.rows)

    def _count_cells(self, table: Table, hidden: list[Cell]) -> None:
        """A column counts once, however many cells it has."""
        for cell in hidden:
            if cell.hidden is not None and cell.hidden != "column":
                self.counts[cell.hidden] += 1
        if columns := len(hidden_columns(table)):
            self.counts["column"] += columns


class _References:
    """Which notes and tracked changes the text refers to."""

    def __init__(self, pages: list[Page]) -> None:
        #: Ids of the notes that a note calls; under None those that the text around all notes does.
        self.calls: dict[str | None, set[str]] = {None: set()}
        #: Ids of the notes that answer a note.
        self.answers: dict[str, list[str]] = {}
        self.revisions: set[int] = set()
        for page in pages:
            self._blocks(page.blocks, None)

    @property
    def called(self) -> set[str]:
        """Ids of all notes that are called anywhere."""
        return set().union(*self.calls.values())

    def _blocks(self, blocks: list[Block], owner: str | None) -> None:
        for block in blocks:
            if isinstance(block, _TEXTS):
                for span in block.spans:
                    if span.note is not None:
                        self.calls[owner].add(span.note)
                    if span.revision is not None:
                        self.revisions.add(span.revision)
            elif isinstance(block, Note):
                self.calls.setdefault(block.id, set())
                if block.reply_to is not None:
                    self.answers.setdefault(block.reply_to, []).append(block.id)
                self._blocks(block.blocks, block.id)
            elif isinstance(block, Group):
                self._blocks(block.blocks, owner)
            elif isinstance(block, Table):
                for row in block.rows:
                    for cell in row.cells:
                        if cell.note is not None:
                            self.calls[owner].add(cell.note)
                        if cell.blocks:
                            self._blocks(cell.blocks, owner)


def _forget_uncalled_notes(document: Document, before: _References) -> None:
    """Take out notes that were called and no longer are, by what stays, and answers to them."""
    after = _References(document.pages)
    was_called = before.called
    # A note that nothing ever called stands for itself, as a comment on a whole page does.
    waiting = [*after.calls[None], *(key for key in after.calls if key is not None and key not in was_called)]
    stays = _reached(waiting, after.calls)
    gone = set(_reached(list(was_called - stays), before.answers))
    if gone:
        for page in document.pages:
            page.blocks = _without_notes(page.blocks, gone)


def _reached(waiting: list[str], ways: Mapping[Any, Iterable[str]]) -> set[str]:
    found: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += ways.get(key, ())
    return found


def _without_notes(blocks: list[Block], gone: set[str]) -> list[Block]:
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Note) and block.id in gone:
            continue
        if isinstance(block, Group) and block.blocks:
            block.blocks = _without_notes(block.blocks, gone)
            if not block.blocks:
                continue
        kept.append(block)
    return kept


def _forget_revisions(document: Document, before: _References) -> None:
    """Take out the tracked changes of text that is gone, and number the others anew."""
    gone = before.revisions - _References(document.pages).revisions
    if not gone:
        return
    places: dict[int, int] = {}
    for index in range(len(document.revisions)):
        if index not in gone:
            places[index] = len(places)
    document.revisions = [revision for index, revision in enumerate(document.revisions) if index not in gone]
    for page in document.pages:
        _renumber(page.blocks, places)


def _renumber(blocks: list[Block], places: dict[int, int]) -> None:
    for block in blocks:
        if isinstance(block, _TEXTS):
            for span in block.spans:
                if span.revision is not None:
                    span.revision = places.get(span.revision)
        elif isinstance(block, _GROUPS):
            _renumber(block.blocks, places)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    if cell.blocks:
                        _renumber(cell.blocks, places)


def _without_pages(entries: list[OutlineEntry], gone: set[int]) -> list[OutlineEntry]:
    """Take out entries of pages that are gone; what lies under them on other pages moves up."""
    kept: list[OutlineEntry] = []
    for entry in entries:
        entry.children = _without_pages(entry.children, gone)
        if entry.page in gone:
            kept += entry.children
        else:
            kept.append(entry)
    return kept
