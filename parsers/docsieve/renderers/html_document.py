"""The Document as a whole HTML file that is safe to open: text, structure and links, nothing that runs.

All text is escaped; there are no scripts, styles or pictures, and a content security policy says so to the
browser as well. Links lead to http, https and mailto addresses, and between a note and its call; others keep
their text only (an anchor of the original leads nowhere here). Lists nest and keep their numbers; a marker
that HTML has no form for ("(iv)") is text. Tables keep their spans. Mathematics is LaTeX in
`<code class="math">`. Notes stand at the end with links back, notes that nothing calls where they stand. Each
running header and footer is written once, page numbers not at all. Files inside the file follow at the end.

Hidden content: see `docsieve.renderers.visibility`.
"""

from __future__ import annotations

import re
from typing import Final

from docsieve.model import (
    COUNTS,
    Block,
    Cell,
    CodeBlock,
    Document,
    Formula,
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
from docsieve.renderers.block_text import all_text, leaf_text
from docsieve.renderers.html_fragment import HtmlFragment
from docsieve.renderers.html_list import HtmlList
from docsieve.renderers.markdown_escape import html_text
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

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_SCHEMES: Final = ("http:", "https:", "mailto:")
_GROUP_TAGS: Final = {"quote": "blockquote", "header": "header", "footer": "footer", "text_box": "aside"}
_NUMBERED: Final = ("footnote", "endnote")


def render_html(document: Document, *, hidden: HiddenChoice = "exclude") -> str:
    """Write the document as an HTML file, ending in one line feed."""
    language = document.metadata.language or ""
    lang = f' lang="{language}"' if _LANGUAGE.fullmatch(language) else ""
    title = " ".join((document.metadata.title or "").split()) or "Document"
    body = "\n".join(_HtmlWriter(document, hidden).write())
    return (
        f'<!DOCTYPE html>\n<html{lang}>\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{html_text(title)}</title>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


class _NoteNumbers:
    """Numbers notes through the file and all files inside it: they are one text, so an id occurs once."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> int:
        self._last += 1
        return self._last


class _HtmlWriter(HtmlFragment):
    def __init__(self, document: Document, hidden: HiddenChoice, numbers: _NoteNumbers | None = None) -> None:
        super().__init__(hidden)
        self._document = document
        self._notes = Notes(document)
        self._running = RunningText()
        self._is_inner = numbers is not None
        self._numbers = numbers or _NoteNumbers()
        #: Notes to be written at the end, with their numbers, in the order in which the text calls them.
        self._at_end: dict[str, tuple[int, Note]] = {}
        self._called: set[str] = set()

    def write(self) -> list[str]:
        """Return the pieces of the body."""
        parts = [self._page(page, is_only) for page, is_only in pages_in_order(self._document)]
        parts += self._notes_at_end()
        for attachment in self._document.attachments:
            inner: list[str] = []
            if attachment.document is not None:
                inner = _HtmlWriter(attachment.document, self._hidden, self._numbers).write()
            title = html_text(attachment_line(attachment))
            parts.append("\n".join(["<section>", f"<h2>{title}</h2>", *inner, "</section>"]))
        return [part for part in parts if part]

    def _page(self, page: Page, is_only: bool) -> str:
        if not is_shown(page.hidden, self._hidden):
            return ""
        self._running.ignores_digits = page.kind != "section"
        title = page_title(page, is_only=is_only)
        parts = [f"<h2>{html_text(title)}</h2>"] if title else []
        parts += self._flow(page.blocks)
        anchor = "" if self._is_inner else f' id="page-{page.number}"'
        return "\n".join([f"<section{anchor}>", *parts, "</section>"]) if parts else ""

    def _notes_at_end(self) -> list[str]:
        parts: list[str] = []
        written: set[str] = set()
        while waiting := [found for found in self._at_end.items() if found[0] not in written]:
            for note_id, (number, note) in waiting:  # a note may call others
                written.add(note_id)
                parts.append(self._note_at_end(note_id, number, note))
        if not parts:
            return []
        return ["\n".join(['<section role="doc-endnotes">', "<hr>", *parts, "</section>"])]

    def _note_at_end(self, note_id: str, number: int, note: Note) -> str:
        if note.role in _NUMBERED:
            heading = html_text(note.label or str(number))
        else:
            heading = f"{html_text(note_heading(note))}:"
        inner = self._flow(note.blocks)
        back = f' <a href="#call-{number}" role="doc-backlink">↩</a>' if note_id in self._called else ""
        return "\n".join([f'<div id="note-{number}">', f"<p>{heading}{back}</p>", *inner, "</div>"])

    def blocks(self, blocks: list[Block]) -> str:
        """Write the blocks of a cell."""
        shown = [block for block in blocks if is_shown(block.hidden, self._hidden)]
        if len(shown) == 1 and isinstance(shown[0], Paragraph) and not is_flagged(shown[0].hidden):
            return self._spans(shown[0].spans)
        return "".join(self._flow(shown))

    def _flow(self, blocks: list[Block]) -> list[str]:
        """Write blocks one after the other; list entries that follow each other become nested lists."""
        parts: list[str] = []
        entries = HtmlList()
        for block in blocks:
            if not self._is_written(block):
                continue
            flag = "<p>[hidden:]</p>" if is_flagged(block.hidden) else ""
            if isinstance(block, ListItem):
                entries.add(block, flag + self._spans(block.spans))
                continue
            if isinstance(block, Paragraph) and block.list_level is not None:
                inner = self._block(block)
                if not inner or entries.continue_entry(block.list_level, flag + inner):
                    continue
                parts += [flag, inner]
                continue
            parts += [entries.finish(), flag, self._block(block)]
        parts.append(entries.finish())
        return [part for part in parts if part]

    def _is_written(self, block: Block) -> bool:
        if not is_shown(block.hidden, self._hidden) or block.role in COUNTS:
            return False
        return block.role not in ("header", "footer") or self._running.is_new(
            block.role, all_text(block, self._hidden)
        )

    def _block(self, block: Block) -> str:
        if isinstance(block, Paragraph):
            text = self._spans(block.spans)
            if not text:
                return ""
            if block.role == "title":
                return f"<h1>{text}</h1>"
            return f"<blockquote><p>{text}</p></blockquote>" if block.role == "quote" else f"<p>{text}</p>"
        if isinstance(block, ListItem):  # always in a list: see `_flow`
            return super()._block(block)
        if isinstance(block, Heading):
            return super()._block(block) if block.marker or self._spans(block.spans) else ""
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Note):
            return self._note(block)
        if isinstance(block, Group):
            tag = _GROUP_TAGS.get(block.role, "div")
            title = html_text(block.title.strip()) if block.title else ""
            inner = [f"<p><strong>{title}</strong></p>"] if title else []
            inner += self._flow(block.blocks)
            return "\n".join([f"<{tag}>", *inner, f"</{tag}>"]) if inner else ""
        if isinstance(block, CodeBlock | Formula):
            text = html_text(leaf_text(block)).replace("<br>", "\n")
            kind = ' class="math"' if isinstance(block, Formula) else ""
            return f"<pre><code{kind}>{text}</code></pre>" if text else ""
        if isinstance(block, ThematicBreak):
            return "<hr>"
        text = html_text(leaf_text(block))
        return f"<p>{text}</p>" if text else ""

    def _table(self, table: Table) -> str:
        if not table.rows:
            return ""
        told = hidden_parts_line(table, self._hidden)
        below = f"\n<p>{told}</p>" if told else ""
        return self.table(table) + below

    def _cell_content(self, cell: Cell) -> str:
        mark = self._mark("", cell.note) if cell.note is not None else None
        return super()._cell_content(cell) + (mark or "")

    def _note(self, note: Note) -> str:
        if note.id in self._notes.called and self._notes.by_id.get(note.id) is note:
            self._number(note)
            return ""
        inner = self._flow(note.blocks)
        if not inner:
            return ""
        if note.role in _NUMBERED:
            heading = html_text(note.label)
        else:
            heading = "Notes" if note.role == "speaker_notes" else html_text(note_heading(note))
            heading = f"<strong>{heading}:</strong>"
        above = [f"<p>{heading}</p>"] if heading else []
        return "\n".join(["<aside>", *above, *inner, "</aside>"])

    def _number(self, note: Note) -> int:
        if note.id not in self._at_end:
            self._at_end[note.id] = (self._numbers.next(), note)
        return self._at_end[note.id][0]

    def _mark(self, text: str, note_id: str) -> str | None:
        """Write the call of a note behind the text that calls it; None where the note is not written."""
        note = self._notes.by_id.get(note_id)
        if note is None or not is_shown(note.hidden, self._hidden):
            return None
        number = self._number(note)
        anchor = "" if note_id in self._called else f' id="call-{number}"'
        self._called.add(note_id)
        label = note.label or str(number) if note.role in _NUMBERED else f"[comment {number}]"
        mark = f'<sup{anchor}><a href="#note-{number}" role="doc-noteref">{html_text(label)}</a></sup>'
        return mark if text.strip() in ("", note.label, f"[{note.label}]") else html_text(text) + mark

    def _span(self, span: Span) -> str:
        if span.math and not is_flagged(span.hidden):
            written = f'<code class="math">{html_text(span.text)}</code>' if span.text.strip() else ""
            written = self._linked(written, span.link) if written else ""
        else:
            written = super()._span(span) if span.text or span.link else ""
            if span.underline and not span.link and span.text.strip():
                written = f"<u>{written}</u>"
        if span.note is None:
            return written
        mark = self._mark("", span.note)
        note = self._notes.by_id.get(span.note)
        if mark is None or note is None:
            return written
        replaces = span.text.strip() in ("", note.label, f"[{note.label}]") and not is_flagged(span.hidden)
        return mark if replaces else written + mark

    def _target(self, link: str) -> str | None:
        target = super()._target(link)
        return target if target is not None and target.lower().startswith(_SCHEMES) else None
