"""Agile encryption, what Office 2010 and later write ([MS-OFFCRYPTO] 2.3.4.10 to 2.3.4.15)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from docsieve.errors import CorruptError
from docsieve.formats._encryption.answers import check_rounds, unsupported
from docsieve.formats._encryption.ciphers import aes_cbc, aes_cfb8
from docsieve.options import Options
from docsieve.xml_reader import read_xml

if TYPE_CHECKING:
    from lxml import etree

_NS: Final = "{http://schemas.microsoft.com/office/2006/encryption}"
_PASSWORD: Final = "{http://schemas.microsoft.com/office/2006/keyEncryptor/password}"  # noqa: S105 - a namespace
_HASHES: Final = {"SHA1": "sha1", "SHA256": "sha256", "SHA384": "sha384", "SHA512": "sha512", "MD5": "md5"}
_VERIFIER_INPUT: Final = bytes.fromhex("fea7d2763b4b9e79")
_VERIFIER_HASH: Final = bytes.fromhex("d7aa0f6d3061344e")
_KEY: Final = bytes.fromhex("146e0be7abacd0d6")
_HMAC_KEY: Final = bytes.fromhex("5fb2ad010cb9e1f6")
_HMAC_VALUE: Final = bytes.fromhex("a0677f02b22c8433")
#: What the package is encrypted in pieces of.
_SEGMENT: Final = 4096
_BLOCK: Final = 16


@dataclass(frozen=True)
class _Cipher:
    """Cipher, hash and salt, as the package and each key have their own (2.3.4.10)."""

    salt: bytes
    key_size: int
    hash_name: str
    hash_size: int
    is_chained: bool

    def digest(self, data: bytes) -> bytes:
        return hashlib.new(self.hash_name, data).digest()

    def decrypt(self, key: bytes, iv: bytes, data: bytes) -> bytes:
        iv = _fitted(iv, _BLOCK)
        data = data[: len(data) // _BLOCK * _BLOCK]
        return aes_cbc(key, iv, data) if self.is_chained else aes_cfb8(key, iv, data)


class AgileEncryption:
    """How one package is encrypted."""

    def __init__(self, xml: bytes, options: Options) -> None:
        """Read the description.

        Raises:
            CorruptError: it lacks something.
            LimitExceededError: it asks for too much work.
            UnsupportedFormatError: it names another cipher, or a certificate in place of a password.
        """
        root = read_xml(xml, "EncryptionInfo", options.limits)
        data = root.find(f"{_NS}keyData")
        encrypted_key = root.find(f".//{_PASSWORD}encryptedKey")
        if data is not None and encrypted_key is None:
            raise unsupported("Office document", "a certificate")
        if data is None or encrypted_key is None:
            raise _damaged()
        self._package = _cipher(data)
        self._key = _cipher(encrypted_key)
        self._rounds = _number(encrypted_key, "spinCount")
        check_rounds(self._rounds, options)
        self._verifier_input = _bytes(encrypted_key, "encryptedVerifierHashInput")
        self._verifier_hash = _bytes(encrypted_key, "encryptedVerifierHashValue")
        self._encrypted_key = _bytes(encrypted_key, "encryptedKeyValue")
        integrity = root.find(f"{_NS}dataIntegrity")
        self._integrity = (
            None
            if integrity is None
            else (_bytes(integrity, "encryptedHmacKey"), _bytes(integrity, "encryptedHmacValue"))
        )

    def key_of(self, password: str) -> bytes | None:
        """Return the key of the package (2.3.4.11, 2.3.4.13); None where the password is another one."""
        cipher = self._key
        new = getattr(hashlib, cipher.hash_name)
        derived = new(cipher.salt + password.encode("utf-16-le", "surrogatepass")).digest()
        for turn in range(self._rounds):
            derived = new(turn.to_bytes(4, "little") + derived).digest()

        def opened(purpose: bytes, data: bytes) -> bytes:
            key = _fitted(cipher.digest(derived + purpose), cipher.key_size)
            return cipher.decrypt(key, cipher.salt, data)

        known = opened(_VERIFIER_INPUT, self._verifier_input)[: len(cipher.salt)]
        expected = opened(_VERIFIER_HASH, self._verifier_hash)[: cipher.hash_size]
        if not expected or not hmac.compare_digest(cipher.digest(known)[: cipher.hash_size], expected):
            return None
        key = opened(_KEY, self._encrypted_key)[: self._package.key_size]
        return key if len(key) == self._package.key_size else None

    def decrypt(self, key: bytes, data: bytes) -> bytes:
        """Return the content (2.3.4.15); `data` without the length that stands before it."""
        cipher = self._package
        parts = []
        for index, at in enumerate(range(0, len(data), _SEGMENT)):
            iv = cipher.digest(cipher.salt + index.to_bytes(4, "little"))
            parts.append(cipher.decrypt(key, iv, data[at : at + _SEGMENT]))
        return b"".join(parts)

    def is_intact(self, key: bytes, stream: bytes) -> bool:
        """Tell whether the whole stream is as it was written (2.3.4.14), as far as the file says how to."""
        if self._integrity is None:
            return True
        cipher = self._package
        secret, value = (
            cipher.decrypt(key, cipher.digest(cipher.salt + purpose), data)[: cipher.hash_size]
            for purpose, data in zip((_HMAC_KEY, _HMAC_VALUE), self._integrity, strict=True)
        )
        return hmac.compare_digest(hmac.digest(secret, stream, cipher.hash_name), value)


def _cipher(element: etree._Element) -> _Cipher:
    name = element.get("cipherAlgorithm", "")
    if name != "AES" or _number(element, "blockSize") != _BLOCK:
        raise unsupported("Office document", f"the cipher {_shown(name)}")
    chaining = element.get("cipherChaining", "")
    if chaining not in ("ChainingModeCBC", "ChainingModeCFB"):
        raise unsupported("Office document", f"AES in the mode {_shown(chaining)}")
    hash_name = element.get("hashAlgorithm", "")
    known = _HASHES.get(hash_name.replace("-", "").upper())
    if known is None:
        raise unsupported("Office document", f"the hash {_shown(hash_name)}")
    key_size = _number(element, "keyBits") // 8
    if key_size not in (16, 24, 32):
        raise _damaged()
    return _Cipher(
        salt=_bytes(element, "saltValue"),
        key_size=key_size,
        hash_name=known,
        hash_size=hashlib.new(known, b"").digest_size,
        is_chained=chaining == "ChainingModeCBC",
    )


def _shown(name: str) -> str:
    """Return a name out of the file if it is one."""
    return (
        name if name.replace("-", "").isalnum() and name.isascii() and len(name) <= 30 else "of another kind"
    )


def _fitted(data: bytes, size: int) -> bytes:
    """Cut, or fill up with 0x36 (2.3.4.11, 2.3.4.12)."""
    return data[:size].ljust(size, b"\x36")


def _number(element: etree._Element, name: str) -> int:
    value = element.get(name, "")
    if not (value.isascii() and value.isdecimal() and len(value) <= 10):
        raise _damaged()
    return int(value)


def _bytes(element: etree._Element, name: str) -> bytes:
    try:
        found = base64.b64decode(element.get(name, ""), validate=True)
    except (binascii.Error, ValueError) as error:
        raise _damaged() from error
    if not found or len(found) > 1 << 16:
        raise _damaged()
    return found


def _damaged() -> CorruptError:
    return CorruptError(
        "The part of the Office document that says how it is protected is damaged, so that no password can "
        "open it. Get a fresh copy of it and try again."
    )
