"""Where blocks and spans go while groups, lists, tables and notes are open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from docsieve.errors import LimitExceededError
from docsieve.formats._html.list_markers import ordinal_marker
from docsieve.model import Block, Heading, ListItem, Locator, Note, Paragraph, Role, Span
from docsieve.options import Limits

#: The counters of LaTeX's own classes, by level.
_KINDS = ("1", "a", "i", "A")


@dataclass
class OpenList:
    """A list that is open; `marker` is set from an entry's mark to its first paragraph."""

    ordered: bool
    number: int = 0
    marker: str | None = None


@dataclass
class Group:
    """What a closing brace, or the end of an environment, takes back."""

    #: "}" or the name of the environment.
    end: str
    style: dict[str, Any]
    finish: Callable[[], None] | None = None


@dataclass
class _Frame:
    blocks: list[Block] = field(default_factory=list)
    runs: list[tuple[dict[str, Any], list[str]]] = field(default_factory=list)
    lists: list[OpenList] = field(default_factory=list)
    #: What stands after the block that it was met in: notes and comments.
    following: list[Block] = field(default_factory=list)


class BlockBuilder:
    """Builds the blocks; `frames` nest for cells, notes and quotations."""

    def __init__(self, where: Locator, limits: Limits) -> None:
        self.where = where
        self.limits = limits
        self.style: dict[str, Any] = {}
        self.role: Role = "body"
        self._frames = [_Frame()]
        self._count = 0
        self._characters = 0

    @property
    def lists(self) -> list[OpenList]:
        """Lists that are open here, outermost first."""
        return self._frames[-1].lists

    def add(self, text: str, **style: Any) -> None:
        """Add text in the current style."""
        runs = self._frames[-1].runs
        wanted = {**self.style, **style}
        if text == " " and (not runs or (runs[-1][1] and runs[-1][1][-1][-1:] in (" ", "\n"))):
            return
        self._characters += len(text)
        if self._characters > self.limits.max_page_characters:
            raise LimitExceededError.of(
                "the length of its text", self._characters, self.limits.max_page_characters, "characters"
            )
        if runs and runs[-1][0] == wanted and "note" not in wanted:
            runs[-1][1].append(text)
        else:
            runs.append((wanted, [text]))

    def spans(self) -> list[Span]:
        """Take the text gathered so far."""
        frame = self._frames[-1]
        spans = [Span("".join(texts), **style) for style, texts in frame.runs]
        frame.runs = []
        while spans and not spans[0].note and not spans[0].text.lstrip():
            spans.pop(0)
        while spans and not spans[-1].note and not spans[-1].text.rstrip():
            spans.pop()
        if spans:
            spans[0].text = spans[0].text.lstrip() if not spans[0].code else spans[0].text
            spans[-1].text = spans[-1].text.rstrip()
        return spans

    def emit(self, block: Block) -> None:
        """Add a finished block, and after it what was met inside it."""
        frame = self._frames[-1]
        for found in (block, *frame.following):
            self._count += 1
            if self._count > self.limits.max_blocks:
                raise LimitExceededError.of("the number of blocks", self._count, self.limits.max_blocks)
            frame.blocks.append(found)
        frame.following = []

    def follow(self, block: Block) -> None:
        """Keep a note or a comment until the block it stands in is finished."""
        self._frames[-1].following.append(block)

    def flush(self) -> None:
        """End the paragraph."""
        spans = self.spans()
        frame = self._frames[-1]
        if spans:
            self.emit(self._paragraph(spans))
        elif frame.following:
            first, *frame.following = frame.following
            self.emit(first)

    def _paragraph(self, spans: list[Span]) -> Block:
        if not self.lists:
            return Paragraph(where=self.where, role=self.role, spans=spans)
        current = self.lists[-1]
        level = len(self.lists) - 1
        if current.marker is None:
            return Paragraph(where=self.where, spans=spans, list_level=level)
        marker, current.marker = current.marker, None
        return ListItem(where=self.where, level=level, ordered=current.ordered, marker=marker, spans=spans)

    def start_item(self, label: str | None) -> None:
        """Begin an entry of the innermost list; a label of its own takes the place of the mark."""
        self.flush()
        if not self.lists:
            self.lists.append(OpenList(ordered=False))
        current = self.lists[-1]
        if current.marker is not None and current.number:  # an entry with nothing in it
            self.emit(self._paragraph([]))
        current.number += 1
        if current.ordered and not label:
            level = sum(found.ordered for found in self.lists[:-1])
            current.marker = ordinal_marker(current.number, _KINDS[min(level, 3)])
        else:
            current.marker = label if label and current.ordered else "•"

    def heading(self, level: int, role: Role = "body") -> None:
        """Make a heading of the text gathered."""
        spans = self.spans()
        if spans:
            self.emit(Heading(where=self.where, level=level, role=role, spans=spans))

    def open_frame(self) -> None:
        """Gather blocks apart from those around."""
        self._frames.append(_Frame())

    def close_frame(self) -> list[Block]:
        """End what `open_frame` began and return its blocks; notes and comments go outwards."""
        self.flush()
        frame = self._frames.pop()
        kept: list[Block] = []
        for block in frame.blocks:
            is_apart = isinstance(block, Note) or (block.role == "comment" and block.hidden is not None)
            (self._frames[-1].following if is_apart else kept).append(block)
        return kept

    @property
    def is_outermost(self) -> bool:
        """No frame is open but the document's own."""
        return len(self._frames) == 1

    @property
    def blocks(self) -> list[Block]:
        """The document's blocks."""
        return self._frames[0].blocks
