"""The payload of a document in a review: exactly the pages that were shown, and what was left out of it."""

from __future__ import annotations

import importlib.metadata
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from docsieve._version import __version__
from docsieve.chunking import Chunk, chunk
from docsieve.model import Attachment, Document, Hidden, Metadata, Page
from docsieve.payload import (
    PAYLOAD_VERSION,
    Payload,
    PayloadContent,
    PayloadDocument,
    PayloadPage,
    Withheld,
    encode,
)
from docsieve.redaction.scan import Found
from docsieve.redaction.second_scan import SecondScan
from docsieve.registry import all_formats
from docsieve.review.held import path_text
from docsieve.review.session import ReviewSession

_LISTS: Final = ("authors", "keywords")
_BLANK_LINES: Final = re.compile(r"\n[ ]*(?:\n[ ]*)*")


class PayloadChoice(msgspec.Struct, frozen=True, kw_only=True):
    """What a payload holds beside what was decided in the review."""

    contents: Sequence[PayloadContent] = ("text",)
    include_name: bool = False
    include_source_sha256: bool = False
    chunk_tokens: int = 400


def build_payload(
    session: ReviewSession,
    key: str,
    choice: PayloadChoice,
    *,
    parsers: Mapping[str, str] | None = None,
    on_page: Callable[[int, int | None], object] | None = None,
) -> tuple[bytes, Withheld]:
    """Return the payload's bytes, the same for the same decisions, and what is withheld.

    Args:
        session: the review.
        key: which document of it.
        choice: what goes in.
        parsers: names and versions of what read the document; asked of the installed packages by default.
        on_page: told how many pages were looked through once more.

    Raises:
        RedactionIncompleteError: the second scan found something.
    """
    built = _Builder(session, key, choice).build(())
    held = session.document(key)
    made = parsers if parsers is not None else parser_versions(held.document.format)
    payload = Payload(payload_version=PAYLOAD_VERSION, document=built, parsers=dict(made))
    kept = session.decided(key).kept
    check = SecondScan(
        held.rules,
        held.policy.min_confidence,
        (found for found in held.matches if found.id not in kept),
        (found for found in held.matches if found.id in kept),
        held.read,
    )
    check.demand(_counted(_uncovered(session, key, built), built.page_count, on_page))
    held.read = check.read
    return encode(payload), built.withheld


def metadata_fields(metadata: Metadata) -> dict[str, str]:
    """Return the fields that have something in them, as a payload names and writes them."""
    fields: dict[str, str] = {}
    for name in Metadata.__struct_fields__:
        value = getattr(metadata, name)
        if name in _LISTS:
            value = ", ".join(part for part in value if part)
        if isinstance(value, str) and value:
            fields[name] = value
    fields.update({f"custom.{name}": value for name, value in metadata.custom.items() if value})
    return fields


def parser_versions(format_name: str) -> dict[str, str]:
    """Return the versions of docsieve and of the packages that read a format."""
    versions = {"docsieve": __version__}
    for known in all_formats():
        if known.name == format_name:
            for wheel in known.wheels:
                try:
                    versions[wheel] = importlib.metadata.version(wheel)
                except importlib.metadata.PackageNotFoundError:
                    continue
    return dict(sorted(versions.items()))


def texts_of(document: PayloadDocument) -> Iterator[tuple[int | None, str]]:
    """Walk every text of a payload, with the number of its page."""
    yield None, document.name or ""
    for name, value in document.metadata.items():
        yield None, f"{name}\n{value}"
    for page in document.pages:
        for text in (page.label, page.text, page.markdown):
            if text:
                yield page.number, text
    for piece in document.chunks:
        number = piece.pages[0] if piece.pages else None
        yield number, "\n".join(piece.headings)
        yield number, piece.text
    for attached in document.attachments:
        for _, text in texts_of(attached):
            yield None, text


def _uncovered(session: ReviewSession, key: str, built: PayloadDocument) -> Iterator[tuple[int | None, str]]:
    """Walk the texts of a payload; in place of chunks that a page's text covers, the text of that page."""
    pages = {page.number: page.text or "" for page in built.pages}
    if built.chunks and not any(pages.values()):
        for index, (path, page) in enumerate(session.document(key).pages):
            written = session.written(key, index) if not path else None
            if written is not None:
                pages[page.number] = written.text
                yield page.number, written.text
    lines = {number: _BLANK_LINES.sub("\n", text) for number, text in pages.items()}
    chunks = [
        piece
        for piece in built.chunks
        if _BLANK_LINES.sub("\n", piece.text)
        not in "\n".join(lines.get(number, "") for number in piece.pages)
    ]
    headings = "\n\n".join(dict.fromkeys(heading for piece in built.chunks for heading in piece.headings))
    yield None, headings
    yield from texts_of(msgspec.structs.replace(built, chunks=chunks))


def _counted(
    texts: Iterator[tuple[int | None, str]], total: int, on_page: Callable[[int, int | None], object] | None
) -> Iterator[tuple[int | None, str]]:
    done = 0
    for page, text in texts:
        yield page, text
        if on_page is not None and page is not None and page > done:
            done = page
            on_page(min(done, total), total)


