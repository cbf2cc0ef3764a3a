"""Encryption by the CryptoAPI of Windows ([MS-OFFCRYPTO] 2.3.2 to 2.3.5): AES for packages, else RC4."""

from __future__ import annotations

import hashlib
import hmac
import struct
from dataclasses import dataclass
from typing import Final

from docsieve.errors import CorruptError
from docsieve.formats._encryption.answers import unsupported
from docsieve.formats._encryption.ciphers import aes_ecb, rc4

_AES: Final = {0x660E: 16, 0x660F: 24, 0x6610: 32}
_RC4: Final = 0x6801
_SHA1: Final = 0x8004
_USES_AES: Final = 0x20
_IS_EXTERNAL: Final = 0x10
#: Rounds of hashing in standard encryption (2.3.4.7).
_ROUNDS: Final = 50_000


@dataclass(frozen=True)
class CryptoApiHeader:
    """Header and verifier (2.3.2, 2.3.3). `key_size` in bytes."""

    is_aes: bool
    key_size: int
    salt: bytes
    verifier: bytes
    verifier_hash: bytes


def read_header(data: bytes, what: str) -> CryptoApiHeader:
    """Read what follows the version.

    Args:
        data: from the flags on.
        what: the kind of document in words, for errors.

    Raises:
        CorruptError: it is cut off.
        UnsupportedFormatError: another cipher than AES and RC4, or a provider of one's own.
    """
    try:
        _, size = struct.unpack_from("<II", data)
        flags, _, algorithm, hash_id, bits = struct.unpack_from("<IIIII", data, 8)
        at = 8 + size
        salt_size = int.from_bytes(data[at : at + 4], "little")
        salt, verifier = data[at + 4 : at + 20], data[at + 20 : at + 36]
        rest = data[at + 40 : at + 72]
    except struct.error as error:
        raise _damaged(what) from error
    if flags & _IS_EXTERNAL:
        raise unsupported(what, "an encryption provider of its own")
    if algorithm == 0:
        algorithm = 0x660E if flags & _USES_AES else _RC4
    if hash_id not in (0, _SHA1):
        raise unsupported(what, f"the hash algorithm {hash_id:#06x}")
    if algorithm in _AES:
        key_size = _AES[algorithm]
    elif algorithm == _RC4:
        key_size = (bits or 40) // 8
    else:
        raise unsupported(what, f"the cipher {algorithm:#06x}")
    if salt_size != 16 or len(rest) < 20 or not 5 <= key_size <= 32:
        raise _damaged(what)
    return CryptoApiHeader(algorithm in _AES, key_size, salt, verifier, rest)


def standard_key_of(header: CryptoApiHeader, password: str) -> bytes | None:
    """Return the key of a package (2.3.4.7, 2.3.4.9); None where the password is another one."""
    derived = hashlib.sha1(header.salt + _encoded(password), usedforsecurity=False).digest()
    for turn in range(_ROUNDS):
        derived = hashlib.sha1(turn.to_bytes(4, "little") + derived, usedforsecurity=False).digest()
    derived = hashlib.sha1(derived + bytes(4), usedforsecurity=False).digest()
    key = b""
    for filler in (0x36, 0x5C):
        mixed = bytes(byte ^ filler for byte in derived.ljust(64, b"\0"))
        key += hashlib.sha1(mixed, usedforsecurity=False).digest()
    key = key[: header.key_size]
    known, expected = aes_ecb(key, header.verifier), aes_ecb(key, header.verifier_hash)[:20]
    right = hmac.compare_digest(hashlib.sha1(known, usedforsecurity=False).digest(), expected)
    return key if right else None


@dataclass(frozen=True)
class Rc4CryptoApi:
    """The key to a binary document (2.3.5): `base` is the hash of salt and password."""

    base: bytes
    key_size: int

    def key_of_block(self, block: int) -> bytes:
        """Return the RC4 key of one block (2.3.5.2)."""
        derived = hashlib.sha1(self.base + block.to_bytes(4, "little"), usedforsecurity=False).digest()
        key = derived[: self.key_size]
        return key.ljust(16, b"\0") if self.key_size == 5 else key


def rc4_crypto_api_of(header: CryptoApiHeader, password: str) -> Rc4CryptoApi | None:
    """Return the key (2.3.5.6); None where the password is another one."""
    found = Rc4CryptoApi(
        hashlib.sha1(header.salt + _encoded(password), usedforsecurity=False).digest(), header.key_size
    )
    opened = rc4(found.key_of_block(0), header.verifier + header.verifier_hash[:20])
    right = hmac.compare_digest(hashlib.sha1(opened[:16], usedforsecurity=False).digest(), opened[16:])
    return found if right else None


def _encoded(password: str) -> bytes:
    return password.encode("utf-16-le", "surrogatepass")


def _damaged(what: str) -> CorruptError:
    return CorruptError(
        f"The part of the {what} that says how it is protected is damaged, so that no password can open it. "
        "Get a fresh copy of it and try again."
    )
