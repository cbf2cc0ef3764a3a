"""A story (the body, a header, a note...) -> blocks."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from docsieve.formats._doc.inline import InlineReader
from docsieve.formats._doc.reading import ParagraphFormat, Reading
from docsieve.formats._doc.styles import BODY_TEXT
from docsieve.formats._doc.tables import TableDraft
from docsieve.formats._docx.numbering import Counters, Marker
from docsieve.model import Block, Heading, Hidden, ListItem, Locator, Paragraph, Role, Span

_ENDS: Final = re.compile("[\r\x07\x0c]")
#: The override index that takes a paragraph out of the list of its style.
_NO_LIST: Final = (0, 0x7FF)


class Story:
    """Reads characters `start` to `end` of the whole text."""

    def __init__(
        self, reading: Reading, start: int, end: int, where: Locator, may_call: bool = False
    ) -> None:
        self.reading = reading
        self.where = where
        #: Whether notes may be called here: only the body calls them.
        self.may_call = may_call
        self._start = start
        self._end = min(end, len(reading.text.text))
        self._inline = InlineReader(self, self._start, self._end)
        self._counters = Counters(reading.numbering)
        self._tables: list[TableDraft] = []

    def blocks(self, out: list[Block], at_end_of: Callable[[int], None] | None = None) -> None:
        """Append all blocks to `out`; `at_end_of` is told each position behind a paragraph outside tables."""
        text = self.reading.text.text
        at = self._start
        while at < self._end:
            found = self._end_of_paragraph(text, at)
            stop = self._end if found is None else found.start()
            mark = "" if found is None else found[0]
            form = self.reading.paragraph_at(stop if found is not None else max(stop - 1, at))
            self._paragraph(at, stop, mark, form, out)
            at = stop + 1
            if at_end_of is not None and not self._tables:
                at_end_of(at)
        self._close_tables(0, out)

    def _end_of_paragraph(self, text: str, at: int) -> re.Match[str] | None:
        """Find the mark that ends the paragraph: a page break within it looks like the end of a section."""
        found = _ENDS.search(text, at, self._end)
        sections = self.reading.section_ends
        while found is not None and found[0] == "\x0c" and sections and found.end() not in sections:
            found = _ENDS.search(text, found.end(), self._end)
        return found

    def _paragraph(self, start: int, end: int, mark: str, form: ParagraphFormat, out: list[Block]) -> None:
        depth = form.depth
        if depth == 0 and mark == "\x07":
            depth = 1
        self._close_tables(depth, out)
        while len(self._tables) < depth:
            self._tables.append(TableDraft(self.where))
        if form.ends_row and depth:
            if end > start:  # a row's end holds no text, but damaged ones may
                self._tables[-1].add(self._read(start, end, form))
            self._tables[-1].end_row(form.group)
            return
        blocks = self._read(start, end, form)
        if not depth:
            out += blocks
            return
        self._tables[-1].add(blocks)
        if form.ends_cell or (mark == "\x07" and depth == 1):
            self._tables[-1].end_cell()

    def _close_tables(self, depth: int, out: list[Block]) -> None:
        while len(self._tables) > depth:
            table = self._tables.pop().finish()
            if table is None:
                continue
            self.reading.count_block()
            if self._tables:
                self._tables[-1].add([table])
            else:
                out.append(table)

    def _read(self, start: int, end: int, form: ParagraphFormat) -> list[Block]:
        in_contents = self._inline.in_contents
        spans, anchored = self._inline.read(start, end, form.style)
        in_contents = in_contents or self._inline.in_contents
        blocks: list[Block] = []
        _trim(spans)
        if any(span.note or span.text.strip() for span in spans):
            self.reading.count_block()
            blocks.append(self._block(spans, form, in_contents))
        return blocks + anchored

    def _block(self, spans: list[Span], form: ParagraphFormat, in_contents: bool) -> Block:
        style = self.reading.styles.style(form.style)
        marker = self._marker(form, style.list_index, style.list_level)
        outline = style.outline if form.outline is None else form.outline
        role: Role = "toc" if in_contents else style.role
        hidden: Hidden | None = spans[0].hidden
        if any(span.hidden != hidden for span in spans):
            hidden = None
        where = self.where
        if outline < BODY_TEXT and role in ("body", "caption", "quote"):
            if all(span.bold or not span.text.strip() for span in spans):
                for span in spans:  # its look, not emphasis
                    span.bold = False
            number = marker.text if marker else None
            return Heading(where=where, hidden=hidden, level=outline + 1, spans=spans, marker=number or None)
        if marker is not None and marker.text:
            return ListItem(
                where=where,
                role=role,
                hidden=hidden,
                level=marker.level,
                ordered=marker.ordered,
                marker=marker.text,
                spans=spans,
            )
        return Paragraph(where=where, role=role, hidden=hidden, spans=spans)

    def _marker(self, form: ParagraphFormat, style_list: int, style_level: int) -> Marker | None:
        index = style_list if form.list_index is None else form.list_index
        if index in _NO_LIST or index > 0xF801:
            return None
        level = style_level if form.list_level is None else form.list_level
        return self._counters.next(str(index), level)


def _trim(spans: list[Span]) -> None:
    """Take blanks off both ends of a paragraph."""
    while spans and spans[0].note is None and not spans[0].text.strip(" \n"):
        del spans[0]
    while spans and spans[-1].note is None and not spans[-1].text.strip(" \n"):
        del spans[-1]
    if spans and spans[0].note is None:
        spans[0].text = spans[0].text.lstrip(" \n")
    if spans and spans[-1].note is None:
        spans[-1].text = spans[-1].text.rstrip(" \n")
