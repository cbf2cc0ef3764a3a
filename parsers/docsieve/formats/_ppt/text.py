"""Text records of a shape -> blocks: characters, levels, links ([MS-PPT] 2.9)."""

from __future__ import annotations

import itertools
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from docsieve.formats._ppt.records import Record, children
from docsieve.model import Block, Heading, ListItem, Locator, Paragraph, Role, Span

_HEADER, _CHARS, _BYTES, _STYLE = 0x0F9F, 0x0FA0, 0x0FA8, 0x0FA1
_LINK, _LINK_ATOM, _LINK_RANGE = 0x0FF2, 0x0FF3, 0x0FDF
#: Places where a number, a date, a header or a footer is put in when it is shown.
_FILLED_IN: Final = frozenset((0x0FD8, 0x0FF7, 0x0FF8, 0x0FF9, 0x0FFA, 0x1015))
#: Kinds of text (TextTypeEnum, 2.13.33).
TITLES: Final = (0, 6)
NOTES: Final = 2
SUBTITLE: Final = 5
BODIES: Final = (1, 7, 8)
#: Properties of paragraphs in the order they are kept: mask and size (TextPFException, 2.9.20).
_SIZES: Final = (
    *((0xF, 2), (0x80, 2), (0x10, 2), (0x40, 2), (0x20, 4), (0x800, 2), (0x1000, 2), (0x2000, 2)),
    *((0x4000, 2), (0x100, 2), (0x400, 2), (0x8000, 2), (0x100000, -1), (0x10000, 2), (0xE0000, 2)),
    (0x200000, 2),
)


@dataclass
class Text:
    """The text of one box. `levels` are (characters, level, has a bullet or None); `links` (from, to, id)."""

    kind: int = 4
    characters: str = ""
    levels: list[tuple[int, int, bool | None]] = field(default_factory=list)
    links: list[tuple[int, int, int]] = field(default_factory=list)
    is_filled_in: bool = False


def read_texts(stream: bytes, records: Sequence[Record]) -> list[Text]:
    """Read texts from records that follow each other; each begins with its header."""
    texts: list[Text] = []
    link = 0
    for record in records:
        data = stream[record.start : record.end]
        if record.kind == _HEADER:
            texts.append(Text(kind=int.from_bytes(data[:4], "little")))
            continue
        if record.kind in (_CHARS, _BYTES):
            if not texts or texts[-1].characters:
                texts.append(Text())
            wide = record.kind == _CHARS
            texts[-1].characters = data.decode("utf-16-le", "replace") if wide else data.decode("latin-1")
        elif not texts:
            continue
        elif record.kind == _STYLE:
            texts[-1].levels = _levels(data, len(texts[-1].characters) + 1)
        elif record.kind == _LINK:
            for atom in children(stream, record):
                if atom.kind == _LINK_ATOM:
                    link = int.from_bytes(stream[atom.start + 4 : atom.start + 8], "little")
        elif record.kind == _LINK_RANGE and len(data) >= 8 and link:
            first, last = struct.unpack_from("<II", data)
            texts[-1].links.append((first, last, link))
            link = 0
        elif record.kind in _FILLED_IN:
            texts[-1].is_filled_in = True
    return texts


def _levels(data: bytes, length: int) -> list[tuple[int, int, bool | None]]:
    out: list[tuple[int, int, bool | None]] = []
    at = covered = 0
    while covered < length and at + 10 <= len(data):
        count, level, mask = struct.unpack_from("<IHI", data, at)
        at += 10
        bullet: bool | None = None
        for bit, size in _SIZES:
            if not mask & bit:
                continue
            if bit == 0xF and mask & 1:
                bullet = bool(data[at : at + 1] and data[at] & 1)
            at += size if size > 0 else 2 + 4 * int.from_bytes(data[at : at + 2], "little")
        out.append((count, min(level, 8), bullet))
        covered += count
        if not count:
            break
    return out


def blocks_of(text: Text, where: Locator, links: dict[int, str]) -> list[Block]:
    """Write a text as blocks: titles as headings, paragraphs with bullets as entries of a list."""
    if text.is_filled_in and not text.characters.strip("*\r\x0b "):
        return []
    blocks: list[Block] = []
    at = 0
    runs = iter(text.levels)
    count, level, bullet = next(runs, (1 << 31, 0, None))
    left = count
    for line in text.characters.split("\r"):
        spans = _spans(text, at, at + len(line), links)
        if any(span.text.strip() for span in spans):
            blocks.append(_block(text.kind, spans, level, bullet, where))
        at += len(line) + 1
        left -= len(line) + 1
        while left <= 0:
            count, level, bullet = next(runs, (1 << 31, level, bullet))
            left += max(count, 1)
    return blocks


def _block(kind: int, spans: list[Span], level: int, bullet: bool | None, where: Locator) -> Block:
    if kind in TITLES:
        return Heading(where=where, level=1, role="title", spans=spans)
    if bullet or (kind in BODIES and bullet is None):
        return ListItem(where=where, level=level, ordered=False, marker="•", spans=spans)
    role: Role = "subtitle" if kind == SUBTITLE else "body"
    return Paragraph(where=where, role=role, spans=spans)


def _spans(text: Text, start: int, end: int, links: dict[int, str]) -> list[Span]:
    edges = {start, end}
    for first, last, _ in text.links:
        edges.update(edge for edge in (first, last) if start < edge < end)
    ordered = sorted(edges)
    spans: list[Span] = []
    for low, high in itertools.pairwise(ordered):
        target = next((links.get(key) for first, last, key in text.links if first <= low < last), None)
        shown = clean(text.characters[low:high])
        if shown:
            spans.append(Span(shown, link=target))
    return spans


def clean(text: str) -> str:
    """Turn line breaks into "\\n" and leave out other controls."""
    text = text.replace("\x0b", "\n")
    return "".join(c for c in text if c in "\n\t" or (ord(c) >= 0x20 and not 0x7F <= ord(c) <= 0x9F))
