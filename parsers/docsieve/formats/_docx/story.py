"""A story: the body, a header, a note... read block by block in one pass over its elements."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from docsieve.errors import LimitExceededError
from docsieve.formats._docx.alt_chunk import alt_chunk_blocks
from docsieve.formats._docx.context import NoteKind, Reading, RevisionKind
from docsieve.formats._docx.inline import InlineReader
from docsieve.formats._docx.numbering import Counters, Marker
from docsieve.formats._docx.paragraph import Properties, read_properties
from docsieve.formats._docx.styles import ParagraphStyle
from docsieve.formats._docx.tables import read_table
from docsieve.formats._ooxml.namespaces import MC, M, W
from docsieve.model import (
    Block,
    CodeBlock,
    Formula,
    Heading,
    ListItem,
    Locator,
    Paragraph,
    Role,
    Span,
)

if TYPE_CHECKING:
    from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

_P: Final = f"{W}p"
_TBL: Final = f"{W}tbl"


class Story:
    """Reads the blocks of one part, or of one note in it."""

    def __init__(
        self, reading: Reading, where: Locator, unclosed_fields: frozenset[etree._Element] = frozenset()
    ) -> None:
        self.reading = reading
        self.where = where
        self.relationships = reading.package.relationships(where.part or "")
        self.counters = Counters(reading.numbering)
        self.unclosed_fields = unclosed_fields
        #: The tracked change that the paragraph at hand stands in, and whether it deletes.
        self.revision: int | None = None
        self.deleted = False
        #: White text cannot be seen here: no table, no text box, no shading behind it.
        self.on_white = reading.page_is_white
        self._in_contents = False
        self._depth = 0
        self._inline = InlineReader(self)
        #: Parts waiting to be put before the next paragraph: a drop cap, a paragraph whose end was deleted.
        self._carried: list[Span | Formula] = []
        self._read: dict[str, Callable[[etree._Element, list[Block]], None]] = {
            _P: self._paragraph,
            _TBL: self._table,
            f"{W}sdt": self._content_control,
            f"{W}sdtContent": self._children,
            f"{W}customXml": self._children,
            f"{W}smartTag": self._children,
            f"{W}ins": lambda element, out: self._change("inserted", element, out),
            f"{W}del": lambda element, out: self._change("deleted", element, out),
            f"{W}moveFrom": lambda element, out: self._change("moved_from", element, out),
            f"{W}moveTo": lambda element, out: self._change("moved_to", element, out),
            f"{W}altChunk": lambda element, out: out.extend(alt_chunk_blocks(self, element)),
            f"{MC}AlternateContent": self._alternative,
            f"{M}oMathPara": self._loose_inline,
            f"{M}oMath": self._loose_inline,
            f"{W}r": self._loose_inline,
        }

    def label(self, key: tuple[NoteKind, str]) -> str:
        """Return the mark of a note as shown."""
        return self.reading.note_labels.get(key, "")

    def blocks(self, container: etree._Element) -> list[Block]:
        """Return the blocks of a container element.

        Raises:
            LimitExceededError: containers are nested deeper than `Limits.max_depth`.
        """
        carried, self._carried = self._carried, []
        out: list[Block] = []
        self._children(container, out)
        self._drop_carried(out)
        self._carried = carried
        return out

    @contextmanager
    def on_other_ground(self) -> Iterator[None]:
        """Read what may stand on a coloured ground."""
        before, self.on_white = self.on_white, False
        try:
            yield
        finally:
            self.on_white = before

    def _children(self, container: etree._Element, out: list[Block]) -> None:
        self._depth += 1
        if self._depth > self.reading.limits.max_depth:
            raise LimitExceededError.of(
                "the nesting of its content", self._depth, self.reading.limits.max_depth
            )
        for child in container:
            tag: object = child.tag  # a function for comments
            read = self._read.get(str(tag))
            if read is not None:
                read(child, out)
            elif isinstance(tag, str) and tag not in _SILENT and child.find(f".//{_P}") is not None:
                self._children(child, out)  # an element of a later version of the format around paragraphs
        self._depth -= 1

    def _paragraph(self, element: etree._Element, out: list[Block]) -> None:
        properties = read_properties(element)
        style = self.reading.styles.paragraph(properties.style)
        before = self.revision, self.deleted, self.on_white
        if style.shaded if properties.shaded is None else properties.shaded:
            self.on_white = False
        if properties.mark_change is not None:
            kind, change = properties.mark_change
            mark = self.reading.revision(kind, change, self.where)
            if kind in ("inserted", "moved_to"):
                self.revision = mark
        # Half of all paragraphs are there for their height alone: properties and nothing else.
        parts, anchored = (
            self._inline.read(element, style) if len(element) > 1 or not properties.found else _NOTHING
        )
        self.revision, self.deleted, self.on_white = before
        if properties.format_change is not None and parts:
            self.reading.revision("formatted", properties.format_change, self.where)
        marker = self._marker(properties, style)
        if self._carried:
            parts = [*self._carried, *parts]
            self._carried = []
        if _says_something(parts):
            if properties.joins_next and not _all_deleted(parts):
                self._carried = parts
            else:
                self._emit(parts, style, properties, marker, out)
        out.extend(anchored)
        if properties.section is not None:
            self._drop_carried(out)
            self.end_section(out)

    def end_section(self, out: list[Block]) -> None:
        """Take the end of a section; only the body has sections."""

    def _drop_carried(self, out: list[Block]) -> None:
        if self._carried:
            parts, self._carried = self._carried, []
            self._emit(parts, ParagraphStyle(), Properties(), None, out)

    def _emit(
        self,
        parts: list[Span | Formula],
        style: ParagraphStyle,
        properties: Properties,
        marker: Marker | None,
        out: list[Block],
    ) -> None:
        """Write a paragraph's parts; formulas on lines of their own divide it."""
        if len(parts) == 1 and type(parts[0]) is Span:
            self._emit_text([parts[0]], style, properties, marker, out)
            return
        spans: list[Span] = []
        for part in parts:
            if isinstance(part, Span):
                spans.append(part)
                continue
            if _says_something(spans):
                self._emit_text(spans, style, properties, marker, out)
                marker = None
            spans = []
            self.reading.count_block()
            out.append(part)
        if _says_something(spans):
            self._emit_text(spans, style, properties, marker, out)

    def _emit_text(
        self,
        spans: list[Span],
        style: ParagraphStyle,
        properties: Properties,
        marker: Marker | None,
        out: list[Block],
    ) -> None:
        self.reading.count_block()
        where = self.where
        outline = style.outline if properties.outline is None else properties.outline
        role: Role = "toc" if self._in_contents and outline is None else style.role
        hidden = spans[0].hidden
        if hidden is not None and any(span.hidden != hidden for span in spans):
            hidden = None
        if outline is not None and outline < 9 and role not in ("title", "subtitle", "toc"):
            _plain_bold(spans)
            number = marker.text if marker else None
            out.append(
                Heading(where=where, hidden=hidden, level=outline + 1, spans=spans, marker=number or None)
            )
        elif marker is not None and marker.text:
            out.append(
                ListItem(
                    where=where,
                    role=role,
                    hidden=hidden,
                    level=marker.level,
                    ordered=marker.ordered,
                    marker=marker.text,
                    spans=spans,
                )
            )
        elif style.code and not any(span.note or span.revision is not None or span.hidden for span in spans):
            text = "".join(span.text for span in spans)
            last = out[-1] if out else None
            if isinstance(last, CodeBlock):
                last.text += "\n" + text
            else:
                out.append(CodeBlock(where=where, text=text))
        else:
            level = marker.level if marker is not None else style.list_continue
            follows = bool(out) and (
                isinstance(out[-1], ListItem) or getattr(out[-1], "list_level", None) is not None
            )
            out.append(
                Paragraph(
                    where=where, role=role, hidden=hidden, spans=spans, list_level=level if follows else None
                )
            )

    def _marker(self, properties: Properties, style: ParagraphStyle) -> Marker | None:
        num_id = properties.num_id or style.num_id
        if num_id is None or num_id == "0":
            return None
        level = properties.num_level
        if level is None:
            if properties.num_id is not None:
                level = style.num_level or 0
            elif style.num_level is not None:
                level = style.num_level
            else:
                level = self.reading.numbering.level_of_style(num_id, style.num_style)
        return self.counters.next(num_id, level)

    def _table(self, element: etree._Element, out: list[Block]) -> None:
        self._drop_carried(out)
        with self.on_other_ground():
            table = read_table(self, element)
        if table is not None:
            self.reading.count_block()
            out.append(table)

    def _content_control(self, element: etree._Element, out: list[Block]) -> None:
        content = element.find(f"{W}sdtContent")
        if content is None:
            return
        gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        before = self._in_contents
        if gallery is not None and gallery.get(f"{W}val") == "Table of Contents":
            self._in_contents = True
        self._children(content, out)
        self._in_contents = before

    def _change(self, kind: RevisionKind, element: etree._Element, out: list[Block]) -> None:
        before = self.revision, self.deleted
        self.revision = self.reading.revision(kind, element, self.where)
        self.deleted = self.deleted or kind in ("deleted", "moved_from")
        self._children(element, out)
        self.revision, self.deleted = before

    def _alternative(self, element: etree._Element, out: list[Block]) -> None:
        """Take the first choice that gives anything, else the fallback; never both (part 3, 7.6)."""
        for branch in element:
            before = len(out)
            self._children(branch, out)
            if len(out) != before:
                return

    def _loose_inline(self, element: etree._Element, out: list[Block]) -> None:
        """Read a run or a formula that stands where a paragraph should, as some programs write it."""
        from lxml import etree

        wrapper = etree.Element(_P)
        parent = element.getparent()
        index = None if parent is None else parent.index(element)
        wrapper.append(element)
        parts, anchored = self._inline.read(wrapper, self.reading.styles.paragraph(None))
        if parent is not None and index is not None:
            parent.insert(index, element)
        if _says_something(parts):
            self._emit(parts, ParagraphStyle(), Properties(), None, out)
        out.extend(anchored)


#: Elements between blocks that never hold running text.
_SILENT: Final = frozenset(
    f"{W}{name}"
    for name in ("sectPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "pPr", "background")
)


_NOTHING: Final[tuple[list[Span | Formula], list[Block]]] = ([], [])


def _says_something(parts: list[Span] | list[Span | Formula]) -> bool:
    for part in parts:  # noqa: SIM110 - a generator costs more than most paragraphs
        if type(part) is not Span or part.note or not part.text.isspace():
            return True
    return False


def _all_deleted(parts: list[Span | Formula]) -> bool:
    return all(
        part.hidden == "deleted" or (isinstance(part, Span) and not part.text.strip()) for part in parts
    )


def _plain_bold(spans: list[Span]) -> None:
    """Take bold off a heading that is bold all over: that is its look, not emphasis."""
    if all(span.bold or not span.text.strip() for span in spans):
        for span in spans:
            span.bold = False
