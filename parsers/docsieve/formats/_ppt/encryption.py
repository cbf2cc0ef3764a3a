"""The stream of a protected presentation ([MS-PPT] 2.3.7): each object is encrypted with a key of its own."""

from __future__ import annotations

from typing import Final

from docsieve.errors import CorruptError
from docsieve.formats._encryption.ciphers import rc4
from docsieve.formats._encryption.rc4 import unlocked
from docsieve.formats._ppt.records import record_at
from docsieve.options import Options

_WHAT: Final = "PowerPoint presentation"
_SESSION: Final = 0x2F14
_HEAD: Final = 8


def decrypted(stream: bytes, offsets: dict[int, int], session: int, options: Options) -> bytes:
    """Return the stream with the objects in force in clear, each where it was.

    Args:
        stream: the PowerPoint Document stream.
        offsets: where the objects are, by id.
        session: the id of the record that tells how they are encrypted.
        options: with the password.

    Raises:
        CorruptError: that record is missing or damaged.
        EncryptedError: there is no password.
        UnsupportedFormatError: encrypted in a way that is not known here.
        WrongPasswordError: the password is another one.
    """
    described = record_at(stream, offsets.get(session, -1), len(stream))
    if described is None or described.kind != _SESSION:
        raise CorruptError(
            f"The part of the {_WHAT} that says how it is protected is missing, so that no password can open "
            "it. Get a fresh copy of it and try again."
        )
    keys = unlocked(stream[described.start : described.end], _WHAT, options)
    clear = bytearray(stream)
    done = 0
    for number, at in offsets.items():
        if number == session or not 0 <= at <= len(stream) - _HEAD:
            continue
        key = keys.key_of_block(number)
        size = int.from_bytes(rc4(key, stream[at : at + _HEAD])[4:], "little")
        end = min(at + _HEAD + size, len(stream))
        done += end - at
        if done > 2 * len(stream):
            # Objects do not overlap; of a file where they do, what was decrypted first is shown.
            break
        clear[at:end] = rc4(key, stream[at:end])
    return bytes(clear)
