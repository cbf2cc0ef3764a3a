"""Workbooks of Excel 2 to 4, and datasheets of Microsoft Graph."""

from __future__ import annotations

import struct

import docsieve
import pytest

from tests.parsers.formats.ole_builder import ole


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


BOF = record(0x0209, struct.pack("<HHH", 3, 0x10, 0))
EOF = record(0x000A)


def label(row: int, text: bytes) -> bytes:
    return record(0x0204, struct.pack("<HHHH", row, 0, 0, len(text)) + text)


def test_a_sheet_of_excel_3_takes_the_name_of_its_file() -> None:
    document = docsieve.parse(BOF + label(0, b"one") + EOF, filename="C:/old/budget.xls")
    assert document.format == "xls"
    assert document.pages[0].label == "budget"
    assert docsieve.render(document, "text") == "budget\n\none\n"


def test_a_sheet_that_breaks_off_gives_what_stands_before() -> None:
    document = docsieve.parse(BOF + label(0, b"one") + label(1, b"two")[:9])
    assert "one" in docsieve.render(document, "text")
    assert [warning.code for warning in document.warnings] == ["sheet_damaged"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (BOF + record(0x002F, b"\1\2\3\4") + EOF, "password protection of Excel 3"),
        (record(0x0409, struct.pack("<HHH", 4, 0x100, 0)) + EOF, "workspace of Excel 4"),
    ],
    ids=["protected", "workspace"],
)
def test_what_is_not_read_of_them_is_named(data: bytes, words: str) -> None:
    with pytest.raises(docsieve.UnsupportedFormatError, match=words):
        docsieve.parse(data)


def test_the_datasheet_of_a_graph_is_read() -> None:
    name = b"\5Sheet"
    start = record(0x0809, struct.pack("<HHHH", 0x0580, 5, 0, 0))
    start += record(0x0085, struct.pack("<IBB", len(start) + 4 + 6 + len(name) + 4, 0, 0) + name) + EOF
    sheet = record(0x0809, struct.pack("<HHHH", 0x0580, 0x8000, 0, 0))
    sheet += record(0x0004, struct.pack("<HHHB", 0, 0, 0, 0) + b"\4Dawn")
    sheet += record(0x0003, struct.pack("<HHHBd", 0, 1, 0, 0, 0.5)) + EOF
    document = docsieve.parse(ole({"Book": start + sheet}))
    assert "Dawn\t0.5" in docsieve.render(document, "text")
