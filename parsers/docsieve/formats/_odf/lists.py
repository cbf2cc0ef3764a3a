"""Lists while they are read: which entry a paragraph belongs to, and what marks it (ODF 1.3 part 3, 5.3)."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import msgspec

from docsieve.formats._odf.list_styles import Counts, ListLevel, ListStyle, advance, marker_text
from docsieve.formats._odf.namespaces import TEXT, XML
from docsieve.model import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from docsieve.formats._odf.story import Story
    from docsieve.formats._odf.styles import ParagraphStyle

_H: Final = f"{TEXT}h"


class _List(msgspec.Struct):
    """The list that is being read: its style, its counts, its 1-based level."""

    style: ListStyle | None
    named: bool
    counts: Counts
    level: int
    continues: bool


class _Entry(msgspec.Struct):
    """The entry that is being read; `waiting` until its first paragraph takes the marker."""

    list: _List
    start: int | None
    waiting: bool
    number: str | None = None


class _Joined(msgspec.Struct):
    """Lists that count as one (see `Reading.joins_lists`), and what each level of them looks like."""

    counts: Counts = msgspec.field(default_factory=Counts)
    levels: dict[int, ListLevel | None] = {}


class Lists:
    """The lists of one story."""

    def __init__(self, story: Story) -> None:
        #: The list style of the shape that the text stands in, for lists that name none.
        self.of_shape: ListStyle | None = None
        self._story = story
        self._reading = story.reading
        self._entry: _Entry | None = None
        self._joined = _Joined()

    @property
    def level(self) -> int | None:
        """Return the 0-based level of the list at hand; None outside of lists."""
        return self._entry.list.level - 1 if self._entry is not None else None

    @contextmanager
    def set_aside(self) -> Iterator[None]:
        """Read what interrupts the text and has lists of its own."""
        before = self._entry, self._joined
        self._entry, self._joined = None, _Joined()
        try:
            yield
        finally:
            self._entry, self._joined = before

    def marker(self, element: etree._Element, style: ParagraphStyle) -> tuple[str, bool] | None:
        """Return what the paragraph's number or bullet shows, and whether it numbers."""
        number = element.findtext(f"{TEXT}number")
        entry = self._entry
        if entry is None:
            self._joined = _Joined()
            return self._outline_marker(element, style, number)
        if not entry.waiting or not style.numbered or element.get(f"{TEXT}is-list-header") == "true":
            return None
        entry.waiting = False
        current = entry.list
        used = current.style
        if not current.named and style.list_style:
            used = self._story.styles.list_style(style.list_style) or used
        if self._reading.joins_lists:
            told = (used or {}).get(current.level)
            if self._joined.levels.get(current.level) != told:
                current.counts.numbers.pop(current.level, None)
            self._joined.levels[current.level] = told
        advance(current.counts, used, current.level, entry.start)
        text, ordered = marker_text(current.counts, used, current.level)
        number = number or entry.number
        return (number.strip(), ordered) if number and number.strip() else (text, ordered)

    def _outline_marker(
        self, element: etree._Element, style: ParagraphStyle, number: str | None
    ) -> tuple[str, bool] | None:
        if element.tag != _H:
            return (number.strip(), True) if number and number.strip() else None
        outline = self._story.styles.outline
        if outline is None or style.list_style == "" or element.get(f"{TEXT}is-list-header") == "true":
            return (number.strip(), True) if number else None
        level = min(max(integer(element.get(f"{TEXT}outline-level"), 1), 1), 10)
        counts = self._reading.outline_counts
        start = _start_value(element)
        if start is None and element.get(f"{TEXT}restart-numbering") == "true":
            start = outline[level].start if level in outline else 1
        advance(counts, outline, level, start)
        text, ordered = marker_text(counts, outline, level)
        return (number.strip() if number else text, ordered)

    def read(self, element: etree._Element, out: list[Block]) -> None:
        """Read a `text:list`."""
        outer = self._entry
        name = element.get(f"{TEXT}style-name")
        identity = element.get(f"{XML}id")
        continues = element.get(f"{TEXT}continue-numbering") == "true"
        style = self._story.styles.list_style(name) or (self.of_shape if outer is None else None)
        if outer is None:
            follows = self._reading.lists_by_id.get(element.get(f"{TEXT}continue-list", ""))
            if follows is None and continues:
                follows = self._reading.lists_by_style.get(name or "")
            if self._reading.joins_lists:
                follows = self._joined.counts
            counts = Counts() if follows is None else follows
            continues = follows is not None
            current = _List(style, bool(name), counts, 1, continues)
        else:
            above = outer.list
            level = above.level + 1
            counts = above.counts
            continues = continues or (above.continues and outer.waiting)
            current = _List(style or above.style, bool(name) or above.named, counts, level, continues)
            if not continues:
                counts.numbers.pop(level, None)
        if identity:
            self._reading.lists_by_id[identity] = counts
        self._reading.lists_by_style[name or ""] = counts
        for child in element:
            if child.tag == f"{TEXT}list-item":
                own = child.get(f"{TEXT}style-override")
                used = current
                if own:
                    used = msgspec.structs.replace(
                        current, style=self._story.styles.list_style(own) or current.style
                    )
                self._entry = _Entry(used, _start_value(child), True, child.findtext(f"{TEXT}number"))
            elif child.tag == f"{TEXT}list-header":
                self._entry = _Entry(current, None, False)
            else:
                self._story.read_block(child, out)
                continue
            self._story.read_children(child, out)
            current.continues = False
        self._entry = outer

    def read_numbered(self, element: etree._Element, out: list[Block]) -> None:
        """Read a `text:numbered-paragraph`: a list entry that stands alone."""
        name = element.get(f"{TEXT}style-name") or ""
        counts = self._reading.lists_by_id.setdefault(
            f"numbered {element.get(f'{TEXT}list-id', name)}", Counts()
        )
        level = min(max(integer(element.get(f"{TEXT}level"), 1), 1), 10)
        outer = self._entry
        current = _List(self._story.styles.list_style(name), bool(name), counts, level, True)
        self._entry = _Entry(current, _start_value(element), True, element.findtext(f"{TEXT}number"))
        self._story.read_children(element, out)
        self._entry = outer


def _start_value(element: etree._Element) -> int | None:
    value = element.get(f"{TEXT}start-value", "")
    return int(value) if value.isdecimal() and len(value) < 10 else None


def integer(text: str | None, default: int) -> int:
    """Return a number of few digits; `default` for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else default
