"""Everything that docsieve raises.

    DocsieveError
    ├── UnsupportedFormatError   unsupported_format   no format recognises the content
    ├── EncryptedError           encrypted            a password is needed and none was given
    ├── WrongPasswordError       wrong_password       the given password does not open the file
    ├── CorruptError             corrupt              damaged so far that nothing usable is left
    ├── EmptyError               empty                there are no bytes at all, or nothing but white space
    ├── LimitExceededError       limit_exceeded       a limit of `docsieve.Limits` was crossed
    ├── BadExpressionError       bad_expression       a regular expression that is wrong or could run away
    ├── RedactionIncompleteError redaction_incomplete a payload still holds what was to be redacted
    └── InternalError            internal             a fault of ours; the cause is chained, never shown

`code` is stable: it crosses to JavaScript and into telemetry. Messages are whole sentences for the person
who dropped the file and never quote the document.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar


class DocsieveError(Exception):
    """The root: catch this one to catch them all."""

    code: ClassVar[str] = "internal"


class UnsupportedFormatError(DocsieveError):
    """No registered format recognises the content."""

    code = "unsupported_format"


class EncryptedError(DocsieveError):
    """The file needs a password and none was given."""

    code = "encrypted"


class WrongPasswordError(DocsieveError):
    """The given password does not open the file."""

    code = "wrong_password"


class CorruptError(DocsieveError):
    """The file is damaged so far that nothing usable is left."""

    code = "corrupt"


class EmptyError(DocsieveError):
    """There is nothing in the file."""

    code = "empty"


class LimitExceededError(DocsieveError):
    """Reading on would cross one of the limits, such as size after unpacking."""

    code = "limit_exceeded"

    @classmethod
    def of(cls, what: str, actual: float, allowed: float, unit: str = "") -> LimitExceededError:
        """Build the error with the one wording all limits share: actual > allowed."""
        unit = f" {unit}" if unit else ""
        return cls(
            f"The file has too much of one thing: {what} is {actual:,.0f}{unit}, "
            f"more than the {allowed:,.0f}{unit} allowed. It was not read any further."
        )


class BadExpressionError(DocsieveError):
    """A regular expression that cannot be used: not valid, too long, or of a kind that could run away."""

    code = "bad_expression"


class RedactionIncompleteError(DocsieveError):
    """The second scan found, in what was to be sent, something that had to be redacted. Nothing is sent.

    `found` counts by kind; the values are in no message.
    """

    code = "redaction_incomplete"

    def __init__(self, message: str, found: Mapping[str, int] | None = None) -> None:
        super().__init__(message)
        self.found = dict(found or {})


class InternalError(DocsieveError):
    """A fault in docsieve itself; the cause is chained for developers and never shown raw."""

    code = "internal"
