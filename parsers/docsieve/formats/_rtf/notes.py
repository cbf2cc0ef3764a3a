"""Notes, comments, headers and text boxes: stories of their own (RTF 1.9.1, "Footnotes", "Annotations")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from docsieve.formats._docx.numerals import numeral
from docsieve.formats._rtf.sink import Capture
from docsieve.formats._rtf.story import Story
from docsieve.model import Group, Note, Span

if TYPE_CHECKING:
    from docsieve.formats._rtf.interpreter import Interpreter
    from docsieve.formats._rtf.state import State

_ENDNOTE: Final = re.compile(rb"\s*\\ftnalt(?![a-z])")
#: The ends of `\ftnnar`, `\aftnnrlc`... -> number formats as WordprocessingML names them.
NUMBER_FORMATS: Final = {
    b"ar": "decimal", b"alc": "lowerLetter", b"auc": "upperLetter", b"rlc": "lowerRoman",
    b"ruc": "upperRoman", b"chi": "chicago",
}  # fmt: skip
NoteKind = Literal["footnote", "endnote"]


class NoteCounters:
    """Numbers the notes as the document has it."""

    def __init__(self) -> None:
        self.formats: dict[NoteKind, str] = {"footnote": "decimal", "endnote": "decimal"}
        self.starts: dict[NoteKind, int] = {"footnote": 1, "endnote": 1}
        self._counts: dict[NoteKind, int] = {"footnote": 0, "endnote": 0}

    def next(self, kind: NoteKind) -> str:
        """Return the label of the next note that is numbered by itself."""
        number = self.starts[kind] + self._counts[kind]
        self._counts[kind] += 1
        return numeral(number, self.formats[kind])


class NoteStory(Story):
    """The text of a footnote, endnote or comment."""

    def __init__(self, reader: Interpreter, note: Note) -> None:
        super().__init__(reader, note.where)
        self.note = note

    def close(self, reader: Interpreter) -> None:
        """Keep the note for the end of its section."""
        self.finish(reader)
        self.note.blocks = self.blocks
        reader.count_block()
        reader.add_note(self.note)


class EdgeStory(Story):
    """The text of a header or footer; `variant` is "", "l", "r" or "f" as in `\\headerl`."""

    def __init__(self, reader: Interpreter, edge: Literal["header", "footer"], variant: str) -> None:
        super().__init__(reader, reader.body.where)
        self._edge = edge
        self._variant = variant

    def close(self, reader: Interpreter) -> None:
        """Keep it with its section."""
        self.finish(reader)
        if self.blocks:
            group = Group(where=self.where, role=self._edge, blocks=self.blocks)
            reader.section.edges[self._edge, self._variant] = group


class TextBoxStory(Story):
    """The text of a shape, placed behind the paragraph it is anchored in."""

    def __init__(self, reader: Interpreter) -> None:
        self._parent = reader.state.story
        super().__init__(reader, self._parent.where)

    def close(self, reader: Interpreter) -> None:
        """Anchor it."""
        self.finish(reader)
        if self.blocks:
            self._parent.anchored.append(Group(where=self.where, role="text_box", blocks=self.blocks))


class Comment(msgspec.Struct):
    """What is told of a comment before its text."""

    initials: str = ""
    author: str = ""


def begin_note(reader: Interpreter, number: int | None) -> None:
    r"""`\footnote`, which is an endnote where `\ftnalt` follows."""
    story = reader.state.story
    kind: NoteKind = "endnote" if _ENDNOTE.match(reader.data, reader.position) else "footnote"
    label = reader.note_counters.next(kind) if reader.note_mark_pending else ""
    reader.note_mark_pending = False
    note = Note(where=story.where, role=kind, id=reader.note_id(kind), label=label, blocks=[])
    look = reader.state.look or reader.settle_look()
    story.add_span(
        Span(label, superscript=bool(label), note=note.id, revision=look.revision, hidden=look.hidden)
    )
    _enter(reader.state, NoteStory(reader, note))


def begin_comment(reader: Interpreter, number: int | None) -> None:
    r"""`\annotation`, told of by `\atnid` and `\atnauthor` before it."""
    story = reader.state.story
    told, reader.comment = reader.comment, Comment()
    note = Note(
        where=story.where,
        role="comment",
        id=reader.note_id("comment"),
        blocks=[],
        author=told.author or told.initials or None,
    )
    story.add_span(Span("", note=note.id))
    _enter(reader.state, NoteStory(reader, note))


def begin_comment_date(reader: Interpreter, number: int | None) -> None:
    r"""`\atndate`, inside the annotation."""
    story = reader.state.story

    def take(text: str) -> None:
        digits = text.strip()
        if isinstance(story, NoteStory) and digits.lstrip("-").isdecimal():
            story.note.date = date_of(int(digits))

    reader.state.sink = Capture(take)


def begin_edge(reader: Interpreter, edge: Literal["header", "footer"], variant: str) -> None:
    r"""`\header`, `\footerl`..."""
    _enter(reader.state, EdgeStory(reader, edge, variant))


def begin_text_box(reader: Interpreter, number: int | None) -> None:
    r"""`\shptxt` and `\dptxbxtext`."""
    _enter(reader.state, TextBoxStory(reader))


def _enter(state: State, story: Story) -> None:
    from docsieve.formats._rtf.state import PLAIN_PARAGRAPH  # noqa: PLC0415 - imports Story

    state.sink = state.story = story
    state.mask = 0
    state.paragraph = PLAIN_PARAGRAPH
    state.field = state.link = state.look = None


def date_of(packed: int) -> str | None:
    """Return a DTTM ([MS-DOC] 2.9.70) as ISO 8601; None where it is no date."""
    packed &= 0xFFFFFFFF
    minute, hour, day = packed & 0x3F, packed >> 6 & 0x1F, packed >> 11 & 0x1F
    month, year = packed >> 16 & 0xF, 1900 + (packed >> 20 & 0x1FF)
    if not (minute < 60 and hour < 24 and 1 <= day <= 31 and 1 <= month <= 12):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:00"
