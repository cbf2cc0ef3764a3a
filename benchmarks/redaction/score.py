"""Recall and precision of the rules on labelled texts.

A value counts as found when hits of its kind cover at least 90 % of its letters and digits: a rest that stays is
a leak. A hit counts as right when at least half of its letters and digits are in values of its kind. Tax and
national identity numbers count as one kind here, "identity numbers", because in many countries they are the
same number. Overlaps of kinds go to the most certain hit, then to the longest, as in redaction itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from docsieve.redaction.model import Hit, Policy, Rule
from docsieve.redaction.rules import all_rules

from benchmarks.redaction.labelled import Labelled

#: Kinds that a syntax or a check digit proves: the goal holds for these.
STRUCTURED = (
    "payment_card", "iban", "email", "phone", "identity_number", "ip_address", "mac_address", "url_secret", "api_key", "private_key",
)  # fmt: skip
CONTEXTUAL = ("date_of_birth", "address", "person")


@dataclass
class Counts:
    """What was there, found, hit, right; and by detail."""

    truths: int = 0
    found: int = 0
    hits: int = 0
    right: int = 0
    missed: list[tuple[str, str]] = field(default_factory=list)
    wrong: list[tuple[str, str]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Found of those that were there."""
        return self.found / self.truths if self.truths else 1.0

    @property
    def precision(self) -> float:
        """Right of the hits."""
        return self.right / self.hits if self.hits else 1.0


def scored_kind(kind: str) -> str:
    """Return the kind under which a kind is counted."""
    return "identity_number" if kind in ("tax_id", "national_id") else kind


def resolve(text: str, rules: Iterable[Rule], least: float = 0.5) -> list[tuple[str, Hit]]:
    """Run rules over a text; of hits that overlap keep the most certain, then the longest."""
    found = [(rule.kind, hit) for rule in rules for hit in rule.find(text) if hit.confidence >= least]
    found.sort(key=lambda one: (-one[1].confidence, one[1].start - one[1].end, one[1].start))
    taken: list[tuple[str, Hit]] = []
    claimed: set[int] = set()
    for kind, hit in found:
        places = range(hit.start, hit.end)
        if claimed.isdisjoint(places):
            claimed.update(places)
            taken.append((kind, hit))
    return taken


def _marks(text: str, start: int, end: int) -> set[int]:
    return {at for at in range(start, end) if text[at].isalnum()}


def score(texts: Iterable[Labelled], policy: Policy | None = None) -> dict[str, Counts]:
    """Return the counts by kind; `missed` and `wrong` hold the passages, for looking at by hand."""
    rules = all_rules(policy or Policy())
    counts: defaultdict[str, Counts] = defaultdict(Counts)
    for labelled in texts:
        covered: defaultdict[str, set[int]] = defaultdict(set)
        known: defaultdict[str, set[int]] = defaultdict(set)
        hits = resolve(labelled.text, rules)
        for kind, hit in hits:
            covered[scored_kind(kind)] |= _marks(labelled.text, hit.start, hit.end)
        for truth in labelled.truths:
            known[scored_kind(truth.kind)] |= _marks(labelled.text, truth.start, truth.end)
        for truth in labelled.truths:
            kind = scored_kind(truth.kind)
            wanted = _marks(labelled.text, truth.start, truth.end)
            counts[kind].truths += 1
            if len(wanted & covered[kind]) >= 0.9 * len(wanted):
                counts[kind].found += 1
            else:
                around = labelled.text[max(0, truth.start - 30) : truth.end + 12]
                counts[kind].missed.append((truth.detail, around))
        for kind, hit in hits:
            one = counts[scored_kind(kind)]
            marks = _marks(labelled.text, hit.start, hit.end)
            one.hits += 1
            if 2 * len(marks & known[scored_kind(kind)]) >= len(marks):
                one.right += 1
            else:
                around = labelled.text[max(0, hit.start - 30) : hit.end + 12]
                one.wrong.append((hit.rule or kind, around))
    return dict(counts)


def together(counts: Iterable[Counts]) -> Counts:
    """Add counts up."""
    total: Counter[str] = Counter()
    for one in counts:
        total.update(truths=one.truths, found=one.found, hits=one.hits, right=one.right)
    return Counts(total["truths"], total["found"], total["hits"], total["right"])
