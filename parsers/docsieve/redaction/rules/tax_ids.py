"""Tax and VAT numbers."""

from __future__ import annotations

from docsieve.redaction.model import Policy, Rule
from docsieve.redaction.rules.identity_numbers import find_tax_ids


def rules(policy: Policy) -> tuple[Rule, ...]:
    """Return the rules of this area."""
    return (Rule("tax_id", "tax_id", find_tax_ids),)
