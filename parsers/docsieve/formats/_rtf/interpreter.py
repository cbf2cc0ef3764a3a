r"""Runs the tokens: groups, destinations, encodings (RTF 1.9.1, "RTF Syntax" and "Unicode RTF")."""

from __future__ import annotations

import re
from typing import Final

from docsieve.errors import LimitExceededError
from docsieve.format import Source
from docsieve.formats._docx.run_properties import CODE, SHADED, TINY, VANISH, WHITE
from docsieve.formats._docx.spans import Look
from docsieve.formats._ole.code_pages import codec_of
from docsieve.formats._ooxml.symbols import symbol
from docsieve.formats._rtf._tables import CHARACTERS, SYMBOLS
from docsieve.formats._rtf.colours import ColourTable
from docsieve.formats._rtf.controls import CONTROLS, KNOWN
from docsieve.formats._rtf.fonts import Font, FontTable
from docsieve.formats._rtf.information import RevisionTable
from docsieve.formats._rtf.lists import ListOverrides, ListTable
from docsieve.formats._rtf.notes import Comment, NoteCounters, date_of
from docsieve.formats._rtf.sections import Section
from docsieve.formats._rtf.state import Change, State
from docsieve.formats._rtf.story import Story
from docsieve.formats._rtf.stylesheet import StyleSheet
from docsieve.formats._rtf.tokens import (
    CLOSE,
    NUMBER,
    OPEN,
    TEXT,
    TOKEN,
    UNICODE,
    UNICODE_FALLBACK,
    UNICODE_NUMBER,
    WORD,
    end_of_group,
    plain_bytes,
)
from docsieve.model import Attachment, Hidden, Locator, Metadata, Note, Revision
from docsieve.report import Report

#: Characters that are not text as they are: controls, symbols at private places, Unicode's line breaks.
_ODD: Final = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\uf020-\uf0ff\u2028\u2029]")
_HIGH_SURROGATES: Final = range(0xD800, 0xDC00)


