"""Word 97-2003: what the samples do not show."""

from __future__ import annotations

import struct

import docsieve
import pytest
from docsieve import Heading, ListItem, Paragraph, Table

from tests.parsers.formats.doc_builder import DELETED, IN_TABLE, VANISH, P, doc, plain, row_end
from tests.parsers.formats.ole_builder import ole


def blocks(data: bytes) -> list[docsieve.Block]:
    return docsieve.parse(data).pages[0].blocks


def test_hidden_and_deleted_text_is_kept_and_flagged() -> None:
    (paragraph,) = blocks(doc([P([("shown ", b""), ("hidden ", VANISH), ("deleted", DELETED)])]))
    assert isinstance(paragraph, Paragraph)
    assert [span.hidden for span in paragraph.spans] == [None, "vanish", "deleted"]


def test_cells_merged_downwards_span_rows() -> None:
    def cell(text: str) -> P:
        return plain(text, properties=IN_TABLE, mark="\x07")

    body = [
        cell("tall"),
        cell("a"),
        plain("", properties=row_end([0, 900, 1800], [0x60, 0]), mark="\x07"),
        cell(""),
        cell("b"),
        plain("", properties=row_end([0, 900, 1800], [0x20, 0]), mark="\x07"),
    ]
    (table,) = blocks(doc(body))
    assert isinstance(table, Table)
    assert [[(c.text, c.row_span) for c in row.cells] for row in table.rows] == [
        [("tall", 2), ("a", 1)],
        [("b", 1)],
    ]


def test_a_field_that_never_ends_swallows_nothing() -> None:
    (paragraph,) = blocks(doc([plain("before \x13 after")]))
    assert isinstance(paragraph, Paragraph)
    assert "after" in paragraph.spans[0].text


def test_an_eq_field_shows_its_arguments() -> None:
    (paragraph,) = blocks(doc([plain("a \x13EQ \\o\\ad(\\s\\up 10(kana),kanji)\x15 \x13EQ \\f(1,2)\x15")]))
    assert isinstance(paragraph, Paragraph)
    assert "".join(span.text for span in paragraph.spans) == "a kanji(kana) (1,2)"


def test_headings_make_the_outline() -> None:
    document = docsieve.parse(doc([plain("One", 1), plain("Two", 2), plain("text")]))
    assert document.outline[0].title == "One"
    assert document.outline[0].children[0].title == "Two"
    assert isinstance(document.pages[0].blocks[1], Heading)
    assert not any(isinstance(block, ListItem) for block in document.pages[0].blocks)


def test_obfuscation_of_early_versions_is_named() -> None:
    with pytest.raises(docsieve.UnsupportedFormatError, match="XOR obfuscation"):
        docsieve.parse(doc([plain("secret")], flags=0x8100))


def test_a_page_break_in_a_paragraph_does_not_end_it() -> None:
    body = [plain("one\x0cstill one"), plain("two"), plain("three")]
    whole = len("one\x0cstill one\rtwo\rthree\r")

    def texts(ends: list[int]) -> list[list[str]]:
        pages = docsieve.parse(doc(body, section_ends=ends)).pages
        return [["".join(s.text for s in b.spans) for b in page.blocks] for page in pages]  # type: ignore[union-attr]

    assert texts([whole]) == [["one\nstill one", "two", "three"]]
    assert texts([4, whole]) == [["one"], ["still one", "two", "three"]]
    assert texts([]) == [["one", "still one", "two", "three"]]


def word_95(text: bytes, magic: int = 0xA5DC, flags: int = 0, charset: int = 0) -> bytes:
    """Return a file from before Word 97, with its text in one piece and no formatting."""
    fib = struct.pack("<HHHHHH", magic, 0x68, 0, 0x0409, 0, flags).ljust(0x14, b"\0")
    fib += struct.pack("<HHII", charset, 0, 0x300, 0x300 + len(text))
    fib = fib.ljust(0x34, b"\0") + struct.pack("<8i", len(text), 0, 0, 0, 0, 0, 0, 0)
    return ole({"WordDocument": (fib.ljust(0x300, b"\0") + text).ljust(4608, b"\0")})


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (word_95("déjà\r".encode("cp1252")), "déjà"),
        (word_95("déjà\r".encode("mac_roman"), charset=0x100), "déjà"),
        (word_95("テスト\r".encode("utf-16-le"), magic=0xA699, flags=0x1000), "テスト"),
    ],
    ids=["Windows", "Macintosh", "East Asia"],
)
def test_letters_of_early_versions(data: bytes, shown: str) -> None:
    assert docsieve.render(docsieve.parse(data), "text") == f"{shown}\n"


def test_names_of_streams_are_compared_without_regard_to_case() -> None:
    data = doc([plain("seen")]).replace(
        "WordDocument".encode("utf-16-le"), "WORDDOCUMENT".encode("utf-16-le")
    )
    assert docsieve.render(docsieve.parse(data), "text") == "seen\n"
