"""A ZIP read through its central directory, with every limit checked before a byte is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

from docsieve.errors import CorruptError, EncryptedError, LimitExceededError
from docsieve.options import MIB, Limits

_LOCAL_HEADER: Final = b"PK\x03\x04"
_END_RECORD: Final = b"PK\x05\x06"
_ZIP64_END_RECORD: Final = b"PK\x06\x06"
#: A directory entry with its name and extra fields takes about 100 bytes; this is far more than any average.
_ENTRY_BYTES: Final = 600
#: Encrypted, patched, strongly encrypted; names in UTF-8 (APPNOTE 4.4.4).
_UNUSUAL_FLAGS: Final = 0x1 | 0x20 | 0x40
_UTF8_FLAG: Final = 0x800
#: Below this a high ratio is harmless: blank pictures and blank XML compress a thousandfold.
_RATIO_FROM: Final = 8 * MIB
#: What `zipfile` raises where a member cannot be unpacked.
_DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip


def looks_like_zip(data: bytes) -> bool:
    """Tell whether a ZIP starts here, or ends here behind a prefix (self-extracting archives)."""
    return data.startswith((_LOCAL_HEADER, _END_RECORD)) or _END_RECORD in data[-65_557:]


class ZipDirectory:
    """The members of an archive by name. Reading one costs only that one."""

    def __init__(self, archive: zipfile.ZipFile, data: bytes, limits: Limits) -> None:
        self._archive = archive
        self._data = data
        self._limits = limits
        self._members = {
            info.filename: info for info in archive.infolist() if info.filename and not info.is_dir()
        }
        # Part names are compared without case (ECMA-376 part 2, 6.2.2.3); some programs write backslashes.
        self._by_lower = {_key(name): name for name in self._members}

    @classmethod
    def open(cls, data: bytes, limits: Limits) -> ZipDirectory | None:
        """Read the central directory; None where there is none that can be read.

        Raises:
            LimitExceededError: too many members, too much when unpacked, or packed too tightly.
        """
        size = _directory_size(data)
        if size > limits.max_members * _ENTRY_BYTES:
            # Reading the directory is work too: its length is known before.
            raise LimitExceededError.of(
                "the size of the archive's directory", size, limits.max_members * _ENTRY_BYTES, "bytes"
            )
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except (
            zipfile.BadZipFile,
            ValueError,
            OSError,
            NotImplementedError,
            EOFError,
            UnicodeError,
        ):
            return None
        infos = archive.infolist()
        if len(infos) > limits.max_members:
            raise LimitExceededError.of("the number of files in the archive", len(infos), limits.max_members)
        total = 0
        for info in infos:
            total += info.file_size
            if info.file_size > limits.max_member_bytes:
                raise LimitExceededError.of(
                    "the unpacked size of one part",
                    info.file_size,
                    limits.max_member_bytes,
                    "bytes",
                )
            if info.file_size > _RATIO_FROM:
                ratio = info.file_size / max(info.compress_size, 1)
                if ratio > limits.max_ratio:
                    raise LimitExceededError.of("the packing ratio of one part", ratio, limits.max_ratio)
        if total > limits.max_unpacked_bytes:
            raise LimitExceededError.of("the unpacked size", total, limits.max_unpacked_bytes, "bytes")
        if sum(info.compress_size for info in infos) > 2 * len(data) + 1024:
            # Members that share bytes unpack to more than the file could hold: the overlap bomb.
            raise LimitExceededError(
                "The archive's parts overlap each other, as only a ZIP bomb's do. It was not read."
            )
        return cls(archive, data, limits)

    @property
    def names(self) -> list[str]:
        """Member names in directory order."""
        return list(self._members)

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._by_lower

    def size(self, name: str) -> int:
        """Return the declared unpacked size in bytes."""
        return self._members[self._by_lower[_key(name)]].file_size

    def is_encrypted(self, name: str) -> bool:
        """Tell whether the member needs a ZIP password."""
        return bool(self._members[self._by_lower[_key(name)]].flag_bits & 0x1)

    def read(self, name: str) -> bytes:
        """Unpack one member.

        Raises:
            KeyError: there is no such member.
            EncryptedError: it needs a ZIP password.
            CorruptError: its data is damaged, or not as long as the directory says.
        """
        info = self._members[self._by_lower[_key(name)]]
        if info.flag_bits & 0x1:
            raise EncryptedError(f"The part {name!r} of the file is protected with a ZIP password.")
        plain = _unpacked(info, self._data)
        if plain is not None:
            return plain
        try:
            with self._archive.open(info) as member:
                data = member.read(info.file_size + 1)
        except _DAMAGED as error:
            raise CorruptError(f"The part {name!r} of the file is damaged and cannot be unpacked.") from error
        if len(data) > info.file_size:
            raise CorruptError(f"The part {name!r} of the file is longer than the file says.")
        return data

    def head(self, name: str, length: int) -> bytes:
        """Unpack the first bytes of one member; none where they cannot be had."""
        info = self._members[self._by_lower[_key(name)]]
        try:
            with self._archive.open(info) as member:
                return member.read(length)
        except _DAMAGED:
            return b""


def _unpacked(info: zipfile.ZipInfo, data: bytes) -> bytes | None:
    """Unpack a member that is as it should be; None for any other: `zipfile` then says what is wrong with it.

    `zipfile` reads through four layers of Python, which costs more than unpacking where parts are small: a
    presentation has hundreds.
    """
    at = info.header_offset
    header = data[at : at + 30]
    if at < 0 or len(header) < 30 or not header.startswith(_LOCAL_HEADER) or info.flag_bits & _UNUSUAL_FLAGS:
        return None
    name_at = at + 30
    name_end = name_at + int.from_bytes(header[26:28], "little")
    encoding = "utf-8" if info.flag_bits & _UTF8_FLAG else "cp437"
    if data[name_at:name_end] != info.orig_filename.encode(encoding, "replace"):
        return None
    begin = name_end + int.from_bytes(header[28:30], "little")
    packed = memoryview(data)[begin : begin + info.compress_size]
    if info.compress_type == zipfile.ZIP_STORED:
        plain = bytes(packed)
    elif info.compress_type == zipfile.ZIP_DEFLATED:
        try:
            plain = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, info.file_size + 1)
        except zlib.error:
            return None
    else:
        return None
    return plain if len(plain) == info.file_size and zlib.crc32(plain) == info.CRC else None


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _directory_size(data: bytes) -> int:
    """Return the central directory's length in bytes, as the end record tells it; 0 for none."""
    at = data.rfind(_END_RECORD, max(0, len(data) - 65_557))
    if at == -1:
        return 0
    size = int.from_bytes(data[at + 12 : at + 16], "little")
    if size == 0xFFFF_FFFF:
        at = data.rfind(_ZIP64_END_RECORD, max(0, at - 4096), at)
        size = int.from_bytes(data[at + 40 : at + 48], "little") if at != -1 else 0
    return size if size <= len(data) else 0  # longer than the file: not a length but damage
