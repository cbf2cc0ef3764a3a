"""Writes the XLS samples: `python -m tests.corpus.xls.make_samples`. The same bytes on every run."""

from __future__ import annotations

import struct
from pathlib import Path

from tests.parsers.formats.ole_builder import ole, summary

HERE = Path(__file__).parent
URL_MONIKER = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")


def record(kind: int, content: bytes = b"") -> bytes:
    """Return a record (MS-XLS 2.1.4)."""
    return struct.pack("<HH", kind, len(content)) + content


def short(text: str, size: int = 1) -> bytes:
    """Return a ShortXLUnicodeString, or an XLUnicodeString with `size` 2."""
    is_wide = not all(ord(sign) < 256 for sign in text)
    data = text.encode("utf-16-le") if is_wide else text.encode("latin-1")
    return len(text).to_bytes(size, "little") + bytes((is_wide,)) + data


def rich(text: str) -> bytes:
    """Return an XLUnicodeRichExtendedString with one formatting run."""
    return struct.pack("<HBH", len(text), 8, 1) + text.encode("latin-1") + struct.pack("<HH", 0, 1)


def bof(what: int, version: int = 0x0600) -> bytes:
    """Return a BOF."""
    return record(0x0809, struct.pack("<HHHHII", version, what, 0, 0, 0, 0))


def place(row: int, column: int, style: int = 0) -> bytes:
    """Return the head of a cell record; all count from 0."""
    return struct.pack("<HHH", row, column, style)


def shared(row: int, column: int, index: int) -> bytes:
    """Return a cell that refers to the string table."""
    return record(0x00FD, place(row, column) + struct.pack("<I", index))


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    """Return a cell that holds a double."""
    return record(0x0203, place(row, column, style) + struct.pack("<d", value))


def formula(row: int, column: int, result: bytes, style: int = 0) -> bytes:
    """Return a formula cell with its stored result."""
    return record(0x0006, place(row, column, style) + result + bytes(6) + struct.pack("<H", 0))


def text_object(kind: int, identity: int, text: str) -> bytes:
    """Return an OBJ and its TXO."""
    txo = struct.pack("<HH6xHHI", 0, 0, len(text), 16, 0)
    return (
        record(0x005D, struct.pack("<HHHHH12x", 0x15, 0x12, kind, identity, 0))
        + record(0x01B6, txo)
        + record(0x003C, b"\0" + text.encode("latin-1"))
        + record(0x003C, bytes(16))
    )


def string_table() -> bytes:
    """Return an SST whose third string is cut by a CONTINUE record and changes its width there."""
    head = struct.pack("<II", 4, 4) + short("Name", 2) + rich("rich text")
    cut = "split " + "here"
    head += struct.pack("<HB", len(cut), 0) + cut[:6].encode("latin-1")
    tail = b"\1" + cut[6:].encode("utf-16-le") + short("Ünïcödé 表", 2)
    return record(0x00FC, head) + record(0x003C, tail)


def link(row: int, column: int, url: str) -> bytes:
    """Return a hyperlink to a URL."""
    target = (url + "\0").encode("utf-16-le")
    head = struct.pack("<HHHH", row, row, column, column) + bytes(16) + struct.pack("<II", 2, 3)
    return record(0x01B8, head + URL_MONIKER + struct.pack("<I", len(target)) + target)


