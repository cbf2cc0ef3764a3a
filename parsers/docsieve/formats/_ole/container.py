"""Streams of an OLE2 file through olefile, which is imported here and nowhere else."""

from __future__ import annotations

import io
import struct
from typing import Final

from docsieve.errors import CorruptError, LimitExceededError
from docsieve.options import Limits

#: olefile's `STGTY_STREAM` ([MS-CFB] 2.6.1).
_STREAM: Final = 2
#: What olefile lets escape on damaged files.
_DAMAGE = (
    OSError,
    ValueError,
    OverflowError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    struct.error,
    RecursionError,
)


class Container:
    """An open OLE2 file. Paths are tuples of names, as in the directory but for upper and lower case."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Read the directory.

        Raises:
            CorruptError: it is damaged beyond reading.
        """
        import olefile

        self._limits = limits
        self._below: dict[int, dict[tuple[str, ...], list[tuple[str, ...]]]] = {}
        try:
            self._file = olefile.OleFileIO(io.BytesIO(data))
            self.paths: list[tuple[str, ...]] = [
                tuple(path) for path in self._file.listdir(streams=True, storages=True)
            ]
        except _DAMAGE as error:
            raise CorruptError(
                "The file's table of contents is damaged, so that nothing in it can be found. "
                "Get a fresh copy of it and try again."
            ) from error

    def below(self, path: tuple[str, ...]) -> list[tuple[str, ...]]:
        """Return the paths of all that lies in a storage."""
        depth = len(path)
        if depth not in self._below:
            sorted_in = self._below[depth] = {}
            for inner in self.paths:
                if len(inner) > depth:
                    sorted_in.setdefault(inner[:depth], []).append(inner)
        return self._below[depth].get(path, [])

    def has(self, *path: str) -> bool:
        """Tell whether there is a stream or storage of that path."""
        try:
            return bool(self._file.exists(list(path)))
        except _DAMAGE:
            return False

    def is_stream(self, *path: str) -> bool:
        """Tell whether that path is a stream, not a storage."""
        try:
            return bool(self._file.get_type(list(path)) == _STREAM)
        except _DAMAGE:
            return False

    def read(self, *path: str) -> bytes:
        """Return a stream, as much of it as is there; empty where it is missing or damaged.

        Raises:
            LimitExceededError: it is larger than `max_member_bytes`.
        """
        try:
            if not self._file.exists(list(path)):
                return b""
            size = int(self._file.get_size(list(path)))
            if size > self._limits.max_member_bytes:
                raise LimitExceededError.of("one of its parts", size, self._limits.max_member_bytes, "bytes")
            with self._file.openstream(list(path)) as stream:
                return bytes(stream.read())
        except _DAMAGE:
            return b""
