"""Messages of a review between page and worker. One worker holds the review of a whole set of documents.

Apart from `docsieve.protocol`, so that reading a file loads none of it; `docsieve.bridge` knows them by their
type, which starts with "review_". Offsets are in UTF-16 code units, as JavaScript counts.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from docsieve.model import Hidden, TextQuality
from docsieve.payload import PayloadContent, Withheld
from docsieve.redaction.model import Kind, Policy
from docsieve.review.changes import Change


class ReviewOpenRequest(msgspec.Struct, tag="review_open", tag_field="type", kw_only=True):
    """Take a document into the review; its JSON text comes beside it. Answered by `ReviewOpened`."""

    v: int
    id: int
    #: The page's own name for it, unique in the set.
    document: str
    filename: str | None = None
    #: Hex SHA-256 of the source file; enters the payload only where `ReviewPayloadRequest` says so.
    source_sha256: str | None = None
    policy: Policy = msgspec.field(default_factory=Policy)


class ReviewViewRequest(msgspec.Struct, tag="review_view", tag_field="type", kw_only=True):
    """Show pages `first` to `last` (indexes, inclusive). Answered by `ReviewPages`."""

    v: int
    id: int
    document: str
    first: int
    last: int
    #: Also make `PageView.payload_markdown`.
    markdown: bool = False


class ReviewChangeRequest(msgspec.Struct, tag="review_change", tag_field="type", kw_only=True):
    """Change something. Answered by `ReviewChanged`."""

    v: int
    id: int
    document: str
    change: Change


class ReviewPayloadRequest(msgspec.Struct, tag="review_payload", tag_field="type", kw_only=True):
    """Make the payload of a document. Answered by `ReviewPayload`, or `redaction_incomplete`."""

    v: int
    id: int
    document: str
    contents: list[PayloadContent] = msgspec.field(default_factory=lambda: ["text"])
    include_name: bool = False
    include_source_sha256: bool = False
    #: The most tokens of a chunk.
    chunk_tokens: int = 400


class ReviewVaultRequest(msgspec.Struct, tag="review_vault", tag_field="type", kw_only=True):
    """What the labels of the set stand for. It must stay on this machine. Answered by `ReviewVault`."""

    v: int
    id: int


class ReviewRestoreRequest(msgspec.Struct, tag="review_restore", tag_field="type", kw_only=True):
    """Put values back in place of the set's labels. Answered by `ReviewRestored`."""

    v: int
    id: int
    text: str


class ReviewImageRequest(msgspec.Struct, tag="review_image", tag_field="type", kw_only=True):
    """Draw a page of the PDF whose bytes come beside it. Answered by `ReviewImage`; no review is needed."""

    v: int
    id: int
    #: As the file counts, from 1.
    page: int
    #: Pixels wanted; fewer where the page would have too many.
    width: int


class ReviewCloseRequest(msgspec.Struct, tag="review_close", tag_field="type", kw_only=True):
    """Forget a document of the set, or the whole set. Answered by `ReviewClosed`."""

    v: int
    id: int
    #: None closes all.
    document: str | None = None


ReviewRequest: TypeAlias = (
    ReviewOpenRequest
    | ReviewViewRequest
    | ReviewChangeRequest
    | ReviewPayloadRequest
    | ReviewVaultRequest
    | ReviewRestoreRequest
    | ReviewImageRequest
    | ReviewCloseRequest
)

#: Where a match stands: in the text of a page, or in one of the names around it.
Place: TypeAlias = Literal["text", "metadata", "name", "attachment_name"]


