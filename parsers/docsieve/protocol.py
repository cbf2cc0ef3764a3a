"""The messages between a page and the worker: declared here once, TypeScript types are generated from them.

A request travels as a JavaScript object with the file's ArrayBuffer transferred beside it; Python sees its
JSON text (`docsieve.bridge.handle`) and answers JSON text. `v` and `build_id` must agree on both sides.
Field names are snake_case on the wire, as in the document model.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from docsieve.model import Document, HiddenChoice, Locator, ParseWarning
from docsieve.options import Limits

#: Raised on every change that an older page or worker could trip over.
PROTOCOL_VERSION = 3

Output: TypeAlias = Literal["text", "markdown", "json", "html", "chunks"]
Stage: TypeAlias = Literal["boot", "packages", "parse", "render", "redact", "recognise"]

#: Codes of `docsieve.errors`, and those that only the browser side can raise.
ErrorCode: TypeAlias = Literal[
    "unsupported_format",
    "encrypted",
    "wrong_password",
    "corrupt",
    "empty",
    "limit_exceeded",
    "bad_expression",
    "redaction_incomplete",
    "internal",
    "cancelled",
    "worker_crashed",
    "timeout",
    "stalled",
    "load_failed",
    "version_mismatch",
    "unreadable",
]


class WireOptions(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """`docsieve.Options` as they cross the boundary."""

    password: str | None = None
    limits: Limits | None = None
    pages: list[tuple[int, int]] | None = None
    #: What a reader of the original would not see: "include" shows it in all outputs, marked as hidden;
    #: "exclude" takes it out of all; None keeps it in the Document only, flagged, and in texts what a reader
    #: can unfold.
    hidden: HiddenChoice | None = None


class ChunkOptions(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """How the output "chunks" is cut: see `docsieve.chunk`."""

    max_tokens: int = 400
    #: Less than `max_tokens`.
    overlap: int = 0
    by: Literal["structure", "page"] = "structure"

    def __post_init__(self) -> None:
        """Refuse numbers that `docsieve.chunk` would refuse: the message is then none of this protocol."""
        if self.max_tokens < 1 or not 0 <= self.overlap < self.max_tokens:
            raise ValueError("max_tokens is at least 1, and overlap at least 0 and less than max_tokens")


class DetectRequest(msgspec.Struct, tag="detect", tag_field="type", kw_only=True):
    """Which format is it, and which wheels does it take? The file's bytes come beside it."""

    v: int
    id: int
    filename: str | None = None


class ParseRequest(msgspec.Struct, tag="parse", tag_field="type", kw_only=True):
    """Read the file whose bytes come beside it."""

    v: int
    id: int
    filename: str | None = None
    options: WireOptions = msgspec.field(default_factory=WireOptions)
    outputs: list[Output] = msgspec.field(default_factory=list)
    #: For the output "chunks".
    chunking: ChunkOptions | None = None
    #: Send the text of pages (`PagesRead`) while others are still being read.
    pages_ahead: bool = False


class FormatsRequest(msgspec.Struct, tag="formats", tag_field="type", kw_only=True):
    """Which formats are there?"""

    v: int
    id: int


Request: TypeAlias = DetectRequest | ParseRequest | FormatsRequest


class FormatInfo(msgspec.Struct, kw_only=True):
    """A format as the page and the file picker need it."""

    name: str
    title: str
    extensions: list[str]
    media_types: list[str]
    wheels: list[str]
    wheels_on_demand: list[str] = []


class WireError(msgspec.Struct, omit_defaults=True, kw_only=True):
    """An error as a value. `message` is a sentence for people where `user_facing`; never document text."""

    code: ErrorCode
    message: str
    user_facing: bool = True
    retryable: bool = False
    where: Locator | None = None


class Init(msgspec.Struct, tag="init", tag_field="type", kw_only=True):
    """Page to worker, first of all: start, and be the same build as the page. Never reaches Python."""

    v: int
    id: int
    build_id: str
    #: Names of formats whose wheels are loaded ahead of the first file.
    preload: list[str] = msgspec.field(default_factory=list)


class Ready(msgspec.Struct, tag="ready", tag_field="type", kw_only=True):
    """Worker to page: answer to `Init` once Python runs."""

    v: int
    id: int
    build_id: str
    formats: list[FormatInfo]


