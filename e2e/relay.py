"""A wire between the browser and a real server that keeps every byte, and can be cut at the worst moment."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Relay:
    """Passes TCP connections on to a server of this machine."""

    port: int
    #: Port of the server behind it; nothing is passed on before it is set.
    target: int | None = None
    #: All bytes that came from the browser.
    sent: bytearray = field(default_factory=bytearray)
    #: How many answers, from the first acknowledgement (201) on, are to be lost: what was sent is stored by
    #: the server, and the browser never hears of it. Where one alone is lost, Chromium may send again by
    #: itself, and say nothing: it does so on connections that it used before.
    answers_to_lose: float = 0
    #: How many were.
    answers_lost: int = 0

    @property
    def origin(self) -> str:
        """Scheme, host and port, for the browser."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def relaying() -> Iterator[Relay]:
    """Relay at a free port until the block ends."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.1)
    relay = Relay(listener.getsockname()[1])
    ended = threading.Event()
    thread = threading.Thread(target=_accept, args=(listener, relay, ended), daemon=True)
    thread.start()
    try:
        yield relay
    finally:
        ended.set()
        thread.join()
        listener.close()


def _accept(listener: socket.socket, relay: Relay, ended: threading.Event) -> None:
    while not ended.is_set():
        try:
            browser, _ = listener.accept()
        except TimeoutError:
            continue
        if relay.target is None:
            browser.close()
            continue
        server = socket.create_connection(("127.0.0.1", relay.target))
        for act in (_pass_on, _pass_back):
            threading.Thread(target=act, args=(browser, server, relay), daemon=True).start()


def _pass_on(browser: socket.socket, server: socket.socket, relay: Relay) -> None:
    try:
        while data := browser.recv(65536):
            relay.sent.extend(data)
            server.sendall(data)
        server.shutdown(socket.SHUT_WR)
    except OSError:
        server.close()


def _pass_back(browser: socket.socket, server: socket.socket, relay: Relay) -> None:
    try:
        while data := server.recv(65536):
            if relay.answers_to_lose > 0 and (relay.answers_lost or data.startswith(b"HTTP/1.1 201")):
                relay.answers_to_lose -= 1
                relay.answers_lost += 1
                break
            browser.sendall(data)
    except OSError:
        pass
    finally:
        for end in (browser, server):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
            finally:
                end.close()
