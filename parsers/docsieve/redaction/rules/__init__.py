"""What is looked for in a text. An area is one module here with `rules(policy)`; it is listed in `_AREAS`."""

from __future__ import annotations

import importlib
import importlib.util
from typing import Final

from docsieve.redaction.model import Policy, Rule
from docsieve.wheels_on_demand import WheelsNeededError

#: Wheels that rules need: loaded when text is first looked through, never for plain extraction.
WHEELS: Final = ("phonenumbers", "python-stdnum")
_MODULES: Final = ("phonenumbers", "stdnum")

_AREAS: Final = (
    "secrets",
    "network",
    "money",
    "contact",
    "tax_ids",
    "national_ids",
    "dates",
    "addresses",
    "people",
)


def all_rules(policy: Policy) -> tuple[Rule, ...]:
    """Return the rules for the kinds that a policy asks for; custom words are not among them.

    Raises:
        WheelsNeededError: wheels of `WHEELS` are not installed.
    """
    missing = tuple(
        wheel
        for wheel, module in zip(WHEELS, _MODULES, strict=True)
        if importlib.util.find_spec(module) is None
    )
    if missing:
        raise WheelsNeededError(missing)
    found: list[Rule] = []
    for area in _AREAS:
        found += importlib.import_module(f"{__name__}.{area}").rules(policy)
    return tuple(rule for rule in found if policy.kinds is None or rule.kind in policy.kinds)
