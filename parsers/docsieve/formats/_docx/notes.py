"""Footnotes, endnotes and comments (ECMA-376 part 1, 17.11 and 17.13.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from docsieve.formats._docx.context import NoteKind, Reading
from docsieve.formats._docx.fields import never_closed
from docsieve.formats._docx.inline import note_id
from docsieve.formats._docx.numerals import numeral
from docsieve.formats._docx.story import Story
from docsieve.formats._docx.survey import Survey
from docsieve.formats._ooxml.namespaces import W14, W15, W
from docsieve.model import Block, Locator, Note, Role

if TYPE_CHECKING:
    from lxml import etree

_KINDS: Final[tuple[tuple[NoteKind, str], ...]] = (
    ("footnote", "footnotes"),
    ("endnote", "endnotes"),
    ("comment", "comments"),
)
_ROLES: Final[dict[NoteKind, Role]] = {"footnote": "footnote", "endnote": "endnote", "comment": "comment"}
#: Kinds of footnotes that are rules between text and notes, not notes.
_RULES: Final = ("separator", "continuationSeparator", "continuationNotice")


class NoteParts:
    """The notes a document holds, by kind and id."""

    def __init__(self, reading: Reading, main_part: str) -> None:
        self._reading = reading
        self._elements: dict[tuple[NoteKind, str], etree._Element] = {}
        self._part_of: dict[NoteKind, str] = {}
        self._threads: dict[str, tuple[str | None, bool]] = {}
        for kind, relationship in _KINDS:
            part = reading.package.related(main_part, relationship)
            root = None if part is None else reading.package.xml(part)
            if root is None or part is None:
                continue
            self._part_of[kind] = part
            for element in root.iterchildren(f"{W}{kind}"):
                if element.get(f"{W}type") not in _RULES:
                    self._elements.setdefault((kind, element.get(f"{W}id", "")), element)
        self._read_threads(main_part)

    def _read_threads(self, main_part: str) -> None:
        part = self._reading.package.related(main_part, "commentsextended")
        root = None if part is None else self._reading.package.xml(part)
        for element in () if root is None else root.iter(f"{W15}commentEx"):
            done = element.get(f"{W15}done") in ("1", "true")
            self._threads[element.get(f"{W15}paraId", "")] = (element.get(f"{W15}paraIdParent"), done)

    def read_called(self) -> list[tuple[int, Note]]:
        """Return the notes called so far with their pages; notes called within notes follow them."""
        read: dict[tuple[NoteKind, str], tuple[int, Note]] = {}
        pages = self._reading.calls.pages
        while len(read) < len(pages):
            waiting = [key for key in pages if key not in read]
            for key in waiting:
                note = self._read(key, pages[key])
                if note is None:
                    del pages[key]
                else:
                    read[key] = (pages[key], note)
        self._link_replies(read)
        return [read[key] for key in pages]

    def read_uncalled(self, page: int) -> list[Note]:
        """Return the notes that no text calls: in the file, but not to be seen."""
        notes: list[Note] = []
        for key in self._elements:
            if key not in self._reading.calls.pages:
                note = self._read(key, page)
                if note is not None and note.blocks:
                    note.hidden = "invisible"
                    notes.append(note)
        return notes

    def _read(self, key: tuple[NoteKind, str], page: int) -> Note | None:
        element = self._elements.get(key)
        kind = key[0]
        if element is None:
            self._reading.report.warn(f"{kind}_missing", f"A {kind} that the text calls is not in the file.")
            return None
        where = Locator(page=page, part=self._part_of[kind])
        blocks: list[Block] = Story(self._reading, where, never_closed(element)).blocks(element)
        return Note(
            where=where,
            role=_ROLES[kind],
            id=note_id(*key),
            label=self._reading.calls.labels.get(key, ""),
            blocks=blocks,
            author=(element.get(f"{W}author") or None) if kind == "comment" else None,
            date=(element.get(f"{W}date") or None) if kind == "comment" else None,
        )

    def _link_replies(self, read: dict[tuple[NoteKind, str], tuple[int, Note]]) -> None:
        """Comments are tied together by the id of their last paragraph (MS-DOCX 2.5.4)."""
        by_paragraph: dict[str, str] = {}
        own: dict[tuple[NoteKind, str], str] = {}
        for key in read:
            if key[0] == "comment":
                paragraphs = list(self._elements[key].iter(f"{W}p"))
                paragraph_id = paragraphs[-1].get(f"{W14}paraId", "") if paragraphs else ""
                by_paragraph[paragraph_id] = note_id(*key)
                own[key] = paragraph_id
        for key, paragraph_id in own.items():
            parent, done = self._threads.get(paragraph_id, (None, False))
            note = read[key][1]
            note.resolved = done
            note.reply_to = by_paragraph.get(parent) if parent else None


def label_notes(found: Survey, settings: etree._Element | None, reading: Reading) -> None:
    """Number the notes in the order they are called, as the document's settings have it (17.11.17)."""
    kinds: tuple[tuple[NoteKind, str], ...] = (("footnote", "decimal"), ("endnote", "lowerRoman"))
    for kind, usual in kinds:
        options = None if settings is None else settings.find(f"{W}{kind}Pr")
        general = _numbering_options(options, _NoteNumbering(usual, 1, False))
        count, last_section = general.start, 0
        for section, element in found.note_calls:
            key = (kind, element.get(f"{W}id", ""))
            custom = element.get(f"{W}customMarkFollows") in ("1", "true", "on")
            if element.tag != f"{W}{kind}Reference" or custom or key in reading.note_labels:
                continue
            properties = found.sections[section] if section < len(found.sections) else None
            own = None if properties is None else properties.find(f"{W}{kind}Pr")
            local = _numbering_options(own, general)
            if section != last_section and local.restarts:
                count = local.start
            last_section = section
            reading.note_labels[key] = numeral(count, local.number_format)
            count += 1


class _NoteNumbering(NamedTuple):
    number_format: str
    start: int
    restarts: bool


def _numbering_options(element: etree._Element | None, base: _NoteNumbering) -> _NoteNumbering:
    for child in () if element is None else element:
        value = child.get(f"{W}val") or ""
        if child.tag == f"{W}numFmt":
            base = base._replace(number_format=value or base.number_format)
        elif child.tag == f"{W}numStart" and value.isdecimal():
            base = base._replace(start=int(value))
        elif child.tag == f"{W}numRestart":
            base = base._replace(restarts=value == "eachSect")
    return base
