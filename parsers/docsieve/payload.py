"""The payload: the only thing that leaves the machine. Declared here once; schema and types are made from it.

A payload is a JSON object in UTF-8, made by `docsieve.review` from a redacted Document and shown to the
person byte for byte before it is sent. It holds text, never a file. Defaults are left out of the JSON.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import msgspec

from docsieve.chunking import Chunk
from docsieve.model import Hidden, TextQuality

#: Raised on every change that an older receiver could trip over.
PAYLOAD_VERSION: Final = 1

#: Media type of a payload, and of one that is sealed (an age file whose plain text is a payload).
PAYLOAD_MEDIA_TYPE: Final = "application/vnd.docsieve.payload+json"
SEALED_MEDIA_TYPE: Final = "application/age"

PayloadContent: TypeAlias = Literal["text", "markdown", "chunks"]


class PayloadPage(msgspec.Struct, omit_defaults=True, kw_only=True, forbid_unknown_fields=True):
    """A page, sheet or slide that is sent: its text, its Markdown, or both. `number` is that of the file."""

    number: int
    kind: Literal["page", "sheet", "slide", "section"] = "page"
    label: str | None = None
    text: str | None = None
    markdown: str | None = None
    #: Set where the text cannot be trusted wholly.
    text_quality: TextQuality | None = None


class Withheld(msgspec.Struct, omit_defaults=True, kw_only=True, forbid_unknown_fields=True):
    """What was left out, in numbers and names of kinds only: never the withheld text itself."""

    #: Numbers of pages, sheets or slides that were left out whole.
    pages: list[int] = []
    #: Hidden passages left out, by why they are hidden.
    hidden: dict[Hidden, int] = {}
    #: Names of metadata fields left out, as in `docsieve.Metadata` ("authors", "custom").
    metadata: list[str] = []
    #: How many files inside the file were left out.
    attachments: int = 0
    #: Redacted passages by kind ("email", "iban", "custom").
    redacted: dict[str, int] = {}


class PayloadDocument(msgspec.Struct, omit_defaults=True, kw_only=True, forbid_unknown_fields=True):
    """A document as it is sent. Files inside the file that are sent are documents within it."""

    #: Registered name of the format: "pdf", "docx".
    format: str
    #: File name, where the person agreed to send it; redacted like any text.
    name: str | None = None
    #: Hex SHA-256 of the source file, only where the person agreed.
    source_sha256: str | None = None
    #: How many pages, sheets or slides the file has, sent or not.
    page_count: int
    #: The chosen fields, redacted; lists are joined with ", ", custom fields are "custom.NAME".
    metadata: dict[str, str] = {}
    pages: list[PayloadPage] = []
    chunks: list[Chunk] = []
    attachments: list[PayloadDocument] = []
    withheld: Withheld = msgspec.field(default_factory=Withheld)


class Payload(msgspec.Struct, omit_defaults=True, kw_only=True, forbid_unknown_fields=True):
    """What is sent. Encoded by `docsieve.payload.encode`, which gives the same bytes everywhere."""

    payload_version: int
    document: PayloadDocument
    #: What made it: {"docsieve": "0.1.0", "pypdfium2": "5.15.2"}.
    parsers: dict[str, str]


def encode(payload: Payload) -> bytes:
    """Return the payload as JSON in UTF-8: the bytes that are shown, hashed and sent."""
    return msgspec.json.encode(payload)


def decode(data: bytes | str) -> Payload:
    """Read a payload; unknown fields are refused.

    Raises:
        msgspec.ValidationError: it is JSON but no payload of this version.
        msgspec.DecodeError: it is no JSON.
    """
    return msgspec.json.decode(data, type=Payload)
