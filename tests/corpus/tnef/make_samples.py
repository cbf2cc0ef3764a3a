"""Writes the winmail.dat samples: `python -m tests.corpus.tnef.make_samples`. The same bytes on every run."""

from __future__ import annotations

import struct
from pathlib import Path

HERE = Path(__file__).parent
SENT = 133_500_000_000_000_000
PSETID_APPOINTMENT = bytes.fromhex("0220060000000000c000000000000046")
IID_MESSAGE = bytes.fromhex("0703020000000000c000000000000046")

Property = tuple[int, int, bytes] | tuple[int, int, bytes, int]


def attribute(level: int, number: int, data: bytes) -> bytes:
    """Return an attribute with its checksum."""
    return struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def properties(*values: Property) -> bytes:
    """Return a list of properties: type, tag, value and, for named ones, the long id of the name."""
    out = struct.pack("<I", len(values))
    for kind, tag, value, *name in values:
        out += struct.pack("<HH", kind, tag)
        if name:
            out += PSETID_APPOINTMENT + struct.pack("<II", 0, name[0])
        if kind in (0x1E, 0x1F, 0x102, 0x0D):
            out += struct.pack("<II", 1, len(value))
        out += value + bytes(-len(value) % 4)
    return out


def text(tag: int, value: str) -> Property:
    """Return a property of text in two bytes a character."""
    return 0x1F, tag, f"{value}\0".encode("utf-16-le")


def ansi(tag: int, value: str) -> Property:
    """Return a property of text in the message's code page."""
    return 0x1E, tag, value.encode("cp1252") + b"\0"


def tnef(*attributes: bytes) -> bytes:
    """Return a whole file."""
    version = attribute(1, 0x00089006, struct.pack("<I", 0x10000))
    code_page = attribute(1, 0x00069007, struct.pack("<II", 1252, 0))
    return struct.pack("<IH", 0x223E9F78, 1) + version + code_page + b"".join(attributes)


def file(title: str, data: bytes, *values: Property) -> bytes:
    """Return the attributes of an attachment."""
    out = attribute(2, 0x00069002, bytes(14)) + attribute(2, 0x00018010, title.encode("cp1252") + b"\0")
    if data:
        out += attribute(2, 0x0006800F, data)
    return out + attribute(2, 0x00069005, properties(*values))


def packed(rtf: bytes) -> bytes:
    """Return RTF in the form of a compressed body, left as it is."""
    return struct.pack("<IIII", len(rtf) + 12, len(rtf), 0x414C454D, 0) + rtf


def main() -> None:
    """Write all samples."""
    inner = tnef(
        attribute(1, 0x00069003, properties(text(0x0037, "Earlier"), text(0x1000, "What was before.")))
    )
    rtf = rb"{\rtf1\ansi\ansicpg1252{\b Dear Ben,}\par the caf\'e9 closes at {\v not seen }six.\par}"
    recipients = struct.pack("<I", 1) + properties(
        (3, 0x0C15, struct.pack("<I", 1)), ansi(0x3001, "Ben Berg"), ansi(0x39FE, "ben@example.org")
    )
    (HERE / "winmail.dat").write_bytes(
        tnef(
            attribute(1, 0x00078008, b"IPM.Microsoft Mail.Note\0"),
            attribute(1, 0x00018004, "Café hours\0".encode("cp1252")),
            attribute(1, 0x00069004, recipients),
            attribute(
                1,
                0x00069003,
                properties(
                    ansi(0x0C1A, "Anna Arp"),
                    ansi(0x0C1F, "anna@example.org"),
                    (0x40, 0x0039, struct.pack("<Q", SENT)),
                    (0x102, 0x1009, packed(rtf)),
                    (0x1003, 0x6001, struct.pack("<III", 2, 7, 8)),
                    (0x0B, 0x0E1B, b"\1\0"),
                ),
            ),
            file("HOURS~1.TXT", b"Monday to Friday\n", text(0x3707, "opening hours.txt")),
            file("logo.png", b"\x89PNG\r\n\x1a\n", text(0x370E, "image/png"), text(0x3712, "logo@1")),
            file("Earlier", b"", (0x0D, 0x3701, IID_MESSAGE + inner), text(0x3001, "Earlier")),
        )
    )
    (HERE / "meeting.dat").write_bytes(
        tnef(
            attribute(
                1,
                0x00008000,
                struct.pack("<4H", 4, 24, 5, 23) + b"Cleo\0" + b"SMTP:cleo@example.org\0\0" + bytes(8),
            ),
            attribute(1, 0x00038005, struct.pack("<7H", 2024, 2, 29, 8, 30, 0, 4)),
            attribute(1, 0x0002800C, b"Bring the figures.\r\nWe start in time.\0"),
            attribute(
                1,
                0x00069003,
                properties(
                    text(0x001A, "IPM.Appointment"),
                    text(0x0037, "Budget"),
                    (*text(0x8005, "Room 2"), 0x8208),
                    (0x40, 0x8005, struct.pack("<Q", SENT), 0x820D),
                ),
            ),
        )
    )


if __name__ == "__main__":
    main()
