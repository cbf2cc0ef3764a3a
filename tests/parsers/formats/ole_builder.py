"""Writes OLE2 files ([MS-CFB]) for samples and tests: version 3, one sorted tree of siblings per storage."""

from __future__ import annotations

import struct
from typing import TypeAlias

Tree: TypeAlias = "dict[str, bytes | Tree]"

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NONE = 0xFFFFFFFF
_CUTOFF = 4096


def ole(tree: Tree) -> bytes:
    """Return the file that holds a tree of storages (dicts) and streams (bytes)."""
    entries: list[list[object]] = [["Root Entry", 5, b"", _NONE, _NONE]]
    _add(tree, 0, entries)
    sectors: list[bytes] = []
    fat: list[int] = []

    def chain(data: bytes) -> int:
        if not data:
            return _END
        first = len(sectors)
        for at in range(0, len(data), 512):
            sectors.append(data[at : at + 512].ljust(512, b"\0"))
            fat.append(len(sectors))
        fat[-1] = _END
        return first

    mini = bytearray()
    mini_fat: list[int] = []
    starts: list[int] = []
    for _, kind, data, _, _ in entries:
        assert isinstance(data, bytes)
        if kind != 2 or not data:
            starts.append(_END if kind == 2 else 0)
        elif len(data) >= _CUTOFF:
            starts.append(chain(data))
        else:
            starts.append(len(mini_fat))
            count = -(-len(data) // 64)
            mini_fat += [len(mini_fat) + step + 1 for step in range(count)]
            mini_fat[-1] = _END
            mini += data.ljust(count * 64, b"\0")
    starts[0] = chain(bytes(mini))
    mini_fat_start = chain(
        struct.pack(f"<{len(mini_fat)}I", *mini_fat).ljust(-(-len(mini_fat) // 128) * 512, b"\xff")
    )
    mini_fat_count = -(-len(mini_fat) // 128)
    rows = [
        _entry(entry, start, len(mini) if index == 0 else None)
        for index, (entry, start) in enumerate(zip(entries, starts, strict=True))
    ]
    rows += [_unused()] * (-len(rows) % 4)
    directory_start = chain(b"".join(rows))
    fat_count = 1
    while (len(sectors) + fat_count) > fat_count * 128:
        fat_count += 1
    fat_first = len(sectors)
    fat += [_FAT] * fat_count
    fat += [_FREE] * (fat_count * 128 - len(fat))
    table = struct.pack(f"<{len(fat)}I", *fat)
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
        + struct.pack("<III", 0, fat_count, directory_start)
        + struct.pack("<IIIIII", 0, _CUTOFF, mini_fat_start, mini_fat_count, _END, 0)
    )
    places = [fat_first + index for index in range(fat_count)]
    header += struct.pack("<109I", *places, *[_FREE] * (109 - fat_count))
    return header + b"".join(sectors) + table


def _add(tree: Tree, parent: int, entries: list[list[object]]) -> None:
    names = sorted(tree, key=lambda name: (len(name), name.upper()))
    numbers: dict[str, int] = {}
    for name in names:
        content = tree[name]
        is_stream = isinstance(content, bytes)
        numbers[name] = len(entries)
        entries.append([name, 2 if is_stream else 1, content if is_stream else b"", (_NONE, _NONE), _NONE])

    def root(low: int, high: int) -> int:
        if low >= high:
            return _NONE
        middle = (low + high) // 2
        number = numbers[names[middle]]
        entries[number][3] = (root(low, middle), root(middle + 1, high))
        return number

    entries[parent][4] = root(0, len(names))
    for name in names:
        content = tree[name]
        if not isinstance(content, bytes):
            _add(content, numbers[name], entries)


def _entry(entry: list[object], start: int, mini_size: int | None) -> bytes:
    name, kind, data, siblings, child = entry
    assert isinstance(name, str)
    assert isinstance(data, bytes)
    left, right = siblings if isinstance(siblings, tuple) else (_NONE, _NONE)
    encoded = (name + "\0").encode("utf-16-le")
    size = len(data) if mini_size is None else mini_size
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(encoded), kind, 1, left, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def _unused() -> bytes:
    return bytes(68) + struct.pack("<III", _NONE, _NONE, _NONE) + bytes(48)


def summary(properties: dict[int, str]) -> bytes:
    """Return a SummaryInformation stream ([MS-OLEPS]) of UTF-8 strings by their property ids."""
    values = {1: struct.pack("<Ihxx", 2, -535)}
    for number, text in properties.items():
        raw = text.encode() + b"\0"
        values[number] = struct.pack("<II", 0x1E, len(raw)) + raw.ljust(-(-len(raw) // 4) * 4, b"\0")
    at = 8 + 8 * len(values)
    index, body = b"", b""
    for number, value in values.items():
        index += struct.pack("<II", number, at + len(body))
        body += value
    section = struct.pack("<II", at + len(body), len(values)) + index + body
    return struct.pack("<HHI16xI", 0xFFFE, 0, 0, 1) + bytes(16) + struct.pack("<I", 48) + section
