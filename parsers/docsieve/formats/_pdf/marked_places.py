"""Which of many records are of some kind, told from columns of bytes without a look at each record."""

from __future__ import annotations

from collections.abc import Iterator


def marked_places(first: bytes, *others: bytes) -> Iterator[int]:
    """Yield the places at which each of these, all of one length, has a 1; all else in them is 0."""
    marks = first
    if others:
        both = int.from_bytes(first, "little")
        for other in others:
            both &= int.from_bytes(other, "little")
        marks = both.to_bytes(len(first), "little")
    at = marks.find(1)
    while at >= 0:
        yield at
        at = marks.find(1, at + 1)
