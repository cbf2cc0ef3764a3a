"""DrawingML text: paragraphs as headings, list entries and paragraphs (ECMA-376 part 1, 21.1.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from docsieve.errors import LimitExceededError
from docsieve.formats._docx.run_properties import is_monospace
from docsieve.formats._ooxml.elements import first_below
from docsieve.formats._ooxml.namespaces import MC, A, M, R
from docsieve.formats._ooxml.omml import to_latex
from docsieve.formats._ooxml.symbol_tables import SYMBOL_FONTS
from docsieve.formats._ooxml.symbols import symbol, unsymboled
from docsieve.formats._pptx.bullets import MAX_LEVEL, Numbering
from docsieve.formats._pptx.context import Deck
from docsieve.formats._pptx.names import A14
from docsieve.formats._pptx.placeholders import TextStyle
from docsieve.model import Block, Formula, Heading, Hidden, ListItem, Locator, Paragraph, Role, Span

if TYPE_CHECKING:
    from lxml import etree

_T: Final = f"{A}t"
_RUN: Final = f"{A}r"
_PROPERTIES: Final = f"{A}rPr"
_ON: Final = ("1", "true")
#: Hundredths of a point; below this nobody can read it.
_TINY: Final = 200
_SLIDE_JUMP: Final = "ppaction://hlinksldjump"
_CONTROLS: Final = dict.fromkeys((*range(32), *range(127, 160)), " ") | {
    0x09: "\t",
    0x0A: "\n",
    0x0B: "\n",
    0x0D: "",
}


class _Look(NamedTuple):
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    code: bool = False
    superscript: bool = False
    subscript: bool = False
    link: str | None = None
    hidden: Hidden | None = None


_PLAIN: Final = _Look()


class TextReader:
    """Reads the text bodies of one part."""

    def __init__(self, deck: Deck, part: str) -> None:
        self._deck = deck
        self._part = part
        self._characters = 0
        self._fill: str | None = None
        self._link: str | None = None
        self._parts: list[Span | Formula] = []
        self._texts: list[str] = []
        self._look = _PLAIN
        self._where = Locator()

    def blocks(
        self,
        body: etree._Element,
        where: Locator,
        style: TextStyle,
        *,
        role: Role = "body",
        link: str | None = None,
        fill: str | None = None,
    ) -> list[Block]:
        """Read an `a:txBody` or its like; empty paragraphs are left out.

        Args:
            body: the element that holds the paragraphs.
            where: where the shape stands.
            style: what its paragraphs inherit.
            role: "title" makes one heading of all paragraphs.
            link: where the whole shape leads.
            fill: the shape's own colour as six hexadecimal digits: text in it cannot be seen.
        """
        self._link, self._fill = link, fill
        if role == "title":
            return self._heading(body, where)
        numbering = Numbering()
        blocks: list[Block] = []
        for paragraph in body.iterchildren(f"{A}p"):
            parts = self._read(paragraph, where)
            if not parts:
                continue
            properties = first_below(paragraph, f"{A}pPr")
            level = level_of(properties)
            bullet = style.bullet(properties, level)
            if not any(isinstance(part, Span) for part in parts):
                blocks += [part for part in parts if isinstance(part, Formula)]
                continue
            marker = numbering.marker(level, bullet)
            for part in _grouped(parts):
                if isinstance(part, Formula):
                    blocks.append(part)
                elif marker:
                    blocks.append(
                        ListItem(
                            where=where,
                            role=role,
                            level=level,
                            ordered=bool(bullet.scheme),
                            marker=marker,
                            spans=part,
                        )
                    )
                else:
                    blocks.append(Paragraph(where=where, role=role, spans=part))
        self._deck.count_blocks(len(blocks))
        return blocks

    def _heading(self, body: etree._Element, where: Locator) -> list[Block]:
        spans: list[Span] = []
        for paragraph in body.iterchildren(f"{A}p"):
            parts = self._read(paragraph, where)
            if parts and spans:
                spans.append(Span("\n"))
            spans += [Span(part.latex, math=True) if isinstance(part, Formula) else part for part in parts]
        self._deck.count_blocks()
        return [Heading(where=where, role="title", level=1, spans=_merged(spans))] if spans else []

    def _read(self, paragraph: etree._Element, where: Locator) -> list[Span | Formula]:
        """Return the paragraph's parts; nothing where it is blank."""
        self._parts, self._texts, self._look, self._where = [], [], _PLAIN, where
        for child in paragraph:
            self._child(child)
        self._flush()
        blank = all(isinstance(part, Span) and not part.text.strip() for part in self._parts)
        return [] if blank else self._parts

    def _child(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in (_RUN, f"{A}fld"):
            text = first_below(element, _T)
            if text is not None and text.text:
                self._run(text.text, first_below(element, _PROPERTIES))
        elif tag == f"{A}br":
            self._add("\n", self._look)
        elif tag == f"{MC}AlternateContent":
            for branch in element:
                before = len(self._parts), len(self._texts)
                for child in branch:
                    self._child(child)
                if before != (len(self._parts), len(self._texts)):
                    return
        elif tag == f"{A14}m":
            for child in element:
                self._child(child)
        elif tag == f"{M}oMathPara":
            for formula in element.iterchildren(f"{M}oMath"):
                latex = to_latex(formula)
                if latex:
                    self._flush()
                    self._parts.append(Formula(where=self._where, latex=latex))
        elif tag == f"{M}oMath":
            latex = to_latex(element)
            if latex:
                self._flush()
                self._parts.append(Span(latex, math=True))

    def _run(self, text: str, properties: etree._Element | None) -> None:
        self._characters += len(text)
        if self._characters > self._deck.limits.max_page_characters:
            raise LimitExceededError.of(
                "the text of one slide", self._characters, self._deck.limits.max_page_characters, "characters"
            )
        if not text.isprintable():
            text = text.translate(_CONTROLS)
        if properties is None:
            look = _PLAIN if self._link is None else _Look(link=self._link)
        else:
            text = _in_unicode(text, properties)
            look = self._look_of(properties)
        self._add(text, look)

    def _look_of(self, properties: etree._Element) -> _Look:
        get = properties.get
        baseline = get("baseline", "0")
        link, font, colour = self._link, None, None
        for child in properties:
            tag = child.tag
            if tag == f"{A}hlinkClick":
                link = self.target(child) or link
            elif tag == f"{A}latin":
                font = child.get("typeface")
            elif tag == f"{A}solidFill" and self._fill is not None:
                colour = plain_colour(child)
        hidden: Hidden | None = None
        size = get("sz", "")
        if size.isdecimal() and int(size) < _TINY:
            hidden = "tiny"
        elif colour is not None and colour == self._fill:
            hidden = "same_colour"
        raised = baseline.removesuffix("%").strip("0.") not in ("", "-")
        return _Look(
            get("b") in _ON,
            get("i") in _ON,
            get("u", "none") != "none",
            get("strike", "noStrike") != "noStrike",
            is_monospace(font),
            raised and not baseline.startswith("-"),
            raised and baseline.startswith("-"),
            link,
            hidden,
        )

    def target(self, click: etree._Element) -> str | None:
        """Return where an `a:hlinkClick` leads: a URL, or `#page=N` for another slide."""
        relationship = self._deck.package.relationships(self._part).get(click.get(f"{R}id", ""))
        if relationship is None:
            return None
        if relationship.external:
            return relationship.target or None
        number = self._deck.slide_numbers.get(relationship.target)
        return f"#page={number}" if number and click.get("action", _SLIDE_JUMP) == _SLIDE_JUMP else None

    def _add(self, text: str, look: _Look) -> None:
        if look != self._look:
            self._flush()
            self._look = look
        self._texts.append(text)

    def _flush(self) -> None:
        text = "".join(self._texts)
        self._texts = []
        if text:
            self._parts.append(Span(text, *self._look[:7], link=self._look.link, hidden=self._look.hidden))


def level_of(properties: etree._Element | None) -> int:
    """Return the outline level of an `a:pPr`, 0 to 8."""
    level = "0" if properties is None else properties.get("lvl", "0")
    return min(int(level), MAX_LEVEL) if level.isdecimal() and len(level) < 4 else 0


def plain_colour(fill: etree._Element | None) -> str | None:
    """Return an `a:solidFill` as six hexadecimal digits where it is given so, without changes to it."""
    colour = None if fill is None else first_below(fill, f"{A}srgbClr")
    return None if colour is None or len(colour) else (colour.get("val") or "").lower() or None


def _in_unicode(text: str, properties: etree._Element) -> str:
    """Write text in symbol fonts as its signs.

    `a:sym` is the font of the symbols in a run only, but PowerPoint writes an arrow as "à" in it.
    """
    for child in properties:
        if child.tag == f"{A}latin":
            text = unsymboled(text, child.get("typeface"))
        elif child.tag == f"{A}sym":
            font = child.get("typeface", "")
            if font.lower() in SYMBOL_FONTS and not text.isascii():
                signs = text.strip()
                whole = all(0x80 <= ord(one) <= 0xFF or one.isspace() for one in signs)
                text = "".join(
                    symbol(ord(one), font)
                    if "\uf020" <= one <= "\uf0ff" or (whole and 0x80 <= ord(one) <= 0xFF)
                    else one
                    for one in text
                )
    return text


def _grouped(parts: list[Span | Formula]) -> list[list[Span] | Formula]:
    """Divide a paragraph where a formula stands on its own line."""
    found: list[list[Span] | Formula] = []
    for part in parts:
        if isinstance(part, Formula):
            found.append(part)
        elif found and isinstance(found[-1], list):
            found[-1].append(part)
        elif part.text.strip():
            found.append([part])
    return found


def _merged(spans: list[Span]) -> list[Span]:
    """Join plain neighbours."""
    merged: list[Span] = []
    for span in spans:
        if merged and span == Span(span.text) and merged[-1] == Span(merged[-1].text):
            merged[-1] = Span(merged[-1].text + span.text)
        else:
            merged.append(span)
    return merged