class ReviewMatch(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A match as the page lists it. It holds document text and never leaves the machine."""

    id: str
    kind: Kind
    rule: str
    place: Place = "text"
    #: Index of the (first) page; None outside the pages.
    page: int | None = None
    #: What was found, on one line, shortened where it is long.
    text: str
    #: Equal values of a kind share it, in all documents of the set.
    group: int
    confidence: float = 1.0
    #: Whether it is redacted now. True is what a review starts with.
    redacted: bool = True


class ReviewPage(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A page, sheet or slide in the list of all of them, those of files inside the file included."""

    #: Its place in the list, from 0: what the other messages call it.
    index: int
    #: As the file counts.
    number: int
    kind: Literal["page", "sheet", "slide", "section"] = "page"
    label: str | None = None
    #: `ReviewAttachment.path` of the file inside the file that it belongs to; None for the document itself.
    attachment: str | None = None
    #: Length of its text, about.
    characters: int = 0
    matches: int = 0
    #: Set where the whole sheet or slide is hidden: it is excluded unless somebody takes it in.
    hidden: Hidden | None = None
    #: Left out by the person, or because it is hidden. Pages of attachments follow their attachment as well.
    excluded: bool = False
    text_quality: TextQuality | None = None
    #: Words that text recognition was unsure of.
    doubts: int = 0


class ReviewField(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A metadata field: "title", "authors", "custom.Department"."""

    name: str
    #: As in the file.
    value: str
    #: As it would be sent.
    payload_value: str
    included: bool = False


class ReviewAttachment(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A file inside the file. `path` is "0", or "0.2" for the third file inside the first."""

    path: str
    name: str
    payload_name: str
    media_type: str | None = None
    #: Bytes.
    size: int | None = None
    #: False where it was not read: there is nothing to send but its absence.
    readable: bool = True
    included: bool = False
    #: Index of its first page, and how many it has.
    first_page: int = 0
    pages: int = 0


class KindCount(msgspec.Struct, kw_only=True):
    """How many matches of a kind there are, and how many of them are redacted."""

    kind: Kind
    found: int
    redacted: int


class ReviewOpened(msgspec.Struct, tag="review_opened", tag_field="type", kw_only=True):
    """Answer to `ReviewOpenRequest`."""

    v: int
    id: int
    document: str
    format: str
    pages: list[ReviewPage]
    matches: list[ReviewMatch]
    counts: list[KindCount]
    metadata: list[ReviewField]
    attachments: list[ReviewAttachment]
    #: Hidden passages by why they are hidden.
    hidden: dict[Hidden, int]
    #: Reasons whose passages are sent.
    hidden_included: list[Hidden] = []
    #: The file name as it would be sent.
    payload_name: str | None = None


class Mark(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A match, or a part of one, in a text: UTF-16 code units `start` to `end`. Marks do not overlap."""

    start: int
    end: int
    #: `ReviewMatch.id`.
    match: str
    kind: Kind
    redacted: bool = True
    #: What stands there in the payload; "" for the later parts of one match.
    replacement: str = ""


class Doubt(msgspec.Struct, kw_only=True):
    """Words that text recognition was unsure of, in a text: UTF-16 code units `start` to `end`."""

    start: int
    end: int


class PageView(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A page as the person sees it beside what is sent of it."""

    index: int
    number: int
    #: The original text, hidden content included and flagged, running headers too.
    text: str
    marks: list[Mark]
    #: In order; a mark may hold some, or begin or end within one.
    doubts: list[Doubt] = []
    #: Exactly what the payload holds for this page; None where the page is left out.
    payload_text: str | None = None
    payload_markdown: str | None = None
    excluded: bool = False


class ReviewPages(msgspec.Struct, tag="review_pages", tag_field="type", kw_only=True):
    """Answer to `ReviewViewRequest`."""

    v: int
    id: int
    document: str
    pages: list[PageView]


class ReviewDelta(msgspec.Struct, omit_defaults=True, kw_only=True):
    """What a change did to one document of the set; lists are empty where nothing changed."""

    document: str
    #: Indexes of pages whose view is no longer current.
    pages: list[int] = []
    #: Matches that are new, by a phrase or expression.
    added: list[ReviewMatch] = []
    #: Ids of matches that are gone, by undoing.
    removed: list[str] = []
    #: Ids of matches that are redacted now, and of those that are kept now.
    redacted: list[str] = []
    kept: list[str] = []
    #: Pages that are left out now, and those that are taken in now.
    excluded: list[int] = []
    included: list[int] = []
    #: All of them, where any changed.
    counts: list[KindCount] | None = None
    metadata: list[ReviewField] | None = None
    attachments: list[ReviewAttachment] | None = None
    hidden_included: list[Hidden] | None = None
    payload_name: str | None = None


class ReviewChanged(msgspec.Struct, tag="review_changed", tag_field="type", kw_only=True):
    """Answer to `ReviewChangeRequest`: one entry for each document that it touched."""

    v: int
    id: int
    documents: list[ReviewDelta]
    can_undo: bool
    can_redo: bool


class ReviewPayload(msgspec.Struct, tag="review_payload", tag_field="type", kw_only=True):
    """Answer to `ReviewPayloadRequest`. Encoded as UTF-8, `payload` is what is shown, hashed and sent."""

    v: int
    id: int
    document: str
    payload: str
    media_type: str
    #: Hex SHA-256 of the payload's bytes, and how many there are.
    sha256: str
    bytes: int
    withheld: Withheld


class ReviewVault(msgspec.Struct, tag="review_vault", tag_field="type", kw_only=True):
    """Answer to `ReviewVaultRequest`: `docsieve.Vault` as JSON text. Never part of a payload."""

    v: int
    id: int
    vault: str
    labels: int


class ReviewRestored(msgspec.Struct, tag="review_restored", tag_field="type", kw_only=True):
    """Answer to `ReviewRestoreRequest`."""

    v: int
    id: int
    text: str
    #: How many labels were replaced by their values.
    restored: int


class ReviewImage(msgspec.Struct, tag="review_image", tag_field="type", kw_only=True):
    """Answer to `ReviewImageRequest`."""

    v: int
    id: int
    width: int
    height: int
    #: Width times height times four bytes (red, green, blue, alpha), deflated (zlib), in base64.
    pixels: str


class ReviewClosed(msgspec.Struct, tag="review_closed", tag_field="type", kw_only=True):
    """Answer to `ReviewCloseRequest`."""

    v: int
    id: int


ReviewResponse: TypeAlias = (
    ReviewOpened
    | ReviewPages
    | ReviewChanged
    | ReviewPayload
    | ReviewVault
    | ReviewRestored
    | ReviewImage
    | ReviewClosed
)
