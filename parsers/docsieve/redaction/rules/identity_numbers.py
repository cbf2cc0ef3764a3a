"""Tax, VAT and national identity numbers of many countries, in one pass over the numbers of a page.

Chance makes one in ten numbers pass one check digit, and dozens of countries are asked. So a number counts
only with one of: a label that names it, a layout that is its country's own, a country code before it, or a
form that chance hardly meets (a date of birth and a check digit in it).
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Final

from docsieve.redaction.model import Hit, Kind
from docsieve.redaction.rules._id_formats import FORMATS, IdFormat
from docsieve.redaction.rules._page_text import PageText, page_text
from docsieve.redaction.rules.labels import labels_of

#: Longest word, and most letters before its first digit (Italy has six), that may be part of a number.
_LONGEST: Final = 22
_GAPS: Final = frozenset(" .-/\t\n+")
#: Brazil's numbers of companies have letters since 2026: 12.ABC.345/01DE-35.
_LETTERS_BETWEEN: Final = re.compile(r"\.[A-Z]{3}\.")
_BEFORE: Final = re.compile(r"(?<![0-9A-Za-z])[A-Z]{1,6}[ .\-\t\n]?\Z")
_AFTER: Final = re.compile(r"[ .\-/][A-Z]{1,4}(?![0-9A-Za-z])")
_MOST_GROUPS: Final = 8
_MOST_CHARACTERS: Final = 22
#: Labels that say it is something else: only what proves itself counts behind them.
_ELSEWHERE: Final = frozenset({"other", "phone", "card", "birth"})
#: From here on a number proves itself whatever stands before it.
_PROVEN: Final = 0.95

#: Formats by shape, and whether the country code must stand before.
_Found = tuple[IdFormat, bool]


@cache
def _by_shape() -> dict[str, tuple[_Found, ...]]:
    found: dict[str, list[_Found]] = {}
    for declared in FORMATS:
        for shape in filter(None, declared.shapes.split("|")):
            found.setdefault(shape, []).append((declared, False))
            if declared.prefix:
                found.setdefault("AA" + shape, []).append((declared, True))
    return {shape: tuple(several) for shape, several in found.items()}


@cache
def _by_layout() -> dict[str, tuple[IdFormat, ...]]:
    found: dict[str, list[IdFormat]] = {}
    for declared in FORMATS:
        for layout in filter(None, declared.layouts.split("|")):
            found.setdefault(layout, []).append(declared)
    return {layout: tuple(several) for layout, several in found.items()}


@cache
def _module(name: str) -> object:
    return importlib.import_module(name)


def is_valid(declared: IdFormat, number: str) -> bool:
    """Ask the module of a format about a compact number; without one the shape is all there is."""
    if not declared.module:
        return True
    if len(set(number[-8:])) == 1:  # 0000000000, 99999999: placeholders that pass many checks
        return False
    try:
        return bool(_module(declared.module).is_valid(number))  # type: ignore[attr-defined]
    except (ValueError, IndexError, KeyError, OverflowError):
        return False


def _confidence(declared: IdFormat, labels: frozenset[str], own_form: float, *, joined: bool) -> float:
    if declared.name in labels:
        return 1.0 if declared.module else 0.9
    if declared.kind in labels and declared.module and (own_form or not joined):
        return 0.95
    if labels and (labels <= _ELSEWHERE or own_form < 0.8):
        return own_form if own_form >= _PROVEN else 0.0
    return own_form


def _best(
    page: PageText, start: int, end: int, compact_shape: str, *, joined: bool
) -> tuple[float, IdFormat, str] | None:
    """Return the most certain format of a passage, if any."""
    candidates = _by_shape().get(compact_shape, ())
    raw = page.shape(start, end)
    layouts = _by_layout().get(raw, ()) if joined else ()
    if not candidates:
        return None
    number = "".join(filter(str.isalnum, page.text[start:end])).upper()
    in_cells = page.text.count("\t", start, end) > 1
    alone = "\t" not in page.text[start:end] and not _has_neighbour(page, start, end)
    labels: frozenset[str] | None = None
    best: tuple[float, IdFormat, str] | None = None
    for declared, prefixed in candidates:
        if prefixed:
            if not number.startswith(declared.prefix) or not page.text.startswith(declared.prefix, start):
                continue
            own_form = _PROVEN
        elif joined:
            own_form = declared.sure if declared in layouts and alone else 0.0
        else:
            own_form = declared.bare
        if labels is None:
            labels = labels_of(page, start, end)
        if in_cells and declared not in layouts:
            continue
        certain = _confidence(declared, labels, own_form, joined=joined)
        if certain > (best[0] if best else 0.0) and (
            is_valid(declared, number) or (joined and is_valid(declared, page.text[start:end]))
        ):
            best = certain, declared, number
    return best


def _has_neighbour(page: PageText, start: int, end: int) -> bool:
    """Tell whether a number in groups has one more beside it: it may be part of something longer."""
    text = page.text
    before = start > 1 and text[start - 1] == " " and text[start - 2].isdecimal()
    return before or (text[end : end + 1] == " " and text[end + 1 : end + 2].isdecimal())


def _is_cut_out(text: str, start: int, end: int) -> bool:
    """Tell whether a passage is the middle of a longer number: 0.1234, 1-2345-6, 12/2024."""
    before = start > 1 and (
        (text[start - 1] in ".,/+:=" and text[start - 2].isdecimal())
        or (text[start - 1] == "-" and text[start - 2].isalnum())
    )
    return before or (
        end + 1 < len(text)
        and (
            (text[end] in ".,/:" and text[end + 1].isdecimal())
            or (text[end] == "-" and text[end + 1].isalnum())
        )
    )


@lru_cache(maxsize=1)
def _hits(text: str) -> tuple[tuple[Kind, Hit], ...]:
    page = page_text(text)
    groups = [span for span in page.groups if span[1] - span[0] <= _LONGEST]
    found: list[tuple[float, int, int, IdFormat, str]] = []
    for first, (start, _) in enumerate(groups):
        for span in _windows(page, groups, first):
            found.extend(_read(page, start, span))
    # The most certain first, then the longest: what overlaps it is a misreading of the same number.
    found.sort(key=lambda one: (-one[0], one[1] - one[2], one[1]))
    taken: list[tuple[int, int]] = []
    hits: list[tuple[Kind, Hit]] = []
    claimed: set[int] = set()
    for confidence, start, end, declared, number in found:
        if claimed.isdisjoint(range(start, end)):
            claimed.update(range(start, end))
            taken.append((start, end))
            hit = page.hit(start, end, number.removeprefix(declared.prefix), confidence)
            hits.append((declared.kind, Hit(hit.start, hit.end, hit.value, confidence, declared.name)))
    return tuple(hits)


def _windows(page: PageText, groups: list[tuple[int, int]], first: int) -> Iterator[int]:
    """Yield the ends of passages that start with a group and have no more than one separator in a row."""
    start, end = groups[first]
    yield end
    for other in range(first + 1, min(first + _MOST_GROUPS, len(groups))):
        gap = page.text[end : groups[other][0]]
        if gap not in _GAPS and gap != "-\n" and gap != " \n" and not _LETTERS_BETWEEN.fullmatch(gap):
            return
        end = groups[other][1]
        if end - start > _MOST_CHARACTERS:
            return
        yield end


def _read(page: PageText, start: int, end: int) -> Iterator[tuple[float, int, int, IdFormat, str]]:
    for begin, finish in _extended(page, start, end):
        compact = "".join(filter(str.isalnum, page.shape(begin, finish)))
        if not 4 <= compact.count("9") <= 20 or _is_cut_out(page.text, begin, finish):
            continue
        best = _best(page, begin, finish, compact, joined=len(compact) != finish - begin)
        if best:
            yield best[0], begin, finish, best[1], best[2]


def _extended(page: PageText, start: int, end: int) -> Iterable[tuple[int, int]]:
    """Yield a passage, also with the letters that stand apart before and behind it (ATU 1234, 1234 Z)."""
    yield start, end
    text = page.text
    before = (
        _BEFORE.search(text, max(0, start - 7), start) if start and text[start - 1] in " .-\t\n" else None
    )
    after = _AFTER.match(text, end, end + 6) if end < len(text) and text[end] in " .-/" else None
    if before:
        yield before.start(), end
    if after:
        yield start, after.end()
    if before and after:
        yield before.start(), after.end()


def find_tax_ids(text: str) -> Iterator[Hit]:
    """Find tax and VAT numbers."""
    return (hit for kind, hit in _hits(text) if kind == "tax_id")


def find_national_ids(text: str) -> Iterator[Hit]:
    """Find national identity numbers, and passports and licences behind their label."""
    return (hit for kind, hit in _hits(text) if kind == "national_id")
