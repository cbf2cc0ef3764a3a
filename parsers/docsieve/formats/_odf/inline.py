"""The inside of a paragraph: text, spans, links, fields, notes, tracked changes (ODF 1.3 part 3, 6)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from docsieve.errors import LimitExceededError
from docsieve.formats._docx.run_properties import CODE, NO_CHANGE, SHADED, TINY, VANISH, WHITE, is_monospace
from docsieve.formats._docx.spans import Look, SpanBuilder
from docsieve.formats._odf.namespaces import DC, DRAW, LOEXT, MATH, OFFICE, TEXT, XLINK
from docsieve.formats._ooxml.symbols import unsymboled
from docsieve.model import Block, Formula, Hidden, Note, Role, Span

if TYPE_CHECKING:
    from lxml import etree

    from docsieve.formats._docx.run_properties import Change
    from docsieve.formats._odf.story import Story

_BLANKS: Final = re.compile(r"[ \t\r\n]+")
#: What `text:s` may stand for: more is no text but an attack.
_MAX_SPACES: Final = 4096
_PARAGRAPHS: Final = (f"{TEXT}p", f"{TEXT}h")


class InlineReader:
    """Reads one paragraph; made anew for each, as paragraphs stand within paragraphs."""

    def __init__(self, story: Story, base: Change) -> None:
        self.anchored: list[Block] = []
        #: A field in the paragraph says that all of it is hidden.
        self.hides_paragraph = False
        #: A sequence field: this is a caption, numbered.
        self.has_sequence = False
        self._story = story
        self._reading = story.reading
        self._builder = SpanBuilder()
        self._mask = base.on & ~base.off
        self._font = base.font
        self._link: str | None = None
        self._deleted: int | None = None
        self._hidden: Hidden | None = None
        self._ends_blank = True
        self._depth = 0
        self._look = Look()
        self._settle()

    def read(self, element: etree._Element) -> list[Span | Formula]:
        """Return the paragraph's parts in order; `anchored` are the blocks that hang on it."""
        self._children(element)
        parts = self._builder.finish()
        if self._ends_blank and parts and type(parts[-1]) is Span:
            parts[-1].text = parts[-1].text.rstrip(" ")
        return parts

    def _settle(self) -> None:
        """Work out the look after something changed."""
        mask = self._mask
        if is_monospace(self._font) and not self._reading.monospaced:
            mask |= CODE
        hidden: Hidden | None = self._hidden
        revision = self._reading.open_revision
        if self._deleted is not None:
            hidden, revision = "deleted", self._deleted
        elif hidden is None and mask & VANISH:
            hidden = "vanish"
        elif hidden is None and mask & TINY:
            hidden = "tiny"
        elif hidden is None and mask & WHITE and not mask & SHADED and self._story.on_white:
            hidden = "same_colour"
        self._look = Look(mask, self._link, revision, hidden)

    def _add(self, text: str) -> None:
        self._builder.add(unsymboled(text, self._font), self._look)

    def _text(self, text: str | None) -> None:
        """Add text, blanks collapsed as 6.1.2 has it."""
        if not text:
            return
        text = _BLANKS.sub(" ", text)
        if self._ends_blank and text[0] == " ":
            text = text[1:]
        if text:
            self._ends_blank = text[-1] == " "
            self._add(text)

    def _children(self, element: etree._Element) -> None:
        self._depth += 1
        if self._depth > self._reading.limits.max_depth:
            raise LimitExceededError.of(
                "the nesting of its text", self._depth, self._reading.limits.max_depth
            )
        self._text(element.text)
        for child in element:
            read = _READERS.get(child.tag)
            if read is not None:
                read(self, child)
            elif child.tag in _SHAPES or (child.tag.startswith(DRAW)):
                self._shape(child)
            elif child.tag not in _SILENT:
                self._children(child)
            self._text(child.tail)
        self._depth -= 1

    def _span(self, element: etree._Element) -> None:
        before = self._mask, self._font
        change = self._story.styles.text(element.get(f"{TEXT}style-name"))
        if change is not NO_CHANGE:
            self._mask = (self._mask & ~change.off) | change.on
            self._font = change.font or self._font
            self._settle()
        self._children(element)
        self._mask, self._font = before
        self._settle()

    def _spaces(self, element: etree._Element) -> None:
        count = element.get(f"{TEXT}c", "1")
        number = int(count) if count.isdecimal() and len(count) < 10 else 1
        if number > _MAX_SPACES:
            self._reading.report.warn(
                "spaces_left_out", "A run of thousands of blanks was shortened.", self._story.where
            )
        self._add(" " * min(number, _MAX_SPACES))
        self._ends_blank = False

    def _tab(self, element: etree._Element) -> None:
        self._add("\t")
        self._ends_blank = False

    def _line_break(self, element: etree._Element) -> None:
        self._add("\n")
        self._ends_blank = True

    def _anchor(self, element: etree._Element) -> None:
        before = self._link
        self._link = element.get(f"{XLINK}href") or before
        self._settle()
        self._children(element)
        self._link = before
        self._settle()

    def _ruby(self, element: etree._Element) -> None:
        """Write the reading behind its base, in brackets as printed text without ruby does."""
        base = element.find(f"{TEXT}ruby-base")
        if base is not None:
            self._children(base)
        reading = (element.findtext(f"{TEXT}ruby-text") or "").strip()
        if reading:
            self._add(f"({reading})")

    def _hidden_text(self, element: etree._Element) -> None:
        shown = "".join(str(text) for text in element.itertext())
        before = self._hidden
        if element.get(f"{TEXT}is-hidden") != "false":
            self._hidden = "vanish"
            shown = shown or element.get(f"{TEXT}string-value", "")
        self._settle()
        if shown.strip():
            self._add(shown)
        self._hidden = before
        self._settle()

    def _hidden_paragraph(self, element: etree._Element) -> None:
        self.hides_paragraph = self.hides_paragraph or element.get(f"{TEXT}is-hidden") == "true"
        self._children(element)

    def _sheet_name(self, element: etree._Element) -> None:
        """Write the sheet's name; what stands in the file is three question marks."""
        if self._reading.sheet_name is None:
            self._children(element)
        else:
            self._add(self._reading.sheet_name)
            self._ends_blank = False

    def _sequence(self, element: etree._Element) -> None:
        self.has_sequence = True
        self._children(element)

    def _note(self, element: etree._Element) -> None:
        is_endnote = element.get(f"{TEXT}note-class") == "endnote"
        role: Role = "endnote" if is_endnote else "footnote"
        citation = element.find(f"{TEXT}note-citation")
        body = element.find(f"{TEXT}note-body")
        label = "" if citation is None else "".join(str(text) for text in citation.itertext()).strip()
        label = label or ("" if citation is None else citation.get(f"{TEXT}label", ""))
        self._reading.note_count += 1
        identity = f"{role}-{self._reading.note_count}"
        blocks = [] if body is None else self._story.apart(body)
        self._reading.notes.append(
            Note(where=self._story.where, role=role, id=identity, label=label, blocks=blocks)
        )
        _, _, revision, hidden = self._look
        self._builder.add_span(
            Span(label, superscript=bool(label), note=identity, revision=revision, hidden=hidden)
        )
        self._ends_blank = False

    def _annotation(self, element: etree._Element) -> None:
        note = self._story.annotation(element)
        self._builder.add_span(Span("", note=note.id))

    def _change_start(self, element: etree._Element) -> None:
        self._story.change_start(element)
        self._settle()

    def _change_end(self, element: etree._Element) -> None:
        self._story.change_end(element)
        self._settle()

    def _change(self, element: etree._Element) -> None:
        """Put deleted text back where it stood, flagged."""
        region = self._reading.regions.get(element.get(f"{TEXT}change-id", ""))
        if region is None or region.kind != "deleted" or region.index is not None:
            return
        before = self._deleted
        self._deleted = self._reading.revision(region, self._story.where)
        self._settle()
        is_first = True
        for child in region.element:
            if child.tag in _PARAGRAPHS:
                if not is_first:
                    self._add("\n")
                is_first, self._ends_blank = False, False
                self._children(child)
            elif not child.tag.startswith(OFFICE):
                self.anchored += self._story.deleted_blocks(child)
        self._deleted = before
        self._settle()

    def _shape(self, element: etree._Element) -> None:
        blocks = self._story.shapes.blocks(element)
        _, _, revision, hidden = self._look
        for block in blocks:
            if isinstance(block, Formula):
                self._builder.add_span(Span(block.latex, math=True, revision=revision, hidden=hidden))
                self._ends_blank = False
                continue
            block.hidden = block.hidden or hidden
            self.anchored.append(block)


