"""A storage of an OLE2 file as a file of its own ([MS-CFB]): a workbook may lie open in a Word document."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Final

from docsieve.errors import LimitExceededError
from docsieve.formats._ole.container import Container
from docsieve.options import Limits

_FREE: Final = 0xFFFFFFFF
_END: Final = 0xFFFFFFFE
_FAT: Final = 0xFFFFFFFD
#: Streams smaller than this are kept in pieces of `_MINI` bytes.
_CUTOFF: Final = 4096
_MINI: Final = 64
#: Version 4: with the larger sectors, 109 of them list the sectors of any file within the limits.
_SECTOR: Final = 4096
#: What those 109 can list, and room for the directory.
_MOST: Final = 400 * 1024 * 1024
_ROOT, _STREAM, _STORAGE = 5, 2, 1


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    children: dict[str, _Entry] = field(default_factory=dict)
    number: int = 0
    left: int = _FREE
    right: int = _FREE
    child: int = _FREE


def repacked(container: Container, path: tuple[str, ...], limits: Limits) -> bytes:
    """Return the file.

    Raises:
        LimitExceededError: it is larger than a member of an archive may be.
    """
    root = _Entry("Root Entry", _ROOT)
    size = 0
    allowed = min(limits.max_member_bytes, _MOST)
    for inner in container.below(path):
        at = root
        for step in inner[len(path) : -1]:
            at = at.children.setdefault(step, _Entry(step, _STORAGE))
        name = inner[-1]
        if container.is_stream(*inner):
            data = container.read(*inner)
            size += len(data) + _SECTOR
            if size > allowed:
                raise LimitExceededError.of("an embedded file", size, allowed, "bytes")
            at.children[name] = _Entry(name, _STREAM, data)
        else:
            at.children.setdefault(name, _Entry(name, _STORAGE))
    return _written(_numbered(root))


def _numbered(root: _Entry) -> list[_Entry]:
    """Put all entries into a row, and those of each storage into a balanced tree by length and name."""
    entries = [root]
    for storage in entries:  # grows while it is walked
        rows = sorted(storage.children.values(), key=lambda entry: (len(entry.name), entry.name.upper()))
        for number, entry in enumerate(rows, len(entries)):
            entry.number = number
        entries += rows
        storage.child = _tree(rows)
    return entries


def _tree(rows: list[_Entry]) -> int:
    if not rows:
        return _FREE
    middle = len(rows) // 2
    rows[middle].left, rows[middle].right = _tree(rows[:middle]), _tree(rows[middle + 1 :])
    return rows[middle].number


def _written(entries: list[_Entry]) -> bytes:
    body = bytearray()
    fat: list[int] = []

    def chain(data: bytes | bytearray) -> int:
        if not data:
            return _END
        first = len(fat)
        count = -(-len(data) // _SECTOR)
        fat.extend(range(first + 1, first + count))
        fat.append(_END)
        body.extend(data)
        body.extend(bytes(-len(data) % _SECTOR))
        return first

    mini = bytearray()
    mini_fat: list[int] = []
    starts = []
    for entry in entries:
        if entry.kind != _STREAM or not entry.data:
            starts.append(_END if entry.kind == _STREAM else 0)
        elif len(entry.data) >= _CUTOFF:
            starts.append(chain(entry.data))
        else:
            first, count = len(mini_fat), -(-len(entry.data) // _MINI)
            starts.append(first)
            mini_fat += [*range(first + 1, first + count), _END]
            mini += entry.data + bytes(-len(entry.data) % _MINI)
    starts[0] = chain(mini)
    mini_fat += [_FREE] * (-len(mini_fat) % (_SECTOR // 4))
    mini_start = chain(struct.pack(f"<{len(mini_fat)}I", *mini_fat))
    rows = [
        _row(entry, start, len(entry.data) if number else len(mini))
        for number, (entry, start) in enumerate(zip(entries, starts, strict=True))
    ]
    directory = b"".join(rows)
    directory_start, directory_count = chain(directory), -(-len(directory) // _SECTOR)
    fat_first, fat_count = len(fat), 1
    while fat_first + fat_count > fat_count * (_SECTOR // 4):
        fat_count += 1
    fat += [_FAT] * fat_count
    fat += [_FREE] * (fat_count * (_SECTOR // 4) - len(fat))
    places = range(fat_first, fat_first + fat_count)
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6x", 0x3E, 4, 0xFFFE, 12, 6)
        + struct.pack("<III", directory_count, fat_count, directory_start)
        + struct.pack("<6I", 0, _CUTOFF, mini_start, len(mini_fat) // (_SECTOR // 4), _END, 0)
        + struct.pack("<109I", *places, *[_FREE] * (109 - fat_count))
    )
    return header.ljust(_SECTOR, b"\0") + bytes(body) + struct.pack(f"<{len(fat)}I", *fat)


def _row(entry: _Entry, start: int, size: int) -> bytes:
    name = entry.name.encode("utf-16-le", "surrogatepass")[:62] + b"\0\0"
    return (
        name.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(name), entry.kind, 1, entry.left, entry.right, entry.child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
