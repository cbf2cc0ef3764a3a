"""What a picture is and how large, from its first bytes: no pixel is ever unpacked."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Final, NamedTuple

#: Sizes are looked for no further than this into a file: behind colour profiles and previews.
_SEARCHED: Final = 1024 * 1024


class Picture(NamedTuple):
    """A kind of picture with its article ("a PNG picture") and its size in pixels, where that is told."""

    what: str
    media_type: str
    size: tuple[int, int] | None


def picture_of(data: bytes) -> Picture | None:
    """Recognise a picture by its signature; None for anything else."""
    for offset, signature, what, media_type, measure in _KINDS:
        if data.startswith(signature, offset):
            try:
                size = measure(data)
            except (struct.error, IndexError):
                size = None
            if size is not None and not (size[0] > 0 and size[1] > 0):
                size = None
            if size is None and what in _WEAK:
                continue  # two bytes alone are no signature
            return Picture(what, media_type, size)
    return None


def _at(layout: str, offset: int) -> Callable[[bytes], tuple[int, int] | None]:
    def measure(data: bytes) -> tuple[int, int] | None:
        width, height = struct.unpack_from(layout, data, offset)
        return width, height

    return measure


def _jpeg(data: bytes) -> tuple[int, int] | None:
    """Walk the segments to the frame header (ITU-T T.81, B.2.2)."""
    position, end = 2, min(len(data), _SEARCHED)
    while position + 9 < end:
        if data[position] != 0xFF:
            return None
        marker = data[position + 1]
        if marker == 0xFF or marker == 1 or 0xD0 <= marker <= 0xD8:
            position += 1 if marker == 0xFF else 2
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, position + 5)
            return width, height
        else:
            position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    return None


def _tiff(data: bytes) -> tuple[int, int] | None:
    """Look up width (256) and length (257) in the first directory (TIFF 6.0, section 2)."""
    order = "<" if data.startswith(b"II") else ">"
    (start,) = struct.unpack_from(f"{order}I", data, 4)
    (count,) = struct.unpack_from(f"{order}H", data, start)
    found: dict[int, int] = {}
    for entry in range(min(count, 512)):
        tag, kind = struct.unpack_from(f"{order}HH", data, start + 2 + entry * 12)
        if tag in (256, 257):
            layout = "H" if kind == 3 else "I"
            (found[tag],) = struct.unpack_from(order + layout, data, start + 10 + entry * 12)
    return (found[256], found[257]) if len(found) == 2 else None


def _webp(data: bytes) -> tuple[int, int] | None:
    kind = data[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", data, 26)
    return width & 0x3FFF, height & 0x3FFF


def _boxes(
    name: bytes, skipped: int, *, height_first: bool = False
) -> Callable[[bytes], tuple[int, int] | None]:
    """Return the largest size told in boxes of a name (ISO/IEC 14496-12 `ispe`, 15444-1 `ihdr`)."""

    def measure(data: bytes) -> tuple[int, int] | None:
        sizes: list[tuple[int, int]] = []
        position = data.find(name, 0, _SEARCHED)
        while position >= 0 and len(sizes) < 1000:
            first, second = struct.unpack_from(">II", data, position + 4 + skipped)
            sizes.append((second, first) if height_first else (first, second))
            position = data.find(name, position + 4, _SEARCHED)
        return max(sizes, key=lambda size: size[0] * size[1]) if sizes else None

    return measure


def _bmp(data: bytes) -> tuple[int, int] | None:
    (header,) = struct.unpack_from("<I", data, 14)
    if header == 12:
        return _at("<HH", 18)(data)
    if header not in (16, 40, 52, 56, 64, 108, 124):
        return None
    width, height = struct.unpack_from("<ii", data, 18)
    return width, abs(height)


def _ico(data: bytes) -> tuple[int, int] | None:
    count = data[4] + 256 * data[5]
    if not 0 < count <= 256 or data[9] != 0 or len(data) < 6 + 16 * count:
        return None
    return max((data[6 + 16 * n] or 256, data[7 + 16 * n] or 256) for n in range(count))


def _psd(data: bytes) -> tuple[int, int] | None:
    height, width = struct.unpack_from(">II", data, 14)
    return width, height


def _unknown(data: bytes) -> tuple[int, int] | None:
    return None


_WEAK: Final = frozenset({"a BMP picture", "an icon", "an EMF picture"})
_HEIF: Final = _boxes(b"ispe", 4)
_Kind = tuple[int, bytes, str, str, Callable[[bytes], "tuple[int, int] | None"]]


def _emf(data: bytes) -> tuple[int, int] | None:
    if data[40:44] != b" EMF":
        return None
    left, top, right, bottom = struct.unpack_from("<iiii", data, 8)
    return right - left + 1, bottom - top + 1


#: Offset, signature, what it is, media type, how to measure it.
_KINDS: Final[tuple[_Kind, ...]] = (
    (0, b"\x89PNG\r\n\x1a\n", "a PNG picture", "image/png", _at(">II", 16)),
    (0, b"\xff\xd8\xff", "a JPEG picture", "image/jpeg", _jpeg),
    (0, b"GIF87a", "a GIF picture", "image/gif", _at("<HH", 6)),
    (0, b"GIF89a", "a GIF picture", "image/gif", _at("<HH", 6)),
    (0, b"II*\x00", "a TIFF picture", "image/tiff", _tiff),
    (0, b"MM\x00*", "a TIFF picture", "image/tiff", _tiff),
    (8, b"WEBP", "a WebP picture", "image/webp", _webp),
    *(
        (4, b"ftyp" + brand, "a HEIC picture", "image/heic", _HEIF)
        for brand in (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
    ),
    (4, b"ftypavif", "an AVIF picture", "image/avif", _HEIF),
    (4, b"ftypavis", "an AVIF picture", "image/avif", _HEIF),
    (4, b"jP  \r\n\x87\n", "a JPEG 2000 picture", "image/jp2", _boxes(b"ihdr", 0, height_first=True)),
    (0, b"\xff\x4f\xff\x51", "a JPEG 2000 picture", "image/jp2", _at(">II", 8)),
    (4, b"JXL \r\n\x87\n", "a JPEG XL picture", "image/jxl", _unknown),
    (0, b"8BPS", "a Photoshop picture", "image/vnd.adobe.photoshop", _psd),
    (0, b"BM", "a BMP picture", "image/bmp", _bmp),
    (0, b"\x00\x00\x01\x00", "an icon", "image/vnd.microsoft.icon", _ico),
    (0, b"\x01\x00\x00\x00", "an EMF picture", "image/emf", _emf),
    (0, b"\xd7\xcd\xc6\x9a", "a WMF picture", "image/wmf", _unknown),
)
