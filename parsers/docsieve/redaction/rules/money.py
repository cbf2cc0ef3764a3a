"""Payment card numbers and IBANs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docsieve.redaction.model import Hit, Policy, Rule
from docsieve.redaction.rules._card_ranges import CARD_LAYOUTS, CARD_RANGES, IBAN_LENGTHS
from docsieve.redaction.rules._page_text import PageText, page_text
from docsieve.redaction.rules.labels import labels_of

_GAPS: Final = frozenset({" ", "-", "\n", "\t", ".", "  ", "-\n", " \n", "\n ", " - "})
_MOST_GROUPS: Final = 6


def find_cards(text: str) -> Iterator[Hit]:
    """Find payment card numbers: a range that somebody issues, its length, the check digit of Luhn."""
    page = page_text(text)
    groups = [(a, b) for a, b in page.groups if b - a <= 19 and page.text[a:b].isdecimal()]
    taken = -1
    for first, (start, end) in enumerate(groups):
        if start < taken:
            continue
        best: tuple[float, int, str] | None = None
        for last in range(first, min(first + _MOST_GROUPS, len(groups))):
            if last > first:
                if page.text[end : groups[last][0]] not in _GAPS:
                    break
                end = groups[last][1]
            digits = page.digits(start, end)
            if len(digits) > 19:
                break
            if len(digits) < 12 or not is_card_number(digits):
                continue
            certain = _card_confidence(page, start, end, tuple(b - a for a, b in groups[first : last + 1]))
            if certain and (best is None or certain >= best[0]):
                best = certain, end, digits
        if best:
            taken = best[1]
            yield page.hit(start, best[1], best[2], best[0])


def _card_confidence(page: PageText, start: int, end: int, layout: tuple[int, ...]) -> float:
    text = page.text
    if (start > 1 and text[start - 1] in ".,-/+" and text[start - 2].isdecimal()) or (
        end + 1 < len(text) and text[end] in ".,-/" and text[end + 1].isdecimal()
    ):
        return 0.0
    labels = labels_of(page, start, end)
    if "card" in labels:
        return 1.0
    own = layout in CARD_LAYOUTS and "\t" not in text[start:end]
    if labels:
        return 0.6 if own and sum(layout) >= 15 else 0.0
    if own:
        return 1.0
    if len(layout) == 1:
        return 0.9 if sum(layout) >= 15 else 0.75 if sum(layout) == 14 else 0.0
    # Broken anywhere over two lines or cells, each part long enough to be no number of its own.
    return (
        0.7
        if len(layout) == 2 and any(mark in text[start:end] for mark in "\n\t") and sum(layout) >= 15
        else 0.0
    )


def is_card_number(digits: str) -> bool:
    """Tell whether digits are in an issued range, as long as those are, and pass Luhn's check."""
    if len(set(digits)) < 2:
        return False
    issued = any(
        low <= digits[: len(low)] <= high and len(digits) in lengths for low, high, lengths in CARD_RANGES
    )
    if not issued:
        return False
    odd = sum(map(int, digits[-1::-2]))
    even = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (odd + even) % 10 == 0


#: From the country on; a country may stand apart from its check digits.
_IBAN: Final = re.compile(r"[A-Za-z]{2}[ ]?\d{2}(?:[ \n\t-]{0,2}[0-9A-Za-z]){11,30}")


def find_ibans(text: str) -> Iterator[Hit]:
    """Find IBANs (ISO 13616): a country's length and the remainder of 97."""
    page = page_text(text)
    taken = 0
    for group, _ in page.groups:
        start = group if page.text[group].isalpha() else group - 3
        if start < taken or page.text[start : start + 2].upper() not in IBAN_LENGTHS:
            continue
        found = _IBAN.match(page.text, start)
        if not found or (start and page.text[start - 1].isascii() and page.text[start - 1].isalnum()):
            continue
        length = IBAN_LENGTHS[found.group()[:2].upper()]
        end, characters = start, []
        for end in range(start, found.end()):
            if page.text[end].isalnum():
                characters.append(page.text[end])
                if len(characters) == length:
                    break
        number = "".join(characters).upper()
        behind = page.text[end + 1 : end + 2]
        if len(number) == length and not (behind.isascii() and behind.isalnum()) and is_iban(number):
            yield page.hit(start, end + 1, number)
            taken = end + 1


def is_iban(number: str) -> bool:
    """Tell whether a compact number in capitals leaves 1 when divided by 97 (ISO 7064)."""
    return int("".join(str(int(mark, 36)) for mark in number[4:] + number[:4])) % 97 == 1


def rules(policy: Policy) -> tuple[Rule, ...]:
    """Return the rules of this area."""
    return (Rule("payment_card", "payment_card", find_cards), Rule("iban", "iban", find_ibans))
