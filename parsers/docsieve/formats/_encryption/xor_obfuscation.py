"""XOR obfuscation, method 1 ([MS-OFFCRYPTO] 2.3.7.1 to 2.3.7.3): a mask, no cipher, so no library has it."""

from __future__ import annotations

import struct
from typing import Final

#: What short passwords are filled up with (2.3.7.2).
_PAD: Final = bytes.fromhex("bbffffbaffffb98000be0f00bf0f00")
_INITIAL: Final[tuple[int, ...]] = struct.unpack(
    ">15H", bytes.fromhex("e1f01d0fcc9c84c0110c0e10f1ce313e1872e139d40f84f9280ca96a4ec3")
)
#: The first of each seven elements of the matrix; the others follow from it as in a CRC of polynomial 0x1021.
_ROWS: Final[tuple[int, ...]] = struct.unpack(
    ">15H", bytes.fromhex("aefc7b6145630375d8496f45eb2347d3b86145a0aa5176b4373033311021")
)
_LONGEST: Final = 15


def password_bytes(password: str) -> bytes:
    """Return the password as one byte a character, cut to 15 (2.3.7.1); empty where it has none."""
    units = password.encode("utf-16-le", "surrogatepass")
    return bytes(low or high for low, high in zip(units[::2], units[1::2], strict=True))[:_LONGEST]


def verifier_of(password: bytes) -> int:
    """Return what the file holds to check a password by (2.3.7.1)."""
    verifier = 0
    for byte in reversed(bytes((len(password),)) + password):
        verifier = (verifier >> 14 & 1 | verifier << 1 & 0x7FFF) ^ byte
    return verifier ^ 0xCE4B


def key_of(password: bytes) -> int:
    """Return the 16-bit key (2.3.7.2)."""
    key = _INITIAL[len(password) - 1]
    for byte, element in zip(password, _ROWS[-len(password) :], strict=True):
        for bit in range(7):
            if byte >> bit & 1:
                key ^= element
            element = element << 1 ^ (0x11021 if element & 0x8000 else 0)
    return key


def mask_of(password: bytes) -> bytes:
    """Return the 16 bytes that data is masked with (2.3.7.2)."""
    halves = key_of(password).to_bytes(2, "little")
    filled = (password + _PAD)[:16]
    return bytes(_rotated(byte ^ halves[index & 1], 1) for index, byte in enumerate(filled))


def unmask(data: bytes, mask: bytes, start: int) -> bytes:
    """Take the mask off (2.3.7.3), from the mask's byte number `start` on."""
    size = len(data)
    begin = start % 16
    tiled = (mask * (size // 16 + 2))[begin : begin + size]
    mixed = int.from_bytes(data, "little") ^ int.from_bytes(tiled, "little")
    return mixed.to_bytes(size, "little").translate(_ROTATED)


def _rotated(byte: int, bits: int) -> int:
    """Rotate a byte to the right."""
    return (byte >> bits | byte << 8 - bits) & 0xFF


_ROTATED: Final = bytes(_rotated(byte, 5) for byte in range(256))
