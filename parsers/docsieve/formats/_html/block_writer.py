"""Blocks in the making while a page is walked: lists, headings, quotations and cells they belong to."""

from __future__ import annotations

from docsieve.errors import LimitExceededError
from docsieve.formats._html.inline import Inline
from docsieve.model import Block, CodeBlock, Heading, Image, ListItem, Locator, Paragraph
from docsieve.options import Limits


class List:
    """A list that is being read."""

    def __init__(self, *, ordered: bool, kind: str, number: int, step: int) -> None:
        self.ordered = ordered
        self.kind = kind
        self.number = number
        self.step = step


class Item:
    """The entry of a list that is being read; its first block carries the marker."""

    def __init__(self, marker: str, *, ordered: bool, level: int) -> None:
        self.marker = marker
        self.ordered = ordered
        self.level = level
        self.is_begun = False


class BlockWriter:
    """Turns collected text into blocks; knows in which list, heading and frame it stands."""

    def __init__(self, where: Locator, limits: Limits) -> None:
        self._where = where
        self._limits = limits
        self._blocks: list[Block] = []
        self._frames: list[list[Block]] = []
        self._inline = Inline()
        self._lists: list[List] = []
        self._items: list[Item | None] = []
        self._heading: int | None = None
        self._pre = 0
        self._language: str | None = None
        self._images: list[Image] = []
        self._role: list[str] = []
        self._count = 0

    def _emit(self, block: Block) -> None:
        self._count += 1
        if self._count > self._limits.max_blocks:
            raise LimitExceededError.of("the number of paragraphs", self._count, self._limits.max_blocks)
        self._blocks.append(block)

    def flush(self) -> None:
        """End the block that is being read."""
        spans = self._inline.take()
        item = self._items[-1] if self._items else None
        if spans and self._pre:
            self._emit(
                CodeBlock(
                    where=self._where, text="".join(span.text for span in spans), language=self._language
                )
            )
        elif spans and self._heading is not None:
            self._emit(Heading(where=self._where, level=self._heading, spans=spans))
        elif spans and item is not None and not item.is_begun:
            item.is_begun = True
            self._emit(
                ListItem(
                    where=self._where,
                    level=item.level,
                    ordered=item.ordered,
                    marker=item.marker,
                    spans=spans,
                )
            )
        elif spans:
            level = item.level if item is not None else None
            self._emit(
                Paragraph(
                    where=self._where,
                    spans=spans,
                    list_level=level,
                    role="caption" if "caption" in self._role else "body",
                )
            )
        if self._images:
            for image in self._images:
                self._emit(image)
            self._images = []

    def _open_frame(self) -> None:
        self.flush()
        self._frames.append(self._blocks)
        self._blocks = []

    def _close_frame(self) -> list[Block]:
        self.flush()
        inner, self._blocks = self._blocks, self._frames.pop()
        return inner
