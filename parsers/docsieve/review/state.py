"""What is decided in a review, and what a change did: values, never changed once they are there."""

from __future__ import annotations

from dataclasses import dataclass, field

from docsieve.model import Hidden
from docsieve.redaction.model import Custom, Kind, Operator
from docsieve.redaction.scan import Found


@dataclass(frozen=True)
class Decisions:
    """What was decided about one document. Never changed, only replaced: undoing puts the old one back."""

    #: Ids of matches that are not redacted.
    kept: frozenset[str] = frozenset()
    #: Pages that somebody took out or in, by index; the others follow what is hidden.
    pages: dict[int, bool] = field(default_factory=dict)
    hidden: frozenset[Hidden] = frozenset()
    fields: frozenset[str] = frozenset({"title"})
    #: Paths of attachments.
    attachments: frozenset[str] = frozenset()


class UnknownDocumentError(KeyError):
    """No such document, page, match or attachment is in the review: a fault of the caller."""


@dataclass(frozen=True)
class State:
    """All decisions about the set."""

    documents: dict[str, Decisions] = field(default_factory=dict)
    operators: dict[Kind, Operator] = field(default_factory=dict)
    #: What somebody asked for, by number.
    wishes: dict[int, Custom] = field(default_factory=dict)


@dataclass
class Effect:
    """What a change did to one document."""

    document: str
    pages: set[int] = field(default_factory=set)
    added: list[Found] = field(default_factory=list)
    removed: list[Found] = field(default_factory=list)
    redacted: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    excluded: list[int] = field(default_factory=list)
    included: list[int] = field(default_factory=list)
    touches_names: bool = False
    touches_hidden: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return self == Effect(self.document)
