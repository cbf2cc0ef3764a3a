"""What a renderer shows of a document and what it leaves out: hidden content, notes, running headers."""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import Final

from docsieve.model import (
    Attachment,
    Block,
    Document,
    Group,
    Heading,
    Hidden,
    HiddenChoice,
    ListItem,
    Note,
    Page,
    Paragraph,
    Span,
    Table,
)
from docsieve.native_tables import holds_only_text
from docsieve.renderers.table_grid import hidden_columns

#: Shown with a flag whatever the choice: a person who opens the file can unfold these, and data in them is
#: data. The rest is seen by nobody who opens the file, and shown only when asked for.
UNFOLDABLE: Final[frozenset[Hidden]] = frozenset({"sheet", "row", "column", "slide"})

_WITHOUT_DIGITS: Final = dict.fromkeys(map(ord, string.digits))


def is_shown(hidden: Hidden | None, choice: HiddenChoice) -> bool:
    """Tell whether content hidden this way is written."""
    return choice == "include" or hidden is None or hidden in UNFOLDABLE


def is_flagged(hidden: Hidden | None) -> bool:
    """Tell whether content that is shown needs the word "hidden" beside it (sheets say so in the title)."""
    return hidden is not None and hidden not in UNFOLDABLE


def shown_spans(spans: list[Span], choice: HiddenChoice) -> list[Span]:
    """Leave out the spans that are not shown; the list itself where all are."""
    for span in spans:
        if span.hidden is not None:
            return [span for span in spans if is_shown(span.hidden, choice)]
    return spans


def page_title(page: Page, *, is_only: bool) -> str:
    """Return the line that stands above a sheet or a hidden slide; empty where none is needed."""
    flag = " (hidden)" if page.hidden is not None else ""
    if page.kind == "sheet" and (page.label or not is_only):
        return f"{page.label or f'Sheet {page.number}'}{flag}"
    if flag:
        return f"{page.label or f'{page.kind.capitalize()} {page.number}'}{flag}"
    return ""


class RunningText:
    """Lets a running header or footer through once: pages repeat it, with nothing but the number changed."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, str]] = set()
        #: Pages repeat theirs with another number; the header of a section is told once and means its digits.
        self.ignores_digits = True

    def is_new(self, role: str, text: str) -> bool:
        """Tell whether this header or footer was not written before, white space aside."""
        told = text.translate(_WITHOUT_DIGITS) if self.ignores_digits else text
        key = (role, "".join(told.split()))
        if key in self._seen or not text.strip():
            return False
        self._seen.add(key)
        return True


class Notes:
    """The notes of a document by id, and which of them the text calls."""

    def __init__(self, document: Document) -> None:
        self.by_id: dict[str, Note] = {}
        self.called: set[str] = set()
        for page in document.pages:
            for block in page.blocks:
                self._look_at(block)

    def _look_at(self, block: Block) -> None:
        if isinstance(block, Paragraph | ListItem | Heading):
            self.called.update(span.note for span in block.spans if span.note is not None)
        elif isinstance(block, Table):
            if holds_only_text(block.rows):
                return
            for row in block.rows:
                for cell in row.cells:
                    if cell.note is not None:
                        self.called.add(cell.note)
                    for inner in cell.blocks:
                        self._look_at(inner)
        elif isinstance(block, Group | Note):
            if isinstance(block, Note):
                self.by_id.setdefault(block.id, block)
            for inner in block.blocks:
                self._look_at(inner)


def note_heading(note: Note) -> str:
    """Return the words before a comment's text: "Comment (Ann, 2024-05-01, resolved)"."""
    known = [
        part for part in (note.author, (note.date or "")[:10], "resolved" if note.resolved else "") if part
    ]
    kind = "Reply" if note.reply_to else "Comment"
    return f"{kind} ({', '.join(known)})" if known else kind


def attachment_line(attachment: Attachment) -> str:
    """Return the line above the text of a file inside the file, or in its place where it was not read."""
    name = " ".join(attachment.name.split())
    return f"Attachment: {name}" if attachment.document is not None else f"Attachment: {name} (not read)"


def pages_in_order(document: Document) -> Iterator[tuple[Page, bool]]:
    """Walk the pages; the flag says whether this is the only one."""
    is_only = len(document.pages) == 1
    for page in document.pages:
        yield page, is_only


def hidden_parts_line(table: Table, choice: HiddenChoice) -> str:
    """Return the line under a table that says how much of what it shows is hidden; empty where nothing is."""
    rows = sum(row.hidden is not None and is_shown(row.hidden, choice) for row in table.rows)
    columns = len(hidden_columns(table))
    parts = [
        f"{count} {word}{'s' * (count > 1)}" for count, word in ((rows, "row"), (columns, "column")) if count
    ]
    if not parts:
        return ""
    return f"({' and '.join(parts)} of this table {'is' if rows + columns == 1 else 'are'} hidden)"
