"""Password-protected Office documents: an OLE2 file around the encrypted package (MS-OFFCRYPTO 2.3.4)."""

from __future__ import annotations

import dataclasses

from docsieve.errors import CorruptError, EncryptedError, UnsupportedFormatError
from docsieve.format import Confidence, Format, Source
from docsieve.formats._ole.directory import is_ole, root_names
from docsieve.model import Document
from docsieve.report import Report

_PACKAGE = "EncryptedPackage"
_INFO = "EncryptionInfo"


def sniff(source: Source) -> Confidence:
    """Look for the encrypted package at the root of an OLE2 file."""
    if not is_ole(source.head):
        return Confidence.NO
    return Confidence.CERTAIN if _PACKAGE in root_names(source.data) else Confidence.NO


def parse(source: Source, report: Report) -> Document:
    """Decrypt the package and read it as what it is.

    Raises:
        CorruptError: it is damaged, or holds no Office document.
        EncryptedError: there is no password, or it is protected by rights management.
        LimitExceededError: a limit was crossed.
        UnsupportedFormatError: it is encrypted in a way that is not known here.
        WrongPasswordError: the password is another one.
    """
    if _INFO not in root_names(source.data):
        raise EncryptedError(
            "This Office document is protected by rights management: only the people it was issued to can "
            "open it. Open it in Office, save a copy without protection, and choose that copy."
        )
    from docsieve.formats._encryption.office_package import decrypt_package  # noqa: PLC0415 - heavy
    from docsieve.formats._ole.container import Container  # noqa: PLC0415 - heavy
    from docsieve.pipeline import parse_as, warn_of_mismatch  # noqa: PLC0415 - imports all formats
    from docsieve.registry import detect_source  # noqa: PLC0415 - imports all formats

    container = Container(source.data, source.options.limits)
    info, stream = container.read(_INFO), container.read(_PACKAGE)
    if len(info) < 8 or len(stream) < 8:
        raise CorruptError(
            "The protected Office document is cut off or damaged: what is needed to open it is missing. "
            "Get a fresh copy of it and try again."
        )
    package = dataclasses.replace(source, data=decrypt_package(info, stream, source.options, report))
    try:
        declared = detect_source(package)
    except UnsupportedFormatError as error:
        raise CorruptError(
            "The password is right, but what it opens is damaged and no Office document any more. "
            "Get a fresh copy of it and try again."
        ) from error
    warn_of_mismatch(package, declared, report)
    return parse_as(declared, package, report)


FORMAT = Format(
    name="encrypted_office",
    title="Password-protected Office document",
    extensions=(
        ".docx",
        ".docm",
        ".dotx",
        ".dotm",
        ".xlsx",
        ".xlsm",
        ".xltx",
        ".xltm",
        ".xlam",
        ".pptx",
        ".pptm",
        ".ppsx",
        ".ppsm",
        ".potx",
        ".potm",
        ".xlsb",
    ),
    media_types=("application/x-ole-storage",),
    wheels=("lxml", "olefile", "pycryptodome"),
    yields="what its kind of document yields, opened with its password",
    sniff=sniff,
    parse=parse,
)
