"""The HTTP side: what comes in is checked, stored and acknowledged, in this order."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Final

import anyio
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Send
from starlette.types import Scope as AsgiScope

from docsieve_intake import checking
from docsieve_intake.gate import Gate
from docsieve_intake.refusals import Refusal, bad_request, busy, not_found, too_large
from docsieve_intake.settings import Scope, Settings
from docsieve_intake.store import Body, Store

#: On every answer: it is data, never a page, and no cache keeps it.
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}
#: Seconds that an upload waits for a place.
_PATIENCE: Final = 20
_LONGEST_QUERY: Final = 1000
#: Of a body that is too large, so many times the limit is read before the connection is cut.
_DROPPED_AT_MOST: Final = 4

Answer = Callable[[Request], Awaitable[Response]]


class Intake:
    """The routes over one store."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self._settings = settings
        self._store = store
        self._gate = Gate(settings)
        self._places = anyio.CapacityLimiter(settings.max_uploads_at_once)

    def routes(self) -> list[Route]:
        """Return all routes."""
        one = "/v1/payloads/{id}"
        return [
            Route("/v1/payloads", self._guarded("send", self._receive), methods=["POST"]),
            Route("/v1/payloads", self._guarded("read", self._list), methods=["GET"]),
            Route(one, self._guarded("read", self._show), methods=["GET"]),
            Route(one, self._guarded("delete", self._delete), methods=["DELETE"]),
            Route("/v1/search", self._guarded("read", self._search), methods=["GET"]),
            Route("/v1/export", self._guarded("read", self._export), methods=["GET"]),
            Route("/healthz", self._health, methods=["GET"]),
        ]

    def _guarded(self, scope: Scope, answer: Answer) -> Answer:
        async def guarded(request: Request) -> Response:
            request.state.sender = self._gate.let_in(request, scope)
            return await answer(request)

        return guarded

    async def _receive(self, request: Request) -> Response:
        media_type = checking.media_type_of(request.headers.get("content-type"))
        key = checking.idempotency_key(request.headers.get("idempotency-key"))
        if request.headers.get("content-encoding", "identity") != "identity":
            raise bad_request("bad_encoding", "Payloads are taken as they are, without a content encoding.")
        try:
            with anyio.fail_after(_PATIENCE):
                await self._places.acquire_on_behalf_of(request)
        except TimeoutError:
            raise busy() from None
        try:
            body = await self._body(request)
            _check_digest(request.headers.get("content-digest"), body)
            about = await run_in_threadpool(checking.checked, body, media_type)
            stored = await run_in_threadpool(
                self._store.add, body, about, sender=request.state.sender, key=key
            )
        finally:
            self._places.release_on_behalf_of(request)
        answer = {
            "id": stored.id,
            "received": stored.received,
            "sha256": stored.sha256,
            "duplicate": stored.duplicate,
        }
        return JSONResponse(answer, 200 if stored.duplicate else 201)

    async def _body(self, request: Request) -> bytes:
        """Receive the body.

        What is too large is read on for a while and dropped: a sender who is cut off while still sending
        never sees the answer that says why.
        """
        limit = self._settings.max_bytes
        received = bytearray()
        dropped = 0
        try:
            async for piece in request.stream():
                if dropped or len(received) + len(piece) > limit:
                    dropped += len(received) + len(piece)
                    received.clear()
                    if dropped > _DROPPED_AT_MOST * limit:
                        break
                else:
                    received += piece
        except ClientDisconnect:
            raise bad_request("incomplete", "The payload broke off.") from None
        if dropped:
            raise too_large(limit)
        return bytes(received)

    async def _list(self, request: Request) -> Response:
        limit = self._limit(request)
        entries, following = await run_in_threadpool(
            self._store.listed, limit=limit, before=request.query_params.get("before")
        )
        return JSONResponse({"payloads": entries, "next": following})

    async def _show(self, request: Request) -> Response:
        body = await run_in_threadpool(self._store.body, request.path_params["id"])
        if body is None:
            raise not_found()
        digest = base64.b64encode(bytes.fromhex(body.sha256)).decode()
        return Response(
            body.data, media_type=body.media_type, headers={"Content-Digest": f"sha-256=:{digest}:"}
        )

    async def _delete(self, request: Request) -> Response:
        if not await run_in_threadpool(self._store.delete, request.path_params["id"]):
            raise not_found()
        return Response(status_code=204)

    async def _search(self, request: Request) -> Response:
        query = request.query_params.get("q", "")
        if not query.strip() or len(query) > _LONGEST_QUERY or "\0" in query:
            raise bad_request("bad_query", "`q` takes the words to look for, at most 1,000 characters.")
        hits = await run_in_threadpool(self._store.found, query, limit=self._limit(request))
        return JSONResponse({"hits": hits})

    async def _export(self, request: Request) -> Response:
        lines = (_export_line(payload_id, body) for payload_id, body in self._store.all_bodies())
        return StreamingResponse(_in_thread(lines), media_type="application/x-ndjson")

    async def _health(self, request: Request) -> Response:
        await run_in_threadpool(self._store.listed, limit=1)
        return JSONResponse({"ok": True})

    def _limit(self, request: Request) -> int:
        text = request.query_params.get("limit", "50")
        if not re.fullmatch(r"[0-9]{1,6}", text) or int(text) == 0:
            raise bad_request("bad_limit", "`limit` takes a whole number from 1.")
        return min(int(text), self._settings.max_listed)


