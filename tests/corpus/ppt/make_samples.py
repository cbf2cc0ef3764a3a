"""Writes the PowerPoint samples: `python -m tests.corpus.ppt.make_samples`. The same bytes on every run."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable
from pathlib import Path

from Crypto.Cipher import ARC4

from tests.parsers.formats.ole_builder import ole, summary

HERE = Path(__file__).parent


def atom(kind: int, data: bytes, instance: int = 0) -> bytes:
    """Return a record of data."""
    return struct.pack("<HHI", instance << 4, kind, len(data)) + data


def holder(kind: int, *parts: bytes, instance: int = 0) -> bytes:
    """Return a record of records."""
    data = b"".join(parts)
    return struct.pack("<HHI", instance << 4 | 0xF, kind, len(data)) + data


def text(kind: int, characters: str, *more: bytes) -> bytes:
    """Return the atoms of a text of a kind: 0 title, 1 body, 2 notes, 4 other."""
    return (
        atom(0x0F9F, struct.pack("<I", kind)) + atom(0x0FA0, characters.encode("utf-16-le")) + b"".join(more)
    )


def shape(top: int, left: int, atoms: bytes) -> bytes:
    """Return a shape with text at a place."""
    return holder(0xF004, atom(0xF010, struct.pack("<4h", top, left, 0, 0)), holder(0xF00D, atoms))


def properties(*values: tuple[int, int, bytes]) -> bytes:
    """Return the properties of a shape: number, value, data."""
    table = b"".join(struct.pack("<HI", number, value) for number, value, _ in values)
    return atom(0xF00B, table + b"".join(data for _, _, data in values), len(values))


def table(top: int, left: int, *cells: tuple[tuple[int, int, int, int], str]) -> bytes:
    """Return a group that is a table: cells by left, top, right and bottom, and its upper border."""
    head = holder(0xF004, properties((0x039F, 1, b"")), atom(0xF010, struct.pack("<4h", top, left, 0, 0)))
    shapes = b"".join(
        holder(
            0xF004, atom(0xF00F, struct.pack("<4i", *box)), *([holder(0xF00D, text(4, said))] if said else [])
        )
        for box, said in cells
    )
    border = holder(0xF004, atom(0xF00F, struct.pack("<4i", 0, 0, 300, 0)))
    return holder(0xF003, head, shapes, border)


def picture(top: int, left: int, alt: str) -> bytes:
    """Return a picture with an alternative text."""
    data = f"{alt}\0".encode("utf-16-le")
    return holder(
        0xF004,
        properties((0x0104, 1, b""), (0xC381, len(data), data)),
        atom(0xF010, struct.pack("<4h", top, left, 0, 0)),
    )


def string(value: str, instance: int) -> bytes:
    """Return a string record."""
    return atom(0x0FBA, value.encode("utf-16-le"), instance)


def slide(shapes: bytes, notes: int = 0, hidden: bool = False, more: bytes = b"") -> bytes:
    """Return a slide."""
    info = atom(0x03F9, struct.pack("<IIBBHI", 0, 0, 0, 0, 4 if hidden else 0, 0))
    drawing = holder(0x040C, holder(0xF002, holder(0xF003, shapes)))
    return holder(0x03EE, atom(0x03EF, struct.pack("<I8xIIHH", 0, 0, notes, 0, 0)), info, drawing, more)


def listed(persist: int, key: int, texts: bytes = b"") -> bytes:
    """Return what a list of slides says of one."""
    return atom(0x03F3, struct.pack("<IIIII", persist, 0, 0, key, 0)) + texts


def session(password: str) -> tuple[bytes, Callable[[int], bytes]]:
    """Return the record that says how the others are encrypted, and their keys ([MS-OFFCRYPTO] 2.3.5)."""
    salt, verifier = bytes(range(16)), bytes(range(16, 32))
    base = hashlib.sha1(salt + password.encode("utf-16-le")).digest()

    def key(number: int) -> bytes:
        return hashlib.sha1(base + struct.pack("<I", number)).digest()[:16]

    proof = ARC4.new(key(0)).encrypt(verifier + hashlib.sha1(verifier).digest())
    header = struct.pack("<8I", 4, 0, 0x6801, 0x8004, 128, 1, 0, 0) + "Provider\0".encode("utf-16-le")
    info = struct.pack("<HHII", 4, 2, 4, len(header)) + header
    info += struct.pack("<I", 16) + salt + proof[:16] + struct.pack("<I", 20) + proof[16:]
    return struct.pack("<HHI", 0xF, 0x2F14, len(info)) + info, key


def presentation(password: str | None = None) -> bytes:
    """Return a file of two slides, the second hidden."""
    levels = struct.pack("<IHI", 6, 0, 0) + struct.pack("<IHI", 8, 1, 0)
    link = holder(0x0FF2, atom(0x0FF3, struct.pack("<II8x", 0, 1))) + atom(0x0FDF, struct.pack("<II", 4, 9))
    comment = holder(0x2EE0, string("Berta", 0), string("Which terms?", 1))
    tags = holder(0x1388, holder(0x138A, atom(0x138B, comment)))
    footer = holder(0x0FD9, atom(0x0FDA, struct.pack("<HH", 0, 0x20)), string("Loan 2024", 2))
    cells = (
        ((100, 0, 300, 40), "Amounts"),
        ((0, 1, 101, 80), "Year"),
        ((100, 40, 200, 80), "Lent"),
        ((201, 41, 300, 80), "Paid\rback"),
        ((0, 80, 100, 120), "2024"),
        ((100, 80, 200, 120), ""),
        ((200, 80, 300, 120), "700"),
    )
    first = slide(
        table(400, 10, *cells)
        + picture(500, 10, "A seal")
        + shape(300, 10, text(4, "See terms below", link))
        + shape(200, 10, atom(0x0F9E, struct.pack("<I", 1)))
        + shape(10, 10, atom(0x0F9E, struct.pack("<I", 0))),
        notes=900,
        more=tags + footer,
    )
    second = slide(shape(10, 10, text(0, "Not to be shown")), hidden=True)
    notes = holder(
        0x03F0,
        holder(0x040C, holder(0xF002, holder(0xF003, shape(1, 1, text(2, "Speak slowly: naïve – čeština"))))),
    )
    outline = text(0, "Terms of the loan") + text(1, "First\rSecond\x0b…", atom(0x0FA1, levels))
    document = holder(
        0x03E8,
        holder(0x0409, holder(0x0FD7, atom(0x0FD3, struct.pack("<I", 1)), string("https://example.org/", 1))),
        holder(0x0FF0, listed(2, 256, outline), listed(3, 257)),
        holder(0x0FF0, listed(4, 900), instance=2),
        holder(0x0FD9, atom(0x0FDA, struct.pack("<HH", 0, 0x20)), string("Draft", 2), instance=3),
    )
    offsets: list[int] = []
    stream = b""
    parts = [document, first, second, notes]
    token, more = 0xE391C05F, b""
    if password is not None:
        described, key = session(password)
        parts = [ARC4.new(key(number)).encrypt(part) for number, part in enumerate(parts, 1)] + [described]
        token, more = 0xF3D1C4DF, struct.pack("<I", len(parts))
    for part in parts:
        offsets.append(len(stream))
        stream += part
    directory = len(stream)
    stream += atom(0x1772, struct.pack(f"<{1 + len(offsets)}I", len(offsets) << 20 | 1, *offsets))
    edit = len(stream)
    stream += atom(0x0FF5, struct.pack("<IIIIIIHH", 256, 0, 0, directory, 1, 5, 1, 0) + more)
    user = atom(0x0FF6, struct.pack("<III8xI", 20, token, edit, 8))
    tree = {
        "PowerPoint Document": stream,
        "Current User": user,
        "\x05SummaryInformation": summary({2: "Loan"}),
    }
    return ole({**tree})


def main() -> None:
    """Write all samples."""
    (HERE / "loan.ppt").write_bytes(presentation())
    (HERE / "locked.ppt").write_bytes(presentation(password="Sesam"))
    (HERE / "locked.ppt.password").write_text("Sesam\n")


if __name__ == "__main__":
    main()