_SILENT: Final = frozenset(
    (
        f"{TEXT}bookmark", f"{TEXT}bookmark-start", f"{TEXT}bookmark-end", f"{TEXT}reference-mark",
        f"{TEXT}reference-mark-start", f"{TEXT}reference-mark-end", f"{TEXT}toc-mark",
        f"{TEXT}toc-mark-start",
        f"{TEXT}toc-mark-end", f"{TEXT}alphabetical-index-mark", f"{TEXT}alphabetical-index-mark-start",
        f"{TEXT}alphabetical-index-mark-end", f"{TEXT}user-index-mark", f"{TEXT}user-index-mark-start",
        f"{TEXT}user-index-mark-end", f"{TEXT}soft-page-break", f"{OFFICE}annotation-end", f"{TEXT}script",
        f"{OFFICE}event-listeners", f"{TEXT}number", f"{TEXT}tracked-changes", f"{DC}creator", f"{DC}date",
        f"{TEXT}label", f"{OFFICE}change-info", f"{TEXT}meta-bookmark",
    )
)  # fmt: skip
_SHAPES: Final = frozenset((f"{MATH}math", f"{OFFICE}forms"))
_READERS: Final[dict[str, Callable[[InlineReader, etree._Element], None]]] = {
    f"{TEXT}span": InlineReader._span,
    f"{TEXT}s": InlineReader._spaces,
    f"{TEXT}tab": InlineReader._tab,
    f"{TEXT}line-break": InlineReader._line_break,
    f"{TEXT}a": InlineReader._anchor,
    f"{TEXT}ruby": InlineReader._ruby,
    f"{TEXT}hidden-text": InlineReader._hidden_text,
    f"{TEXT}hidden-paragraph": InlineReader._hidden_paragraph,
    f"{TEXT}sequence": InlineReader._sequence,
    f"{TEXT}sheet-name": InlineReader._sheet_name,
    f"{TEXT}note": InlineReader._note,
    f"{OFFICE}annotation": InlineReader._annotation,
    f"{TEXT}change-start": InlineReader._change_start,
    f"{TEXT}change-end": InlineReader._change_end,
    f"{TEXT}change": InlineReader._change,
    f"{LOEXT}content-control": InlineReader._children,
}
