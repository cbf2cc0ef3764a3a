"""The receipt of an upload: what was sent, when, where, and what was withheld. Declared here once.

The page makes it from the payload and the receiver's answer; the person keeps it. It is a statement that can
be held against the payload, the source file and what the receiver stored, not a signature: docs/upload.md.
"""

from __future__ import annotations

import hashlib
from typing import Final

import msgspec

from docsieve import payload as payloads
from docsieve.errors import CorruptError
from docsieve.payload import PAYLOAD_MEDIA_TYPE, Withheld

#: Raised on every change that an older reader could trip over.
RECEIPT_VERSION: Final = 1


class ReceiptBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A sequence of bytes: its hex SHA-256, its length, its media type."""

    sha256: str
    bytes: int
    media_type: str


class ReceiptAnswer(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What the receiver said: its id for the payload, when it stored it (ISO 8601), the hash it computed."""

    id: str
    received: str
    sha256: str
    #: It had been stored before: a repeat after a lost answer.
    duplicate: bool


class Receipt(msgspec.Struct, omit_defaults=True, kw_only=True, forbid_unknown_fields=True):
    """What a person can show of an upload. It holds no text of the document."""

    receipt_version: int
    #: The payload as it was shown to the person.
    payload: ReceiptBody
    #: The sealed file that went over the wire instead, and for whom (age recipients).
    sealed: ReceiptBody | None = None
    recipients: list[str] = []
    #: Address without query, and the key that says which upload it was.
    endpoint: str
    idempotency_key: str
    #: When it was sent, by the clock of the sender (ISO 8601, UTC).
    sent: str
    answer: ReceiptAnswer
    #: From the payload: format, pages, what made it, what was withheld; the source only where it was agreed.
    format: str
    page_count: int
    parsers: dict[str, str]
    withheld: Withheld
    source_sha256: str | None = None


class Finding(msgspec.Struct, frozen=True):
    """One thing that was checked: what, whether it holds, and what was seen where it does not."""

    what: str
    holds: bool
    seen: str = ""


def read_receipt(data: bytes) -> Receipt:
    """Read a receipt.

    Raises:
        CorruptError: it is no receipt, or one of another version.
    """
    try:
        receipt = msgspec.json.decode(data, type=Receipt)
    except msgspec.DecodeError as error:
        raise CorruptError("This is no receipt of Docsieve.") from error
    if receipt.receipt_version != RECEIPT_VERSION:
        raise CorruptError(
            f"The receipt is of version {receipt.receipt_version}; this reads version {RECEIPT_VERSION}."
        )
    return receipt


def check_receipt(
    receipt: Receipt,
    *,
    payload: bytes | None = None,
    sealed: bytes | None = None,
    source: bytes | None = None,
) -> list[Finding]:
    """Hold a receipt against itself and against whatever of the upload is at hand.

    Args:
        receipt: from `read_receipt`.
        payload: what the person saved, or what `docsieve unseal` gave, or what the receiver stored.
        sealed: the sealed file as stored.
        source: the file that the text came from.
    """
    sent = receipt.sealed or receipt.payload
    findings = [
        Finding(
            "the receiver stored what was sent",
            receipt.answer.sha256 == sent.sha256,
            "its hash is another" if receipt.answer.sha256 != sent.sha256 else "",
        )
    ]
    if payload is not None:
        findings += [_compared("the payload", receipt.payload, payload), *_about(receipt, payload)]
    if sealed is not None:
        if receipt.sealed is None:
            findings.append(Finding("the sealed file", holds=False, seen="this upload was not sealed"))
        else:
            findings.append(_compared("the sealed file", receipt.sealed, sealed))
    if source is not None:
        if receipt.source_sha256 is None:
            findings.append(
                Finding("the source file", holds=False, seen="its hash was not sent: not comparable")
            )
        else:
            holds = hashlib.sha256(source).hexdigest() == receipt.source_sha256
            findings.append(Finding("the source file", holds, "" if holds else "its hash is another"))
    return findings


def _compared(what: str, body: ReceiptBody, data: bytes) -> Finding:
    if len(data) != body.bytes:
        return Finding(what, holds=False, seen=f"it has {len(data):,} bytes, not {body.bytes:,}")
    holds = hashlib.sha256(data).hexdigest() == body.sha256
    return Finding(what, holds, "" if holds else "its hash is another")


def _about(receipt: Receipt, data: bytes) -> list[Finding]:
    """Compare what the receipt tells of the payload with the payload itself."""
    if receipt.payload.media_type != PAYLOAD_MEDIA_TYPE:
        return [Finding("the payload's type", holds=False, seen="the receipt names another media type")]
    try:
        payload = payloads.decode(data)
    except msgspec.DecodeError:
        return [Finding("the payload can be read", holds=False, seen="it is no payload of this version")]
    document = payload.document
    pairs: list[tuple[str, object, object]] = [
        ("what was withheld", receipt.withheld, document.withheld),
        ("the versions", receipt.parsers, payload.parsers),
        ("format and pages", (receipt.format, receipt.page_count), (document.format, document.page_count)),
        ("the source's hash", receipt.source_sha256, document.source_sha256),
    ]
    return [
        Finding(what, told == found, "" if told == found else "the payload says otherwise")
        for what, told, found in pairs
    ]
