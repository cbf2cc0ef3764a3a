"""A Document with what a policy names taken out of every string of it, and what was found."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from docsieve.model import Document, Locator
from docsieve.redaction.custom import wish_of
from docsieve.redaction.labels import LABEL, Labels
from docsieve.redaction.model import Kind, Match, Operator, Policy, Rule
from docsieve.redaction.projection import Slot
from docsieve.redaction.rewrite import rewrite, segments
from docsieve.redaction.scan import Found, find_custom, scan_joints, scan_unit, settle, spread
from docsieve.redaction.second_scan import SecondScan, refuse
from docsieve.redaction.units import Unit, documents_in, units_in

#: Replacing can bring together what was apart: so many times it is looked through again.
_MOST_ROUNDS: Final = 4
_PLAIN_PART: Final = re.compile(r"[\w./+-]*")


@dataclass(slots=True)
class Scan:
    """What was found in a document, and where."""

    units: list[Unit]
    found: list[Found]


def rules_for(policy: Policy, rules: Iterable[Rule] | None = None) -> tuple[Rule, ...]:
    """Return the given rules, or all there are, of the kinds that a policy names."""
    if rules is None:
        from docsieve.redaction.rules import all_rules  # noqa: PLC0415 - they are many

        return all_rules(policy)
    return tuple(rule for rule in rules if policy.kinds is None or rule.kind in policy.kinds)


def operator_for(policy: Policy, kind: Kind) -> Operator:
    """Return what a policy does to a kind."""
    return policy.operators.get(kind, policy.operator)


def scan(
    document: Document,
    policy: Policy,
    rules: Sequence[Rule],
    on_unit: Callable[[int, int | None], object] | None = None,
) -> Scan:
    """Look through every string of a document.

    Raises:
        BadExpressionError: a custom expression of the policy cannot be used.
    """
    wishes = [wish_of(custom) for custom in policy.custom]
    units: list[Unit] = []
    found: list[Found] = []
    total = sum(len(inner.pages) for _, inner in documents_in(document))
    for unit in units_in(document):
        units.append(unit)
        found += scan_unit(unit, rules, policy.min_confidence)
        for number, wish in enumerate(wishes, 1):
            found += settle(find_custom(unit, wish, number))
        if on_unit is not None:
            on_unit(min(len(units), total), total)
    found += scan_joints(units, rules, found, policy.min_confidence)
    found += spread(units, found)
    found.sort(key=lambda each: (each.ranges, each.custom or 0))
    counts: dict[int, int] = {}
    for passage in found:
        unit_index = passage.ranges[0].unit
        counts[unit_index] = counts.get(unit_index, 0) + 1
        passage.id = f"{unit_index}.{counts[unit_index]}"
    return Scan(units, found)


def redact(
    document: Document,
    policy: Policy | None = None,
    *,
    labels: Labels | None = None,
    rules: Iterable[Rule] | None = None,
) -> tuple[Document, list[Match]]:
    """Take out of a document what a policy names; the document itself stays as it is.

    Every string is looked at: text over spans, cells and pages, notes, form fields, links, formulas, code,
    names of pictures and attachments, metadata, outline, authors of changes, and files inside the file.

    Args:
        document: what `parse` returned.
        policy: which kinds, what is done to them; by default all kinds become labels.
        labels: those of the set that the document belongs to; a set of its own by default. `labels.vault`
            turns labels back.
        rules: other rules than those of `docsieve.redaction.rules`.

    Raises:
        BadExpressionError: a custom expression of the policy cannot be used.
        RedactionIncompleteError: something is left after all. There is no document then.
    """
    policy = policy or Policy()
    chosen = rules_for(policy, rules)
    labels = labels or Labels()
    labels.reserve(unit.projection.text for unit in units_in(document))
    redacted = _copy(document)
    matches: list[Match] = []
    everything: list[Found] = []
    for round_number in range(_MOST_ROUNDS):
        scanned = scan(redacted, policy, chosen)
        fresh = [
            found for found in scanned.found if not round_number or not _is_replaced(found, scanned.units)
        ]
        if not fresh:
            break
        for found in fresh:
            group = labels.number(found.kind, found.value, found.text)
            matches.append(_match(found, scanned.units, group, _written(found, policy, labels), len(matches)))
        everything += fresh
        redacted = _rewritten(redacted, scanned.units, fresh, lambda found: _written(found, policy, labels))
    _clear_parts(redacted, everything)
    check = SecondScan(chosen, policy.min_confidence, everything, ())
    for unit in units_in(redacted):
        refuse(check.count(unit.projection.text))
    return redacted, matches


def _written(found: Found, policy: Policy, labels: Labels) -> str:
    return labels.replacement(operator_for(policy, found.kind), found.kind, found.value, found.text)


def _is_replaced(found: Found, units: Sequence[Unit]) -> bool:
    """Whether something was found in what the redaction itself has written ("email" in "[EMAIL-1]")."""
    return any(
        label.start() < place.end and place.start < label.end()
        for place in found.ranges
        for label in LABEL.finditer(units[place.unit].projection.slots[place.slot].text)
    )


def _match(found: Found, units: Sequence[Unit], group: int, replacement: str, number: int) -> Match:
    unit = units[found.ranges[0].unit]
    return Match(
        id=f"m{number + 1}",
        kind=found.kind,
        rule=found.rule,
        page=unit.page.number if unit.page is not None else None,
        replacement=replacement,
        group=group,
        confidence=found.confidence,
    )


def _rewritten(
    document: Document, units: Sequence[Unit], found: Sequence[Found], written: Callable[[Found], str]
) -> Document:
    by_unit: dict[int, list[Found]] = {}
    for passage in found:
        for index in {place.unit for place in passage.ranges}:
            by_unit.setdefault(index, []).append(passage)
    for index, here in by_unit.items():
        slots: list[Slot] = units[index].projection.slots  # of `document`, which is already our own copy
        rewrite(slots, segments(here, slots, index), written)
    return document


def _copy(document: Document) -> Document:
    try:
        return msgspec.json.decode(msgspec.json.encode(document), type=Document)
    except (UnicodeEncodeError, msgspec.DecodeError):  # half a surrogate pair
        return copy.deepcopy(document)


def _clear_parts(document: Document, found: Sequence[Found]) -> None:
    """Forget the names of parts of the file (paths in an archive) that hold what was redacted elsewhere."""
    texts = {passage.text.casefold() for passage in found}
    for _, inner in documents_in(document):
        for attachment in inner.attachments:
            where = attachment.where
            if where is not None and where.part and any(text in where.part.casefold() for text in texts):
                attachment.where = Locator(page=where.page, bbox=where.bbox)
