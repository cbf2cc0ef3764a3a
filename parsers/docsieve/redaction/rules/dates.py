"""Dates of birth: a date behind a word that says so. A date alone is nobody's."""

from __future__ import annotations

from collections.abc import Iterator

from docsieve.redaction.model import Hit, Policy, Rule
from docsieve.redaction.rules._date_forms import (
    DATE,
    GIVEN,
    LIMIT_BEFORE,
    MONTH_BEFORE,
    NUMERALS_ONLY,
    SENTENCE_END,
)
from docsieve.redaction.rules._page_text import page_text
from docsieve.redaction.rules.labels import labels_of


def find_birth_dates(text: str) -> Iterator[Hit]:
    """Find dates behind (or in a table below) a label such as "date of birth", and after "born in X on"."""
    page = page_text(text)
    lower = page.lower
    taken = 0
    for group, _ in page.groups:
        match = DATE.match(lower, group) if group >= taken else None
        if not match or (group and lower[group - 1] in "./-,"):
            continue
        start = group
        if NUMERALS_ONLY.fullmatch(match.group()):
            month = MONTH_BEFORE.search(lower, max(0, group - 14), group)
            if not month:
                continue
            start = month.start()
        taken = match.end()
        if LIMIT_BEFORE.search(lower, max(0, start - 16), start):
            continue
        labels = labels_of(page, start, match.end())
        if "birth" not in labels:
            sentence = SENTENCE_END.split(lower[max(0, start - 60) : start])[-1]
            if labels or not GIVEN.search(sentence):
                continue
        yield page.hit(
            start, match.end(), " ".join(lower[start : match.end()].replace(",", " ").split()), 0.95
        )


def rules(policy: Policy) -> tuple[Rule, ...]:
    """Return the rules of this area."""
    return (Rule("date_of_birth", "date_of_birth", find_birth_dates, structured=False),)
