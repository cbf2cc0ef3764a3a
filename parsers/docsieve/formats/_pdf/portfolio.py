"""Portfolios: files whose pages are but a cover for the files attached (ISO 32000-1, 7.11.6 and 12.3.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from docsieve.formats._pdf.objects import entries, entry, open_objects
from docsieve.formats._pdf.packed_objects import PackedObjects
from docsieve.formats._pdf.pdfium import PdfFile, clean

_MAX_DEPTH: Final = 50
_MAX_ITEMS: Final = 10_000
#: The folder's number before the name of a file in it (Adobe's supplement to ISO 32000, ExtensionLevel 3).
_IN_FOLDER: Final = re.compile(r"<(\d{1,9})>")


class PortfolioFile(NamedTuple):
    """What a portfolio says of one of its files."""

    description: str | None
    #: "Letters/2024", empty at the top.
    folder: str


def read_portfolio(file: PdfFile, password: str | None, packed: PackedObjects) -> list[PortfolioFile] | None:
    """Return what is said of each file attached, in pdfium's order; None where it is no portfolio.

    Only a file whose bytes may hold a collection is looked at with pypdf.
    """
    if not _may_be(file.data, packed):
        return None
    reader = open_objects(file.data, password)
    root = entry(reader.trailer, "/Root") if reader is not None else None
    collection = entry(root, "/Collection")
    if collection is None:
        return None
    folders = dict(_folders(entry(collection, "/Folders"), "", _Walk(), 0))
    return [
        PortfolioFile(_text(entry(filed, "/Desc")) or None, folders.get(_folder_of(name), ""))
        for name, filed in _leaves(entry(entry(root, "/Names"), "/EmbeddedFiles"), _Walk(), 0)
    ]


def _may_be(data: bytes, packed: PackedObjects) -> bool:
    if b"/Collection" in data:
        return True
    if b"/ObjStm" not in data:
        return False
    return b"/Encrypt" in data or any(b"/Collection" in each for each in packed.by_number.values())


def _text(value: Any) -> str:
    return clean(str(value)).strip() if isinstance(value, str) else ""


def _folder_of(name: str) -> int:
    found = _IN_FOLDER.match(name)
    return int(found[1]) if found else -1


@dataclass(slots=True)
class _Walk:
    """How many nodes of a tree may still be looked at: some lead back to themselves, again and again."""

    left: int = _MAX_ITEMS


def _leaves(node: Any, walk: _Walk, depth: int) -> Iterator[tuple[str, Any]]:
    """Yield name and file of each entry of a name tree (ISO 32000-1, 7.9.6)."""
    walk.left -= 1
    if depth > _MAX_DEPTH or walk.left < 0:
        return
    names = entries(node, "/Names")[: 2 * _MAX_ITEMS]
    yield from ((str(name), filed) for name, filed in zip(names[::2], names[1::2], strict=False))
    for kid in entries(node, "/Kids")[:_MAX_ITEMS]:
        yield from _leaves(kid, walk, depth + 1)


def _folders(folder: Any, path: str, walk: _Walk, depth: int) -> Iterator[tuple[int, str]]:
    """Yield number and path of a folder, of those in it and of those beside it; the outermost has no name."""
    while isinstance(folder, dict) and depth <= _MAX_DEPTH and walk.left > 0:
        walk.left -= 1
        name = _text(entry(folder, "/Name")).replace("/", "_") if depth else ""
        inner = f"{path}/{name}".strip("/")
        number = entry(folder, "/ID")
        if isinstance(number, int):
            yield int(number), inner
        yield from _folders(entry(folder, "/Child"), inner, walk, depth + 1)
        folder = entry(folder, "/Next") if depth else None
