"""Password-protected Office documents: an OLE2 file around the encrypted package (MS-OFFCRYPTO 2.3).

Recognised and named, so that the person learns what to do; the package itself is not decrypted yet.
"""

from __future__ import annotations

from typing import Final

from docsieve.errors import EncryptedError
from docsieve.format import Confidence, Format, Source
from docsieve.model import Document
from docsieve.report import Report

_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Directory entries are 128 bytes and, as sectors are, aligned to that (MS-CFB 2.6.1).
_ENTRY: Final = 128
_STREAM: Final = 2


def sniff(source: Source) -> Confidence:
    """Look for the directory entry of the encrypted package."""
    if not source.head.startswith(_SIGNATURE):
        return Confidence.NO
    return Confidence.CERTAIN if _has_stream(source.data, "EncryptedPackage") else Confidence.NO


def parse(source: Source, report: Report) -> Document:
    """Refuse: what is inside cannot be read without decrypting it.

    Raises:
        EncryptedError: always.
    """
    advice = "Open it in Office, save a copy without protection, and choose that copy."
    if not _has_stream(source.data, "EncryptionInfo"):
        raise EncryptedError(
            "This Office document is protected by rights management: only the people it was issued to can "
            f"open it. {advice}"
        )
    if source.options.password is None:
        raise EncryptedError(f"This Office document is protected with a password. {advice}")
    raise EncryptedError(
        "This Office document is protected with a password, and such documents cannot be opened here yet, "
        f"even with the right one. {advice}"
    )


def _has_stream(data: bytes, name: str) -> bool:
    """Tell whether the OLE2 directory has a stream of that name, damaged sector chains or not."""
    encoded = (name + "\0").encode("utf-16-le")
    at = data.find(encoded)
    while at != -1:
        length = int.from_bytes(data[at + 64 : at + 66], "little")
        if at % _ENTRY == 0 and length == len(encoded) and data[at + 66 : at + 67] == bytes((_STREAM,)):
            return True
        at = data.find(encoded, at + 2)
    return False


FORMAT = Format(
    name="encrypted_office",
    title="Password-protected Office document",
    extensions=(".docx", ".xlsx", ".pptx", ".docm", ".xlsm", ".pptm", ".dotx", ".xltx", ".potx", ".xlsb"),
    media_types=("application/x-ole-storage",),
    yields="a clear answer that the document is protected",
    sniff=sniff,
    parse=parse,
)
