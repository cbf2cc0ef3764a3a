"""A server that takes a form like any other: it keeps the bytes that came, and reads them as multipart."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Part:
    """A field of a form as it was sent."""

    name: str
    filename: str | None
    media_type: str
    data: bytes


@dataclass
class FormReceiver:
    """What came in."""

    port: int
    posts: list[list[Part]] = field(default_factory=list)
    #: Heads and bodies of all requests.
    received: bytearray = field(default_factory=bytearray)

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def receiving_forms() -> Iterator[FormReceiver]:
    """Take forms at a free port until the block ends."""
    posts: list[list[Part]] = []
    received = bytearray()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.extend(bytes(self.requestline, "latin-1") + bytes(self.headers) + body)
            posts.append(_parts(self.headers["Content-Type"], body))
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>Taken</title><p>Thank you.</p>")

        def do_OPTIONS(self) -> None:
            """Let scripts of any page send here."""
            self.send_response(204)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()

        def do_GET(self) -> None:
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield FormReceiver(server.server_address[1], posts, received)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _parts(content_type: str, body: bytes) -> list[Part]:
    whole = message_from_bytes(b"Content-Type: " + content_type.encode("latin-1") + b"\r\n\r\n" + body)
    assert whole.is_multipart(), content_type
    payloads: Any = whole.get_payload()
    return [_part(one) for one in payloads]


def _part(part: Message) -> Part:
    data: Any = part.get_payload(decode=True)
    name: Any = part.get_param("name", header="content-disposition")
    return Part(name, part.get_filename(), part.get_content_type(), data)
