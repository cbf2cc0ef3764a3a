"""The built site behind the real server, in a thread, with a witness that keeps every byte it received."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from pyodide_bundle.headers import CONTENT_SECURITY_POLICY, SECURITY_HEADERS, WORKER_CONTENT_SECURITY_POLICY
from pyodide_bundle.serve import SETTINGS, Asset, create_app, listen

#: Browsers report violations here, also those in workers, which no page listener hears. Nothing may arrive.
REPORTS = "/csp-violations"


@dataclass
class LiveSite:
    """A server at work, and what it has seen so far."""

    port: int
    #: URL paths that exist.
    paths: frozenset[str]
    #: (method, path) in the order they came.
    requests: list[tuple[str, str]] = field(default_factory=list)
    #: All bytes from all connections: request lines, headers, bodies.
    received: bytearray = field(default_factory=bytearray)
    _server: uvicorn.Server | None = None
    _thread: threading.Thread | None = None

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self.port}"

    def add_paths(self, names: Iterable[str]) -> None:
        """Say that more files are served now; the mapping of assets that `serve_site` was given has them."""
        self.paths = self.paths | {f"/{name}" for name in names}

    def stop(self) -> None:
        """Stop answering; connections that are kept alive are closed."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(10)


@contextmanager
def serve_site(
    assets: Mapping[str, Asset],
    *,
    policy: str = CONTENT_SECURITY_POLICY,
    worker_policy: str = WORKER_CONTENT_SECURITY_POLICY,
    reports: bool = True,
    settings: Mapping[str, Any] | None = None,
    intake: ASGIApp | None = None,
) -> Iterator[LiveSite]:
    """Serve these assets at a free port until the block ends.

    Args:
        assets: the files.
        policy: in the place of the site's own.
        worker_policy: in the place of the worker's own.
        reports: have browsers report violations to this server.
        settings: what `site.json` says.
        intake: answers below `/intake`, as beside `make serve`.
    """
    bound = listen("127.0.0.1", 0)
    live = LiveSite(bound.getsockname()[1], frozenset(f"/{name}" for name in [*assets, SETTINGS]))
    reporting = f"; report-uri {REPORTS}" if reports else ""
    headers = SECURITY_HEADERS | {"Content-Security-Policy": policy + reporting}
    app = create_app(
        assets, headers=headers, worker_policy=worker_policy + reporting, settings=settings, intake=intake
    )
    _start(live, _logged(app, live), bound)
    try:
        yield live
    finally:
        live.stop()


def _start(live: LiveSite, app: ASGIApp, bound: socket.socket) -> None:
    class Witness(H11Protocol):
        """Keeps what comes from the socket before anything looks at it."""

        def data_received(self, data: bytes) -> None:
            live.received.extend(data)
            super().data_received(data)

    config = uvicorn.Config(
        app, http=Witness, ws="none", lifespan="off", log_level="error", timeout_graceful_shutdown=1
    )
    live._server = uvicorn.Server(config)
    live._thread = threading.Thread(target=live._server.run, kwargs={"sockets": [bound]}, daemon=True)
    live._thread.start()


def _logged(app: ASGIApp, live: LiveSite) -> ASGIApp:
    async def logged(scope: Scope, receive: Receive, send: Send) -> None:
        path: Any = scope["path"]
        query: Any = scope["query_string"]
        live.requests.append((scope["method"], path + (f"?{query.decode()}" if query else "")))
        if path == REPORTS:
            # A refusal would be a console error of its own, which comes before or after the end of a test.
            await Response(status_code=204)(scope, receive, send)
        else:
            await app(scope, receive, send)

    return logged
