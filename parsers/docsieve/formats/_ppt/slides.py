"""A presentation -> Document: slides in order with their shapes, notes, comments ([MS-PPT] 2.4 and 2.5)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

from docsieve.errors import CorruptError, EmptyError, LimitExceededError, UnsupportedFormatError
from docsieve.format import Source
from docsieve.formats._encryption.properties import warn_of_locked_properties
from docsieve.formats._office_art import STORE, Blip, blips_of
from docsieve.formats._ole.container import Container
from docsieve.formats._ole.properties import read_metadata
from docsieve.formats._ppt.drawing import GROUP, description, drawn, picture_number, table_of
from docsieve.formats._ppt.encryption import decrypted
from docsieve.formats._ppt.objects import read_objects
from docsieve.formats._ppt.records import Record, children, descendants, read_directory, record_at
from docsieve.formats._ppt.text import NOTES, TITLES, Text, blocks_of, clean, read_texts
from docsieve.model import (
    SCHEMA_VERSION,
    Attachment,
    Block,
    Document,
    Group,
    Image,
    Locator,
    Note,
    Page,
    Paragraph,
    Span,
    Table,
)
from docsieve.report import Report

_DOCUMENT, _SLIDE, _NOTES_PAGE = 0x03E8, 0x03EE, 0x03F0
_STREAM: Final = "PowerPoint Document"
_DUAL: Final = "PP97_DUALSTORAGE"
_SLIDE_ATOM, _SLIDE_INFO, _DRAWING = 0x03EF, 0x03F9, 0x040C
_LIST, _PERSIST = 0x0FF0, 0x03F3
_TEXT_BOX, _ANCHOR, _OUTLINE_REF = 0xF00D, 0xF010, 0x0F9E
_LINK, _LINK_ID, _STRING = 0x0FD7, 0x0FD3, 0x0FBA
_FOOTERS, _FOOTER_FLAGS, _OF_SLIDES = 0x0FD9, 0x0FDA, 3
_COMMENT = 0x2EE0


class _Piece(NamedTuple):
    """Something on a slide: where it begins (top, left), and its text or the block it is."""

    place: tuple[int, int]
    text: Text | None
    block: Block | None


class _Presentation:
    def __init__(self, stream: bytes, pictures: bytes, source: Source, report: Report) -> None:
        self.stream = stream
        self.source = source
        self._pictures = pictures
        #: What shapes may show.
        self.blips: list[Blip | None] = []
        self.report = report
        self.limits = source.options.limits
        self.links: dict[int, str] = {}
        #: (persist id, slide id, texts of the outline) of slides and of notes pages.
        self.lists: dict[int, list[tuple[int, int, list[Text]]]] = {0: [], 2: []}
        self.blocks_counted = 0
        #: On slides that say nothing of their own.
        self.usual_footer = ""

    def strings(self, parent: Record) -> dict[int, str]:
        return {
            child.instance: clean(self.stream[child.start : child.end].decode("utf-16-le", "replace"))
            for child in children(self.stream, parent)
            if child.kind == _STRING
        }

    def read_document(self, document: Record) -> None:
        for record in children(self.stream, document):
            if record.kind == _LIST and record.instance in self.lists:
                self._read_list(record)
            elif record.kind == _FOOTERS and record.instance == _OF_SLIDES:
                self.usual_footer = self._footer_in(record)
        for store in descendants(self.stream, document, frozenset((STORE,)), 6):
            self.blips = blips_of(self.stream, store, self._pictures)
        for link in descendants(self.stream, document, frozenset((_LINK,)), 6):
            found = self.strings(link)
            target = found.get(1) or (f"#{found[3]}" if found.get(3) else "")
            for atom in children(self.stream, link):
                if atom.kind == _LINK_ID and target.strip():
                    key = int.from_bytes(self.stream[atom.start : atom.start + 4], "little")
                    self.links[key] = target.strip()

    def _read_list(self, record: Record) -> None:
        group: list[Record] = []
        head: tuple[int, int] | None = None
        out = self.lists[record.instance]
        for child in children(self.stream, record):
            if child.kind == _PERSIST and child.end - child.start >= 16:
                if head is not None:
                    out.append((*head, read_texts(self.stream, group)))
                reference, _, _, key = struct.unpack_from("<IIII", self.stream, child.start)
                head, group = (reference, key), []
            else:
                group.append(child)
        if head is not None:
            out.append((*head, read_texts(self.stream, group)))

    def shapes(self, slide: Record, outline: list[Text], where: Locator) -> list[_Piece]:
        """Return what stands on a slide, in the order of its drawing."""
        found: list[_Piece] = []
        used: set[int] = set()
        place = (0, 0)
        for drawing in children(self.stream, slide):
            if drawing.kind != _DRAWING:
                continue
            for shape in self._drawn(drawing, found, where):
                place = self._place(shape) or place
                texts = self._texts(shape, outline, used)
                found += [_Piece(place, text, None) for text in texts]
                alt = "" if texts else description(self.stream, shape)
                image = Image(where=where, alt=alt)
                if self._is_offered(shape, image) or alt:
                    found.append(_Piece(place, None, image))
        end = (1 << 16, 0)
        found += [_Piece(end, text, None) for index, text in enumerate(outline) if index not in used]
        return found

    def _drawn(self, drawing: Record, found: list[_Piece], where: Locator) -> Iterator[Record]:
        """Yield the shapes of a drawing; its tables are added to `found`."""
        depth = self.limits.max_depth
        for shape in drawn(self.stream, drawing, depth):
            if shape.kind != GROUP:
                yield shape
                continue
            table = table_of(self.stream, shape, lambda cell: self._cell(cell, where), where)
            if table is None:
                yield from drawn(self.stream, shape, depth, with_tables=False)
            else:
                place = self._place(next(children(self.stream, shape)))
                found.append(_Piece(place or (0, 0), None, table))

    def _is_offered(self, shape: Record, image: Image) -> bool:
        """Offer the picture that a shape shows, if any, for text recognition."""
        number = picture_number(self.stream, shape) if self.blips else 0
        blip = self.blips[number - 1] if 0 < number <= len(self.blips) else None
        if blip is None:
            return False
        for part in children(self.stream, shape):
            if part.kind == _ANCHOR and part.end - part.start == 8:
                top, left, right, bottom = struct.unpack_from("<4h", self.stream, part.start)
                image.width, image.height = max((right - left) // 6, 1), max((bottom - top) // 6, 1)
        return blip.offer(self.source, image)

    def _place(self, shape: Record) -> tuple[int, int] | None:
        """Return top and left of a shape that does not stand in a group."""
        for part in children(self.stream, shape):
            if part.kind == _ANCHOR and part.end - part.start == 8:
                top, left = struct.unpack_from("<hh", self.stream, part.start)
                return top, left
        return None

    def _texts(self, shape: Record, outline: list[Text], used: set[int]) -> list[Text]:
        texts: list[Text] = []
        for part in children(self.stream, shape):
            if part.kind != _TEXT_BOX:
                continue
            atoms = list(children(self.stream, part))
            texts += read_texts(self.stream, atoms)
            for atom in atoms:
                index = int.from_bytes(self.stream[atom.start : atom.start + 4], "little")
                if atom.kind == _OUTLINE_REF and index < len(outline):
                    texts.append(outline[index])
                    used.add(index)
        return texts

    def _cell(self, shape: Record, where: Locator) -> list[Block]:
        return [
            block for text in self._texts(shape, [], set()) for block in blocks_of(text, where, self.links)
        ]

    def blocks(self, record: Record, outline: list[Text], where: Locator, notes_only: bool) -> list[Block]:
        pieces = self.shapes(record, outline, where)
        if notes_only:
            pieces = [piece for piece in pieces if piece.text is not None and piece.text.kind == NOTES]
        # As a person reads: the title, then from top to bottom; what is alike stays as drawn.
        pieces.sort(key=lambda piece: (piece.text is None or piece.text.kind not in TITLES, piece.place))
        blocks: list[Block] = []
        for piece in pieces:
            if piece.text is not None:
                blocks += blocks_of(piece.text, where, self.links)
            elif piece.block is not None:
                blocks.append(piece.block)
        rows = sum(len(block.rows) for block in blocks if isinstance(block, Table))
        self.blocks_counted += len(blocks) + rows
        if self.blocks_counted > self.limits.max_blocks:
            allowed = self.limits.max_blocks
            raise LimitExceededError.of("the number of its blocks", self.blocks_counted, allowed)
        return blocks

    def footer(self, slide: Record) -> str:
        for record in children(self.stream, slide):
            if record.kind == _FOOTERS:
                return self._footer_in(record)
        return self.usual_footer

    def _footer_in(self, record: Record) -> str:
        flags = 0
        for atom in children(self.stream, record):
            if atom.kind == _FOOTER_FLAGS:
                flags = int.from_bytes(self.stream[atom.start + 2 : atom.start + 4], "little")
        return self.strings(record).get(2, "") if flags & 0x20 else ""

    def comments(self, slide: Record, where: Locator) -> list[Block]:
        notes: list[Block] = []
        for record in descendants(self.stream, slide, frozenset((_COMMENT,)), 8):
            said = self.strings(record)
            if said.get(1, "").strip():
                block = Paragraph(where=where, spans=[Span(said[1])])
                key = f"comment-{where.page}-{len(notes) + 1}"
                author = said.get(0) or None
                notes.append(Note(where=where, role="comment", id=key, blocks=[block], author=author))
        return notes

    def details(self, slide: Record) -> tuple[int, bool]:
        """Return the id of a slide's notes page, and whether the slide is hidden."""
        notes, hidden = 0, False
        for record in children(self.stream, slide):
            data = self.stream[record.start : record.end]
            if record.kind == _SLIDE_ATOM:
                notes = int.from_bytes(data[16:20], "little")
            elif record.kind == _SLIDE_INFO:
                hidden = bool(int.from_bytes(data[10:12], "little") & 4)
        return notes, hidden


