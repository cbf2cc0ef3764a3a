"""The characters of a paragraph -> spans: fields, notes, symbols, special signs ([MS-DOC] 2.4.1, 2.8.25)."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from docsieve.formats._doc.pictures import offer_inline
from docsieve.formats._doc.reading import Characters
from docsieve.formats._docx.run_properties import VANISH
from docsieve.formats._docx.spans import Look, SpanBuilder
from docsieve.formats._eq_field import eq_text
from docsieve.formats._ooxml.symbols import unprivate, unsymboled
from docsieve.model import Block, Hidden, Image, Span

if TYPE_CHECKING:
    from docsieve.formats._doc.story import Story

_SPECIAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FIELD_SIGNS: Final = re.compile("[\x13\x14\x15]")
_BEGIN, _SEPARATE, _END = "\x13", "\x14", "\x15"
_PLAIN: Final = {"\x0b": "\n", "\x0c": "\n", "\x0e": "\n", "\x1e": "\u2011", "\x1f": "\u00ad"}
#: The first word of a field, its quoted or bare argument, and \l with its own.
_HYPERLINK: Final = re.compile(r'\s*HYPERLINK\s+(?!\\)(?:"([^"]*)"|(\S+))?', re.I)
_ANCHOR: Final = re.compile(r'\\l\s+(?:"([^"]*)"|(\S+))', re.I)
_SYMBOL: Final = re.compile(r'\s*SYMBOL\s+(\d+|0x[0-9a-f]+)(?:.*?\\f\s*"([^"]*)")?', re.I)
_MAX_INSTRUCTION: Final = 4096


class _Field:
    def __init__(self) -> None:
        self.instruction: list[str] = []
        self.in_result = False
        self.link: str | None = None


def matched_signs(text: str, start: int, end: int) -> frozenset[int]:
    """Return the positions of field signs that belong to a whole field: others are junk, not instructions."""
    stack: list[list[int]] = []
    matched: set[int] = set()
    for found in _FIELD_SIGNS.finditer(text, start, end):
        sign, at = found[0], found.start()
        if sign == _BEGIN:
            stack.append([at])
        elif stack and sign == _SEPARATE and len(stack[-1]) == 1:
            stack[-1].append(at)
        elif stack and sign == _END:
            matched.update((*stack.pop(), at))
    return frozenset(matched)


class InlineReader:
    """Reads the paragraphs of one story in order: fields go on from one to the next."""

    def __init__(self, story: Story, start: int, end: int) -> None:
        self._story = story
        self._reading = story.reading
        self._text = story.reading.text.text
        self._signs = matched_signs(self._text, start, end)
        self._fields: list[_Field] = []

    @property
    def in_contents(self) -> bool:
        """Tell whether the text at hand is the result of a table of contents."""
        return any("".join(one.instruction).split()[:1] == ["TOC"] for one in self._fields if one.in_result)

    def read(self, start: int, end: int, style: int) -> tuple[list[Span], list[Block]]:
        """Return spans, and the blocks that hang on signs in the paragraph."""
        builder = SpanBuilder()
        anchored: list[Block] = []
        for at, until, look in self._reading.stretches(start, end, style):
            self._stretch(builder, anchored, at, until, look)
        spans = [part for part in builder.finish() if isinstance(part, Span)]
        return spans, anchored

    def _stretch(
        self, builder: SpanBuilder, anchored: list[Block], start: int, end: int, look: Characters
    ) -> None:
        text = self._text
        at = start
        calls = self._reading.calls
        if look.symbol is not None:
            index, code = look.symbol
            font = self._reading.fonts[index] if index < len(self._reading.fonts) else None
            for _ in range(min(end - start, 64)):
                self._add(builder, unprivate(unsymboled(chr(code), font)), look)
            return
        own = [found.start() for found in _SPECIAL.finditer(text, start, end)]
        if calls:
            own = sorted({*own, *self._calls_within(start, end)})
        for place in own:
            if place > at:
                self._add(builder, text[at:place], look)
            at = place + 1
            self._special(builder, anchored, place, look)
        if at < end:
            self._add(builder, text[at:end], look)

    def _calls_within(self, start: int, end: int) -> list[int]:
        places = self._reading.call_places
        return places[bisect_left(places, start) : bisect_left(places, end)]

    def _special(self, builder: SpanBuilder, anchored: list[Block], at: int, look: Characters) -> None:
        sign = self._text[at]
        if at in self._signs:
            self._field_sign(builder, sign, look)
        elif self._fields and not self._fields[-1].in_result:
            return
        elif at in self._reading.calls:
            kind, key, label = self._reading.calls[at]
            if self._story.may_call:
                text = sign if label == sign else label
                hidden = self._hidden(look)
                builder.add_span(
                    Span(text, superscript=kind != "comment" and bool(text), note=key, hidden=hidden)
                )
        elif sign in _PLAIN:
            self._add(builder, _PLAIN[sign], look)
        elif sign == "\x01" and look.picture is not None:
            image = Image(where=self._story.where)
            offer_inline(self._reading, image, look.picture)
            anchored.append(image)
        elif sign == "\x08":
            anchored += self._reading.anchored.pop(at, [])

    def _field_sign(self, builder: SpanBuilder, sign: str, look: Characters) -> None:
        if sign == _BEGIN:
            self._fields.append(_Field())
        elif not self._fields:
            return
        elif sign == _SEPARATE:
            current = self._fields[-1]
            current.in_result = True
            current.link = _target("".join(current.instruction))
        else:
            ended = self._fields.pop()
            if ended.in_result or (self._fields and not self._fields[-1].in_result):
                return
            instruction = "".join(ended.instruction)
            if shown := eq_text(instruction):
                self._add(builder, shown, look)
            found = _SYMBOL.match(instruction)
            if found is not None:
                code = int(found[1], 0) if found[1][:2].lower() == "0x" else int(found[1][:6])
                if 0x20 <= code < 0xD800:
                    self._add(builder, unprivate(unsymboled(chr(code), found[2])), look)

    def _add(self, builder: SpanBuilder, text: str, look: Characters) -> None:
        for one in self._fields:
            if not one.in_result:
                inner = self._fields[-1]
                if len(inner.instruction) < _MAX_INSTRUCTION:
                    inner.instruction.append(text)
                return
        link = next((one.link for one in reversed(self._fields) if one.link), None)
        revision = None
        if look.deleted or look.inserted:
            kind = "deleted" if look.deleted else "inserted"
            revision = self._reading.revision(kind, look, self._story.where)
        builder.add(_clean(text), Look(look.mask, link, revision, self._hidden(look)))

    def _hidden(self, look: Characters) -> Hidden | None:
        if look.deleted:
            return "deleted"
        return "vanish" if look.mask & VANISH else None


def _target(instruction: str) -> str | None:
    found = _HYPERLINK.match(instruction)
    if found is None:
        return None
    target = (found[1] or found[2] or "").strip().replace("\\\\", "\\")
    anchor = _ANCHOR.search(instruction)
    if anchor is not None:
        target += f"#{anchor[1] or anchor[2]}"
    target = "".join(sign for sign in target if sign.isprintable())
    return target or None


def _clean(text: str) -> str:
    """Join the halves of characters beyond U+FFFF, and take private-use bullets to Unicode."""
    if text.isascii():
        return text.replace("\x7f", "")
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return unprivate("".join(sign for sign in text if not "\x7f" <= sign <= "\x9f"))
