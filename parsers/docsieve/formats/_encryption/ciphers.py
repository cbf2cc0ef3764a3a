"""The ciphers, all of them pycryptodome's, whose wheel is fetched when the first protected file arrives."""

from __future__ import annotations

from typing import Any, Final

from docsieve.wheels_on_demand import require

_WHEEL: Final = "pycryptodome"


def _module(name: str) -> Any:
    return require(f"Crypto.Cipher.{name}", _WHEEL)


def aes_ecb(key: bytes, data: bytes) -> bytes:
    """Decrypt whole blocks, each by itself."""
    aes = _module("AES")
    return bytes(aes.new(key, aes.MODE_ECB).decrypt(data))


def aes_cbc(key: bytes, iv: bytes, data: bytes) -> bytes:
    """Decrypt whole blocks in chaining mode; padding is left to the caller."""
    aes = _module("AES")
    return bytes(aes.new(key, aes.MODE_CBC, iv=iv).decrypt(data))


def aes_cfb8(key: bytes, iv: bytes, data: bytes) -> bytes:
    """Decrypt in feedback mode, byte by byte."""
    aes = _module("AES")
    return bytes(aes.new(key, aes.MODE_CFB, iv=iv, segment_size=8).decrypt(data))


def aes_gcm(key: bytes, nonce: bytes, data: bytes, tag: bytes) -> bytes | None:
    """Decrypt in counter mode; None where the tag does not match: another key, or damage."""
    aes = _module("AES")
    try:
        return bytes(aes.new(key, aes.MODE_GCM, nonce=nonce).decrypt_and_verify(data, tag))
    except ValueError:
        return None


def blowfish_cfb(key: bytes, iv: bytes, data: bytes, bits: int) -> bytes:
    """Decrypt in feedback mode, so many bits at a time."""
    blowfish = _module("Blowfish")
    pad = -len(data) % (bits // 8)
    cipher = blowfish.new(key, blowfish.MODE_CFB, iv=iv, segment_size=bits)
    return bytes(cipher.decrypt(data + bytes(pad)))[: len(data)]


def rc4(key: bytes, data: bytes) -> bytes:
    """Decrypt with RC4."""
    return bytes(_module("ARC4").new(key).decrypt(data))


def pbkdf2_sha1(password: bytes, salt: bytes, size: int, rounds: int) -> bytes:
    """Derive a key; Pyodide's hashlib comes without `pbkdf2_hmac`."""
    kdf = require("Crypto.Protocol.KDF", _WHEEL)
    sha1 = require("Crypto.Hash.SHA1", _WHEEL)
    return bytes(kdf.PBKDF2(password, salt, size, rounds, hmac_hash_module=sha1))
