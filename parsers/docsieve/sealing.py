"""Open what was sealed in the browser: age files (age-encryption.org/v1), by `pyrage`, Rust's `age`.

Needs `pip install docsieve[seal]`. Sealing is done in the page, with the `age-encryption` npm package.
"""

from __future__ import annotations

from typing import Any

from docsieve.errors import CorruptError, WrongPasswordError

_MISSING = "Sealed payloads take the package pyrage: pip install 'docsieve[seal]'."


def new_key() -> tuple[str, str]:
    """Make a pair: the secret identity ("AGE-SECRET-KEY-1...") and the public recipient ("age1...")."""
    x25519 = _pyrage().x25519
    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def recipient_of(identity: str) -> str:
    """Return the public recipient of a secret identity.

    Raises:
        CorruptError: it is no identity.
    """
    return str(_identity(identity).to_public())


def unseal(data: bytes, identities: list[str]) -> bytes:
    """Return the plain bytes of an age file.

    Raises:
        WrongPasswordError: none of the keys opens it.
        CorruptError: it is no age file, was changed, or an identity cannot be read.
        ImportError: pyrage is not installed.
    """
    pyrage = _pyrage()
    known = [_identity(text) for text in identities]
    if not data.startswith(b"age-encryption.org/v1\n"):
        raise CorruptError("This is not a sealed payload: it is not in the age format.")
    try:
        return bytes(pyrage.decrypt(data, known))
    except pyrage.DecryptError as error:
        if "no matching keys" in str(error).lower():
            raise WrongPasswordError(
                "None of these keys opens this file: it was sealed for another."
            ) from error
        raise CorruptError("The sealed payload is damaged or was changed after it was sealed.") from error


def _identity(text: str) -> Any:
    try:
        return _pyrage().x25519.Identity.from_str(text.strip())
    except Exception as error:
        raise CorruptError("This is no secret key: it should begin with AGE-SECRET-KEY-1.") from error


def _pyrage() -> Any:
    try:
        import pyrage  # noqa: PLC0415 - optional
    except ImportError as error:
        raise ImportError(_MISSING) from error
    return pyrage
