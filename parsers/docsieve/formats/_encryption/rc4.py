"""RC4 in binary Office documents: whose key it is, and streams in blocks ([MS-OFFCRYPTO] 2.3.5, 2.3.6)."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Final, Protocol

from docsieve.errors import CorruptError
from docsieve.formats._encryption.answers import refusal, unsupported
from docsieve.formats._encryption.ciphers import rc4
from docsieve.formats._encryption.crypto_api import rc4_crypto_api_of, read_header
from docsieve.options import Options

#: Office opens workbooks protected with this one without asking: their author wanted a mark, not a lock.
DEFAULT_PASSWORD: Final = "VelvetSweatshop"  # noqa: S105 - known to everyone
_OFFICE_97: Final = (1, 1)


class BlockKeys(Protocol):
    """Where the keys of blocks come from."""

    def key_of_block(self, block: int) -> bytes:
        """Return the RC4 key of one block."""
        ...


@dataclass(frozen=True)
class _Office97:
    """The 40-bit key of Office 97 (2.3.6.2)."""

    base: bytes

    def key_of_block(self, block: int) -> bytes:
        """Return the RC4 key of one block."""
        return hashlib.md5(self.base + block.to_bytes(4, "little"), usedforsecurity=False).digest()


def passwords_of(options: Options) -> tuple[str, ...]:
    """Return what is tried in order: the given password, and the one that is no secret."""
    return (DEFAULT_PASSWORD,) if options.password is None else (options.password, DEFAULT_PASSWORD)


def unlocked(info: bytes, what: str, options: Options) -> BlockKeys:
    """Return the keys to a document.

    Args:
        info: its EncryptionInfo, from the version on.
        what: the kind of document in words, for errors.
        options: with the password.

    Raises:
        CorruptError: the description is damaged.
        EncryptedError: there is no password.
        UnsupportedFormatError: it is no RC4.
        WrongPasswordError: the password is another one.
    """
    major, minor = int.from_bytes(info[:2], "little"), int.from_bytes(info[2:4], "little")
    if (major, minor) == _OFFICE_97:
        if len(info) < 52:
            raise CorruptError(f"The part of the {what} that says how it is protected is cut off.")
        for password in passwords_of(options):
            known = _office_97_of(info[4:52], password)
            if known is not None:
                return known
        raise refusal(what, options)
    if major not in (2, 3, 4) or minor != 2:
        raise unsupported(what, f"encryption of version {major}.{minor}")
    header = read_header(info[4:], what)
    if header.is_aes:
        raise unsupported(what, "AES inside a binary document")
    for password in passwords_of(options):
        found = rc4_crypto_api_of(header, password)
        if found is not None:
            return found
    raise refusal(what, options)


def decrypt_blocks(keys: BlockKeys, data: bytes, size: int) -> bytes:
    """Decrypt a stream whose blocks of `size` bytes have keys of their own, by their number."""
    return b"".join(
        rc4(keys.key_of_block(block), data[at : at + size])
        for block, at in enumerate(range(0, len(data), size))
    )


def _office_97_of(verifier: bytes, password: str) -> _Office97 | None:
    """Derive the key and check it (2.3.6.2, 2.3.6.4)."""
    hashed = hashlib.md5(password.encode("utf-16-le", "surrogatepass"), usedforsecurity=False).digest()[:5]
    derived = hashlib.md5((hashed + verifier[:16]) * 16, usedforsecurity=False).digest()
    found = _Office97(derived[:5])
    opened = rc4(found.key_of_block(0), verifier[16:48])
    right = hmac.compare_digest(hashlib.md5(opened[:16], usedforsecurity=False).digest(), opened[16:])
    return found if right else None
