"""Encrypted parts of OpenDocument packages (ODF 1.3 part 2, 3.4), and LibreOffice's Argon2id and AES-GCM."""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from docsieve.errors import CorruptError, LimitExceededError
from docsieve.formats._encryption.answers import check_rounds, refusal, unsupported
from docsieve.formats._encryption.argon2 import argon2id
from docsieve.formats._encryption.ciphers import aes_cbc, aes_gcm, blowfish_cfb, pbkdf2_sha1
from docsieve.formats._odf.namespaces import MANIFEST
from docsieve.options import MIB, Options

if TYPE_CHECKING:
    from lxml import etree

#: LibreOffice 24.2 and later.
_LOEXT: Final = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_BLOCK: Final = 16
_NONCE: Final = 12
_TAG: Final = 16
#: How much of a part its checksum is over.
_CHECKED: Final = 1024
#: Parts have salts of their own, so each costs its rounds; a file of many charts has hundreds.
_TOTAL_ROUNDS: Final = 10


@dataclass(frozen=True)
class Encryption:
    """What the manifest says of one part. Algorithms by the last word of their names, lower case."""

    cipher: str
    iv: bytes
    checksum: bytes
    checksum_kind: str
    start_key: str
    derivation: str
    key_size: int
    rounds: int
    salt: bytes
    #: Of Argon2: passes, KiB of memory, lanes.
    argon2: tuple[int, int, int]

    @classmethod
    def of(cls, data: etree._Element) -> Encryption:
        """Read `manifest:encryption-data`; what is missing is empty or 0."""
        algorithm = data.find(f"{MANIFEST}algorithm")
        derivation = data.find(f"{MANIFEST}key-derivation")
        start = data.find(f"{MANIFEST}start-key-generation")
        start_key = "sha1" if start is None else _word(_get(start, "start-key-generation-name"))
        return cls(
            cipher=_word(_get(algorithm, "algorithm-name")),
            iv=_bytes(_get(algorithm, "initialisation-vector")),
            checksum=_bytes(_get(data, "checksum")),
            checksum_kind=_word(_get(data, "checksum-type")),
            start_key=start_key,
            derivation=_word(_get(derivation, "key-derivation-name")),
            key_size=_number(_get(derivation, "key-size")) or 16,
            rounds=_number(_get(derivation, "iteration-count")),
            salt=_bytes(_get(derivation, "salt")),
            argon2=(
                _number(_argon2(derivation, "iterations")),
                _number(_argon2(derivation, "memory")),
                _number(_argon2(derivation, "lanes")),
            ),
        )