def read_presentation(source: Source, report: Report) -> Document:
    """Read it all.

    Raises:
        CorruptError: no slide can be found.
        EmptyError: there is none.
        EncryptedError: it is protected with a password.
        WrongPasswordError: the password is another one.
        LimitExceededError: a limit was crossed.
        UnsupportedFormatError: it was written by PowerPoint 95.
    """
    limits = source.options.limits
    container = Container(source.data, limits)
    # A presentation saved for PowerPoint 95 as well has that of PowerPoint 97 in a storage of its own.
    inside = (_DUAL,) if container.has(_DUAL, _STREAM) else ()
    stream = container.read(*inside, _STREAM)
    offsets, document_id, session = read_directory(stream, container.read(*inside, "Current User"))
    if session is not None:
        stream = decrypted(stream, offsets, session, source.options)
        warn_of_locked_properties(container, report)
    # What is shown in a protected one is encrypted in another way.
    pictures = container.read(*inside, "Pictures") if session is None else b""
    presentation = _Presentation(stream, pictures, source, report)
    document = record_at(stream, offsets.get(document_id, -1), len(stream))
    attachments: list[Attachment] = []
    if document is not None and document.kind == _DOCUMENT:
        presentation.read_document(document)
        attachments = read_objects(stream, document, offsets, source, report)
    slides = _slides(presentation, offsets)
    if not slides:
        slides = [(slide, []) for slide in _scan(stream, _SLIDE)]
        if slides:
            report.warn("slide_order_lost", "The list of slides is damaged; their order may be wrong.")
        elif document is not None and document.kind == _DOCUMENT:
            raise EmptyError("The presentation holds no slides.")
        elif container.has("Text_Content"):
            raise UnsupportedFormatError(
                "This presentation was written by PowerPoint 95. "
                "Open it in a newer version, save it as .pptx, and choose that."
            )
        else:
            raise CorruptError("The presentation is damaged: no slide in it can be found.")
    if len(slides) > limits.max_pages:
        raise LimitExceededError.of("the number of its slides", len(slides), limits.max_pages)
    notes_at = {key: offsets.get(reference, -1) for reference, key, _ in presentation.lists[2]}
    pages: list[Page] = []
    for number, (slide, outline) in enumerate(slides, start=1):
        chosen = source.options.pages
        if chosen is None or any(first <= number <= last for first, last in chosen):
            pages.append(_page(presentation, number, slide, outline, notes_at))
            report.page(pages[-1], len(slides))
        report.progress(number, len(slides))
    return Document(
        format="ppt",
        schema_version=SCHEMA_VERSION,
        metadata=read_metadata(container),
        pages=pages,
        attachments=attachments,
    )


