"""What redaction speaks of: kinds, rules and their hits, matches, operators, policy. Data only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

import msgspec

#: What was found. "custom" is a word, phrase or expression that somebody asked for.
Kind: TypeAlias = Literal[
    "email",
    "phone",
    "payment_card",
    "iban",
    "tax_id",
    "national_id",
    "ip_address",
    "mac_address",
    "url_secret",
    "api_key",
    "private_key",
    "date_of_birth",
    "address",
    "person",
    "custom",
]

#: mask: ■ for each character. label: [EMAIL-1], the same value always the same label. hash: keyed,
#: [EMAIL-3f9a2c]. drop: nothing is left.
Operator: TypeAlias = Literal["mask", "label", "hash", "drop"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a rule found in a text: characters `start` to `end`, and what it means.

    `value` is the normalised value (digits only, lower case, ...): equal values get the same label.
    """

    start: int
    end: int
    value: str
    #: 1.0 where a check digit or a syntax proves it, lower for what only looks like it.
    confidence: float = 1.0
    #: What exactly it is where a rule looks for many things at once ("id_de_idnr"): then it names the match.
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to find one kind. A rules module lists its rules in `RULES`; adding one is adding it there.

    `find` gets the text of a page (blocks joined by "\\n", cells of a row by "\\t") and yields hits in any
    order; it is linear in the length of the text, keeps nothing, and never raises on any text.
    """

    #: Unique: "email", "national_id.de_idnr".
    name: str
    kind: Kind
    find: Callable[[str], Iterable[Hit]]
    #: Proven by syntax or check digit, not by context: the second scan of the payload looks for these again.
    structured: bool = True


class Custom(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody asked for: a phrase (white space and case do not matter) or a regular expression."""

    phrase: str | None = None
    expression: str | None = None
    whole_words: bool = True


class Policy(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, forbid_unknown_fields=True):
    """Which kinds are looked for and what is done to them."""

    #: None looks for every kind.
    kinds: list[Kind] | None = None
    operator: Operator = "label"
    #: Other operators for some kinds.
    operators: dict[Kind, Operator] = {}
    custom: list[Custom] = []
    #: Hits below are not suggested.
    min_confidence: float = 0.5
    #: ISO 3166 country for phone numbers without a country code; None takes only international ones and
    #: national ones with a word such as "Tel." before them.
    region: str | None = None


class Match(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A passage of a Document that a policy found. Matches of one value share `group`."""

    #: Unique in the document, stable for the same document and policy.
    id: str
    kind: Kind
    rule: str
    #: 1-based page; None in metadata, outline and names of attachments.
    page: int | None = None
    #: What stands in its place when redacted: "[EMAIL-1]", "■■■■", "".
    replacement: str
    #: Number of the value among all values of its kind: equal values share it.
    group: int
    confidence: float = 1.0