class Decryption:
    """Opens the parts of one package with one password."""

    def __init__(self, what: str, options: Options) -> None:
        """Remember what to say of whom.

        Args:
            what: the kind of document in words ("OpenDocument spreadsheet").
            options: with the password.
        """
        self._what = what
        self._options = options
        self._encodings = _encodings(options.password or "")
        self._is_right = False
        self._rounds = 0
        self._unpacked = 0

    def open(self, how: Encryption, data: bytes) -> bytes:
        """Return a part in clear and unpacked.

        Raises:
            CorruptError: it is damaged.
            EncryptedError: there is no password.
            LimitExceededError: it unpacks to too much, or its key is too much work.
            UnsupportedFormatError: encrypted in a way that is not known here.
            WrongPasswordError: the password is another one.
        """
        self._check_scheme(how)
        if self._options.password is None:
            raise refusal(self._what, self._options)
        for encoded in self._encodings:
            packed = self._decrypted(how, self._key(how, encoded), data)
            content = None if packed is None else self._unpack(packed)
            if content is not None:
                self._is_right = True
                self._encodings = (encoded,)
                return content
        if self._is_right:
            raise CorruptError("This encrypted part is damaged and cannot be decrypted.")
        raise refusal(self._what, self._options)

    def _check_scheme(self, how: Encryption) -> None:
        if not (how.cipher and how.derivation):
            raise refusal(self._what, self._options) if self._options.password is None else self._damaged()
        if how.cipher not in _CIPHERS:
            raise unsupported(self._what, f"the cipher {_shown(how.cipher)}")
        if how.derivation == "pgp":
            raise unsupported(self._what, "OpenPGP keys in place of a password")
        if how.derivation not in ("pbkdf2", "argon2id"):
            raise unsupported(self._what, f"the key derivation {_shown(how.derivation)}")
        if how.start_key not in ("sha1", "sha256", "sha512"):
            raise unsupported(self._what, f"the hash {_shown(how.start_key)}")

    def _key(self, how: Encryption, password: bytes) -> bytes:
        hashed = hashlib.new(how.start_key, password).digest()
        if how.derivation == "pbkdf2":
            check_rounds(how.rounds, self._options)
            self._rounds += how.rounds
            if self._rounds > _TOTAL_ROUNDS * self._options.limits.max_key_rounds:
                check_rounds(self._rounds, self._options)
            if how.rounds < 1 or how.key_size > 64 or not how.salt:
                raise self._damaged()
            return pbkdf2_sha1(hashed, how.salt, how.key_size, how.rounds)
        rounds, memory, lanes = how.argon2
        allowed = self._options.limits.max_member_bytes
        if memory * 1024 > allowed:
            raise LimitExceededError.of(
                "the memory for checking its password", memory * 1024, allowed, "bytes"
            )
        # As much work as a round of hashing is a block of 1 KiB.
        check_rounds(rounds * memory, self._options)
        key = argon2id(hashed, how.salt, how.key_size, rounds=rounds, memory=memory, lanes=lanes)
        if key is None:
            raise self._damaged()
        return key

    def _decrypted(self, how: Encryption, key: bytes, data: bytes) -> bytes | None:
        """Return the packed part; None where key or data are wrong."""
        size = _CIPHERS[how.cipher]
        if how.cipher.startswith("aes") and len(key) != size:
            raise self._damaged()
        if how.cipher.endswith("-gcm"):
            if data[:_NONCE] == how.iv:
                data = data[_NONCE:]
            if len(data) < _TAG or not how.iv:
                raise self._damaged()
            return aes_gcm(key, how.iv, data[:-_TAG], data[-_TAG:])
        if how.cipher.endswith("-cbc"):
            if len(how.iv) != _BLOCK:
                raise self._damaged()
            padded = aes_cbc(key, how.iv, data[: len(data) // _BLOCK * _BLOCK])
            # The last byte counts what fills the last block up (XML Encryption 1.1, 5.2).
            filler = padded[-1] if padded else 0
            if not 1 <= filler <= _BLOCK:
                return None
            return _checked(how, padded[:-filler])
        if len(how.iv) != 8 or not 4 <= len(key) <= 56:
            raise self._damaged()
        # What OpenOffice and LibreOffice call CFB goes by 64 bits; the standard asks for 8.
        found = _checked(how, blowfish_cfb(key, how.iv, data, 64))
        return _checked(how, blowfish_cfb(key, how.iv, data, 8)) if found is None else found

    def _unpack(self, packed: bytes) -> bytes | None:
        limits = self._options.limits
        most = min(limits.max_member_bytes, limits.max_unpacked_bytes - self._unpacked)
        if len(packed) * limits.max_ratio > MIB:
            most = min(most, len(packed) * limits.max_ratio)
        else:
            most = min(most, MIB)
        unpacker = zlib.decompressobj(-15)
        try:
            content = unpacker.decompress(packed, most + 1)
        except zlib.error:
            return None
        if len(content) > most:
            raise LimitExceededError.of("the unpacked size of one part", len(content), most, "bytes")
        self._unpacked += len(content)
        return content if unpacker.eof else None

    def _damaged(self) -> CorruptError:
        return CorruptError(
            f"The part of the {self._what} that says how it is protected is damaged, so that no password can "
            "open it. Get a fresh copy of it and try again."
        )


#: Name -> size of the key in bytes, 0 for any.
_CIPHERS: Final = {
    "blowfish": 0,
    **{f"aes{bits}-{mode}": bits // 8 for bits in (128, 192, 256) for mode in ("cbc", "gcm")},
}


def _checked(how: Encryption, packed: bytes) -> bytes | None:
    """Return what has the checksum that it should have."""
    name = how.checksum_kind.partition("-")[0].partition("/")[0]
    if name not in ("sha1", "sha256") or not how.checksum:
        return packed
    checked = packed[:_CHECKED] if how.checksum_kind.endswith("1k") else packed
    return packed if hashlib.new(name, checked).digest() == how.checksum else None


def _encodings(password: str) -> tuple[bytes, ...]:
    """Return the password in UTF-8 and, as early versions of OpenOffice had it, in windows-1252."""
    found = [password.encode("utf-8", "surrogatepass")]
    if not password.isascii():
        old = password.encode("cp1252", "replace")
        if b"?" not in old:
            found.append(old)
    return tuple(found)


def _word(name: str) -> str:
    """Return the last word of an algorithm's name: of a URL, of a URN, or "Blowfish CFB", "SHA1/1K"."""
    if "#" in name:
        name = name.rpartition("#")[2]
    elif ":" in name:
        name = name.rpartition(":")[2]
    return name.lower().removesuffix(" cfb").removesuffix("-cfb")


def _shown(name: str) -> str:
    known = name.isascii() and name.replace("-", "").isalnum() and len(name) <= 30
    return name if known else "of another kind"


def _get(element: etree._Element | None, name: str) -> str:
    return "" if element is None else element.get(f"{MANIFEST}{name}", "")


def _argon2(element: etree._Element | None, name: str) -> str:
    if element is None:
        return ""
    return element.get(f"{_LOEXT}argon2-{name}", "") or element.get(f"{MANIFEST}argon2-{name}", "")


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= 10 else 0


def _bytes(value: str) -> bytes:
    try:
        return base64.b64decode(value)
    except (binascii.Error, ValueError):
        return b""
