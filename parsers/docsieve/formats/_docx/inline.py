"""The inside of a paragraph: runs, links, fields, notes, symbols, tracked changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from docsieve.formats._docx.context import NoteKind, Reading, RevisionKind
from docsieve.formats._docx.drawing import object_blocks, picture_blocks
from docsieve.formats._docx.fields import FieldStack, hyperlink_target
from docsieve.formats._docx.run_properties import (
    CODE,
    SHADED,
    TINY,
    VANISH,
    WHITE,
    apply_direct,
    apply_style,
    is_monospace,
    read_change,
)
from docsieve.formats._docx.spans import Look, SpanBuilder
from docsieve.formats._docx.styles import ParagraphStyle
from docsieve.formats._ooxml.namespaces import MC, XML_SPACE, M, R, W
from docsieve.formats._ooxml.omml import to_latex
from docsieve.formats._ooxml.symbol_tables import SYMBOL_FONTS
from docsieve.formats._ooxml.symbols import symbol, unsymboled
from docsieve.model import Block, Formula, Hidden, Span

if TYPE_CHECKING:
    from lxml import etree

    from docsieve.formats._docx.story import Story

_T: Final = f"{W}t"
_RUN: Final = f"{W}r"
_RUN_PROPERTIES: Final = f"{W}rPr"
_ID: Final = f"{W}id"


class InlineReader:
    """Reads the paragraphs of one story; fields may reach from one into the next."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._reading: Reading = story.reading
        self._fields = FieldStack()
        self._builder = SpanBuilder()
        #: Blocks anchored in the paragraph: text boxes, pictures, charts.
        self._anchored: list[Block] = []
        self._style = ParagraphStyle()
        self._link: str | None = None
        self._revision: int | None = None
        self._deleted = False
        self._mask = 0
        self._font: str | None = None
        self._look = Look()
        self._monospaced = False
        self._revision_of_run: int | None = None
        self._in_paragraph: dict[str, Callable[[etree._Element], None]] = {
            _RUN: self._run,
            f"{W}hyperlink": self._hyperlink,
            f"{W}fldSimple": self._simple_field,
            f"{W}ins": lambda element: self._change("inserted", element),
            f"{W}del": lambda element: self._change("deleted", element),
            f"{W}moveFrom": lambda element: self._change("moved_from", element),
            f"{W}moveTo": lambda element: self._change("moved_to", element),
            f"{W}sdt": self._content_control,
            f"{W}smartTag": self._children,
            f"{W}customXml": self._children,
            f"{W}bdo": self._children,
            f"{W}dir": self._children,
            f"{MC}AlternateContent": self._alternative,
            f"{M}oMath": self._inline_math,
            f"{M}oMathPara": self._display_math,
        }
        self._in_run: dict[str, Callable[[etree._Element], None]] = {
            f"{W}delText": self._text,
            f"{W}tab": lambda _: self._add("\t"),
            f"{W}ptab": lambda _: self._add("\t"),
            f"{W}br": self._break,
            f"{W}cr": lambda _: self._add("\n"),
            f"{W}noBreakHyphen": lambda _: self._add("\u2011"),
            f"{W}sym": self._symbol,
            f"{W}fldChar": self._field_character,
            f"{W}instrText": self._instruction,
            f"{W}footnoteReference": lambda element: self._note("footnote", element),
            f"{W}endnoteReference": lambda element: self._note("endnote", element),
            f"{W}commentReference": self._comment,
            f"{W}drawing": self._drawing,
            f"{W}pict": self._drawing,
            f"{W}object": self._object,
            f"{W}ruby": self._ruby,
            f"{MC}AlternateContent": self._alternative,
            f"{M}oMath": self._inline_math,
            f"{M}oMathPara": self._display_math,
            _RUN: self._run,
        }

    def read(
        self, paragraph: etree._Element, style: ParagraphStyle
    ) -> tuple[list[Span | Formula], list[Block]]:
        """Return the paragraph's parts in order, and the blocks anchored in it.

        Text boxes are paragraphs within paragraphs: the state of the outer one is kept meanwhile.
        """
        self._builder = SpanBuilder()
        self._anchored = []
        self._style = style
        self._link = self._fields.link
        self._revision, self._deleted = self._story.revision, self._story.deleted
        self._monospaced = self._reading.monospaced or is_monospace(style.font)
        self._children(paragraph)
        return self._builder.finish(), self._anchored

    def _children(self, element: etree._Element) -> None:
        for child in element:
            read = self._in_paragraph.get(child.tag)
            if read is not None:
                read(child)

    def _run(self, run: etree._Element) -> None:
        style = self._style
        self._mask, self._font = style.mask, style.font
        self._revision_of_run = self._revision
        settled = False
        for element in run:
            tag = element.tag
            if tag == _RUN_PROPERTIES:
                self._format(element)
            else:
                if not settled:
                    self._settle()
                    settled = True
                if tag == _T:
                    self._text(element)
                else:
                    read = self._in_run.get(tag)
                    if read is not None:
                        read(element)

    def _format(self, properties: etree._Element) -> None:
        change = read_change(properties)
        mask, font = self._mask, self._font
        if change.style:
            mask, font = apply_style(mask, font, self._reading.styles.character(change.style))
        self._mask, self._font = apply_direct(mask, font, change)
        if change.tracked is not None and self._revision is None:
            self._revision_of_run = self._reading.revision("formatted", change.tracked, self._story.where)

    def _settle(self) -> None:
        """Work out the look of the run's text from its formatting and from what it stands in."""
        mask = self._mask
        if not self._monospaced and is_monospace(self._font):
            mask |= CODE
        hidden: Hidden | None = None
        if self._deleted:
            hidden = "deleted"
        elif mask & VANISH:
            hidden = "vanish"
        elif mask & TINY:
            hidden = "tiny"
        elif mask & WHITE and not mask & SHADED and self._story.on_white:
            hidden = "same_colour"
        if self._revision_of_run is None:
            self._reading.change_goes_on = False
        link = self._link or self._fields.link
        look = self._look
        if look[0] != mask or look[1] != link or look[2] != self._revision_of_run or look[3] != hidden:
            self._look = Look(mask, link, self._revision_of_run, hidden)

    def _add(self, text: str) -> None:
        if not self._fields.hidden:
            self._builder.add(text, self._look)

    def _text(self, element: etree._Element) -> None:
        text = element.text
        if not text:
            return
        if "\n" in text or "\t" in text or "\r" in text:
            text = " ".join(text.split()) if element.get(XML_SPACE) != "preserve" else _on_one_line(text)
        if self._font is not None and self._font.lower() in SYMBOL_FONTS:
            text = unsymboled(text, self._font)
        self._add(text)

    def _break(self, element: etree._Element) -> None:
        self._add("\n")

    def _symbol(self, element: etree._Element) -> None:
        try:
            code = int(element.get(f"{W}char", ""), 16)
        except ValueError:
            return
        self._add(symbol(code, element.get(f"{W}font") or self._font or ""))

    def _field_character(self, element: etree._Element) -> None:
        if element in self._story.unclosed_fields:
            return
        shown = self._fields.character(element)
        self._settle()
        if shown:
            self._builder.add(shown, self._look)

    def _instruction(self, element: etree._Element) -> None:
        self._fields.instruct(element.text or "")

    def _simple_field(self, element: etree._Element) -> None:
        self._linked(element, hyperlink_target(element.get(f"{W}instr", "")))

    def _hyperlink(self, element: etree._Element) -> None:
        anchor = element.get(f"{W}anchor") or element.get(f"{W}docLocation")
        relationship = self._story.relationships.get(element.get(f"{R}id", ""))
        target = "" if relationship is None else relationship.target
        if anchor and "#" not in target:
            target += f"#{anchor}"
        self._linked(element, target or None)

    def _linked(self, element: etree._Element, link: str | None) -> None:
        before, self._link = self._link, link or self._link
        self._children(element)
        self._link = before

    def _change(self, kind: RevisionKind, element: etree._Element) -> None:
        before = self._revision, self._deleted
        self._revision = self._reading.revision(kind, element, self._story.where)
        self._deleted = self._deleted or kind in ("deleted", "moved_from")
        self._children(element)
        self._revision, self._deleted = before

    def _content_control(self, element: etree._Element) -> None:
        content = element.find(f"{W}sdtContent")
        if content is not None:
            self._children(content)

    def _alternative(self, element: etree._Element) -> None:
        """Take the first choice that gives anything, else the fallback; never both (part 3, 7.6)."""
        for branch in element:
            before = len(self._builder.parts), len(self._anchored), self._builder.pending
            self._branch(branch)
            if before != (len(self._builder.parts), len(self._anchored), self._builder.pending):
                return

    def _branch(self, branch: etree._Element) -> None:
        for child in branch:
            read = self._in_run.get(child.tag) or self._in_paragraph.get(child.tag)
            if child.tag == _T:
                self._text(child)
            elif read is not None:
                read(child)

    def _note(self, kind: NoteKind, element: etree._Element) -> None:
        if self._fields.hidden:
            return
        key = (kind, element.get(_ID, ""))
        calls = self._reading.calls
        calls.pages.setdefault(key, self._story.where.page or 1)
        custom = element.get(f"{W}customMarkFollows") in ("1", "true", "on")
        label = "" if custom else self._story.label(key)
        if label:
            calls.labels.setdefault(key, label)
        hidden = self._look.hidden
        span = Span(
            label, superscript=bool(label), note=note_id(*key), revision=self._revision, hidden=hidden
        )
        self._builder.add_span(span)

    def _comment(self, element: etree._Element) -> None:
        key: tuple[NoteKind, str] = ("comment", element.get(_ID, ""))
        if key not in self._reading.calls.pages:
            self._reading.calls.pages[key] = self._story.where.page or 1
            self._builder.add_span(Span("", note=note_id(*key)))

    def _drawing(self, element: etree._Element) -> None:
        self._apart(lambda: picture_blocks(self._story, element))

    def _object(self, element: etree._Element) -> None:
        self._apart(lambda: object_blocks(self._story, element))

    def _apart(self, read: Callable[[], list[Block]]) -> None:
        """Read something with paragraphs of its own, and come back to this one."""
        if self._fields.hidden:
            return
        state = dict(self.__dict__)
        self._fields = FieldStack()
        try:
            blocks = read()
        finally:
            self.__dict__.update(state)
        if self._deleted:
            for block in blocks:
                block.hidden = "deleted"
        elif self._look.hidden == "vanish":
            for block in blocks:
                block.hidden = "vanish"
        self._anchored += blocks

    def _ruby(self, element: etree._Element) -> None:
        """Write the reading behind its base, in brackets as printed text without ruby does."""
        base, reading = element.find(f"{W}rubyBase"), element.find(f"{W}rt")
        if base is not None:
            self._children(base)
        texts = [] if reading is None else [text.text or "" for text in reading.iter(_T)]
        self._settle()
        if "".join(texts).strip():
            self._add(f"({''.join(texts).strip()})")

    def _inline_math(self, element: etree._Element) -> None:
        latex = to_latex(element)
        if latex and not self._fields.hidden:
            hidden: Hidden | None = "deleted" if self._deleted else None
            self._builder.add_span(Span(latex, math=True, revision=self._revision, hidden=hidden))

    def _display_math(self, element: etree._Element) -> None:
        for formula in element.iterchildren(f"{M}oMath"):
            latex = to_latex(formula)
            if latex and not self._fields.hidden:
                hidden: Hidden | None = "deleted" if self._deleted else None
                self._builder.add_formula(Formula(where=self._story.where, latex=latex, hidden=hidden))


def note_id(kind: NoteKind, number: str) -> str:
    """Return the id of a note in the Document."""
    return f"{kind}-{number}"


def _on_one_line(text: str) -> str:
    return text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ").replace("\t", " ")
