"""National identity numbers, passports, licences."""

from __future__ import annotations

from docsieve.redaction.model import Policy, Rule
from docsieve.redaction.rules.identity_numbers import find_national_ids


def rules(policy: Policy) -> tuple[Rule, ...]:
    """Return the rules of this area."""
    return (Rule("national_id", "national_id", find_national_ids),)
