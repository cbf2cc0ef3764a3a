"""A story (the body, a header, a note, a text box): paragraphs, list entries and tables in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docsieve.formats._docx.spans import SpanBuilder
from docsieve.formats._rtf.lists import Counters
from docsieve.formats._rtf.sink import Sink
from docsieve.formats._rtf.spans import common_hidden, drop_look_of_all, says_something
from docsieve.formats._rtf.tables import RowDefinition, TableDraft
from docsieve.model import Block, Heading, ListItem, Locator, Paragraph, Span

if TYPE_CHECKING:
    from docsieve.formats._rtf.interpreter import Interpreter
    from docsieve.formats._rtf.state import ParagraphProperties

#: Word goes no deeper by far; what claims to is damaged.
_MAX_NESTING = 32


class Story(Sink):
    """Collects the blocks of one story."""

    takes_text_only = True

    def __init__(self, reader: Interpreter, where: Locator) -> None:
        self.where = where
        self.blocks: list[Block] = []
        #: Blocks anchored in the paragraph: text boxes, pictures.
        self.anchored: list[Block] = []
        #: The marker written out before the paragraph's text.
        self.marker: str | None = None
        self.row = RowDefinition()
        self.nested_row = RowDefinition()
        self._builder = SpanBuilder()
        self._tables: list[TableDraft] = []
        self._counters = Counters(reader.list_table, reader.list_overrides)

    def text(self, reader: Interpreter, text: str) -> None:
        """Take text in the look of the group."""
        look = reader.state.look
        if look is None:
            look = reader.settle_look()
        self._builder.add(text, look)

    def add_span(self, span: Span) -> None:
        """Take a finished span: a note's mark."""
        self._builder.add_span(span)

    @property
    def is_at_start(self) -> bool:
        """Tell whether the paragraph has no text yet."""
        return not self._builder.pending and not self._builder.parts

    def end_paragraph(self, reader: Interpreter, depth: int | None = None) -> None:
        """Write the paragraph, in a table of `depth` where it is not as its properties say."""
        properties = reader.state.paragraph
        parts = [part for part in self._builder.finish() if isinstance(part, Span)]
        self._builder = SpanBuilder()
        anchored, self.anchored = self.anchored, []
        marker, self.marker = self.marker, None
        self._settle(reader, min(properties.depth if depth is None else depth, _MAX_NESTING))
        blocks = self._tables[-1].blocks if self._tables else self.blocks
        if says_something(parts):
            reader.count_block()
            blocks.append(self._block(reader, parts, properties, marker, follows_list(blocks)))
        blocks.extend(anchored)

    def _block(
        self,
        reader: Interpreter,
        spans: list[Span],
        properties: ParagraphProperties,
        marker: str | None,
        follows: bool,
    ) -> Block:
        style = reader.styles.meaning(properties.style)
        outline = style.outline if properties.outline is None else properties.outline
        number = style.list if properties.list is None else properties.list
        level = style.level if properties.level is None else properties.level
        level = min(max(level or 0, 0), 8)
        if number:
            counted = self._counters.next(number, level)
            marker = counted if marker is None else marker
        where, hidden = self.where, common_hidden(spans)
        if outline is not None and 0 <= outline < 9 and style.role not in ("title", "subtitle", "toc"):
            drop_look_of_all(spans)
            return Heading(where=where, hidden=hidden, level=outline + 1, spans=spans, marker=marker or None)
        if marker:
            bulleted = self._counters.is_bulleted(number, level) if number else None
            ordered = any(map(str.isalnum, marker)) and marker != "o" if bulleted is None else not bulleted
            return ListItem(
                where=where,
                role=style.role,
                hidden=hidden,
                level=level,
                ordered=ordered,
                marker=marker,
                spans=spans,
            )
        return Paragraph(
            where=where,
            role=style.role,
            hidden=hidden,
            spans=spans,
            list_level=level if number and follows else None,
        )

    def _settle(self, reader: Interpreter, depth: int) -> None:
        """Open or close tables until `depth` are open."""
        while len(self._tables) > depth:
            table = self._tables.pop().finish(self.where)
            if table is not None:
                reader.count_block()
                (self._tables[-1].blocks if self._tables else self.blocks).append(table)
        while len(self._tables) < depth:
            self._tables.append(TableDraft())

    def end_cell(self, reader: Interpreter, depth: int) -> None:
        r"""Take `\cell` or, where `depth` is above 1, `\nestcell`."""
        self.end_paragraph(reader, depth)
        reader.count_cell()
        self._tables[-1].end_cell()

    def end_row(self, reader: Interpreter, depth: int) -> None:
        r"""Take `\row` or, where `depth` is above 1, `\nestrow`."""
        if not self.is_at_start:
            self.end_cell(reader, depth)
        self._settle(reader, min(depth, _MAX_NESTING))
        self._tables[-1].end_row(self.row if depth == 1 else self.nested_row)

    def finish(self, reader: Interpreter) -> None:
        """Write what is still open."""
        self.end_paragraph(reader, None if self.is_at_start is False else 0)
        self._settle(reader, 0)

    def section(self, reader: Interpreter, where: Locator) -> list[Block]:
        """End a section; return its blocks and go on at `where`."""
        self.finish(reader)
        blocks, self.blocks, self.where = self.blocks, [], where
        return blocks


def follows_list(blocks: list[Block]) -> bool:
    """Tell whether a paragraph after these blocks may belong to a list entry."""
    last = blocks[-1] if blocks else None
    return isinstance(last, ListItem) or (isinstance(last, Paragraph) and last.list_level is not None)
