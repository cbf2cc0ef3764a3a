"""Rules over units: hits become passages of the Document, the better of two that overlap is known."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from docsieve.redaction.custom import Wish, phrase_finder
from docsieve.redaction.model import Hit, Kind, Rule
from docsieve.redaction.projection import Projection, Range, project_joint
from docsieve.redaction.scan_text import ScanText, clean, folded_words, whole_characters
from docsieve.redaction.units import Unit

#: From here on a hit is proven: a check digit or a syntax says so.
CERTAIN: Final = 0.95
_WORD: Final = re.compile(r"\w+")
_BETWEEN: Final = "\n\n\n\ufdd2\n\n\n"
_MOST_JOINT_CHARACTERS: Final = 200_000
#: Texts that are looked for elsewhere once they are found: in characters.
_SHORTEST_REPEATED: Final = 5
_LONGEST_REPEATED: Final = 300


@dataclass(slots=True, eq=False)
class Found:
    """A passage of a document. `ranges` are its places; `text` is as it was found, on one line."""

    kind: Kind
    rule: str
    ranges: tuple[Range, ...]
    text: str
    value: str
    confidence: float
    structured: bool
    #: Number of the wish it comes from; None where a rule found it.
    custom: int | None = None
    #: Where a wish is met, no letter or digit stands around it.
    whole_words: bool = True
    #: Read in another order than that of the text.
    is_aside: bool = False
    id: str = ""
    #: Values of what was found within it and is not told apart.
    nested: list[tuple[Kind, str]] = field(default_factory=list)

    @property
    def length(self) -> int:
        """Characters, over all of its places."""
        return sum(min(end, 1 << 16) - start for _, _, start, end in self.ranges)

    @property
    def priority(self) -> tuple[bool, bool, int, float]:
        """Sorts the better one first: in reading order, proven, longer, more certain."""
        return self.is_aside, self.confidence < CERTAIN, -self.length, -self.confidence


def scan_unit(unit: Unit, rules: Sequence[Rule], least: float) -> list[Found]:
    """Return what the rules find in a unit, the nested left out, in the order of the text."""
    text = unit.projection
    found: list[Found] = []
    joints: list[Found] = []
    for rule in rules:
        for hit in rule.find(unit.cleaned.text):
            if hit.confidence < least:
                continue
            passage = _passage(text, unit.cleaned, hit, rule)
            if passage is None:
                continue
            start = unit.cleaned.original(hit.start, hit.end)[0]
            passage.is_aside = start >= text.main
            (joints if start >= text.joints else found).append(passage)
    return settle([*found, *_kept_joints(joints, found)])


def scan_joints(
    units: Sequence[Unit], rules: Sequence[Rule], found: Sequence[Found], least: float
) -> list[Found]:
    """Return what begins at the end of one page and ends on the next one of the same document."""
    readings: list[Projection] = []
    size = 0
    for before, after in pairwise(units):
        if before.page is not None and after.page is not None and before.path == after.path:
            if before.page.kind in ("sheet", "slide"):
                continue
            readings += project_joint(before.projection, after.projection)
            size += 400
        if size > _MOST_JOINT_CHARACTERS:
            break
    if not readings:
        return []
    starts: list[int] = []
    length = 0
    for reading in readings:
        starts.append(length)
        length += len(reading.text) + len(_BETWEEN)
    whole = _BETWEEN.join(reading.text for reading in readings)
    cleaned = clean(whole)
    crossing: list[Found] = []
    for rule in rules:
        for hit in rule.find(cleaned.text):
            if hit.confidence < least:
                continue
            start, end = cleaned.original(hit.start, hit.end)
            at = _last_before(starts, start)
            reading, low = readings[at], starts[at]
            ranges = reading.ranges(start - low, end - low)
            if len({place.unit for place in ranges}) == 2:
                text = " ".join(reading.text[start - low : end - low].split())
                crossing.append(
                    Found(
                        rule.kind,
                        hit.rule or rule.name,
                        ranges,
                        text,
                        hit.value,
                        hit.confidence,
                        rule.structured,
                    )
                )
    return settle(_kept_joints(crossing, found))


def _last_before(starts: list[int], at: int) -> int:
    low, high = 0, len(starts)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if starts[middle] <= at else (low, middle)
    return low


def _passage(text: Projection, cleaned: ScanText, hit: Hit, rule: Rule) -> Found | None:
    start, end = cleaned.original(hit.start, hit.end)
    start, end = whole_characters(text.text, start, end)
    ranges = text.ranges(start, end)
    if not ranges:
        return None
    shown = " ".join(text.text[start:end].split())
    return Found(rule.kind, hit.rule or rule.name, ranges, shown, hit.value, hit.confidence, rule.structured)


def find_custom(unit: Unit, wish: Wish, number: int) -> Iterator[Found]:
    """Return where a wish is met in a unit."""
    source = unit.folded if wish.reads_folded else unit.cleaned
    text = unit.projection
    seen: set[tuple[Range, ...]] = set()
    for hit in wish.find(source.text):
        start, end = whole_characters(text.text, *source.original(hit.start, hit.end))
        ranges = text.ranges(start, end)
        if ranges and ranges not in seen:
            seen.add(ranges)
            shown = " ".join(text.text[start:end].split())
            yield Found(
                kind="custom",
                rule=f"custom.{number}",
                ranges=ranges,
                text=shown,
                value=hit.value,
                confidence=1.0,
                structured=True,
                custom=number,
                whole_words=wish.whole_words,
                is_aside=start >= text.main,
            )


def is_telling(passage: Found) -> bool:
    """Tell whether the text of a passage means the same wherever it stands: not a first name, not "12"."""
    if passage.custom is not None or len(passage.text) > _LONGEST_REPEATED:
        return False
    words = len(_WORD.findall(passage.text))
    return words > 1 or (passage.structured and words > 0 and len(passage.text) >= _SHORTEST_REPEATED)


def spread(units: Sequence[Unit], found: Sequence[Found]) -> list[Found]:
    """Return further places of the same texts: what context gave away once stands elsewhere without it."""
    wanted: dict[str, Found] = {}
    for passage in found:
        if is_telling(passage):
            wanted.setdefault(folded_words(passage.text), passage)
    by_word: dict[str, list[tuple[Wish, Found]]] = defaultdict(list)
    for text, passage in wanted.items():
        word = max(_WORD.findall(text), key=len, default="")
        if word:
            by_word[word].append((Wish(phrase_finder(text, whole_words=True)), passage))
    places = places_of(found)
    more: list[Found] = []
    for unit in units if by_word else ():
        for word in sorted(by_word.keys() & set(_WORD.findall(unit.folded.text))):
            for finder, source in by_word[word]:
                for passage in find_custom(unit, finder, 0):
                    if any(
                        _overlaps(at, there) for at in passage.ranges for there, _ in places.get(at[:2], ())
                    ):
                        continue
                    passage.kind, passage.rule, passage.value = source.kind, source.rule, source.value
                    passage.confidence, passage.structured, passage.custom = source.confidence, False, None
                    more.append(passage)
    return settle(more)


def places_of(found: Iterable[Found]) -> dict[tuple[int, int], list[tuple[Range, Found]]]:
    """Return the passages by unit and slot."""
    places: dict[tuple[int, int], list[tuple[Range, Found]]] = defaultdict(list)
    for passage in found:
        for place in passage.ranges:
            places[place[:2]].append((place, passage))
    return places


def settle(found: Iterable[Found]) -> list[Found]:
    """Leave out what lies wholly within something better; return the rest in the order of the text."""
    kept: list[Found] = []
    places: dict[tuple[int, int], list[tuple[Range, Found]]] = defaultdict(list)
    for passage in sorted(found, key=lambda each: each.priority):
        outer = _around(passage, places)
        if outer is not None:
            outer.nested += [(passage.kind, passage.value), *passage.nested]
            continue
        kept.append(passage)
        for place in passage.ranges:
            places[place[:2]].append((place, passage))
    return sorted(kept, key=lambda each: (each.is_aside, each.ranges))


def _around(passage: Found, places: dict[tuple[int, int], list[tuple[Range, Found]]]) -> Found | None:
    first, *others = passage.ranges
    for place, outer in places.get(first[:2], ()):
        if _within(first, place) and all(
            any(_within(inner, around) for around in outer.ranges if around[:2] == inner[:2])
            for inner in others
        ):
            return outer
    return None


def _kept_joints(joints: Sequence[Found], found: Sequence[Found]) -> list[Found]:
    """Leave out what only looks like one value because two lines were put together."""
    if not joints:
        return []
    places = places_of(found)
    kept: list[Found] = []
    for joint in joints:
        rivals = [
            other
            for place in joint.ranges
            for there, other in places.get(place[:2], ())
            if _overlaps(place, there)
        ]
        if not rivals:
            kept.append(joint)
        elif joint.confidence >= CERTAIN and all(other.confidence < CERTAIN for other in rivals):
            joint.is_aside = False
            kept.append(joint)
    return kept


def _within(inner: Range, outer: Range) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _overlaps(one: Range, other: Range) -> bool:
    return one.start < other.end and other.start < one.end
