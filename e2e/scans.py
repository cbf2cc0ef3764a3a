"""Scans made for tests: pages of text as pictures, grey and grained as from a scanner."""

from __future__ import annotations

import functools
import math
import random
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from docsieve.recognition import draw_grey

from e2e.made_files import pdf_of_lines

#: A text of which a recogniser gets every word; the hyphen at a line's end is undone.
LETTER = (
    "The quarterly report of the harbour office was late.",
    "Seventeen ships had waited outside for a week before",
    "the pilots were allowed to bring them in, and the ware-",
    "houses along the northern quay stayed empty until then.",
)
WORDS = ("quarterly", "harbour", "Seventeen", "pilots", "warehouses", "northern", "empty")


#: Above and beneath the text, in lines of 14 points: a slip of paper takes a fraction of the time of a sheet.
_MARGINS = 12


class Scan(NamedTuple):
    """Grey pixels, row after row."""

    width: int
    height: int
    pixels: bytes


@functools.cache
def scan_of(lines: Sequence[str] = LETTER, *, seed: int = 1) -> Scan:
    """Draw a slip of Helvetica as a scanner would see it: grey paper with grain, never quite black ink."""
    width, height, pixels = draw_grey(pdf_of_lines([list(lines)]), 1)
    height = min(height, round(height * (len(lines) + _MARGINS) * 14 / 792))
    pixels = pixels[: width * height]
    # Ink and paper in the upper half of a byte, grain in the lower.
    toned = pixels.translate(bytes((20 + pixel * 13 // 16) & 0xF0 for pixel in range(256)))
    grain = random.Random(seed).randbytes(len(toned)).translate(bytes(value & 15 for value in range(256)))
    grained = int.from_bytes(toned, "big") | int.from_bytes(grain, "big")
    return Scan(width, height, grained.to_bytes(len(toned), "big"))


def turned(scan: Scan, quarters: int) -> Scan:
    """Turn a scan clockwise, as it may lie on the glass."""
    for _ in range(quarters):
        columns = [scan.pixels[x :: scan.width][::-1] for x in range(scan.width)]
        scan = Scan(scan.height, scan.width, b"".join(columns))
    return scan


def write_scanned_pdf(path: Path, scans: Sequence[Scan | str]) -> Path:
    """Write a PDF with a page for each scan; a string is a page of text that is text."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _FONT]
    kids = []
    for page in scans:
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        width, height = 612, 792
        if isinstance(page, str):
            content = f"BT /F1 12 Tf 72 720 Td ({page}) Tj ET".encode()
            resources = b"/Font << /F1 3 0 R >>"
        else:
            width, height = round(page.width * 0.24), round(page.height * 0.24)
            content = b"%d 0 0 %d 0 0 cm /I Do" % (width, height)
            resources = b"/XObject << /I %d 0 R >>" % (number + 2)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Resources << %s >> /Contents %d 0 R >>"
            % (width, height, resources, number + 1)
        )
        objects.append(_stream(b"", content))
        if isinstance(page, Scan):
            size = b"/Width %d /Height %d" % (page.width, page.height)
            head = b"/Type /XObject /Subtype /Image /ColorSpace /DeviceGray /BitsPerComponent 8 " + size
            objects.append(_stream(head + b" /Filter /FlateDecode", zlib.compress(page.pixels, 1)))
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    path.write_bytes(out)
    return path


def write_png(path: Path, scan: Scan) -> Path:
    """Write a grey PNG."""
    rows = b"".join(
        b"\0" + scan.pixels[row * scan.width : (row + 1) * scan.width] for row in range(scan.height)
    )
    header = struct.pack(">IIBBBBB", scan.width, scan.height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)
    return path


def mirrored(scan: Scan) -> Scan:
    """Show a scan as in a mirror."""
    rows = (scan.pixels[y * scan.width : (y + 1) * scan.width][::-1] for y in range(scan.height))
    return Scan(scan.width, scan.height, b"".join(rows))


def askew(scan: Scan, degrees: float) -> Scan:
    """Turn a scan clockwise by a few degrees, as a feeder leaves it."""
    slope = math.tan(math.radians(degrees))
    shift = [round((x - scan.width / 2) * slope) for x in range(scan.width)]
    blank = bytes([240]) * scan.height
    # Two shears are a turn by small angles.
    columns = [
        (blank + scan.pixels[x :: scan.width] + blank)[scan.height - shift[x] : 2 * scan.height - shift[x]]
        for x in range(scan.width)
    ]
    rows = []
    for y in range(scan.height):
        row = bytes(column[y] for column in columns)
        move = round((y - scan.height / 2) * slope)
        rows.append((blank + row + blank)[scan.height + move : scan.height + move + scan.width])
    return Scan(scan.width, scan.height, b"".join(rows))


def part_of(scan: Scan, left: int, top: int, right: int, bottom: int) -> Scan:
    """Cut a part out of a scan."""
    rows = (scan.pixels[y * scan.width + left : y * scan.width + right] for y in range(top, bottom))
    return Scan(right - left, bottom - top, b"".join(rows))


def worn(scan: Scan, left: int, top: int, right: int, bottom: int) -> Scan:
    """Take half of the ink from a part of a scan, as an old ribbon prints, so that it can hardly be read."""
    pixels = bytearray(scan.pixels)
    for y in range(top, bottom):
        for x in range(left, right):
            if (x + 2 * y) % 8 < 4:
                pixels[y * scan.width + x] = 235
    return Scan(scan.width, scan.height, bytes(pixels))


def with_orientation(jpeg: bytes, orientation: int) -> bytes:
    """Note in a JPEG file how a camera was held (Exif 2.3, 4.6.4)."""
    entry = struct.pack("<HHIHH", 274, 3, 1, orientation, 0)
    exif = b"Exif\0\0II*\0" + struct.pack("<IH", 8, 1) + entry + bytes(4)
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


def write_tiff(path: Path, scans: Sequence[Scan], orientations: Sequence[int] = ()) -> Path:
    """Write a grey TIFF file, uncompressed, with a picture for each scan (TIFF 6.0, section 4)."""
    turns = dict(enumerate(orientations))
    out = bytearray(b"II*\0" + bytes(4))
    link = 4
    for number, scan in enumerate(scans):
        strip = len(out)
        out += scan.pixels + bytes(len(scan.pixels) % 2)
        struct.pack_into("<I", out, link, len(out))
        entries = [
            (256, 4, scan.width),
            (257, 4, scan.height),
            (258, 3, 8),
            (259, 3, 1),
            (262, 3, 1),
            (273, 4, strip),
            (274, 3, turns.get(number, 1)),
            (277, 3, 1),
            (278, 4, scan.height),
            (279, 4, len(scan.pixels)),
        ]
        out += struct.pack("<H", len(entries))
        for tag, kind, value in entries:
            out += struct.pack("<HHI", tag, kind, 1) + struct.pack("<I", value)
        link = len(out)
        out += bytes(4)
    path.write_bytes(out)
    return path


_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def _stream(head: bytes, data: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(data), data)