class Interpreter:
    """One run over one file; what it found is in its attributes."""

    def __init__(self, source: Source, report: Report) -> None:
        self.source, self.report = source, report
        self.data = source.data
        self.position = 0
        self.metadata: Metadata = Metadata()
        self.fonts: dict[int, Font] = {}
        self.default_font = 0
        self.font_table: FontTable = FontTable()
        self.colours: ColourTable = ColourTable()
        self.styles: StyleSheet = StyleSheet()
        self.list_table: ListTable = ListTable()
        self.list_overrides: ListOverrides = ListOverrides()
        self.revision_table: RevisionTable = RevisionTable()
        self.note_counters = NoteCounters()
        self.note_mark_pending = False
        self.comment = Comment()
        self.revisions: list[Revision] = []
        self.attachments: list[Attachment] = []
        self.facing_pages = False
        self.section = Section(1)
        self.sections = [self.section]
        self.body = Story(self, Locator(page=1))
        self.state = State(self.body)
        self._stack: list[State] = []
        self._is_starred = False
        self._fallback_left = 0
        self._high_surrogate = 0
        self._jump: int | None = None
        self._codec = "cp1252"
        self._any_font = Font()
        self._last_change: tuple[str, Change] | None = None
        self._blocks = self._cells = 0
        self._note_count: dict[str, int] = {}

    def run(self) -> None:
        """Read to the end.

        Raises:
            LimitExceededError: there are more blocks, cells or groups in groups than the limits allow.
        """
        position: int | None = 0
        while position is not None:
            position = self._run_from(position)
        if self._stack:
            self.report.warn(
                "unbalanced_groups", "The file ends in the middle: its last part may be missing."
            )
            while self._stack:
                self._close_group()
        self.section.blocks += self.body.section(self, self.body.where)

    def _run_from(self, position: int) -> int | None:
        """Read on from `position`; return where to go on after a jump, None at the end."""
        for token in TOKEN.finditer(self.data, position):
            kind = token.lastindex or 0
            if WORD <= kind <= NUMBER:
                word = token[WORD]
                if word not in KNOWN and self.state.sink.takes_text_only and not self._is_starred:
                    self._fallback_left = 0
                    continue
                self.position = token.end()
                number = token[NUMBER]
                self._word(word, None if number is None else int(number))
            elif kind == TEXT:
                raw = plain_bytes(token[TEXT])
                if raw:
                    self._is_starred = False
                    self._text(raw)
            elif kind == UNICODE:
                self._unicode(token[UNICODE])
            elif kind == OPEN:
                self._open_group()
            elif kind == CLOSE:
                if not self._stack:
                    if b"\\par" not in self.data[token.end() :]:
                        return None
                    self.report.warn("unbalanced_groups", "A group of the file is closed that was not open.")
                elif self._close_group() and b"\\par" not in self.data[token.end() :]:
                    return None
            else:
                self.position = token.end()
                self._symbol(token[0][1:])
            if self._jump is not None:
                jump, self._jump = self._jump, None
                return jump
        return None

    def _open_group(self) -> None:
        self._fallback_left = 0
        allowed = self.source.options.limits.max_depth
        if len(self._stack) >= allowed:
            raise LimitExceededError.of("the nesting of groups", len(self._stack) + 1, allowed)
        self._stack.append(self.state)
        self.state = self.state.copy()

    def _close_group(self) -> bool:
        """Restore the state from before the group; True where it was the outermost."""
        self._fallback_left = 0
        self._is_starred = False
        closing, outer = self.state, self._stack.pop()
        if closing.sink is not outer.sink:
            closing.sink.close(self)
        self.state = outer
        if closing.field is not outer.field and closing.field is not None and closing.sink is outer.sink:
            closing.field.close(self)
        if closing.object is not outer.object and closing.object is not None:
            closing.object.close(self)
        return not self._stack

    def _word(self, word: bytes, number: int | None) -> None:
        starred, self._is_starred = self._is_starred, False
        if word == b"bin":
            self._jump = self.position + max(number or 0, 0)
            return
        state = self.state
        character = CHARACTERS.get(word)
        if self._fallback_left:
            if character is not None:
                self._fallback_left -= 1
                return
            self._fallback_left = 0
        if state.sink.control(self, word, number):
            return
        elif character is not None:
            self.write(character)
        else:
            handler = CONTROLS.get(word)
            if handler is not None:
                handler(self, number)
            elif starred:
                self.skip_group()

    def _symbol(self, sign: bytes) -> None:
        if sign == b"*":
            self._is_starred = True
        elif self._fallback_left:
            self._fallback_left -= 1
        elif sign in (b"\r", b"\n"):
            CONTROLS[b"par"](self, None)
        else:
            self.write(SYMBOLS.get(sign, ""))

    def _text(self, raw: bytes) -> None:
        if self._fallback_left:
            left, self._fallback_left = self._fallback_left, max(self._fallback_left - len(raw), 0)
            raw = raw[left:]
            if not raw:
                return
        state = self.state
        font = self.fonts.get(state.font, self._any_font)
        if state.far_eastern and state.far_eastern_font is not None:
            font = self.fonts.get(state.far_eastern_font, font)
        if font.is_symbol:
            text = font.symbols(raw)
        elif raw.isascii():
            text = raw.decode("ascii")
        else:
            text = raw.decode(font.codec, "replace")
            if "\ufffd" in text:
                self.report.warn(
                    "undecodable_bytes",
                    "Some bytes mean nothing in the encoding of their font; they are shown as �.",
                )
            text = _ODD.sub(self._even, text)
        self.write(text)

    def _unicode(self, raw: bytes) -> None:
        r"""Take a run of `\u`, each with one character of fallback or none."""
        self._is_starred = False
        self._fallback_left = 0
        codes = [int(code) for code in UNICODE_NUMBER.findall(raw)]
        fallbacks = UNICODE_FALLBACK.findall(raw)
        expected = self.state.unicode_fallback
        if expected == 1 or not any(fallbacks):
            self._codes(codes)
            self._fallback_left = 0 if fallbacks[-1] else expected
            return
        for code, fallback in zip(codes, fallbacks, strict=True):
            self._codes([code])
            self._fallback_left = expected
            if fallback:
                self._text(plain_bytes(fallback))

    def _codes(self, codes: list[int]) -> None:
        r"""Write the characters of `\u`: signed UTF-16, or beyond it as some programs write it."""
        if self._high_surrogate:
            codes.insert(0, self._high_surrogate)
            self._high_surrogate = 0
        units = bytearray()
        for code in codes:
            if code > 0xFFFF:
                units += chr(code).encode("utf-16-le") if code < 0x110000 else b"\xfd\xff"
            else:
                units += (code & 0xFFFF).to_bytes(2, "little")
        if codes[-1] & 0xFFFF in _HIGH_SURROGATES and codes[-1] <= 0xFFFF:
            self._high_surrogate = codes[-1] & 0xFFFF
            del units[-2:]
        text = units.decode("utf-16-le", "replace")
        if text:
            self._emit(_ODD.sub(self._even, text))

    def _even(self, match: re.Match[str]) -> str:
        code = ord(match[0])
        if 0xF020 <= code <= 0xF0FF:
            font = self.fonts.get(self.state.font, self._any_font)
            return symbol(code, font.name if font.is_symbol else "symbol")
        if code in (0x0A, 0x0B, 0x2028, 0x2029):
            return "\n"
        if 0x80 <= code < 0xA0:
            return bytes((code,)).decode("cp1252", "ignore")
        return ""

    def write(self, text: str) -> None:
        """Give text to the destination of the group."""
        if self._high_surrogate and text:
            self._high_surrogate = 0
            self._emit("\ufffd")
        if text:
            self._emit(text)

    def _emit(self, text: str) -> None:
        self.state.sink.text(self, text)

    def skip_group(self) -> None:
        """Pass over the rest of the group."""
        self._jump = end_of_group(self.data, self.position)

    def rest_of_group(self) -> bytes:
        """Pass over the rest of the group and return its bytes."""
        self.skip_group()
        return self.data[self.position : self._jump]

    def skip_to_unicode(self) -> None:
        r"""Pass over the first group in `\upr`: the second, `\*\ud`, says the same in Unicode."""
        opening = re.compile(rb"\s*\{").match(self.data, self.position)
        if opening is not None:
            end = end_of_group(self.data, opening.end())
            if re.compile(rb"\}\s*\{\s*\\\*\s*\\ud\b").match(self.data, end):
                self._jump = end + 1

    def set_code_page(self, code_page: int) -> None:
        """Take the code page of fonts that do not name one."""
        self._codec = codec_of(code_page)
        self.settle_fonts()

    def settle_fonts(self) -> None:
        """Work out what bytes mean in each font."""
        for font in (*self.fonts.values(), self._any_font):
            font.settle(self._codec)

    def settle_look(self) -> Look:
        """Work out the look of text from the state of the group."""
        state = self.state
        mask = state.mask
        font, usual = self.fonts.get(state.font), self.fonts.get(self.default_font)
        if font is not None and font.is_monospace and not (usual is not None and usual.is_monospace):
            mask |= CODE
        hidden: Hidden | None = None
        revision = None
        if state.deleted is not None:
            hidden, revision = "deleted", self._revision("deleted", state.deleted)
        elif state.inserted is not None:
            revision = self._revision("inserted", state.inserted)
        else:
            self._last_change = None
        if hidden is None and mask & VANISH:
            hidden = "vanish"
        elif hidden is None and mask & TINY:
            hidden = "tiny"
        elif hidden is None and mask & WHITE and not mask & SHADED:
            paragraph = state.paragraph
            # What is behind the text of a table or a text box is not followed up.
            if not paragraph.is_shaded and not paragraph.in_table and state.story is self.body:
                hidden = "same_colour"
        state.look = Look(mask, state.link, revision, hidden)
        return state.look

    def _revision(self, kind: str, change: Change) -> int:
        if self._last_change != (kind, change):
            self._last_change = (kind, change)
            authors = self.revision_table.authors
            known = change.author is not None and 0 <= change.author < len(authors)
            self.revisions.append(
                Revision(
                    kind="deleted" if kind == "deleted" else "inserted",
                    where=self.state.story.where,
                    author=(authors[change.author or 0] or None) if known else None,
                    date=date_of(change.date) if change.date else None,
                )
            )
        return len(self.revisions) - 1

    def note_id(self, kind: str) -> str:
        """Return the id of the next note of a kind."""
        number = self._note_count[kind] = self._note_count.get(kind, 0) + 1
        return f"{kind}-{number}"

    def add_note(self, note: Note) -> None:
        """Keep a note for the end of its section."""
        self.section.notes.append(note)

    def count_block(self) -> None:
        """Count a block.

        Raises:
            LimitExceededError: it is one too many.
        """
        self._blocks += 1
        if self._blocks > self.source.options.limits.max_blocks:
            raise LimitExceededError.of(
                "the number of blocks", self._blocks, self.source.options.limits.max_blocks
            )

    def count_cell(self) -> None:
        """Count a cell of a table.

        Raises:
            LimitExceededError: it is one too many.
        """
        self._cells += 1
        if self._cells > self.source.options.limits.max_cells:
            raise LimitExceededError.of(
                "the number of cells", self._cells, self.source.options.limits.max_cells
            )

    def end_section(self) -> None:
        r"""Take `\sect`."""
        if self.state.sink is not self.body:
            return
        page = self.section.page + 1
        self.section.blocks += self.body.section(self, Locator(page=page))
        self.section = Section(page)
        self.sections.append(self.section)

    def continue_section(self) -> None:
        r"""Take `\sbknone`: the section goes on where the one before ended."""
        if len(self.sections) > 1 and not self.body.blocks:
            self.section.page = self.sections[-2].page
            self.body.where = Locator(page=self.section.page)

    def section_has_first_page(self) -> None:
        r"""Take `\titlepg`."""
        self.section.has_first_page = True

    def has_facing_pages(self) -> None:
        r"""Take `\facingp`."""
        self.facing_pages = True
