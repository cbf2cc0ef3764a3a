"""The one module that JavaScript calls: JSON text and bytes in, JSON text out. It never raises.

    answer = handle('{"type":"parse","v":1,"id":7,"filename":"a.pdf","outputs":["text"]}', data, emit)

JavaScript calls `handle_utf8`, whose answer is the same as bytes, and decodes it in one go: Pyodide makes a
string of a Python string by adding one character after the other, which takes seconds and hundreds of
megabytes where there is much to tell. Messages are those of `docsieve.protocol`.
"""

from __future__ import annotations

import time
import typing
from collections.abc import Callable
from typing import Any, Final, TypeAlias, assert_never

import msgspec

from docsieve.chunking import chunk
from docsieve.errors import (
    DocsieveError,
    EncryptedError,
    InternalError,
    LimitExceededError,
    WrongPasswordError,
)
from docsieve.format import Format
from docsieve.model import Document, HiddenChoice
from docsieve.options import Limits, Options
from docsieve.pages_ahead import PagesAhead
from docsieve.pipeline import parse_or_need
from docsieve.protocol import (
    PROTOCOL_VERSION,
    ChunkOptions,
    Detected,
    DetectRequest,
    ErrorCode,
    Failed,
    FormatInfo,
    Formats,
    FormatsRequest,
    PagesRead,
    PageText,
    ParseRequest,
    Progress,
    Request,
    Response,
    Result,
    Stage,
    WheelsNeeded,
    WireError,
)
from docsieve.registry import all_formats, detect
from docsieve.renderers import render
from docsieve.wheels_on_demand import WheelsNeededError

if typing.TYPE_CHECKING:
    from docsieve.recognition.messages import RecogniseAddRequest

#: Takes one `Progress` message as JSON text, or one `PagesRead` as JSON text in UTF-8: it may be long.
Emit: TypeAlias = Callable[[str | bytes], object]

#: Seconds between two progress messages: twenty a second is as smooth as a person can see.
_PROGRESS_EVERY: Final = 0.05


class _Header(msgspec.Struct):
    """What every message has, whatever else is wrong with it."""

    v: int = -1
    id: int = -1
    type: str = ""


#: Messages of `docsieve.review`, whose modules are loaded with the first of them.
_REVIEW: Final = "review_"
#: Likewise of `docsieve.recognition`.
_RECOGNISE: Final = "recognise_"

_HEADER_DECODER: Final = msgspec.json.Decoder(_Header)
_REQUEST_DECODER: Final = msgspec.json.Decoder(Request)
_ENCODER: Final = msgspec.json.Encoder()
#: The review that this worker holds, if any.
_SESSION: Final[dict[str, Any]] = {}


def handle(request_json: str, data: Any = None, emit: Emit | None = None) -> str:
    """Answer one request as `handle_utf8` does, with a string."""
    return handle_utf8(request_json, data, emit).decode()


def handle_utf8(request_json: str, data: Any = None, emit: Emit | None = None) -> bytes:
    """Answer one request.

    Args:
        request_json: a `Request` as JSON text.
        data: the file's bytes: anything with the buffer protocol, or a JavaScript typed array by Pyodide.
        emit: called with `Progress` and `PagesRead` messages while the request runs.

    Returns:
        A `Response` as JSON text in UTF-8; `Failed` for every kind of failure.
    """
    header = _Header()
    try:
        header = _HEADER_DECODER.decode(request_json)
        if header.v != PROTOCOL_VERSION:
            return _failed(
                header,
                "version_mismatch",
                f"The page speaks version {header.v} of the protocol and the worker version "
                f"{PROTOCOL_VERSION}. Reload the page.",
            )
        if header.type.startswith(_REVIEW):
            return _review(request_json, header.id, data, emit)
        if header.type.startswith(_RECOGNISE):
            return _recognise(request_json, data, emit)
        request = _REQUEST_DECODER.decode(request_json)
        return _ENCODER.encode(_answer(request, data, emit))
    except DocsieveError as error:
        return _failed_with(header, error)
    except WheelsNeededError as error:
        needed = WheelsNeeded(v=PROTOCOL_VERSION, id=header.id, wheels=list(error.wheels))
        return _ENCODER.encode(needed)
    except msgspec.DecodeError:
        return _failed(
            header,
            "internal",
            "The page sent a message that the worker does not understand. This is a fault of the program.",
            user_facing=False,
        )
    except MemoryError:
        return _failed_with(header, LimitExceededError("There is not enough memory to read this file."))
    except RecursionError:
        return _failed_with(header, LimitExceededError("The file is nested too deeply to be read."))
    except KeyboardInterrupt:
        return _failed(header, "cancelled", "Reading was stopped.", retryable=True)
    except BaseException as error:  # whatever it is, the page must get an answer
        return _failed_with(
            header,
            InternalError(
                f"docsieve failed on this file ({type(error).__name__}). "
                "This is a fault of the program, not of the file; please report it."
            ),
        )


def _answer(request: Request, data: Any, emit: Emit | None) -> Response:
    if isinstance(request, FormatsRequest):
        return Formats(v=PROTOCOL_VERSION, id=request.id, formats=[_info(known) for known in all_formats()])
    if isinstance(request, DetectRequest):
        found = detect(_as_bytes(data), filename=request.filename)
        return Detected(v=PROTOCOL_VERSION, id=request.id, format=_info(found))
    if isinstance(request, ParseRequest):
        return _parse(request, data, emit)
    assert_never(request)


