"""The workbook stream of a protected XLS (MS-XLS 2.2.10): records are encrypted, what heads them is not."""

from __future__ import annotations

import struct
from typing import Final

from docsieve.errors import CorruptError
from docsieve.formats._encryption import xor_obfuscation
from docsieve.formats._encryption.answers import refusal, unsupported
from docsieve.formats._encryption.rc4 import decrypt_blocks, passwords_of, unlocked
from docsieve.options import Options

_WHAT: Final = "Excel workbook"
_FILE_PASS: Final = 0x002F
_EOF: Final = 0x000A
_SHEET: Final = 0x0085
#: BOF, FilePass, UsrExcl, FileLock, InterfaceHdr, RRDInfo, RRDHead: never encrypted.
_PLAIN: Final = frozenset((0x0809, _FILE_PASS, 0x0194, 0x0195, 0x00E1, 0x0196, 0x0138))
_BLOCK: Final = 1024
_HEAD: Final = struct.Struct("<HH")
_OFFICE_95: Final = 4


def decrypted(stream: bytes, options: Options) -> bytes:
    """Return the stream in clear, of the same length; as it is where it is not protected.

    Raises:
        CorruptError: how it is protected is past reading.
        EncryptedError: there is no password.
        UnsupportedFormatError: it is protected in a way that is not known here.
        WrongPasswordError: the password is another one.
    """
    how = _file_pass(stream)
    if how is None:
        return stream
    if len(how) == _OFFICE_95:
        return _unmasked(stream, how, options)
    kind = int.from_bytes(how[:2], "little")
    if kind == 0:
        return _unmasked(stream, how[2:6], options)
    if kind != 1:
        raise unsupported(_WHAT, f"encryption of kind {kind}")
    keys = unlocked(how[2:], _WHAT, options)
    clear = bytearray(decrypt_blocks(keys, stream, _BLOCK))
    for kind, at, end in _records(stream):
        clear[at - 4 : at] = stream[at - 4 : at]
        kept = end if kind in _PLAIN else at + 4 if kind == _SHEET else at
        clear[at:kept] = stream[at:kept]
    return bytes(clear)


def _file_pass(stream: bytes) -> bytes | None:
    for kind, at, end in _records(stream):
        if kind == _FILE_PASS:
            return stream[at:end]
        if kind == _EOF:
            return None
    return None


def _records(stream: bytes) -> list[tuple[int, int, int]]:
    """Return kind, start and end of the content of each record."""
    found: list[tuple[int, int, int]] = []
    at = 0
    while at + 4 <= len(stream):
        kind, size = _HEAD.unpack_from(stream, at)
        at += 4
        found.append((kind, at, min(at + size, len(stream))))
        at += size
    return found


def _unmasked(stream: bytes, how: bytes, options: Options) -> bytes:
    if len(how) < _OFFICE_95:
        raise CorruptError(f"The part of the {_WHAT} that says how it is protected is cut off.")
    key, verifier = _HEAD.unpack_from(how)
    for password in passwords_of(options):
        encoded = xor_obfuscation.password_bytes(password)
        if not encoded or xor_obfuscation.verifier_of(encoded) != verifier:
            continue
        if xor_obfuscation.key_of(encoded) == key:
            break
    else:
        raise refusal(_WHAT, options)
    mask = xor_obfuscation.mask_of(encoded)
    clear = bytearray(stream)
    for kind, at, end in _records(stream):
        if kind not in _PLAIN:
            # The mask's place follows from where a record stands and how long it is.
            content = xor_obfuscation.unmask(stream[at:end], mask, end)
            kept = 4 if kind == _SHEET else 0
            clear[at + kept : end] = content[kept:]
    return bytes(clear)
