"""Writes Word 97 files ([MS-DOC]) for samples and tests: all text as one piece of UTF-16."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from tests.parsers.formats.ole_builder import Tree, ole, summary

TEXT_AT = 2048
#: Built-in styles the builder knows: index in the document -> fixed number.
STYLES = {0: 0, 1: 1, 2: 2, 3: 62}


def prl(code: int, operand: bytes) -> bytes:
    """Return one property."""
    return struct.pack("<H", code) + operand


BOLD = prl(0x0835, b"\1")
VANISH = prl(0x083C, b"\1")
DELETED = prl(0x0800, b"\1") + prl(0x4863, b"\1\0")
IN_TABLE = prl(0x2416, b"\1") + prl(0x6649, b"\1\0\0\0")


def row_end(edges: list[int], flags: list[int] | None = None) -> bytes:
    """Return the properties of a row's end: edges of cells in twentieths of a point."""
    count = len(edges) - 1
    cells = b"".join(struct.pack("<H18x", flag) for flag in flags or [0] * count)
    definition = bytes((count,)) + struct.pack(f"<{count + 1}h", *edges) + cells
    return IN_TABLE + prl(0x2417, b"\1") + struct.pack("<HH", 0xD608, len(definition) + 1) + definition


@dataclass
class P:
    """A paragraph: runs of (text, character properties), its end mark, its style and properties."""

    runs: list[tuple[str, bytes]]
    style: int = 0
    properties: bytes = b""
    mark: str = "\r"


def plain(text: str, style: int = 0, properties: bytes = b"", mark: str = "\r") -> P:
    """Return a paragraph of one run."""
    return P([(text, b"")], style, properties, mark)


