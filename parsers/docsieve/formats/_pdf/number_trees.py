"""Whether the number trees of a file end (ISO 32000-1, 7.9.7): labels of pages, elements of marked content.

pdfium goes down such a tree without counting: one that leads back to itself uses up its stack, which ends
the process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docsieve.formats._pdf.mend import objects_of, packings

#: The name may be spelled with numbers (7.3.5).
_NAME: Final = rb"/(?:K|#4[Bb])(?:i|#69)(?:d|#64)(?:s|#73)(?![\w#])"
_SPACE: Final = rb"(?:[\s\0]|%[^\r\n]*[\r\n])*"
_KIDS: Final = re.compile(_NAME)
_KIDS_APART: Final = re.compile(_NAME + _SPACE + rb"\d")
_LIST: Final = re.compile(_SPACE + rb"\[")
_ARRAY: Final = re.compile(rb"obj" + _LIST.pattern)
_NUMBER: Final = re.compile(rb"(?<!\d)(\d{1,9})\s+\d{1,5}\s+\Z")
#: What an object names, but for what is above it.
_REFERENCE: Final = re.compile(rb"(?:/Parent\s+)?\b(\d{1,9})\s+\d{1,5}\s+R\b")
_MAX_OBJECT: Final = 1 << 18
_MAX_UNPACKED: Final = 16 << 20
#: Levels of a tree; a million pages need no more than a few.
_MAX_DEPTH: Final = 100
_MAX_STEPS: Final = 1_000_000


def trees_end(data: bytes) -> bool:
    """Tell whether nothing that has kids leads back to itself, far down or to far too much.

    `data` is deciphered. Objects count by all their numbers, whichever of several is the newest.
    """
    below: dict[int, list[int]] = {}
    for number, body in _parts(data):
        named = (int(each[1]) for each in _REFERENCE.finditer(body) if not each[0].startswith(b"/"))
        below.setdefault(number, []).extend(named)
    waiting = {number: [each for each in named if each in below] for number, named in below.items()}
    #: How many steps it takes to go down from each; the lowest are known first.
    steps: dict[int, int] = {}
    for _ in range(_MAX_DEPTH):
        known = [number for number, named in waiting.items() if all(each in steps for each in named)]
        if not known:
            break
        for number in known:
            steps[number] = 1 + sum(steps[each] for each in waiting.pop(number))
    return not waiting and max(steps.values(), default=0) <= _MAX_STEPS


def _parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the objects that have kids, and arrays where kids may stand in some."""
    bodies = [each for each in packings(data, _MAX_UNPACKED) if _KIDS.search(each[0])]
    apart = any(map(_KIDS_APART.search, (data, *(body for body, _, _ in bodies))))
    for kids in _KIDS.finditer(data):
        yield from _around(data, kids.start())
    for array in _ARRAY.finditer(data) if apart else ():
        yield from _around(data, array.start() + 3)
    for packing in packings(data, _MAX_UNPACKED) if apart else bodies:
        for number, packed in objects_of(*packing):
            if _KIDS.search(packed) or _LIST.match(packed):
                yield int(number), packed


def _around(data: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    start = place
    while (start := data.rfind(b"obj", max(place - _MAX_OBJECT, 0), start)) >= 0:
        number = _NUMBER.search(data, max(start - 20, 0), start)
        if number is not None:
            end = data.find(b"endobj", place, place + _MAX_OBJECT)
            yield int(number[1]), data[start : end if end >= 0 else place + _MAX_OBJECT]
            return