def create_app(settings: Settings, store: Store | None = None) -> Starlette:
    """Return the ASGI application.

    Raises:
        SettingsError: a setting cannot be used.
        sqlalchemy.exc.SQLAlchemyError: the database cannot be opened.
    """
    kept = store or Store(settings.database)
    cors = [
        Middleware(
            CORSMiddleware,
            allow_origins=list(settings.cors_origins),
            allow_methods=["POST"],
            allow_headers=["authorization", "content-type", "content-digest", "idempotency-key"],
            expose_headers=["retry-after"],
        )
    ]

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        kept.close()

    app = Starlette(
        routes=Intake(settings, kept).routes(),
        middleware=cors if settings.cors_origins else [],
        exception_handlers={Refusal: _refused, HTTPException: _not_served, Exception: _failed},
        lifespan=lifespan,
    )
    app.add_middleware(_AddHeaders)
    return app


class _AddHeaders:
    """Puts the same headers onto every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: AsgiScope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)


async def _refused(_: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)
    return refusal.response()


async def _not_served(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    sentence = "There is nothing here." if error.status_code == 404 else "This cannot be done here."
    return JSONResponse({"code": f"http_{error.status_code}", "message": sentence}, error.status_code)


async def _failed(_: Request, __: Exception) -> Response:
    return JSONResponse({"code": "internal", "message": "The intake failed. Nothing was stored."}, 500)


def _check_digest(header: str | None, body: bytes) -> None:
    """Compare the body with its digest (RFC 9530), where one came with it in a way we know."""
    found = re.search(r"sha-256=:([A-Za-z0-9+/=]+):", header or "")
    if found and base64.b64encode(hashlib.sha256(body).digest()).decode() != found.group(1):
        raise bad_request("bad_digest", "The payload arrived other than it was sent: its digest differs.")


def _export_line(payload_id: str, body: Body) -> bytes:
    """Return one line of NDJSON: base64 keeps the bytes, so that receipts can be held against an export."""
    line = {
        "id": payload_id,
        "media_type": body.media_type,
        "sha256": body.sha256,
        "body": base64.b64encode(body.data).decode(),
    }
    return json.dumps(line).encode() + b"\n"


async def _in_thread(lines: Iterator[bytes]) -> AsyncIterator[bytes]:
    while (line := await run_in_threadpool(next, lines, None)) is not None:
        yield line
