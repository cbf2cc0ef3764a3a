"""Is this body a payload? Everything that is stored has been through `checked`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import msgspec
from docsieve import payload as payloads
from docsieve.payload import PAYLOAD_MEDIA_TYPE, PAYLOAD_VERSION, SEALED_MEDIA_TYPE, PayloadDocument

from docsieve_intake.refusals import bad_request, not_a_payload, wrong_type

#: Control characters have no place in text; tab, line feed, form feed and carriage return do.
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
#: The first line of the age format (age-encryption.org/v1), binary; its armour is not taken.
_AGE_FIRST_LINE: Final = b"age-encryption.org/v1\n"
#: Files inside files inside files.
_MAX_DEPTH: Final = 8
#: Text is indexed in passages of at most so many characters: databases limit what one entry may hold.
PASSAGE: Final = 100_000


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text that can be searched. `page` is None for chunks and metadata."""

    page: int | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What is known of a body that is a payload."""

    media_type: str
    #: None where it is sealed.
    format: str | None = None
    name: str | None = None
    title: str | None = None
    page_count: int | None = None
    passages: tuple[Passage, ...] = ()

    @property
    def is_sealed(self) -> bool:
        """Tell whether only the holder of the key can read it."""
        return self.media_type == SEALED_MEDIA_TYPE


def media_type_of(header: str | None) -> str:
    """Return the media type of a Content-Type header, if payloads come as that.

    Raises:
        Refusal: they do not; a file or a form, for instance.
    """
    media_type = (header or "").partition(";")[0].strip().lower()
    if media_type not in {PAYLOAD_MEDIA_TYPE, SEALED_MEDIA_TYPE}:
        raise wrong_type(f"`{PAYLOAD_MEDIA_TYPE}`, or `{SEALED_MEDIA_TYPE}` where it is sealed")
    return media_type


def checked(body: bytes, media_type: str) -> Checked:
    """Check a body wholly.

    Raises:
        Refusal: it is not what it says it is. The sentence never quotes it.
    """
    if media_type == SEALED_MEDIA_TYPE:
        return _checked_sealed(body)
    try:
        payload = payloads.decode(body)
    except msgspec.ValidationError as error:
        # msgspec names the field and the type it expected, never a value.
        raise not_a_payload("not_a_payload", f"This is JSON, but no payload: {error}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise not_a_payload("not_json", "This is no JSON in UTF-8.") from error
    if payload.payload_version != PAYLOAD_VERSION:
        raise not_a_payload(
            "unknown_version",
            f"The payload is of version {payload.payload_version}; this takes version {PAYLOAD_VERSION}.",
        )
    if payloads.encode(payload) != body:
        # One text, one sequence of bytes: no repeated keys that two readers would understand differently.
        raise not_a_payload("not_canonical", "The payload is not written as Docsieve writes it.")
    document = payload.document
    for text in _texts(document, 0):
        if _CONTROL.search(text):
            raise not_a_payload("not_text", "The payload holds control characters: that is no text.")
    return Checked(
        media_type=media_type,
        format=document.format,
        name=document.name,
        title=document.metadata.get("title"),
        page_count=document.page_count,
        passages=tuple(_passages(document)),
    )


def _checked_sealed(body: bytes) -> Checked:
    if not body.startswith(_AGE_FIRST_LINE) or b"\n--- " not in body[:65536]:
        raise not_a_payload("not_sealed", "This is no file in the age format.")
    return Checked(media_type=SEALED_MEDIA_TYPE)


def _texts(document: PayloadDocument, depth: int) -> Iterator[str]:
    """Return every text of a document and of the files inside it."""
    if depth > _MAX_DEPTH:
        raise not_a_payload("too_deep", "The payload has files inside files inside files, too many deep.")
    yield from (document.format, document.name or "", *document.metadata, *document.metadata.values())
    for page in document.pages:
        yield from (page.label or "", page.text or "", page.markdown or "")
    for chunk in document.chunks:
        yield from (*chunk.headings, chunk.text)
    for inner in document.attachments:
        yield from _texts(inner, depth + 1)


def _passages(document: PayloadDocument) -> Iterator[Passage]:
    """Return what can be searched, each text once: pages may come as text, as Markdown and in chunks."""
    yield from _cut(None, "\n".join((document.name or "", *document.metadata.values())))
    for page in document.pages:
        yield from _cut(page.number, page.text if page.text is not None else page.markdown or "")
    if not document.pages:
        for chunk in document.chunks:
            yield from _cut(chunk.pages[0] if chunk.pages else None, chunk.text)
    for inner in document.attachments:
        yield from _passages(inner)


def _cut(page: int | None, text: str) -> Iterator[Passage]:
    """Cut between words; a word is lost to the search only where there is no space at all."""
    at = 0
    while at < len(text):
        end = min(len(text), at + PASSAGE)
        if end < len(text):
            space = max(text.rfind(" ", at, end), text.rfind("\n", at, end))
            end = space + 1 if space > at else end
        yield Passage(page, text[at:end])
        at = end


def idempotency_key(header: str | None) -> str:
    """Return the key.

    Raises:
        Refusal: there is none, or none that can be one.
    """
    key = (header or "").strip().strip('"')
    if not re.fullmatch(r"[!-~]{16,128}", key):
        raise bad_request(
            "bad_key", "Each payload takes an `Idempotency-Key` of 16 to 128 visible ASCII characters."
        )
    return key
