"""The Document as plain text a person would call faithful.

Paragraphs and headings stand on lines of their own with an empty line between them; list entries keep their
markers and are indented by level; a table is one line a row with tabs between the cells (it pastes into a
spreadsheet), unless its cells hold whole texts, which then follow one another. A footnote's mark is written
raised (in brackets where it is no number or sign), its text stands at the end of the page; endnotes stand
at the end of the document, comments with their author after the page they belong to. Each running header
and footer is written once, page numbers not at all. Pictures are written as their alternative text, form
fields as "name: value". Files inside the file follow at the end, each under its name.

Hidden content: see `docsieve.renderers.visibility`.
"""

from __future__ import annotations

from typing import Final

from docsieve.model import (
    COUNTS,
    Block,
    Cell,
    CodeBlock,
    Document,
    Group,
    Heading,
    HiddenChoice,
    ListItem,
    Note,
    Page,
    Paragraph,
    Span,
    Table,
    ThematicBreak,
)
from docsieve.native_tables import bare_lines
from docsieve.renderers.block_text import all_text, leaf_text
from docsieve.renderers.table_grid import GridRow, TableGrid, grid_of
from docsieve.renderers.visibility import (
    Notes,
    RunningText,
    attachment_line,
    hidden_parts_line,
    is_flagged,
    is_shown,
    note_heading,
    page_title,
    pages_in_order,
    shown_spans,
)

_INDENT: Final = "  "
_MAX_INDENT: Final = 20
#: A cell with more blocks than this is a text of its own, not an entry of a row.
_MAX_BLOCKS_IN_ROW: Final = 3
_ONE_LINE: Final = str.maketrans("\n\t", "  ")


def render_text(document: Document, *, hidden: HiddenChoice = "exclude") -> str:
    """Write the document as plain text, ending in one line feed; empty where there is no text."""
    return TextWriter(document, hidden).write()


_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _mark(label: str) -> str:
    """Write the mark of a note as a page shows it; letters would not be told from the word before."""
    if label.isascii() and label.isdigit():
        return label.translate(_RAISED)
    return f"[{label}]" if any(map(str.isalnum, label)) else label


