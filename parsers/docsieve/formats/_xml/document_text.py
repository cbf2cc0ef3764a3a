"""A document in XML -> blocks in the order it is read, by what element names usually mean.

libxml2 bounds the depth of elements (see `docsieve.xml_reader`), and so the recursion here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docsieve.errors import LimitExceededError
from docsieve.formats._html.list_markers import ordinal_marker
from docsieve.formats._mathml import to_latex
from docsieve.formats._xml.vocabulary_tables import (
    BLOCKS,
    CELLS,
    CODE,
    ITEMS,
    LISTS,
    NOTES,
    ORDERED,
    PARAGRAPHS,
    PICTURES,
    QUOTES,
    ROWS,
    SECTIONS,
    STYLES,
    TABLES,
    TITLES,
)
from docsieve.model import (
    Block,
    Cell,
    CodeBlock,
    Group,
    Heading,
    Image,
    ListItem,
    Locator,
    Note,
    Paragraph,
    Row,
    Span,
    Table,
)
from docsieve.options import Limits

if TYPE_CHECKING:
    from lxml import etree

#: A group of names, dates and the like up to this long is shown on one line.
_SHORT = 200


def local_name(element: etree._Element) -> str:
    """Return the name without its namespace, in lower case; nothing for what is no element."""
    tag: object = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def text_of(element: etree._Element) -> str:
    """Return all text inside, on one line."""
    return " ".join("".join(map(str, element.itertext())).split())


class DocumentReader:
    """Reads one document into `blocks`."""

    def __init__(self, where: Locator, limits: Limits) -> None:
        self.blocks: list[Block] = []
        self.title: str | None = None
        self._where = where
        self._limits = limits
        self._lists: list[tuple[bool, int]] = []
        self._marker: str | None = None
        self._notes = 0
        self._count = 0

    def read(self, element: etree._Element, level: int = 1) -> None:
        """Read an element that holds blocks, or is one."""
        name = local_name(element)
        if not name:
            return
        if name in TITLES:
            self._title(element, level)
        elif name in CODE:
            text = "".join(map(str, element.itertext())).strip("\n")
            if text.strip():
                self._emit(CodeBlock(where=self._where, text=text, language=element.get("language")))
        elif name in TABLES:
            self._table(element, level)
        elif name in LISTS:
            kind = element.get("list-type") or element.get("type") or element.get("rend") or ""
            self._lists.append((name in ORDERED or kind in ORDERED, 0))
            self._children(element, level)
            self._lists.pop()
        elif name in ITEMS and self._lists:
            self._item(element, level)
        elif name in QUOTES:
            inner = self._inside(element, level)
            if inner:
                self._emit(Group(where=self._where, role="quote", blocks=inner))
        elif name in NOTES:
            self._note(element)
        elif name in PICTURES:
            self._picture(element)
        elif name in PARAGRAPHS or self._is_running_text(element):
            self._paragraph(element, level)
        else:
            self._children(element, level + (name in SECTIONS))

    def _children(self, element: etree._Element, level: int) -> None:
        for child in element:
            self.read(child, level)

    def _is_running_text(self, element: etree._Element) -> bool:
        """Tell whether an element of no known meaning holds text rather than blocks."""
        if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
            return True
        children = list(element)
        if not children or any(local_name(part) in BLOCKS for part in element.iterdescendants()):
            return False
        return all(not len(child) for child in children) and len(text_of(element)) <= _SHORT

    def _emit(self, block: Block) -> None:
        self._count += 1
        if self._count > self._limits.max_blocks:
            raise LimitExceededError.of("the number of blocks", self._count, self._limits.max_blocks)
        self.blocks.append(block)

    def _inside(self, element: etree._Element, level: int) -> list[Block]:
        """Read what is inside apart from the blocks around."""
        outer, self.blocks = self.blocks, []
        lists, self._lists = self._lists, []
        marker, self._marker = self._marker, None
        if self._is_running_text(element) or not len(element):
            self._paragraph(element, level)
        else:
            self._children(element, level)
        inner, self.blocks = self.blocks, outer
        self._lists, self._marker = lists, marker
        return inner

    def _title(self, element: etree._Element, level: int) -> None:
        spans = self._spans(element)
        if not spans:
            return
        parent = element.getparent()
        if parent is not None and local_name(parent) in (*TABLES, "figure", "fig", "caption", "example"):
            self._emit(Paragraph(where=self._where, role="caption", spans=spans))
        elif self.title is None and level == 1:
            self.title = "".join(span.text for span in spans)
            self._emit(Heading(where=self._where, level=1, role="title", spans=spans))
        else:
            self._emit(Heading(where=self._where, level=min(level, 9), spans=spans))

    def _item(self, element: etree._Element, level: int) -> None:
        ordered, number = self._lists[-1]
        self._lists[-1] = (ordered, number + 1)
        self._marker = ordinal_marker(number + 1, "1") if ordered else "•"
        if self._is_running_text(element):
            self._paragraph(element, level)
        else:
            self._children(element, level)

    def _paragraph(self, element: etree._Element, level: int) -> None:
        """Read running text; blocks inside it end the paragraph, as in DocBook."""
        spans: list[Span] = []
        following: list[Block] = []
        self._gather(element, {}, spans, following, level)
        self._end_paragraph(spans)
        for block in following:
            self._emit(block)

    def _end_paragraph(self, spans: list[Span]) -> None:
        spans[:] = _trimmed(spans)
        if not spans:
            return
        if not self._lists:
            self._emit(Paragraph(where=self._where, spans=list(spans)))
        else:
            depth = len(self._lists) - 1
            if self._marker is None:
                self._emit(Paragraph(where=self._where, spans=list(spans), list_level=depth))
            else:
                self._emit(
                    ListItem(
                        where=self._where,
                        level=depth,
                        ordered=self._lists[-1][0],
                        marker=self._marker,
                        spans=list(spans),
                    )
                )
                self._marker = None
        spans.clear()

    def _spans(self, element: etree._Element) -> list[Span]:
        spans: list[Span] = []
        following: list[Block] = []
        self._gather(element, {}, spans, following, 1)
        for block in following:
            self._emit(block)
        return _trimmed(spans)

    def _gather(
        self,
        element: etree._Element,
        style: dict[str, Any],
        spans: list[Span],
        following: list[Block],
        level: int,
    ) -> None:
        _add(spans, element.text, style)
        before = element
        for child in element:
            name = local_name(child)
            if name == "math" or name.endswith("tex-math"):
                latex = to_latex(child) if name == "math" else text_of(child).strip("$ ")
                spans.append(Span(latex, math=True))
            elif name in NOTES:
                following.append(self._call(child, spans))
            elif name in PICTURES or (name in BLOCKS and name not in TITLES):
                self._end_paragraph(spans)
                self.read(child, level)
            elif name:
                if before is not element and not before.tail and child.tail is None and not element.text:
                    _add(spans, " ", style)  # parts of a name or an address, one element each
                own = {**style, **_style_of(child, name)}
                self._gather(child, own, spans, following, level)
            _add(spans, child.tail, style)
            before = child

    def _call(self, element: etree._Element, spans: list[Span]) -> Note:
        self._notes += 1
        label = str(self._notes)
        identifier = f"footnote-{label}"
        spans.append(Span("", superscript=True, note=identifier))
        inner = self._inside(element, 1)
        return Note(where=self._where, role="footnote", id=identifier, label=label, blocks=inner)

    def _note(self, element: etree._Element) -> None:
        spans: list[Span] = []
        self._emit(self._call(element, spans))

    def _picture(self, element: etree._Element) -> None:
        name = _target(element)
        alt = element.get("alt") or next(
            (text_of(child) for child in element if local_name(child) in ("alt-text", "alt", "desc")), ""
        )
        self._emit(Image(where=self._where, name=name, alt=" ".join(alt.split())))

    def _table(self, element: etree._Element, level: int) -> None:
        rows: list[Row] = []
        header_rows = filled = 0
        for part in element.iterdescendants():
            name = local_name(part)
            parent = part.getparent()
            if name in ("caption", "title") and (parent is None or local_name(parent) != "caption"):
                spans = self._spans(part)
                if spans:
                    self._emit(Paragraph(where=self._where, role="caption", spans=spans))
            elif name in ROWS:
                cells = [self._cell(child, level) for child in part if local_name(child) in CELLS]
                filled += len(cells)
                if filled > self._limits.max_cells:
                    raise LimitExceededError.of("the number of cells", filled, self._limits.max_cells)
                in_head = parent is not None and local_name(parent) == "thead"
                if header_rows == len(rows) and (in_head or name == "sthead"):
                    header_rows += 1
                rows.append(Row(cells))
        if rows:
            self._emit(Table(where=self._where, rows=rows, header_rows=header_rows))
        else:
            self._children(element, level)

    def _cell(self, element: etree._Element, level: int) -> Cell:
        blocks = self._inside(element, level)
        columns, rows = _number(element.get("colspan")), _number(element.get("rowspan"))
        below = _number(element.get("morerows"), 0)
        cell = Cell(col_span=columns, row_span=max(rows, below + 1), header=local_name(element) == "th")
        only = blocks[0] if len(blocks) == 1 else None
        if isinstance(only, Paragraph) and len(only.spans) == 1 and only.spans[0] == Span(only.spans[0].text):
            cell.text = only.spans[0].text
        else:
            cell.blocks = blocks
        return cell


def _number(value: str | None, default: int = 1) -> int:
    return min(int(value), 1000) if value is not None and value.isdecimal() and len(value) < 5 else default


def _style_of(element: etree._Element, name: str) -> dict[str, Any]:
    style = dict(STYLES.get(name, {}))
    if name in ("emphasis", "hi"):
        kind = (element.get("role") or element.get("rend") or "").lower()
        style = {"bold": True} if "bold" in kind or kind == "strong" else {"italic": True}
    if name in ("a", "link", "ulink", "ext-link", "uri", "xref", "ref", "ptr", "email"):
        target = _target(element)
        if target and not target.lower().startswith(("javascript:", "vbscript:", "data:")):
            style["link"] = target
    return style


def _target(element: etree._Element) -> str | None:
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] in ("href", "url", "fileref", "target", "uri"):
            return str(value).strip() or None
    return None


def _add(spans: list[Span], text: str | None, style: dict[str, Any]) -> None:
    if not text:
        return
    text = " ".join(f"<{text}>".split())[1:-1]
    if not spans or spans[-1].text.endswith(" "):
        text = text.lstrip(" ")
    if not text:
        return
    if spans and not spans[-1].note and spans[-1] == Span(spans[-1].text, **style):
        spans[-1].text += text
    else:
        spans.append(Span(text, **style))


def _trimmed(spans: list[Span]) -> list[Span]:
    while spans and not spans[-1].note and not spans[-1].text.strip():
        spans.pop()
    if spans:
        spans[-1].text = spans[-1].text.rstrip()
    return spans
