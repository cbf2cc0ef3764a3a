"""TAR archives (POSIX.1-2001 pax, ustar, GNU), plain or compressed, and single compressed files."""

from __future__ import annotations

import bz2
import functools
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Callable, Iterator
from typing import Final

from docsieve.errors import CorruptError, LimitExceededError
from docsieve.format import Confidence, Format, Source
from docsieve.formats._archive import Member, read_archive
from docsieve.model import Document
from docsieve.report import Report

_COMPRESSED: Final[dict[bytes, Callable[[io.BytesIO], gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile]]] = {
    b"\x1f\x8b\x08": lambda data: gzip.GzipFile(fileobj=data),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\x00": lzma.LZMAFile,
}
_DAMAGE: Final = (OSError, EOFError, zlib.error, lzma.LZMAError, tarfile.TarError, ValueError)


def sniff(source: Source) -> Confidence:
    """Look for a compressor's signature, or for `ustar` at offset 257."""
    if source.head.startswith(tuple(_COMPRESSED)) or source.head[257:262] == b"ustar":
        return Confidence.CERTAIN
    return Confidence.NO


def parse(source: Source, report: Report) -> Document:
    """Read the members as documents of their own.

    Raises:
        CorruptError: nothing of the archive can be read.
        EmptyError: the archive has no files.
        LimitExceededError: it unpacks to more than is allowed.
    """
    data = _unpacked(source, report)
    if data[257:262] != b"ustar":
        name = (source.filename or "file").replace("\\", "/").rpartition("/")[2]
        stem = name.rpartition(".")[0] or name
        return read_archive([Member(stem, len(data), lambda: data)], 1, FORMAT.name, source, report)
    return read_archive(_members(data, source, report), 0, FORMAT.name, source, report)


def _unpacked(source: Source, report: Report) -> bytes:
    opener = next((opener for mark, opener in _COMPRESSED.items() if source.head.startswith(mark)), None)
    if opener is None:
        return source.data
    limits = source.options.limits
    # A bomb grows a thousandfold; what a person packs grows tenfold.
    allowed = min(limits.max_unpacked_bytes, max(limits.max_ratio * len(source.data), 1024 * 1024))
    found = bytearray()
    try:
        with opener(io.BytesIO(source.data)) as stream:
            while piece := stream.read(1 << 20):
                found += piece
                if len(found) > allowed:
                    raise LimitExceededError.of("the unpacked size", len(found), allowed, "bytes")
    except _DAMAGE as error:
        if not found:
            raise CorruptError("The compressed file is damaged and cannot be unpacked.") from error
        report.warn("truncated", "The compressed file is damaged; only its first part could be unpacked.")
    return bytes(found)


def _slice(data: bytes, start: int, size: int) -> bytes:
    return data[start : start + size]


def _members(data: bytes, source: Source, report: Report) -> Iterator[Member]:
    limits = source.options.limits
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for number, info in enumerate(archive, 1):
                if number > limits.max_members:
                    raise LimitExceededError.of(
                        "the number of files in the archive", number, limits.max_members
                    )
                if info.isreg():  # links and devices point out of the archive or hold nothing
                    yield Member(
                        info.name, info.size, functools.partial(_slice, data, info.offset_data, info.size)
                    )
    except _DAMAGE:
        report.warn("truncated", "The archive is damaged; files after the damage are missing.")


FORMAT = Format(
    name="tar",
    title="TAR archive or compressed file",
    extensions=(".tar", ".tgz", ".gz", ".bz2", ".xz", ".tbz2", ".txz"),
    media_types=("application/x-tar", "application/gzip", "application/x-bzip2", "application/x-xz"),
    yields="every file in it as a document of its own",
    sniff=sniff,
    parse=parse,
)
