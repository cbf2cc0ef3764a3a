"""What a group may change and its end restores: formatting, destination, field (RTF 1.9.1, "RTF Syntax")."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from docsieve.formats._docx.spans import Look

if TYPE_CHECKING:
    from docsieve.formats._rtf.fields import Field
    from docsieve.formats._rtf.objects import EmbeddedObject
    from docsieve.formats._rtf.sink import Sink
    from docsieve.formats._rtf.story import Story


class ParagraphProperties(msgspec.Struct, frozen=True):
    r"""What `\pard` resets. `outline` is 0 to 8 for headings, `list` the number of `\ls`."""

    style: int | None = None
    outline: int | None = None
    list: int | None = None
    level: int | None = None
    in_table: bool = False
    nesting: int = 1
    is_shaded: bool = False

    @property
    def depth(self) -> int:
        """Return how many tables the paragraph stands in."""
        return self.nesting if self.in_table else 0


PLAIN_PARAGRAPH = ParagraphProperties()


class Change(msgspec.Struct):
    r"""A tracked change as a run has it: who by `\revauth`, when by `\revdttm`."""

    author: int | None = None
    date: int | None = None


class State:
    """The state of one group. `look` is worked out from the rest when it is needed, None until then."""

    __slots__ = (
        "deleted",
        "far_eastern",
        "far_eastern_font",
        "field",
        "font",
        "inserted",
        "link",
        "look",
        "mask",
        "nested",
        "object",
        "paragraph",
        "sink",
        "story",
        "unicode_fallback",
    )  # fmt: skip

    def __init__(self, story: Story) -> None:
        self.sink: Sink = story
        self.story = story
        self.paragraph = PLAIN_PARAGRAPH
        self.mask = 0
        self.font = 0
        #: The text that follows is in the font of `\dbch\af`.
        self.far_eastern = False
        self.far_eastern_font: int | None = None
        self.unicode_fallback = 1
        self.deleted: Change | None = None
        self.inserted: Change | None = None
        self.field: Field | None = None
        self.link: str | None = None
        self.object: EmbeddedObject | None = None
        #: Row properties are those of a nested table.
        self.nested = False
        self.look: Look | None = None

    def copy(self) -> State:
        """Return the state that a group in this one begins with."""
        other = State.__new__(State)
        other.sink = self.sink
        other.story = self.story
        other.paragraph = self.paragraph
        other.mask = self.mask
        other.font = self.font
        other.far_eastern = self.far_eastern
        other.far_eastern_font = self.far_eastern_font
        other.unicode_fallback = self.unicode_fallback
        other.deleted = self.deleted
        other.inserted = self.inserted
        other.field = self.field
        other.link = self.link
        other.object = self.object
        other.nested = self.nested
        other.look = self.look
        return other

    def plain(self) -> None:
        r"""Reset the formatting of characters, as `\plain` does."""
        self.mask = 0
        self.far_eastern = False
        self.far_eastern_font = None
        self.deleted = self.inserted = None
        self.look = None