def first_sheet() -> bytes:
    """Return the records of the first sheet."""
    chart = bof(0x20) + record(0x100D, b"\0\0" + short("Chart title")) + record(0x000A)
    return b"".join(
        (
            bof(0x10),
            record(0x0014, short("&LOld header&RPage &P", 2)),
            record(0x0015, short("&CFooter", 2)),
            record(0x007D, struct.pack("<HHHHHH", 3, 3, 0, 0, 1, 0)),
            record(0x0208, struct.pack("<HHHHHHI", 4, 0, 3, 0, 0, 0, 0x20)),
            shared(0, 0, 0),
            shared(0, 1, 1),
            shared(0, 2, 2),
            record(0x0204, place(0, 3) + short("hidden column", 2)),
            shared(1, 0, 3),
            number(1, 1, 45351.75, 1),
            number(1, 2, -0.256, 2),
            record(0x00BD, struct.pack("<HHHIHIH", 2, 0, 0, 7 << 2 | 2, 4, 12345 << 2 | 3, 1)),
            record(
                0x027E, place(2, 2) + struct.pack("<I", struct.unpack("<Q", struct.pack("<d", 1.5))[0] >> 32)
            ),
            formula(3, 0, b"\0\0\0\0\0\0\xff\xff"),
            record(0x0207, short("formula text", 2)),
            formula(3, 1, b"\1\0\1\0\0\0\xff\xff"),
            formula(3, 2, b"\2\0\x07\0\0\0\xff\xff"),
            record(0x0204, place(4, 0) + short("hidden row", 2)),
            record(0x0205, place(4, 1) + b"\x2a\1"),
            number(4, 2, 4711.0, 3),
            record(0x0204, place(6, 0) + short("merged", 2)),
            record(0x0204, place(7, 1) + short("covered", 2)),
            record(0x00E5, struct.pack("<HHHHH", 1, 6, 7, 0, 1)),
            link(1, 0, "https://example.org/"),
            text_object(0x19, 1, "Ann:\nA comment"),
            text_object(0x06, 2, "Text in a box"),
            record(0x005D, struct.pack("<HHHHH12x", 0x15, 0x12, 5, 3, 0)),
            chart,
            record(0x001C, struct.pack("<HHHH", 1, 1, 0, 1) + short("Ann", 2) + b"\0"),
            record(0x000A),
        )
    )


def workbook(sheets: list[tuple[str, int, bytes]], globals_records: bytes) -> bytes:
    """Return a stream of globals and sheets (name, state, records)."""
    size = len(bof(5)) + len(globals_records) + 4
    size += sum(len(record(0x0085, bytes(6) + short(name))) for name, _, _ in sheets)
    stream, bodies = bof(5) + globals_records, b""
    for name, state, body in sheets:
        stream += record(0x0085, struct.pack("<IBB", size + len(bodies), state, 0) + short(name))
        bodies += body
    return stream + record(0x000A) + bodies


def names() -> bytes:
    """Return names for a range, a cell, a number, a longer formula and one of Excel's own."""

    def name(text: str, tokens: bytes, flags: int = 0) -> bytes:
        head = struct.pack("<HBBH", flags, 0, len(text), len(tokens)) + bytes(8)
        return record(0x0018, head + b"\0" + text.encode("latin-1") + tokens)

    return b"".join(
        (
            record(0x01AE, struct.pack("<HH", 2, 0x0401)),
            record(0x0017, struct.pack("<HHhhHhh", 2, 0, 0, 0, 0, 1, 1)),
            name("Prices", b"\x3b" + struct.pack("<5H", 0, 1, 4, 0, 1)),
            name("Total", b"\x3a" + struct.pack("<3H", 1, 9, 2 | 0x4000)),
            name("Rate", b"\x1f" + struct.pack("<d", 0.19)),
            name("Twice", b"\x1e\2\0\x1e\3\0\x05"),
            name("\x06", b"\x3b" + struct.pack("<5H", 0, 0, 9, 0, 9), 0x20),
        )
    )


def biff5() -> bytes:
    """Return a BIFF5 stream: strings in a code page."""

    def ansi(text: str, size: int) -> bytes:
        data = text.encode("cp1251")
        return len(data).to_bytes(size, "little") + data

    sheet = (
        bof(0x10, 0x0500)
        + record(0x0204, place(0, 0) + ansi("Привет", 2))
        + number(0, 1, 3.5)
        + record(0x000A)
    )
    head = bof(5, 0x0500) + record(0x0042, struct.pack("<H", 1251))
    name = ansi("Лист", 1)
    at = len(head) + 4 + 6 + len(name) + 4
    return head + record(0x0085, struct.pack("<IBB", at, 0, 0) + name) + record(0x000A) + sheet


