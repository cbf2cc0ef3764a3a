"""Postal addresses by the words for street, post codes with towns, boxes and labels.

Heuristics: what has no street word, no label and no post code is missed. Figures: docs/redaction.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docsieve.redaction.model import Hit, Policy, Rule
from docsieve.redaction.rules import _street_words as streets
from docsieve.redaction.rules._page_text import PageText, at_starts, page_text
from docsieve.redaction.rules._people_words import HAN_OR_HANGUL

#: Boxes whose word is as well the start of something else: with a town behind them only.
_SHORT_BOXES: Final = ("Box", "PL", "CS", "BP", "C.P.", "Pf.")

#: Start, end, confidence.
_Span = tuple[int, int, float]


def find_addresses(text: str) -> Iterator[Hit]:
    """Find postal addresses; street and town together where they stand together."""
    page = page_text(text)
    spans = sorted((*_streets(page), *_towns(page), *_labelled(page)), key=lambda span: (span[0], -span[1]))
    taken = 0
    for start, end, confidence in spans:
        if start >= taken:
            taken = end
            yield page.hit(start, end, _value(page.text[start:end]), confidence)


def _value(text: str) -> str:
    return re.sub(r"[\s,;|]+", " ", text).lower()


def _streets(page: PageText) -> Iterator[_Span]:
    text = page.text
    for group, _ in page.groups:
        line = (
            max(text.rfind("\n", group - 60, group), text.rfind("\t", group - 60, group), group - 61, -1) + 1
        )
        named = text[line:group].removesuffix(" ")
        number = streets.HOUSE_NUMBER.match(text, group) if named.endswith(streets.SUFFIXES) else None
        if number:
            before = streets.BEFORE.search(named)
            name = before.group().strip() if before else ""
            if not name[:1].isupper() or len(name) < 5:
                continue
            start = line + named.index(name, before.start() if before else 0)
            whole = _with_town(page, start, number.end(), 0.8)
            if whole[1] > number.end() or not named.endswith(streets.WEAK_SUFFIXES):
                yield whole
    for pattern, confidence in (
        (streets.PREFIXED, 0.8),
        (streets.FRENCH, 0.85),
        (streets.ENGLISH, 0.7),
        (streets.BOX, 0.8),
    ):
        for match in pattern.finditer(text):
            if not _is_inside(text, match.start()):
                flat = streets.FLAT_BEFORE.search(text, max(0, match.start() - 24), match.start())
                whole = _with_town(page, flat.start() if flat else match.start(), match.end(), confidence)
                if whole[1] > match.end() or not _needs_town(match):
                    yield whole


def _needs_town(match: re.Match[str]) -> bool:
    """Tell whether a street or box is too much like other words to count alone: 12 Angry Men Park, CS 101."""
    groups = match.groupdict()
    return bool(groups.get("weak")) or match.group().startswith(_SHORT_BOXES)


def _is_inside(text: str, start: int) -> bool:
    """Tell whether what stands before makes a passage part of a word, an amount or a number."""
    before = text[max(0, start - 1) : start]
    return before.isalnum() or (before != "" and before in "_$€£.,/-" and text[start].isdecimal())


def _with_town(page: PageText, start: int, end: int, confidence: float) -> _Span:
    """Add the town behind a street; both together are more certain."""
    town = streets.AFTER.match(page.text, end)
    return (start, town.end(), min(1.0, confidence + 0.15)) if town else (start, end, confidence)


def _towns(page: PageText) -> Iterator[_Span]:
    text = page.text
    for match in streets.STATE_CODE.finditer(text):
        town = streets.TOWN_BEFORE.search(text, max(0, match.start() - 50), match.start())
        if town:
            yield town.start(), match.end(), 0.6
    for match in streets.COUNTRY_CODE_TOWN.finditer(text):
        if not _is_inside(text, match.start()):
            yield match.start(), match.end(), 0.6
    for group, _ in page.groups:
        town = streets.CODE_TOWN_AT.match(text, group) if text[group - 1 : group] in ("\n", " ") else None
        street = streets.STREET_BEFORE.search(text, max(0, group - 70), group) if town else None
        if town and street:
            yield street.start(), town.end(), 0.8
    for match in streets.UK_ALONE.finditer(text):
        if not _is_inside(text, match.start()):
            yield match.start(), match.end(), 0.7 if " " in match.group() else 0.45
    for match in at_starts(text, *streets.CODE_TOWN_LINE):
        yield match.start(1), match.end(1), 0.55
    if not text.isascii() and HAN_OR_HANGUL.search(text):
        for match in streets.EASTERN.finditer(text):
            yield match.start(), match.end(), 0.8


def _labelled(page: PageText) -> Iterator[_Span]:
    for match in at_starts(page.lower, *streets.LABEL):
        start = match.end()
        end = page.text.find("\n", start, start + 160)
        cell = page.text.find("\t", start, end if end >= 0 else start + 160)
        end = cell if cell >= 0 else end if end >= 0 else min(len(page.text), start + 160)
        line = page.text[start:end].rstrip()
        if any(map(str.isdecimal, line)) and "@" not in line and "://" not in line and len(line) >= 6:
            yield _with_town(page, start, start + len(line), 0.75)


def rules(policy: Policy) -> tuple[Rule, ...]:
    """Return the rules of this area."""
    return (Rule("address", "address", find_addresses, structured=False),)
