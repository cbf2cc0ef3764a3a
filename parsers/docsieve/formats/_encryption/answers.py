"""What a person is told of a protected document. No sentence ever holds a password."""

from __future__ import annotations

from docsieve.errors import EncryptedError, LimitExceededError, UnsupportedFormatError, WrongPasswordError
from docsieve.options import Options


def refusal(what: str, options: Options) -> EncryptedError | WrongPasswordError:
    """Return the error for a document that no password at hand opens.

    Args:
        what: the kind of document in words ("Word document").
        options: as given by the caller.
    """
    if options.password is None:
        return EncryptedError(f"This {what} is locked with a password. Enter it to read the file.")
    return WrongPasswordError(f"The password does not open this {what}. Check it and try again.")


def unsupported(what: str, scheme: str) -> UnsupportedFormatError:
    """Return the error for a protection that cannot be opened here, whatever the password."""
    return UnsupportedFormatError(
        f"This {what} is protected with {scheme}, which cannot be opened here, even with the right password. "
        "Open it in the program it was written with, save a copy without protection, and choose that copy."
    )


def check_rounds(rounds: int, options: Options) -> None:
    """Bound the work of turning a password into a key.

    Raises:
        LimitExceededError: the file asks for more rounds than `max_key_rounds`.
    """
    allowed = options.limits.max_key_rounds
    if not 0 <= rounds <= allowed:
        raise LimitExceededError.of("the work of checking its password", rounds, allowed, "rounds")
