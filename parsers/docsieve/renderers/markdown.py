"""The Document as GitHub-flavoured Markdown that reads back as the same text.

Lists nest and keep their numbers; a marker that Markdown has no form for ("(iv)", "1.1") stands as text
behind a bullet. Tables are pipe tables, with HTML where cells span or hold lists or tables. Footnotes and
endnotes become `[^1]`, comments `[^comment-1]` with author and date; notes that nothing calls are written
where they stand: GitHub drops them otherwise. Each running header and footer is written once, page numbers
not at all. Files inside the file follow at the end, each under its name. Mathematics is `$...$` or a `math`
block. Pictures are their alternative text: there is no address for them.

Hidden content: see `docsieve.renderers.visibility`.
"""

from __future__ import annotations

import re
from typing import Final

from docsieve.model import (
    COUNTS,
    Block,
    CodeBlock,
    Document,
    FormField,
    Formula,
    Group,
    Heading,
    HiddenChoice,
    Image,
    ListItem,
    Note,
    Page,
    Paragraph,
    Span,
    Table,
    ThematicBreak,
)
from docsieve.renderers.block_text import all_text
from docsieve.renderers.html_fragment import HtmlFragment
from docsieve.renderers.markdown_escape import escape_inline, fence_for, finish_lines, in_heading
from docsieve.renderers.markdown_list import ListLayout
from docsieve.renderers.markdown_spans import NoteMark, write_spans
from docsieve.renderers.markdown_table import needs_html, write_pipe_table
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
)

_LANGUAGE: Final = re.compile(r"[\w+#.-]{1,40}")
_LABEL: Final = re.compile(r"[A-Za-z0-9]{1,20}")


def render_markdown(document: Document, *, hidden: HiddenChoice = "exclude") -> str:
    """Write the document as Markdown, ending in one line feed; empty where there is no text."""
    return MarkdownWriter(document, hidden).write()


