"""Blocks as HTML inside Markdown, for what pipe tables cannot hold: spans, lists and tables within cells.

Tags are the few that GitHub lets through. There is never an empty line: it would end the HTML block
(CommonMark 4.6).
"""

from __future__ import annotations

from docsieve.model import (
    Block,
    Cell,
    Group,
    Heading,
    HiddenChoice,
    ListItem,
    Note,
    Paragraph,
    Span,
    Table,
    ThematicBreak,
)
from docsieve.renderers.block_text import leaf_text
from docsieve.renderers.leaders import shortened
from docsieve.renderers.markdown_escape import html_text, safe_link
from docsieve.renderers.table_grid import grid_of
from docsieve.renderers.visibility import is_flagged, is_shown, shown_spans


class HtmlFragment:
    """Writes tables, and the blocks inside their cells."""

    def __init__(self, hidden: HiddenChoice) -> None:
        self._hidden: HiddenChoice = hidden

    def table(self, table: Table) -> str:
        """Write a table with its spans, one row a line."""
        lines = ["<table>"]
        grid = grid_of(table)
        covered: dict[int, int] = {}  # column -> index of the last row that a span from above covers there
        for index, grid_row in enumerate(grid.rows):
            if not is_shown(grid_row.row.hidden, self._hidden):
                continue
            parts: list[str] = []
            at = 0
            for column, cell in grid_row.cells:
                if grid.is_aligned:
                    # Absent cells: what stands behind them would move to the left.
                    parts += ["<td></td>" for free in range(at, column) if covered.get(free, -1) < index]
                width = grid.width(column, cell)
                at = column + width
                if cell.row_span > 1 and grid.is_aligned:
                    covered.update(dict.fromkeys(range(column, at), index + cell.row_span - 1))
                tag = "th" if cell.header or index < table.header_rows else "td"
                parts.append(
                    self._cell(cell, tag, width)
                    if is_shown(cell.hidden, self._hidden)
                    else f"<{tag}></{tag}>"
                )
            lines.append(f"<tr>{''.join(parts)}</tr>")
        lines.append("</table>")
        return "\n".join(lines)

    def _cell(self, cell: Cell, tag: str, width: int) -> str:
        spans = f' colspan="{width}"' if width > 1 else ""
        spans += f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
        return f"<{tag}{spans}>{self._cell_content(cell)}</{tag}>"

    def _cell_content(self, cell: Cell) -> str:
        if cell.blocks:
            return self.blocks(cell.blocks)
        text = html_text(shortened(cell.text))
        return self._linked(text, cell.link) if cell.text else text

    def _linked(self, written: str, link: str | None) -> str:
        target = self._target(link) if link else None
        return written if target is None else f'<a href="{target.replace("&", "&amp;")}">{written}</a>'

    def _target(self, link: str) -> str | None:
        """Return where a link may lead, without quotes and angle brackets in it."""
        return safe_link(link)

    def blocks(self, blocks: list[Block]) -> str:
        """Write blocks on one line; a lone paragraph without tags of its own."""
        shown = [block for block in blocks if is_shown(block.hidden, self._hidden)]
        if len(shown) == 1 and isinstance(shown[0], Paragraph):
            return self._spans(shown[0].spans)
        return "".join(map(self._block, shown))

    def _block(self, block: Block) -> str:
        if isinstance(block, Paragraph):
            return f"<p>{self._spans(block.spans)}</p>"
        if isinstance(block, Heading):
            marker = f"{html_text(block.marker)} " if block.marker else ""
            level = min(max(block.level, 1), 6)
            return f"<h{level}>{marker}{self._spans(block.spans)}</h{level}>"
        if isinstance(block, ListItem):
            # One entry a list: markers are text, so that they stay what they are.
            marker = f"{html_text(block.marker)} " if block.marker else ""
            return f"<p>{'&nbsp;' * (4 * min(block.level, 20))}{marker}{self._spans(block.spans)}</p>"
        if isinstance(block, Table):
            return self.table(block).replace("\n", "")
        if isinstance(block, Group | Note):
            return "".join(
                self._block(inner) for inner in block.blocks if is_shown(inner.hidden, self._hidden)
            )
        if isinstance(block, ThematicBreak):
            return "<hr>"
        return f"<p>{html_text(leaf_text(block))}</p>"

    def _spans(self, spans: list[Span]) -> str:
        return "".join(map(self._span, shown_spans(spans, self._hidden))).strip()

    def _span(self, span: Span) -> str:
        shown = span.text or span.link or ""
        text = html_text(shown if span.code else shortened(shown))
        if is_flagged(span.hidden):
            text = f"[hidden: {text}]"
        for wanted, tag in (
            (span.code, "code"),
            (span.superscript, "sup"),
            (span.subscript, "sub"),
            (span.italic, "em"),
            (span.bold, "strong"),
            (span.strike, "del"),
        ):
            if wanted and text.strip():
                text = f"<{tag}>{text}</{tag}>"
        return self._linked(text, span.link)