def _parse(request: ParseRequest, data: Any, emit: Emit | None) -> Result:
    wanted = request.options
    options = Options(
        password=wanted.password,
        limits=wanted.limits or Limits(),
        pages=wanted.pages,
        hidden=wanted.hidden or "include",
    )
    progress = _ProgressEmitter(request.id, emit)
    ahead = PagesAhead(wanted.hidden, progress.pages) if request.pages_ahead and emit is not None else None
    on_page = None if ahead is None else ahead.add

    def reading(done: int, total: int | None) -> None:
        progress.parsing(done, total)
        if ahead is not None and done == total:
            ahead.flush()  # what only the whole document can tell takes a while

    document = parse_or_need(_as_bytes(data), request.filename, options, reading, on_page)
    if ahead is not None:
        ahead.flush()
    return _result(request, document, wanted.hidden or "exclude", progress)


def _result(
    request: ParseRequest | RecogniseAddRequest,
    document: Document,
    hidden: HiddenChoice,
    progress: _ProgressEmitter,
) -> Result:
    result = Result(
        v=PROTOCOL_VERSION,
        id=request.id,
        format=document.format,
        pages=len(document.pages),
        warnings=document.warnings,
    )
    outputs = list(dict.fromkeys(request.outputs))
    for done, output in enumerate(outputs):
        progress.send("render", done, len(outputs))
        if output == "chunks":
            result.chunks = _chunks(document, request.chunking or ChunkOptions(), hidden)
        else:
            setattr(result, output, render(document, output, hidden=hidden))
    return result


def _recognise(request_json: str, data: Any, emit: Emit | None) -> bytes:
    from docsieve.recognition import service  # noqa: PLC0415 - rarely needed

    answer = service.answer(request_json, _as_bytes(data))
    if not isinstance(answer, service.Recognised):
        return _ENCODER.encode(answer)
    request, document = answer
    progress = _ProgressEmitter(request.id, emit)
    return _ENCODER.encode(_result(request, document, request.hidden or "exclude", progress))


def _review(request_json: str, request_id: int, data: Any, emit: Emit | None) -> bytes:
    from docsieve.review.service import ReviewService  # noqa: PLC0415 - rarely needed
    from docsieve.review.state import UnknownDocumentError  # noqa: PLC0415

    service = _SESSION.setdefault("review", ReviewService())
    progress = _ProgressEmitter(request_id, emit)
    try:
        answer = service.answer(request_json, _as_bytes(data), progress.redacting)
    except UnknownDocumentError:
        return _failed(
            _Header(v=PROTOCOL_VERSION, id=request_id),
            "internal",
            "The page asked for something that is not in this review. This is a fault of the program.",
            user_facing=False,
        )
    return _ENCODER.encode(answer)


def _chunks(document: Document, wanted: ChunkOptions, hidden: HiddenChoice) -> str:
    """Return the JSON text of the list of chunks."""
    chunks = chunk(
        document, max_tokens=wanted.max_tokens, overlap=wanted.overlap, by=wanted.by, hidden=hidden
    )
    return _ENCODER.encode(chunks).decode()


def _as_bytes(data: Any) -> bytes:
    """Copy the file out of whatever the caller has it in."""
    if data is None:
        return b""
    if hasattr(data, "to_bytes"):  # a typed array or ArrayBuffer behind Pyodide's JsProxy
        copied: bytes = data.to_bytes()
        return copied
    return bytes(data)


def _info(known: Format) -> FormatInfo:
    return FormatInfo(
        name=known.name,
        title=known.title,
        extensions=list(known.extensions),
        media_types=list(known.media_types),
        wheels=list(known.wheels),
        wheels_on_demand=list(known.wheels_on_demand),
    )


class _ProgressEmitter:
    """Sends progress, as often as a person can see it. A page that cannot take it does not stop the work."""

    def __init__(self, request_id: int, emit: Emit | None) -> None:
        self._request_id = request_id
        self._emit = emit
        self._next_at = 0.0

    def parsing(self, done: int, total: int | None) -> None:
        """Send how many pages are read, unless the last message is too recent; the last page always."""
        if self._emit is None:
            return
        now = time.monotonic()
        if now >= self._next_at or done == total:
            self._next_at = now + _PROGRESS_EVERY
            self.send("parse", done, total)

    def redacting(self, done: int, total: int | None) -> None:
        """Send how many pages of a review were looked through, as often as `parsing`."""
        now = time.monotonic()
        if self._emit is not None and (now >= self._next_at or done == total):
            self._next_at = now + _PROGRESS_EVERY
            self.send("redact", done, total)

    def send(self, stage: Stage, done: int, total: int | None) -> None:
        """Send one message."""
        if self._emit is not None:
            message = Progress(v=PROTOCOL_VERSION, id=self._request_id, stage=stage, done=done, total=total)
            self._post(_ENCODER.encode(message).decode())

    def pages(self, pages: list[PageText]) -> None:
        """Send the text of pages that are read."""
        if self._emit is not None:
            self._post(_ENCODER.encode(PagesRead(v=PROTOCOL_VERSION, id=self._request_id, pages=pages)))

    def _post(self, message: str | bytes) -> None:
        if self._emit is None:
            return
        try:
            self._emit(message)
        except Exception:  # the receiver's fault; reading on is worth more than its progress bar
            self._emit = None


def _failed_with(header: _Header, error: DocsieveError) -> bytes:
    retryable = isinstance(error, EncryptedError | WrongPasswordError)
    # `code` is one of ErrorCode by tests/test_repo.py.
    code: ErrorCode = error.code  # type: ignore[assignment]
    return _failed(header, code, str(error), retryable=retryable)


def _failed(
    header: _Header,
    code: ErrorCode,
    message: str,
    *,
    user_facing: bool = True,
    retryable: bool = False,
) -> bytes:
    error = WireError(code=code, message=message, user_facing=user_facing, retryable=retryable)
    return _ENCODER.encode(Failed(v=PROTOCOL_VERSION, id=header.id, error=error))
