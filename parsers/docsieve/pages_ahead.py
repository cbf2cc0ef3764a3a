"""The text of pages that are read, ahead of the document: what a person can begin to read.

It is written page by page before the whole is known, so running headers still stand on each page, a heading
may still be a paragraph, and a word may be broken at the end of a page. The final text replaces it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from docsieve.errors import LimitExceededError
from docsieve.hidden_content import without_hidden
from docsieve.model import SCHEMA_VERSION, Document, HiddenChoice, Metadata, Page
from docsieve.protocol import PageText
from docsieve.renderers.plain_text import TextWriter
from docsieve.renderers.unicode_text import well_formed
from docsieve.renderers.visibility import RunningText

#: Seconds between two batches. The first page comes at once.
EVERY: Final = 0.1


class PagesAhead:
    """Writes the pages of one parse and sends their text in batches, in order."""

    def __init__(self, hidden: HiddenChoice | None, send: Callable[[list[PageText]], object]) -> None:
        """Take what `hidden` is for the document and its outputs; None is the default of both."""
        self._hidden = hidden
        self._send = send
        self._waiting: list[PageText] = []
        self._next_at = 0.0
        self._running = RunningText()
        self._is_over = False

    def add(self, page: Page) -> None:
        """Take a page, and send what has gathered unless the last batch is too recent."""
        if self._is_over:
            return
        shown = without_hidden(page) if self._hidden == "exclude" else page
        if shown is None:
            return
        try:
            text = self._text(shown)
        except (LimitExceededError, RecursionError):
            self._is_over = True  # if it matters to what was asked for, the document will say so
            return
        self._waiting.append(PageText(number=page.number, label=page.label, text=text))
        if time.monotonic() >= self._next_at:
            self.flush()

    def flush(self) -> None:
        """Send what has gathered."""
        if self._waiting:
            self._send(self._waiting)
            self._waiting = []
            self._next_at = time.monotonic() + EVERY

    def _text(self, page: Page) -> str:
        alone = Document(format="", schema_version=SCHEMA_VERSION, metadata=Metadata(), pages=[page])
        writer = TextWriter(alone, self._hidden or "exclude", is_only=False, running=self._running)
        return well_formed(writer.write())
