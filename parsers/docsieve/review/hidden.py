"""Hidden content taken out of a copy of a page, but for the reasons that somebody lets through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from docsieve.model import Block, Cell, Group, Heading, Hidden, ListItem, Note, Page, Paragraph, Table


def count_hidden(page: Page) -> Counter[Hidden]:
    """Count hidden passages by reason: the largest thing that is hidden as a whole counts once."""
    counts: Counter[Hidden] = Counter()
    if page.hidden is not None:
        counts[page.hidden] += 1
    else:
        _count(page.blocks, counts)
    return counts


def _count(blocks: list[Block], counts: Counter[Hidden]) -> None:
    for block in blocks:
        if block.hidden is not None:
            counts[block.hidden] += 1
        elif isinstance(block, Paragraph | ListItem | Heading):
            counts.update(span.hidden for span in block.spans if span.hidden is not None)
        elif isinstance(block, Table):
            for row in block.rows:
                if row.hidden is not None:
                    counts[row.hidden] += 1
                    continue
                for cell in row.cells:
                    if cell.hidden is not None:
                        counts[cell.hidden] += 1
                    else:
                        _count(cell.blocks, counts)
        elif isinstance(block, Group | Note):
            _count(block.blocks, counts)


def take_hidden_out(page: Page, included: Collection[Hidden]) -> None:
    """Take what is hidden for other reasons than these out of a page, and the notes that only it calls."""
    pruner = _Pruner(included)
    page.blocks = pruner.blocks(page.blocks)
    orphans = pruner.called_there - pruner.called_here
    if orphans:
        page.blocks = _without_notes(page.blocks, orphans)


class _Pruner:
    def __init__(self, included: Collection[Hidden]) -> None:
        self.called_here: set[str] = set()
        self.called_there: set[str] = set()
        self._included = included

    def goes(self, hidden: Hidden | None) -> bool:
        return hidden is not None and hidden not in self._included

    def blocks(self, blocks: list[Block], *, going: bool = False) -> list[Block]:
        kept: list[Block] = []
        for block in blocks:
            goes = going or self.goes(block.hidden)
            if isinstance(block, Paragraph | ListItem | Heading):
                for span in block.spans:
                    self._call(span.note, goes or self.goes(span.hidden))
                block.spans = [span for span in block.spans if not self.goes(span.hidden)]
            elif isinstance(block, Table):
                self._table(block, goes)
            elif isinstance(block, Group | Note):
                block.blocks = self.blocks(block.blocks, going=goes)
            if not goes:
                kept.append(block)
        return kept

    def _table(self, table: Table, goes: bool) -> None:
        open_spans: list[tuple[Cell, int]] = []
        rows = []
        header_rows = table.header_rows
        for index, row in enumerate(table.rows):
            row_goes = goes or self.goes(row.hidden)
            for cell in row.cells:
                cell_goes = row_goes or self.goes(cell.hidden)
                self._call(cell.note, cell_goes)
                cell.blocks = self.blocks(cell.blocks, going=cell_goes)
                if cell_goes and not row_goes:  # its place stays, so that the columns do
                    cell.text, cell.blocks, cell.formula, cell.link, cell.note = "", [], None, None, None
            if self.goes(row.hidden):
                for cell, end in open_spans:
                    if index < end:
                        cell.row_span -= 1
                header_rows -= index < table.header_rows
                continue
            open_spans += [(cell, index + cell.row_span) for cell in row.cells if cell.row_span > 1]
            rows.append(row)
        table.rows = rows
        table.header_rows = header_rows

    def _call(self, note: str | None, goes: bool) -> None:
        if note is not None:
            (self.called_there if goes else self.called_here).add(note)


def _without_notes(blocks: list[Block], ids: Collection[str]) -> list[Block]:
    kept = [block for block in blocks if not (isinstance(block, Note) and block.id in ids)]
    for block in kept:
        if isinstance(block, Group):
            block.blocks = _without_notes(block.blocks, ids)
    return kept
