"""Records of the PowerPoint Document stream ([MS-PPT] 2.3.1), and which are in force (2.3.4, 2.3.5)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

_MAX_EDITS: Final = 10_000
_MAX_OBJECTS: Final = 1 << 20
_USER_EDIT: Final = 0x0FF5
_DIRECTORY: Final = 0x1772
_CURRENT_USER: Final = 0x0FF6
_ENCRYPTED: Final = 0xF3D1C4DF
#: A container although its version does not say so: what extensions put around their records.
_TAG_DATA: Final = 0x138B


class Record(NamedTuple):
    """A record: its kind, its instance, and where its content stands in the stream."""

    kind: int
    instance: int
    is_container: bool
    start: int
    end: int


def record_at(stream: bytes, at: int, limit: int) -> Record | None:
    """Return the record at an offset; cut at `limit` where it claims more. None behind the end."""
    if at < 0 or at + 8 > limit:
        return None
    options, kind, length = struct.unpack_from("<HHI", stream, at)
    is_container = options & 0xF == 0xF or kind == _TAG_DATA
    return Record(kind, options >> 4, is_container, at + 8, min(at + 8 + length, limit))


def children(stream: bytes, parent: Record) -> Iterator[Record]:
    """Yield the records of a container in order."""
    at = parent.start
    while (found := record_at(stream, at, parent.end)) is not None:
        yield found
        at = found.end


def descendants(stream: bytes, parent: Record, kinds: frozenset[int], max_depth: int) -> Iterator[Record]:
    """Yield records of some kinds at any depth, in order; not those within one that was yielded."""
    stack = [children(stream, parent)]
    while stack:
        found = next(stack[-1], None)
        if found is None:
            stack.pop()
        elif found.kind in kinds:
            yield found
        elif found.is_container and len(stack) < max_depth:
            stack.append(children(stream, found))


def read_directory(stream: bytes, current_user: bytes) -> tuple[dict[int, int], int, int | None]:
    """Return the offsets of objects by id, the document's id (0: unknown), and the id of the object that
    tells how they are encrypted (None: they are not, 0: it is not named).
    """
    offsets: dict[int, int] = {}
    document = 0
    session: int | None = None
    at = 0
    if len(current_user) >= 20 and int.from_bytes(current_user[2:4], "little") == _CURRENT_USER:
        _, token, at = struct.unpack_from("<III", current_user, 8)
        session = 0 if token == _ENCRYPTED else None
    if not _is_edit(stream, at):
        at = _last_edit(stream)
    seen: set[int] = set()
    while at not in seen and len(seen) < _MAX_EDITS and _is_edit(stream, at):
        seen.add(at)
        edit = record_at(stream, at, len(stream))
        if edit is None or edit.end - edit.start < 28:
            break
        if not session and edit.end - edit.start >= 32:
            session = int.from_bytes(stream[edit.start + 28 : edit.start + 32], "little")
        previous, directory, document_id = struct.unpack_from("<III", stream, edit.start + 8)
        document = document or document_id
        _add(stream, directory, offsets)
        if previous == 0:
            break
        at = previous
    return offsets, document, session


def _is_edit(stream: bytes, at: int) -> bool:
    return 0 < at <= len(stream) - 8 and int.from_bytes(stream[at + 2 : at + 4], "little") == _USER_EDIT


def _last_edit(stream: bytes) -> int:
    """Look for the newest edit where the pointer to it is lost."""
    at = len(stream)
    while (at := stream.rfind(b"\x00\x00\xf5\x0f", 0, at)) != -1:
        if int.from_bytes(stream[at + 4 : at + 8], "little") in (28, 32):
            return at
    return 0


def _add(stream: bytes, at: int, offsets: dict[int, int]) -> None:
    directory = record_at(stream, at, len(stream))
    if directory is None or directory.kind != _DIRECTORY:
        return
    at = directory.start
    while at + 4 <= directory.end and len(offsets) < _MAX_OBJECTS:
        packed = int.from_bytes(stream[at : at + 4], "little")
        at += 4
        for step in range(packed >> 20):
            if at + 4 > directory.end:
                break
            offsets.setdefault((packed & 0xFFFFF) + step, int.from_bytes(stream[at : at + 4], "little"))
            at += 4
