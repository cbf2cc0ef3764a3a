"""markdown-it's flat token stream -> blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from docsieve.errors import LimitExceededError
from docsieve.formats._text.html_text import html_text
from docsieve.formats._text.markdown_spans import read_spans, text_of
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
    ThematicBreak,
)
from docsieve.options import Limits

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: A footnote's definition with its indented lines (GitHub's extension; markdown-it leaves it to plugins).
_DEFINITION: Final = re.compile(
    r"^\[\^([^\]\s]{1,100})\]:[^\S\n]*(.*(?:\n(?:[ ]{4}|\t).*|\n(?=\n{0,2}(?:[ ]{4}|\t)\S))*)", re.M
)
_FENCE: Final = re.compile(r"^ {0,3}(`{3,}|~{3,})", re.M)
_TASK: Final = re.compile(r"\[([ xX])\]\s+")


class _List(NamedTuple):
    ordered: bool


class _Builder:
    """Where blocks go while quotations and lists are open."""

    def __init__(self, where: Locator, limits: Limits, notes: frozenset[str]) -> None:
        self.where = where
        self.limits = limits
        self.notes = notes
        self.blocks: list[Block] = []
        self.outer: list[list[Block]] = []
        self.lists: list[_List] = []
        self.marker: str | None = None
        self.count = 0

    def add(self, block: Block) -> None:
        self.count += 1
        if self.count > self.limits.max_blocks:
            raise LimitExceededError.of("the number of blocks", self.count, self.limits.max_blocks)
        self.blocks.append(block)


def read_blocks(text: str, limits: Limits, where: Locator) -> list[Block]:
    """Read Markdown text, its footnotes last.

    Raises:
        LimitExceededError: more blocks or cells than allowed.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": min(limits.max_depth, 50)}).enable(
        ["table", "strikethrough"]
    )
    text, definitions = _take_definitions(text)
    builder = _Builder(where, limits, frozenset(definitions))
    _read(parser, text, builder)
    for number, (label, definition) in enumerate(definitions.items(), start=1):
        inner = _Builder(where, limits, builder.notes)
        _read(parser, re.sub(r"(?m)^(?: {4}|\t)", "", definition), inner)
        builder.add(
            Note(
                where=where,
                role="footnote",
                id=f"footnote-{label}",
                label=label if label.isdigit() else str(number),
                blocks=inner.blocks,
            )
        )
    return builder.blocks


def _take_definitions(text: str) -> tuple[str, dict[str, str]]:
    """Take footnote definitions out of the text, unless there is code between fences that may show one."""
    if "[^" not in text or _FENCE.search(text) is not None:
        return text, {}
    definitions: dict[str, str] = {}

    def take(found: re.Match[str]) -> str:
        definitions.setdefault(found[1], found[2])
        return ""

    return _DEFINITION.sub(take, text), definitions


def _read(parser: MarkdownIt, text: str, builder: _Builder) -> None:
    tokens = iter(parser.parse(text))
    for token in tokens:
        match token.type:
            case "heading_open":
                spans = read_spans(next(tokens).children or [], builder.notes)
                builder.add(Heading(where=builder.where, level=int(token.tag[1]), spans=spans))
            case "paragraph_open":
                _paragraph(next(tokens), builder)
            case "bullet_list_open" | "ordered_list_open":
                builder.lists.append(_List(token.type == "ordered_list_open"))
            case "bullet_list_close" | "ordered_list_close":
                builder.lists.pop()
            case "list_item_open":
                builder.marker = f"{token.info}{token.markup}" if builder.lists[-1].ordered else "•"
            case "list_item_close":
                if builder.marker is not None:
                    _list_item([], builder)
            case "blockquote_open":
                if builder.marker is not None:
                    _list_item([], builder)
                builder.outer.append(builder.blocks)
                builder.blocks = []
            case "blockquote_close":
                inner, builder.blocks = builder.blocks, builder.outer.pop()
                builder.add(Group(where=builder.where, role="quote", blocks=inner))
            case "fence" | "code_block":
                language = token.info.split(maxsplit=1)[0] if token.info.strip() else None
                builder.add(
                    CodeBlock(where=builder.where, text=token.content.rstrip("\n"), language=language)
                )
            case "html_block":
                if text_inside := html_text(token.content):
                    builder.add(Paragraph(where=builder.where, spans=[Span(text_inside)]))
            case "hr":
                builder.add(ThematicBreak(where=builder.where))
            case "table_open":
                builder.add(_table(tokens, builder))


def _paragraph(inline: Token, builder: _Builder) -> None:
    children = inline.children or []
    if len(children) == 1 and children[0].type == "image" and builder.marker is None:
        builder.add(Image(where=builder.where, alt=text_of(children[0])))
        return
    spans = read_spans(children, builder.notes)
    if builder.marker is not None:
        _list_item(spans, builder)
    elif spans:
        level = len(builder.lists) - 1 if builder.lists else None
        builder.add(Paragraph(where=builder.where, spans=spans, list_level=level))


def _list_item(spans: list[Span], builder: _Builder) -> None:
    checked = None
    if spans and (task := _TASK.match(spans[0].text)) is not None:
        checked = task[1] != " "
        spans[0].text = spans[0].text[task.end() :]
    builder.add(
        ListItem(
            where=builder.where,
            level=len(builder.lists) - 1,
            ordered=builder.lists[-1].ordered,
            marker=builder.marker or "",
            spans=spans,
            checked=checked,
        )
    )
    builder.marker = None


def _table(tokens: Iterator[Token], builder: _Builder) -> Table:
    rows: list[Row] = []
    cells: list[Cell] = []
    filled = 0
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            rows.append(Row(cells))
        elif token.type == "inline":
            spans = read_spans(token.children or [], builder.notes)
            filled += 1
            if filled > builder.limits.max_cells:
                raise LimitExceededError.of("the number of cells", filled, builder.limits.max_cells)
            is_plain = not spans or (len(spans) == 1 and spans[0] == Span(spans[0].text))
            cells.append(
                Cell(text=spans[0].text if spans else "")
                if is_plain
                else Cell(blocks=[Paragraph(where=builder.where, spans=spans)])
            )
    has_header = bool(rows) and any(cell.text or cell.blocks for cell in rows[0].cells)
    return Table(where=builder.where, rows=rows if has_header else rows[1:], header_rows=int(has_header))