def _slides(presentation: _Presentation, offsets: dict[int, int]) -> list[tuple[Record, list[Text]]]:
    found: list[tuple[Record, list[Text]]] = []
    stream = presentation.stream
    for reference, _, outline in presentation.lists[0]:
        slide = record_at(stream, offsets.get(reference, -1), len(stream))
        if slide is None or slide.kind != _SLIDE:
            presentation.report.warn(
                "slide_damaged", "A slide cannot be found in the file; only its outline is shown."
            )
            slide = Record(_SLIDE, 0, True, 0, 0)
            if not any(text.characters for text in outline):
                continue
        found.append((slide, outline))
    return found


def _scan(stream: bytes, kind: int) -> list[Record]:
    """Return records of a kind at the top of the stream, one behind the other."""
    whole = Record(0, 0, True, 0, len(stream))
    return [record for record in children(stream, whole) if record.kind == kind]


def _page(
    presentation: _Presentation, number: int, slide: Record, outline: list[Text], notes_at: dict[int, int]
) -> Page:
    where = Locator(page=number)
    notes_id, hidden = presentation.details(slide)
    blocks = presentation.blocks(slide, outline, where, notes_only=False)
    footer = presentation.footer(slide)
    if footer.strip():
        said = Paragraph(where=where, spans=[Span(footer)])
        blocks.append(Group(where=where, role="footer", blocks=[said]))
    blocks += presentation.comments(slide, where)
    stream = presentation.stream
    notes = record_at(stream, notes_at.get(notes_id, -1), len(stream)) if notes_id else None
    if notes is not None and notes.kind == _NOTES_PAGE:
        said_blocks = presentation.blocks(notes, [], where, notes_only=True)
        if said_blocks:
            key = f"speaker-notes-{number}"
            blocks.append(Note(where=where, role="speaker_notes", id=key, blocks=said_blocks))
    return Page(number=number, kind="slide", blocks=blocks, hidden="slide" if hidden else None)
