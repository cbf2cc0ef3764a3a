# ruff: noqa: E501 - records are data here
"""Writes the XLSB sample: `python -m tests.corpus.xlsb.make_samples`. The same bytes on every run."""

from __future__ import annotations

import struct
from pathlib import Path

from tests.corpus.xlsx.make_samples import rels
from tests.parsers.formats.docx_builder import zipped

HERE = Path(__file__).parent


def record(kind: int, content: bytes = b"") -> bytes:
    """Return a record (MS-XLSB 2.1.4): type and size in groups of seven bits."""
    number = bytes((kind,)) if kind < 128 else bytes((kind & 0x7F | 0x80, kind >> 7))
    size = b""
    left = len(content)
    while True:
        size += bytes((left & 0x7F | (0x80 if left > 127 else 0),))
        left >>= 7
        if not left:
            return number + size + content


def wide(text: str) -> bytes:
    """Return an XLWideString."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def cell(kind: int, column: int, value: bytes, style: int = 0) -> bytes:
    """Return a cell record."""
    return record(kind, struct.pack("<II", column, style) + value)


def row(number: int, *, hidden: bool = False) -> bytes:
    """Return a row header; `number` counts from 0."""
    return record(
        0, struct.pack("<IIHBBB", number, 0, 300, 0, 0x10 if hidden else 0, 0) + struct.pack("<I", 0)
    )


def name(text: str, tokens: bytes, flags: int = 0) -> bytes:
    """Return a defined name."""
    head = struct.pack("<IBI", flags, 0, 0xFFFFFFFF)
    return record(39, head + wide(text) + struct.pack("<I", len(tokens)) + tokens + bytes(4))


def names() -> bytes:
    """Return names for a range, a cell and one that is hidden, and what their sheets are."""
    return b"".join(
        (
            record(353)
            + record(357)
            + record(362, struct.pack("<IIiiIii", 2, 0, 0, 0, 0, 1, 1))
            + record(354),
            name("Prices", b"\x3b" + struct.pack("<HIIHH", 0, 1, 99_999, 0, 1)),
            name("Total", b"\x5a" + struct.pack("<HIH", 1, 9, 2 | 0x8000)),
            name("unseen", b"\x3a" + struct.pack("<HIH", 1, 9, 2), 1),
        )
    )


def sheet() -> bytes:
    """Return the records of the first sheet."""
    double = struct.Struct("<d").pack
    uint = struct.Struct("<I").pack
    return b"".join(
        (
            record(129),
            record(60, struct.pack("<4IH", 2, 2, 0, 0, 1)),
            record(145),
            row(0),
            cell(7, 0, uint(0)),
            cell(6, 1, wide("Value")),
            cell(6, 2, wide("In a hidden column")),
            row(1),
            cell(6, 0, wide("Date")),
            cell(5, 1, double(45351.0), 1),
            row(2),
            cell(6, 0, wide("Percent")),
            cell(2, 1, uint(2560 << 2 | 3), 2),
            cell(2, 3, uint(struct.unpack("<Q", double(1.5))[0] >> 32), 0),
            row(3, hidden=True),
            cell(6, 0, wide("Hidden row")),
            cell(4, 1, b"\1"),
            cell(3, 2, b"\x2a"),
            cell(9, 3, double(0.1 + 0.2) + b"\0\0"),
            row(4),
            cell(62, 0, b"\1" + wide("rich") + uint(0)),
            cell(8, 1, wide("formula text") + b"\0\0"),
            cell(5, 2, double(4711.0), 3),
            row(9),
            cell(6, 0, wide("Merged")),
            cell(6, 1, wide("covered")),
            record(146),
            record(177, uint(1)),
            record(176, struct.pack("<4I", 9, 10, 0, 1)),
            record(178),
            record(494, struct.pack("<4I", 4, 4, 1, 1) + wide("r2") + wide("") + wide("") + wide("")),
            record(
                479,
                struct.pack("<H", 0)
                + wide("&LTop left&RTop right")
                + wide("&CPage &P")
                + uint(0xFFFFFFFF) * 4,
            ),
            record(130),
        )
    )


def comments() -> bytes:
    """Return a comment on B2."""
    place = struct.pack("<5I", 0, 1, 1, 1, 1) + bytes(16)
    return (
        record(632, wide("Ann"))
        + record(635, place)
        + record(637, b"\0" + wide("Ann:\nA leap day"))
        + record(636)
    )


def main() -> None:
    """Write the sample."""
    formats = b"".join(
        record(44, struct.pack("<H", 164 + at) + wide(code)) for at, code in enumerate(("d mmm yyyy", ";;;"))
    )
    styles = b"".join(
        record(47, struct.pack("<HH", 0xFFFF, number) + bytes(12)) for number in (0, 164, 10, 165)
    )
    data = zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
            "_rels/.rels": rels(("r1", "officeDocument", "xl/workbook.bin")),
            "xl/workbook.bin": record(156, struct.pack("<II", 0, 1) + wide("r1") + wide("First"))
            + record(156, struct.pack("<II", 2, 2) + wide("r2") + wide("Very hidden"))
            + names(),
            "xl/_rels/workbook.bin.rels": rels(
                ("r1", "worksheet", "worksheets/sheet1.bin"),
                ("r2", "worksheet", "worksheets/sheet2.bin"),
                ("r3", "styles", "styles.bin"),
                ("r4", "sharedStrings", "sharedStrings.bin"),
            ),
            "xl/worksheets/sheet1.bin": sheet(),
            "xl/worksheets/_rels/sheet1.bin.rels": rels(
                ("r1", "comments", "../comments1.bin"), ("r2", "hyperlink", "https://example.org/")
            ),
            "xl/worksheets/sheet2.bin": record(145) + row(0) + cell(6, 0, wide("board only")) + record(146),
            "xl/comments1.bin": comments(),
            "xl/styles.bin": formats + record(617) + styles + record(618),
            "xl/sharedStrings.bin": record(159, bytes(8)) + record(19, b"\0" + wide("Shared name")),
        }
    )
    (HERE / "sheets.xlsb").write_bytes(data)


if __name__ == "__main__":
    main()
