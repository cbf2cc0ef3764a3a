"""A Document as units, scanned and rewritten one by one: its pages, those of files inside it, names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from docsieve.model import Attachment, Document, Metadata, OutlineEntry, Page
from docsieve.redaction.projection import Projection, Slot, project_names, project_page
from docsieve.redaction.scan_text import ScanText, clean, fold

Place: TypeAlias = Literal["text", "metadata", "name", "attachment_name", "outline"]

_METADATA_TEXTS: Final = (
    "title",
    "subject",
    "description",
    "language",
    "created",
    "modified",
    "last_modified_by",
    "application",
    "producer",
)
_METADATA_LISTS: Final = ("authors", "keywords")


@dataclass(slots=True, eq=False)
class Unit:
    """A page, or the names of one kind around a document. `path` tells files inside the file apart."""

    index: int
    place: Place
    path: tuple[int, ...]
    projection: Projection
    page: Page | None = None
    cleaned: ScanText = field(init=False)
    folded: ScanText = field(init=False)

    def __post_init__(self) -> None:
        """Read the text once."""
        self.cleaned = clean(self.projection.text)
        self.folded = fold(self.cleaned)


def documents_in(
    document: Document, path: tuple[int, ...] = ()
) -> Iterator[tuple[tuple[int, ...], Document]]:
    """Walk the document and the files inside it that were read."""
    yield path, document
    for index, attachment in enumerate(document.attachments):
        if attachment.document is not None:
            yield from documents_in(attachment.document, (*path, index))


def units_in(document: Document) -> Iterator[Unit]:
    """Walk all units: pages first, as they are counted in a review, then names."""
    index = 0
    for path, inner in documents_in(document):
        for page in inner.pages:
            yield Unit(index, "text", path, project_page(page, index), page)
            index += 1
    for path, inner in documents_in(document):
        for place, slots in (
            ("metadata", metadata_slots(inner.metadata)),
            ("attachment_name", attachment_slots(inner.attachments)),
            ("outline", [*_outline_slots(inner.outline), *_revision_slots(inner)]),
        ):
            if slots:
                yield Unit(index, place, path, project_names(slots, index))  # type: ignore[arg-type]
                index += 1


def metadata_slots(metadata: Metadata) -> list[Slot]:
    """Return the strings of metadata; the name of a custom field takes the field with it."""
    slots = [
        Slot(metadata, name, text)
        for name in _METADATA_TEXTS
        if (text := getattr(metadata, name)) is not None
    ]
    for name in _METADATA_LISTS:
        values: list[str] = getattr(metadata, name)
        slots += [Slot(values, index, text) for index, text in enumerate(values)]
    for key, text in metadata.custom.items():
        slots += (Slot(metadata.custom, key, text), Slot(metadata.custom, key, key, is_whole=True))
    return slots


def attachment_slots(attachments: list[Attachment]) -> list[Slot]:
    """Return the names of the files inside the file, then what is said of them."""
    slots = [Slot(attachment, "name", attachment.name) for attachment in attachments]
    return slots + [
        Slot(attachment, "description", attachment.description)
        for attachment in attachments
        if attachment.description
    ]


def _outline_slots(entries: list[OutlineEntry]) -> Iterator[Slot]:
    for entry in entries:
        yield Slot(entry, "title", entry.title)
        yield from _outline_slots(entry.children)


def _revision_slots(document: Document) -> Iterator[Slot]:
    for revision in document.revisions:
        if revision.author is not None:
            yield Slot(revision, "author", revision.author)