class PreloadRequest(msgspec.Struct, tag="preload", tag_field="type", kw_only=True):
    """Page to worker: load the wheels of these formats now. Never reaches Python."""

    v: int
    id: int
    formats: list[str]
    #: Also those that only some of their files need: what it takes to go offline.
    on_demand: bool = False


class Preloaded(msgspec.Struct, tag="preloaded", tag_field="type", kw_only=True):
    """Worker to page: answer to `PreloadRequest`."""

    v: int
    id: int


class Wanted(msgspec.Struct, tag="wanted", tag_field="type", kw_only=True):
    """Worker to page: send these files of the site, for request `id`. The page knows which there are."""

    v: int
    id: int
    paths: list[str]


class ResourceEntry(msgspec.Struct, kw_only=True):
    """A request the browser recorded (Resource Timing): times in ms since the epoch, `received` in bytes."""

    url: str
    initiator: str
    started: float
    received: int


class WorkerState(msgspec.Struct, tag="state", tag_field="type", kw_only=True):
    """Worker to page, after each answer and each request it made: `id` is 0, `heap_bytes` never shrinks."""

    v: int
    id: int
    heap_bytes: int
    resources: list[ResourceEntry] = msgspec.field(default_factory=list)


class Formats(msgspec.Struct, tag="formats", tag_field="type", kw_only=True):
    """Answer to `FormatsRequest`; the worker builds its `ready` message from it."""

    v: int
    id: int
    formats: list[FormatInfo]


class Detected(msgspec.Struct, tag="detected", tag_field="type", kw_only=True):
    """Answer to `DetectRequest`."""

    v: int
    id: int
    format: FormatInfo


class Progress(msgspec.Struct, tag="progress", tag_field="type", omit_defaults=True, kw_only=True):
    """How far a request is. `done` and `total` are pages while parsing, bytes or files while loading."""

    v: int
    id: int
    stage: Stage
    done: int
    total: int | None = None


class PageText(msgspec.Struct, omit_defaults=True, kw_only=True):
    """The text of a page, sheet or slide before the whole document is known."""

    number: int
    label: str | None = None
    text: str


class PagesRead(msgspec.Struct, tag="pages", tag_field="type", kw_only=True):
    """Pages that are read while a `ParseRequest` with `pages_ahead` runs, in order, each once.

    What only the whole document can tell is not decided yet; `Result` replaces them.
    """

    v: int
    id: int
    pages: list[PageText]


class Result(msgspec.Struct, tag="result", tag_field="type", kw_only=True):
    """Answer to `ParseRequest`: the outputs that were asked for.

    `json` is the JSON text of the Document, `chunks` that of a list of `Chunk`.
    """

    v: int
    id: int
    format: str
    pages: int
    warnings: list[ParseWarning]
    text: str | None = None
    markdown: str | None = None
    json: str | None = None
    html: str | None = None
    chunks: str | None = None


class WheelsNeeded(msgspec.Struct, tag="wheels_needed", tag_field="type", kw_only=True):
    """Answer to `ParseRequest`: the file needs these wheels as well; load them and ask again."""

    v: int
    id: int
    wheels: list[str]


class Failed(msgspec.Struct, tag="error", tag_field="type", kw_only=True):
    """Answer to any request that failed."""

    v: int
    id: int
    error: WireError


class Supplied(msgspec.Struct, tag="supplied", tag_field="type", omit_defaults=True, kw_only=True):
    """Page to worker: a file of the site, checked; bytes or compiled module come beside it. `id` is 0."""

    v: int
    id: int
    path: str
    #: Why it could not be had, where it comes without bytes.
    error: WireError | None = None


Response: TypeAlias = Formats | Detected | Progress | Result | WheelsNeeded | Failed

#: What the generated schema and types cover.
ROOTS = (
    Document,
    DetectRequest,
    ParseRequest,
    FormatsRequest,
    Formats,
    Detected,
    Progress,
    PagesRead,
    Result,
    WheelsNeeded,
    Failed,
    Init,
    Ready,
    PreloadRequest,
    Preloaded,
    Wanted,
    Supplied,
    WorkerState,
)
