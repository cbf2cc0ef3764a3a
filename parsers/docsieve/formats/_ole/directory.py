"""The names at the root of an OLE2 file, read without olefile: enough to tell what kind of document it is."""

from __future__ import annotations

import struct
from typing import Final

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Directory entries are 128 bytes ([MS-CFB] 2.6.1).
_ENTRY: Final = 128
#: A directory of more sectors is cut off here: 65,536 entries and more.
_MAX_SECTORS: Final = 1 << 14
_LAST_SECTOR: Final = 0xFFFFFFFA
_LAST_ENTRY: Final = 0xFFFFFFFA
_STORAGE: Final = 1
_STREAM: Final = 2
_ROOT: Final = 5
#: Names that tell what a file is. Names are compared without regard to case (2.6.4).
_TELLING: Final = {
    name.lower(): name
    for name in (
        *("WordDocument", "PowerPoint Document", "Workbook", "Book", "__properties_version1.0"),
        *("EncryptedPackage", "EncryptionInfo"),
    )
}


def is_ole(head: bytes) -> bool:
    """Tell whether the head of a file has the signature of OLE2."""
    return head.startswith(SIGNATURE)


def root_names(data: bytes) -> frozenset[str]:
    """Return the names of streams and storages at the root; of what is left of it in a damaged file.

    Never raises. Names inside storages (embedded documents) are not listed while the tree holds together.
    """
    if not is_ole(data) or len(data) < 1024:
        return frozenset()
    shift = int.from_bytes(data[30:32], "little")
    if shift not in (9, 12):
        shift = 9
    entries = _entries(data, shift)
    names = _tree(entries)
    return names if names else frozenset(_names_found(data))


def _entries(data: bytes, shift: int) -> list[bytes]:
    """Follow the chain of directory sectors (2.6)."""
    size = 1 << shift
    sector = int.from_bytes(data[48:52], "little")
    seen: set[int] = set()
    entries: list[bytes] = []
    while sector < _LAST_SECTOR and sector not in seen and len(seen) < _MAX_SECTORS:
        seen.add(sector)
        start = (sector + 1) << shift
        block = data[start : start + size]
        entries += [block[at : at + _ENTRY] for at in range(0, len(block) - _ENTRY + 1, _ENTRY)]
        sector = _next_sector(data, sector, shift)
    return entries


def _next_sector(data: bytes, sector: int, shift: int) -> int:
    """Look a sector up in the FAT, whose own sectors the header lists (2.3, 2.5)."""
    per_sector = 1 << (shift - 2)
    table = sector // per_sector
    if table >= 109:
        # A table beyond those in the header: a file of over 6.8 MB whose directory lies behind that.
        difat = int.from_bytes(data[68:72], "little")
        table -= 109
        for _ in range(table // (per_sector - 1)):
            difat = _word(data, ((difat + 1) << shift) + (per_sector - 1) * 4)
            if difat >= _LAST_SECTOR:
                return difat
        table_sector = _word(data, ((difat + 1) << shift) + table % (per_sector - 1) * 4)
    else:
        table_sector = _word(data, 76 + table * 4)
    if table_sector >= _LAST_SECTOR:
        return table_sector
    return _word(data, ((table_sector + 1) << shift) + sector % per_sector * 4)


def _word(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little") if at + 4 <= len(data) else 0xFFFFFFFF


def _tree(entries: list[bytes]) -> frozenset[str]:
    """Walk the tree of siblings below the root entry (2.6.4)."""
    if not entries or entries[0][66] != _ROOT:
        return frozenset()
    names: set[str] = set()
    seen: set[int] = set()
    waiting = [struct.unpack_from("<I", entries[0], 76)[0]]
    while waiting:
        index = waiting.pop()
        if index >= _LAST_ENTRY or index >= len(entries) or index in seen:
            continue
        seen.add(index)
        entry = entries[index]
        name = _name(entry)
        if name and entry[66] in (_STORAGE, _STREAM):
            names.add(_TELLING.get(name.lower(), name))
        waiting += struct.unpack_from("<II", entry, 68)
    return frozenset(names)


def _name(entry: bytes) -> str:
    length = int.from_bytes(entry[64:66], "little")
    if not 2 <= length <= 64:
        return ""
    return entry[: length - 2].decode("utf-16-le", "replace")


def _names_found(data: bytes) -> set[str]:
    """Look for entries of the telling names anywhere: the directory's chain is broken or cut off."""
    found: set[str] = set()
    for name in ("WordDocument", "PowerPoint Document", "Workbook", "Book", "__properties_version1.0"):
        encoded = (name + "\0").encode("utf-16-le")
        at = data.find(encoded)
        while at != -1:
            length = int.from_bytes(data[at + 64 : at + 66], "little")
            if at % _ENTRY == 0 and length == len(encoded) and data[at + 66 : at + 67] == bytes((_STREAM,)):
                found.add(name)
                break
            at = data.find(encoded, at + 2)
    return found
