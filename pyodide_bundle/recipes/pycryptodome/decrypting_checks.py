"""Checks of the shipped pycryptodome, which test_in_pyodide.mjs runs: published test vectors."""

from __future__ import annotations

from pathlib import Path

import Crypto
import pytest
from Crypto.Cipher import AES, ARC4, Blowfish
from Crypto.Hash import SHA1, SHA256
from Crypto.Protocol.KDF import PBKDF2
from Crypto.Util.Padding import unpad

KEY_256 = bytes(range(32))
PLAIN = bytes.fromhex("00112233445566778899aabbccddeeff")
#: NIST SP 800-38A, appendix F: the key and the first blocks of all its examples.
KEY_128 = bytes.fromhex("2b7e151628aed2a6abf7158809cf4f3c")
BLOCKS = bytes.fromhex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51")


@pytest.mark.parametrize(
    ("size", "encrypted"),
    [
        (16, "69c4e0d86a7b0430d8cdb78070b4c55a"),
        (24, "dda97ca4864cdfe06eaf70a0ec0d7191"),
        (32, "8ea2b7ca516745bfeafc49904b496089"),
    ],
)
def test_aes_of_each_key_size(size: int, encrypted: str) -> None:  # FIPS 197, appendix C
    cipher = AES.new(KEY_256[:size], AES.MODE_ECB)
    assert cipher.decrypt(bytes.fromhex(encrypted)) == PLAIN


def test_chained_blocks() -> None:  # SP 800-38A, F.2.1
    encrypted = bytes.fromhex("7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2")
    assert AES.new(KEY_128, AES.MODE_CBC, iv=bytes(range(16))).decrypt(encrypted) == BLOCKS


def test_cipher_feedback_of_bytes() -> None:  # SP 800-38A, F.3.7
    encrypted = bytes.fromhex("3b79424c9c0dd436bace9e0ed4586a4f32b9")
    cipher = AES.new(KEY_128, AES.MODE_CFB, iv=bytes(range(16)), segment_size=8)
    assert cipher.decrypt(encrypted) == BLOCKS[:18]


def test_authenticated_blocks() -> None:  # McGrew and Viega, test case 14
    cipher = AES.new(bytes(32), AES.MODE_GCM, nonce=bytes(12))
    tag = bytes.fromhex("d0d1c8a799996bf0265b98b5d48ab919")
    encrypted = bytes.fromhex("cea7403d4d606b6e074ec5d3baf39d18")
    assert cipher.decrypt_and_verify(encrypted, tag) == bytes(16)
    with pytest.raises(ValueError, match="MAC"):
        AES.new(bytes(32), AES.MODE_GCM, nonce=bytes(12)).decrypt_and_verify(encrypted, bytes(16))


def test_rc4() -> None:  # RFC 6229
    assert ARC4.new(bytes(range(1, 6))).encrypt(bytes(16)).hex() == "b2396305f03dc027ccc3524a0a1118a8"


@pytest.mark.parametrize(
    ("key", "plain", "encrypted"),
    [
        ("0123456789abcdef", "1111111111111111", "61f9c3802281b096"),
        ("fedcba9876543210", "0123456789abcdef", "0aceab0fc6a0a28d"),
    ],
)
def test_blowfish(key: str, plain: str, encrypted: str) -> None:  # Young's vectors, as published by Schneier
    cipher = Blowfish.new(bytes.fromhex(key), Blowfish.MODE_ECB)  # noqa: S304 - what is checked
    assert cipher.decrypt(bytes.fromhex(encrypted)).hex() == plain


def test_keys_from_passwords() -> None:  # RFC 6070, RFC 7914
    assert PBKDF2(b"password", b"salt", 20, 4096, hmac_hash_module=SHA1).hex() == (
        "4b007901b765489abead49d926f721d065a429c1"
    )
    assert PBKDF2(b"passwd", b"salt", 64, 1, hmac_hash_module=SHA256).hex().startswith("55ac046e56e3089f")


def test_a_megabyte_is_decrypted_in_place_of_a_copy() -> None:  # outputs of 64 KiB and more take another way
    data = bytes(1 << 20)
    encrypted = AES.new(KEY_256, AES.MODE_CBC, iv=bytes(16)).encrypt(data)
    assert AES.new(KEY_256, AES.MODE_CBC, iv=bytes(16)).decrypt(encrypted) == data


def test_padding_is_taken_off() -> None:
    assert unpad(b"abc" + b"\x0d" * 13, 16) == b"abc"


def test_nothing_else_is_shipped() -> None:
    shipped = {path.stem for path in (Path(Crypto.__file__).parent / "Cipher").glob("[A-Z]*.py")}
    assert shipped == {"AES", "ARC4", "Blowfish"}
