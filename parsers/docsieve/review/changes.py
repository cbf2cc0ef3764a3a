"""What a person can change in a review. Data only; `docsieve.review.session` applies them.

Pages are named by their index in `ReviewOpened.pages` (from 0): those of the document first, then those of
the files inside it. Attachments are named by `ReviewAttachment.path`.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from docsieve.model import Hidden
from docsieve.redaction.model import Kind, Operator


class DecideMatches(msgspec.Struct, tag="decide", tag_field="type", kw_only=True):
    """Redact these matches of the document, or keep them."""

    #: `ReviewMatch.id`.
    matches: list[str]
    redact: bool


class DecideValue(msgspec.Struct, tag="decide_value", tag_field="type", kw_only=True):
    """Redact or keep this match and every match of the same value, in all documents of the set."""

    match: str
    redact: bool


class DecideKind(msgspec.Struct, tag="decide_kind", tag_field="type", kw_only=True):
    """Redact or keep every match of one kind, in all documents of the set."""

    kind: Kind
    redact: bool


class RedactPhrase(msgspec.Struct, tag="redact_phrase", tag_field="type", kw_only=True):
    """Redact a word or phrase everywhere in the set; white space, case and soft hyphens do not matter."""

    text: str
    whole_words: bool = False


class RedactExpression(msgspec.Struct, tag="redact_expression", tag_field="type", kw_only=True):
    """Redact what a regular expression (Python's `re`) finds in the set; refused where it could run away."""

    expression: str


class ExcludePages(msgspec.Struct, tag="exclude_pages", tag_field="type", kw_only=True):
    """Leave pages, sheets or slides out, or take them in; those of a hidden sheet or slide too."""

    pages: list[int]
    excluded: bool = True


class IncludeHidden(msgspec.Struct, tag="include_hidden", tag_field="type", kw_only=True):
    """Send content that a reader of the original would not see, by why it is hidden. [] sends none."""

    reasons: list[Hidden]


class ChooseMetadata(msgspec.Struct, tag="choose_metadata", tag_field="type", kw_only=True):
    """Send exactly these metadata fields: `ReviewField.name`."""

    fields: list[str]


class ChooseAttachments(msgspec.Struct, tag="choose_attachments", tag_field="type", kw_only=True):
    """Send exactly these files inside the file, and those that they are in: `ReviewAttachment.path`."""

    paths: list[str]


class ChooseOperator(msgspec.Struct, tag="choose_operator", tag_field="type", kw_only=True):
    """Have another replacement for a kind, or for every kind, in all documents of the set."""

    operator: Operator
    kind: Kind | None = None


class Undo(msgspec.Struct, tag="undo", tag_field="type", kw_only=True):
    """Take back the last change of the set."""


class Redo(msgspec.Struct, tag="redo", tag_field="type", kw_only=True):
    """Make the change that was taken back last once more."""


Change: TypeAlias = (
    DecideMatches
    | DecideValue
    | DecideKind
    | RedactPhrase
    | RedactExpression
    | ExcludePages
    | IncludeHidden
    | ChooseMetadata
    | ChooseAttachments
    | ChooseOperator
    | Undo
    | Redo
)
