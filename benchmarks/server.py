"""One server for all: the same headers, the same precompression, and a count of every byte it sends."""

from __future__ import annotations

import mimetypes
import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from urllib.parse import unquote

import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

_TYPES = {
    ".mjs": "text/javascript",
    ".js": "text/javascript",
    ".wasm": "application/wasm",
    ".json": "application/json",
}


@dataclass(frozen=True)
class Traffic:
    """What went over the wire: bodies as sent (compressed), and how many answers there were."""

    body_bytes: int
    requests: int


class BenchServer:
    """Serves `/_peers/<name>/`, the documents under `/_files/`, and the built site for everything else."""

    def __init__(self, *, peers: Mapping[str, Path], files: Mapping[str, Path], site: Path | None) -> None:
        self._peers = peers
        self._files = files
        self._site = site
        self._traffic = Traffic(0, 0)
        self._contents: dict[Path, bytes] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> BenchServer:
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        self.origin = f"http://127.0.0.1:{listener.getsockname()[1]}"
        config = uvicorn.Config(
            self._answer,
            interface="asgi3",
            log_level="error",
            lifespan="off",
            access_log=False,
            timeout_graceful_shutdown=1,  # a browser may keep its connection
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listener]}, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=5)

    def take_traffic(self) -> Traffic:
        """What was sent since the last call, documents to be read left out."""
        with self._lock:
            taken, self._traffic = self._traffic, Traffic(0, 0)
        return taken

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        await self._respond(request)(scope, receive, send)

    def _respond(self, request: Request) -> Response:
        path = unquote(request.url.path)
        if path.startswith("/_files/"):
            document = self._files.get(path.removeprefix("/_files/"))
            if document is None:
                return Response(status_code=404)
            return Response(self._read(document), headers={"cache-control": "no-store"})
        found = self._find(path)
        if found is None:
            self._count(b"")
            return Response(status_code=404)
        content, encoding = self._encoded(found, request.headers.get("accept-encoding", ""))
        headers = {
            "cache-control": "public, max-age=31536000, immutable",
            "content-type": _TYPES.get(found.suffix)
            or mimetypes.guess_type(found.name)[0]
            or "application/octet-stream",
            "vary": "accept-encoding",
            "x-content-type-options": "nosniff",
        }
        if encoding:
            headers["content-encoding"] = encoding
        self._count(content)
        return Response(content, headers=headers)

    def _find(self, path: str) -> Path | None:
        if path.endswith("/"):
            path += "index.html"
        if path.startswith("/_peers/"):
            name, _, rest = path.removeprefix("/_peers/").partition("/")
            root = self._peers.get(name)
        else:
            root, rest = self._site, path.lstrip("/")
        if root is None:
            return None
        found = (root / rest).resolve()
        return found if found.is_relative_to(root.resolve()) and found.is_file() else None

    def _encoded(self, path: Path, accepted: str) -> tuple[bytes, str | None]:
        for encoding, suffix in (("br", ".br"), ("gzip", ".gz")):
            packed = path.with_name(path.name + suffix)
            if encoding in accepted and packed.exists():
                return self._read(packed), encoding
        return self._read(path), None

    def _read(self, path: Path) -> bytes:
        if path not in self._contents:
            self._contents[path] = path.read_bytes()
        return self._contents[path]

    def _count(self, content: bytes) -> None:
        with self._lock:
            self._traffic = Traffic(self._traffic.body_bytes + len(content), self._traffic.requests + 1)
