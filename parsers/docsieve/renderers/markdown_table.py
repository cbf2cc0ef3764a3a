"""Pipe tables (GitHub), and the question whether a table fits into one."""

from __future__ import annotations

from docsieve.model import Cell, HiddenChoice, ListItem, Paragraph, Table
from docsieve.renderers.leaders import shortened
from docsieve.renderers.markdown_escape import escape_inline, in_table, safe_link
from docsieve.renderers.markdown_spans import NoteMarker, write_spans
from docsieve.renderers.table_grid import grid_of
from docsieve.renderers.visibility import is_flagged, is_shown


def needs_html(table: Table) -> bool:
    """Tell whether a cell spans others or holds more than lines of text."""
    for row in table.rows:
        for cell in row.cells:
            if cell.col_span > 1 or cell.row_span > 1:
                return True
            for block in cell.blocks:
                if not isinstance(block, Paragraph | ListItem):
                    return True
    return False


def write_pipe_table(table: Table, hidden: HiddenChoice, note_mark: NoteMarker) -> str:
    """Write a table whose cells are lines of text. The header is empty where the table has none."""
    grid = grid_of(table)
    if not grid.columns:
        return ""
    width = grid.columns
    lines: list[str] = []
    for grid_row in grid.rows:
        if not is_shown(grid_row.row.hidden, hidden):
            continue
        parts: list[str] = []
        for column, cell in grid_row.cells:
            if grid.is_aligned and column > len(parts):
                parts.extend([""] * (column - len(parts)))
            parts.append(_cell(cell, hidden, note_mark) if is_shown(cell.hidden, hidden) else "")
        if grid.is_aligned:
            parts.extend([""] * (width - len(parts)))
        lines.append(f"| {' | '.join(parts)} |")
    delimiter = f"|{' --- |' * width}"
    if table.header_rows and lines:
        return "\n".join([lines[0], delimiter, *lines[1:]])
    return "\n".join([f"|{'  |' * width}", delimiter, *lines])


def _cell(cell: Cell, hidden: HiddenChoice, note_mark: NoteMarker) -> str:
    if not cell.blocks:
        text = escape_inline(shortened(cell.text))
        if cell.link is not None and text.strip() and (target := safe_link(cell.link)) is not None:
            text = f"[{text.strip()}]({target})"
    else:
        texts: list[str] = []
        for block in cell.blocks:
            if not isinstance(block, Paragraph | ListItem) or not is_shown(block.hidden, hidden):
                continue
            inner = write_spans(block.spans, hidden, note_mark, in_table=True).strip()
            if isinstance(block, ListItem):
                box = "" if block.checked is None else "[x] " if block.checked else "[ ] "
                inner = f"{escape_inline(block.marker)} {box}{inner}".strip()
            if is_flagged(block.hidden):
                inner = f"\\[hidden:\\] {inner}"
            if inner:
                texts.append(inner)
        text = "\n".join(texts)
    if cell.note is not None and (mark := note_mark("", cell.note)) is not None:
        text += mark.markdown
    return in_table(text)