class _Builder:
    def __init__(self, session: ReviewSession, key: str, choice: PayloadChoice) -> None:
        self._session = session
        self._key = key
        self._choice = choice
        self._held = session.document(key)
        self._decided = session.decided(key)
        self._sent = session.sent(key)
        self._first: dict[tuple[int, ...], int] = {}
        at = 0
        for path, inner in self._held.documents.items():
            self._first[path] = at
            at += len(inner.pages)

    def build(self, path: tuple[int, ...]) -> PayloadDocument:
        """Return a document as it is sent, with the files inside it that are."""
        document = self._held.documents[path]
        choice = self._choice
        fields = metadata_fields(self._held.metadata(path, self._redacted, self._written))
        known = metadata_fields(document.metadata)
        attached = [
            (*path, index)
            for index, attachment in enumerate(document.attachments)
            if attachment.document is not None and path_text((*path, index)) in self._decided.attachments
        ]
        return PayloadDocument(
            format=document.format,
            name=self._name(path) if choice.include_name else None,
            source_sha256=self._held.source_sha256 if choice.include_source_sha256 and not path else None,
            page_count=len(document.pages),
            metadata={name: text for name, text in fields.items() if name in self._decided.fields},
            pages=list(self._pages(path)) if {"text", "markdown"} & set(choice.contents) else [],
            chunks=self._chunks(path) if "chunks" in choice.contents and not path else [],
            attachments=[self.build(inner) for inner in attached],
            withheld=Withheld(
                pages=[page.number for page, sent in self._own(path) if not sent],
                hidden=dict(sorted(self._hidden(path).items())),
                metadata=sorted(
                    {name.partition(".")[0] for name in known if name not in self._decided.fields}
                ),
                attachments=len(document.attachments) - len(attached),
                redacted=dict(sorted(self._counts(path).items())),
            ),
        )

    def _redacted(self, unit: int) -> Collection[Found]:
        return self._session.redacted_in(self._key, unit)

    def _written(self, found: Found) -> str:
        return self._session.replacement(self._key, found)

    def _own(self, path: tuple[int, ...]) -> list[tuple[Page, bool]]:
        first = self._first[path]
        pages = self._held.documents[path].pages
        return list(zip(pages, self._sent[first : first + len(pages)], strict=True))

    def _name(self, path: tuple[int, ...]) -> str | None:
        if not path:
            return self._held.name(self._redacted, self._written)
        return self._held.attachment_names(path[:-1], self._redacted, self._written)[path[-1]]

    def _pages(self, path: tuple[int, ...]) -> Iterator[PayloadPage]:
        contents = self._choice.contents
        first = self._first[path]
        for index in range(first, first + len(self._held.documents[path].pages)):
            written = self._session.written(self._key, index, markdown="markdown" in contents)
            if written is None:
                continue
            page = written.page
            yield PayloadPage(
                number=page.number,
                kind=page.kind,
                label=page.label,
                text=written.text if "text" in contents else None,
                markdown=written.markdown if "markdown" in contents else None,
                text_quality=page.text_quality,
            )

    def _chunks(self, path: tuple[int, ...]) -> list[Chunk]:
        return chunk(self._redacted_document(path), max_tokens=self._choice.chunk_tokens, hidden="include")

    def _redacted_document(self, path: tuple[int, ...]) -> Document:
        """Return what is sent of a document as a Document, to be cut into chunks."""
        document = self._held.documents[path]
        first = self._first[path]
        pages = [self._session.written(self._key, first + index) for index in range(len(document.pages))]
        names = self._held.attachment_names(path, self._redacted, self._written)
        attachments = [
            Attachment(
                name=names[index] if self._choice.include_name else f"{index + 1}",
                document=self._redacted_document((*path, index)),
            )
            for index, attachment in enumerate(document.attachments)
            if attachment.document is not None and path_text((*path, index)) in self._decided.attachments
        ]
        return Document(
            format=document.format,
            schema_version=document.schema_version,
            metadata=Metadata(),
            pages=[written.page for written in pages if written is not None],
            attachments=attachments,
        )

    def _hidden(self, path: tuple[int, ...]) -> Counter[Hidden]:
        first = self._first[path]
        total: Counter[Hidden] = Counter()
        for index in range(first, first + len(self._held.documents[path].pages)):
            for reason, count in self._held.hidden[index].items():
                is_whole = self._held.pages[index][1].hidden is not None
                if not self._sent[index] if is_whole else reason not in self._decided.hidden:
                    total[reason] += count
        return total

    def _counts(self, path: tuple[int, ...]) -> Counter[str]:
        """Count what was redacted in the pages that are sent."""
        first = self._first[path]
        counts: Counter[str] = Counter()
        for index in range(first, first + len(self._held.documents[path].pages)):
            for found in self._redacted(index):
                if found.ranges[0].unit == index:  # one over two pages counts once
                    counts[found.kind] += any(self._sent[self._held.stands_on(at)] for at in found.ranges)
        return counts