class MarkdownWriter:
    """Gathers chunks that are divided by an empty line; list entries of one list are one chunk."""

    def __init__(
        self,
        document: Document,
        hidden: HiddenChoice,
        *,
        notes: Notes | None = None,
        is_only: bool | None = None,
    ) -> None:
        """Write a document; for one page of it, `notes` are all its notes, `is_only` whether it is alone."""
        self._document = document
        self._is_only = is_only
        self._hidden: HiddenChoice = hidden
        self._notes = notes or Notes(document)
        self._labels: dict[str, str] = {}
        self._used_labels: set[str] = set()
        self._counts = {"note": 0, "comment": 0}
        self._running = RunningText()
        self._chunks: list[str] = []
        self._list = ListLayout()
        self._definitions: list[Note] = []
        self._html = HtmlFragment(hidden)

    def write(self) -> str:
        """Return the Markdown, ending in one line feed."""
        for page, is_only in pages_in_order(self._document):
            self._page(page, is_only if self._is_only is None else self._is_only)
        for note in self._definitions:
            self._definition(note)
        for attachment in self._document.attachments:
            self._add("---")
            self._add(f"**{escape_inline(attachment_line(attachment))}**")
            if attachment.document is not None:
                child = MarkdownWriter(attachment.document, self._hidden)
                child._used_labels = self._used_labels  # one text, so each footnote label may occur once
                self._add(child.write().rstrip("\n"))
        text = "\n\n".join(chunk for chunk in self._taken() if chunk)
        return f"{text}\n" if text else ""

    def _taken(self) -> list[str]:
        """Return the chunks gathered so far and start afresh."""
        self._end_list()
        chunks, self._chunks = self._chunks, []
        return chunks

    def _end_list(self) -> None:
        if lines := self._list.finish():
            self._chunks.append(lines)

    def _add(self, chunk: str) -> None:
        self._end_list()
        if chunk:
            self._chunks.append(chunk)

    def _page(self, page: Page, is_only: bool) -> None:
        if not is_shown(page.hidden, self._hidden):
            return
        self._running.ignores_digits = page.kind != "section"
        if page.kind == "slide" and self._chunks:
            self._add("---")
        if title := page_title(page, is_only=is_only):
            self._add(f"## {in_heading(escape_inline(title))}")
        self._blocks(page.blocks)

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
                self._add("*\\[hidden:\\]*")
            self._block(block)

    def _block(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self._paragraph(block)
        elif isinstance(block, ListItem):
            if block.level == 0 and not self._list.is_open:
                self._end_list()
            self._list.add(block, finish_lines(self._spans(block.spans)))
        elif isinstance(block, Heading):
            text = in_heading(self._spans(block.spans))
            if block.marker:
                text = f"{escape_inline(block.marker)} {text}"
            if text:
                self._add(f"{'#' * min(max(block.level, 1), 6)} {text}")
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Note):
            self._note(block)
        elif isinstance(block, Group):
            self._group(block)
        elif isinstance(block, CodeBlock):
            language = block.language if block.language and _LANGUAGE.fullmatch(block.language) else ""
            self._fenced(block.text, language)
        elif isinstance(block, Formula):
            self._fenced(block.latex, "math")
        elif isinstance(block, FormField):
            self._form_field(block)
        elif isinstance(block, Image):
            if block.alt.strip():
                alt = " ".join(block.alt.split())
                self._add(f"*\\[Image: {escape_inline(alt)}\\]*")
        elif isinstance(block, ThematicBreak):
            self._add("---")

    def _paragraph(self, block: Paragraph) -> None:
        text = finish_lines(self._spans(block.spans))
        if block.list_level is not None and self._list.continue_entry(block.list_level, text):
            return
        if block.role == "title" and text:
            text = f"# {in_heading(self._spans(block.spans))}"
        elif block.role == "quote":
            text = _quoted(text)
        self._add(text)

    def _fenced(self, text: str, language: str) -> None:
        fence = fence_for(text, at_least=3)
        body = text.strip("\n")
        self._add(f"{fence}{language}\n{body}\n{fence}" if body else "")

    def _form_field(self, block: FormField) -> None:
        name = escape_inline(" ".join((block.label or block.name).split()))
        if block.checked is not None:
            text = f"[{'x' if block.checked else ' '}] {name}".strip()
            self._add(f"- {text}")
            return
        value = finish_lines(escape_inline(block.value)) if block.value else ""
        self._add(finish_lines(f"{name}: {value}") if name else value)

    def _group(self, block: Group) -> None:
        if block.role == "quote":
            self._add(_quoted("\n\n".join(self._inner_chunks(block.blocks))))
            return
        self._end_list()
        if block.title:
            self._add(f"**{escape_inline(block.title.strip())}**" if block.title.strip() else "")
        self._blocks(block.blocks)
        self._end_list()

    def _inner_chunks(self, blocks: list[Block]) -> list[str]:
        outer, self._chunks = self._taken(), []
        self._blocks(blocks)
        inner, self._chunks = self._taken(), outer
        return [chunk for chunk in inner if chunk]

    def _table(self, table: Table) -> None:
        if needs_html(table):
            # A footnote mark is no mark within HTML: comments on cells are written out below the table.
            self._notes.called.difference_update(
                cell.note for row in table.rows for cell in row.cells if cell.note
            )
            self._add(self._html.table(table))
        else:
            self._add(write_pipe_table(table, self._hidden, self._note_mark))
        if told := hidden_parts_line(table, self._hidden):
            self._add(told)

    def _spans(self, spans: list[Span]) -> str:
        return write_spans(spans, self._hidden, self._note_mark)

    def _note_mark(self, text: str, note_id: str) -> NoteMark | None:
        note = self._notes.by_id.get(note_id)
        if note is None or not is_shown(note.hidden, self._hidden):
            return None
        text = text.strip()
        return NoteMark(f"[^{self._label(note)}]", text in ("", note.label, f"[{note.label}]"))

    def _label(self, note: Note) -> str:
        """Return the note's own label where Markdown can use it and no other note has it."""
        known = self._labels.get(note.id)
        if known is not None:
            return known
        is_numbered = note.role in ("footnote", "endnote")
        label = note.label if is_numbered and _LABEL.fullmatch(note.label) else ""
        kind = "note" if is_numbered else "comment"
        while not label or label.lower() in self._used_labels:
            self._counts[kind] += 1
            label = f"{kind}-{self._counts[kind]}"
        self._labels[note.id] = label
        self._used_labels.add(label.lower())
        return label

    def _note(self, note: Note) -> None:
        if note.id in self._notes.called and self._notes.by_id.get(note.id) is note:
            self._definitions.append(note)
            return
        inner = self._inner_chunks(note.blocks)
        if note.role in ("footnote", "endnote"):
            mark = f"<sup>{escape_inline(note.label)}</sup> " if note.label else ""
            self._add("\n\n".join([mark + inner[0], *inner[1:]]) if inner else "")
        elif inner:
            heading = "Notes" if note.role == "speaker_notes" else note_heading(note)
            self._add(_quoted("\n\n".join([f"**{escape_inline(heading)}:**", *inner])))

    def _definition(self, note: Note) -> None:
        inner = self._inner_chunks(note.blocks)
        if note.role not in ("footnote", "endnote"):
            heading = f"**{escape_inline(note_heading(note))}:**"
            inner = [f"{heading} {inner[0]}", *inner[1:]] if inner else [heading]
        body = "\n\n".join(inner).replace("\n", "\n    ").replace("\n    \n", "\n\n")
        self._add(f"[^{self._label(note)}]: {body}".rstrip())


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n")) if text else ""