class TextWriter:
    """Gathers lines; `docsieve.chunk_units` takes them block by block instead."""

    def __init__(
        self,
        document: Document,
        hidden: HiddenChoice,
        *,
        notes: Notes | None = None,
        is_only: bool | None = None,
        running: RunningText | None = None,
    ) -> None:
        """Write a document; for one page of it, `notes` are all its notes, `is_only` whether it is alone.

        `running` knows the running headers and footers of the pages before it.
        """
        self._document = document
        self._is_only = is_only
        self._hidden: HiddenChoice = hidden
        self._notes = notes or Notes(document)
        self._running = running or RunningText()
        self._out: list[str] = []
        self._after_page: list[Note] = []
        self._after_all: list[Note] = []
        self._in_list = False

    def write(self) -> str:
        """Return the text, ending in one line feed."""
        for page, is_only in pages_in_order(self._document):
            self._page(page, is_only if self._is_only is None else self._is_only)
        for note in self._after_all:
            self._note(note)
        for attachment in self._document.attachments:
            self._paragraph(attachment_line(attachment))
            if attachment.document is not None:
                self._paragraph(render_text(attachment.document, hidden=self._hidden).rstrip("\n"))
        text = "\n".join(self._out).strip("\n")
        return f"{text}\n" if text else ""

    def _page(self, page: Page, is_only: bool) -> None:
        if not is_shown(page.hidden, self._hidden):
            return
        self._running.ignores_digits = page.kind != "section"
        if title := page_title(page, is_only=is_only):
            self._paragraph(title)
        self._blocks(page.blocks)
        for note in self._after_page:
            self._note(note)
        self._after_page.clear()

    def _paragraph(self, text: str) -> None:
        """Write lines with an empty line above."""
        if text and not text.isspace():
            self._out.append("")
            self._out.append(text)
        self._in_list = False

    def _blocks(self, blocks: list[Block]) -> None:
        for block in blocks:
            if block.hidden is not None and not is_shown(block.hidden, self._hidden):
                continue
            if block.role != "body":
                if block.role in COUNTS:
                    continue
                if block.role in ("header", "footer") and not self._running.is_new(
                    block.role, all_text(block, self._hidden)
                ):
                    continue
            if is_flagged(block.hidden):
                self._paragraph("[hidden:]")
            self._block(block)

    def _block(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            text = self._spans(block.spans).strip("\n")
            if block.list_level is not None:
                indent = _INDENT * (min(block.list_level, _MAX_INDENT) + 1)
                self._out.extend(indent + line for line in text.split("\n"))
            else:
                self._paragraph(text)
        elif isinstance(block, ListItem):
            self._list_item(block)
        elif isinstance(block, Heading):
            text = self._spans(block.spans).strip("\n")
            self._paragraph(f"{block.marker} {text}" if block.marker else text)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Note):
            if block.role == "endnote":
                self._after_all.append(block)
            else:
                self._after_page.append(block)
        elif isinstance(block, Group):
            if block.title:
                self._paragraph(block.title)
            self._blocks(block.blocks)
        elif isinstance(block, ThematicBreak):
            self._paragraph("---")
        else:
            self._paragraph(leaf_text(block))

    def _list_item(self, item: ListItem) -> None:
        if not self._in_list:
            self._out.append("")
        indent = _INDENT * min(item.level, _MAX_INDENT)
        marker = item.marker
        if item.checked is not None:
            box = "[x]" if item.checked else "[ ]"
            marker = f"{marker} {box}" if item.ordered else box
        start = f"{indent}{marker} " if marker else indent
        text = self._spans(item.spans).strip("\n")
        if "\n" in text:
            text = text.replace("\n", "\n" + " " * len(start))
        self._out.append((start + text).rstrip())
        self._in_list = True

    def _spans(self, spans: list[Span]) -> str:
        spans = shown_spans(spans, self._hidden)
        if len(spans) == 1 and spans[0].note is None and spans[0].hidden is None:
            return spans[0].text or spans[0].link or ""
        parts: list[str] = []
        for span in spans:
            text = span.text or span.link or ""
            if is_flagged(span.hidden):
                text = f"[hidden: {text}]"
            if span.note is not None:
                text = self._with_mark(text, span.note)
            parts.append(text)
        return "".join(parts)

    def _with_mark(self, text: str, note_id: str) -> str:
        note = self._notes.by_id.get(note_id)
        if note is None or note.role not in ("footnote", "endnote"):
            return text
        label = note.label or text.strip()
        if not label:
            return text
        return _mark(label) if text.strip() in ("", label) else f"{text}{_mark(label)}"

    def _note(self, note: Note) -> None:
        if not is_shown(note.hidden, self._hidden):
            return
        if note.role in ("footnote", "endnote"):
            start = f"{_mark(note.label)} " if note.label else ""
        elif note.role == "speaker_notes":
            start = "Notes: "
        else:
            start = f"{note_heading(note)}: "
        inner = self._inner_lines(note.blocks)
        if inner:
            self._paragraph("\n".join([start + inner[0], *inner[1:]]))

    def _inner_lines(self, blocks: list[Block]) -> list[str]:
        """Write blocks aside and return their lines, without empty ones around and between."""
        outer, self._out, was_in_list = self._out, [], self._in_list
        self._in_list = False
        self._blocks(blocks)
        inner, self._out, self._in_list = self._out, outer, was_in_list
        return [line for line in inner if line]

    def _table(self, table: Table) -> None:
        plain = self._plain_lines(table)
        if plain is not None:
            self._paragraph("\n".join(plain))
            return
        grid = grid_of(table)
        lines: list[str] = []
        for grid_row in grid.rows:
            if not is_shown(grid_row.row.hidden, self._hidden):
                continue
            lines.extend(self._row_lines(grid, grid_row))
        self._paragraph("\n".join(line for line in lines if line))
        if told := hidden_parts_line(table, self._hidden):
            self._out.append(told)

    def _plain_lines(self, table: Table) -> list[str] | None:
        """Write a table of full rows and bare text at once, as large sheets are; None for any other."""
        found = bare_lines(table.rows, lambda texts: [_one_line(text) for text in texts])
        if found is not None:
            return found[0] if found[1] > 1 else None
        lines: list[str] = []
        widest = 0
        for row in table.rows:
            texts = [
                cell.text
                for cell in row.cells
                if cell.column is None
                and cell.hidden is None
                and cell.note is None
                and cell.row_span == 1
                and cell.col_span == 1
                and not cell.blocks
            ]
            if len(texts) != len(row.cells) or row.hidden is not None:
                return None
            widest = max(widest, len(texts))
            line = "\t".join(texts)
            if "\n" in line or line.count("\t") >= len(texts):
                line = "\t".join([_one_line(text) for text in texts])
            line = line.rstrip("\t")
            if line:
                lines.append(line)
        return lines if widest > 1 else None

    def _row_lines(self, grid: TableGrid, grid_row: GridRow) -> list[str]:
        cells = [(column, cell) for column, cell in grid_row.cells if is_shown(cell.hidden, self._hidden)]
        if any(not _fits_a_row(cell) for _, cell in cells) or grid.columns == 1:
            lines: list[str] = []
            for _, cell in cells:
                lines.extend(self._inner_lines(cell.blocks) if cell.blocks else [cell.text])
            return lines
        parts: list[str] = []
        at = 0
        for column, cell in cells:
            if grid.is_aligned and column > at:
                parts.extend([""] * (column - at))
            parts.append(self._cell_line(cell))
            at = max(at, column) + 1
        return ["\t".join(parts).rstrip("\t")]

    def _cell_line(self, cell: Cell) -> str:
        text = " ".join(self._inner_lines(cell.blocks)) if cell.blocks else cell.text
        if cell.note is not None:
            text = self._with_mark(text, cell.note)
        return _one_line(text)


def _one_line(text: str) -> str:
    return text.translate(_ONE_LINE).strip() if "\n" in text or "\t" in text else text


def _fits_a_row(cell: Cell) -> bool:
    return not cell.blocks or (
        len(cell.blocks) <= _MAX_BLOCKS_IN_ROW
        and not any(isinstance(block, Table | CodeBlock) for block in cell.blocks)
    )
