"""A Document as a line of units to be packed into chunks: headings, paragraphs, entries, tables row by row.

The words are those of the plain-text renderer: what is hidden, running headers and notes are its business.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from docsieve.block_ids import block_id
from docsieve.model import (
    Block,
    CodeBlock,
    Document,
    Group,
    Heading,
    HiddenChoice,
    ListItem,
    Note,
    Page,
    Paragraph,
    Table,
)
from docsieve.renderers.plain_text import TextWriter
from docsieve.renderers.table_grid import grid_of
from docsieve.renderers.visibility import (
    attachment_line,
    hidden_parts_line,
    is_shown,
    page_title,
)

#: Levels of headings above those of the model: files inside the file, sheets and slides, the title.
_ATTACHMENT_LEVEL: Final = -2
_PAGE_LEVEL: Final = -1
_TITLE_LEVEL: Final = 0


@dataclass(slots=True)
class Unit:
    """A text that a chunk should not cut, or the rows of a table."""

    text: str
    block: str
    page: int
    #: The document it is in: indexes of attachments.
    inside: tuple[int, ...]
    #: Headings above it, itself included where it is one.
    headings: tuple[str, ...]
    #: What stands between it and the unit before.
    separator: str = "\n\n"
    #: Set for headings; the lower the higher.
    level: int | None = None
    #: True where a new sheet or slide starts.
    starts_page: bool = False
    #: Lines are kept whole rather than sentences.
    by_line: bool = False
    #: Tables: the text of each row, and of the rows to be repeated.
    rows: list[str] = field(default_factory=list)
    head: str = ""


def units_of(document: Document, hidden: HiddenChoice) -> list[Unit]:
    """Return the units of the document and of the files inside it."""
    return _UnitWriter(document, hidden).units()


class _UnitWriter(TextWriter):
    """Writes each block of the running text into a unit; inside notes and cells it is the renderer."""

    def __init__(
        self,
        document: Document,
        hidden: HiddenChoice,
        inside: tuple[int, ...] = (),
        above: tuple[str, ...] = (),
    ) -> None:
        super().__init__(document, hidden)
        self._units: list[Unit] = []
        self._inside = inside
        self._headings: list[tuple[int, str]] = [(_ATTACHMENT_LEVEL, name) for name in above]
        self._page_number = 1
        self._steps: list[str] = []
        self._level: int | None = None
        self._by_line = False
        self._starts_page = False
        self._depth = 0
        self._places: dict[int, tuple[int, list[str], list[tuple[int, str]]]] = {}

    def units(self) -> list[Unit]:
        """Return the units in the order of the text."""
        is_only = len(self._document.pages) == 1
        for page in self._document.pages:
            self._page(page, is_only)
        for note in self._after_all:
            self._note(note)
        above = tuple(name for level, name in self._headings if level == _ATTACHMENT_LEVEL)
        for index, attachment in enumerate(self._document.attachments):
            inside = (*self._inside, index)
            name = " ".join(attachment.name.split())
            child = _UnitWriter(attachment.document or self._document, self._hidden, inside, (*above, name))
            child._level = _ATTACHMENT_LEVEL
            child._paragraph(attachment_line(attachment))
            self._units += child._units if attachment.document is None else child.units()
        return self._units

    def _page(self, page: Page, is_only: bool) -> None:
        self._page_number = page.number
        self._steps = []
        if page.kind in ("sheet", "slide"):
            self._headings = [found for found in self._headings if found[0] == _ATTACHMENT_LEVEL]
            self._starts_page = True
        if page_title(page, is_only=is_only):
            self._level = _PAGE_LEVEL
        super()._page(page, is_only)
        self._level = None

    def _blocks(self, blocks: list[Block]) -> None:
        if self._depth:
            super()._blocks(blocks)
            return
        for index, block in enumerate(blocks):
            self._steps.append(f"b{index}")
            super()._blocks([block])
            self._steps.pop()

    def _block(self, block: Block) -> None:
        if self._depth:
            super()._block(block)
        elif isinstance(block, Heading):
            self._level = max(block.level, 1)
            super()._block(block)
            self._level = None
        elif isinstance(block, ListItem) or (isinstance(block, Paragraph) and block.list_level is not None):
            separator = "\n" if self._in_list else "\n\n"
            start = len(self._out)
            super()._block(block)
            lines = [line for line in self._out[start:] if line]
            del self._out[start:]
            self._add("\n".join(lines), separator)
            self._in_list = True
        elif isinstance(block, Note):
            self._places[id(block)] = (self._page_number, list(self._steps), list(self._headings))
            super()._block(block)
        elif isinstance(block, Paragraph) and block.role == "title":
            self._level = _TITLE_LEVEL
            super()._block(block)
            self._level = None
        elif isinstance(block, Group):
            super()._block(block)
        else:
            self._by_line = isinstance(block, CodeBlock)
            super()._block(block)
            self._by_line = False

    def _note(self, note: Note) -> None:
        here = (self._page_number, self._steps, self._headings)
        self._page_number, self._steps, self._headings = self._places.get(id(note), here)
        super()._note(note)
        self._page_number, self._steps, self._headings = here

    def _inner_lines(self, blocks: list[Block]) -> list[str]:
        self._depth += 1
        lines = super()._inner_lines(blocks)
        self._depth -= 1
        return lines

    def _paragraph(self, text: str) -> None:
        if self._depth:
            super()._paragraph(text)
            return
        self._in_list = False
        self._add(text, "\n\n")

    def _table(self, table: Table) -> None:
        if self._depth:
            super()._table(table)
            return
        grid = grid_of(table)
        head: list[str] = []
        rows: list[str] = []
        for index, grid_row in enumerate(grid.rows):
            if not is_shown(grid_row.row.hidden, self._hidden):
                continue
            text = "\n".join(line for line in self._row_lines(grid, grid_row) if line)
            if text.strip():
                (head if index < table.header_rows else rows).append(text)
        if told := hidden_parts_line(table, self._hidden):
            rows.append(told)
        self._in_list = False
        if not rows:
            head, rows = [], head
        if rows:
            self._add("\n".join([*head, *rows]), "\n\n")
            self._units[-1].rows = rows
            self._units[-1].head = "\n".join(head)

    def _add(self, text: str, separator: str) -> None:
        if not text.strip():
            return
        level = self._level
        if level is not None and level > _ATTACHMENT_LEVEL:
            self._headings = [found for found in self._headings if found[0] < level]
            self._headings.append((level, " ".join(text.split())))
            self._level = None
        self._units.append(
            Unit(
                text=text,
                block=block_id(self._page_number, *self._steps, attachments=self._inside),
                page=self._page_number,
                inside=self._inside,
                headings=tuple(name for _, name in self._headings),
                separator=separator,
                level=level,
                starts_page=self._starts_page,
                by_line=self._by_line,
            )
        )
        self._level = None
        self._starts_page = False
