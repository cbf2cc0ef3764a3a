"""The objects of a damaged PDF by their numbers: what its pages name, and what is not there.

Made only for files that show some damage: it is no reader, and knows nothing of deleted or older objects but
that the last of a number counts.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import Final

from docsieve.formats._pdf.cross_references import CrossReferences
from docsieve.formats._pdf.object_numbers import REFERENCE
from docsieve.formats._pdf.packed_objects import PackedObjects

_OBJECT: Final = re.compile(rb"\sobj\b")
_NUMBER: Final = re.compile(rb"(?<!\d)(\d{1,9})\s+\d{1,5}$")
_END: Final = re.compile(rb"\bendobj\b|>>\s*stream\b")
_ROOT: Final = re.compile(rb"/Root\s+(\d{1,9})\s+\d{1,5}\s+R\b")
_CATALOG: Final = re.compile(rb"/Type\s*/Catalog\b")
_PAGES: Final = re.compile(rb"/Pages\s+(\d{1,9})\s+\d{1,5}\s+R\b")
_LIST: Final = rb"\s*(?:\[([^\]]*)\]|(\d{1,9}\s+\d{1,5}\s+R\b))"
_KIDS: Final = re.compile(rb"/Kids" + _LIST)
_CONTENTS: Final = re.compile(rb"/Contents" + _LIST)
_ANNOTATIONS: Final = re.compile(rb"/Annots" + _LIST)
_RESOURCES: Final = re.compile(rb"/Resources\b")
#: What a page names beside what is painted on it.
_ASIDE: Final = re.compile(
    rb"/(?:Parent|Annots|B|AF|Thumb|Metadata|PieceInfo|P|StructParent|Dest|OC|OCGs|Group|Next|Prev|Last|First)"
    + _LIST
)
_NO_PART: Final = re.compile(rb"/Type\s*/(?:Pages?|Catalog|StructElem|StructTreeRoot|OCG|OCMD|Outlines)\b")
#: How far a dictionary is looked at, how many levels a page tree may have, and what one page may lead to.
_MAX_DICTIONARY: Final = 1 << 18
_MAX_DEPTH: Final = 60
_MAX_PAGES: Final = 50_000
_MAX_PARTS: Final = 5000
_MAX_USED: Final = 1_000_000


class FileObjects:
    """Where each object of a file stands."""

    def __init__(self, data: bytes, references: CrossReferences, packed_objects: PackedObjects) -> None:
        """Look for all objects; those packed into streams when one is asked for.

        Attached files have objects of their own: where the tables are right they are not looked for.
        """
        self._data = data
        self._packed_objects = packed_objects
        self._places = references.found
        if references.misplaced or not self._places:
            self._places = dict(_numbered(data)) | self._places

    @functools.cached_property
    def _packed(self) -> bytes:
        return self._packed_objects.not_outside(self._data)

    @functools.cached_property
    def _in_packed(self) -> dict[int, int]:
        return dict(_numbered(self._packed))

    @functools.cached_property
    def _root(self) -> int | None:
        root = next((int(number) for number in reversed(_ROOT.findall(self._data))), None)
        if root is None:
            numbers = [*self._places, *self._in_packed]
            root = next((each for each in numbers if _CATALOG.search(self.dictionary(each))), None)
        return root

    def __contains__(self, number: int) -> bool:
        return number in self._places or number in self._in_packed

    def number_of(self, keyword: int) -> int | None:
        """Return the number of the object whose stream begins at a place."""
        start = self._data.rfind(b"obj", max(keyword - _MAX_DICTIONARY, 0), keyword) + 3
        return self._by_place.get(start)

    @functools.cached_property
    def _by_place(self) -> dict[int, int]:
        return {place: number for number, place in self._places.items()}

    def streams(self, keywords: Iterable[int]) -> dict[int, bytes]:
        """Return the numbers and dictionaries of the objects whose streams begin at these places."""
        found: dict[int, bytes] = {}
        for keyword in keywords:
            start = self._data.rfind(b"obj", max(keyword - _MAX_DICTIONARY, 0), keyword) + 3
            number = self._by_place.get(start)
            if number is not None:
                found[number] = self._data[start:keyword]
        return found

    def dictionary(self, number: int) -> bytes:
        """Return what an object says, without the bytes of a stream."""
        start = self._places.get(number)
        data = self._data
        if start is None:
            start = self._in_packed.get(number)
            data = self._packed
        if start is None:
            return b""
        end = _END.search(data, start, start + _MAX_DICTIONARY)
        if end is None:
            return b""
        return data[start : end.start() + 2 if end.group().startswith(b">>") else end.start()]

    @property
    def root_of_pages(self) -> int | None:
        """The number of the root of the page tree."""
        root = _PAGES.search(self.dictionary(self._root)) if self._root is not None else None
        return int(root[1]) if root is not None else None

    def pages(self) -> list[int]:
        """Return the numbers of the pages in their order, as far as the tree can be followed."""
        pages: list[int] = []
        root = self.root_of_pages
        if root is not None:
            self._walk(root, pages, set(), 0)
        return pages

    def _walk(self, number: int, pages: list[int], seen: set[int], depth: int) -> None:
        if number in seen or depth > _MAX_DEPTH or len(pages) >= _MAX_PAGES:
            return
        seen.add(number)
        kids = _KIDS.search(self.dictionary(number))
        if kids is None:
            pages.append(number)
            return
        for kid in self._listed(kids):
            self._walk(kid, pages, seen, depth + 1)

    def _listed(self, found: re.Match[bytes]) -> list[int]:
        """Return the numbers that an array names, or the object that stands for it."""
        numbers = [int(number) for number in REFERENCE.findall(found[1] or found[2] or b"")]
        if found[1] is None and numbers:
            array = self.dictionary(numbers[0]).strip()
            if array.startswith(b"["):
                return [int(number) for number in REFERENCE.findall(array)]
        return numbers

    def contents(self, page: int) -> list[int]:
        """Return the numbers of the streams that paint a page."""
        found = _CONTENTS.search(self.dictionary(page))
        return self._listed(found) if found is not None else []

    def annotations(self, page: int) -> list[int]:
        """Return the numbers of the annotations of a page."""
        found = _ANNOTATIONS.search(self.dictionary(page))
        return self._listed(found) if found is not None else []

    def used(self) -> set[int] | None:
        """Return the numbers of all objects that the catalog leads to; None where it cannot be followed."""
        if self._root is None or self._root not in self:
            return None
        found = {self._root}
        waiting = [self._root]
        while waiting:
            named = {int(number) for number in REFERENCE.findall(self.dictionary(waiting.pop()))} - found
            found |= named
            waiting += named
            if len(found) > _MAX_USED:
                return None
        return found

    def parts(self, page: int) -> set[int]:
        """Return the numbers of fonts, drawings and whatever else a page is painted with."""
        found = set(self.contents(page))
        waiting = list(self._resources(page))
        while waiting and len(found) < _MAX_PARTS:
            number = waiting.pop()
            if number in found:
                continue
            dictionary = self.dictionary(number)
            if not _NO_PART.search(dictionary):
                found.add(number)
                waiting += self._named(dictionary)
        return found

    def _resources(self, page: int) -> Iterator[int]:
        dictionary = _CONTENTS.sub(b"", self.dictionary(page))
        yield from self._named(dictionary)
        for _ in range(_MAX_DEPTH):
            if _RESOURCES.search(dictionary):
                return
            parent = re.search(rb"/Parent\s+(\d{1,9})\s", dictionary)
            if parent is None:
                return
            dictionary = _KIDS.sub(b"", self.dictionary(int(parent[1])))
            yield from self._named(dictionary)

    def _named(self, dictionary: bytes) -> list[int]:
        return [int(number) for number in REFERENCE.findall(_ASIDE.sub(b"", dictionary))]


def _numbered(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the numbers of all objects and the places after their keywords."""
    for found in _OBJECT.finditer(data):
        number = _NUMBER.search(data, max(found.start() - 20, 0), found.start())
        if number is not None:
            yield int(number[1]), found.end()
