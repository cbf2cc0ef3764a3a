"""Pictures and recordings: named, measured, and listed quietly inside other files."""

from __future__ import annotations

import struct

import docsieve
import pytest
from docsieve import UnsupportedFormatError
from docsieve.children import read_child
from docsieve.format import Source
from docsieve.pictures import picture_of
from docsieve.report import Report

SIZE = (1200, 800)
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", *SIZE)
JPEG = (
    b"\xff\xd8\xff\xe0\0\x10JFIF"
    + bytes(10)
    + b"\xff\xc4\0\4\0\0\xff\xc2\0\x11\x08"
    + struct.pack(">HH", 800, 1200)
)
TIFF = (
    b"II*\0\x08\0\0\0\2\0" + struct.pack("<HHIHH", 256, 3, 1, 1200, 0) + struct.pack("<HHII", 257, 4, 1, 800)
)
HEIC = (
    b"\0\0\0\x18ftypheic"
    + bytes(12)
    + b"".join(b"ispe" + bytes(4) + struct.pack(">II", *size) for size in ((512, 512), SIZE, (160, 120)))
)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (PNG, "image/png"),
        (JPEG + bytes(20), "image/jpeg"),
        (TIFF, "image/tiff"),
        (HEIC, "image/heic"),
        (HEIC.replace(b"heic", b"avif"), "image/avif"),
        (b"GIF89a" + struct.pack("<HH", *SIZE), "image/gif"),
        (b"BM" + bytes(12) + struct.pack("<Iii", 40, 1200, -800), "image/bmp"),
        (b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + b"\xaf\4\0\x1f\3\0", "image/webp"),
        (b"RIFF\0\0\0\0WEBPVP8 " + bytes(10) + struct.pack("<HH", *SIZE), "image/webp"),
        (b"8BPS\0\1" + bytes(8) + struct.pack(">II", 800, 1200), "image/vnd.adobe.photoshop"),
        (b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(9) + b"ihdr" + struct.pack(">II", 800, 1200), "image/jp2"),
    ],
)
def test_a_picture_is_recognised_and_measured(data: bytes, media_type: str) -> None:
    picture = picture_of(data)
    assert picture is not None
    assert (picture.media_type, picture.size) == (media_type, SIZE)
    with pytest.raises(UnsupportedFormatError, match=r"of 1,200 × 800 pixels\. It holds no text"):
        docsieve.parse(data, filename="scan.txt")


@pytest.mark.parametrize("whole", [PNG, JPEG, TIFF, HEIC])
def test_a_cut_picture_is_still_a_picture(whole: bytes) -> None:
    for length in range(12, len(whole)):
        assert picture_of(whole[:length]) is not None


@pytest.mark.parametrize("data", [b"BMW built cars", b"\0\0\1\0", b"\1\0\0\0 EMF", b"plain", b""])
def test_two_bytes_are_no_picture(data: bytes) -> None:
    assert picture_of(data) is None


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"ID3\4\0", "MP3"),
        (b"RIFF\0\0\0\0WAVEfmt ", "WAV"),
        (b"RIFF\0\0\0\0AVI LIST", "AVI"),
        (b"fLaC\0\0", "FLAC"),
        (b"OggS\0\2", "Ogg"),
        (b"\0\0\0\x20ftypqt  ", "QuickTime"),
        (b"\x1aE\xdf\xa3\1", "Matroska"),
    ],
)
def test_a_recording_is_named(data: bytes, word: str) -> None:
    with pytest.raises(UnsupportedFormatError, match=f"{word}.*It holds no text"):
        docsieve.parse(data + bytes(20), filename="recording.txt")


def test_inside_another_file_they_are_listed_without_a_warning() -> None:
    report = Report()
    for data in (PNG, b"ID3\4\0" + bytes(20)):
        attachment = read_child(Source(b"parent"), "file", data, report)
        assert attachment.media_type in ("image/png", "audio/mpeg")
        assert attachment.document is None
    assert report.warnings == []
    read_child(Source(b"parent"), "file", b"\x7fELF" + bytes(20), report)
    assert [warning.code for warning in report.warnings] == ["child_unsupported_format"]
