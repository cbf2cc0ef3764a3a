"""Passages taken out of strings: who stands where two overlap, and the strings as they are afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from docsieve.model import Cell, Span
from docsieve.redaction.projection import Slot
from docsieve.redaction.scan import Found


class Segment(NamedTuple):
    """A part of a string that one passage has for itself; the first of a passage has its replacement."""

    start: int
    end: int
    found: Found
    is_first: bool


def segments(found: Iterable[Found], slots: Sequence[Slot], unit: int) -> dict[int, list[Segment]]:
    """Divide the strings of a unit among passages: by slot, in order, without overlaps.

    Longer passages are served first, so that one within another goes with it; what juts out of a longer one
    has a replacement of its own. Every character of every passage is in one segment.
    """
    taken: dict[int, list[Segment]] = defaultdict(list)
    for passage in sorted(found, key=lambda each: (-each.length, each.ranges, each.rule)):
        has_begun = passage.ranges[0].unit != unit
        for place in passage.ranges:
            if place.unit != unit:
                continue
            text = slots[place.slot].text
            end = min(place.end, len(text))
            for low, high in _free(taken[place.slot], place.start, end):
                is_first = not has_begun and (low, high) == (place.start, end)
                is_first = is_first or (not has_begun and any(map(str.isalnum, text[low:high])))
                taken[place.slot].append(Segment(low, high, passage, is_first))
                has_begun = has_begun or is_first
    return {slot: sorted(parts) for slot, parts in taken.items() if parts}


def _free(taken: list[Segment], start: int, end: int) -> list[tuple[int, int]]:
    gaps: list[tuple[int, int]] = []
    for segment in sorted(taken, key=lambda each: each.start):
        if segment.start >= end:
            break
        if segment.end > start:
            if segment.start > start:
                gaps.append((start, segment.start))
            start = max(start, segment.end)
    if start < end:
        gaps.append((start, end))
    return gaps


def rewrite(
    slots: Sequence[Slot], parts: dict[int, list[Segment]], replacement: Callable[[Found], str]
) -> None:
    """Write the strings anew where they stand: `slots` belong to a copy of the unit they were found in."""
    whole: list[Slot] = []
    for number, segments_here in parts.items():
        slot = slots[number]
        if slot.is_whole:
            whole.append(slot)
            continue
        written: list[str] = []
        at = 0
        for start, end, found, is_first in segments_here:
            written += (slot.text[at:start], replacement(found) if is_first else "")
            at = end
        written.append(slot.text[at:])
        _put(slot.owner, slot.name, "".join(written))
        _drop_what_repeats(slot.owner)
    with_text = {id(slot.owner) for slot in slots if slot.name == "text"} if whole else set()
    for slot in whole:
        if isinstance(slot.owner, dict):
            slot.owner.pop(slot.name, None)
        else:
            if (
                isinstance(slot.owner, Span) and id(slot.owner) not in with_text
            ):  # the address itself was shown
                slot.owner.text = replacement(parts[slots.index(slot)][0].found)
            _put(slot.owner, slot.name, None)


def _drop_what_repeats(owner: Any) -> None:
    """A link and a formula say the same once more, perhaps in another form; doubts were about the text."""
    if isinstance(owner, Span | Cell):
        owner.link = None
    if isinstance(owner, Cell):
        owner.formula = None
    if isinstance(owner, Span):
        owner.confidence = None  # what stands there now was not recognised


def _put(owner: Any, name: str | int, value: str | None) -> None:
    if isinstance(owner, list | dict):
        owner[name] = value  # type: ignore[index]
    else:
        setattr(owner, str(name), value)
