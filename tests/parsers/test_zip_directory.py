from __future__ import annotations

import io
import struct
import zipfile

import pytest
from docsieve.errors import CorruptError, EncryptedError, LimitExceededError
from docsieve.options import MIB, Limits
from docsieve.zip_directory import ZipDirectory, looks_like_zip


def archive(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return buffer.getvalue()


def opened(data: bytes, limits: Limits | None = None) -> ZipDirectory:
    directory = ZipDirectory.open(data, limits or Limits())
    assert directory is not None
    return directory


def patched(data: bytes, marker: bytes, offset: int, value: bytes) -> bytes:
    at = data.find(marker) + offset
    return data[:at] + value + data[at + len(value) :]


def test_members_are_found_without_regard_to_case_and_kind_of_slash() -> None:
    directory = opened(archive({"word\\Document.xml": b"x"}))
    assert "Word/document.XML" in directory
    assert "/word/document.xml" in directory
    assert directory.read("word/document.xml") == b"x"


def test_a_truncated_archive_is_no_archive() -> None:
    data = archive({"a": b"x" * 1000})
    assert ZipDirectory.open(data[: len(data) // 2], Limits()) is None


def test_a_prefix_before_the_archive_does_no_harm() -> None:
    data = b"#!/bin/sh\n" + archive({"a": b"x"})
    assert looks_like_zip(data)
    assert opened(data).read("a") == b"x"


def test_too_many_members_are_refused() -> None:
    data = archive({str(n): b"" for n in range(20)})
    with pytest.raises(LimitExceededError, match="20"):
        ZipDirectory.open(data, Limits(max_members=10))


def test_a_directory_too_long_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = archive({f"{n}{'x' * 300}": b"" for n in range(20)})
    monkeypatch.setattr(zipfile, "ZipFile", None)  # would fail if it were opened
    with pytest.raises(LimitExceededError, match="directory"):
        ZipDirectory.open(data, Limits(max_members=10))


def test_a_member_packed_too_tightly_is_refused() -> None:
    with pytest.raises(LimitExceededError, match="ratio"):
        ZipDirectory.open(archive({"a": bytes(12 * MIB)}), Limits())


def test_a_blank_picture_may_be_packed_tightly() -> None:
    assert len(opened(archive({"a": bytes(4 * MIB)})).read("a")) == 4 * MIB


def test_a_member_or_a_sum_too_large_is_refused() -> None:
    data = archive({"a": bytes(3000), "b": bytes(3000)}, zipfile.ZIP_STORED)
    with pytest.raises(LimitExceededError):
        ZipDirectory.open(data, Limits(max_member_bytes=2000))
    with pytest.raises(LimitExceededError):
        ZipDirectory.open(data, Limits(max_unpacked_bytes=5000))


def test_a_member_longer_than_declared_is_corrupt() -> None:
    data = archive({"a": b"x" * 5000})
    lying = patched(data, b"PK\x01\x02", 24, struct.pack("<I", 10))
    with pytest.raises(CorruptError):
        opened(lying).read("a")


def test_damaged_data_is_corrupt() -> None:
    data = archive({"a": bytes(range(256)) * 20}, zipfile.ZIP_STORED)
    with pytest.raises(CorruptError, match="'a'"):
        opened(patched(data, bytes(range(256)), 7, b"\xff\xff")).read("a")


def test_members_that_share_bytes_are_refused() -> None:
    one = archive({"a": b"x" * 3000}, zipfile.ZIP_STORED)
    at = one.find(b"PK\x01\x02")
    entry = one[at : one.find(b"PK\x05\x06")]
    entries = b"".join(entry.replace(b"a", bytes([letter]), 1) for letter in b"abcdefghij")
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 10, 10, len(entries), at, 0)
    with pytest.raises(LimitExceededError, match="overlap"):
        ZipDirectory.open(one[:at] + entries + end, Limits())


def test_a_member_with_a_zip_password_is_encrypted() -> None:
    data = archive({"a": b"x"})
    locked = patched(patched(data, b"PK\x01\x02", 8, b"\x01"), b"PK\x03\x04", 6, b"\x01")
    directory = opened(locked)
    assert directory.is_encrypted("a")
    with pytest.raises(EncryptedError):
        directory.read("a")


def test_a_directory_longer_than_the_file_is_damage() -> None:
    data = patched(archive({"a": b"x"}), b"PK\x05\x06", 12, b"\xf0\xff\xff\x7f")
    assert ZipDirectory.open(data, Limits()) is None