def early(version: int) -> bytes:
    """Return a sheet of Excel 2 or 4: a text, a date, a share, a formula, an error, hidden parts."""
    size = 1 if version == 2 else 2

    def place_of(row: int, column: int, key: int) -> bytes:
        return struct.pack("<HHBBB", row, column, 0, key, 0) if version == 2 else place(row, column, key)

    def ansi(text: str, size: int) -> bytes:
        data = text.encode("cp1251")
        return len(data).to_bytes(size, "little") + data

    def cell(kind: int, row: int, column: int, content: bytes, key: int = 0) -> bytes:
        return record(kind if version == 2 else kind | 0x0200, place_of(row, column, key) + content)

    codes = [ansi(code, 1) for code in ("General", "d mmm yyyy", "0.0%")]
    if version == 2:
        start = record(0x0009, struct.pack("<HH", 2, 0x10))
        formats = b"".join(record(0x001E, code) for code in codes)
        hidden = record(0x0024, struct.pack("<BBH", 4, 4, 0)) + record(
            0x0008, struct.pack("<HHHHHB", 3, 0, 1, 0, 0, 0)
        )
        whole = record(0x0002, place_of(1, 0, 0) + struct.pack("<H", 42))
        formula = record(0x0006, place_of(1, 3, 0) + b"\0\0\0\0\0\0\xff\xff\0\0")
    else:
        start = record(0x0409, struct.pack("<HHH", 4, 0x10, 0))
        formats = b"".join(record(0x041E, b"\0\0" + code) for code in codes)
        formats += b"".join(record(0x0443, bytes((0, key)) + bytes(10)) for key in range(3))
        hidden = record(0x007D, struct.pack("<HHHHHH", 4, 4, 0, 0, 1, 0)) + record(
            0x0208, struct.pack("<HHHHHHI", 3, 0, 1, 0, 0, 0, 0x20)
        )
        whole = record(0x027E, place(1, 0) + struct.pack("<I", 42 << 2 | 2))
        formula = record(0x0406, place(1, 3) + b"\0\0\0\0\0\0\xff\xff\0\0\0\0")
    return b"".join(
        (
            start,
            record(0x0042, struct.pack("<H", 1251)),
            formats,
            hidden,
            record(0x0014, ansi("&LПечать", 1)),
            cell(0x0004, 0, 0, ansi("Привет", size)),
            cell(0x0004, 0, 4, ansi("hidden column", size)),
            whole,
            cell(0x0003, 1, 1, struct.pack("<d", 33000.0), 1),
            cell(0x0003, 1, 2, struct.pack("<d", 0.125), 2),
            formula,
            record(0x0007 if version == 2 else 0x0207, ansi("result", size)),
            cell(0x0005, 2, 0, b"\x07\1"),
            cell(0x0005, 2, 1, b"\1\0"),
            cell(0x0004, 3, 0, ansi("hidden row", size)),
            record(0x001C, struct.pack("<HHH", 0, 0, 4) + b"Note"),
            record(0x000A),
        )
    )


def main() -> None:
    """Write all samples."""
    codes = ("d mmm yyyy h:mm", "0.0%;[Red]\\-0.0%", ";;;", '#,##0.00 "€"')
    formats = b"".join(
        record(0x041E, struct.pack("<H", 164 + at) + short(code, 2)) for at, code in enumerate(codes)
    )
    styles = b"".join(
        record(0x00E0, struct.pack("<HH", 0, key) + bytes(16)) for key in (0, 164, 165, 166, 167)
    )
    hidden = bof(0x10) + record(0x0204, place(0, 0) + short("board only", 2)) + record(0x000A)
    stream = workbook(
        [("First", 0, first_sheet()), ("Very hidden", 2, hidden)],
        record(0x0042, struct.pack("<H", 1200)) + formats + styles + names() + string_table(),
    )
    files = {
        "sheets.xls": ole({"Workbook": stream, "\x05SummaryInformation": summary({2: "Prices", 4: "Ann"})}),
        "biff5.xls": ole({"Book": biff5()}),
        "biff2.xls": early(2),
        "biff4.xls": early(4),
        "encrypted.xls": ole({"Workbook": bof(5) + record(0x002F, bytes(6)) + bytes(range(256)) * 20}),
    }
    for name, data in files.items():
        (HERE / name).write_bytes(data)


if __name__ == "__main__":
    main()