def doc(
    body: list[P],
    *,
    footnotes: list[list[P]] = (),  # type: ignore[assignment]
    headers: dict[int, list[P]] | None = None,
    comments: list[tuple[str, list[P]]] = (),  # type: ignore[assignment]
    flags: int = 0,
    title: str = "",
    section_ends: list[int] = (),  # type: ignore[assignment]
    more: Tree | None = None,
    more_tables: dict[int, bytes] | None = None,
) -> bytes:
    """Return a file. Notes are called where the body has \\x02 and \\x05; headers are by story (0 to 5)."""
    tables: dict[int, bytes] = dict(more_tables or {})
    stories: list[list[P]] = [body]
    texts = _text(body)
    foot = [p for note in footnotes for p in note] + ([plain("")] if footnotes else [])
    head: list[P] = []
    if headers:
        positions, at = [0] * 7, 0
        for number in range(6):
            story = headers.get(number, [])
            head += story
            at += len(_text(story))
            positions.append(at)
        head.append(plain(""))
        tables[11] = struct.pack(f"<{len(positions) + 1}I", *positions, at + 2)
    said = [p for _, story in comments for p in story] + ([plain("")] if comments else [])
    stories += [foot, head, [], said]
    lengths = [len(_text(story).encode("utf-16-le")) // 2 for story in stories]
    if footnotes:
        calls = [at for at, sign in enumerate(texts) if sign == "\x02"]
        tables[2] = struct.pack(f"<{len(calls) + 1}I", *calls, len(texts)) + b"\1\0" * len(calls)
        tables[3] = _ends(footnotes)
    if section_ends:
        tables[6] = struct.pack(f"<{len(section_ends) + 1}I", 0, *section_ends) + bytes(
            12 * len(section_ends)
        )
    if comments:
        calls = [at for at, sign in enumerate(texts) if sign == "\x05"]
        authors = [author for author, _ in comments]
        rows = b"".join(struct.pack("<20xH8x", index) for index in range(len(comments)))
        tables[4] = struct.pack(f"<{len(calls) + 1}I", *calls, len(texts)) + rows
        tables[5] = _ends([story for _, story in comments])
        tables[36] = b"".join(struct.pack("<H", len(name)) + name.encode("utf-16-le") for name in authors)
    whole = [p for story in stories for p in story]
    raw = _text(whole).encode("utf-16-le")
    end = TEXT_AT + len(raw)
    pages_at = -(-end // 512)
    tables[1] = _styles()
    tables[12] = struct.pack("<III", TEXT_AT, end, pages_at)
    paragraphs = _paragraph_pages(whole)
    numbers = [pages_at + 1 + index for index in range(len(paragraphs))]
    bounds = [*(at for at, _ in paragraphs), end]
    tables[13] = struct.pack(f"<{len(bounds)}I{len(numbers)}I", *bounds, *numbers)
    pieces = struct.pack("<II", 0, len(raw) // 2) + struct.pack("<HIH", 0, TEXT_AT, 0)
    tables[33] = b"\2" + struct.pack("<I", len(pieces)) + pieces
    names = ["Unknown", "Reviewer"]
    tables[51] = struct.pack("<HHH", 0xFFFF, len(names), 0) + b"".join(
        struct.pack("<H", len(name)) + name.encode("utf-16-le") for name in names
    )
    fib, table = _fib(lengths, tables, flags, end)
    stream = (fib.ljust(TEXT_AT, b"\0") + raw).ljust(pages_at * 512, b"\0")
    stream += _character_page(whole) + b"".join(page for _, page in paragraphs)
    tree: Tree = {
        "WordDocument": stream,
        "1Table": table,
        "\x05SummaryInformation": summary({2: title, 4: "A. Writer"}),
    }
    return ole(tree | (more or {}))


def _text(story: list[P]) -> str:
    return "".join("".join(text for text, _ in p.runs) + p.mark for p in story)


def _ends(stories: list[list[P]]) -> bytes:
    positions = [0]
    for story in stories:
        positions.append(positions[-1] + len(_text(story)))
    return struct.pack(f"<{len(positions) + 1}I", *positions, positions[-1] + 1)


def _fib(lengths: list[int], tables: dict[int, bytes], flags: int, end: int) -> tuple[bytes, bytes]:
    table, pairs = b"", b""
    for index in range(93):
        data = tables.get(index, b"")
        pairs += struct.pack("<II", len(table), len(data))
        table += data
    base = struct.pack("<HHHHHHH", 0xA5EC, 0xC1, 0, 0x0409, 0, 0x0200 | flags, 0xBF).ljust(0x18, b"\0")
    base += struct.pack("<II", TEXT_AT, end)
    longs = struct.pack("<III8i", 0, 0, 0, *lengths, 0, 0, 0).ljust(88, b"\0")
    fib = base + struct.pack("<H", 14) + bytes(28) + struct.pack("<H", 22) + longs
    return fib + struct.pack("<H", 93) + pairs + struct.pack("<H", 0), table


def _styles() -> bytes:
    out = struct.pack("<HHH14x", 18, len(STYLES), 10)
    for index, number in STYLES.items():
        name = f"s{index}"
        entry = struct.pack("<HHHHH", number, 1 | 0xFFF0, 2, 0, 0)
        entry += struct.pack("<H", len(name)) + (name + "\0").encode("utf-16-le")
        entry += struct.pack("<HH", 2, index) + struct.pack("<H", 0)
        out += struct.pack("<H", len(entry)) + entry
    return out


def _page(bounds: list[int], groups: list[bytes], width: int) -> bytes:
    page = bytearray(512)
    page[511] = len(groups)
    struct.pack_into(f"<{len(bounds)}I", page, 0, *bounds)
    at = 510
    for index, group in enumerate(groups):
        if not group:
            continue
        at = (at - len(group)) // 2 * 2
        page[at : at + len(group)] = group
        page[len(bounds) * 4 + index * width] = at // 2
    assert len(bounds) * 4 + len(groups) * width <= at, "too much formatting for one page"
    return bytes(page)


def _character_page(story: list[P]) -> bytes:
    bounds: list[int] = [TEXT_AT]
    groups: list[bytes] = []
    for p in story:
        for text, group in [*p.runs, (p.mark, b"")]:
            if text and (not groups or groups[-1] != (bytes((len(group),)) + group if group else b"")):
                bounds.append(bounds[-1] + len(text.encode("utf-16-le")))
                groups.append(bytes((len(group),)) + group if group else b"")
            elif text:
                bounds[-1] += len(text.encode("utf-16-le"))
    return _page(bounds, groups, 1)


def _paragraph_pages(story: list[P]) -> list[tuple[int, bytes]]:
    """Return pages of six paragraphs with the byte of the stream that each begins at."""
    pages: list[tuple[int, bytes]] = []
    at = TEXT_AT
    for first in range(0, len(story), 6):
        bounds: list[int] = [at]
        groups: list[bytes] = []
        for p in story[first : first + 6]:
            bounds.append(bounds[-1] + len(_text([p]).encode("utf-16-le")))
            group = struct.pack("<H", p.style) + p.properties
            if len(group) % 2:
                groups.append(bytes(((len(group) + 1) // 2,)) + group)
            else:
                groups.append(bytes((0, len(group) // 2)) + group)
        pages.append((at, _page(bounds, groups, 13)))
        at = bounds[-1]
    return pages
