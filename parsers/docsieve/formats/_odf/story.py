"""A story: the body, a header, a note, a text box... read block by block (ODF 1.3 part 3, 5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from docsieve.errors import LimitExceededError
from docsieve.formats._docx.run_properties import NO_CHANGE
from docsieve.formats._odf.context import Reading
from docsieve.formats._odf.inline import InlineReader
from docsieve.formats._odf.lists import Lists, integer
from docsieve.formats._odf.namespaces import DC, DRAW, LOEXT, OFFICE, PRESENTATION, TABLE, TEXT
from docsieve.formats._odf.shapes import Shapes
from docsieve.formats._odf.styles import ParagraphStyle, StyleSheet
from docsieve.formats._odf.tables import read_table
from docsieve.model import (
    Block,
    CodeBlock,
    Formula,
    Group,
    Heading,
    Hidden,
    ListItem,
    Locator,
    Note,
    Paragraph,
    Role,
    Span,
)

if TYPE_CHECKING:
    from lxml import etree

    from docsieve.formats._docx.run_properties import Change

_P: Final = f"{TEXT}p"
_H: Final = f"{TEXT}h"
_MAX_HEADING: Final = 9


class Story:
    """Reads the blocks of one part, or of one note in it."""

    def __init__(self, reading: Reading, where: Locator, styles: StyleSheet) -> None:
        self.reading = reading
        self.where = where
        self.styles = styles
        self.shapes = Shapes(self)
        #: White text cannot be seen here: no table, no text box, no shading behind it.
        self.on_white = True
        #: What text takes from the shape it stands in.
        self.base: Change = NO_CHANGE
        self._role: Role = "body"
        self.lists = Lists(self)
        self._depth = 0
        self._read: dict[str, Callable[[etree._Element, list[Block]], None]] = {
            _P: self._paragraph,
            _H: self._paragraph,
            f"{TEXT}list": self.lists.read,
            f"{TEXT}numbered-paragraph": self.lists.read_numbered,
            f"{TEXT}section": self._section,
            f"{TABLE}table": self._table,
            f"{TEXT}change-start": lambda element, out: self.change_start(element),
            f"{TEXT}change-end": lambda element, out: self.change_end(element),
            f"{TEXT}change": self._change,
            f"{OFFICE}annotation": lambda element, out: out.append(self.annotation(element, listed=False)),
        }
        for index in _INDEXES:
            self._read[f"{TEXT}{index}"] = self._index

    def blocks(self, container: etree._Element) -> list[Block]:
        """Return the blocks of a container element.

        Raises:
            LimitExceededError: containers are nested deeper than `Limits.max_depth`.
        """
        out: list[Block] = []
        self.read_children(container, out)
        return out

    def apart(self, container: etree._Element, base: Change = NO_CHANGE) -> list[Block]:
        """Return the blocks of what interrupts the text: a note, a cell, a text box with its `base` look."""
        before = self._role, self.on_white, self.base
        self._role, self.on_white, self.base = "body", False, base
        with self.lists.set_aside():
            out = self.blocks(container)
        self._role, self.on_white, self.base = before
        return out

    def deleted_blocks(self, element: etree._Element) -> list[Block]:
        """Return one deleted block, flagged."""
        out: list[Block] = []
        self.read_block(element, out)
        for block in out:
            block.hidden = "deleted"
        return out

    def read_block(self, element: etree._Element, out: list[Block]) -> None:
        """Read one element that stands where blocks do."""
        read = self._read.get(element.tag)
        if read is not None:
            read(element, out)
        elif element.tag.startswith(DRAW):
            out += self.shapes.blocks(element)
        elif element.tag not in _SILENT and not element.tag.startswith(PRESENTATION):
            self.read_children(element, out)

    def read_children(self, container: etree._Element, out: list[Block]) -> None:
        """Read what stands in a container, in order."""
        self._depth += 1
        if self._depth > self.reading.limits.max_depth:
            raise LimitExceededError.of(
                "the nesting of its content", self._depth, self.reading.limits.max_depth
            )
        for child in container:
            self.read_block(child, out)
        self._depth -= 1

    def annotation(self, element: etree._Element, *, listed: bool = True) -> Note:
        """Read a comment; `listed` puts it among the notes of the page."""
        self.reading.note_count += 1
        identity = f"comment-{self.reading.note_count}"
        names = self.reading.comment_names
        names.setdefault(element.get(f"{OFFICE}name", ""), identity)
        parent = element.get(f"{LOEXT}parent-name") or element.get(f"{OFFICE}parent-name")
        note = Note(
            where=self.where,
            role="comment",
            id=identity,
            blocks=self.apart(element),
            author=element.findtext(f"{DC}creator") or None,
            date=element.findtext(f"{DC}date") or None,
            resolved=(element.get(f"{LOEXT}resolved") or element.get(f"{OFFICE}resolved")) == "true",
            reply_to=names.get(parent) if parent else None,
        )
        if listed:
            self.reading.notes.append(note)
        return note

    def change_start(self, element: etree._Element) -> None:
        """Take the start of an insertion or of changed formatting."""
        name = element.get(f"{TEXT}change-id", "")
        region = self.reading.regions.get(name)
        if region is not None and region.kind != "deleted":
            index = self.reading.revision(region, self.where)
            if region.kind == "inserted":
                self.reading.open_changes[name] = index

    def change_end(self, element: etree._Element) -> None:
        """Take the end of an insertion."""
        self.reading.open_changes.pop(element.get(f"{TEXT}change-id", ""), None)

    def _change(self, element: etree._Element, out: list[Block]) -> None:
        region = self.reading.regions.get(element.get(f"{TEXT}change-id", ""))
        if region is None or region.kind != "deleted" or region.index is not None:
            return
        self.reading.revision(region, self.where)
        for child in region.element:
            if not child.tag.startswith(OFFICE):
                out += self.deleted_blocks(child)

    def _paragraph(self, element: etree._Element, out: list[Block]) -> None:
        style = self.styles.paragraph(element.get(f"{TEXT}style-name"))
        marker = self.lists.marker(element, style)
        base = self.base.overridden_by(style.change) if self.base is not NO_CHANGE else style.change
        inline = InlineReader(self, base)
        parts = inline.read(element)
        if any(type(part) is not Span or part.note or not part.text.isspace() for part in parts):
            first = len(out)
            self._emit(element, parts, style, marker, inline, out)
            if inline.hides_paragraph:
                _hide(out[first:], "vanish")
        out += inline.anchored

    def _emit(
        self,
        element: etree._Element,
        parts: list[Span | Formula],
        style: ParagraphStyle,
        marker: tuple[str, bool] | None,
        inline: InlineReader,
        out: list[Block],
    ) -> None:
        self.reading.count_block()
        spans = [part for part in parts if isinstance(part, Span)]
        telling = [span for span in spans if span.note is None or span.text]
        hidden = telling[0].hidden if telling else None
        if hidden is not None and any(span.hidden != hidden for span in telling):
            hidden = None
        if len(telling) == 1 and telling[0].math and marker is None:
            out.append(Formula(where=self.where, latex=telling[0].text, hidden=hidden))
            return
        role = self._role if self._role != "body" else style.role
        if inline.has_sequence and role == "body" and marker is None:
            role = "caption"
        if role in ("title", "subtitle"):
            _plain_bold(spans)
        if element.tag == _H and role != "toc":
            _plain_bold(spans)
            level = integer(element.get(f"{TEXT}outline-level"), 1)
            number = marker[0] if marker else ""
            out.append(
                Heading(
                    where=self.where,
                    hidden=hidden,
                    level=min(max(level, 1), _MAX_HEADING),
                    spans=spans,
                    marker=number or None,
                )
            )
        elif marker is not None and marker[0]:
            out.append(
                ListItem(
                    where=self.where,
                    role=role,
                    hidden=hidden,
                    level=self.lists.level or 0,
                    ordered=marker[1],
                    marker=marker[0],
                    spans=spans,
                )
            )
        elif style.code and not any(span.note or span.revision is not None or span.hidden for span in spans):
            text = "".join(span.text for span in spans)
            if out and isinstance(out[-1], CodeBlock):
                out[-1].text += "\n" + text
            else:
                out.append(CodeBlock(where=self.where, text=text))
        else:
            follows = bool(out) and (
                isinstance(out[-1], ListItem) or getattr(out[-1], "list_level", None) is not None
            )
            level_of = self.lists.level if follows else None
            out.append(
                Paragraph(where=self.where, role=role, hidden=hidden, spans=spans, list_level=level_of)
            )

    def _section(self, element: etree._Element, out: list[Block]) -> None:
        display = element.get(f"{TEXT}display", "true")
        is_hidden = display == "none" or (
            display == "condition" and element.get(f"{TEXT}is-hidden") == "true"
        )
        first = len(out)
        self.read_children(element, out)
        if is_hidden:
            _hide(out[first:], "vanish")

    def _index(self, element: etree._Element, out: list[Block]) -> None:
        before, self._role = self._role, "toc"
        body = element.find(f"{TEXT}index-body")
        if element.tag == f"{TEXT}bibliography":
            self._role = before
        if body is not None:
            self.read_children(body, out)
        self._role = before

    def _table(self, element: etree._Element, out: list[Block]) -> None:
        table = read_table(self, element)
        if table is not None:
            self.reading.count_block()
            out.append(table)


def _hide(blocks: list[Block], why: Hidden) -> None:
    for block in blocks:
        block.hidden = block.hidden or why
        if isinstance(block, Group):
            _hide(block.blocks, why)


def _plain_bold(spans: list[Span]) -> None:
    """Take bold off a heading that is bold all over: that is its look, not emphasis."""
    if all(span.bold or not span.text.strip() for span in spans):
        for span in spans:
            span.bold = False


_INDEXES: Final = (
    "table-of-content",
    "illustration-index",
    "table-index",
    "object-index",
    "user-index",
    "alphabetical-index",
    "bibliography",
)
#: Elements between blocks that never hold running text.
_SILENT: Final = frozenset(
    (
        f"{TEXT}tracked-changes", f"{TEXT}variable-decls", f"{TEXT}sequence-decls", f"{TEXT}user-field-decls",
        f"{TEXT}dde-connection-decls", f"{TEXT}alphabetical-index-auto-mark-file", f"{OFFICE}forms",
        f"{TEXT}soft-page-break", f"{OFFICE}scripts", f"{OFFICE}event-listeners", f"{TEXT}section-source",
        f"{TEXT}number", f"{TABLE}calculation-settings", f"{TABLE}content-validations", f"{DC}creator",
        f"{DC}date", f"{OFFICE}dde-source", f"{OFFICE}change-info", f"{TABLE}desc", f"{TABLE}title",
    )
)  # fmt: skip
