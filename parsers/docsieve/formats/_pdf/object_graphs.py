"""Objects that name one another so that what pdfium does for them doubles at each level."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from docsieve.formats._pdf.object_numbers import REFERENCE
from docsieve.formats._pdf.packed_objects import Packing, written_out

#: Expressions of layers (ISO 32000-1, 8.11.2.2) and stitching functions (7.10.4): what shows that there are
#: some, and the lists of their parts.
_EXPRESSIONS: Final = (
    (b"/VE", re.compile(rb"\[\s*/(?:And|Or|Not)\b")),
    (b"/Functions", re.compile(rb"/Functions\s*\[")),
)
_NUMBER: Final = re.compile(rb"(?<!\d)(\d{1,9})\s+\d{1,5}\s+$")
#: Parts of an expression, each as often as it is reached; of public files none has a hundred.
_MOST_PARTS: Final = 10_000
_LEVELS: Final = 64
#: Bytes of an object that names parts, before and behind the first of them.
_REACH: Final = 1 << 18


class PackedDoublingError(Exception):
    """What doubles is in a stream of objects, where it cannot be taken out; it never leaves this package."""


def doubling(bare: bytes, packed: Sequence[Packing]) -> list[bytes]:
    """Return the entries of which some have far too many parts, each as often as it is reached.

    `bare` is the file without what is deflated, `packed` its streams of objects.

    Raises:
        PackedDoublingError: some are in streams of objects.
    """
    found: list[bytes] = []
    for sign, parts in _EXPRESSIONS:
        holding = [each for each in packed if sign in each.body]
        if not holding and sign not in bare:
            continue
        named = _named(bare, parts)
        if _most_parts(named) > _MOST_PARTS:
            found.append(sign)
        elif holding or (named and packed):
            # What is named may be a list in an object of its own, without the entry's name.
            for each in packed:
                if each in holding or parts.search(each.body):
                    named |= _named(written_out(dict(each.objects())), parts)
            if _most_parts(named) > _MOST_PARTS:
                raise PackedDoublingError
    return found


def without_entries(data: bytes, signs: Sequence[bytes]) -> bytes:
    """Return the file with entries of these names under others, which mean nothing."""
    for sign in signs:
        data = re.sub(re.escape(sign) + rb"(?=\s*[\[\d])", sign.swapcase(), data)
    return data


def _named(text: bytes, parts: re.Pattern[bytes]) -> dict[int, list[int]]:
    """Return which objects name parts, and which these are."""
    found: dict[int, list[int]] = {}
    end = 0
    for list_of_parts in parts.finditer(text):
        at = list_of_parts.start()
        if at < end:
            continue
        keyword = text.rfind(b"obj", max(at - _REACH, 0), at)
        number = _NUMBER.search(text, max(keyword - 20, 0), keyword) if keyword >= 0 else None
        end = text.find(b"endobj", at, at + _REACH)
        end = end if end >= 0 else at + _REACH
        if number is not None:
            found[int(number[1])] = [int(each) for each in REFERENCE.findall(text, at, end)]
    return found


def _most_parts(named: dict[int, list[int]]) -> int:
    """Return how many parts the largest has, as deep as anything goes."""
    work = {number: 1 + len(parts) for number, parts in named.items()}
    nested = {
        number: inner
        for number, parts in named.items()
        if (inner := [each for each in parts if each in named])
    }
    for _ in range(_LEVELS if nested else 0):
        before = max(work.values())
        if before > _MOST_PARTS:
            break
        deeper = {
            number: 1 + len(named[number]) + sum(work[each] for each in inner)
            for number, inner in nested.items()
        }
        if all(work[number] == size for number, size in deeper.items()):
            break
        work |= deeper
    return max(work.values(), default=0)
