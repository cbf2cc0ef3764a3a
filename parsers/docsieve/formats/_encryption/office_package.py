"""The encrypted package of DOCX, XLSX, PPTX and XLSB inside its OLE2 file ([MS-OFFCRYPTO] 2.3.4)."""

from __future__ import annotations

from typing import Final

from docsieve.errors import CorruptError
from docsieve.formats._encryption.agile import AgileEncryption
from docsieve.formats._encryption.answers import refusal, unsupported
from docsieve.formats._encryption.ciphers import aes_ecb
from docsieve.formats._encryption.crypto_api import read_header, standard_key_of
from docsieve.formats._encryption.rc4 import passwords_of
from docsieve.options import Options
from docsieve.report import Report

_WHAT: Final = "Office document"
_AGILE: Final = (4, 4)
_BLOCK: Final = 16


def decrypt_package(info: bytes, stream: bytes, options: Options, report: Report) -> bytes:
    """Return the package.

    Args:
        info: the stream EncryptionInfo.
        stream: the stream EncryptedPackage.
        options: with the password.
        report: told when the content is not what was written.

    Raises:
        CorruptError: it is damaged.
        EncryptedError: there is no password.
        LimitExceededError: checking a password is too much work.
        UnsupportedFormatError: encrypted in a way that is not known here.
        WrongPasswordError: the password is another one.
    """
    major, minor = int.from_bytes(info[:2], "little"), int.from_bytes(info[2:4], "little")
    size, content = int.from_bytes(stream[:8], "little"), stream[8:]
    if (major, minor) == _AGILE:
        agile = AgileEncryption(info[8:], options)
        for password in passwords_of(options):
            key = agile.key_of(password)
            if key is not None:
                if not agile.is_intact(key, stream):
                    report.warn(
                        "integrity_failed",
                        "The protected document was changed or damaged after it was written: its seal does "
                        "not fit. What could be read of it is shown.",
                    )
                return _cut(agile.decrypt(key, content), size)
        raise refusal(_WHAT, options)
    if minor == 3:
        raise unsupported(_WHAT, "extensible encryption")
    if major not in (2, 3, 4) or minor != 2:
        raise unsupported(_WHAT, f"encryption of version {major}.{minor}")
    header = read_header(info[4:], _WHAT)
    if not header.is_aes:
        raise unsupported(_WHAT, "RC4 around a package")
    for password in passwords_of(options):
        key = standard_key_of(header, password)
        if key is not None:
            return _cut(aes_ecb(key, content[: len(content) // _BLOCK * _BLOCK]), size)
    raise refusal(_WHAT, options)


def _cut(package: bytes, size: int) -> bytes:
    """Take off what fills the last block up."""
    package = package[:size]
    if not package.startswith(b"PK"):
        raise CorruptError(
            "The password is right, but what it opens is no Office document: the file is damaged. "
            "Get a fresh copy of it and try again."
        )
    return package
