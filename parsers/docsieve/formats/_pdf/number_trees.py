"""Number trees (ISO 32000-1, 7.9.7), read within bounds: pdfium goes down one without counting.

One that leads back to itself uses up its stack, which ends the process.
"""

from __future__ import annotations

from typing import Final

from docsieve.formats._pdf.cross_references import CrossReferences
from docsieve.formats._pdf.packed_objects import PackedObjects
from docsieve.formats._pdf.pdfium import PdfFile
from docsieve.formats._pdf.written_objects import UnreadableError, Value, WrittenObjects

#: Levels of a tree; a million pages need no more than a few.
_MAX_DEPTH: Final = 60
_MAX_NODES: Final = 50_000
_MAX_VALUES: Final = 1_000_000


class EndlessTreeError(Exception):
    """A tree leads back to itself, or far down, or to far too much; it never leaves this package."""


def rewritten_objects(file: PdfFile) -> WrittenObjects:
    """Return the objects of a file as pdfium sees them, however they are packed, locked, spelled or placed.

    Raises:
        UnreadableError: pdfium does not write it, or it is very long.
    """
    data = file.rewritten
    if not data:
        raise UnreadableError
    return WrittenObjects(data, CrossReferences(data), PackedObjects(data, 0), are_all=True)


def parents_end(file: PdfFile) -> bool:
    """Tell whether pdfium may be asked for tags of pages: it looks into their tree of parents."""
    try:
        objects = rewritten_objects(file)
        root = objects.entry(objects.catalog, "StructTreeRoot")
        read_numbers(objects, objects.entry(root, "ParentTree"))
    except (UnreadableError, EndlessTreeError):
        return False
    return True


def read_numbers(objects: WrittenObjects, root: Value) -> list[tuple[int, Value]]:
    """List what a tree has, by its keys; all of it is gone through, whatever its limits say.

    Raises:
        EndlessTreeError: it has too much.
        UnreadableError: some of it cannot be read.
    """
    found: list[tuple[int, Value]] = []
    nodes = 0
    waiting: list[tuple[Value, int]] = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        nodes += 1
        if depth > _MAX_DEPTH or nodes + len(waiting) > _MAX_NODES or len(found) > _MAX_VALUES:
            raise EndlessTreeError
        node = objects.resolved(node)
        numbers = objects.items(node, "Nums")
        if numbers is None:
            waiting += [(kid, depth + 1) for kid in reversed(objects.items(node, "Kids") or [])]
            continue
        for key, value in zip(numbers[::2], numbers[1::2], strict=False):
            key = objects.resolved(key)
            if not isinstance(key, int | float):
                raise UnreadableError
            found.append((int(key), value))
    return found
